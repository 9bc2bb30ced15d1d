//! How the times of a life are said.

use jiff::civil::Time;
use schedule::availability::{Availability, BusyTime, When};
use schedule::fitting_week::{Clash, NotOpen, Relax};

use crate::settings::meetings::DAYS;
use crate::words;

/// "Mon, Wed".
pub(super) fn days(weekdays: &[i8]) -> String {
    let names: Vec<&str> = DAYS.iter().filter(|(.., day)| weekdays.contains(day)).map(|(_, name, _)| *name).collect();
    match names.as_slice() {
        ["Mon", "Tue", "Wed", "Thu", "Fri"] => "Mon to Fri".to_owned(),
        all if all.len() == 7 => "Every day".to_owned(),
        all => all.join(", "),
    }
}

/// "Mon".
pub(super) fn weekday(number: i8) -> &'static str {
    DAYS.iter().find(|(.., day)| *day == number).map_or("", |(_, name, _)| *name)
}

/// "9:00 to 2:30 pm", "from 8:15 pm on", "all day".
pub(super) fn hours(busy: &BusyTime) -> String {
    match (busy.from == Time::midnight(), busy.until) {
        (true, None) => "all day".to_owned(),
        (true, Some(until)) => format!("until {}", words::time(until)),
        (false, None) => format!("from {} on", words::time(busy.from)),
        (false, Some(until)) if until <= busy.from => {
            format!("{} to {} the next morning", words::time(busy.from), words::time(until))
        }
        (false, Some(until)) => words::span(busy.from, until),
    }
}

/// "Mon to Fri 9:00 to 2:30 pm".
pub(super) fn when(busy: &BusyTime) -> String {
    let day = match &busy.when {
        When::Weekly { weekdays, last: None } => days(weekdays),
        When::Weekly { weekdays, last: Some(last) } => format!("Until {}, {}", words::full_day(*last), days(weekdays)),
        When::Once { day } => words::short_day(*day),
    };
    format!("{day} {}", hours(busy))
}

/// The time with a number: "Boatyard, Mon to Fri 9:00 to 2:30 pm".
pub(super) fn busy(known: Option<&Availability>, number: usize) -> String {
    let busy = known.and_then(|one| one.busy.get(number));
    busy.map_or_else(String::new, |busy| format!("{}, {}", busy.name(), when(busy)))
}

/// Why a group is not open: "Boatyard is until 2:30 pm on Mon, and the way is 45 minutes by bus."
pub(super) fn not_open(known: Option<&Availability>, why: NotOpen) -> String {
    match why {
        NotOpen::Full => "Full.".to_owned(),
        NotOpen::Clash(Clash { sitting, by: None, .. }) => {
            format!("An appointment of theirs is at that time on {}.", weekday(sitting.weekday))
        }
        NotOpen::Clash(Clash { sitting, by: Some(number), by_the_way }) => {
            let Some(busy) = known.and_then(|one| one.busy.get(number)) else { return String::new() };
            let said = format!("{}, {} on {}", busy.name(), hours(busy), weekday(sitting.weekday));
            match known.and_then(|one| one.way).filter(|_| by_the_way) {
                Some(way) => format!("{said}; the way is {} minutes {}.", way.minutes, way.by.by()),
                None => format!("{said}."),
            }
        }
    }
}

/// Something that would have to give, as somebody can act on it.
pub(super) fn gives(known: Option<&Availability>, group: impl Fn(usize) -> String, thing: Relax) -> String {
    match thing {
        Relax::Busy(number) => format!("Free: {}", busy(known, number)),
        Relax::Way => match known.and_then(|one| one.way) {
            Some(way) => {
                format!("A shorter way than {} minutes {}, such as a ride or taking part by video", way.minutes, way.by.by())
            }
            None => "A shorter way".to_owned(),
        },
        Relax::MostDays => match known.and_then(|one| one.most_days) {
            Some(1) => "More than 1 day a week".to_owned(),
            Some(days) => format!("More than {days} days a week"),
            None => "More days a week".to_owned(),
        },
        Relax::Full(at) => format!("A place in {}, which is full", group(at)),
        Relax::Ceiling => "More hours than are approved for a week".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Time, date};
    use schedule::availability::{BusyWith, Strength};

    use super::*;

    fn shift(weekdays: &[i8], from: (i8, i8), until: Option<(i8, i8)>) -> BusyTime {
        let time = |(hour, minute): (i8, i8)| Time::constant(hour, minute, 0, 0);
        BusyTime {
            what: BusyWith::Work,
            words: String::new(),
            strength: Strength::Cannot,
            when: When::Weekly { weekdays: weekdays.to_vec(), last: None },
            from: time(from),
            until: until.map(time),
        }
    }

    #[test]
    fn times_are_said_as_people_say_them() {
        assert_eq!(when(&shift(&[1, 2, 3, 4, 5], (9, 0), Some((14, 30)))), "Mon to Fri 9:00 to 2:30 pm");
        assert_eq!(when(&shift(&[2], (20, 15), None)), "Tue from 8:15 pm on");
        assert_eq!(when(&shift(&[6, 7], (0, 0), None)), "Sat, Sun all day");
        assert_eq!(when(&shift(&[5], (23, 0), Some((7, 0)))), "Fri 11:00 pm to 7:00 the next morning");
        assert_eq!(when(&shift(&[1, 2, 3, 4, 5, 6, 7], (0, 0), Some((8, 30)))), "Every day until 8:30");
        let once = BusyTime { when: When::Once { day: date(2026, 3, 17) }, ..shift(&[], (13, 0), Some((16, 0))) };
        assert_eq!(when(&once), "Tue Mar 17 1:00 to 4:00 pm");
    }
}
