//! A person's consents, from signature to their end (42 CFR 2.31; P2-20 to P2-32). The noun itself and whether it covers a disclosure
//! are the gate's (`confidential::consent`); here is who may sign, withdraw and correct one, and which end soon.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | signed, with everything a consent needs | in force | the person; staff who record it |
//! | in force | withdrawn, in any form | over, from that moment; one that is irrevocable for a time, after it | the person; staff |
//! | in force | its day or its event comes | over | – |
//! | in force | a newer one for treatment, payment and operations | over (P2-21) | – |
//! | any | it becomes known that it is false | void (P2-26) | compliance officer, clinicians |

mod ending;
mod reminder;
mod revoke;
mod sign;

pub use ending::{Ending, SAID_AT_DAYS, ending};
pub use reminder::{ConsentReminder, note_reminder, reminders_of};
pub use revoke::{MarkConsentFalse, RevokeConsent};
pub use sign::{SignConsent, add_lacks, put_in_force};
