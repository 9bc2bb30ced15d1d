//! What would leave, line by line, and why the rest stays. Nothing leaves by looking.

use access::{Action, Circumstances, Context, Kind, Refusal};
use confidential::category::{Categories, Category};
use confidential::decide::{Decision, Ground};
use confidential::gate::{self, ToOutsideRequest};
use confidential::purpose::Purpose;
use confidential::recipient::{LegalStatus, Party};
use confidential::{Guarded, Query};
use privacy::outside_recipient::{Listed, known_as, nearly};
use vocabulary::id::PatientId;

use super::content::{self, Section};

/// Asks what would leave.
#[derive(Clone, Debug)]
pub struct PreviewPacket {
    /// About whom.
    pub patient: PatientId,
    /// To whom.
    pub party: Party,
    /// For what.
    pub purpose: Purpose,
    /// Which information.
    pub categories: Vec<Category>,
    /// On what it would rest.
    pub ground: Ground,
    /// Whether somebody decided to go on where the law permits and does not compel.
    pub is_decided_by_a_person: bool,
    /// The summary the sender wrote.
    pub summary: String,
}

/// What would leave.
#[derive(Debug)]
pub struct Preview {
    /// Who would receive it, as the directory knows them.
    pub party: Party,
    /// Whom the name may mean that was typed and is nobody in the directory.
    pub nearly: Vec<Listed>,
    /// The decision.
    pub decision: Decision,
    /// The explanation of the consent's scope that would go with it.
    pub scope: String,
    /// Every section of what was asked for, whether it leaves or not.
    pub sections: Vec<Section>,
}

impl Query for PreviewPacket {
    type View = Preview;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Preview>, Refusal> {
        cx.require_when(Action::Disclose, Kind::Patient, Circumstances::for_purpose())?;
        let content = content::read(cx, self.patient, &self.summary, &self.categories)?;
        let request = self.request(cx, "", &content.name)?;
        let (decision, scope) = gate::preview(cx, self.patient, &request)?;
        let asked = Categories::of(&self.categories);
        let sections = content.sections.into_iter().filter(|section| asked.has(section.category)).collect();
        let is_typed = request.party.listed.is_none() && request.party.payer.is_none() && self.ground != Ground::Person;
        let nearly = if is_typed { nearly(cx, &self.party.name)? } else { Vec::new() };
        let preview = Preview { party: request.party, nearly, decision, scope, sections };
        Ok(Guarded::chart(self.patient, Kind::Patient, preview).in_circumstances(Circumstances::for_purpose()))
    }
}

impl PreviewPacket {
    /// What the gate is asked. The person's own record goes to the person, whoever was typed (P2-52).
    pub(super) fn request<'a>(
        &self,
        cx: &Context<'_>,
        description: &'a str,
        person: &str,
    ) -> Result<ToOutsideRequest<'a>, Refusal> {
        Ok(ToOutsideRequest {
            party: self.receives(cx, person)?,
            purpose: self.purpose,
            categories: Categories::of(&self.categories),
            ground: self.ground.clone(),
            is_decided_by_a_person: self.is_decided_by_a_person,
            description,
            channel: "paper packet",
        })
    }

    /// Who receives it, as the directory knows them; in an emergency it knows the facility.
    fn receives(&self, cx: &Context<'_>, person: &str) -> Result<Party, Refusal> {
        match &self.ground {
            Ground::Person => Ok(Party { name: person.to_owned(), status: LegalStatus::Individual, ..Party::default() }),
            Ground::Emergency(told) => {
                let facility = known_as(cx, &Party { name: told.facility.clone(), ..Party::default() })?;
                Ok(Party { address: facility.address, listed: facility.listed, ..self.party.clone() })
            }
            _ => known_as(cx, &self.party),
        }
    }
}
