//! The hours that a colleague works, from a day on.

use access::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Time;
use maud::{Markup, html};
use reactions::program_week::StaffTime;
use schedule::staff_hours::{KeepStaffHours, StaffHours, WorkKind, WorkTime, holding};
use vocabulary::day::parse_time;
use vocabulary::id::StaffId;

use super::{one_page, staff_time};
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Crumb, Field, PageHead, Problem, Select, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble, wrong};
use crate::signed::Signed;
use crate::words;

/// Lines of the form at most, and empty ones below what is used.
const MOST_LINES: usize = 12;
const EMPTY: usize = 2;
const DAYS: [(&str, &str); 7] =
    [("1", "Mon"), ("2", "Tue"), ("3", "Wed"), ("4", "Thu"), ("5", "Fri"), ("6", "Sat"), ("7", "Sun")];

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(staff): Path<StaffId>) -> Response {
    let time = match staff_time(&app, &signed).await {
        Ok(time) => time,
        Err(response) => return response,
    };
    let all: Vec<StaffHours> = time.hours.iter().map(|(hours, _)| hours.clone()).collect();
    let sent = begin(holding(&all, staff, time.today)).with("from", time.today.to_string());
    draw(&signed, &time, staff, &sent, &Trouble::default())
}

pub(super) async fn keep(State(app): State<App>, Path(staff): Path<StaffId>, SignedForm(signed, sent): SignedForm) -> Response {
    let time = match staff_time(&app, &signed).await {
        Ok(time) => time,
        Err(response) => return response,
    };
    if !sent.text("read").is_empty() && sent.text("read") != what_was_read(&time, staff) {
        return signed.refused(&Refusal::Conflict);
    }
    let mut unread = Vec::new();
    let from = filled::day(&sent, "from", &mut unread);
    let week = read(&sent, &mut unread);
    let lines: Vec<usize> = week.iter().map(|(line, _)| *line).collect();
    let same_day = time.hours.iter().find(|(hours, _)| hours.staff == staff && hours.from == from);
    let command = KeepStaffHours {
        staff,
        from,
        based_on: same_day.map(|(_, version)| *version),
        week: week.into_iter().map(|(_, time)| time).collect(),
    };
    match filled::perform(&app, &signed, command, unread).await {
        Ok(_) => Redirect::to("/week").into_response(),
        Err(refusal) => {
            let refusal = beside_lines(refusal, &lines);
            match Trouble::of(&refusal) {
                Some(trouble) => draw(&signed, &time, staff, &sent, &trouble),
                None => signed.refused(&refusal),
            }
        }
    }
}

/// What stood when the form was drawn, so that whoever wrote down other hours meanwhile is not overwritten.
fn what_was_read(time: &StaffTime, staff: StaffId) -> String {
    let own = time.hours.iter().filter(|(hours, _)| hours.staff == staff);
    own.map(|(hours, version)| format!("{}.{version}", hours.from)).collect::<Vec<_>>().join(" ") + "."
}

/// Problems of the command beside the lines of the form: one line of the form is a time for each of its days.
fn beside_lines(refusal: Refusal, lines: &[usize]) -> Refusal {
    let Refusal::Invalid(mut problems) = refusal else { return refusal };
    for problem in &mut problems {
        let mut parts = problem.field.splitn(3, '.');
        if let (Some("time"), Some(at), Some(part)) = (parts.next(), parts.next(), parts.next())
            && let Some(line) = at.parse::<usize>().ok().and_then(|at| lines.get(at))
        {
            problem.field = format!("line.{line}.{part}");
        }
    }
    problems.dedup_by(|one, other| one.field == other.field);
    Refusal::Invalid(problems)
}

/// What stands, as lines: days with the same hours share one.
fn begin(hours: Option<&StaffHours>) -> Sent {
    let mut lines: Vec<(Vec<i8>, Time, Time, WorkKind)> = Vec::new();
    for time in hours.iter().flat_map(|hours| &hours.week) {
        let is_same = |line: &&mut (Vec<i8>, Time, Time, WorkKind)| (line.1, line.2, line.3) == (time.start, time.end, time.what);
        match lines.iter_mut().find(is_same) {
            Some(line) => line.0.push(time.weekday),
            None => lines.push((vec![time.weekday], time.start, time.end, time.what)),
        }
    }
    let clock = |time: Time| time.strftime("%H:%M").to_string();
    let mut sent = Sent::default();
    for (at, (days, start, end, what)) in lines.into_iter().enumerate() {
        let name = |part: &str| format!("line.{at}.{part}");
        sent = sent.with(name("start"), clock(start)).with(name("end"), clock(end)).with(name("what"), value(what));
        sent = days.into_iter().fold(sent, |sent, day| sent.with(name("days"), day.to_string()));
    }
    sent
}

const fn value(what: WorkKind) -> &'static str {
    match what {
        WorkKind::Work => "work",
        WorkKind::Supervision => "supervision",
    }
}

fn is_used(sent: &Sent, at: usize) -> bool {
    ["start", "end", "days"].iter().any(|part| sent.all(&format!("line.{at}.{part}")).any(|value| !value.trim().is_empty()))
}

/// The times of the form, each with its line.
fn read(sent: &Sent, unread: &mut Vec<access::Problem>) -> Vec<(usize, WorkTime)> {
    let mut all = Vec::new();
    for at in (0..MOST_LINES).filter(|at| is_used(sent, *at)) {
        let name = |part: &str| format!("line.{at}.{part}");
        let mut time = |part: &str| {
            let read = parse_time(sent.text(&name(part)));
            read.map_err(|problem| unread.push(wrong(name(part), format!("{problem}.")))).ok()
        };
        let (start, end) = (time("start"), time("end"));
        let days: Vec<i8> = sent.all(&name("days")).filter_map(|day| day.parse().ok()).collect();
        if days.is_empty() {
            unread.push(wrong(name("days"), "Choose the days, or empty the line."));
        }
        let what = if sent.text(&name("what")) == "supervision" { WorkKind::Supervision } else { WorkKind::Work };
        if let (Some(start), Some(end)) = (start, end) {
            all.extend(days.into_iter().map(|weekday| (at, WorkTime { weekday, start, end, what })));
        }
    }
    all
}

fn draw(signed: &Signed, time: &StaffTime, staff: StaffId, sent: &Sent, trouble: &Trouble) -> Response {
    if !time.staff.iter().any(|one| one.id == staff) {
        return signed.refused(&Refusal::NotFound);
    }
    let problems = &trouble.problems;
    let carried = sent.text("read");
    let read = if carried.is_empty() { what_was_read(time, staff) } else { carried.to_owned() };
    let used = (0..MOST_LINES).filter(|at| is_used(sent, *at)).map(|at| at + 1).max().unwrap_or(0);
    let form = html! {
        form.form method="post" action=(format!("/week/hours/{staff}")) novalidate {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="read" value=(read);
            (Field::date("from", "From this day on").hint("The days before keep the hours they had").value(sent.text("from")).problems(problems))
            div.busy-lines { @for at in 0..(used + EMPTY).min(MOST_LINES) { (line(sent, at, problems)) } }
            div.acts { (Button::primary("Keep these hours").key("Ctrl+Enter")) (Button::quiet("Cancel").href("/week")) }
        }
    };
    let name = time.name(staff);
    let head = PageHead::new(format!("Hours of {name}"))
        .crumb(Crumb::to("Week", "/week"))
        .crumb(Crumb::here("Hours"))
        .below(html! { "Groups and appointments are led inside these hours. In supervision they lead nothing." });
    let of_staff = time.hours.iter().filter(|(hours, _)| hours.staff == staff);
    let content = html! {
        (Card::new("A week").small("Empty a line to take it out").padded().body(form))
        @if of_staff.clone().count() > 0 {
            (Card::new("What holds from when").padded().body(html! {
                ul { @for (hours, _) in of_staff { li { "From " (words::full_day(hours.from)) ": " (words::count(hours.week.len(), "time a week", "times a week")) } } }
            }))
        }
    };
    one_page(signed, "Hours", &head, trouble, &content)
}

fn line(sent: &Sent, at: usize, problems: &[Problem]) -> Markup {
    let name = |part: &str| format!("line.{at}.{part}");
    let days = sent.all(&name("days")).fold(ChoiceRow::many(name("days"), "On").choices(DAYS), ChoiceRow::chosen);
    let what = if sent.text(&name("what")).is_empty() { "work" } else { sent.text(&name("what")) };
    html! {
        fieldset.meeting {
            legend.vh { "Time " (at + 1) }
            (days.problems(problems))
            div.times {
                (Field::time(name("start"), "From").value(sent.text(&name("start"))).problems(problems))
                (Field::time(name("end"), "Until").value(sent.text(&name("end"))).problems(problems))
                (Select::new(name("what"), "For").options([("work", "Work"), ("supervision", "Supervision")]).chosen(what).problems(problems))
            }
        }
    }
}
