//! What a network says later about a message it took: sent, delivered, or not and why. Words that come late or twice change nothing; an
//! arrival is never taken back.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::MessageId;

use super::deliver::{changed, next};
use super::model::{Delivery, Message};
use super::store;
use crate::Fact;
use crate::permission::{self, Said, Standing};

/// A network's word about one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDelivery {
    /// Ours, as we told the network when we handed it over.
    pub message: Option<MessageId>,
    /// The network's id of it.
    pub provider_id: String,
    /// What it says.
    pub report: Report,
}

/// What it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// On its way.
    Sent,
    /// Arrived.
    Delivered,
    /// Not, and why, in words for staff.
    Failed {
        /// Why.
        reason: String,
        /// Whether the person stopped texts at the network.
        is_stopped: bool,
    },
}

impl Command for ReportDelivery {
    type Output = bool;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<bool, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Message)?;
        let message = match self.message {
            Some(id) => cx.tx.load::<Message>(id)?,
            None => store::with_provider_id(cx.tx, &self.provider_id)?,
        };
        let message = message.ok_or(Refusal::NotFound)?;
        if message.provider_id.as_ref().is_some_and(|known| *known != self.provider_id) {
            return Err(Refusal::NotFound);
        }
        let Some(delivery) = decide(&message.delivery, &self.report, cx.now) else { return Ok(Done::already(false)) };
        if let Report::Failed { is_stopped: true, .. } = self.report {
            let said = Said { standing: Standing::Stopped, how: permission::THEIR_STOP, any_hour: None };
            permission::note(cx, message.patient, &message.address, said)?;
        }
        next(cx, &message, delivery, Some(self.provider_id.clone()), "the network's word")?;
        Ok(Done::with(true, changed(&message)))
    }
}

/// The next delivery, when the word is news.
fn decide(known: &Delivery, report: &Report, now: jiff::Timestamp) -> Option<Delivery> {
    let is_open = matches!(known, Delivery::Sending { .. } | Delivery::Unknown { .. } | Delivery::Queued { .. });
    match report {
        Report::Sent => is_open.then_some(Delivery::Sent { at: now }),
        Report::Delivered if is_open || matches!(known, Delivery::Sent { .. }) => Some(Delivery::Delivered { at: now }),
        Report::Failed { reason, .. } if is_open || matches!(known, Delivery::Sent { .. }) => {
            Some(Delivery::Failed { at: now, reason: reason.clone() })
        }
        Report::Delivered | Report::Failed { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_late_word_never_takes_an_arrival_back() {
        let at: jiff::Timestamp = "2026-03-12T14:00:00Z".parse().unwrap();
        let failed = Report::Failed { reason: "no such number".into(), is_stopped: false };
        let sent = Delivery::Sent { at };
        let arrived = Delivery::Delivered { at };
        for (known, report, next) in [
            (Delivery::Sending { since: at }, &Report::Sent, Some("sent")),
            (Delivery::Unknown { since: at }, &Report::Delivered, Some("delivered")),
            (sent.clone(), &Report::Sent, None),
            (sent.clone(), &Report::Delivered, Some("delivered")),
            (sent, &failed, Some("failed")),
            (arrived.clone(), &Report::Sent, None),
            (arrived.clone(), &failed, None),
            (arrived, &Report::Delivered, None),
            (Delivery::Received, &failed, None),
        ] {
            assert_eq!(decide(&known, report, at).as_ref().map(Delivery::as_str), next, "{known:?} {report:?}");
        }
    }
}
