//! Looks through the sets of groups that can be attended together: depth first, the dearest bound first cut. Small enough to be exact:
//! a program has some dozens of groups and a week holds some five of them.

use super::shape::{Shape, shape};
use super::{Ask, Choice, OTHER, Sitting, Week};

/// What things cost, in half hours of waiting. Leaving a group where they know people weighs most.
mod cost {
    /// Leaving a group they are in.
    pub(super) const LEAVE: i64 = 24;
    /// Joining a group.
    pub(super) const JOIN: i64 = 5;
    /// A kind of service that the plan asks for and the week does not have.
    pub(super) const UNMET: i64 = 12;
    /// A way here and back.
    pub(super) const TRIP: i64 = 8;
    /// Half an hour of waiting.
    pub(super) const IDLE: i64 = 2;
    /// Half an hour at which they would rather not.
    pub(super) const UNLOVED: i64 = 4;
    /// Half an hour more than is needed.
    pub(super) const MORE: i64 = 1;
}

/// How many sets are looked at for one week at most, so that an answer comes; far more than a program of 120 people needs.
const MOST_SETS: usize = 400_000;

/// The best weeks, each other than those before it.
pub(super) fn best(ask: &Ask, count: usize) -> Vec<Week> {
    let field = Field::of(ask);
    let mut found: Vec<Week> = Vec::new();
    while found.len() < count {
        let mut walk = Walk::new(&field, &found);
        walk.go(0, 0, 0);
        match walk.best {
            Some(week) => found.push(week),
            None => break,
        }
    }
    found
}

/// The most credited minutes that fit.
pub(super) fn most(ask: &Ask) -> i64 {
    let without_floor = Ask { floor: 0, ..ask.clone() };
    let field = Field::of(&without_floor);
    let mut most = 0;
    field.fill(0, 0, &mut 0, &mut most, &|_| false);
    most
}

/// Whether any week fits.
pub(super) fn is_possible(ask: &Ask) -> bool {
    let field = Field::of(ask);
    let mut most = 0;
    let floor = ask.floor;
    field.fill(0, 0, &mut 0, &mut most, &|reached| reached >= floor);
    most >= floor
}

/// The groups that can be chosen at all, and which can be chosen beside which.
struct Field<'a> {
    ask: &'a Ask,
    /// Places in [`Ask::choices`]: their own first, then those the plan asks for, then the longest.
    open: Vec<usize>,
    /// For each of `open`, which of `open` it goes with.
    goes_with: Vec<Vec<bool>>,
    credited: Vec<i64>,
    /// Credited minutes of all from a place on.
    rest: Vec<i64>,
    fixed: i64,
}

impl<'a> Field<'a> {
    fn of(ask: &'a Ask) -> Self {
        // Whether they may come on so many days is asked of whole weeks.
        let any_days = Ask { most_days: None, choices: Vec::new(), ..ask.clone() };
        let can_be = |choice: &Choice| (choice.has_room || choice.is_theirs) && shape(&any_days, &[&choice.sittings]).is_some();
        let mut open: Vec<usize> = (0..ask.choices.len()).filter(|at| ask.choices.get(*at).is_some_and(can_be)).collect();
        let minutes =
            |at: &usize| ask.choices.get(*at).map_or(0, |one| one.sittings.iter().map(|sitting| sitting.credited).sum::<i64>());
        open.sort_by_key(|at| {
            let one = ask.choices.get(*at);
            (!one.is_some_and(|one| one.is_theirs), one.is_none_or(|one| one.wished.is_none()), -minutes(at), *at)
        });
        let sittings = |at: &usize| ask.choices.get(*at).map_or(&[] as &[Sitting], |one| &one.sittings);
        let pair = |one: &usize, other: &usize| one == other || shape(&any_days, &[sittings(one), sittings(other)]).is_some();
        let goes_with = open.iter().map(|one| open.iter().map(|other| pair(one, other)).collect()).collect();
        let credited: Vec<i64> = open.iter().map(minutes).collect();
        let mut rest: Vec<i64> = credited
            .iter()
            .rev()
            .scan(0, |sum, minutes| {
                *sum += minutes;
                Some(*sum)
            })
            .collect();
        rest.reverse();
        Self { ask, open, goes_with, credited, rest, fixed: ask.fixed.iter().map(|sitting| sitting.credited).sum() }
    }

    fn choice(&self, place: usize) -> Option<&'a Choice> {
        self.ask.choices.get(*self.open.get(place)?)
    }

    fn fits(&self, chosen: u128, place: usize) -> bool {
        let with = self.goes_with.get(place);
        places(chosen).all(|other| with.and_then(|with| with.get(other)).copied().unwrap_or(false))
    }

    fn shape(&self, chosen: u128) -> Option<Shape> {
        let all: Vec<&[Sitting]> =
            places(chosen).filter_map(|place| self.choice(place)).map(|one| one.sittings.as_slice()).collect();
        shape(self.ask, &all)
    }

    fn is_within(&self, minutes: i64) -> bool {
        self.ask.ceiling.is_none_or(|most| minutes <= most)
    }

    /// The most credited minutes of any set, until `enough` says so.
    fn fill(&self, place: usize, chosen: u128, looked: &mut usize, most: &mut i64, enough: &dyn Fn(i64) -> bool) {
        *looked += 1;
        let minutes = self.fixed + places(chosen).filter_map(|at| self.credited.get(at)).sum::<i64>();
        if *looked > MOST_SETS || enough(*most) || minutes + self.rest.get(place).copied().unwrap_or(0) <= *most {
            return;
        }
        if place < LIMIT && place < self.open.len() {
            let added = self.credited.get(place).copied().unwrap_or(0);
            if self.fits(chosen, place) && self.is_within(minutes + added) {
                self.fill(place + 1, chosen | 1 << place, looked, most, enough);
            }
            self.fill(place + 1, chosen, looked, most, enough);
        } else if minutes > *most && self.shape(chosen).is_some() {
            *most = minutes;
        }
    }
}

/// How many groups one search chooses among; the rest would be the last to be joined.
const LIMIT: usize = 128;

fn places(chosen: u128) -> impl Iterator<Item = usize> {
    (0..LIMIT).filter(move |place| chosen >> place & 1 == 1)
}

struct Walk<'f, 'a> {
    field: &'f Field<'a>,
    before: &'f [Week],
    looked: usize,
    best: Option<Week>,
}

impl<'f, 'a> Walk<'f, 'a> {
    fn new(field: &'f Field<'a>, before: &'f [Week]) -> Self {
        Self { field, before, looked: 0, best: None }
    }

    /// Goes on from a place with a set; `spent` is what the set costs whatever is added to it.
    fn go(&mut self, place: usize, chosen: u128, spent: i64) {
        self.looked += 1;
        if self.looked > MOST_SETS || self.best.as_ref().is_some_and(|best| spent >= best.cost) {
            return;
        }
        let field = self.field;
        let minutes = field.fixed + places(chosen).filter_map(|at| field.credited.get(at)).sum::<i64>();
        if minutes + field.rest.get(place).copied().unwrap_or(0) < field.ask.floor {
            return;
        }
        let Some(choice) = field.choice(place).filter(|_| place < LIMIT) else {
            return self.weigh(chosen, minutes);
        };
        let added = field.credited.get(place).copied().unwrap_or(0);
        if field.fits(chosen, place) && field.is_within(minutes + added) {
            self.go(place + 1, chosen | 1 << place, spent + if choice.is_theirs { 0 } else { cost::JOIN });
        }
        self.go(place + 1, chosen, spent + if choice.is_theirs { cost::LEAVE } else { 0 });
    }

    fn weigh(&mut self, chosen: u128, minutes: i64) {
        let field = self.field;
        let Some(shape) = field.shape(chosen).filter(|_| minutes >= field.ask.floor) else { return };
        let mut groups: Vec<usize> = places(chosen).filter_map(|place| field.open.get(place).copied()).collect();
        groups.sort_unstable();
        let cost = cost_of(field.ask, &groups, shape);
        let is_better = self.best.as_ref().is_none_or(|best| cost < best.cost);
        if is_better && self.before.iter().all(|week| differ(field.ask, &week.groups, &groups) >= OTHER) {
            self.best = Some(Week { groups, shape, cost });
        }
    }
}

fn cost_of(ask: &Ask, groups: &[usize], shape: Shape) -> i64 {
    let is_in = |at: usize| groups.contains(&at);
    let all = || ask.choices.iter().enumerate();
    let joined = all().filter(|(at, one)| is_in(*at) && !one.is_theirs).count();
    let left = all().filter(|(at, one)| !is_in(*at) && one.is_theirs).count();
    let met = |wish: usize| all().any(|(at, one)| is_in(at) && one.wished == Some(wish));
    let unmet = (0..ask.wished).filter(|wish| !met(*wish)).count();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let halves = |minutes: i64| (minutes + 29) / 30;
    count(joined) * cost::JOIN
        + count(left) * cost::LEAVE
        + count(unmet) * cost::UNMET
        + count(shape.trips) * cost::TRIP
        + halves(shape.idle) * cost::IDLE
        + halves(shape.unloved) * cost::UNLOVED
        + halves(shape.credited - ask.floor) * cost::MORE
}

/// Minutes of sitting that are in one of two sets of groups and not in the other.
fn differ(ask: &Ask, one: &[usize], other: &[usize]) -> i64 {
    let sittings = |groups: &[usize]| -> Vec<Sitting> {
        groups.iter().filter_map(|at| ask.choices.get(*at)).flat_map(|choice| choice.sittings.iter().copied()).collect()
    };
    let (one, other) = (sittings(one), sittings(other));
    let alone = |these: &[Sitting], those: &[Sitting]| -> i64 {
        let is_there = |sitting: &&Sitting| {
            !those.iter().any(|that| (that.weekday, that.from, that.until) == (sitting.weekday, sitting.from, sitting.until))
        };
        these.iter().filter(is_there).map(|sitting| sitting.until - sitting.from).sum()
    };
    alone(&one, &other) + alone(&other, &one)
}

/// What a set of groups costs.
#[cfg(test)]
pub(super) fn cost_of_set(ask: &Ask, groups: &[usize]) -> i64 {
    let sittings: Vec<&[Sitting]> =
        groups.iter().filter_map(|at| ask.choices.get(*at)).map(|one| one.sittings.as_slice()).collect();
    cost_of(ask, groups, shape(ask, &sittings).unwrap_or_default())
}
