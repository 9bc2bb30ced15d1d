//! One person's whole chain as it stood at a moment, taken out as a file: for the person who asks for their record, or to answer
//! what was known when (P2-52). Never without a stated purpose; taking it out is itself written into the chain (P2-65).

use access::{Action, Actor, Circumstances, Context, Kind, Refusal};
use confidential::{ChartView, Guarded, Released, gate};
use jiff::Timestamp;
use store::{Chain, Row, StoreError};
use vocabulary::id::PatientId;

use crate::House;

/// Takes out a chart.
#[derive(Clone, Debug)]
pub struct ExportChart {
    /// Whose.
    pub patient: PatientId,
    /// As it stood then.
    pub as_of: Timestamp,
    /// What for, in words; kept with the look at the chart.
    pub purpose: String,
}

/// A chart as it stood.
#[derive(Clone, Debug)]
pub struct ExportedChart {
    /// Whose.
    pub patient: PatientId,
    /// As it stood then.
    pub as_of: Timestamp,
    /// When it was taken out.
    pub exported_at: Timestamp,
    /// What for.
    pub purpose: String,
    /// Every record in the version that was newest then, in the order they were first written.
    pub records: Vec<ExportedRecord>,
    /// How many counseling notes were left out: they need a consent of their own (42 CFR 2.11; P2-11, P2-23).
    pub withheld: i64,
}

/// One record of a chart.
#[derive(Clone, Debug)]
pub struct ExportedRecord {
    /// Its kind: `progress_note`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The version that was newest then.
    pub version: i64,
    /// When that version was written.
    pub recorded_at: Timestamp,
    /// By whom: the id of a member of staff, or `stepdown`.
    pub recorded_by: String,
    /// Why.
    pub reason: String,
    /// The whole record, as JSON.
    pub body: String,
}

impl House {
    /// Takes out a chart as it stood, and writes down that it was.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] without a purpose or for a moment that has not come; [`Refusal::NotFound`] for somebody unknown or
    /// not theirs; [`Refusal::Refused`] when nothing had been written about the person by then.
    pub fn export_chart(&self, actor: &Actor, wish: &ExportChart) -> Result<Released<ExportedChart>, Refusal> {
        self.database().write(|tx| self.within(tx, actor, |cx| release(cx, wish)))
    }
}

fn release(cx: &Context<'_>, wish: &ExportChart) -> Result<Released<ExportedChart>, Refusal> {
    let purpose = wish.purpose.trim();
    if purpose.is_empty() {
        return Err(Refusal::invalid("purpose", "Say what the record is taken out for; it is kept with the chart."));
    }
    if wish.as_of > cx.now {
        return Err(Refusal::invalid("as_of", "This moment has not come yet; choose one that has passed."));
    }
    cx.require_when(Action::Export, Kind::Patient, Circumstances::for_purpose())?;
    let chain = Chain::Patient(wish.patient);
    let rows = cx.tx.chain_as_of(chain, wish.as_of)?;
    if rows.is_empty() {
        let is_known = !cx.tx.chain_as_of(chain, cx.now)?.is_empty();
        return Err(if is_known { too_early() } else { Refusal::NotFound });
    }
    let all = rows.iter().map(record).collect::<Result<Vec<_>, StoreError>>()?;
    let is_note = |record: &ExportedRecord| record.kind == Kind::CounselingNote.as_str();
    let withheld = i64::try_from(all.iter().filter(|record| is_note(record)).count()).unwrap_or(0);
    // A guard names somebody else and why: it leaves with nobody's chart, and that there is one is not said either.
    let is_guard = |record: &ExportedRecord| record.kind == Kind::NoContact.as_str();
    let records: Vec<_> = all.into_iter().filter(|record| !is_note(record) && !is_guard(record)).collect();
    let view = ChartView { id: cx.new_id(), patient: wish.patient, staff: cx.actor.staff, kind: Kind::Patient };
    cx.tx.append(&view, &cx.entry(&format!("taken out as of {}: {purpose}", wish.as_of)))?;
    let (patient, as_of, exported_at, purpose) = (wish.patient, wish.as_of, cx.now, purpose.to_owned());
    let chart = ExportedChart { patient, as_of, exported_at, purpose, records, withheld };
    gate::to_staff(cx, Guarded::chart(patient, Kind::Patient, chart).in_circumstances(Circumstances::for_purpose()))
}

fn too_early() -> Refusal {
    Refusal::refused(
        "nothing_written_yet",
        "P2-52",
        "Nothing had been written about this person at that moment.",
        "Choose a later moment.",
    )
}

pub(crate) fn record(row: &Row) -> Result<ExportedRecord, StoreError> {
    Ok(ExportedRecord {
        kind: row.text(0)?.to_owned(),
        id: row.text(1)?.to_owned(),
        version: row.int(2)?,
        recorded_at: row.instant(3)?,
        recorded_by: row.text(4)?.to_owned(),
        reason: row.text(5)?.to_owned(),
        body: row.text(6)?.to_owned(),
    })
}
