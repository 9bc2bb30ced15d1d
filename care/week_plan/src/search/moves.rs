//! What the search tries: each move changes the week and mends at once what it broke for those it touched. Whether it stays is decided
//! elsewhere; a move that turns out impossible says so and is taken back.

use super::board::{Board, bits};
use super::dice::Dice;
use super::seating::{Guest, Running, Seating};

/// How many guests are asked whether a new session helps them.
const ASKED: usize = 60;
/// How far chance may choose when days are planned anew.
const NOISE: f64 = 12.0;

/// The week, chance, and what counts.
pub(crate) struct Mover<'a> {
    pub(crate) now: Seating<'a>,
    pub(crate) dice: Dice,
    /// What a head counts that a session lacks.
    pub(crate) heads: i64,
    /// How far chance may choose a seat that is not the best.
    noise: usize,
    /// Whose week was touched and is to be mended.
    touched: Vec<Guest>,
    /// Kept to save allocations.
    wishes: Vec<(i64, Guest)>,
    closing: Vec<Running>,
}

/// A move that cannot be done.
pub(crate) struct Impossible;

type Tried = Result<(), Impossible>;

impl<'a> Mover<'a> {
    pub(crate) fn new(now: Seating<'a>, dice: Dice) -> Self {
        Self { now, dice, heads: 0, noise: 0, touched: Vec::new(), wishes: Vec::new(), closing: Vec::new() }
    }

    fn board(&self) -> &'a Board {
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

    // ---- parts of moves

    /// Whoever would find no seat in another room gives theirs up.
    fn make_fit(&mut self, table: Running, room: usize) {
        let most = self.board().kinds[self.now.tables[table as usize].kind].max.min(self.board().rooms[room].capacity);
        while self.now.tables[table as usize].seated.len() > most {
            let Some(guest) = self.dice.one_of(&self.now.tables[table as usize].seated) else { break };
            self.now.unseat(guest, table);
            self.touched.push(guest);
        }
    }

    /// Gives up a seat; a session that nobody attends is closed.
    fn give_up(&mut self, guest: Guest, table: Running) {
        self.now.unseat(guest, table);
        if self.now.tables[table as usize].seated.is_empty() {
            self.now.close(table);
        }
    }

    fn cancel(&mut self, table: Running) {
        while let Some(&guest) = self.now.tables[table as usize].seated.last() {
            self.now.unseat(guest, table);
            self.touched.push(guest);
        }
        self.now.close(table);
    }

    /// Takes a leader's slots from individual sessions and groups.
    fn free_leader(&mut self, staff: usize, day: usize, mask: u64) {
        if self.now.staff_busy[staff][day] & mask == 0 {
            return;
        }
        let board = self.board();
        for at in 0..self.now.clients[staff].len() {
            let guest = self.now.clients[staff][at];
            if let Some((on, slot)) = self.now.people[guest as usize].individual
                && on == day
                && bits(slot, board.guests[guest as usize].individual_slots) & mask != 0
            {
                self.now.meet(guest, None);
                self.touched.push(guest);
            }
        }
        self.cancel_all(day, mask, |table| table.staff == staff);
    }

    fn cancel_all(&mut self, day: usize, mask: u64, which: impl Fn(&super::seating::Table) -> bool) {
        let mut closing = std::mem::take(&mut self.closing);
        closing.clear();
        let here = self.now.on_day[day].iter().filter(|(slots, _)| slots & mask != 0).map(|(_, one)| *one);
        closing.extend(here.filter(|one| which(&self.now.tables[*one as usize])));
        for table in closing.drain(..) {
            self.cancel(table);
        }
        self.closing = closing;
    }

    /// A leader and a room for an opening: free ones, or such as are made free.
    fn somewhere(&mut self, opening: usize, staff: Option<usize>, room: Option<usize>) -> Result<(usize, usize), Impossible> {
        let board = self.board();
        let (kind, day, mask) = (board.openings[opening].kind, board.openings[opening].day, board.openings[opening].mask);
        let leaders = &board.kinds[kind].leaders;
        let works = |one: usize| board.staff[one].free[day] & mask == mask;
        let keeps = staff.filter(|one| leaders.contains(one) && self.now.can_lead(*one, day, mask));
        let staff = match keeps {
            Some(staff) => staff,
            None => {
                let from = self.dice.below(leaders.len());
                let mut around = leaders.iter().cycle().skip(from).take(leaders.len()).copied();
                match around.find(|one| self.now.can_lead(*one, day, mask)) {
                    Some(staff) => staff,
                    None => {
                        let mut around = leaders.iter().cycle().skip(from).take(leaders.len()).copied();
                        let staff = around.find(|one| works(*one)).ok_or(Impossible)?;
                        self.free_leader(staff, day, mask);
                        if !self.now.can_lead(staff, day, mask) {
                            return Err(Impossible);
                        }
                        staff
                    }
                }
            }
        };
        let keeps = room.filter(|one| self.now.is_free(*one, day, mask));
        let room = match keeps {
            Some(room) => room,
            None => {
                let count = board.rooms.len();
                let from = self.dice.below(count);
                let around = |n: usize| (from + n) % count;
                match (0..count).map(around).find(|one| self.now.is_free(*one, day, mask)) {
                    Some(room) => room,
                    None => {
                        let can = (0..count).map(around).find(|one| board.rooms[*one].free[day] & mask == mask);
                        let room = can.ok_or(Impossible)?;
                        self.cancel_all(day, mask, |table| table.room == room);
                        room
                    }
                }
            }
        };
        Ok((staff, room))
    }

    /// Opens a session and seats those whom it helps most.
    fn fill(&mut self, opening: usize, staff: usize, room: usize) -> Tried {
        let table = self.now.open(opening as u32, staff, room);
        let mut wishes = std::mem::take(&mut self.wishes);
        wishes.clear();
        let guests = &self.board().openings[opening].guests;
        // of very many, some
        let (count, some) = (guests.len(), ASKED);
        let from = if count > some { self.dice.below(count) } else { 0 };
        for &guest in guests.iter().cycle().skip(from).take(count.min(some)) {
            if let Some(worth) = self.now.worth(guest, table, self.heads) {
                let noise = self.dice.below(6) as i64;
                wishes.push((worth * 8 + noise, guest));
            }
        }
        if count > some {
            let touched = self.touched.clone();
            for guest in touched {
                if guests.binary_search(&guest).is_ok()
                    && !wishes.iter().any(|(_, one)| *one == guest)
                    && let Some(worth) = self.now.worth(guest, table, self.heads)
                {
                    wishes.push((worth * 8, guest));
                }
            }
        }
        wishes.sort_unstable();
        let min = self.now.tables[table as usize].min;
        for &(worth, guest) in &wishes {
            let seated = self.now.tables[table as usize].seated.len();
            if self.now.tables[table as usize].is_full() || (worth >= 0 && seated >= min) {
                break;
            }
            if !self.now.would_meet(guest, table) && self.now.worth(guest, table, self.heads).is_some() {
                self.clear_way_and_sit(guest, table);
            }
        }
        self.wishes = wishes;
        if self.now.tables[table as usize].seated.len() < min.max(1) {
            return Err(Impossible);
        }
        Ok(())
    }

    /// Seats somebody who can sit there, giving up what stands in the way.
    fn clear_way_and_sit(&mut self, guest: Guest, table: Running) {
        let (day, mask, kind) = {
            let table = &self.now.tables[table as usize];
            (table.day, table.mask, table.kind)
        };
        let mut at = 0;
        while let Some(&seat) = self.now.people[guest as usize].seats.get(at) {
            let other = &self.now.tables[seat as usize];
            if other.day == day && (other.mask & mask != 0 || other.kind == kind) {
                self.give_up(guest, seat);
            } else {
                at += 1;
            }
        }
        if let Some((on, slot)) = self.now.people[guest as usize].individual
            && on == day
            && bits(slot, self.board().guests[guest as usize].individual_slots) & mask != 0
        {
            self.now.meet(guest, None);
        }
        self.touched.push(guest);
        self.now.seat(guest, table);
    }

    /// The same where the session may be full and the guest's day or week as well.
    fn make_room_and_sit(&mut self, guest: Guest, table: Running) -> Tried {
        let board = self.board();
        if self.now.would_meet(guest, table) {
            return Err(Impossible);
        }
        if self.now.tables[table as usize].is_full() {
            let out = self.dice.one_of(&self.now.tables[table as usize].seated).ok_or(Impossible)?;
            self.now.unseat(out, table);
            self.touched.push(out);
        }
        let day = self.now.tables[table as usize].day;
        // a day that is too long gives up something, a week with too many days a day
        for _ in 0..4 {
            if self.now.worth(guest, table, 0).is_some() {
                break;
            }
            let other_day = if self.now.people[guest as usize].busy[day] == 0 {
                let days = (0..board.days).filter(|one| self.now.people[guest as usize].busy[*one] != 0);
                days.min_by_key(|one| self.now.people[guest as usize].busy[*one].count_ones()).ok_or(Impossible)?
            } else {
                day
            };
            let seats = self.now.people[guest as usize].seats.iter().copied();
            let here: Vec<Running> = seats.filter(|one| self.now.tables[*one as usize].day == other_day).collect();
            let alone = self.now.people[guest as usize].individual.filter(|(on, _)| *on == other_day);
            let at = self.dice.below(here.len() + usize::from(alone.is_some()));
            match here.get(at) {
                Some(&seat) if seat != table => self.give_up(guest, seat),
                _ if alone.is_some() => self.now.meet(guest, None),
                _ => return Err(Impossible),
            }
        }
        if self.now.worth(guest, table, 0).is_none() {
            return Err(Impossible);
        }
        self.clear_way_and_sit(guest, table);
        Ok(())
    }

    /// Everybody touched meets their counselor if they can, and takes what helps them.
    fn mend(&mut self) {
        let mut touched = std::mem::take(&mut self.touched);
        touched.sort_unstable();
        touched.dedup();
        self.dice.shuffle(&mut touched);
        for &guest in &touched {
            if self.now.people[guest as usize].individual.is_none() {
                self.meet_at_the_best_time(guest);
            }
        }
        for &guest in &touched {
            for _ in 0..2 {
                let is_content = self.now.is_content(guest) && self.dice.below(4) > 0;
                if is_content || !self.take_the_best(guest, None) {
                    break;
                }
            }
            if self.now.people[guest as usize].individual.is_none() {
                self.meet_at_the_best_time(guest);
            }
        }
        self.touched = touched;
    }

    fn meet_at_the_best_time(&mut self, guest: Guest) {
        let mut best: Option<(i64, usize, u32)> = None;
        let from = self.dice.below(self.board().days);
        for by in 0..self.board().days {
            let day = (from + by) % self.board().days;
            let mut left = self.now.places_alone(guest, day);
            while left != 0 {
                let slot = left.trailing_zeros();
                left &= left - 1;
                let cost = self.now.cost_alone(guest, day, slot);
                if best.is_none_or(|(least, ..)| cost < least) {
                    best = Some((cost, day, slot));
                }
            }
        }
        if let Some((_, day, slot)) = best {
            self.now.meet(guest, Some((day, slot)));
        }
    }

    /// Takes the seat that helps most and is there for the taking; says whether there was one.
    fn take_the_best(&mut self, guest: Guest, except: Option<Running>) -> bool {
        let board = self.board();
        let limits = &board.guests[guest as usize];
        let mut best: Option<(i64, Running)> = None;
        for day in 0..board.days {
            if limits.free[day] == 0 {
                continue;
            }
            let free = limits.free[day] & !self.now.people[guest as usize].busy[day];
            let count = self.now.on_day[day].len();
            let from = self.dice.below(count);
            for by in 0..count {
                let (slots, table) = self.now.on_day[day][if from + by < count { from + by } else { from + by - count }];
                if slots & !free != 0 {
                    continue;
                }
                let one = &self.now.tables[table as usize];
                if one.is_full() || Some(table) == except || !board.welcomes(one.kind, guest) {
                    continue;
                }
                let noise = if self.noise > 0 { self.dice.below(self.noise) as i64 } else { 0 };
                if let Some(worth) = self.now.worth(guest, table, self.heads).map(|worth| worth + noise)
                    && worth < best.map_or(0, |(least, _)| least)
                    && !self.now.would_meet(guest, table)
                {
                    best = Some((worth, table));
                }
            }
        }
        match best {
            Some((_, table)) => {
                self.clear_way_and_sit_quietly(guest, table);
                true
            }
            None => false,
        }
    }

    fn clear_way_and_sit_quietly(&mut self, guest: Guest, table: Running) {
        let (day, kind) = (self.now.tables[table as usize].day, self.now.tables[table as usize].kind);
        let mut at = 0;
        while let Some(&seat) = self.now.people[guest as usize].seats.get(at) {
            let other = &self.now.tables[seat as usize];
            if other.day == day && other.kind == kind {
                self.give_up(guest, seat);
            } else {
                at += 1;
            }
        }
        self.now.seat(guest, table);
    }
}
