//! A letter to one person about a breach (45 CFR 164.404(d); M.G.L. c.93H section 3; P2-55, P2-66): its exact bytes, the way it went and
//! when. When the last one has gone the duty is met.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | made | waits | compliance officer |
//! | waits | made anew, because the words or the address changed | replaced | compliance officer |
//! | waits | went | gone, with its row in the person's account | compliance officer |

pub mod model;
pub use model::{BreachLetter, Content, Gone, HowSent};

mod deliver;
pub use deliver::DeliverLetters;

mod store;
pub use store::{load, of_breach};
