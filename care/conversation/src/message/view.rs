//! The conversation with a person, oldest first, as screens show it.

use std::collections::HashMap;

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use vocabulary::id::{MessageId, PatientId};

use super::model::{Channel, Delivery, Direction};
use super::store;
use crate::template;

/// One message on a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageView {
    /// Which.
    pub id: MessageId,
    /// When it was written or came.
    pub at: Timestamp,
    /// From them or to them.
    pub direction: Direction,
    /// By which network.
    pub channel: Channel,
    /// Their number or address.
    pub address: String,
    /// The subject of an e-mail.
    pub subject: Option<String>,
    /// The words.
    pub words: String,
    /// What the words mean, when they are a number that our last text offered.
    pub means: Option<&'static str>,
    /// Who wrote, by name; nothing for the person themself.
    pub by: Option<String>,
    /// Whether the program wrote it by itself.
    pub is_automatic: bool,
    /// How far it came.
    pub delivery: Delivery,
}

/// Asks for everything written with a person, for their chart.
#[derive(Clone, Copy, Debug)]
pub struct ThreadOf {
    /// With whom.
    pub patient: PatientId,
}

impl Query for ThreadOf {
    type View = Vec<MessageView>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<MessageView>>, Refusal> {
        cx.require(Action::View, Kind::Message)?;
        Ok(Guarded::chart(self.patient, Kind::Message, thread(cx, self.patient)?))
    }
}

/// Everything written with a person. For those who may view their messages; the caller has asked.
///
/// # Errors
/// The database's own.
pub fn thread(cx: &Context<'_>, patient: PatientId) -> Result<Vec<MessageView>, Refusal> {
    let mut all = Vec::new();
    // The last text that was ready, by number or address: a number that comes back from there answers it.
    let mut offered: HashMap<String, String> = HashMap::new();
    for message in store::of_patient(cx.tx, patient)? {
        let means = match (message.direction, &message.template) {
            (Direction::In, _) => offered.get(&message.address).and_then(|key| template::meaning(key, &message.words)),
            (Direction::Out, Some(key)) => {
                offered.insert(message.address.clone(), key.clone());
                None
            }
            (Direction::Out, None) => {
                offered.remove(&message.address);
                None
            }
        };
        let is_automatic = message.direction == Direction::Out && message.by.is_none();
        let by = match (message.direction, message.by) {
            (Direction::In, _) => None,
            (Direction::Out, staff) => {
                let author = staff.map_or(::store::Author::Stepdown, ::store::Author::Staff);
                Some(access::staff::author_name(cx.tx, author)?)
            }
        };
        all.push(MessageView {
            id: message.id,
            at: message.at,
            direction: message.direction,
            channel: message.channel,
            address: message.address.clone(),
            subject: message.subject.clone(),
            words: message.words.clone(),
            means,
            by,
            is_automatic,
            delivery: message.delivery.clone(),
        });
    }
    Ok(all)
}
