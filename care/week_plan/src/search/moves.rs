//! What the search tries: each move changes the week and mends at once what it broke for those it touched. Whether it stays is decided
//! elsewhere; a move that turns out impossible says so and is taken back.

use super::board::{Board, bits};
use super::dice::Dice;
use super::seating::{Guest, Running, Seating};

/// How far chance may choose when days are planned anew.
const NOISE: f64 = 12.0;

/// The week, chance, and what counts.
pub(crate) struct Mover<'a> {
    pub(crate) now: Seating<'a>,
    pub(crate) dice: Dice,
    /// What a head counts that a session lacks.
    pub(crate) heads: i64,
    /// How far chance may choose a seat that is not the best.
    pub(super) noise: usize,
    /// Whose week was touched and is to be mended.
    pub(super) touched: Vec<Guest>,
    /// Kept to save allocations.
    pub(super) wishes: Vec<(i64, Guest)>,
    pub(super) closing: Vec<Running>,
}

/// A move that cannot be done.
pub(crate) struct Impossible;

/// What comes of trying a move.
pub(crate) type Tried = Result<(), Impossible>;

impl<'a> Mover<'a> {
    pub(crate) fn new(now: Seating<'a>, dice: Dice) -> Self {
        Self { now, dice, heads: 0, noise: 0, touched: Vec::new(), wishes: Vec::new(), closing: Vec::new() }
    }

    pub(super) fn board(&self) -> &'a Board {
        self.now.board
    }

    /// Lets everybody meet their counselor and take free seats that help them.
    pub(crate) fn mend_everybody(&mut self) {
        self.touched = (0..self.now.people.len()).map(|guest| guest as Guest).collect();
        self.mend();
        self.now.settle();
    }

    /// Tries one of the moves.
    pub(crate) fn anything(&mut self) -> Tried {
        self.touched.clear();
        match self.dice.below(100) {
            0..36 => self.take_a_seat(),
            36..50 => self.exchange_a_seat(),
            50..59 => self.replan_days(),
            59..68 => self.meet_at_another_time(),
            68..80 => self.run_a_session(),
            80..85 => self.cancel_a_session(),
            85..92 => self.shift_a_session(),
            92..96 => self.change_the_leader(),
            _ => self.change_the_room(),
        }?;
        self.mend();
        Ok(())
    }

    fn somebody(&mut self) -> Result<Guest, Impossible> {
        let guest = self.dice.below(self.now.people.len());
        if guest < self.now.people.len() { Ok(guest as Guest) } else { Err(Impossible) }
    }

    // ---- moves

    /// Somebody takes a seat, or gives it up.
    fn take_a_seat(&mut self) -> Tried {
        let table = self.dice.one_of(&self.now.running).ok_or(Impossible)?;
        let opening = &self.board().openings[self.now.tables[table as usize].opening as usize];
        let guest = self.dice.one_of(&opening.guests).ok_or(Impossible)?;
        if self.now.people[guest as usize].seats.contains(&table) {
            self.give_up(guest, table);
            self.touched.push(guest);
            return Ok(());
        }
        self.make_room_and_sit(guest, table)
    }

    /// Somebody gives up a seat for the best other one.
    fn exchange_a_seat(&mut self) -> Tried {
        let guest = self.somebody()?;
        let table = self.dice.one_of(&self.now.people[guest as usize].seats).ok_or(Impossible)?;
        self.give_up(guest, table);
        let all_day = self.dice.below(3) == 0;
        if all_day {
            let day = self.now.tables[table as usize].day;
            for seat in self.now.people[guest as usize].seats.clone() {
                if self.now.tables[seat as usize].day == day {
                    self.give_up(guest, seat);
                }
            }
        }
        self.touched.push(guest);
        for _ in 0..if all_day { 3 } else { 1 } {
            self.take_the_best(guest, Some(table));
        }
        Ok(())
    }

    /// Somebody's two days are planned anew.
    fn replan_days(&mut self) -> Tried {
        let guest = self.somebody()?;
        let days = [self.dice.below(self.board().days), self.dice.below(self.board().days)];
        let mut at = 0;
        while let Some(&seat) = self.now.people[guest as usize].seats.get(at) {
            if days.contains(&self.now.tables[seat as usize].day) {
                self.give_up(guest, seat);
            } else {
                at += 1;
            }
        }
        if let Some((day, _)) = self.now.people[guest as usize].individual
            && days.contains(&day)
        {
            self.now.meet(guest, None);
        }
        self.noise = (NOISE * self.board().scale) as usize;
        for _ in 0..6 {
            if !self.take_the_best(guest, None) {
                break;
            }
        }
        self.noise = 0;
        self.touched.push(guest);
        Ok(())
    }

    fn meet_at_another_time(&mut self) -> Tried {
        let guest = self.somebody()?;
        let limits = &self.board().guests[guest as usize];
        if self.now.people[guest as usize].individual.is_some() {
            self.now.meet(guest, None);
        }
        let day = self.dice.below(self.board().days);
        if self.dice.below(2) == 0 {
            let places = self.now.places_alone(guest, day);
            if places == 0 {
                return Err(Impossible);
            }
            let slot = self.nth_bit(places);
            self.now.meet(guest, Some((day, slot)));
            self.touched.push(guest);
            return Ok(());
        }
        // at a time at which one of the two has something else
        let leader = &self.board().staff[limits.counselor];
        let places = super::board::beginnings(limits.free[day] & leader.free[day], limits.individual_slots);
        if places == 0 {
            return Err(Impossible);
        }
        let slot = self.nth_bit(places);
        let mask = bits(slot, limits.individual_slots);
        for seat in self.now.people[guest as usize].seats.clone() {
            let table = &self.now.tables[seat as usize];
            if table.day == day && table.mask & mask != 0 {
                self.give_up(guest, seat);
            }
        }
        self.free_leader(limits.counselor, day, mask);
        self.touched.push(guest);
        if self.now.places_alone(guest, day) & (1 << slot) == 0 {
            return Err(Impossible);
        }
        self.now.meet(guest, Some((day, slot)));
        Ok(())
    }

    fn nth_bit(&mut self, mut places: u64) -> u32 {
        for _ in 0..self.dice.below(places.count_ones() as usize) {
            places &= places - 1;
        }
        places.trailing_zeros()
    }

    /// A session more, perhaps in the place of others.
    fn run_a_session(&mut self) -> Tried {
        let kind = self.dice.below(self.board().kinds.len());
        let openings = self.board().openings_of.get(kind).map(Vec::as_slice).unwrap_or_default();
        let opening = self.dice.one_of(openings).ok_or(Impossible)?;
        let (staff, room) = self.somewhere(opening, None, None)?;
        self.fill(opening, staff, room)
    }

    fn cancel_a_session(&mut self) -> Tried {
        let table = self.dice.one_of(&self.now.running).ok_or(Impossible)?;
        self.cancel(table);
        Ok(())
    }

    /// The same session at another time, by somebody else, or of another type.
    fn shift_a_session(&mut self) -> Tried {
        let table = self.dice.one_of(&self.now.running).ok_or(Impossible)?;
        let (kind, day, staff, room, old) = {
            let table = &self.now.tables[table as usize];
            (table.kind, table.day, table.staff, table.room, table.opening as usize)
        };
        self.cancel(table);
        let board = self.board();
        let opening = match self.dice.below(3) {
            // close by
            0 => {
                let all = &board.openings_of[kind];
                let at = all.iter().position(|one| *one == old).unwrap_or_default();
                let near = at.saturating_sub(3)..(at + 4).min(all.len());
                let near: &[usize] = all.get(near).unwrap_or_default();
                self.dice.one_of(near).filter(|one| board.openings[*one].day == day)
            }
            // another day or time
            1 => self.dice.one_of(&board.openings_of[kind]),
            // another type in its place
            _ => {
                let kind = self.dice.below(board.kinds.len());
                let slot = board.openings[old].slot;
                let here = board.openings_of[kind].iter().copied();
                here.rev().find(|one| board.openings[*one].day == day && board.openings[*one].slot == slot)
            }
        };
        let opening = opening.filter(|one| *one != old).ok_or(Impossible)?;
        let (staff, room) = self.somewhere(opening, Some(staff), Some(room))?;
        self.fill(opening, staff, room)
    }

    fn change_the_leader(&mut self) -> Tried {
        let table = self.dice.one_of(&self.now.running).ok_or(Impossible)?;
        let (kind, day, mask, before) = {
            let table = &self.now.tables[table as usize];
            (table.kind, table.day, table.mask, table.staff)
        };
        let staff = self.dice.one_of(&self.board().kinds[kind].leaders).filter(|one| *one != before).ok_or(Impossible)?;
        // two sessions at the same time change their leaders
        let other = self.now.on_day[day].iter().map(|(_, one)| *one).find(|one| {
            let other = &self.now.tables[*one as usize];
            other.staff == staff && other.mask & mask != 0
        });
        if let Some(other) = other {
            let (kind, at_once) = (self.now.tables[other as usize].kind, self.now.tables[other as usize].mask);
            if at_once != mask || !self.board().kinds[kind].leaders.contains(&before) {
                self.cancel(other);
            } else {
                self.now.exchange_leaders(table, other);
                return Ok(());
            }
        }
        self.free_leader(staff, day, mask);
        if !self.now.can_lead(staff, day, mask) {
            return Err(Impossible);
        }
        self.now.hand_over(table, staff);
        Ok(())
    }

    fn change_the_room(&mut self) -> Tried {
        let table = self.dice.one_of(&self.now.running).ok_or(Impossible)?;
        let (day, mask, before) = {
            let table = &self.now.tables[table as usize];
            (table.day, table.mask, table.room)
        };
        let room = self.dice.below(self.board().rooms.len());
        if room == before || self.board().rooms[room].free[day] & mask != mask {
            return Err(Impossible);
        }
        // whoever is there goes where this one was, or elsewhere
        let there = self.now.on_day[day].iter().map(|(_, one)| *one);
        let there = there.filter(|one| {
            let other = &self.now.tables[*one as usize];
            other.room == room && other.mask & mask != 0
        });
        let there: Vec<Running> = there.collect();
        if let [other] = there[..]
            && self.now.tables[other as usize].mask == mask
        {
            self.make_fit(table, room);
            self.make_fit(other, before);
            self.now.exchange_rooms(table, other);
            return Ok(());
        }
        for other in there {
            let at_once = self.now.tables[other as usize].mask;
            match (0..self.board().rooms.len()).find(|one| self.now.is_free(*one, day, at_once)) {
                Some(elsewhere) => {
                    self.make_fit(other, elsewhere);
                    self.now.move_to(other, elsewhere);
                }
                None => self.cancel(other),
            }
        }
        self.make_fit(table, room);
        self.now.move_to(table, room);
        Ok(())
    }
}
