//! Who is in which cohort, from when to when, and who carries which story. Places are as in the groups: nobody takes a
//! place before the person who had it has left, so that no group is ever over its capacity.

use std::collections::{HashMap, HashSet};

use jiff::ToSpan;
use jiff::civil::Date;
use vocabulary::Week;
use vocabulary::day::days_between;

use super::Setting;
use super::groups::Cohort;
use super::story::Story;
use crate::demo::people::{Character, Person, Wish, draw};
use crate::demo::program::MOST_IN_CARE;

/// Places in a cohort (OP-07).
const PLACES: usize = 12;
/// How the first wing is filled when it is not full: the shares of its cohorts.
const SHARES: [usize; 5] = [11, 11, 8, 10, 7];
/// In which week of the history the places of a cohort were last taken.
const START_WEEKS: [i64; PLACES] = [0, 1, 3, 2, 5, 0, 7, 4, 8, 1, 6, 9];
/// Weeks of history before this one.
pub const WEEKS: i64 = 10;

/// A person in a cohort.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who.
    pub person: Person,
    /// The cohort's place in the setting.
    pub cohort: usize,
    /// The place in the cohort, from zero.
    pub place: usize,
    /// First day of attendance.
    pub first_day: Date,
    /// Last day, for those who finished or left.
    pub last_day: Option<Date>,
    /// What they live through.
    pub story: Option<Story>,
    /// Whether they also come to the peer group.
    pub joins_peers: bool,
}

/// A place in a cohort, taken for a while.
#[derive(Clone, Copy, Debug)]
struct Seat {
    cohort: usize,
    place: usize,
    from_week: i64,
    to_week: Option<i64>,
    story: Option<Story>,
}

impl Member {
    /// The working day before the first day, on which everything is set up.
    #[must_use]
    pub fn registered_on(&self) -> Date {
        let back = if self.first_day.weekday() == jiff::civil::Weekday::Monday { 3 } else { 1 };
        self.first_day.saturating_sub(back.days())
    }

    /// Whether they have a place on a day.
    #[must_use]
    pub fn is_there_on(&self, day: Date) -> bool {
        self.first_day <= day && self.last_day.is_none_or(|last| day <= last)
    }

    /// The week of the stay a day lies in, from zero.
    #[must_use]
    pub fn week(&self, day: Date) -> usize {
        usize::try_from(days_between(Week::of(self.first_day).monday, day) / 7).unwrap_or(0)
    }
}

/// How many people a script of so many patients has in care, finished in the ten weeks, and earlier.
#[must_use]
pub fn counts(patients: usize) -> (usize, usize, usize) {
    let in_care = patients.min(MOST_IN_CARE);
    let finished = in_care / 4 + usize::from(in_care % 4 == 3);
    (in_care, finished, patients.saturating_sub(MOST_IN_CARE))
}

/// Everybody of the ten weeks, in the order in which they were registered; numbers start after the earlier people.
#[must_use]
pub fn cast(setting: &Setting) -> Vec<Member> {
    let (in_care, finished, earlier) = counts(setting.patients);
    let mut seats = seats(setting, in_care);
    let before = seats_before(&seats, finished);
    seats.extend(before);
    let weekday = |seat: &Seat| setting.cohorts.get(seat.cohort).and_then(|c| c.weekdays.first().copied());
    seats.sort_by_key(|seat| (seat.from_week, weekday(seat), seat.cohort % SHARES.len(), seat.place, seat.cohort));
    let mut taken = Taken::default();
    let mut members: Vec<Member> = Vec::with_capacity(seats.len());
    for (at, seat) in seats.into_iter().enumerate() {
        if let Some(cohort) = setting.cohorts.get(seat.cohort) {
            members.push(member(setting, cohort, seat, earlier + at, &mut taken));
        }
    }
    members
}

fn seats(setting: &Setting, in_care: usize) -> Vec<Seat> {
    let sizes = sizes(in_care, setting.cohorts.len());
    let mut seats: Vec<Seat> = Vec::with_capacity(in_care);
    for place in 0..PLACES {
        for (cohort, _) in sizes.iter().enumerate().filter(|(_, size)| place < **size) {
            let from_week = START_WEEKS.get((place + 5 * cohort) % PLACES).copied().unwrap_or(0);
            seats.push(Seat { cohort, place, from_week, to_week: None, story: None });
        }
    }
    // The cohorts that meet this morning carry the stories.
    let is_due = |seat: &Seat| setting.cohorts.get(seat.cohort).map(|c| (!c.meets(setting.today), c.is_evening()));
    let mut order: Vec<usize> = (0..seats.len()).collect();
    order.sort_by_key(|at| seats.get(*at).and_then(is_due));
    for (at, story) in order.into_iter().zip(Story::ALL) {
        if let Some(seat) = seats.get_mut(at) {
            seat.story = Some(story);
            seat.from_week = story.start_week().unwrap_or(seat.from_week);
        }
    }
    seats
}

/// How many people each cohort has: by its share, never more than its places.
fn sizes(in_care: usize, cohorts: usize) -> Vec<usize> {
    let shares: usize = SHARES.iter().sum();
    let wings = cohorts.div_ceil(SHARES.len()).max(1);
    let shared = SHARES.iter().cycle().take(cohorts);
    let mut sizes: Vec<usize> = shared.map(|share| (share * in_care / (shares * wings)).min(PLACES)).collect();
    let mut left = in_care.saturating_sub(sizes.iter().sum());
    while left > 0 && sizes.iter().any(|size| *size < PLACES) {
        for size in sizes.iter_mut().filter(|size| **size < PLACES) {
            let one = left.min(1);
            *size += one;
            left -= one;
        }
    }
    sizes
}

/// People who had a place before the person who has it now, and finished or left.
fn seats_before(seats: &[Seat], finished: usize) -> Vec<Seat> {
    let mut later: Vec<&Seat> = seats.iter().filter(|seat| seat.from_week >= 4).collect();
    later.sort_by_key(|seat| (std::cmp::Reverse(seat.from_week), seat.place, seat.cohort));
    let before = |(at, seat): (usize, &&Seat)| {
        let to_week = seat.from_week - 1;
        let weeks = i64::try_from(at % 4).unwrap_or(0) + 4;
        Seat { from_week: (to_week - weeks + 1).max(0), to_week: Some(to_week), story: None, ..**seat }
    };
    later.iter().enumerate().map(before).take(finished).collect()
}

#[derive(Default)]
struct Taken {
    full_names: HashSet<String>,
    given: HashMap<usize, HashSet<String>>,
}

fn member(setting: &Setting, cohort: &Cohort, seat: Seat, number: usize, taken: &mut Taken) -> Member {
    let mut wish = seat.story.map(Story::wish).unwrap_or_default();
    wish.has_video = cohort.has_video;
    let mut person = drawn(setting, number, &wish, seat, taken);
    person.is_on_medication |= seat.story == Some(Story::MedicineGap);
    let monday = setting.first_monday.saturating_add((seat.from_week * 7).days());
    let weekday = |at: Option<&i8>| i64::from(at.copied().unwrap_or(1)) - 1;
    let first_day = monday.saturating_add(weekday(cohort.weekdays.first()).days());
    let last_day = seat.to_week.map(|week| {
        let monday = setting.first_monday.saturating_add((week * 7).days());
        monday.saturating_add(weekday(cohort.weekdays.last()).days())
    });
    let joins_peers = (seat.place + seat.cohort).is_multiple_of(2) && !person.is_on_medication && cohort.meets_wednesday();
    Member { person, cohort: seat.cohort, place: seat.place, first_day, last_day, story: seat.story, joins_peers }
}

/// Draws until the full name is new and nobody of the cohort is called the same.
fn drawn(setting: &Setting, number: usize, wish: &Wish, seat: Seat, taken: &mut Taken) -> Person {
    let mut attempt = 0;
    loop {
        let person = draw(&setting.pools, &setting.words, (setting.seed, setting.today), number, attempt, wish);
        let given = taken.given.entry(seat.cohort).or_default();
        let name = person.name();
        let is_new = !taken.full_names.contains(&name.full()) && !given.contains(&name.given);
        if is_new || attempt >= 40 {
            taken.full_names.insert(name.full());
            given.insert(name.given);
            return settled(person, wish);
        }
        attempt += 1;
    }
}

/// Somebody on Medicare has the age for it; somebody by video lives far enough away to want it.
fn settled(mut person: Person, wish: &Wish) -> Person {
    if person.payer == "medicare" {
        person.input.birth_date = person.input.birth_date.map(|born| born.min(born.with().year(1956).build().unwrap_or(born)));
    }
    if person.character == Character::Remote && !wish.has_video {
        person.character = Character::Steady;
    }
    person
}

impl Cohort {
    fn meets_wednesday(&self) -> bool {
        self.weekdays.contains(&3)
    }
}
