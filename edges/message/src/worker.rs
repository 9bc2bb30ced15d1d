//! The worker: takes what is due, hands it to its network, writes down what came of it, one at a time. It may be killed at any point:
//! what it held is taken up again when its lease has run out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use access::{Actor, Refusal};
use confidential::to_person::Line;
use conversation::message::{Outcome, Step, Taken};
use reactions::House;

use crate::{MailNetwork, TextNetwork};

/// How long the worker sleeps when nothing is due.
const REST: Duration = Duration::from_millis(500);
/// How long after trouble with the database.
const REST_AFTER_TROUBLE: Duration = Duration::from_secs(5);

/// The networks of an installation.
#[derive(Clone, Debug, Default)]
pub struct Networks {
    /// Texts.
    pub text: Option<TextNetwork>,
    /// E-mail.
    pub mail: Option<MailNetwork>,
}

impl Networks {
    /// Does what is to be done with a message.
    #[must_use]
    pub fn carry(&self, taken: &Taken) -> Outcome {
        let none = |what: &str| Outcome::Refused { why: format!("No network for {what} is set up here."), is_stopped: false };
        match (taken.outgoing.line, taken.step) {
            (Line::Text, Step::Send) => {
                self.text.as_ref().map_or_else(|| none("texts"), |text| text.hand_over(taken.message, &taken.outgoing))
            }
            (Line::Text, Step::Ask { since }) => {
                self.text.as_ref().map_or(Outcome::NotThere, |text| text.ask(&taken.outgoing, since))
            }
            (Line::Email, Step::Send) => {
                self.mail.as_ref().map_or_else(|| none("e-mail"), |mail| mail.hand_over(taken.message, &taken.outgoing))
            }
            (Line::Email, Step::Ask { .. }) => Outcome::NotThere,
        }
    }
}

/// Carries one message that is due. Answers whether there was one.
///
/// # Errors
/// The database's own; what the network said is then lost to us, and the network is asked when the lease has run out.
pub fn work_once(house: &House, actor: &Actor, networks: &Networks) -> Result<bool, Refusal> {
    let Some(taken) = house.take_message(actor)? else { return Ok(false) };
    let outcome = networks.carry(&taken);
    metrics::counter!("stepdown_messages_total", "outcome" => name_of(&outcome)).increment(1);
    house.message_ended(actor, &taken, &outcome)?;
    Ok(true)
}

/// Works until it is told to stop.
pub fn work(house: &House, actor: &Actor, networks: &Networks, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        std::thread::sleep(rest_after(|| work_once(house, actor, networks)));
    }
}

/// Does one piece of work; answers how long to rest after it. A fault of ours over one message ends neither the worker nor the others'
/// messages: what it had begun was never committed, and the network is asked about the message when the lease has run out.
fn rest_after(work: impl FnOnce() -> Result<bool, Refusal>) -> Duration {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(true)) => Duration::ZERO,
        Ok(Ok(false)) => REST,
        Ok(Err(refusal)) => {
            tracing::error!(%refusal, "a message could not be carried; trying again");
            REST_AFTER_TROUBLE
        }
        Err(_) => {
            tracing::error!("a fault of Stepdown's own while a message was carried; the others are carried on");
            REST_AFTER_TROUBLE
        }
    }
}

const fn name_of(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted { .. } => "accepted",
        Outcome::Later { .. } => "later",
        Outcome::Refused { .. } => "refused",
        Outcome::NoAnswer => "no_answer",
        Outcome::NotThere => "not_there",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn a_fault_over_one_message_is_rested_from_like_other_trouble() {
        assert_eq!(rest_after(|| panic!("a fault over one message")), REST_AFTER_TROUBLE);
        assert_eq!(rest_after(|| Err(Refusal::Busy)), REST_AFTER_TROUBLE);
        assert_eq!((rest_after(|| Ok(false)), rest_after(|| Ok(true))), (REST, Duration::ZERO));
    }
}
