//! The gate toward the person themself: not a disclosure (nobody else learns anything), and still guarded, because telephones and
//! mailboxes are read by others. It opens for neutral words, to a number or address the person allowed, and for nothing else (P2-14).

use access::{Context, Refusal};
use policy::Action;

use crate::guarded::About;
use crate::neutral;
use crate::released::ToPerson;
use crate::{Guarded, Released};

/// Something about to be sent to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// By which network.
    pub line: Line,
    /// The number in E.164, or the e-mail address.
    pub address: String,
    /// The subject of an e-mail.
    pub subject: Option<String>,
    /// The words.
    pub words: String,
}

/// A network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Text messages.
    Text,
    /// E-mail.
    Email,
}

/// What the person said about being written to at this number or address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// They allowed it.
    Allowed,
    /// It is the one answer to a word they have just sent themselves: STOP, HELP, a first message.
    AnswersThem,
    /// Nobody asked, or they said no.
    NotAllowed,
    /// They wrote STOP.
    Stopped,
}

/// Opens an envelope for the person it is about.
///
/// # Errors
/// [`Refusal::NotFound`] when the actor may not write to people; [`Refusal::Refused`] without permission or with telling words.
pub fn to_person(cx: &Context<'_>, envelope: Guarded<Outgoing>, basis: Basis) -> Result<Released<Outgoing, ToPerson>, Refusal> {
    cx.require_when(Action::Record, envelope.kind, envelope.circumstances)?;
    let About::Patient(_) = envelope.about else {
        return Err(Refusal::Fault("a message goes to one person at a time".into()));
    };
    match basis {
        Basis::Allowed | Basis::AnswersThem => {}
        Basis::NotAllowed => return Err(not_allowed()),
        Basis::Stopped => return Err(stopped()),
    }
    let said = format!("{} {}", envelope.content.subject.as_deref().unwrap_or_default(), envelope.content.words);
    let telling = neutral::telling(&said).map_err(Refusal::Fault)?;
    if telling.is_empty() { Ok(Released::new(envelope.content)) } else { Err(not_neutral(&telling)) }
}

fn not_allowed() -> Refusal {
    let sentence = "This person has not allowed messages there.";
    Refusal::refused("contact_not_allowed", "P2-14", sentence, "Ask them on the telephone, and tick it when they agree.")
}

fn stopped() -> Refusal {
    let sentence = "STOP was sent from this number: nothing may be sent to it.";
    Refusal::refused("contact_stopped", "P2-14", sentence, "Call instead. When they text START, messages go out again.")
}

fn not_neutral(telling: &[String]) -> Refusal {
    let words = telling.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ");
    let sentence = format!("Others may read this telephone, so a message does not say {words}.");
    Refusal::refused("words_not_neutral", "P2-14", sentence, "Say only day, time and who to call.")
}
