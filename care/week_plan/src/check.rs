//! Judges a plan: what does not hold, in words, and what it costs, term by term. Written for being read, not for speed, and apart from
//! the search: what both agree on is right.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use crate::instance::{Instance, Interval, Patient, Start, Weights};
use crate::plan::WeekPlan;

/// How often each term of the cost occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Days beyond `preferred_days`.
    pub extra_day: u64,
    /// Empty slots between a patient's first and last of a day.
    pub idle_slot: u64,
    /// Attendances of `previous` that are lost.
    pub lost_previous: u64,
    /// Billable days short.
    pub missing_billable_day: u64,
    /// Patients without an individual session.
    pub missing_individual: u64,
    /// Slots of sessions that are run.
    pub session_slot: u64,
    /// Slots short of `required_slots`, type by type.
    pub unmet_type_slot: u64,
    /// Slots short of `min_week_slots`.
    pub unmet_week_slot: u64,
}

impl Counts {
    /// Each term with its name, its count and its weight, in the order of the file.
    #[must_use]
    pub fn terms(&self, weights: &Weights) -> [(&'static str, u64, u32); 8] {
        [
            ("extra_day", self.extra_day, weights.extra_day),
            ("idle_slot", self.idle_slot, weights.idle_slot),
            ("lost_previous", self.lost_previous, weights.lost_previous),
            ("missing_billable_day", self.missing_billable_day, weights.missing_billable_day),
            ("missing_individual", self.missing_individual, weights.missing_individual),
            ("session_slot", self.session_slot, weights.session_slot),
            ("unmet_type_slot", self.unmet_type_slot, weights.unmet_type_slot),
            ("unmet_week_slot", self.unmet_week_slot, weights.unmet_week_slot),
        ]
    }

    /// The sum of weight times count.
    #[must_use]
    pub fn objective(&self, weights: &Weights) -> u64 {
        self.terms(weights).iter().map(|(_, count, weight)| count.saturating_mul(u64::from(*weight))).sum()
    }
}

/// What is to be said about a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether everything holds that must hold.
    pub feasible: bool,
    /// What does not, one sentence each.
    pub violations: Vec<String>,
    /// What it costs, term by term.
    pub counts: Counts,
    /// What it costs.
    pub objective: u64,
}

/// Judges a plan of an instance.
#[must_use]
pub fn check(instance: &Instance, plan: &WeekPlan) -> Verdict {
    let mut checker = Checker::new(instance);
    for (number, _) in plan.sessions.iter().enumerate() {
        checker.session(plan, number);
    }
    for (number, _) in plan.individual.iter().enumerate() {
        checker.individual(plan, number);
    }
    checker.staff_hours();
    let counts = checker.counts();
    let violations = checker.violations;
    Verdict { feasible: violations.is_empty(), violations, counts, objective: counts.objective(&instance.weights) }
}

/// Who or what is busy, slot by slot.
#[derive(Default)]
struct Busy<'a>(HashSet<(&'a str, u32, u32)>);

impl<'a> Busy<'a> {
    /// Takes the slots, or says which of them is taken already and takes none.
    fn take(&mut self, who: &'a str, day: u32, slots: std::ops::Range<u32>) -> Result<(), u32> {
        if let Some(slot) = slots.clone().find(|slot| self.0.contains(&(who, day, *slot))) {
            return Err(slot);
        }
        self.0.extend(slots.map(|slot| (who, day, slot)));
        Ok(())
    }
    fn is(&self, who: &'a str, day: u32, slot: u32) -> bool {
        self.0.contains(&(who, day, slot))
    }
}

/// One attendance.
#[derive(PartialEq, Eq, Hash)]
struct Attendance<'a> {
    group_type: &'a str,
    staff: &'a str,
    day: u32,
    start: u32,
    slots: u32,
}

struct Checker<'a> {
    instance: &'a Instance,
    patients: HashMap<&'a str, &'a Patient>,
    patient_busy: Busy<'a>,
    staff_busy: Busy<'a>,
    room_busy: Busy<'a>,
    attended: HashMap<&'a str, Vec<Attendance<'a>>>,
    met_alone: HashSet<&'a str>,
    session_slots: u64,
    violations: Vec<String>,
}

/// Whether the windows together cover the slots.
fn covers(windows: &[Interval], day: u32, slots: std::ops::Range<u32>) -> bool {
    let mut slots = slots;
    slots.all(|slot| windows.iter().any(|Interval(on, from, to)| *on == day && (*from..*to).contains(&slot)))
}

impl<'a> Checker<'a> {
    fn new(instance: &'a Instance) -> Self {
        Self {
            instance,
            patients: instance.patients.iter().map(|one| (one.id.as_str(), one)).collect(),
            patient_busy: Busy::default(),
            staff_busy: Busy::default(),
            room_busy: Busy::default(),
            attended: HashMap::new(),
            met_alone: HashSet::new(),
            session_slots: 0,
            violations: Vec::new(),
        }
    }

    fn wrong(&mut self, what: String) {
        self.violations.push(what);
    }

    fn take_staff(&mut self, at: &str, who: &'a str, day: u32, slots: std::ops::Range<u32>) {
        if let Err(slot) = self.staff_busy.take(who, day, slots) {
            self.wrong(format!("{at}: {who} is double booked on day {day} in slot {slot}"));
        }
    }

    fn session(&mut self, plan: &WeekPlan, number: usize) {
        let instance = self.instance;
        let (at, Some(session)) = (format!("session {number}"), plan.sessions.get(number)) else { return };
        let kind = instance.group_types.iter().find(|one| one.id == session.group_type);
        let staff = instance.staff.iter().find(|one| one.id == session.staff);
        let room = instance.rooms.iter().find(|one| one.id == session.room);
        let (Some(kind), Some(staff), Some(room)) = (kind, staff, room) else {
            let unknown = [
                kind.is_none().then(|| format!("the type {:?}", session.group_type)),
                staff.is_none().then(|| format!("the staff member {:?}", session.staff)),
                room.is_none().then(|| format!("the room {:?}", session.room)),
            ];
            let unknown: Vec<String> = unknown.into_iter().flatten().collect();
            self.wrong(format!("{at}: the instance does not know {}", unknown.join(" and ")));
            return;
        };
        let (day, start) = (session.day, session.start);
        let slots = start..start.saturating_add(kind.slots);
        if !instance.starts.contains(&Start(day, start)) {
            self.wrong(format!("{at}: day {day}, slot {start} is not an allowed start"));
        }
        if day >= instance.days || slots.end > instance.slots_per_day {
            self.wrong(format!("{at}: is outside the week"));
            return;
        }
        if !staff.leads.contains(&kind.id) {
            self.wrong(format!("{at}: {} does not lead {}", staff.id, kind.id));
        }
        if !covers(&staff.available, day, slots.clone()) {
            self.wrong(format!("{at}: {} is not available", staff.id));
        }
        if !covers(&room.available, day, slots.clone()) {
            self.wrong(format!("{at}: room {} is not available", room.id));
        }
        self.take_staff(&at, &staff.id, day, slots.clone());
        if let Err(slot) = self.room_busy.take(&room.id, day, slots.clone()) {
            self.wrong(format!("{at}: room {} is double booked on day {day} in slot {slot}", room.id));
        }
        let seated = &session.patients;
        let (heads, most) = (seated.len(), kind.max.min(room.capacity));
        if seated.iter().collect::<HashSet<_>>().len() != heads {
            self.wrong(format!("{at}: a patient stands there twice"));
        }
        if heads > most as usize {
            self.wrong(format!("{at}: {heads} patients, at most {most}"));
        }
        if heads < kind.min as usize {
            self.wrong(format!("{at}: {heads} patients, at least {}", kind.min));
        }
        for who in seated {
            let Some(patient) = self.patients.get(who.as_str()).copied() else {
                self.wrong(format!("{at}: the instance does not know the patient {who:?}"));
                continue;
            };
            let id = patient.id.as_str();
            if kind.eligible.as_ref().is_some_and(|list| !list.contains(who)) {
                self.wrong(format!("{at}: {id} is not eligible for {}", kind.id));
            }
            if !covers(&patient.available, day, slots.clone()) {
                self.wrong(format!("{at}: {id} is not available"));
            }
            if let Err(slot) = self.patient_busy.take(id, day, slots.clone()) {
                self.wrong(format!("{at}: {id} is double booked on day {day} in slot {slot}"));
            }
            let mine = self.attended.entry(id).or_default();
            let is_second = mine.iter().any(|one| one.group_type == kind.id && one.day == day);
            mine.push(Attendance { group_type: &kind.id, staff: &staff.id, day, start, slots: kind.slots });
            if is_second {
                self.wrong(format!("{at}: {id} has {} twice on day {day}", kind.id));
            }
        }
        for (one, other) in &instance.keep_apart {
            if seated.contains(one) && seated.contains(other) {
                self.wrong(format!("{at}: {one} and {other} must be kept apart"));
            }
        }
        self.session_slots += u64::from(kind.slots);
    }

    fn individual(&mut self, plan: &WeekPlan, number: usize) {
        let (at, Some(session)) = (format!("individual {number}"), plan.individual.get(number)) else { return };
        let Some(patient) = self.patients.get(session.patient.as_str()).copied() else {
            self.wrong(format!("{at}: the instance does not know the patient {:?}", session.patient));
            return;
        };
        let id = patient.id.as_str();
        if self.met_alone.contains(id) {
            self.wrong(format!("{at}: {id} has two individual sessions"));
        }
        let (day, slots) = (session.day, session.start..session.start.saturating_add(patient.individual_slots));
        if day >= self.instance.days || slots.end > self.instance.slots_per_day {
            self.wrong(format!("{at}: is outside the week"));
            return;
        }
        if !covers(&patient.available, day, slots.clone()) {
            self.wrong(format!("{at}: {id} is not available"));
        }
        let counselor = self.instance.staff.iter().find(|one| one.id == patient.counselor);
        if let Some(counselor) = counselor {
            if !covers(&counselor.available, day, slots.clone()) {
                self.wrong(format!("{at}: {} is not available", counselor.id));
            }
            self.take_staff(&at, &counselor.id, day, slots.clone());
        }
        if let Err(slot) = self.patient_busy.take(id, day, slots) {
            self.wrong(format!("{at}: {id} is double booked on day {day} in slot {slot}"));
        }
        self.met_alone.insert(id);
    }

    fn staff_hours(&mut self) {
        let instance = self.instance;
        for one in &instance.staff {
            let slots = self.staff_busy.0.iter().filter(|(who, _, _)| *who == one.id).count();
            if slots > one.max_week_slots as usize {
                self.wrong(format!("{}: {slots} slots with patients in the week, at most {}", one.id, one.max_week_slots));
            }
            for day in 0..instance.days {
                let (mut run, mut longest) = (0, 0);
                for slot in 0..instance.slots_per_day {
                    run = if self.staff_busy.is(&one.id, day, slot) { run + 1 } else { 0 };
                    longest = longest.max(run);
                }
                if longest > one.max_run_slots {
                    let most = one.max_run_slots;
                    self.wrong(format!("{}: {longest} slots without a break on day {day}, at most {most}", one.id));
                }
            }
        }
    }

    fn counts(&mut self) -> Counts {
        let instance = self.instance;
        let mut counts = Counts { session_slot: self.session_slots, ..Counts::default() };
        for patient in &instance.patients {
            let id = patient.id.as_str();
            let mut days: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for day in 0..instance.days {
                let busy: Vec<u32> = (0..instance.slots_per_day).filter(|slot| self.patient_busy.is(id, day, *slot)).collect();
                if !busy.is_empty() {
                    days.insert(day, busy);
                }
            }
            for (day, busy) in &days {
                if busy.len() > patient.max_day_slots as usize {
                    self.wrong(format!("{id}: {} slots on day {day}, at most {}", busy.len(), patient.max_day_slots));
                }
                if let (Some(first), Some(last)) = (busy.first(), busy.last()) {
                    counts.idle_slot += u64::from(last - first + 1) - busy.len() as u64;
                }
            }
            if days.len() > patient.max_days as usize {
                self.wrong(format!("{id}: {} days, at most {}", days.len(), patient.max_days));
            }
            let attended = self.attended.get(id).map(Vec::as_slice).unwrap_or_default();
            for (kind, required) in &patient.required_slots {
                let had: u32 = attended.iter().filter(|one| one.group_type == kind).map(|one| one.slots).sum();
                counts.unmet_type_slot += u64::from(required.saturating_sub(had));
            }
            let short = |wanted: u32, had: usize| u64::from(wanted).saturating_sub(had as u64);
            counts.unmet_week_slot += short(patient.min_week_slots, days.values().map(Vec::len).sum());
            // a day without a slot is billable where nothing is asked of a day
            let slots_on = |day| days.get(&day).map_or(0, Vec::len);
            let billable = (0..instance.days).filter(|day| slots_on(*day) >= patient.billable_day_slots as usize).count();
            counts.missing_billable_day += short(patient.billable_days, billable);
            counts.missing_individual += u64::from(!self.met_alone.contains(id));
            counts.extra_day += (days.len() as u64).saturating_sub(u64::from(patient.preferred_days));
        }
        let is_kept = |before: &&crate::instance::Previous| {
            let attended = self.attended.get(before.patient.as_str());
            attended.is_some_and(|all| {
                all.iter().any(|one| {
                    (one.group_type, one.staff, one.day, one.start)
                        == (before.group_type.as_str(), before.staff.as_str(), before.day, before.start)
                })
            })
        };
        counts.lost_previous = (instance.previous.len() - instance.previous.iter().filter(is_kept).count()) as u64;
        counts
    }
}
