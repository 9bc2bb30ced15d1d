//! Keeps two people apart, and ends it. Nobody but the keeper hears of it, and nothing is announced to any board.

use access::{Action, Circumstances, Command, Context, Done, Kind, Problems, Refusal, Staff};
use jiff::civil::Date;
use vocabulary::id::{NoContactId, PatientId};

use super::{NoContact, Other, Reason, Why, meetings_of, store};
use crate::Fact;

/// Keeps two people apart.
#[derive(Clone, Debug)]
pub struct KeepApart {
    /// Somebody in care.
    pub patient: PatientId,
    /// Whom they must not meet; nothing when nobody was chosen.
    pub other: Option<Other>,
    /// Why; nothing when no reason was chosen.
    pub reason: Option<Reason>,
    /// In words; may be empty.
    pub words: String,
    /// From this day.
    pub from: Date,
    /// To this day, when it is known.
    pub to: Option<Date>,
}

impl Command for KeepApart {
    /// The guard, and in how many groups and appointments on the schedule the two would meet all the same: what is to be changed now.
    type Output = (NoContactId, i64);
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<(NoContactId, i64), Fact>, Refusal> {
        require(cx, Action::Record, self.patient, self.other)?;
        episode::patient::load(cx.tx, self.patient)?;
        let mut problems = Problems::none();
        problems.require("to", self.to.is_none_or(|to| self.from <= to), "The last day is before the first.");
        problems.require("other", self.other.is_some(), "Choose whom they must not meet.");
        problems.require("other", self.other != Some(Other::Patient(self.patient)), "Choose somebody else.");
        problems.require("reason", self.reason.is_some(), "Choose the reason; whoever plans never sees it.");
        let (other, reason) = problems.finish(self.other.zip(self.reason))?;
        is_there(cx, other)?;
        let id = cx.new_id();
        let why = Why { reason, words: self.words.trim().to_owned(), ended: None };
        let guard = NoContact {
            id,
            patient: self.patient,
            other,
            why: NoContact::seal(cx.keys, id, self.patient, &why)?,
            from: self.from,
            to: self.to,
        };
        let holds_already = store::of_patient(cx.tx, self.patient)?.into_iter().find(|known| {
            known.other_than(self.patient) == Some(other)
                && known.from <= guard.from
                && known.to.is_none_or(|to| guard.to.is_some_and(|new| new <= to))
        });
        if let Some(known) = holds_already {
            return Ok(Done::already((known.id, count(cx, &known)?)));
        }
        cx.tx.append(&guard, &cx.entry("kept apart"))?;
        Ok(Done::with((guard.id, count(cx, &guard)?), Fact::KeptApart(guard.patient)))
    }
}

/// Ends a guard after a day; the history stays.
#[derive(Clone, Debug)]
pub struct EndNoContact {
    /// Which.
    pub guard: NoContactId,
    /// The version that was read.
    pub version: i64,
    /// The last day.
    pub last_day: Date,
    /// Why.
    pub why: String,
}

impl Command for EndNoContact {
    type Output = NoContactId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<NoContactId, Fact>, Refusal> {
        let current = cx.tx.load::<NoContact>(self.guard)?.ok_or(Refusal::NotFound)?;
        require(cx, Action::Amend, current.patient, Some(current.other))?;
        if current.version != self.version {
            return Err(Refusal::Conflict);
        }
        let mut problems = Problems::none();
        problems.require("last_day", current.from <= self.last_day, "The last day is before the first day of the guard.");
        problems.require("why", !self.why.trim().is_empty(), "Write why they may meet; it stays with the guard.");
        problems.finish(Some(()))?;
        let why = Why { ended: Some(self.why.trim().to_owned()), ..current.record.open(cx.keys)? };
        let why = NoContact::seal(cx.keys, self.guard, current.patient, &why)?;
        let next = NoContact { to: Some(self.last_day), why, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("ended"))?;
        Ok(Done::with(self.guard, Fact::KeptApart(next.patient)))
    }
}

/// Whether the actor may do this with guards about somebody: by role, or because they are on the care team of one of the two and are
/// not the one who is kept away.
///
/// # Errors
/// The database's own.
pub fn may_keep(cx: &Context<'_>, action: Action, patient: PatientId, other: Option<Other>) -> Result<bool, Refusal> {
    if cx.may(action, Kind::NoContact, Circumstances::default()) {
        return Ok(true);
    }
    if !cx.may(action, Kind::NoContact, Circumstances::own()) {
        return Ok(false);
    }
    Ok(match other {
        Some(Other::Patient(other)) => looks_after(cx, patient)? || looks_after(cx, other)?,
        Some(Other::Staff(staff)) => staff != cx.actor.staff && looks_after(cx, patient)?,
        None => looks_after(cx, patient)?,
    })
}

fn require(cx: &Context<'_>, action: Action, patient: PatientId, other: Option<Other>) -> Result<(), Refusal> {
    if may_keep(cx, action, patient, other)? { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Whether the actor is on the care team of the newest episode today.
fn looks_after(cx: &Context<'_>, patient: PatientId) -> Result<bool, Refusal> {
    let today = cx.today();
    let is_on = |episode: &episode::Episode| {
        let team = &episode.care_team;
        team.iter().any(|m| m.staff == cx.actor.staff && m.from <= today && m.to.is_none_or(|last| today <= last))
    };
    Ok(episode::episode::current_of(cx.tx, patient)?.is_some_and(|episode| is_on(&episode)))
}

fn is_there(cx: &Context<'_>, other: Other) -> Result<(), Refusal> {
    match other {
        Other::Patient(patient) => episode::patient::load(cx.tx, patient).map(|_| ()),
        Other::Staff(staff) => cx.tx.load::<Staff>(staff)?.map(|_| ()).ok_or(Refusal::NotFound),
    }
}

fn count(cx: &Context<'_>, guard: &NoContact) -> Result<i64, Refusal> {
    Ok(i64::try_from(meetings_of(cx, guard, cx.today())?.len()).unwrap_or(i64::MAX))
}
