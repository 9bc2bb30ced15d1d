//! Parts of moves: what makes room, and what mends at once what a move broke for those it touched.

use super::board::bits;
use super::moves::{Impossible, Mover, Tried};
use super::seating::{Guest, Running, Table};

/// How many guests are asked whether a new session helps them.
const ASKED: usize = 60;

impl Mover<'_> {
    /// Whoever would find no seat in another room gives theirs up.
    pub(super) fn make_fit(&mut self, table: Running, room: usize) {
        let most = self.board().kinds[self.now.tables[table as usize].kind].max.min(self.board().rooms[room].capacity);
        while self.now.tables[table as usize].seated.len() > most {
            let Some(guest) = self.dice.one_of(&self.now.tables[table as usize].seated) else { break };
            self.now.unseat(guest, table);
            self.touched.push(guest);
        }
    }

    /// Gives up a seat; a session that nobody attends is closed.
    pub(super) fn give_up(&mut self, guest: Guest, table: Running) {
        self.now.unseat(guest, table);
        if self.now.tables[table as usize].seated.is_empty() {
            self.now.close(table);
        }
    }

    pub(super) fn cancel(&mut self, table: Running) {
        while let Some(&guest) = self.now.tables[table as usize].seated.last() {
            self.now.unseat(guest, table);
            self.touched.push(guest);
        }
        self.now.close(table);
    }

    /// Takes a leader's slots from individual sessions and groups.
    pub(super) fn free_leader(&mut self, staff: usize, day: usize, mask: u64) {
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

    pub(super) fn cancel_all(&mut self, day: usize, mask: u64, which: impl Fn(&Table) -> bool) {
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
    pub(super) fn somewhere(
        &mut self,
        opening: usize,
        staff: Option<usize>,
        room: Option<usize>,
    ) -> Result<(usize, usize), Impossible> {
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
    pub(super) fn fill(&mut self, opening: usize, staff: usize, room: usize) -> Tried {
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
    pub(super) fn clear_way_and_sit(&mut self, guest: Guest, table: Running) {
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
    pub(super) fn make_room_and_sit(&mut self, guest: Guest, table: Running) -> Tried {
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
    pub(super) fn mend(&mut self) {
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

    pub(super) fn meet_at_the_best_time(&mut self, guest: Guest) {
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
    pub(super) fn take_the_best(&mut self, guest: Guest, except: Option<Running>) -> bool {
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
