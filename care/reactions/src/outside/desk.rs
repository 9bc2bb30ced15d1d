//! What somebody needs who is about to tell somebody outside: whose record it is, by its number; whom the consents name; which papers of
//! courts there are. And those papers, for whoever keeps them.

use access::{Action, Context, Kind, Refusal};
use confidential::consent::Recipient;
use confidential::{Consent, CourtPaper, Guarded, Query, Restriction};
use privacy::outside_recipient::{Listed, listed};
use vocabulary::id::{PatientId, PayerId};

/// Asks for it.
#[derive(Clone, Copy, Debug)]
pub struct OutsideDesk {
    /// About whom.
    pub patient: PatientId,
}

/// What stands there.
#[derive(Debug)]
pub struct Desk {
    /// The record number, by which the chart is meant.
    pub record_number: i64,
    /// Whom consents in force name, each once.
    pub named: Vec<String>,
    /// Who is in the directory, to choose from.
    pub directory: Vec<Listed>,
    /// The payers of this installation.
    pub payers: Vec<(PayerId, String)>,
    /// The consents in force.
    pub in_force: Vec<Consent>,
    /// What the program agreed to keep back and still does.
    pub agreed: Vec<Restriction>,
}

impl Query for OutsideDesk {
    type View = Desk;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Desk>, Refusal> {
        cx.require(Action::View, Kind::Consent)?;
        let record_number = episode::patient::load(cx.tx, self.patient)?.record_number;
        let today = cx.today();
        let all = confidential::read::consents(cx, self.patient)?;
        let in_force: Vec<Consent> =
            all.into_iter().map(|stored| stored.record).filter(|consent| consent.is_in_force(cx.now, today)).collect();
        let mut named: Vec<String> = Vec::new();
        for recipient in in_force.iter().flat_map(|consent| &consent.recipients) {
            let name = match recipient {
                Recipient::Named(name) | Recipient::Intermediary { name, .. } => name,
                _ => continue,
            };
            if !named.contains(name) {
                named.push(name.clone());
            }
        }
        let agreed = confidential::read::agreed_restrictions(cx, self.patient)?.into_iter().map(|stored| stored.record);
        let agreed = agreed.filter(|one| one.lifted_at.is_none()).collect();
        let payers = billing::payer::all_payers(cx.tx)?;
        let payers = payers.into_iter().filter(|payer| !payer.is_self_pay).map(|payer| (payer.id, payer.name.clone())).collect();
        Ok(Guarded::chart(
            self.patient,
            Kind::Consent,
            Desk { record_number, named, directory: listed(cx)?, payers, in_force, agreed },
        ))
    }
}

/// Asks for the papers of courts and lawyers about somebody.
#[derive(Clone, Copy, Debug)]
pub struct CourtPapersOf {
    /// About whom.
    pub patient: PatientId,
}

/// The papers, newest first.
#[derive(Debug)]
pub struct CourtPapers {
    /// The record number.
    pub record_number: i64,
    /// The papers.
    pub papers: Vec<CourtPaper>,
}

impl Query for CourtPapersOf {
    type View = CourtPapers;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<CourtPapers>, Refusal> {
        cx.require(Action::View, Kind::CourtPaper)?;
        let record_number = episode::patient::load(cx.tx, self.patient)?.record_number;
        let papers = confidential::read::court_papers(cx, self.patient)?.into_iter().map(|stored| stored.record).collect();
        Ok(Guarded::chart(self.patient, Kind::CourtPaper, CourtPapers { record_number, papers }))
    }
}
