//! Finds a place for the sessions that cannot be held as they stand. Everything that stands is taken out of everybody's time first, so
//! that the search (ADR 0031) cannot change it; what is touched is tried in the order of what it costs people: somebody else who leads
//! such groups, anybody who may, another time with the same leader, another time with another, a time at which not all can come.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use access::Context;
use jiff::SignedDuration;
use schedule::week_change::Held;
use vocabulary::id::{PatientId, StaffId};
use week_plan::{Effort, GroupType, Instance, Patient, Room, Staff, Start, Weights};

use super::board::{Board, held_at};
use super::grid::{DAY_FROM, Grid, SLOT, SLOTS, slots};
use super::known::{At, Known, Standing, time};
use super::trouble::Trouble;

/// Moves of the search; some hundred sessions and people are decided long before.
const MOVES: u32 = 4_000;

/// Nobody is asked to come at another time that begins sooner than this.
const NOTICE: SignedDuration = SignedDuration::from_hours(24);

/// A session that cannot be held as it stands.
pub(super) struct Touched<'a> {
    pub(super) standing: &'a Standing,
    pub(super) troubles: Vec<Trouble>,
}

/// How it would be held instead.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) held: Held,
    /// Who cannot come then.
    pub(super) missing: Vec<PatientId>,
}

/// What is tried for those that have no place yet.
#[derive(Clone, Copy)]
struct Step {
    moves: bool,
    leaders: Who,
    /// Whether everybody must be able to come.
    all_come: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Own,
    Knows,
    Any,
}

const STEPS: [Step; 6] = [
    Step { moves: false, leaders: Who::Own, all_come: false },
    Step { moves: false, leaders: Who::Knows, all_come: false },
    Step { moves: false, leaders: Who::Any, all_come: false },
    Step { moves: true, leaders: Who::Own, all_come: true },
    Step { moves: true, leaders: Who::Any, all_come: true },
    Step { moves: true, leaders: Who::Any, all_come: false },
];

/// A place for each touched session, in the same order; nothing where there is none.
pub(super) fn places(
    cx: &Context<'_>,
    board: &mut Board<'_>,
    touched: &[Touched<'_>],
    cannot: &HashMap<PatientId, Grid>,
) -> Vec<Option<Decision>> {
    let mut decided: Vec<Option<Decision>> = touched.iter().map(|_| None).collect();
    for step in STEPS {
        let open: Vec<usize> = (0..touched.len()).filter(|at| decided.get(*at).is_some_and(Option::is_none)).collect();
        // At the same time, sessions that begin together are decided together; elsewhere all at once.
        let mut rounds: BTreeMap<(usize, i64), Vec<usize>> = BTreeMap::new();
        for at in open {
            if let Some(one) = touched.get(at) {
                let is_closed = one.troubles.iter().any(|trouble| matches!(trouble, Trouble::Closed { .. }));
                if step.moves {
                    rounds.entry((0, 0)).or_default().push(at);
                } else if !is_closed {
                    rounds.entry((one.standing.at.day, one.standing.at.from)).or_default().push(at);
                }
            }
        }
        for round in rounds.into_values() {
            let of_round: Vec<(usize, &Touched<'_>)> = round.iter().filter_map(|at| Some((*at, touched.get(*at)?))).collect();
            for (at, decision) in (Round { cx, step, cannot, touched: of_round }).decide(board) {
                if let Some(place) = decided.get_mut(at) {
                    *place = Some(decision);
                }
            }
        }
    }
    decided
}

struct Round<'a> {
    cx: &'a Context<'a>,
    step: Step,
    cannot: &'a HashMap<PatientId, Grid>,
    touched: Vec<(usize, &'a Touched<'a>)>,
}

impl Round<'_> {
    fn decide(&self, board: &mut Board<'_>) -> Vec<(usize, Decision)> {
        let instance = self.instance(board);
        let found = week_plan::solve(&instance, Effort { seed: 1, threads: 1 }, &pace, &|_| {});
        let mut decided = Vec::new();
        for (at, one) in &self.touched {
            let session = found.plan.sessions.iter().find(|session| session.group_type == key(*at));
            let own = found.plan.individual.iter().find(|own| {
                let patient = one.standing.session.patient.filter(|_| self.step.moves && is_first(&self.touched, *at));
                patient.is_some_and(|patient| own.patient == patient.to_string())
            });
            let (place, leader) = match (session, own, one.standing.session.patient) {
                (Some(session), _, None) => ((session.day, session.start), session.staff.parse::<StaffId>().ok()),
                (_, Some(own), Some(_)) => ((own.day, own.start), one.standing.session.leaders.first().copied()),
                _ => continue,
            };
            if let Some((decision, at_time)) = self.decision(board, one, place, leader) {
                board.take(at_time, &decision.held.leaders, decision.held.room, &one.standing.people);
                decided.push((*at, decision));
            }
        }
        decided
    }

    /// What the answer means for a session; nothing when it means that somebody or something would be in two places.
    fn decision(
        &self,
        board: &Board<'_>,
        one: &Touched<'_>,
        (day, start): (u32, u32),
        leader: Option<StaffId>,
    ) -> Option<(Decision, At)> {
        let standing = one.standing;
        let at = if self.step.moves { moved(standing.at, day, start)? } else { standing.at };
        let leaders = leaders(one, board.known, leader?, at);
        let is_free = |staff: &StaffId| !at.grid().meets(Grid::FULL.without(board.staff_free(*staff)));
        if !leaders.iter().all(is_free) {
            return None;
        }
        let is_taken = |patient: &PatientId| at.grid().meets(board.person_taken(*patient));
        if self.step.moves && standing.people.iter().any(is_taken) {
            return None;
        }
        let cannot = |patient: &PatientId| self.cannot.get(patient).is_some_and(|cannot| at.grid().meets(*cannot));
        let missing: Vec<PatientId> =
            if self.step.moves { standing.people.iter().copied().filter(cannot).collect() } else { Vec::new() };
        if self.step.all_come && !missing.is_empty() {
            return None;
        }
        let room = board.room_for(standing, at)?;
        let held = Held { leaders, room, ..Held::of(&standing.session) };
        let held = if self.step.moves { held_at(self.cx, board.known, standing, at, held)? } else { held };
        (held.starts_at > self.cx.now).then_some((Decision { held, missing }, at))
    }

    fn instance(&self, board: &Board<'_>) -> Instance {
        let mut people: BTreeMap<PatientId, Patient> = BTreeMap::new();
        let mut group_types = Vec::new();
        let mut staff: BTreeMap<StaffId, Vec<String>> = BTreeMap::new();
        let mut counselors: BTreeSet<StaffId> = BTreeSet::new();
        let mut starts: BTreeSet<(u32, u32)> = BTreeSet::new();
        for (at, one) in &self.touched {
            let standing = one.standing;
            let (first, length) = slots(standing.at.from, standing.at.until);
            if !self.step.moves {
                starts.insert((u32::try_from(standing.at.day).unwrap_or(0), first));
            }
            if let Some(patient) = standing.session.patient {
                if self.step.moves && is_first(&self.touched, *at) {
                    let leader = standing.session.leaders.first().copied();
                    counselors.extend(leader);
                    let guest = self.guest(board, &mut people, patient, standing.at);
                    guest.individual_slots = length;
                    guest.counselor = leader.map_or_else(|| NOBODY.to_owned(), |staff| staff.to_string());
                }
                continue;
            }
            let heads = u32::try_from(standing.people.len().max(1)).unwrap_or(1);
            let group = standing.session.group.and_then(|group| board.known.groups.get(&group));
            let few = group.and_then(|group| group.min_people).and_then(|few| u32::try_from(few).ok()).unwrap_or(1);
            let all_come = !self.step.moves || self.step.all_come;
            let min = if all_come { heads } else { heads.div_ceil(2).max(few.min(heads)) };
            group_types.push(GroupType { id: key(*at), slots: length, min, max: heads, eligible: None });
            for leader in self.leaders(board, one) {
                staff.entry(leader).or_default().push(key(*at));
            }
            for patient in &standing.people {
                self.guest(board, &mut people, *patient, standing.at).required_slots.insert(key(*at), length);
            }
            if standing.people.is_empty() {
                // Nobody is expected yet: a session is still led, so somebody without a name sits in it.
                let mut guest = self.nobody(format!("nobody in {}", key(*at)), Grid::FULL);
                guest.required_slots.insert(key(*at), length);
                people.insert(PatientId(uuid::Uuid::from_u128(u128::try_from(*at).unwrap_or(0))), guest);
            }
        }
        if self.step.moves {
            starts = self.starts(board);
        }
        let everyone: BTreeSet<StaffId> = staff.keys().copied().chain(counselors).collect();
        let one = |id: StaffId| Staff {
            id: id.to_string(),
            available: board.staff_free(id).intervals(),
            leads: staff.get(&id).cloned().unwrap_or_default(),
            max_week_slots: 7 * SLOTS,
            max_run_slots: SLOTS,
        };
        let nobody =
            Staff { id: NOBODY.to_owned(), available: Vec::new(), leads: Vec::new(), max_week_slots: 0, max_run_slots: 0 };
        let rooms =
            (0..self.touched.len()).map(|at| Room { id: format!("r{at}"), capacity: 500, available: Grid::FULL.intervals() });
        Instance {
            format: "iop-schedule/1".to_owned(),
            name: String::new(),
            days: 7,
            slots_per_day: SLOTS,
            day_starts: "06:00".to_owned(),
            slot_minutes: u32::try_from(SLOT).unwrap_or(15),
            starts: starts.into_iter().map(|(day, slot)| Start(day, slot)).collect(),
            group_types,
            rooms: rooms.collect(),
            staff: everyone.into_iter().map(one).chain([nobody]).collect(),
            patients: people.into_values().collect(),
            keep_apart: Vec::new(),
            previous: Vec::new(),
            weights: WEIGHTS,
        }
    }

    /// Somebody who is expected, with the time they have.
    fn guest<'p>(
        &self,
        board: &Board<'_>,
        people: &'p mut BTreeMap<PatientId, Patient>,
        patient: PatientId,
        at: At,
    ) -> &'p mut Patient {
        let cannot = self.cannot.get(&patient).copied().unwrap_or_default();
        // At the time that stands they are expected already; elsewhere what else they have counts.
        let free = if self.step.moves { Grid::FULL.without(board.person_taken(patient)).without(cannot) } else { at.grid() };
        people.entry(patient).or_insert_with(|| self.nobody(patient.to_string(), free))
    }

    fn nobody(&self, id: String, free: Grid) -> Patient {
        Patient {
            id,
            available: free.intervals(),
            counselor: NOBODY.to_owned(),
            individual_slots: 1,
            required_slots: BTreeMap::new(),
            min_week_slots: 0,
            billable_days: 0,
            billable_day_slots: 1,
            preferred_days: 7,
            max_days: 7,
            max_day_slots: SLOTS,
        }
    }

    /// Who may lead it in this step.
    fn leaders(&self, board: &Board<'_>, one: &Touched<'_>) -> Vec<StaffId> {
        let standing = one.standing;
        let own = standing.session.leaders.iter().copied();
        match self.step.leaders {
            Who::Own => own.collect(),
            who => {
                let may =
                    |staff: &StaffId| board.may_lead(*staff, standing) && (who == Who::Any || board.knows(*staff, standing));
                board.known.staff.keys().copied().filter(may).collect()
            }
        }
    }

    /// When sessions of this program begin, on every day that has one and is not closed.
    fn starts(&self, board: &Board<'_>) -> BTreeSet<(u32, u32)> {
        let known = board.known;
        let times: BTreeSet<u32> = known.sessions.iter().map(|standing| slots(standing.at.from, standing.at.until).0).collect();
        let days: BTreeSet<usize> = known.sessions.iter().map(|standing| standing.at.day).collect();
        let is_open = |day: &usize| known.date(*day).is_some_and(|date| known.closed(date).is_none());
        let days: Vec<u32> = days.into_iter().filter(is_open).filter_map(|day| u32::try_from(day).ok()).collect();
        let is_fair = |day: u32, slot: u32| {
            let date = known.date(usize::try_from(day).unwrap_or(7));
            let begins = date.and_then(|date| self.cx.zone.at(date, time(DAY_FROM + i64::from(slot) * SLOT)).ok());
            begins.is_some_and(|begins| self.cx.now.duration_until(begins) >= NOTICE)
        };
        let all = days.iter().flat_map(|day| times.iter().map(move |slot| (*day, *slot)));
        all.filter(|(day, slot)| is_fair(*day, *slot)).collect()
    }
}

/// Who leads in the end: those who were to and can, and the one who was found, who signs when the first cannot.
fn leaders(one: &Touched<'_>, known: &Known, found: StaffId, at: At) -> Vec<StaffId> {
    let session = &one.standing.session;
    let (from, until) = (time(at.from), time(at.until));
    let can = |staff: &StaffId| known.date(at.day).is_some_and(|day| known.keeps_away(*staff, day, from, until).is_none());
    let mut all: Vec<StaffId> = session.leaders.iter().copied().filter(can).collect();
    if !all.contains(&found) {
        all.insert(0, found);
    }
    all
}

/// The first appointment of a person among those that are touched: the search knows one a week.
fn is_first(touched: &[(usize, &Touched<'_>)], at: usize) -> bool {
    let of = |place: usize| touched.iter().find(|(one, _)| *one == place).and_then(|(_, one)| one.standing.session.patient);
    let patient = of(at);
    touched.iter().find(|(_, one)| one.standing.session.patient == patient).is_some_and(|(first, _)| *first == at)
}

/// The time of an answer; nothing when it would reach over the end of the grid.
fn moved(was: At, day: u32, start: u32) -> Option<At> {
    let from = DAY_FROM + i64::from(start) * SLOT;
    let until = from + (was.until - was.from);
    (until <= DAY_FROM + i64::from(SLOTS) * SLOT).then_some(At { day: usize::try_from(day).ok()?, from, until })
}

fn key(at: usize) -> String {
    format!("s{at}")
}

fn pace(moves: u64) -> f64 {
    f64::from(u32::try_from(moves).unwrap_or(u32::MAX)) / f64::from(MOVES)
}

/// A counselor who is never there, for those who need no hour alone.
const NOBODY: &str = "nobody";

const WEIGHTS: Weights = Weights {
    unmet_type_slot: 100,
    unmet_week_slot: 0,
    missing_billable_day: 0,
    missing_individual: 1_000,
    extra_day: 0,
    idle_slot: 0,
    session_slot: 1,
    lost_previous: 0,
};
