//! All agreements with how they stand, and the services that the program uses and none covers.

use access::{Context, Kind, Refusal};
use confidential::{Guarded, Query};

use super::model::{Agreement, AgreementState, Service};
use super::store;

/// Asks for every agreement, the newest signature first.
#[derive(Clone, Copy, Debug)]
pub struct ListAgreements;

/// An agreement and how it stands today.
#[derive(Clone, Debug)]
pub struct AgreementLine {
    /// The agreement.
    pub agreement: Agreement,
    /// How it stands.
    pub state: AgreementState,
    /// Whether another one covers all that it covers beyond its last day, so that its end needs nobody.
    pub is_followed: bool,
}

/// The agreements of the program.
#[derive(Clone, Debug, Default)]
pub struct Agreements {
    /// All of them.
    pub all: Vec<AgreementLine>,
    /// Those of the services that data can be handed to which no agreement covers today.
    pub uncovered: Vec<Service>,
}

/// The services that this program itself hands data to.
pub const HANDED_TO: [Service; 4] = [Service::TextNetwork, Service::Mail, Service::ClearingHouse, Service::Video];

impl Query for ListAgreements {
    type View = Agreements;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Agreements>, Refusal> {
        let all: Vec<Agreement> = store::all(cx.tx)?.into_iter().map(|one| one.record).collect();
        let today = cx.today();
        let covers = |service: &Service| all.iter().any(|one| one.holds_on(today) && one.services.contains(service));
        let uncovered = HANDED_TO.into_iter().filter(|service| !covers(service)).collect();
        let lines = all.iter().map(|one| AgreementLine {
            agreement: one.clone(),
            state: one.state(today),
            is_followed: is_followed(one, &all),
        });
        Ok(Guarded::program(Kind::Agreement, Agreements { all: lines.collect(), uncovered }))
    }
}

fn is_followed(one: &Agreement, all: &[Agreement]) -> bool {
    let Some(after) = one.last_day().and_then(|last| last.tomorrow().ok()) else { return false };
    let goes_on = |service: &Service| all.iter().any(|other| other.holds_on(after) && other.services.contains(service));
    one.services.iter().all(goes_on)
}
