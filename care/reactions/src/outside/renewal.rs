//! Writes to people whose consent ends soon, at thirty, fourteen and seven days: to a number or address they allowed, in words that say
//! nothing, not at night, once for each step (P2-14; P2-20 element 7). Whoever cannot be written to stands in the list for staff.

use access::{Action, Command, Context, Done, Kind, Refusal};
use conversation::language::Language;
use conversation::message::model::Channel;
use conversation::message::{Letter, write};
use conversation::permission::{self, Standing};
use conversation::template::{self, Fill};
use privacy::consent::{Ending, ending, note_reminder, reminders_of};
use vocabulary::Phone;
use vocabulary::id::PatientId;

use crate::Fact;

/// The text that is ready for it.
const TEMPLATE: &str = "ends_soon";

/// Writes to everybody who is to be written to today. Doing it twice writes nothing twice.
#[derive(Clone, Copy, Debug)]
pub struct RemindOfEndings;

impl Command for RemindOfEndings {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Message)?;
        cx.require(Action::Record, Kind::Consent)?;
        let (mut written, mut happened) = (0, Vec::new());
        for ending in ending(cx)? {
            let is_said = reminders_of(cx, &ending)?.iter().any(|one| one.within_days <= ending.within_days);
            let address = if is_said { None } else { address(cx, ending.consent.patient)? };
            let Some(address) = address else { continue };
            match write(cx, &letter(cx, &ending, address)?) {
                Ok(done) => {
                    note_reminder(cx, &ending, done.output)?;
                    happened.extend(done.facts.into_iter().map(Fact::from));
                    written += 1;
                }
                // Somebody who said STOP on the same number meanwhile is not written to.
                Err(Refusal::Refused { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(Done { output: written, facts: happened })
    }
}

/// Where somebody may be written to: a text before an e-mail; nothing when they allowed neither.
pub(crate) fn address(cx: &Context<'_>, patient: PatientId) -> Result<Option<String>, Refusal> {
    let mut allowed = Vec::new();
    for one in permission::of_patient(cx.tx, patient)? {
        if one.standing == Standing::Allowed && !permission::is_stopped(cx, &one.address)? {
            allowed.push(one.address.clone());
        }
    }
    allowed.sort_by_key(|address| address.contains('@'));
    Ok(allowed.into_iter().next())
}

fn letter(cx: &Context<'_>, ending: &Ending, address: String) -> Result<Letter, Refusal> {
    let patient = ending.consent.patient;
    let person = episode::patient::load(cx.tx, patient)?.record;
    let language = person.language.get(..2).and_then(Language::parse).unwrap_or_default();
    let programs = schedule::program::all_programs(cx.tx)?;
    let program = programs.first();
    let phone = program.map(|program| program.phone.clone()).unwrap_or_default();
    let fill = Fill {
        sender: program.map(|program| program.neutral_name.clone()).unwrap_or_default(),
        phone: Phone::parse(&phone).map_or(phone, |phone| phone.display()),
        ..Fill::default()
    };
    let is_email = address.contains('@');
    Ok(Letter {
        patient,
        channel: if is_email { Channel::Email } else { Channel::Text },
        subject: is_email.then(|| intake::inquiry::subject(cx)).transpose()?,
        address,
        words: template::filled(TEMPLATE, language, &fill)?,
        enclosed: None,
        language,
        template: Some(TEMPLATE.to_owned()),
        answers_them: false,
    })
}
