//! An instance as the search needs it: names become numbers, a day becomes one word of bits (bit n is slot n).

use std::collections::{HashMap, HashSet};

use crate::instance::{Instance, Interval, Weights};

/// Days that a week has at most; [`Instance`] refuses more.
pub(crate) const DAYS: usize = 7;

/// Which slots of each day.
pub(crate) type Week = [u64; DAYS];

pub(crate) struct Kind {
    pub(crate) slots: u32,
    pub(crate) min: usize,
    pub(crate) max: usize,
    /// Who may lead it.
    pub(crate) leaders: Vec<usize>,
}

pub(crate) struct Guest {
    pub(crate) free: Week,
    pub(crate) counselor: usize,
    pub(crate) individual_slots: u32,
    /// Slots wanted of each type; 0 when none.
    pub(crate) required: Vec<i32>,
    pub(crate) min_week_slots: i32,
    pub(crate) billable_days: i32,
    pub(crate) billable_day_slots: u32,
    pub(crate) preferred_days: i32,
    pub(crate) max_days: usize,
    pub(crate) max_day_slots: u32,
    pub(crate) apart: Vec<usize>,
    /// Attendances of the schedule in force, with how often each stands there.
    pub(crate) previous: Vec<(Key, i32)>,
}

/// What makes two attendances of a person the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Key {
    pub(crate) kind: usize,
    pub(crate) staff: usize,
    pub(crate) day: usize,
    pub(crate) slot: u32,
}

pub(crate) struct Leader {
    pub(crate) free: Week,
    pub(crate) max_week_slots: u32,
    pub(crate) max_run_slots: u32,
}

pub(crate) struct Place {
    pub(crate) free: Week,
    pub(crate) capacity: usize,
}

#[derive(Clone, Copy)]
pub(crate) struct Weight {
    pub(crate) unmet_type_slot: i64,
    pub(crate) unmet_week_slot: i64,
    pub(crate) missing_billable_day: i64,
    pub(crate) missing_individual: i64,
    pub(crate) extra_day: i64,
    pub(crate) idle_slot: i64,
    pub(crate) session_slot: i64,
    pub(crate) lost_previous: i64,
}

/// When a session of one type can be, and for whom.
pub(crate) struct Opening {
    pub(crate) kind: usize,
    pub(crate) day: usize,
    pub(crate) slot: u32,
    pub(crate) mask: u64,
    /// Eligible, and there the whole time.
    pub(crate) guests: Vec<u32>,
}

/// The whole instance.
pub(crate) struct Board {
    pub(crate) days: usize,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) guests: Vec<Guest>,
    pub(crate) staff: Vec<Leader>,
    pub(crate) rooms: Vec<Place>,
    pub(crate) weight: Weight,
    /// How much more a unit costs here than in the samples, for which the numbers of the search are made.
    pub(crate) scale: f64,
    /// Those with enough guests, a leader and a room.
    pub(crate) openings: Vec<Opening>,
    /// Numbers of openings, by type.
    pub(crate) openings_of: Vec<Vec<usize>>,
    /// By type, who is eligible.
    eligible: Vec<Vec<bool>>,
    /// How many attendances `previous` has.
    pub(crate) previous: i32,
}

/// `slots` bits from bit `start` on.
pub(crate) fn bits(start: u32, slots: u32) -> u64 {
    let ones = if slots >= 64 { u64::MAX } else { (1 << slots) - 1 };
    ones.checked_shl(start).unwrap_or(0)
}

/// The bits at which a run of `slots` ones begins.
pub(crate) fn beginnings(free: u64, slots: u32) -> u64 {
    (1..slots).fold(free, |left, by| left & (free >> by))
}

/// Whether more than `most` ones stand in a row.
pub(crate) fn runs_over(busy: u64, most: u32) -> bool {
    most < 64 && beginnings(busy, most + 1) != 0
}

fn week(windows: &[Interval], slots_per_day: u32) -> Week {
    let mut free = [0; DAYS];
    for Interval(day, from, to) in windows {
        if let Some(day) = free.get_mut(*day as usize) {
            *day |= bits(*from, to.saturating_sub(*from)) & bits(0, slots_per_day);
        }
    }
    free
}

fn numbers<'a>(ids: impl Iterator<Item = &'a String>) -> HashMap<&'a str, usize> {
    ids.enumerate().map(|(number, id)| (id.as_str(), number)).collect()
}

impl Board {
    pub(crate) fn of(instance: &Instance) -> Self {
        let kind_of = numbers(instance.group_types.iter().map(|one| &one.id));
        let staff_of = numbers(instance.staff.iter().map(|one| &one.id));
        let guest_of = numbers(instance.patients.iter().map(|one| &one.id));
        let leads = |staff: &crate::instance::Staff, kind: &str| staff.leads.iter().any(|one| one == kind);
        let kinds = instance.group_types.iter().map(|one| Kind {
            slots: one.slots,
            min: one.min as usize,
            max: one.max as usize,
            leaders: (0..).zip(&instance.staff).filter(|(_, staff)| leads(staff, &one.id)).map(|(number, _)| number).collect(),
        });
        let slots_per_day = instance.slots_per_day;
        let staff = instance.staff.iter().map(|one| Leader {
            free: week(&one.available, slots_per_day),
            max_week_slots: one.max_week_slots,
            max_run_slots: one.max_run_slots,
        });
        let rooms = instance.rooms.iter().map(|one| Place {
            free: if one.capacity > 0 { week(&one.available, slots_per_day) } else { [0; DAYS] },
            capacity: one.capacity as usize,
        });
        let guests = instance.patients.iter().map(|one| Guest {
            free: week(&one.available, slots_per_day),
            counselor: staff_of.get(one.counselor.as_str()).copied().unwrap_or_default(),
            individual_slots: one.individual_slots,
            required: instance.group_types.iter().map(|kind| whole(one.required_slots.get(&kind.id).copied())).collect(),
            min_week_slots: whole(Some(one.min_week_slots)),
            billable_days: whole(Some(one.billable_days)),
            billable_day_slots: one.billable_day_slots,
            preferred_days: whole(Some(one.preferred_days)),
            max_days: one.max_days as usize,
            max_day_slots: one.max_day_slots,
            apart: Vec::new(),
            previous: Vec::new(),
        });
        let mut board = Self {
            days: instance.days as usize,
            kinds: kinds.collect(),
            guests: guests.collect(),
            staff: staff.collect(),
            rooms: rooms.collect(),
            weight: weight(&instance.weights),
            scale: scale(&instance.weights),
            openings: Vec::new(),
            eligible: Vec::new(),
            openings_of: vec![Vec::new(); instance.group_types.len()],
            previous: whole(u32::try_from(instance.previous.len()).ok()),
        };
        for (one, other) in &instance.keep_apart {
            if let (Some(&one), Some(&other)) = (guest_of.get(one.as_str()), guest_of.get(other.as_str())) {
                board.guests[one].apart.push(other);
                board.guests[other].apart.push(one);
            }
        }
        for one in &instance.previous {
            let kind = kind_of.get(one.group_type.as_str()).copied();
            let staff = staff_of.get(one.staff.as_str()).copied();
            let guest = guest_of.get(one.patient.as_str()).copied();
            let (Some(kind), Some(staff), Some(guest)) = (kind, staff, guest) else { continue };
            let key = Key { kind, staff, day: one.day as usize, slot: one.start };
            let known = &mut board.guests[guest].previous;
            match known.iter_mut().find(|(same, _)| *same == key) {
                Some((_, times)) => *times += 1,
                None => known.push((key, 1)),
            }
        }
        board.find_openings(instance);
        board
    }

    /// Whether a guest may attend this type.
    pub(crate) fn welcomes(&self, kind: usize, guest: u32) -> bool {
        self.eligible[kind][guest as usize]
    }

    /// When a session of each type can be at all.
    fn find_openings(&mut self, instance: &Instance) {
        let eligible = instance.group_types.iter().map(|kind| {
            let listed: Option<HashSet<&str>> = kind.eligible.as_ref().map(|list| list.iter().map(String::as_str).collect());
            let all = instance.patients.iter();
            all.map(|one| listed.as_ref().is_none_or(|list| list.contains(one.id.as_str()))).collect()
        });
        self.eligible = eligible.collect();
        let mut starts: Vec<(usize, u32)> = instance.starts.iter().map(|start| (start.0 as usize, start.1)).collect();
        starts.sort_unstable();
        starts.dedup();
        for kind in 0..self.kinds.len() {
            // nobody may come
            if self.kinds[kind].max == 0 {
                continue;
            }
            for &(day, slot) in &starts {
                let slots = self.kinds[kind].slots;
                let mask = bits(slot, slots);
                let is_free = |free: &Week| free[day] & mask == mask;
                let fits = slot + slots <= instance.slots_per_day
                    && self.kinds[kind].leaders.iter().any(|staff| is_free(&self.staff[*staff].free))
                    && self.rooms.iter().any(|room| is_free(&room.free));
                if !fits {
                    continue;
                }
                let guests: Vec<u32> = (0..self.guests.len())
                    .filter(|guest| is_free(&self.guests[*guest].free) && self.eligible[kind][*guest])
                    .filter_map(|guest| u32::try_from(guest).ok())
                    .collect();
                if guests.len() >= self.kinds[kind].min && !guests.is_empty() {
                    self.openings_of[kind].push(self.openings.len());
                    self.openings.push(Opening { kind, day, slot, mask, guests });
                }
            }
        }
    }
}

fn whole(number: Option<u32>) -> i32 {
    number.unwrap_or_default().try_into().unwrap_or(i32::MAX / 1024).min(i32::MAX / 1024)
}

/// The middle one of the weights, as a multiple of the samples' (10).
fn scale(weights: &Weights) -> f64 {
    let mut each = crate::Counts::default().terms(weights).map(|(_, _, weight)| f64::from(weight));
    each.sort_by(f64::total_cmp);
    let some: Vec<f64> = each.into_iter().filter(|weight| *weight > 0.0).collect();
    some.get(some.len() / 2).map_or(1.0, |middle| (middle / 10.0).max(0.01))
}

fn weight(weights: &Weights) -> Weight {
    Weight {
        unmet_type_slot: weights.unmet_type_slot.into(),
        unmet_week_slot: weights.unmet_week_slot.into(),
        missing_billable_day: weights.missing_billable_day.into(),
        missing_individual: weights.missing_individual.into(),
        extra_day: weights.extra_day.into(),
        idle_slot: weights.idle_slot.into(),
        session_slot: weights.session_slot.into(),
        lost_previous: weights.lost_previous.into(),
    }
}
