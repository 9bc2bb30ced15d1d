//! A message leaves, at most once. A worker takes one that is due: in one transaction its job is leased, the gate opens (or the message
//! fails with the gate's reason) and it is marked as on its way. What the network said is written in a second transaction, together
//! with the end of the job. A worker that dies between the two, or a line that breaks after the words were handed over, leaves a
//! message "on its way": it is never simply sent again, the network is asked whether it has it, and if it cannot say, a person is
//! (ADR 0016).

use ::store::Stored;
use access::{Action, Context, Kind, Refusal};
use confidential::to_person::{self, Line, Outgoing};
use confidential::{Released, ToPerson};
use jiff::{SignedDuration, Timestamp};
use jobs::{Job, Next};
use rand::RngExt;
use vocabulary::id::MessageId;

use super::model::{Delivery, Message};
use super::write::{Letter, basis_of, envelope};
use super::{enclosure, model, store};
use crate::permission::{self, Said, Standing};
use crate::{Fact, quiet};

/// The kind of job that sends a message; its key is the message's id.
pub const SEND: &str = "send_message";
/// How long a worker may hold a message: longer than any network lets us wait.
const HOLDS: SignedDuration = SignedDuration::from_secs(120);
/// A message that could not leave for so long after its time says something about another day.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(12);
/// When this database was filled from a backup, as text; nothing for one that never was. What waited in the backup may have left since.
pub const RESTORED_AT: &str = "restored_at";
/// The templates that carry a link.
const WITH_LINK: [&str; 3] = ["page", "by_video", "here_or_video"];
/// How long after a broken line the network is asked: it needs a moment to know itself what it took.
const ASK_AFTER: SignedDuration = SignedDuration::from_secs(90);

/// A message in a worker's hands.
#[derive(Debug)]
pub struct Taken {
    job: Job,
    /// Which.
    pub message: MessageId,
    /// What leaves; the gate has opened for it.
    pub outgoing: Released<Outgoing, ToPerson>,
    /// What is to be done.
    pub step: Step,
}

/// What a worker does with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Hand it to the network.
    Send,
    /// Ask the network whether it has it: somebody may have handed it over.
    Ask {
        /// When that was.
        since: Timestamp,
    },
}

/// What a network said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It has the message, under this id of its own.
    Accepted {
        /// The network's id; nothing where there is none.
        provider_id: Option<String>,
    },
    /// Not now, and surely not taken: too many at once, a fault of its own, no connection.
    Later {
        /// Why, without a word about the person.
        why: String,
        /// Not before so long.
        at_least: SignedDuration,
    },
    /// Never: a number that does not exist, one that stopped us.
    Refused {
        /// Why, in words for staff.
        why: String,
        /// Whether the network says that the person stopped texts.
        is_stopped: bool,
    },
    /// The line broke after the words were handed over.
    NoAnswer,
    /// Asked, and it has no such message.
    NotThere,
}

/// What came of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// What happened to the message.
    pub fact: Fact,
}

/// Why nothing leaves by a network now, in words for staff: nobody there is bound to keep what people tell us (P2-58). Nothing where a
/// network may be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closed {
    /// Texts.
    pub text: Option<String>,
    /// E-mail.
    pub email: Option<String>,
}

impl Closed {
    fn why(&self, line: Line) -> Option<&String> {
        match line {
            Line::Text => self.text.as_ref(),
            Line::Email => self.email.as_ref(),
        }
    }
}

/// Takes a message that is due. Nothing when none is; a message that the gate keeps back, or whose network is closed, fails on the way
/// and the next is taken. `name` is different for every taking.
///
/// # Errors
/// [`Refusal::NotFound`] when the actor may not write to people; the database's own.
pub fn take(cx: &Context<'_>, name: &str, closed: &Closed) -> Result<(Option<Taken>, Vec<Fact>), Refusal> {
    cx.require(Action::Record, Kind::Message)?;
    let mut facts = Vec::new();
    loop {
        let Some(job) = jobs::lease(cx.tx, SEND, name, cx.now, HOLDS)? else { return Ok((None, facts)) };
        let id: MessageId = job.key.parse().map_err(|_| Refusal::Fault("a job names no message".into()))?;
        let message = store::load(cx.tx, id)?;
        let step = match message.delivery {
            Delivery::Queued { .. } => Step::Send,
            Delivery::Sending { since } => Step::Ask { since },
            _ => {
                jobs::end(cx.tx, &job, cx.now)?;
                continue;
            }
        };
        let (basis, any_hour) = basis_of(cx, &letter_of(&message))?;
        let morning = quiet::earliest(cx.now, cx.zone, any_hour || message.answers_them)?;
        if step == Step::Send && morning > cx.now {
            next(cx, &message, Delivery::Queued { not_before: morning }, None, "waits until the morning")?;
            jobs::postpone(cx.tx, &job, morning)?;
            continue;
        }
        let enclosed = enclosure::of(cx.tx, id)?;
        if step == Step::Send
            && let Some(reason) = too_late(cx, &job, &message, enclosed.as_deref())?
        {
            let failed = Delivery::Failed { at: cx.now, reason: reason.to_owned() };
            facts.push(next(cx, &message, failed, None, "kept back: it waited too long")?);
            jobs::end(cx.tx, &job, cx.now)?;
            continue;
        }
        if step == Step::Send
            && let Some(reason) = closed.why(message.channel.line())
        {
            let failed = Delivery::Failed { at: cx.now, reason: reason.clone() };
            facts.push(next(cx, &message, failed, None, "kept back: no agreement with the network")?);
            jobs::end(cx.tx, &job, cx.now)?;
            continue;
        }
        let outgoing = Outgoing {
            line: message.channel.line(),
            address: message.address.clone(),
            subject: message.subject.clone(),
            words: enclosure::opened(&message.words, enclosed.as_deref()),
        };
        // What was handed over already is asked for whatever the person said since.
        let basis = if step == Step::Send { basis } else { to_person::Basis::AnswersThem };
        match to_person::to_person(cx, envelope(message.patient, outgoing), basis) {
            Ok(outgoing) => {
                if step == Step::Send {
                    next(cx, &message, Delivery::Sending { since: cx.now }, None, "handed to the network")?;
                }
                return Ok((Some(Taken { job, message: id, outgoing, step }), facts));
            }
            Err(Refusal::Refused { sentence, .. }) => {
                let failed = Delivery::Failed { at: cx.now, reason: sentence };
                facts.push(next(cx, &message, failed, None, "kept back by the gate")?);
                jobs::end(cx.tx, &job, cx.now)?;
            }
            Err(other) => return Err(other),
        }
    }
}

/// Why a message that waited does not leave any more: what it says was about another day, or the link in it is gone.
fn too_late(cx: &Context<'_>, job: &Job, message: &Message, enclosed: Option<&str>) -> Result<Option<&'static str>, Refusal> {
    if job.body.parse::<i64>().is_ok_and(|until| cx.now.as_second() >= until) {
        return Ok(Some("Its moment had passed before it could leave."));
    }
    if enclosed.is_none() && message.template.as_deref().is_some_and(|key| WITH_LINK.contains(&key)) {
        return Ok(Some("Its link is gone. Make a new one."));
    }
    let restored = cx.tx.setting(RESTORED_AT)?.and_then(|at| at.parse::<Timestamp>().ok());
    if restored.is_some_and(|restored| message.at <= restored) {
        return Ok(Some("It waited when the backup was made and may have left since. Write it anew if it did not."));
    }
    let Delivery::Queued { not_before } = message.delivery else { return Ok(None) };
    let waited = not_before.duration_until(cx.now) > LONGEST_WAIT;
    Ok(waited.then_some("It waited for over half a day and was not sent. Write it anew if it still holds."))
}

/// Writes down what the network said, and ends the job or lets it come back.
///
/// # Errors
/// [`Refusal::Conflict`] when the job was lost to another worker meanwhile; nothing is written then.
pub fn ended(cx: &Context<'_>, taken: &Taken, outcome: &Outcome) -> Result<Ended, Refusal> {
    cx.require(Action::Record, Kind::Message)?;
    let message = store::load(cx.tx, taken.message)?;
    if !matches!(message.delivery, Delivery::Sending { .. }) {
        // The network's own word came first.
        jobs::end(cx.tx, &taken.job, cx.now)?;
        return Ok(Ended { fact: changed(&message) });
    }
    let fact = match outcome {
        Outcome::Accepted { provider_id } => {
            jobs::end(cx.tx, &taken.job, cx.now)?;
            next(cx, &message, Delivery::Sent { at: cx.now }, provider_id.clone(), "taken by the network")?
        }
        Outcome::Refused { why, is_stopped } => {
            jobs::end(cx.tx, &taken.job, cx.now)?;
            if *is_stopped {
                let said = Said { standing: Standing::Stopped, how: permission::THEIR_STOP, any_hour: None };
                permission::note(cx, message.patient, &message.address, said)?;
            }
            next(cx, &message, Delivery::Failed { at: cx.now, reason: why.clone() }, None, "refused by the network")?
        }
        Outcome::Later { why, at_least } => {
            let chance = rand::rng().random_range(0.0..1.0);
            match jobs::trouble(cx.tx, &taken.job, why, cx.now, *at_least, chance)? {
                Next::Again(not_before) if taken.step == Step::Send => {
                    next(cx, &message, Delivery::Queued { not_before }, None, "the network is busy")?
                }
                Next::Again(_) => changed(&message),
                Next::Dead if taken.step == Step::Send => {
                    let reason = format!("The network did not take it after {} attempts: {why}", jobs::MOST_ATTEMPTS);
                    next(cx, &message, Delivery::Failed { at: cx.now, reason }, None, "given up")?
                }
                Next::Dead => next(cx, &message, Delivery::Unknown { since: cx.now }, None, "the network cannot be asked")?,
            }
        }
        Outcome::NoAnswer => match jobs::trouble(cx.tx, &taken.job, "the line broke", cx.now, ASK_AFTER, 0.0)? {
            Next::Again(_) => changed(&message),
            Next::Dead => next(cx, &message, Delivery::Unknown { since: cx.now }, None, "the network cannot be asked")?,
        },
        Outcome::NotThere => {
            jobs::end(cx.tx, &taken.job, cx.now)?;
            next(cx, &message, Delivery::Unknown { since: cx.now }, None, "the network does not know it")?
        }
    };
    Ok(Ended { fact })
}

/// The next version of a message.
pub(super) fn next(
    cx: &Context<'_>,
    message: &Stored<Message>,
    delivery: Delivery,
    provider_id: Option<String>,
    reason: &str,
) -> Result<Fact, Refusal> {
    let provider_id = provider_id.or_else(|| message.provider_id.clone());
    let next = model::Message { delivery, provider_id, ..message.record.clone() };
    cx.tx.amend(&next, message.version, &cx.entry(reason))?;
    if !matches!(next.delivery, Delivery::Queued { .. } | Delivery::Sending { .. }) {
        enclosure::forget(cx.tx, message.id)?;
    }
    Ok(changed(message))
}

pub(super) fn changed(message: &Message) -> Fact {
    Fact::MessageChanged { message: message.id, patient: message.patient }
}

fn letter_of(message: &Message) -> Letter {
    Letter {
        patient: message.patient,
        channel: message.channel,
        address: message.address.clone(),
        subject: message.subject.clone(),
        words: message.words.clone(),
        enclosed: None,
        language: message.language,
        template: message.template.clone(),
        answers_them: message.answers_them,
    }
}
