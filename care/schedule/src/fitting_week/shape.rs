//! What a set of sittings is like for somebody: whether it can be done at all, and how many ways, gaps and unloved hours it has.

use super::{Ask, Sitting, Taken};

/// What a week is like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Credited minutes.
    pub credited: i64,
    /// Days with something on them.
    pub days: usize,
    /// How often they come: once a day, more often when they leave in between.
    pub trips: usize,
    /// Minutes of waiting between two sittings of a day.
    pub idle: i64,
    /// Minutes, the way included, at which they would rather not.
    pub unloved: i64,
}

/// Why a sitting cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The sitting.
    pub sitting: Sitting,
    /// With which of the person's times; nothing for one of their own appointments.
    pub by: Option<usize>,
    /// Whether it is the way alone that makes them clash.
    pub by_the_way: bool,
}

/// What these sittings are like together with the appointments that stand; nothing when they cannot be.
pub(super) fn shape(ask: &Ask, chosen: &[&[Sitting]]) -> Option<Shape> {
    let mut all = Shape::default();
    for weekday in 1..=7 {
        let of_day = |sitting: &&Sitting| sitting.weekday == weekday;
        let mut day: Vec<Sitting> = chosen.iter().flat_map(|one| one.iter()).filter(of_day).copied().collect();
        day.extend(ask.fixed.iter().filter(of_day).copied());
        if day.is_empty() {
            continue;
        }
        day.sort_by_key(|sitting| (sitting.from, sitting.until));
        // A day that is all by video has no way, and is none on which they come.
        let is_remote = day.iter().all(|sitting| sitting.is_remote);
        let way = if is_remote { 0 } else { ask.way };
        let stays = stays(ask, way, weekday, &day)?;
        if !is_remote {
            all.days += 1;
            all.trips += stays.len();
        }
        all.credited += day.iter().map(|sitting| sitting.credited).sum::<i64>();
        let sat: i64 = day.iter().map(|sitting| sitting.until - sitting.from).sum();
        all.idle += stays.iter().map(|(from, until)| until - from).sum::<i64>() - sat;
        let away = |(from, until): &(i64, i64)| (from - way, until + way);
        let over = |(from, until): (i64, i64)| {
            let unloved = ask.rather_not.iter().filter(|taken| taken.weekday == weekday);
            unloved.map(|taken| (until.min(taken.until) - from.max(taken.from)).max(0)).sum::<i64>()
        };
        all.unloved += stays.iter().map(|stay| over(away(stay))).sum::<i64>();
    }
    ask.most_days.is_none_or(|most| all.days <= most).then_some(all)
}

/// Minutes of waiting from which on somebody goes home in between, when the way leaves time for it.
const LONG_WAIT: i64 = 120;

/// The times from coming to leaving of a day; nothing when they clash with each other or with what is taken.
fn stays(ask: &Ask, way: i64, weekday: i8, day: &[Sitting]) -> Option<Vec<(i64, i64)>> {
    let is_taken = |from: i64, until: i64| ask.cannot.iter().any(|taken| touches(taken, weekday, from, until));
    let mut stays: Vec<(i64, i64)> = Vec::new();
    for sitting in day {
        if is_taken(sitting.from, sitting.until) {
            return None;
        }
        match stays.last_mut() {
            Some((_, until)) if sitting.from < *until => return None,
            Some((_, until)) => {
                let (left, back) = (*until, sitting.from);
                let can_wait = !is_taken(left, back);
                let can_leave = back - left >= 2 * way && !is_taken(left, left + way) && !is_taken(back - way, back);
                match (can_wait, can_leave) {
                    (true, true) if back - left > LONG_WAIT => stays.push((back, sitting.until)),
                    (true, _) => *until = sitting.until,
                    (false, true) => stays.push((back, sitting.until)),
                    (false, false) => return None,
                }
            }
            None => stays.push((sitting.from, sitting.until)),
        }
    }
    let (first, last) = (stays.first()?.0, stays.last()?.1);
    (!is_taken(first - way, first) && !is_taken(last, last + way)).then_some(stays)
}

/// Why these sittings of one group cannot be, whatever else is chosen; nothing when they can. The first of the week is said.
#[must_use]
pub(super) fn clash(ask: &Ask, sittings: &[Sitting]) -> Option<Clash> {
    sittings.iter().find_map(|sitting| {
        let touched = |from: i64, until: i64| {
            ask.cannot.iter().find(|taken| touches(taken, sitting.weekday, from, until)).map(|taken| taken.by)
        };
        if let Some(by) = touched(sitting.from, sitting.until) {
            return Some(Clash { sitting: *sitting, by: Some(by), by_the_way: false });
        }
        let is_beside =
            |fixed: &&Sitting| fixed.weekday == sitting.weekday && fixed.from < sitting.until && sitting.from < fixed.until;
        if ask.fixed.iter().any(|fixed| is_beside(&fixed)) {
            return Some(Clash { sitting: *sitting, by: None, by_the_way: false });
        }
        let way = if sitting.is_remote { 0 } else { ask.way };
        let on_the_way = touched(sitting.from - way, sitting.from).or_else(|| touched(sitting.until, sitting.until + way));
        on_the_way.map(|by| Clash { sitting: *sitting, by: Some(by), by_the_way: true })
    })
}

fn touches(taken: &Taken, weekday: i8, from: i64, until: i64) -> bool {
    taken.weekday == weekday && taken.from < until && from < taken.until
}
