//! A use or disclosure that may be a breach (42 CFR 2.16(b), 45 CFR 164.400 to 164.414, M.G.L. c.93H; P2-55, P2-66): when it was
//! discovered, whom it concerns, the risk in four factors, the decision, whom the program has to tell until when, and what was sent.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | opened; the clock runs from the discovery | undecided | compliance officer |
//! | undecided, breach | counted anew | the same, its last days computed anew | compliance officer |
//! | undecided | judged a breach | breach | compliance officer |
//! | undecided | judged no breach, with all four factors | no breach; nobody is told | compliance officer |
//! | undecided, breach | what letters say is written | the same; letters can be made | compliance officer |
//! | undecided, breach | a letter logged, or the last letter to a person has gone | the same; that duty is met | compliance officer |

pub mod model;
pub use model::{Affected, Breach, Decision, InfoKind, Letter, LetterText, LetterWords, Recipient, Risk};

pub mod duty;
pub use duty::{Duty, duties};

// what is done with one
mod open;
pub use open::OpenBreach;

mod count;
pub use count::CountAffected;
pub(crate) use count::people;

mod judge;
pub use judge::{JudgeBreach, refuse_when_no_breach};

mod write;
pub use write::WriteLetterText;

mod letter;
pub use letter::LogLetter;

// what is seen
mod list;
pub use list::{BreachLine, BreachOf, ListBreaches};

mod store;
pub use store::load;

#[cfg(test)]
mod tests;
