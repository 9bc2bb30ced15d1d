//! A week being changed: sessions, seats and individual sessions, with the cost kept up to date by every single change and a log by which
//! the changes since the last decision are taken back. What must hold holds at every moment, except that a session may have fewer
//! patients than its type's least: `short` counts them, and only a week with none of them is ever kept.

use super::board::{Board, DAYS, Key, Opening, Week, bits, runs_over};

/// The number of a guest.
pub(crate) type Guest = u32;
/// The number of a running session.
pub(crate) type Running = u32;

/// One session.
#[derive(Clone)]
pub(crate) struct Table {
    pub(crate) opening: u32,
    pub(crate) kind: usize,
    pub(crate) day: usize,
    pub(crate) slot: u32,
    pub(crate) mask: u64,
    pub(crate) staff: usize,
    pub(crate) room: usize,
    /// Most that the type and the room allow.
    pub(crate) most: usize,
    pub(crate) min: usize,
    pub(crate) seated: Vec<Guest>,
    /// Where it stands in the lists below.
    at: usize,
    at_day: usize,
    at_kind: usize,
}

impl Table {
    pub(crate) fn key(&self) -> Key {
        Key { kind: self.kind, staff: self.staff, day: self.day, slot: self.slot }
    }
    pub(crate) fn is_full(&self) -> bool {
        self.seated.len() >= self.most
    }
    fn short(&self) -> i64 {
        if self.seated.is_empty() { 0 } else { self.min.saturating_sub(self.seated.len()) as i64 }
    }
}

/// A guest's week.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) busy: Week,
    pub(crate) seats: Vec<Running>,
    pub(crate) individual: Option<(usize, u32)>,
    /// Slots had of each type.
    pub(super) had: Vec<i32>,
    /// Slots short, type by type.
    pub(super) unmet: i32,
    /// Attendances of the schedule in force that they keep.
    kept: i32,
    pub(crate) cost: i64,
}

/// A change, as far as it is needed to take it back.
enum Change {
    Seated(Guest, Running),
    Unseated(Guest, Running),
    Individual(Guest, Option<(usize, u32)>),
    Opened(Running),
    Closed(Running, u32, usize, usize),
    Staffed(Running, usize),
    Roomed(Running, usize),
    LeadersExchanged(Running, Running),
    RoomsExchanged(Running, Running),
}

/// The week.
pub(crate) struct Seating<'a> {
    pub(crate) board: &'a Board,
    pub(crate) tables: Vec<Table>,
    unused: Vec<Running>,
    pub(crate) running: Vec<Running>,
    /// Sessions of each day with their slots, which is all that most questions need.
    pub(crate) on_day: Vec<Vec<(u64, Running)>>,
    pub(crate) of_kind: Vec<Vec<Running>>,
    pub(crate) people: Vec<Person>,
    pub(crate) staff_busy: Vec<Week>,
    pub(super) staff_slots: Vec<u32>,
    pub(crate) room_busy: Vec<Week>,
    /// Whose counselor somebody is.
    pub(crate) clients: Vec<Vec<Guest>>,
    /// The objective.
    pub(crate) cost: i64,
    /// Heads that sessions lack.
    pub(crate) short: i64,
    /// Attendances of the schedule in force that are kept.
    pub(crate) kept: i32,
    /// The sum over all sessions of the square of their heads: larger when the same heads sit in fewer sessions.
    pub(crate) squares: i64,
    log: Vec<Change>,
}

/// A place in the log.
#[derive(Clone, Copy)]
pub(crate) struct Mark(usize);

impl<'a> Seating<'a> {
    /// A week in which nothing takes place.
    pub(crate) fn empty(board: &'a Board) -> Self {
        let kinds = board.kinds.len();
        let mut clients = vec![Vec::new(); board.staff.len()];
        for (number, guest) in (0..).zip(&board.guests) {
            clients[guest.counselor].push(number);
        }
        let people = board.guests.iter().map(|guest| Person {
            busy: [0; DAYS],
            seats: Vec::with_capacity(16),
            individual: None,
            had: vec![0; kinds],
            unmet: guest.required.iter().sum(),
            kept: 0,
            cost: 0,
        });
        let mut seating = Self {
            board,
            tables: Vec::new(),
            unused: Vec::new(),
            running: Vec::new(),
            on_day: vec![Vec::new(); DAYS],
            of_kind: vec![Vec::new(); kinds],
            people: people.collect(),
            staff_busy: vec![[0; DAYS]; board.staff.len()],
            staff_slots: vec![0; board.staff.len()],
            room_busy: vec![[0; DAYS]; board.rooms.len()],
            clients,
            cost: board.weight.lost_previous * i64::from(board.previous),
            short: 0,
            kept: 0,
            squares: 0,
            log: Vec::new(),
        };
        for guest in 0..seating.people.len() {
            seating.recount(guest as Guest);
        }
        seating
    }

    // ---- what it costs

    /// What a guest's week costs.
    pub(super) fn cost_of(&self, guest: Guest, busy: &Week, unmet: i32, has_individual: bool) -> i64 {
        let (guest, weight) = (&self.board.guests[guest as usize], &self.board.weight);
        let (mut slots, mut idle, mut days, mut billable) = (0, 0, 0, 0);
        for &day in busy {
            if day != 0 {
                let here = day.count_ones();
                slots += here;
                idle += 64 - day.leading_zeros() - day.trailing_zeros() - here;
                days += 1;
                billable += i32::from(here >= guest.billable_day_slots);
            }
        }
        // a day without a slot is billable where nothing is asked of a day
        if guest.billable_day_slots == 0 {
            billable = self.board.days as i32;
        }
        let short = |wanted: i32, had: i32| i64::from((wanted - had).max(0));
        i64::from(unmet) * weight.unmet_type_slot
            + short(guest.min_week_slots, slots as i32) * weight.unmet_week_slot
            + short(guest.billable_days, billable) * weight.missing_billable_day
            + i64::from(!has_individual) * weight.missing_individual
            + i64::from((days - guest.preferred_days).max(0)) * weight.extra_day
            + i64::from(idle) * weight.idle_slot
    }

    fn recount(&mut self, guest: Guest) {
        let person = &self.people[guest as usize];
        let now = self.cost_of(guest, &person.busy, person.unmet, person.individual.is_some());
        self.cost += now - person.cost;
        self.people[guest as usize].cost = now;
    }

    pub(super) fn previous_of(&self, guest: Guest, key: Key) -> i32 {
        let known = &self.board.guests[guest as usize].previous;
        known.iter().find(|(same, _)| *same == key).map_or(0, |(_, times)| *times)
    }

    fn keep(&mut self, guest: Guest, table: Running, sign: i32) {
        if self.board.previous > 0 {
            let kept = self.previous_of(guest, self.tables[table as usize].key()) * sign;
            self.kept += kept;
            self.people[guest as usize].kept += kept;
            self.cost -= self.board.weight.lost_previous * i64::from(kept);
        }
    }

    fn keep_all(&mut self, table: Running, sign: i32) {
        if self.board.previous > 0 {
            for at in 0..self.tables[table as usize].seated.len() {
                self.keep(self.tables[table as usize].seated[at], table, sign);
            }
        }
    }

    // ---- single changes

    /// Whether a leader could take these slots.
    pub(crate) fn can_lead(&self, staff: usize, day: usize, mask: u64) -> bool {
        let (leader, busy) = (&self.board.staff[staff], self.staff_busy[staff][day]);
        leader.free[day] & mask == mask
            && busy & mask == 0
            && self.staff_slots[staff] + mask.count_ones() <= leader.max_week_slots
            && !runs_over(busy | mask, leader.max_run_slots)
    }

    /// Whether a room is free.
    pub(crate) fn is_free(&self, room: usize, day: usize, mask: u64) -> bool {
        self.board.rooms[room].free[day] & mask == mask && self.room_busy[room][day] & mask == 0
    }

    fn lead(&mut self, staff: usize, day: usize, mask: u64) {
        self.staff_busy[staff][day] |= mask;
        self.staff_slots[staff] += mask.count_ones();
    }

    fn unlead(&mut self, staff: usize, day: usize, mask: u64) {
        self.staff_busy[staff][day] &= !mask;
        self.staff_slots[staff] -= mask.count_ones();
    }

    /// Opens a session with nobody in it. The leader and the room are free.
    pub(crate) fn open(&mut self, opening: u32, staff: usize, room: usize) -> Running {
        let table = self.do_open(opening, staff, room);
        self.log.push(Change::Opened(table));
        table
    }

    fn do_open(&mut self, opening: u32, staff: usize, room: usize) -> Running {
        let board = self.board;
        let Opening { kind, day, slot, mask, .. } = &board.openings[opening as usize];
        let (kind, day, slot, mask) = (*kind, *day, *slot, *mask);
        let id = self.unused.pop().unwrap_or(self.tables.len() as Running);
        let most = board.kinds[kind].max.min(board.rooms[room].capacity);
        let min = board.kinds[kind].min;
        let (at, at_day, at_kind) = (self.running.len(), self.on_day[day].len(), self.of_kind[kind].len());
        if id as usize == self.tables.len() {
            let seated = Vec::with_capacity(16);
            self.tables.push(Table { opening, kind, day, slot, mask, staff, room, most, min, seated, at, at_day, at_kind });
        } else {
            let table = &mut self.tables[id as usize];
            let seated = std::mem::take(&mut table.seated);
            *table = Table { opening, kind, day, slot, mask, staff, room, most, min, seated, at, at_day, at_kind };
        }
        self.running.push(id);
        self.on_day[day].push((mask, id));
        self.of_kind[kind].push(id);
        self.lead(staff, day, mask);
        self.room_busy[room][day] |= mask;
        self.cost += board.weight.session_slot * i64::from(mask.count_ones());
        id
    }

    /// Closes a session in which nobody sits any more.
    pub(crate) fn close(&mut self, table: Running) {
        let Table { opening, staff, room, .. } = self.tables[table as usize];
        self.log.push(Change::Closed(table, opening, staff, room));
        self.do_close(table);
    }

    fn do_close(&mut self, id: Running) {
        let Table { kind, day, mask, staff, room, at, at_day, at_kind, .. } = self.tables[id as usize];
        self.running.swap_remove(at);
        if let Some(&moved) = self.running.get(at) {
            self.tables[moved as usize].at = at;
        }
        self.on_day[day].swap_remove(at_day);
        if let Some(&(_, moved)) = self.on_day[day].get(at_day) {
            self.tables[moved as usize].at_day = at_day;
        }
        self.of_kind[kind].swap_remove(at_kind);
        if let Some(&moved) = self.of_kind[kind].get(at_kind) {
            self.tables[moved as usize].at_kind = at_kind;
        }
        self.unlead(staff, day, mask);
        self.room_busy[room][day] &= !mask;
        self.cost -= self.board.weight.session_slot * i64::from(mask.count_ones());
        self.unused.push(id);
    }

    /// Gives a guest a seat. They are free then, and so is a seat.
    pub(crate) fn seat(&mut self, guest: Guest, table: Running) {
        self.do_seat(guest, table);
        self.log.push(Change::Seated(guest, table));
    }

    fn do_seat(&mut self, guest: Guest, id: Running) {
        let table = &mut self.tables[id as usize];
        self.short -= table.short();
        self.squares += 2 * table.seated.len() as i64 + 1;
        table.seated.push(guest);
        self.short += table.short();
        let (day, mask, kind) = (table.day, table.mask, table.kind);
        self.keep(guest, id, 1);
        let person = &mut self.people[guest as usize];
        person.busy[day] |= mask;
        person.seats.push(id);
        let wanted = self.board.guests[guest as usize].required[kind];
        person.unmet -= (wanted - person.had[kind]).max(0);
        person.had[kind] += mask.count_ones() as i32;
        person.unmet += (wanted - person.had[kind]).max(0);
        self.recount(guest);
    }

    /// Takes a guest's seat.
    pub(crate) fn unseat(&mut self, guest: Guest, table: Running) {
        self.do_unseat(guest, table);
        self.log.push(Change::Unseated(guest, table));
    }

    fn do_unseat(&mut self, guest: Guest, id: Running) {
        let table = &mut self.tables[id as usize];
        self.short -= table.short();
        if let Some(at) = table.seated.iter().position(|one| *one == guest) {
            table.seated.swap_remove(at);
            self.squares -= 2 * table.seated.len() as i64 + 1;
        }
        self.short += table.short();
        let (day, mask, kind) = (table.day, table.mask, table.kind);
        self.keep(guest, id, -1);
        let person = &mut self.people[guest as usize];
        person.busy[day] &= !mask;
        if let Some(at) = person.seats.iter().position(|one| *one == id) {
            person.seats.swap_remove(at);
        }
        let wanted = self.board.guests[guest as usize].required[kind];
        person.unmet -= (wanted - person.had[kind]).max(0);
        person.had[kind] -= mask.count_ones() as i32;
        person.unmet += (wanted - person.had[kind]).max(0);
        self.recount(guest);
    }

    /// Sets or takes away a guest's individual session. Both are free then.
    pub(crate) fn meet(&mut self, guest: Guest, when: Option<(usize, u32)>) {
        let before = self.do_meet(guest, when);
        self.log.push(Change::Individual(guest, before));
    }

    fn do_meet(&mut self, guest: Guest, when: Option<(usize, u32)>) -> Option<(usize, u32)> {
        let (counselor, slots) = {
            let one = &self.board.guests[guest as usize];
            (one.counselor, one.individual_slots)
        };
        let before = std::mem::replace(&mut self.people[guest as usize].individual, when);
        if let Some((day, slot)) = before {
            let mask = bits(slot, slots);
            self.people[guest as usize].busy[day] &= !mask;
            self.unlead(counselor, day, mask);
        }
        if let Some((day, slot)) = when {
            let mask = bits(slot, slots);
            self.people[guest as usize].busy[day] |= mask;
            self.lead(counselor, day, mask);
        }
        self.recount(guest);
        before
    }

    /// Gives a session another leader, who is free then.
    pub(crate) fn hand_over(&mut self, table: Running, staff: usize) {
        let before = self.do_hand_over(table, staff);
        self.log.push(Change::Staffed(table, before));
    }

    fn do_hand_over(&mut self, id: Running, staff: usize) -> usize {
        let Table { day, mask, staff: before, .. } = self.tables[id as usize];
        self.keep_all(id, -1);
        self.unlead(before, day, mask);
        self.lead(staff, day, mask);
        self.tables[id as usize].staff = staff;
        self.keep_all(id, 1);
        before
    }

    /// Gives a session another room, which is free then and has a seat for everybody.
    pub(crate) fn move_to(&mut self, table: Running, room: usize) {
        let before = self.do_move_to(table, room);
        self.log.push(Change::Roomed(table, before));
    }

    fn do_move_to(&mut self, id: Running, room: usize) -> usize {
        let Table { day, mask, room: before, kind, .. } = self.tables[id as usize];
        self.room_busy[before][day] &= !mask;
        self.room_busy[room][day] |= mask;
        let table = &mut self.tables[id as usize];
        table.room = room;
        table.most = self.board.kinds[kind].max.min(self.board.rooms[room].capacity);
        before
    }

    /// Two sessions that take the same slots exchange their leaders: nobody works more or longer than before.
    pub(crate) fn exchange_leaders(&mut self, one: Running, other: Running) {
        self.do_exchange_leaders(one, other);
        self.log.push(Change::LeadersExchanged(one, other));
    }

    fn do_exchange_leaders(&mut self, one: Running, other: Running) {
        let (first, second) = (self.tables[one as usize].staff, self.tables[other as usize].staff);
        for (table, staff) in [(one, second), (other, first)] {
            self.keep_all(table, -1);
            self.tables[table as usize].staff = staff;
            self.keep_all(table, 1);
        }
    }

    /// Two sessions that take the same slots exchange their rooms, which have a seat for everybody.
    pub(crate) fn exchange_rooms(&mut self, one: Running, other: Running) {
        self.do_exchange_rooms(one, other);
        self.log.push(Change::RoomsExchanged(one, other));
    }

    fn do_exchange_rooms(&mut self, one: Running, other: Running) {
        let (first, second) = (self.tables[one as usize].room, self.tables[other as usize].room);
        for (table, room) in [(one, second), (other, first)] {
            let table = &mut self.tables[table as usize];
            table.room = room;
            table.most = self.board.kinds[table.kind].max.min(self.board.rooms[room].capacity);
        }
    }

    // ---- the log

    /// Where the log stands.
    pub(crate) fn mark(&self) -> Mark {
        Mark(self.log.len())
    }

    /// Everything so far stays.
    pub(crate) fn settle(&mut self) {
        self.log.clear();
    }

    /// Takes back what was done since.
    pub(crate) fn undo(&mut self, to: Mark) {
        while self.log.len() > to.0 {
            match self.log.pop() {
                Some(Change::Seated(guest, table)) => self.do_unseat(guest, table),
                Some(Change::Unseated(guest, table)) => self.do_seat(guest, table),
                Some(Change::Individual(guest, before)) => {
                    self.do_meet(guest, before);
                }
                Some(Change::Opened(table)) => self.do_close(table),
                Some(Change::Closed(table, opening, staff, room)) => {
                    let again = self.do_open(opening, staff, room);
                    debug_assert_eq!(again, table, "numbers are given back in the order in which they were taken");
                }
                Some(Change::Staffed(table, before)) => {
                    self.do_hand_over(table, before);
                }
                Some(Change::Roomed(table, before)) => {
                    self.do_move_to(table, before);
                }
                Some(Change::LeadersExchanged(one, other)) => self.do_exchange_leaders(one, other),
                Some(Change::RoomsExchanged(one, other)) => self.do_exchange_rooms(one, other),
                None => {}
            }
        }
    }
}
