//! Telling somebody outside: what a packet holds, what of it would leave and why the rest stays, and the packet itself, made and accounted
//! for in one transaction (P2-33, P2-34, P2-40). An emergency is the same with its four items and a review (P2-41).

mod account;
mod audit;
mod content;
mod death;
mod desk;
mod emergencies;
mod ending;
mod preview;
mod public_health;
mod renewal;
mod send;
mod sheet;

pub(crate) use account::account_of;
pub use account::{Account, AccountOfDisclosures, first_day};
pub use audit::{PreviewForAudit, ShowForAudit};
pub use content::{PacketContent, Section, Span};
pub use death::{AboutDeath, DeathInquiry, PreviewOfDeath, TellOfDeath};
pub use desk::{CourtPapers, CourtPapersOf, Desk, OutsideDesk};
pub use emergencies::{EmergenciesToReview, EmergencyLine};
pub use ending::{EndingConsents, EndingLine, Endings};
pub use preview::{Preview, PreviewPacket};
pub use public_health::{HandOverFigures, HandedOverFigures, PublicHealthFigures};
pub use renewal::RemindOfEndings;
pub(crate) use renewal::address as allowed_address;
pub use send::{PacketFile, SendPacket, SentPacket};

/// What the program knows about a person, by category, without a summary that somebody writes and without what is kept apart.
pub(crate) fn content(cx: &access::Context<'_>, patient: vocabulary::id::PatientId) -> Result<PacketContent, access::Refusal> {
    content::read(cx, patient, "", &[])
}
