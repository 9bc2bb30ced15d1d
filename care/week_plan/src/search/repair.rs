//! The schedule in force as the beginning of the search: whoever was somewhere stays there wherever that still holds, and a floor below
//! which a better week is no better, because people arranged their lives around the one they have.

use super::board::Key;
use super::seating::{Guest, Seating};

/// Of a hundred attendances, how many are kept where they can be.
const KEPT_OF_100: i32 = 90;

/// Seats everybody where they were, as far as that holds, and says how many attendances must be kept from here on.
pub(crate) fn begin_with_previous(now: &mut Seating<'_>) -> i32 {
    let board = now.board;
    let mut sessions: Vec<(Key, Vec<Guest>)> = Vec::new();
    for (guest, limits) in (0..).zip(&board.guests) {
        for (key, _) in &limits.previous {
            match sessions.iter_mut().find(|(same, _)| same == key) {
                Some((_, guests)) => guests.push(guest),
                None => sessions.push((*key, vec![guest])),
            }
        }
    }
    // the fullest first: they need the largest rooms
    sessions.sort_by_key(|(_, guests)| std::cmp::Reverse(guests.len()));
    for (key, guests) in sessions {
        let openings = board.openings_of.get(key.kind).map(Vec::as_slice).unwrap_or_default();
        let same_time = |at: &usize| board.openings[*at].day == key.day && board.openings[*at].slot == key.slot;
        let Some(opening) = openings.iter().copied().find(same_time) else { continue };
        let mask = board.openings[opening].mask;
        let is_leader = board.kinds[key.kind].leaders.contains(&key.staff);
        // the smallest room in which all find a seat, or the largest
        let rooms = (0..board.rooms.len()).filter(|room| now.is_free(*room, key.day, mask));
        let lacks = |room: usize| guests.len().saturating_sub(board.rooms[room].capacity);
        let Some(room) = rooms.min_by_key(|room| (lacks(*room), board.rooms[*room].capacity)) else { continue };
        if !is_leader || !now.can_lead(key.staff, key.day, mask) {
            continue;
        }
        let mark = now.mark();
        let table = now.open(opening as u32, key.staff, room);
        for guest in guests {
            let is_there = board.openings[opening].guests.binary_search(&guest).is_ok();
            let is_free = is_there && now.people[guest as usize].busy[key.day] & mask == 0;
            let is_second = now.people[guest as usize].seats.iter().any(|seat| {
                let other = &now.tables[*seat as usize];
                other.day == key.day && other.kind == key.kind
            });
            let is_possible = is_free && !is_second && now.worth(guest, table, 0).is_some() && !now.would_meet(guest, table);
            if is_possible && !now.tables[table as usize].is_full() {
                now.seat(guest, table);
            }
        }
        let one = &now.tables[table as usize];
        if one.seated.len() < one.min.max(1) {
            now.undo(mark);
        }
    }
    now.settle();
    let floor = board.previous * KEPT_OF_100 / 100;
    if now.kept >= floor { floor } else { now.kept * KEPT_OF_100 / 100 }
}
