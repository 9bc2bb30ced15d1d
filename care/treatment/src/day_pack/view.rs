//! The packs that were made, with how much of each is entered; and one slip, as it is entered: what stands, whom it is about, what comes
//! next.

use std::collections::HashMap;

use ::store::Stored;
use access::{Action, Context, Kind, Refusal, Staff};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use schedule::attendance::{Arrival, arrival_in, attendance_of, expected_on};
use schedule::group_session::{self, GroupSession};
use schedule::program::{NoteRule, ServiceType, all_staff};
use vocabulary::PersonName;
use vocabulary::id::{DayPackId, GroupSessionId, PatientId, StaffId};

use super::{DayPack, SlipEntry, code, store};
use crate::group_note::save::require_writer;
use crate::group_note::sheet::Sheet;

/// So many packs are listed.
const LISTED: i64 = 20;

/// Opens the list of packs.
#[derive(Clone, Copy, Debug)]
pub struct OpenDayPacks;

/// The packs that were made.
#[derive(Clone, Debug)]
pub struct DayPacks {
    /// The newest, those of the latest day first.
    pub packs: Vec<DayPackLine>,
}

/// One pack.
#[derive(Clone, Debug)]
pub struct DayPackLine {
    /// Which.
    pub id: DayPackId,
    /// For which day.
    pub day: Date,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// How much of it is entered.
    pub progress: Progress,
    /// The slip to go on with, when its day has come: the first that is not entered.
    pub next: Option<String>,
}

/// How much of a pack is entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Slips that name somebody, and blank ones that were used.
    pub slips: usize,
    /// Of these, entered.
    pub entered: usize,
    /// Of the entered ones, those whose words somebody else has to enter.
    pub words_to_come: usize,
}

/// Opens one slip by its code. The look is written down.
#[derive(Clone, Debug)]
pub struct OpenSlip {
    /// The code, as it was typed or scanned.
    pub code: String,
}

/// One slip, as it is entered.
#[derive(Clone, Debug)]
pub struct SlipView {
    /// The code.
    pub code: String,
    /// Its pack.
    pub pack: DayPackId,
    /// The day of the pack.
    pub day: Date,
    /// When the pack was made.
    pub made_at: Timestamp,
    /// Whether a newer pack was made for that day.
    pub is_older: bool,
    /// Its place in the order, counted from 1.
    pub place: usize,
    /// How much of the pack is entered.
    pub progress: Progress,
    /// Whom it is about; nothing for a blank slip that was not entered.
    pub about: Option<SlipAbout>,
    /// What stands, with its version, who entered it and when.
    pub entry: Option<StandingEntry>,
    /// Whoever may have written it.
    pub staff: Vec<(StaffId, String)>,
    /// For a blank slip: every place of the day it may be about.
    pub choices: Vec<(GroupSessionId, PatientId, String)>,
    /// The next slip that is not entered.
    pub next: Option<String>,
}

/// What stands.
#[derive(Clone, Debug)]
pub struct StandingEntry {
    /// The entry.
    pub entry: SlipEntry,
    /// Its version.
    pub version: i64,
    /// Who entered it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Whom a slip is about, and what is known of them in that session.
#[derive(Clone, Debug)]
pub struct SlipAbout {
    /// Who.
    pub patient: PatientId,
    /// The name.
    pub name: PersonName,
    /// The number of the record.
    pub record_number: i64,
    /// In which session.
    pub session: GroupSessionId,
    /// Its name.
    pub session_name: String,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// Who leads.
    pub leaders: Vec<StaffId>,
    /// Why it was cancelled, when it was.
    pub cancelled: Option<String>,
    /// How they stand to the session already.
    pub arrival: Arrival,
    /// Whether it leaves clinical notes.
    pub has_notes: bool,
    /// The draft as it stands, for those who may write.
    pub draft: Option<DraftSeen>,
}

/// The person's part of the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftSeen {
    /// Its version; 0 when there is none.
    pub version: i64,
    /// Its words.
    pub words: String,
    /// Who saved it, and when.
    pub saved: Option<(String, Timestamp)>,
    /// Whether the note is signed already.
    pub is_signed: bool,
}

impl Query for OpenDayPacks {
    type View = DayPacks;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<DayPacks>, Refusal> {
        cx.require(Action::View, Kind::DayPack)?;
        let names = names(cx)?;
        let mut packs = Vec::new();
        for pack in store::all(cx.tx, LISTED)? {
            let entries = entries(cx, pack.id)?;
            packs.push(DayPackLine {
                id: pack.id,
                day: pack.day,
                made_at: pack.made_at,
                made_by: by(&names, pack.recorded_by),
                progress: progress(&pack, &entries),
                next: next(&pack, &entries, None).filter(|_| pack.day <= cx.today()),
            });
        }
        Ok(Guarded::several(Kind::DayPack, DayPacks { packs }))
    }
}

impl Query for OpenSlip {
    type View = SlipView;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<SlipView>, Refusal> {
        cx.require(Action::View, Kind::DayPack)?;
        let unknown = |sentence: &str| Refusal::invalid("code", sentence);
        let typed = code::read(&self.code)
            .ok_or_else(|| unknown("This is no code of a slip. It has six letters, like K7Q-04M; look at them again."))?;
        let pack = store::by_mark(cx.tx, typed.get(..code::MARK).unwrap_or_default())?
            .ok_or_else(|| unknown("No pack has this code. Look at the letters again."))?;
        let (place, slip) =
            pack.slip(&typed).ok_or_else(|| unknown("No slip of that pack has this code. Look at the letters again."))?;
        let names = names(cx)?;
        let entries = entries(cx, pack.id)?;
        let entry = entries.get(&typed);
        let about = slip.about.or(entry.map(|entry| (entry.session, entry.patient)));
        let newest = store::of_day(cx.tx, pack.day)?.first().map(|newest| newest.id);
        let mut staff: Vec<(StaffId, String)> =
            names.values().filter(|staff| staff.works_on(pack.day)).map(|staff| (staff.id, staff.signature_name())).collect();
        staff.sort_by(|one, other| one.1.cmp(&other.1));
        let view = SlipView {
            pack: pack.id,
            day: pack.day,
            made_at: pack.made_at,
            is_older: newest != Some(pack.id),
            place: place + 1,
            progress: progress(&pack, &entries),
            about: about.map(|(session, patient)| known(cx, session, patient, &names)).transpose()?,
            entry: entry.map(|entry| StandingEntry {
                entry: without_words(cx, entry),
                version: entry.version,
                by: by(&names, entry.recorded_by),
                at: entry.recorded_at,
            }),
            staff,
            choices: if about.is_none() { choices(cx, &pack)? } else { Vec::new() },
            next: next(&pack, &entries, Some(place)),
            code: typed,
        };
        Ok(match about {
            Some((_, patient)) => Guarded::chart(patient, Kind::DayPack, view).looked_at_because("entered from paper"),
            None => Guarded::several(Kind::DayPack, view),
        })
    }
}

fn names(cx: &Context<'_>) -> Result<HashMap<StaffId, Staff>, Refusal> {
    Ok(all_staff(cx.tx)?.into_iter().map(|staff| (staff.id, staff.record)).collect())
}

fn by(names: &HashMap<StaffId, Staff>, author: ::store::Author) -> String {
    match author {
        ::store::Author::Staff(id) => names.get(&id).map(|staff| staff.name.full()).unwrap_or_default(),
        _ => "Stepdown".to_owned(),
    }
}

fn entries(cx: &Context<'_>, pack: DayPackId) -> Result<HashMap<String, Stored<SlipEntry>>, Refusal> {
    Ok(store::entries_of(cx.tx, pack)?.into_iter().map(|entry| (entry.code.clone(), entry)).collect())
}

fn is_entered(entries: &HashMap<String, Stored<SlipEntry>>, code: &str) -> bool {
    entries.get(code).is_some_and(|entry| entry.stands())
}

fn progress(pack: &DayPack, entries: &HashMap<String, Stored<SlipEntry>>) -> Progress {
    let used = pack.slips.iter().filter(|slip| slip.about.is_some() || is_entered(entries, &slip.code));
    let waits = |entry: &&Stored<SlipEntry>| entry.written().is_some_and(|written| written.words_to_come);
    Progress {
        slips: used.count(),
        entered: entries.values().filter(|entry| entry.stands()).count(),
        words_to_come: entries.values().filter(waits).count(),
    }
}

/// The first slip after a place that names somebody and is not entered; from the beginning again when none is behind it.
fn next(pack: &DayPack, entries: &HashMap<String, Stored<SlipEntry>>, after: Option<usize>) -> Option<String> {
    let from = after.map_or(0, |place| place + 1);
    let (before, behind) = pack.slips.split_at_checked(from)?;
    let before = before.iter().take(after.unwrap_or(0));
    let waits = |slip: &&super::Slip| slip.about.is_some() && !is_entered(entries, &slip.code);
    behind.iter().chain(before).find(waits).map(|slip| slip.code.clone())
}

/// An entry as whoever looks may see it: the words are for those who may write notes.
fn without_words(cx: &Context<'_>, entry: &Stored<SlipEntry>) -> SlipEntry {
    let mut shown = entry.record.clone();
    let may_write = group_session::session(cx.tx, entry.session).is_ok_and(|session| require_writer(cx, &session).is_ok());
    if !may_write {
        shown.words_before = String::new();
        if let super::OnPaper::Written(written) = &mut shown.on_paper {
            written.words_to_come |= !written.words.is_empty();
            written.words = String::new();
        }
    }
    shown
}

fn known(
    cx: &Context<'_>,
    session: GroupSessionId,
    patient: PatientId,
    names: &HashMap<StaffId, Staff>,
) -> Result<SlipAbout, Refusal> {
    let held = group_session::session(cx.tx, session)?;
    let person = episode::patient::load(cx.tx, patient)?;
    let attendance = attendance_of(cx.tx, patient, held.day)?.map(|found| found.record);
    let service = cx.tx.load::<ServiceType>(held.service_type)?.ok_or(Refusal::NotFound)?;
    let has_notes = service.note != NoteRule::AttendanceOnly;
    let draft = if has_notes && require_writer(cx, &held).is_ok() { draft(cx, &held, patient, names)? } else { None };
    Ok(SlipAbout {
        patient,
        name: person.name(),
        record_number: person.record_number,
        session,
        session_name: held.name.clone(),
        starts_at: held.starts_at,
        ends_at: held.ends_at,
        leaders: held.leaders.clone(),
        cancelled: held.cancelled.clone(),
        arrival: arrival_in(&held, attendance.as_ref(), cx.now),
        has_notes,
        draft,
    })
}

fn draft(
    cx: &Context<'_>,
    session: &GroupSession,
    patient: PatientId,
    names: &HashMap<StaffId, Staff>,
) -> Result<Option<DraftSeen>, Refusal> {
    let sheet = Sheet::load(cx, session.id)?;
    let person = sheet.people.into_iter().find(|person| person.patient.id == patient);
    Ok(person.map(|person| DraftSeen {
        version: person.own_version,
        words: person.own.words,
        saved: person.saved.map(|(staff, at)| (names.get(&staff).map(Staff::signature_name).unwrap_or_default(), at)),
        is_signed: person.signed.is_some(),
    }))
}

fn choices(cx: &Context<'_>, pack: &DayPack) -> Result<Vec<(GroupSessionId, PatientId, String)>, Refusal> {
    let mut all = Vec::new();
    for expected in expected_on(cx.tx, pack.day)?.into_iter().filter(|expected| expected.session.cancelled.is_none()) {
        for person in episode::patient::load_many(cx.tx, &expected.patients)? {
            let at = cx.zone.clock_face(expected.session.starts_at);
            let label = format!("{}, {at} {}", person.name().full(), expected.session.name);
            all.push((expected.session.id, person.id, label));
        }
    }
    all.sort_by(|one, other| one.2.cmp(&other.2));
    Ok(all)
}
