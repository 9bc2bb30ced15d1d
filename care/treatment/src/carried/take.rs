//! Takes in what a carried program gives back. Taken twice, nothing changes; what met something is kept whole and waits for a person.

use std::collections::{BTreeMap, BTreeSet};

use ::store::{Author, CarriedRow, Entry, Record};
use access::command::Receipt;
use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::ChartView;
use jiff::Timestamp;
use jiff::civil::Date;
use schedule::attendance::{Attendance, attendance_of};
use sha2::{Digest, Sha256};
use vocabulary::id::PatientId;

use super::{CarriedConflict, CarriedDay, FORMAT, GIVEN, Given, store};
use crate::Fact;
use crate::concern::Concern;
use crate::day_pack::{DayPack, SlipEntry};
use crate::group_note::carried::{self, Draft};
use crate::outreach::Outreach;
use crate::progress_note::{self, ProgressNote};

/// Takes in what was given back.
#[derive(Clone, Debug)]
pub struct TakeBack {
    /// What.
    pub given: Given,
}

/// What became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CarriedReceipt {
    /// Versions that stand here now.
    pub taken: i64,
    /// Versions that stood here already.
    pub already: i64,
    /// What met something here and waits for a person.
    pub met: i64,
    /// Parts of drafts that stand here now.
    pub drafts: i64,
    /// Parts of drafts that met another and are kept aside in the note.
    pub aside: i64,
}

impl Receipt for CarriedReceipt {}

/// What became of one record.
enum Taken {
    Now(Option<(PatientId, Date)>),
    Already,
    /// It met this record here, which says this.
    Met {
        record_id: String,
        ours: String,
    },
}

impl Command for TakeBack {
    type Output = CarriedReceipt;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<CarriedReceipt, Fact>, Refusal> {
        cx.require(Action::Record, Kind::DayPack)?;
        let given = &self.given;
        if given.format != FORMAT {
            return Err(Refusal::invalid("file", format!("It is of another form: this program reads {FORMAT}.")));
        }
        if let Some(row) = cx.tx.first_that_does_not_go_on(&given.rows)? {
            return Err(Refusal::refused(
                "carried_from_elsewhere",
                "P2-54",
                format!("Row {} of a chain does not go on from what stands here; nothing was taken.", row.position),
                "Take it where the backup came from, and fetch the file again if it was changed on its way.",
            ));
        }
        let sha256 = hex::encode(Sha256::digest(serde_json::to_vec(given).map_err(|error| Refusal::Fault(error.to_string()))?));
        if store::day_of(cx.tx, &sha256)?.is_some() {
            let already = i64::try_from(given.rows.iter().filter(|row| is_given(row)).count()).unwrap_or(i64::MAX);
            return Ok(Done::already(CarriedReceipt { already, ..CarriedReceipt::default() }));
        }
        let mut receipt = CarriedReceipt::default();
        let mut days: BTreeSet<(PatientId, Date)> = BTreeSet::new();
        for versions in by_record(&given.rows).values() {
            take_record(cx, versions, &mut receipt, &mut days)?;
        }
        for draft in &given.drafts {
            match carried::take(cx, draft, given.since)? {
                Draft::Taken => receipt.drafts += 1,
                Draft::Already => {}
                Draft::Aside => receipt.aside += 1,
            }
        }
        let day = CarriedDay {
            id: cx.new_id(),
            sha256,
            since: given.since,
            given_at: given.given_at,
            taken: receipt.taken,
            met: receipt.met,
        };
        cx.tx.append(&day, &cx.entry("taken back from the computer that carried the program"))?;
        let facts = days.into_iter().map(|(patient, day)| Fact::NoteChanged { patient, day }).collect();
        Ok(Done { output: receipt, facts })
    }
}

fn is_given(row: &CarriedRow) -> bool {
    GIVEN.contains(&row.kind.as_str())
}

/// The rows of what is given back, by record, each with its versions in order.
fn by_record(rows: &[CarriedRow]) -> BTreeMap<&str, Vec<&CarriedRow>> {
    let mut all: BTreeMap<&str, Vec<&CarriedRow>> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_given(row)) {
        all.entry(&row.record_id).or_default().push(row);
    }
    all
}

fn take_record(
    cx: &Context<'_>,
    versions: &[&CarriedRow],
    receipt: &mut CarriedReceipt,
    days: &mut BTreeSet<(PatientId, Date)>,
) -> Result<(), Refusal> {
    for row in versions {
        match take_row(cx, row)? {
            Taken::Now(day) => {
                receipt.taken += 1;
                days.extend(day);
            }
            Taken::Already => receipt.already += 1,
            Taken::Met { record_id, ours } => {
                // What came last there is what a person compares; the versions before it are in its file and in its own history.
                let last = versions.last().copied().unwrap_or(row);
                receipt.met += i64::from(note_conflict(cx, last, record_id, ours)?);
                return Ok(());
            }
        }
    }
    Ok(())
}

fn note_conflict(cx: &Context<'_>, theirs: &CarriedRow, record_id: String, ours: String) -> Result<bool, Refusal> {
    let Ok(patient) = theirs.chain.parse::<PatientId>() else { return Ok(false) };
    if store::conflict_of(cx.tx, &theirs.hash)?.is_some() {
        return Ok(false);
    }
    let conflict = CarriedConflict {
        id: cx.new_id(),
        patient,
        kind: theirs.kind.clone(),
        record_id,
        theirs: theirs.clone(),
        ours,
        decided: None,
    };
    cx.tx.append(&conflict, &cx.entry("changed here and on the computer that carried the program"))?;
    Ok(true)
}

fn take_row(cx: &Context<'_>, row: &CarriedRow) -> Result<Taken, Refusal> {
    let known = cx.tx.bodies_of(&row.record_id)?;
    if known.iter().any(|(_, body)| *body == row.body) {
        return Ok(Taken::Already);
    }
    if let Some((newest, ours)) = known.last()
        && newest + 1 != row.version
    {
        return Ok(Taken::Met { record_id: row.record_id.clone(), ours: ours.clone() });
    }
    match row.kind.as_str() {
        "attendance" => {
            let there: Attendance = read(row)?;
            let here = attendance_of(cx.tx, there.patient, there.day)?.filter(|here| here.id != there.id);
            match here {
                Some(here) => met(here.id.to_string(), &here.record),
                None => put(cx, row, &there, Some((there.patient, there.day))),
            }
        }
        "progress_note" => {
            let there: ProgressNote = read(row)?;
            let here = progress_note::in_force_of_session(cx.tx, there.session)?;
            let here = here.into_iter().find(|here| here.patient == there.patient && here.id != there.id && row.version == 1);
            match here {
                Some(here) => met(here.id.to_string(), &here.record),
                None => put(cx, row, &there, Some((there.patient, there.day))),
            }
        }
        "slip_entry" => put_new::<SlipEntry>(cx, row),
        "day_pack" => put_new::<DayPack>(cx, row),
        "outreach" => put_new::<Outreach>(cx, row),
        "concern" => put_new::<Concern>(cx, row),
        _ => put_new::<ChartView>(cx, row),
    }
}

fn met(record_id: String, ours: &impl serde::Serialize) -> Result<Taken, Refusal> {
    let ours = serde_json::to_string(ours).map_err(|error| Refusal::Fault(error.to_string()))?;
    Ok(Taken::Met { record_id, ours })
}

pub(super) fn read<R: serde::de::DeserializeOwned>(row: &CarriedRow) -> Result<R, Refusal> {
    serde_json::from_str(&row.body).map_err(|_| Refusal::invalid("file", format!("A {} in it cannot be read.", row.kind)))
}

fn put_new<R: Record + serde::de::DeserializeOwned>(cx: &Context<'_>, row: &CarriedRow) -> Result<Taken, Refusal> {
    put(cx, row, &read::<R>(row)?, None)
}

/// Appends what was recorded there as a version here: by whoever recorded it, now, with when it was recorded.
fn put<R: Record>(cx: &Context<'_>, row: &CarriedRow, record: &R, day: Option<(PatientId, Date)>) -> Result<Taken, Refusal> {
    let by: Author = row.recorded_by.parse().map_err(|_| Refusal::invalid("file", "Somebody in it is nobody."))?;
    let reason = reason(row);
    let entry = Entry { at: cx.now, by, reason: &reason };
    match row.version {
        1 => cx.tx.append(record, &entry)?,
        version => cx.tx.amend(record, version - 1, &entry)?,
    }
    Ok(Taken::Now(day))
}

/// The reason as it was there, and when it was recorded there.
pub(super) fn reason(row: &CarriedRow) -> String {
    let at = Timestamp::from_microsecond(row.recorded_at).map(|at| at.to_string()).unwrap_or_default();
    format!("{}{CARRIED}{at}", row.reason)
}

/// What stands between the reason and the moment.
pub const CARRIED: &str = "; carried, recorded ";
