//! Meeting times of a group as people say them and as a form takes them: days with the same hours stand in one line.

use jiff::civil::Time;
use maud::{Markup, html};
use schedule::therapy_group::Meeting;
use vocabulary::day::parse_time;

use crate::component::{ChoiceRow, Field, Problem};
use crate::form::Sent;
use crate::words;

/// How many lines of meeting times a form has at most.
const MOST_LINES: usize = 8;
/// How many breaks a line has at most.
const MOST_BREAKS: usize = 3;

pub(crate) const DAYS: [(&str, &str, i8); 7] =
    [("1", "Mon", 1), ("2", "Tue", 2), ("3", "Wed", 3), ("4", "Thu", 4), ("5", "Fri", 5), ("6", "Sat", 6), ("7", "Sun", 7)];

type Hours = (Time, Time, Vec<(Time, Time)>);

/// "Mon, Wed, Thu 9:00 to 10:30".
pub(crate) fn meeting_words(meetings: &[Meeting]) -> String {
    let line = |(days, (start, end, breaks)): (Vec<i8>, Hours)| {
        let names: Vec<&str> = DAYS.iter().filter(|(.., day)| days.contains(day)).map(|(_, name, _)| *name).collect();
        let pauses: Vec<String> = breaks.iter().map(|(from, to)| words::span(*from, *to)).collect();
        let pause = if pauses.is_empty() { String::new() } else { format!(", break {}", pauses.join(" and ")) };
        format!("{} {}{pause}", names.join(", "), words::span(start, end))
    };
    lines(meetings).into_iter().map(line).collect::<Vec<_>>().join("; ")
}

/// Days with the same hours, in the order of the first day.
fn lines(meetings: &[Meeting]) -> Vec<(Vec<i8>, Hours)> {
    let mut all: Vec<(Vec<i8>, Hours)> = Vec::new();
    for meeting in meetings {
        let hours = (meeting.start, meeting.end, meeting.breaks.clone());
        match all.iter_mut().find(|(_, known)| *known == hours) {
            Some((days, _)) => days.push(meeting.weekday),
            None => all.push((vec![meeting.weekday], hours)),
        }
    }
    all
}

/// The form's fields for these meetings.
pub(super) fn begin(mut sent: Sent, meetings: &[Meeting]) -> Sent {
    for (at, (days, (start, end, breaks))) in lines(meetings).into_iter().take(MOST_LINES).enumerate() {
        for day in days {
            sent = sent.with(format!("meeting.{at}.days"), day.to_string());
        }
        sent = sent.with(format!("meeting.{at}.start"), clock(start)).with(format!("meeting.{at}.end"), clock(end));
        for (pause, (from, to)) in breaks.iter().take(MOST_BREAKS).enumerate() {
            let name = |end: &str| format!("meeting.{at}.break.{pause}.{end}");
            sent = sent.with(name("from"), clock(*from)).with(name("to"), clock(*to));
        }
    }
    sent
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// The lines as drawn, with an empty one at the end.
pub(super) fn fields(sent: &Sent, problems: &[Problem]) -> Markup {
    let is_used = |at: usize| {
        sent.all(&format!("meeting.{at}.days")).next().is_some() || !sent.text(&format!("meeting.{at}.start")).is_empty()
    };
    let shown = (0..MOST_LINES).filter(|at| is_used(*at)).map(|at| at + 1).max().unwrap_or(0) + 1;
    html! {
        fieldset.choice id="meetings" tabindex="-1" {
            legend.lab { "When it meets" }
            @if let Some(wrong) = Problem::at(problems, "meetings") { (crate::component::wrong_words("meetings", wrong)) }
            @for at in 0..shown.min(MOST_LINES) { (line(sent, at, problems)) }
        }
    }
}

fn line(sent: &Sent, at: usize, problems: &[Problem]) -> Markup {
    let name = |part: &str| format!("meeting.{at}.{part}");
    let time = |part: &str, label: &'static str| Field::time(name(part), label).value(sent.text(&name(part))).problems(problems);
    let is_used = |pause: &usize| !sent.text(&name(&format!("break.{pause}.from"))).is_empty();
    let breaks = ((0..MOST_BREAKS).filter(is_used).count() + 1).min(MOST_BREAKS);
    let days = ChoiceRow::many(name("days"), if at == 0 { "Days" } else { "Other days" });
    let days = sent.all(&name("days")).fold(days.choices(DAYS.map(|(value, words, _)| (value, words))), ChoiceRow::chosen);
    html! {
        div.meeting {
            (days.problems(problems))
            div.times {
                (time("start", "Starts")) (time("end", "Ends"))
                @for pause in 0..breaks {
                    (time(&format!("break.{pause}.from"), "Break from").optional()) (time(&format!("break.{pause}.to"), "Break to").optional())
                }
            }
        }
    }
}

/// The meetings of the form; what cannot be read is noted at its field.
pub(super) fn read(sent: &Sent, problems: &mut Vec<Problem>) -> Vec<Meeting> {
    let mut all = Vec::new();
    for at in 0..MOST_LINES {
        let name = |part: &str| format!("meeting.{at}.{part}");
        let days: Vec<i8> =
            DAYS.iter().filter(|(value, ..)| sent.all(&name("days")).any(|sent| sent == *value)).map(|(.., day)| *day).collect();
        let mut time = |part: &str| match sent.text(&name(part)) {
            "" => None,
            typed => parse_time(typed).map_err(|problem| problems.push(Problem::new(name(part), problem.to_string()))).ok(),
        };
        let (start, end) = (time("start"), time("end"));
        let mut pauses = Vec::new();
        for pause in 0..MOST_BREAKS {
            let (from, to) = (format!("break.{pause}.from"), format!("break.{pause}.to"));
            pauses.push((time(&from), time(&to), from, to));
        }
        let mut breaks: Vec<(Time, Time)> = Vec::new();
        for pause in pauses {
            match pause {
                (Some(from), Some(to), ..) => breaks.push((from, to)),
                (Some(_), None, _, part) | (None, Some(_), part, _) => ask_for_time(problems, name(&part)),
                (None, None, ..) => {}
            }
        }
        match (start, end) {
            (Some(start), Some(end)) if days.is_empty() => {
                problems
                    .push(Problem::new(name("days"), format!("Choose the days on which it meets {}.", words::span(start, end))));
            }
            (Some(start), Some(end)) => {
                all.extend(days.into_iter().map(|weekday| Meeting { weekday, start, end, breaks: breaks.clone() }));
            }
            (None, None) if days.is_empty() => {}
            (start, _) => {
                let part = if start.is_none() { "start" } else { "end" };
                ask_for_time(problems, name(part));
            }
        }
    }
    all.sort_by_key(|meeting| (meeting.weekday, meeting.start));
    all
}

/// A time that is missing; one that could not be read is noted already.
fn ask_for_time(problems: &mut Vec<Problem>, field: String) {
    if !problems.iter().any(|problem| problem.field == field) {
        problems.push(Problem::new(field, "Write the time like 9:00 or 5:30 pm."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i8, minute: i8) -> Time {
        Time::constant(hour, minute, 0, 0)
    }

    fn meeting(weekday: i8, start: Time, end: Time) -> Meeting {
        Meeting { weekday, start, end, breaks: Vec::new() }
    }

    #[test]
    fn days_with_the_same_hours_are_said_once() {
        let meetings = [meeting(1, at(9, 0), at(10, 30)), meeting(3, at(9, 0), at(10, 30)), meeting(4, at(17, 30), at(19, 0))];
        assert_eq!(meeting_words(&meetings), "Mon, Wed 9:00 to 10:30; Thu 5:30 to 7:00 pm");
    }

    #[test]
    fn what_a_form_shows_is_read_back_as_it_was() {
        let mut meetings = vec![meeting(1, at(9, 0), at(10, 30)), meeting(4, at(17, 30), at(19, 0))];
        meetings.iter_mut().take(1).for_each(|first| first.breaks.extend([(at(9, 40), at(9, 50)), (at(10, 10), at(10, 15))]));
        let mut problems = Vec::new();
        assert_eq!(read(&begin(Sent::default(), &meetings), &mut problems), meetings);
        assert!(problems.is_empty());
    }

    #[test]
    fn a_line_without_days_or_without_an_end_is_asked_about() {
        let sent = Sent::default()
            .with("meeting.0.start", "9:00")
            .with("meeting.0.end", "10:00")
            .with("meeting.1.days", "2")
            .with("meeting.1.start", "9:00");
        let mut problems = Vec::new();
        assert!(read(&sent, &mut problems).is_empty());
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["meeting.0.days", "meeting.1.end"]);
    }
}
