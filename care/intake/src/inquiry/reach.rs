//! How an inquiry's numbers and addresses become permissions, and how a text that is ready reaches the person (P2-14).

use access::{Context, Refusal};
use confidential::to_person::Basis;
use conversation::language::Language;
use conversation::message::model::Channel as Network;
use conversation::message::{self, Letter};
use conversation::permission::{self, Said, Standing};
use conversation::template::{self, Fill};
use episode::patient::{Channel, ContactPoint};
use jiff::Timestamp;
use vocabulary::Phone;
use vocabulary::day::short_day;
use vocabulary::id::PatientId;

use super::Inquiry;
use crate::Fact;

/// Writes down what a person allows at each of their numbers and addresses.
///
/// # Errors
/// The database's own.
pub fn note_points(cx: &Context<'_>, patient: PatientId, points: &[ContactPoint], how: &str) -> Result<(), Refusal> {
    for point in points {
        let may = match &point.channel {
            Channel::Phone(_) => point.may_text,
            Channel::Email(_) => point.may_leave_message,
        };
        let standing = if may { Standing::Allowed } else { Standing::Declined };
        permission::note(cx, patient, point.channel.address(), Said { standing, how, any_hour: None })?;
    }
    Ok(())
}

/// Takes back what may be sent to numbers and addresses that stand on a sheet no longer.
///
/// # Errors
/// The database's own.
pub(crate) fn withdraw_points(cx: &Context<'_>, before: &Inquiry, now: &Inquiry) -> Result<(), Refusal> {
    let kept: Vec<&str> = now.contact_points.iter().map(|point| point.channel.address()).collect();
    for address in before.contact_points.iter().map(|point| point.channel.address()).filter(|address| !kept.contains(address)) {
        let said = Said { standing: Standing::Declined, how: "no longer on the sheet", any_hour: None };
        permission::note(cx, now.person(), address, said)?;
    }
    Ok(())
}

/// What stands in texts that are ready: the neutral name the program registered and its number.
pub(crate) fn fill(cx: &Context<'_>) -> Result<Fill, Refusal> {
    let program = schedule::program::all_programs(cx.tx)?.into_iter().next();
    Ok(program.map_or_else(Fill::default, |program| Fill {
        sender: program.neutral_name.clone(),
        phone: Phone::parse(&program.phone).map_or_else(|_| program.phone.clone(), |phone| phone.display()),
        ..Fill::default()
    }))
}

/// A fill for a moment: day and time as the program writes them.
pub(crate) fn fill_at(cx: &Context<'_>, at: Option<Timestamp>) -> Result<Fill, Refusal> {
    let mut fill = fill(cx)?;
    if let Some(at) = at {
        fill.day = short_day(cx.zone.day(at));
        fill.time = cx.zone.clock_face(at);
    }
    Ok(fill)
}

/// Sends a text that is ready to the first number where texts are allowed; nothing where there is none.
pub(crate) fn tell(
    cx: &Context<'_>,
    inquiry: &Inquiry,
    key: &str,
    language: Language,
    at: Option<Timestamp>,
) -> Result<Vec<Fact>, Refusal> {
    let fill = fill_at(cx, at)?;
    for (phone, _) in inquiry.phones() {
        if permission::basis(cx, inquiry.person(), &phone.e164)?.0 == Basis::Allowed {
            let letter = Letter {
                patient: inquiry.person(),
                channel: Network::Text,
                address: phone.e164.clone(),
                subject: None,
                words: template::filled(key, language, &fill)?,
                enclosed: None,
                language,
                template: Some(key.to_owned()),
                answers_them: false,
            };
            return Ok(message::write(cx, &letter)?.facts.into_iter().map(Fact::Conversation).collect());
        }
    }
    Ok(Vec::new())
}
