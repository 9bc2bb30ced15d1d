//! The one question that whatever hands data to a service asks first (P2-58, P2-A19).

use access::{Context, Refusal};
use vocabulary::id::AgreementId;

use super::model::Service;
use super::store;

/// Where an agreement is recorded, as the sentence names it.
const WHERE: &str = "Once it is signed, the compliance officer records it under Privacy, Agreements (/rights/agreements/new).";

/// The agreement that covers a service today; nothing when none does.
///
/// # Errors
/// The database's own.
pub fn covering(cx: &Context<'_>, service: Service) -> Result<Option<AgreementId>, Refusal> {
    let holding = store::holding_on(cx.tx, cx.today())?;
    Ok(holding.iter().find(|one| one.services.contains(&service)).map(|one| one.id))
}

/// Requires that an agreement covers a service today.
///
/// # Errors
/// [`Refusal::Refused`] that names the service and where its agreement is recorded.
pub fn require(cx: &Context<'_>, service: Service) -> Result<(), Refusal> {
    match covering(cx, service)? {
        Some(_) => Ok(()),
        None => Err(Refusal::refused("no_agreement", "P2-58", missing(service), WHERE)),
    }
}

/// What is wrong when no agreement covers a service.
#[must_use]
pub fn missing(service: Service) -> String {
    let whom = match service {
        Service::Hosting => "whoever hosts the program",
        Service::TextNetwork => "the network that carries texts",
        Service::Mail => "whoever carries e-mail",
        Service::ClearingHouse => "the clearing house",
        Service::Video => "whoever runs the video rooms",
        Service::Laboratory => "the laboratory",
        Service::Fax => "whoever carries faxes",
        Service::Professional | Service::Other => "this service",
    };
    format!("Nothing may go to {whom}: no agreement with it (QSOA or BAA) holds today.")
}
