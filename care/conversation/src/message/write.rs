//! Writes to a person (S-01). The gate is asked at once, so that whoever types telling words or writes to a stopped number learns it
//! before anything is kept; it is asked again when the message leaves, because a STOP may have come meanwhile (P2-14). The same words
//! twice within a minute are one message.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use confidential::Guarded;
use confidential::to_person::{self, Basis, Outgoing};
use jiff::{SignedDuration, Timestamp};
use jobs::Wish;
use vocabulary::id::{MessageId, PatientId};

use super::deliver::SEND;
use super::model::{Channel, Delivery, Direction, Message};
use super::{enclosure, store};
use crate::language::Language;
use crate::{Fact, permission, quiet, segments};

/// A text of more parts than this is a letter: it belongs into a call or an e-mail.
const MOST_SEGMENTS: usize = 3;
const MOST_LETTERS_OF_AN_EMAIL: usize = 4_000;
const SAME_WORDS: SignedDuration = SignedDuration::from_secs(60);

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub patient: PatientId,
    /// By which network.
    pub channel: Channel,
    /// To which number in E.164, or e-mail address.
    pub address: String,
    /// The subject of an e-mail.
    pub subject: Option<String>,
    /// The words.
    pub words: String,
    /// What leaves in place of [`enclosure::PLACE`] in the words and is not kept in the history.
    pub enclosed: Option<String>,
    /// In which language a template speaks.
    pub language: Language,
    /// The template the words come from.
    pub template: Option<String>,
    /// Whether it is the one answer to a word the person has just sent: it needs no permission and does not wait.
    pub answers_them: bool,
}

/// Writes a text or e-mail.
#[derive(Clone, Debug)]
pub struct WriteMessage {
    /// What and to whom. It is never an answer by itself.
    pub letter: Letter,
}

impl Command for WriteMessage {
    type Output = MessageId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<MessageId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Message)?;
        write(cx, &Letter { answers_them: false, ..self.letter.clone() })
    }
}

/// Keeps a message and wants it sent.
///
/// # Errors
/// [`Refusal::Invalid`] for empty or endless words; what the gate says.
pub fn write(cx: &Context<'_>, letter: &Letter) -> Result<Done<MessageId, Fact>, Refusal> {
    write_until(cx, letter, None)
}

/// As [`write`], for words that mean nothing after a moment: what could not leave by then does not leave at all.
///
/// # Errors
/// As [`write`].
pub fn write_until(cx: &Context<'_>, letter: &Letter, until: Option<Timestamp>) -> Result<Done<MessageId, Fact>, Refusal> {
    judge(letter)?;
    let (basis, any_hour) = basis_of(cx, letter)?;
    // Asked for its refusal only: what leaves is released again at that moment.
    to_person::to_person(cx, envelope(letter.patient, outgoing(letter)), basis)?;
    // What is enclosed is new each time, although the words around it are the same.
    if letter.enclosed.is_none()
        && let Some(known) = sent_twice(cx, letter)?
    {
        return Ok(Done::already(known));
    }
    let not_before = quiet::earliest(cx.now, cx.zone, any_hour || letter.answers_them)?;
    let by = Some(cx.actor.staff).filter(|staff| *staff != access::Actor::STEPDOWN);
    let message = Message {
        id: cx.new_id(),
        patient: letter.patient,
        direction: Direction::Out,
        channel: letter.channel,
        address: letter.address.clone(),
        subject: letter.subject.clone(),
        words: letter.words.trim().to_owned(),
        language: letter.language,
        template: letter.template.clone(),
        at: cx.now,
        by,
        answers_them: letter.answers_them,
        delivery: Delivery::Queued { not_before },
        provider_id: None,
    };
    cx.tx.append(&message, &cx.entry("message written"))?;
    if let Some(enclosed) = &letter.enclosed {
        enclosure::keep(cx.tx, message.id, enclosed)?;
    }
    want(cx, message.id, not_before, until)?;
    Ok(Done::with(message.id, Fact::MessageWritten { message: message.id, patient: letter.patient }))
}

/// On what basis a letter may leave now, and whether at any hour.
pub(super) fn basis_of(cx: &Context<'_>, letter: &Letter) -> Result<(Basis, bool), Refusal> {
    // An answer that had to wait does not leave after a STOP; the answer to the STOP itself does.
    let answers_a_keyword = matches!(letter.template.as_deref(), Some("stopped" | "help"));
    if letter.answers_them && (answers_a_keyword || !permission::is_stopped(cx, &letter.address)?) {
        return Ok((Basis::AnswersThem, true));
    }
    permission::basis(cx, letter.patient, &letter.address)
}

pub(super) fn envelope(patient: PatientId, outgoing: Outgoing) -> Guarded<Outgoing> {
    Guarded::chart(patient, Kind::Message, outgoing)
}

fn outgoing(letter: &Letter) -> Outgoing {
    Outgoing {
        line: letter.channel.line(),
        address: letter.address.clone(),
        subject: letter.subject.clone(),
        words: letter.travelling(),
    }
}

impl Letter {
    /// The words as they leave.
    fn travelling(&self) -> String {
        enclosure::opened(&self.words, self.enclosed.as_deref())
    }
}

fn want(cx: &Context<'_>, message: MessageId, run_at: Timestamp, until: Option<Timestamp>) -> Result<(), Refusal> {
    let body = until.map_or_else(|| "{}".to_owned(), |until| until.as_second().to_string());
    jobs::want(cx.tx, &Wish { kind: SEND, key: &message.to_string(), body: &body, run_at }, cx.now)?;
    Ok(())
}

fn sent_twice(cx: &Context<'_>, letter: &Letter) -> Result<Option<MessageId>, Refusal> {
    let since = cx.now.saturating_sub(SAME_WORDS).unwrap_or(cx.now);
    let is_same = |known: &Message| {
        known.direction == Direction::Out && known.patient == letter.patient && known.words == letter.words.trim()
    };
    let recent = store::with_since(cx.tx, &letter.address, since)?;
    Ok(recent.iter().find(|known| is_same(known) && known.recorded_by == cx.actor.author()).map(|known| known.id))
}

fn judge(letter: &Letter) -> Result<(), Refusal> {
    let mut problems = Problems::none();
    let words = letter.travelling();
    let words = words.trim();
    problems.require("message", !words.is_empty(), "Write something, or choose a text that is ready.");
    match letter.channel {
        Channel::Text if segments::cost(words).segments > MOST_SEGMENTS => {
            problems.add("message", "This is longer than three texts. Shorten it, or call.");
        }
        Channel::Email if words.chars().count() > MOST_LETTERS_OF_AN_EMAIL => {
            problems.add("message", "This is longer than an e-mail of ours may be. Shorten it, or call.");
        }
        Channel::Text | Channel::Email => {}
    }
    problems.finish(Some(()))
}
