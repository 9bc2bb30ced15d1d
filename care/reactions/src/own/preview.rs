//! What would be sent by a consent of theirs, for the person: what leaves, what stays and why, as the gate decides it at this moment
//! (P2-12, P2-40, P2-52). Nothing leaves by looking.

use access::{Action, Context, Kind, Refusal};
use confidential::category::{Categories, Category};
use confidential::consent::Recipient;
use confidential::decide::{Ground, Outcome, Reason, Withheld};
use confidential::gate::{self, ToOutsideRequest};
use confidential::purpose::Purpose;
use confidential::recipient::{LegalStatus, Party};
use confidential::{Consent, Guarded, Query};
use vocabulary::id::{ConsentId, PatientId, PatientLinkId, PayerId};

use super::{payers, person_of};
use crate::outside::{self, Section};

/// Asks what would be sent.
#[derive(Clone, Copy, Debug)]
pub struct OwnPreview {
    /// On which link.
    pub link: PatientLinkId,
    /// By which consent.
    pub consent: ConsentId,
    /// To which of those it names, by place; the first when there are not so many.
    pub recipient: usize,
    /// For which of its purposes; the first when it is not among them.
    pub purpose: Option<Purpose>,
}

/// What would be sent.
#[derive(Debug)]
pub struct OwnPreviewView {
    /// The consent.
    pub consent: Consent,
    /// The payers by name.
    pub payers: Vec<(PayerId, String)>,
    /// To which of those it names.
    pub recipient: usize,
    /// For what.
    pub purpose: Purpose,
    /// What would leave, line by line as it stands in the record.
    pub leaves: Vec<Section>,
    /// What would leave and of which nothing is in the record yet.
    pub leaves_empty: Vec<Category>,
    /// What stays and why; everything but what leaves.
    pub stays: Vec<Withheld>,
    /// Why nothing leaves; empty when something does.
    pub reasons: Vec<Reason>,
}

impl Query for OwnPreview {
    type View = OwnPreviewView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OwnPreviewView>, Refusal> {
        let patient = person_of(cx, self.link)?;
        cx.require_when(Action::View, Kind::Patient, cx.about(patient))?;
        let consent = cx.tx.load::<Consent>(self.consent)?.filter(|stored| stored.patient == patient);
        let consent = consent.ok_or(Refusal::NotFound)?.record;
        let payers = payers(cx)?;
        let recipient = if self.recipient < consent.recipients.len() { self.recipient } else { 0 };
        let purpose = self.purpose.filter(|one| consent.purposes.contains(one)).or(consent.purposes.first().copied());
        let (Some(to), Some(purpose)) = (consent.recipients.get(recipient), purpose) else { return Err(Refusal::NotFound) };
        let request = ToOutsideRequest {
            party: party(cx, patient, to, &payers)?,
            purpose,
            categories: Categories::of(&[Category::EntireRecord, Category::CounselingNotes]),
            ground: Ground::Consent,
            is_decided_by_a_person: false,
            description: "",
            channel: "",
        };
        let (decision, _) = gate::preview(cx, patient, &request)?;
        let released = if decision.outcome == Outcome::Deny { Categories::NONE } else { decision.released };
        let content = outside::content(cx, patient)?;
        let leaves: Vec<Section> = content.sections.into_iter().filter(|section| released.has(section.category)).collect();
        let is_said = |category: &Category| leaves.iter().any(|section| section.category == *category);
        let leaves_empty = released.iter().filter(|category| !is_said(category)).collect();
        let view = OwnPreviewView {
            recipient,
            purpose,
            leaves_empty,
            leaves,
            stays: if released.is_empty() { Vec::new() } else { decision.withheld },
            reasons: decision.reasons,
            consent,
            payers,
        };
        Ok(Guarded::chart(patient, Kind::Patient, view).in_circumstances(cx.about(patient)))
    }
}

/// Somebody a consent names, as the gate would be asked about them.
fn party(cx: &Context<'_>, patient: PatientId, to: &Recipient, payers: &[(PayerId, String)]) -> Result<Party, Refusal> {
    let of_payer = |id: PayerId| {
        let name = payers.iter().find(|(known, _)| *known == id).map_or("", |(_, name)| name.as_str());
        Party::payer(id, name)
    };
    let unnamed = |status: LegalStatus| Party { name: String::new(), status, ..Party::default() };
    Ok(match to {
        Recipient::Payer(id) => of_payer(*id),
        Recipient::Named(name) => Party { name: name.clone(), ..Party::default() },
        // The class of payers: the one that pays for this person.
        Recipient::HealthPlans => {
            let own = billing::coverage::of_patient(cx.tx, patient)?;
            let own = own.first().map(|coverage| coverage.payer).or_else(|| payers.first().map(|(id, _)| *id));
            own.map_or_else(|| unnamed(LegalStatus::CoveredEntity), of_payer)
        }
        Recipient::TreatingProviders => Party { treats: true, ..unnamed(LegalStatus::CoveredEntity) },
        Recipient::ProgramHelpers => unnamed(LegalStatus::Qso),
        Recipient::Intermediary { name, .. } => Party { name: name.clone(), ..unnamed(LegalStatus::Intermediary) },
    })
}
