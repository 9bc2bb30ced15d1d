//! A text that came: kept in the chain of whoever the number belongs to, once, however often the network tells of it. STOP, START and
//! HELP are obeyed and answered once; an ordinary first word after a silence gets the same neutral answer whether or not anybody is
//! known at the number, so that nobody learns from it (P2-05, P2-14).

use access::{Context, Refusal};
use jiff::SignedDuration;
use vocabulary::id::{MessageId, PatientId};

use super::model::{Channel, Delivery, Direction, Message};
use super::{store, write};
use crate::keyword::{Keyword, keyword};
use crate::language::Language;
use crate::permission::{self, Said, Standing, THEIR_START, THEIR_STOP};
use crate::template::{self, Fill};
use crate::{Fact, message::Letter};

/// After so long a silence the next word is a first word again and gets the neutral answer.
const SILENCE: SignedDuration = SignedDuration::from_hours(12);
/// Longer than the longest text a network passes on.
const MOST_LETTERS: usize = 1_600;

/// A text that came.
#[derive(Clone, Debug)]
pub struct Arrived<'a> {
    /// Whose number it is.
    pub patient: PatientId,
    /// The number, in E.164.
    pub from: &'a str,
    /// What it says.
    pub words: &'a str,
    /// The network's id of it.
    pub provider_id: &'a str,
    /// What the network itself took the words for, and has answered: it knows words that we do not, in other languages.
    pub by_network: Option<Keyword>,
    /// What stands in an answer.
    pub fill: &'a Fill,
}

/// Keeps it, obeys it, answers it. Says which message it became, what it asked for, and what happened.
///
/// # Errors
/// The database's own.
pub fn arrive(cx: &Context<'_>, text: &Arrived<'_>) -> Result<(MessageId, Option<Keyword>, Vec<Fact>), Refusal> {
    let before = store::last_with(cx.tx, text.from)?;
    let asked = match text.by_network {
        Some(known) => Some(known),
        None => keyword(text.words, permission::is_stopped(cx, text.from)?),
    };
    let message = Message {
        id: cx.new_id(),
        patient: text.patient,
        direction: Direction::In,
        channel: Channel::Text,
        address: text.from.to_owned(),
        subject: None,
        words: text.words.trim().chars().take(MOST_LETTERS).collect(),
        language: Language::default(),
        template: None,
        at: cx.now,
        by: None,
        answers_them: false,
        delivery: Delivery::Received,
        provider_id: Some(text.provider_id.to_owned()),
    };
    cx.tx.append(&message, &cx.entry("they wrote"))?;
    let mut facts = vec![Fact::MessageReceived { message: message.id, patient: text.patient }];
    obey(cx, text, asked, &mut facts)?;
    let is_first_word = before.is_none_or(|before| before.at.duration_until(cx.now) >= SILENCE);
    let key = match asked {
        Some(_) if text.by_network.is_some() => None,
        Some(Keyword::Stop) => Some("stopped"),
        Some(Keyword::Start) => Some("started"),
        Some(Keyword::Help) => Some("help"),
        None if is_first_word && !permission::is_stopped(cx, text.from)? => Some("first_answer"),
        None => None,
    };
    if let Some(key) = key {
        facts.extend(answer(cx, text, key)?);
    }
    Ok((message.id, asked, facts))
}

fn obey(cx: &Context<'_>, text: &Arrived<'_>, asked: Option<Keyword>, facts: &mut Vec<Fact>) -> Result<(), Refusal> {
    let said = match asked {
        Some(Keyword::Stop) => Said { standing: Standing::Stopped, how: THEIR_STOP, any_hour: None },
        Some(Keyword::Start) => Said { standing: Standing::Allowed, how: THEIR_START, any_hour: None },
        Some(Keyword::Help) => return Ok(()),
        // Whoever writes to us may be written to there, until they say otherwise.
        None => Said { standing: Standing::Allowed, how: "their own text", any_hour: None },
    };
    let mut all = vec![(text.patient, said)];
    if asked.is_some() {
        for other in permission::people_at(cx.tx, text.from)?.iter().filter(|one| one.patient != text.patient) {
            // STOP holds for everybody at the number. START gives back to each what they had said before it.
            let theirs = if asked == Some(Keyword::Stop) { Some(said.standing) } else { permission::before_stop(cx, other)? };
            all.extend(theirs.map(|standing| (other.patient, Said { standing, ..said })));
        }
    }
    for (patient, said) in all {
        if permission::note(cx, patient, text.from, said)? {
            facts.push(Fact::PermissionChanged { patient });
        }
    }
    Ok(())
}

fn answer(cx: &Context<'_>, text: &Arrived<'_>, key: &str) -> Result<Vec<Fact>, Refusal> {
    let language = Language::default();
    let letter = Letter {
        patient: text.patient,
        channel: Channel::Text,
        address: text.from.to_owned(),
        subject: None,
        words: template::filled(key, language, text.fill)?,
        enclosed: None,
        language,
        template: Some(key.to_owned()),
        answers_them: true,
    };
    Ok(write::write(cx, &letter)?.facts)
}
