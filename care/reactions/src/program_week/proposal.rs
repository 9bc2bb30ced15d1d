//! What could be done about everything that no longer holds between two days: a few changes, each with what it costs whom. Nothing is
//! written; the same question has the same answer as long as nothing changes.

use std::collections::{BTreeMap, HashMap};

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use schedule::availability::{self, Strength, When};
use schedule::no_contact::{self, Other};
use schedule::week_change::Held;
use vocabulary::id::{GroupSessionId, PatientId};
use vocabulary::{PersonName, Week};

use super::board::Board;
use super::cost::{Cost, Ledger, Loss, MakeUp, when};
use super::grid::Grid;
use super::known::{At, Known, Standing};
use super::plan::{Decision, Touched, places};
use super::trouble;

/// The most days that are looked at together.
pub const MOST_DAYS: i64 = 28;

/// Asks for a proposal.
#[derive(Clone, Copy, Debug)]
pub struct ProposeChanges {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// What could be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How many sessions stand on these days and are still to come.
    pub sessions: usize,
    /// The changes, in the order of the clock.
    pub changes: Vec<Change>,
    /// What the proposal was made of; another one when anything changed meanwhile.
    pub mark: String,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What a form names it by.
    pub key: String,
    /// Which session.
    pub session: GroupSessionId,
    /// Its name.
    pub name: String,
    /// When it stands.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// Why it cannot be held as it stands, in sentences; empty for a make-up.
    pub why: Vec<String>,
    /// What would be done, in words.
    pub acts: Vec<String>,
    /// Whether the session would not be held.
    pub is_cancelled: bool,
    /// Who is expected in it.
    pub people: Vec<PersonName>,
    /// What it costs whom.
    pub costs: Vec<Cost>,
    /// The change that a make-up belongs to.
    pub with: Option<String>,
    pub(super) what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Hold { held: Held, people: Vec<PatientId> },
    Place(MakeUp),
}

impl Query for ProposeChanges {
    type View = Proposal;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Proposal>, Refusal> {
        may(cx)?;
        Ok(Guarded::several(Kind::GroupSession, propose(cx, self.from, self.to)?))
    }
}

/// Who may change a week: whoever configures the program and changes sessions.
pub(super) fn may(cx: &Context<'_>) -> Result<(), Refusal> {
    cx.require(Action::Configure, Kind::Program)?;
    cx.require(Action::Amend, Kind::GroupSession)?;
    cx.require(Action::Void, Kind::GroupSession)
}

pub(super) fn propose(cx: &Context<'_>, from: Date, to: Date) -> Result<Proposal, Refusal> {
    if to < from {
        return Err(Refusal::invalid("to", "The last day is before the first."));
    }
    if to > from.saturating_add(MOST_DAYS.days()) {
        return Err(Refusal::invalid("to", "Look at four weeks at most at once."));
    }
    let from = from.max(cx.today());
    let mut proposal = Proposal { from, to, sessions: 0, changes: Vec::new(), mark: String::new() };
    let mut week = Week::of(from);
    while week.monday <= to {
        of_week(cx, week, &mut proposal)?;
        week = week.next();
    }
    proposal.mark = mark(&proposal);
    Ok(proposal)
}

fn of_week(cx: &Context<'_>, week: Week, proposal: &mut Proposal) -> Result<(), Refusal> {
    let known = Known::load(cx, week)?;
    let is_asked = |standing: &&Standing| {
        let day = standing.session.day;
        proposal.from <= day && day <= proposal.to && standing.session.starts_at > cx.now
    };
    let asked: Vec<&Standing> = known.sessions.iter().filter(is_asked).collect();
    proposal.sessions += asked.len();
    let touched: Vec<Touched<'_>> = asked
        .into_iter()
        .map(|standing| Touched { standing, troubles: trouble::of(&known, standing) })
        .filter(|one| !one.troubles.is_empty())
        .collect();
    if touched.is_empty() {
        return Ok(());
    }
    let is_touched = |id: GroupSessionId| touched.iter().any(|one| one.standing.session.id == id);
    let stays: Vec<&Standing> = known.sessions.iter().filter(|standing| !is_touched(standing.session.id)).collect();
    let mut people: Vec<PatientId> = touched.iter().flat_map(|one| one.standing.people.iter().copied()).collect();
    people.sort();
    people.dedup();
    let cannot = cannot(cx, &known, &people)?;
    let mut board = Board::of(&known, now(cx, week), stays.iter().copied());
    board.apart = apart(cx, week, &people)?;
    let decided = places(cx, &mut board, &touched, &cannot);
    let losses = losses(&touched, &decided);
    let mut taken: BTreeMap<PatientId, Grid> = BTreeMap::new();
    for patient in &people {
        let busy = board.person_taken(*patient).or(cannot.get(patient).copied().unwrap_or_default());
        taken.insert(*patient, busy);
    }
    let day = proposal.from.max(week.monday);
    let (costs, make_ups) = Ledger::open(cx, &known, &people, day)?.costs(&losses, &stays, &mut taken)?;
    let names: HashMap<PatientId, PersonName> =
        episode::patient::load_many(cx.tx, &people)?.into_iter().map(|one| (one.id, one.name())).collect();
    let of_loss: Vec<GroupSessionId> = losses.iter().map(|loss| loss.standing.session.id).collect();
    for (one, decision) in touched.iter().zip(decided) {
        let id = one.standing.session.id;
        let own = of_loss.iter().zip(&costs).filter(|(session, _)| **session == id).map(|(_, cost)| cost.clone());
        proposal.changes.push(change(cx, &known, one, decision, own.collect(), &names));
        let of_this = make_ups.iter().filter(|make_up| make_up.instead_of == id);
        proposal.changes.extend(of_this.filter_map(|make_up| place(&known, make_up, &names)));
    }
    Ok(())
}

/// The moment in the week: before it, nothing is over; after it, everything is.
fn now(cx: &Context<'_>, week: Week) -> At {
    let local = cx.zone.local(cx.now);
    let minute = vocabulary::day::minute_of_day(local.time());
    match vocabulary::day::days_between(week.monday, local.date()) {
        ..0 => At { day: 0, from: 0, until: 0 },
        day => At { day: usize::try_from(day).unwrap_or(7), from: minute, until: minute },
    }
}

/// When each of these people cannot come, as they said.
fn cannot(cx: &Context<'_>, known: &Known, people: &[PatientId]) -> Result<HashMap<PatientId, Grid>, Refusal> {
    let mut all = HashMap::new();
    for patient in people {
        let Some(said) = availability::of_patient(cx.tx, *patient)? else { continue };
        let mut grid = Grid::default();
        for busy in said.busy.iter().filter(|busy| busy.strength == Strength::Cannot) {
            let mut stretches = busy.stretches(known.week.monday);
            if let When::Once { day } = busy.when
                && known.week.holds(day)
            {
                stretches = busy.stretches_from(day.weekday().to_monday_one_offset());
            }
            for (weekday, from, until) in stretches {
                grid.touch(usize::try_from(weekday - 1).unwrap_or(0), from, until);
            }
        }
        all.insert(*patient, grid);
    }
    Ok(all)
}

/// Whom among the staff each of these people must not meet in a week.
fn apart(
    cx: &Context<'_>,
    week: Week,
    people: &[PatientId],
) -> Result<HashMap<PatientId, Vec<vocabulary::id::StaffId>>, Refusal> {
    let mut all = HashMap::new();
    for patient in people {
        let guards = no_contact::of_patient(cx.tx, *patient)?;
        let holds = guards.iter().filter(|guard| guard.within(week.monday, Some(week.sunday())).is_some());
        let staff: Vec<_> = holds
            .filter_map(|guard| match guard.other_than(*patient) {
                Some(Other::Staff(staff)) => Some(staff),
                _ => None,
            })
            .collect();
        if !staff.is_empty() {
            all.insert(*patient, staff);
        }
    }
    Ok(all)
}

fn losses<'a>(touched: &[Touched<'a>], decided: &[Option<Decision>]) -> Vec<Loss<'a>> {
    let mut all = Vec::new();
    for (one, decision) in touched.iter().zip(decided) {
        let standing = one.standing;
        let (people, cannot_come) = match decision {
            Some(decision) => (decision.missing.clone(), true),
            None => (standing.people.clone(), false),
        };
        all.extend(people.into_iter().map(|patient| Loss { patient, standing, cannot_come }));
    }
    all
}

fn change(
    cx: &Context<'_>,
    known: &Known,
    one: &Touched<'_>,
    decision: Option<Decision>,
    costs: Vec<Cost>,
    names: &HashMap<PatientId, PersonName>,
) -> Change {
    let session = &one.standing.session;
    let was = Held::of(session);
    let reason = one.troubles.first().map(trouble::Trouble::as_reason);
    let held = decision.map_or_else(|| Held { cancelled: reason, ..was.clone() }, |decision| decision.held);
    Change {
        key: session.id.to_string(),
        session: session.id,
        name: session.name.clone(),
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        why: one.troubles.iter().map(|trouble| trouble.words(known)).collect(),
        acts: acts(cx, known, &was, &held),
        is_cancelled: held.cancelled.is_some(),
        people: one.standing.people.iter().filter_map(|patient| names.get(patient)).cloned().collect(),
        costs,
        with: None,
        what: What::Hold { held, people: one.standing.people.clone() },
    }
}

/// What is another than before, in words.
pub(super) fn acts(cx: &Context<'_>, known: &Known, was: &Held, held: &Held) -> Vec<String> {
    if let Some(why) = held.cancelled.as_ref().filter(|_| was.cancelled.is_none()) {
        return vec![format!("Cancelled. {why}")];
    }
    let mut acts = Vec::new();
    if held.starts_at != was.starts_at {
        acts.push(format!("Moved to {}", when(cx, held.starts_at)));
    }
    if held.leaders != was.leaders {
        let names = |staff: &[vocabulary::id::StaffId]| {
            staff.iter().map(|staff| known.staff_name(*staff)).collect::<Vec<_>>().join(" and ")
        };
        let gone: Vec<_> = was.leaders.iter().copied().filter(|staff| !held.leaders.contains(staff)).collect();
        let new: Vec<_> = held.leaders.iter().copied().filter(|staff| !was.leaders.contains(staff)).collect();
        acts.push(match new.is_empty() {
            true => format!("Led by {} without {}", names(&held.leaders), names(&gone)),
            false => format!("Led by {} instead of {}", names(&new), names(&gone)),
        });
    }
    if held.room != was.room {
        let name = |room: Option<vocabulary::id::RoomId>| room.map_or_else(|| "no room".to_owned(), |room| known.room_name(room));
        acts.push(format!("In {} instead of {}", name(held.room), name(was.room)));
    }
    acts
}

fn place(known: &Known, make_up: &MakeUp, names: &HashMap<PatientId, PersonName>) -> Option<Change> {
    let standing = known.sessions.iter().find(|standing| standing.session.id == make_up.session)?;
    let name = names.get(&make_up.patient)?;
    Some(Change {
        key: format!("{}.{}", make_up.session, make_up.patient),
        session: make_up.session,
        name: standing.session.name.clone(),
        starts_at: standing.session.starts_at,
        ends_at: standing.session.ends_at,
        why: Vec::new(),
        acts: vec![format!("{} has a place on this one day", name.full())],
        is_cancelled: false,
        people: vec![name.clone()],
        costs: Vec::new(),
        with: Some(make_up.instead_of.to_string()),
        what: What::Place(make_up.clone()),
    })
}

/// A number that is another one when the proposal is (FNV-1a). It guards against accepting what nobody saw, not against anybody.
fn mark(proposal: &Proposal) -> String {
    let text =
        format!("{:?}", proposal.changes.iter().map(|change| (&change.key, &change.what, &change.starts_at)).collect::<Vec<_>>());
    let number = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |number, byte| (number ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{number:016x}")
}
