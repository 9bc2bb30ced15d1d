//! Who is kept apart from somebody in care, for those who keep the guards: with whom, why, and where the two would meet all the same.
//! Whoever plans never asks this; they hear "choose another group" (P2-12).

use access::key_ring::KeyRingError;
use access::{Action, Circumstances, Context, Kind, Refusal, Staff, author_name};
use confidential::{Guarded, Query};
use episode::Patient;
use episode::patient::FoundPatient;
use intake::visit::{VisitToCome, to_come_with};
use jiff::Timestamp;
use jiff::civil::Date;
use schedule::no_contact::{self, Meeting, NoContact, Other, Why, may_keep};
use vocabulary::id::PatientId;
use vocabulary::search;

/// How many people a search offers.
const OFFERED: i64 = 8;

/// Asks who is kept apart from somebody.
#[derive(Clone, Copy, Debug)]
pub struct OpenKeptApart {
    /// From whom.
    pub patient: PatientId,
}

/// Who is kept apart from somebody.
#[derive(Debug)]
pub struct KeptApartFrom {
    /// The person.
    pub patient: Patient,
    /// The guards, newest first.
    pub guards: Vec<KeptGuard>,
    /// Whether the viewer may keep them apart from others.
    pub may_record: bool,
}

/// A guard as its keeper sees it.
#[derive(Debug)]
pub struct KeptGuard {
    /// The guard.
    pub guard: NoContact,
    /// Why, opened; nothing when the key that sealed it is not on this computer.
    pub why: Option<Why>,
    /// Its version.
    pub version: i64,
    /// The other of the two, by name.
    pub other: String,
    /// Who wrote this version.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether it does not hold any more.
    pub is_over: bool,
    /// Where they would meet all the same: what is to be changed.
    pub meetings: Vec<Meeting>,
    /// The first visits of theirs with whom they must not meet: to be changed too.
    pub visits: Vec<VisitToCome>,
    /// Whether the viewer may end it.
    pub may_end: bool,
}

impl Query for OpenKeptApart {
    type View = KeptApartFrom;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<KeptApartFrom>, Refusal> {
        let circumstances = circumstances(cx, Action::View, self.patient)?;
        let patient = episode::patient::load(cx.tx, self.patient)?.record;
        let today = cx.today();
        let mut guards = Vec::new();
        for stored in no_contact::of_patient(cx.tx, self.patient)? {
            let Some(other) = stored.other_than(self.patient) else { continue };
            if !may_keep(cx, Action::View, stored.patient, Some(stored.other))? {
                continue;
            }
            guards.push(KeptGuard {
                other: name(cx, other)?,
                by: author_name(cx.tx, stored.recorded_by)?,
                at: stored.recorded_at,
                version: stored.version,
                is_over: stored.to.is_some_and(|last| last < today),
                meetings: no_contact::meetings_of(cx, &stored, today)?,
                visits: visits(cx, &stored, today)?,
                may_end: may_keep(cx, Action::Amend, stored.patient, Some(stored.other))?,
                why: why(cx, &stored)?,
                guard: stored.record,
            });
        }
        let may_record = may_keep(cx, Action::Record, self.patient, None)?;
        let view = KeptApartFrom { patient, guards, may_record };
        Ok(Guarded::chart(self.patient, Kind::NoContact, view).in_circumstances(circumstances))
    }
}

/// Looks for whom somebody is to be kept from: people by words as in the find box, and everybody who works here.
#[derive(Clone, Debug)]
pub struct FindOther {
    /// Who is to be kept apart.
    pub patient: PatientId,
    /// What was typed.
    pub words: String,
}

/// Who may be chosen.
#[derive(Clone, Debug)]
pub struct Others {
    /// The person who is to be kept apart.
    pub patient: Patient,
    /// People, with both identifiers.
    pub people: Vec<FoundPatient>,
    /// Members of staff who work here today, by name.
    pub staff: Vec<Staff>,
}

impl Query for FindOther {
    type View = Others;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Others>, Refusal> {
        let circumstances = circumstances(cx, Action::Record, self.patient)?;
        let patient = episode::patient::load(cx.tx, self.patient)?.record;
        let words = search::tokens(&self.words);
        let found = if words.is_empty() { Vec::new() } else { episode::patient::by_words(cx.tx, &words, OFFERED)? };
        let people = found.iter().filter(|one| one.id != self.patient).map(|one| FoundPatient::of(one)).collect();
        let today = cx.today();
        let staff = schedule::program::all_staff(cx.tx)?.into_iter().map(|stored| stored.record);
        let staff = staff.filter(|one| one.works_on(today)).collect();
        Ok(Guarded::chart(self.patient, Kind::NoContact, Others { patient, people, staff }).in_circumstances(circumstances))
    }
}

impl KeptGuard {
    /// In how many places they would meet all the same.
    #[must_use]
    pub fn to_change(&self) -> usize {
        self.meetings.len() + self.visits.len()
    }
}

/// First visits belong to the desk of inquiries, which the schedule does not know; the keeper needs both in one list.
fn visits(cx: &Context<'_>, guard: &NoContact, today: Date) -> Result<Vec<VisitToCome>, Refusal> {
    match (guard.other, guard.within(today, None)) {
        (Other::Staff(staff), Some(days)) => to_come_with(cx, guard.patient, staff, days),
        _ => Ok(Vec::new()),
    }
}

/// The circumstances in which the actor keeps guards about somebody; for everybody else there is nothing here.
fn circumstances(cx: &Context<'_>, action: Action, patient: PatientId) -> Result<Circumstances, Refusal> {
    if !may_keep(cx, action, patient, None)? {
        return Err(Refusal::NotFound);
    }
    let by_role = cx.may(Action::View, Kind::NoContact, Circumstances::default());
    Ok(Circumstances::own_if(!by_role))
}

/// Why, opened. Without its key the guard is shown and holds all the same: a lost key must not bring two people together.
fn why(cx: &Context<'_>, guard: &NoContact) -> Result<Option<Why>, Refusal> {
    match guard.open(cx.keys) {
        Ok(why) => Ok(Some(why)),
        Err(KeyRingError::NoKey | KeyRingError::OtherKey(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn name(cx: &Context<'_>, other: Other) -> Result<String, Refusal> {
    match other {
        Other::Patient(patient) => Ok(episode::patient::load(cx.tx, patient)?.name().full()),
        Other::Staff(staff) => Ok(cx.tx.load::<Staff>(staff)?.map(|staff| staff.signature_name()).unwrap_or_default()),
    }
}
