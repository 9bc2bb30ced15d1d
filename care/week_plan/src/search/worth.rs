//! What a week could be: asked before anything is changed, and asked most often of all.

use super::board::{beginnings, bits, runs_over};
use super::seating::{Guest, Running, Seating};

impl Seating<'_> {
    /// Whether a guest has all that one more seat could give, except perhaps a shorter wait.
    pub(crate) fn is_content(&self, guest: Guest) -> bool {
        let (person, limits) = (&self.people[guest as usize], &self.board.guests[guest as usize]);
        let slots: u32 = person.busy.iter().map(|day| day.count_ones()).sum();
        let billable = person.busy.iter().filter(|day| day.count_ones() >= limits.billable_day_slots).count();
        person.unmet == 0 && slots as i32 >= limits.min_week_slots && billable as i32 >= limits.billable_days
    }

    /// Whether two who are kept apart would meet; it matters only who would make room for whom.
    pub(crate) fn would_meet(&self, guest: Guest, table: Running) -> bool {
        let apart = &self.board.guests[guest as usize].apart;
        !apart.is_empty() && self.tables[table as usize].seated.iter().any(|one| apart.contains(&(*one as usize)))
    }

    /// What a guest's own week would cost more or less with a seat in this session, giving up what stands in its way. None when a limit
    /// of theirs forbids it. `heads` is what a head counts that a session lacks; `lost` what giving up the individual session counts.
    pub(crate) fn worth(&self, guest: Guest, id: Running, heads: i64) -> Option<i64> {
        let (person, limits) = (&self.people[guest as usize], &self.board.guests[guest as usize]);
        let table = &self.tables[id as usize];
        let (day, mask, kind) = (table.day, table.mask, table.kind);
        let mut here = person.busy[day];
        let (mut unmet, mut had, mut more) = (person.unmet, person.had[kind], 0);
        if here != 0 {
            for &seat in &person.seats {
                let other = &self.tables[seat as usize];
                if other.day != day || (other.mask & mask == 0 && other.kind != kind) {
                    continue;
                }
                if seat == id {
                    return None;
                }
                here &= !other.mask;
                let slots = other.mask.count_ones() as i32;
                if other.kind == kind {
                    unmet += (limits.required[kind] - had + slots).max(0) - (limits.required[kind] - had).max(0);
                    had -= slots;
                } else {
                    let (wanted, before) = (limits.required[other.kind], person.had[other.kind]);
                    unmet += (wanted - before + slots).max(0) - (wanted - before).max(0);
                }
                let count = other.seated.len();
                if count <= other.min && count > 1 {
                    more += heads;
                }
                if self.board.previous > 0 {
                    more += self.board.weight.lost_previous * i64::from(self.previous_of(guest, other.key()));
                }
            }
            if here & mask != 0 {
                // the individual session, which will most likely find another place
                if let Some((_, slot)) = person.individual {
                    here &= !bits(slot, limits.individual_slots);
                }
                more += 2;
            }
        }
        here |= mask;
        if here.count_ones() > limits.max_day_slots {
            return None;
        }
        let mut busy = person.busy;
        busy[day] = here;
        if person.busy[day] == 0 && busy.iter().filter(|day| **day != 0).count() > limits.max_days {
            return None;
        }
        unmet += (limits.required[kind] - had - mask.count_ones() as i32).max(0) - (limits.required[kind] - had).max(0);
        if self.board.previous > 0 {
            more -= self.board.weight.lost_previous * i64::from(self.previous_of(guest, table.key()));
        }
        if table.seated.len() < table.min && !table.seated.is_empty() {
            more -= heads;
        }
        Some(self.cost_of(guest, &busy, unmet, person.individual.is_some()) - person.cost + more)
    }

    /// Where an individual session could begin on a day, one bit a slot; the guest has none now.
    pub(crate) fn places_alone(&self, guest: Guest, day: usize) -> u64 {
        let (person, limits) = (&self.people[guest as usize], &self.board.guests[guest as usize]);
        let leader = &self.board.staff[limits.counselor];
        let slots = limits.individual_slots;
        let here = person.busy[day];
        if here.count_ones() + slots > limits.max_day_slots
            || self.staff_slots[limits.counselor] + slots > leader.max_week_slots
            || (here == 0 && person.busy.iter().filter(|day| **day != 0).count() >= limits.max_days)
        {
            return 0;
        }
        let busy = self.staff_busy[limits.counselor][day];
        let mut found = beginnings(limits.free[day] & leader.free[day] & !here & !busy, slots);
        let mut left = found;
        while left != 0 {
            let slot = left.trailing_zeros();
            left &= left - 1;
            if runs_over(busy | bits(slot, slots), leader.max_run_slots) {
                found &= !(1 << slot);
            }
        }
        found
    }

    /// What a guest's week would cost with an individual session then.
    pub(crate) fn cost_alone(&self, guest: Guest, day: usize, slot: u32) -> i64 {
        let person = &self.people[guest as usize];
        let mut busy = person.busy;
        busy[day] |= bits(slot, self.board.guests[guest as usize].individual_slots);
        self.cost_of(guest, &busy, person.unmet, true)
    }
}
