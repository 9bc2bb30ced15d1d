//! One text or e-mail, in or out, in the chain of the person. Each change of its delivery is a version, so that "was it sent, when, and
//! what did the network say" can always be answered.
//!
//! | delivery | event | next | who may |
//! |---|---|---|---|
//! | – | written | queued, until the morning in quiet hours | intake, front desk, clinical director; the program itself |
//! | – | came from a network | received | the network's signed word |
//! | queued | a worker takes it, the gate opens | sending | the program itself |
//! | queued | permission gone, words not neutral | failed with the reason | the program itself |
//! | sending | the network took it | sent | the program itself |
//! | sending | the network is busy | queued, later | the program itself |
//! | sending | no answer, and none when asked | unknown: a person decides | the program itself |
//! | sending, sent, unknown | the network's signed word | sent, delivered, failed with the reason | the network |
//! | failed, unknown | sent once more, knowingly | a new message | intake, front desk, clinical director |

pub mod deliver;
pub mod enclosure;
pub mod model;
pub mod receive;
pub mod report;
mod store;
pub mod view;
pub mod write;

pub use deliver::{Closed, Ended, Outcome, RESTORED_AT, Step, Taken, ended, take};
pub use model::{Delivery, Direction, Message};
pub use receive::{Arrived, arrive};
pub use report::{Report, ReportDelivery};
pub use view::{MessageView, ThreadOf, thread};
pub use write::{Letter, WriteMessage, write, write_until};

pub use store::{last_with, with_provider_id, with_since, with_what_it_answers};
