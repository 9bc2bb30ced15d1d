//! A chart as it stood at a moment: what somebody could have known then. Read from the ledger, where nothing is overwritten (P2-65
//! asks who knew what; a correction made later must not change the answer).

use access::{Action, Circumstances, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use episode::{Episode, Patient, Stay};
use jiff::Timestamp;
use plan::TreatmentPlan;
use schedule::program::{ServiceType, all_service_types};
use serde::de::DeserializeOwned;
use store::{Chain, Record, Row};
use treatment::ProgressNote;
use vocabulary::id::PatientId;

/// Reads a chart as of a moment. The look is written down.
#[derive(Clone, Copy, Debug)]
pub struct ReadAsOf {
    /// Whose.
    pub patient: PatientId,
    /// The moment.
    pub at: Timestamp,
}

/// A chart as it stood, as far as the viewer's role goes.
#[derive(Debug)]
pub struct ChartAsOf {
    /// The moment.
    pub at: Timestamp,
    /// The person as they are known today, for the heading.
    pub today: Patient,
    /// The person as they were known then; nothing when they were not known yet.
    pub patient: Option<Versioned<Patient>>,
    /// The newest episode then.
    pub episode: Option<Versioned<Episode>>,
    /// The newest stay then.
    pub stay: Option<Versioned<Stay>>,
    /// The plan then.
    pub plan: Option<Versioned<TreatmentPlan>>,
    /// The notes then, newest first.
    pub notes: Vec<Versioned<ProgressNote>>,
    /// The catalogue of services, so that what serves an objective has its name.
    pub services: Vec<ServiceType>,
}

/// A record with the version it had and when that version was written.
#[derive(Clone, Debug)]
pub struct Versioned<R> {
    /// The content.
    pub record: R,
    /// The version.
    pub version: i64,
    /// When it was written.
    pub recorded_at: Timestamp,
}

impl Query for ReadAsOf {
    type View = ChartAsOf;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<ChartAsOf>, Refusal> {
        let today = episode::patient::load(cx.tx, self.patient)?.record;
        let rows = cx.tx.chain_as_of(Chain::Patient(self.patient), self.at)?;
        let sees = |kind: Kind| cx.may(Action::View, kind, Circumstances::default());
        let mut notes = if sees(Kind::ProgressNote) { all::<ProgressNote>(&rows)? } else { Vec::new() };
        notes.sort_by_key(|note| std::cmp::Reverse((note.record.day, note.record.signature.at)));
        let chart = ChartAsOf {
            at: self.at,
            today,
            patient: all::<Patient>(&rows)?.pop(),
            episode: if sees(Kind::Episode) { all(&rows)?.pop() } else { None },
            stay: if sees(Kind::Stay) { all(&rows)?.pop() } else { None },
            plan: if sees(Kind::TreatmentPlan) { all(&rows)?.pop() } else { None },
            notes,
            services: all_service_types(cx.tx)?.into_iter().map(|stored| stored.record).collect(),
        };
        Ok(Guarded::chart(self.patient, Kind::Patient, chart))
    }
}

/// The records of one kind among the rows of a chain, in the order in which they were last written.
fn all<R: Record + DeserializeOwned>(rows: &[Row]) -> Result<Vec<Versioned<R>>, Refusal> {
    let mut found = Vec::new();
    for row in rows {
        if row.text(0)? == R::TABLE {
            let record = serde_json::from_str(row.text(6)?).map_err(|error| Refusal::Fault(format!("{}: {error}", R::TABLE)))?;
            found.push(Versioned { record, version: row.int(2)?, recorded_at: row.instant(3)? });
        }
    }
    Ok(found)
}
