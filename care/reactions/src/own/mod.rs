//! The person's own side of confidentiality, on their phone behind a link that was made for it: who may be told and how that is stopped,
//! what would be sent, who was told, who looked (P2-27, P2-49, P2-52, P2-65); and their week (S-04). Everything leaves through the gate for the person, and a
//! link of theirs that was made for something else opens none of it.

mod account;
mod consents;
mod links;
mod looked;
mod preview;
mod week;

pub use account::OwnAccount;
pub use consents::{OwnConsent, OwnConsents, OwnConsentsView, Standing};
pub use links::{PrivacyLinks, PrivacyLinksView};
pub(crate) use looked::roles_of;
pub use looked::{Look, OwnLooks, OwnLooksView, WhyLooked};
pub use preview::{OwnPreview, OwnPreviewView};
pub use week::{Calendar, CalendarEntry, OwnAppointment, OwnCalendar, OwnOffer, OwnWeek, OwnWeekOf, OwnWeekView};

use access::{Context, Refusal};
use episode::patient_link;
use vocabulary::id::{PatientId, PatientLinkId};

/// Whose link it is, when it was made for these pages and the actor is that person; anything else is not there.
pub(crate) fn person_of(cx: &Context<'_>, link: PatientLinkId) -> Result<PatientId, Refusal> {
    let link = patient_link::link(cx.tx, link)?;
    if link.is_for_privacy() && cx.actor.person == Some(link.patient) { Ok(link.patient) } else { Err(Refusal::NotFound) }
}

/// The payers by name, for consents that name one.
fn payers(cx: &Context<'_>) -> Result<Vec<(vocabulary::id::PayerId, String)>, Refusal> {
    let all = billing::payer::all_payers(cx.tx)?;
    Ok(all.into_iter().map(|payer| (payer.id, payer.name.clone())).collect())
}

/// How to call the program.
pub(crate) fn phone(cx: &Context<'_>) -> Result<String, Refusal> {
    let programs = schedule::program::all_programs(cx.tx)?;
    let phone = programs.first().map(|program| program.phone.clone()).unwrap_or_default();
    Ok(vocabulary::Phone::parse(&phone).map_or(phone, |phone| phone.display()))
}
