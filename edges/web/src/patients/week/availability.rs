//! What somebody cannot do, would rather not, and how they get here: written down line by line, days with the same hours in one line.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Time;
use maud::{Markup, html};
use schedule::availability::{Availability, BusyTime, BusyWith, KeepAvailability, Mode, Strength, Way, When};
use vocabulary::day::{parse_day, parse_time};
use vocabulary::id::PatientId;

use super::super::chart::{Open, Tab, open_to};
use super::super::filled::{self, Trouble, wrong};
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Crumb, Field, PageHead, Problem, Select, Tick, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::settings::meetings::DAYS;
use crate::signed::Signed;

/// How many lines a form takes at most.
const MOST_LINES: usize = 20;
/// How many empty lines a form offers.
const EMPTY: usize = 2;

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match with_known(&app, signed, patient).await {
        Ok((open, known)) => draw(&open, &begin(known.as_ref()), &Trouble::default()),
        Err(response) => response,
    }
}

pub(super) async fn save(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (open, _) = match with_known(&app, signed, patient).await {
        Ok(both) => both,
        Err(response) => return response,
    };
    let mut unread = Vec::new();
    let (busy, lines) = read_lines(&sent, &mut unread);
    let command = KeepAvailability {
        patient,
        version: sent.parse("version"),
        busy,
        way: read_way(&sent, &mut unread),
        most_days: read_days(&sent, &mut unread),
        needs_child_care: sent.is_on("child_care"),
        interpreter: Some(sent.text("interpreter").to_owned()).filter(|tag| !tag.is_empty()),
        remote_days: sent.all("remote_days").filter_map(|day| day.parse().ok()).collect(),
    };
    match filled::perform(&app, &open.signed, command, unread).await {
        Ok(_) => Redirect::to(&format!("/patients/{patient}/week")).into_response(),
        Err(refusal) => open.again(&at_their_lines(refusal, &lines), |trouble| draw(&open, &sent, trouble)),
    }
}

/// The core counts the times; the form counts its lines, of which some are empty.
fn at_their_lines(refusal: Refusal, lines: &[usize]) -> Refusal {
    let Refusal::Invalid(mut problems) = refusal else { return refusal };
    for problem in &mut problems {
        let mut parts = problem.field.splitn(3, '.');
        if let (Some("busy"), Some(at), Some(part)) = (parts.next(), parts.next(), parts.next())
            && let Some(line) = at.parse::<usize>().ok().and_then(|at| lines.get(at))
        {
            problem.field = format!("busy.{line}.{part}");
        }
    }
    Refusal::Invalid(problems)
}

async fn with_known(app: &App, signed: Signed, patient: PatientId) -> Result<(Open, Option<(Availability, i64)>), Response> {
    let open = open_to(app, signed, patient, (Action::Amend, Kind::Availability)).await?;
    match super::fitting::load(&open, None).await {
        Ok(weeks) => {
            let known = weeks.availability.clone();
            Ok((open, known))
        }
        Err(refusal) => Err(open.signed.refused(&refusal)),
    }
}

fn begin(known: Option<&(Availability, i64)>) -> Sent {
    let Some((known, version)) = known else { return Sent::default() };
    let clock = |time: Time| time.strftime("%H:%M").to_string();
    let mut sent = Sent::default().with("version", version.to_string());
    for (at, busy) in known.busy.iter().enumerate() {
        let name = |part: &str| format!("busy.{at}.{part}");
        sent = sent
            .with(name("what"), busy.what.value())
            .with(name("words"), busy.words.clone())
            .with(name("strength"), if busy.strength == Strength::RatherNot { "rather_not" } else { "cannot" })
            .with(name("from"), if busy.from == Time::midnight() { String::new() } else { clock(busy.from) })
            .with(name("until"), busy.until.map(clock).unwrap_or_default());
        sent = match &busy.when {
            When::Weekly { weekdays, last } => weekdays
                .iter()
                .fold(sent, |sent, day| sent.with(name("days"), day.to_string()))
                .with(name("last"), last.map(|last| last.to_string()).unwrap_or_default()),
            When::Once { day } => sent.with(name("day"), day.to_string()),
        };
    }
    if let Some(way) = known.way {
        sent = sent.with("way", way.by.value()).with("minutes", way.minutes.to_string());
    }
    if known.needs_child_care {
        sent = sent.with("child_care", "yes");
    }
    sent = sent.with("interpreter", known.interpreter.clone().unwrap_or_default());
    sent = known.remote_days.iter().fold(sent, |sent, day| sent.with("remote_days", day.to_string()));
    sent.with("most_days", known.most_days.map(|days| days.to_string()).unwrap_or_default())
}

fn draw(open: &Open, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let used = (0..MOST_LINES).filter(|at| is_used(sent, *at)).map(|at| at + 1).max().unwrap_or(0);
    let modes = std::iter::once(("", "Not known")).chain(Mode::ALL.iter().map(|(_, value, words)| (*value, *words)));
    let back = format!("/patients/{}/week", open.patient());
    let form = html! {
        form.form method="post" action=(format!("/patients/{}/availability", open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            @if !sent.text("version").is_empty() { input type="hidden" name="version" value=(sent.text("version")); }
            div.busy-lines id="busy" tabindex="-1" {
                @for at in 0..(used + EMPTY).min(MOST_LINES) { (line(sent, at, problems)) }
            }
            div.two {
                (Select::new("way", "How they get here").options(modes).chosen(sent.text("way")).optional())
                (Field::number("minutes", "Minutes one way").optional().hint("From door to door, waiting for the bus included").value(sent.text("minutes")).problems(problems))
                (Field::number("most_days", "Days a week at most").optional().value(sent.text("most_days")).problems(problems))
            }
            div.two {
                (Tick::new("child_care", "yes", "Their children need somebody meanwhile").small("Only groups with child care fit, or those they join from home").checked(sent.is_on("child_care")))
                (Select::new("interpreter", "Interpreter into").options(LANGUAGES).chosen(sent.text("interpreter")).optional().problems(problems))
            }
            (remote_days(sent, problems))
            div.acts { (Button::primary("Keep, and see the weeks that fit").key("Ctrl+Enter")) (Button::quiet("Cancel").href(back.clone())) }
        }
    };
    let card = Card::new("When they cannot come")
        .small("Empty a line to take it out; what stood there before is kept")
        .padded()
        .body(form);
    let title = "Around their life";
    let head = PageHead::new(title)
        .second()
        .crumb(Crumb::to(Tab::Schedule.words(), Tab::Schedule.href(open.patient())))
        .crumb(Crumb::to("A week that fits", back))
        .crumb(Crumb::here(title))
        .below(html! { "Shift, class, school run, court, last bus. A week is planned around it; what it is stays here." });
    open.week_page(title, true, trouble, html! { (head) (trouble.summary()) (card) })
}

/// Languages somebody may interpret into, by tag.
const LANGUAGES: [(&str, &str); 6] = [
    ("", "None needed"),
    ("es", "Spanish"),
    ("pt", "Portuguese"),
    ("ht", "Haitian Creole"),
    ("kea", "Cape Verdean Creole"),
    ("ase", "Sign language"),
];

fn remote_days(sent: &Sent, problems: &[Problem]) -> Markup {
    let days =
        ChoiceRow::many("remote_days", "By video from where they are, on").choices(DAYS.map(|(value, words, _)| (value, words)));
    let days = sent.all("remote_days").fold(days, ChoiceRow::chosen);
    html! { (days.problems(problems)) }
}

fn is_used(sent: &Sent, at: usize) -> bool {
    ["what", "words", "from", "until", "day", "days"]
        .iter()
        .any(|part| sent.all(&format!("busy.{at}.{part}")).any(|value| !value.trim().is_empty()))
}

fn line(sent: &Sent, at: usize, problems: &[Problem]) -> Markup {
    let name = |part: &str| format!("busy.{at}.{part}");
    let what = std::iter::once(("", "Choose")).chain(BusyWith::ALL.iter().map(|(_, value, words)| (*value, *words)));
    let days = ChoiceRow::many(name("days"), "Every week on").choices(DAYS.map(|(value, words, _)| (value, words)));
    let days = sent.all(&name("days")).fold(days, ChoiceRow::chosen);
    let strength = if sent.text(&name("strength")) == "rather_not" { "rather_not" } else { "cannot" };
    html! {
        fieldset.meeting {
            legend.vh { "Time " (at + 1) }
            div.times {
                (Select::new(name("what"), "What").options(what).chosen(sent.text(&name("what"))).problems(problems))
                (Field::text(name("words"), "In a few words").optional().value(sent.text(&name("words"))).max(60))
                (Select::new(name("strength"), "They").options([("cannot", "cannot come"), ("rather_not", "would rather not")]).chosen(strength))
            }
            (days.problems(problems))
            div.times {
                (Field::time(name("from"), "From").hint("Empty: from morning").optional().value(sent.text(&name("from"))).problems(problems))
                (Field::time(name("until"), "Until").hint("Empty: to the end of the day").optional().value(sent.text(&name("until"))).problems(problems))
                (Field::date(name("day"), "Or once, on").optional().value(sent.text(&name("day"))).problems(problems))
                (Field::date(name("last"), "Last day").optional().hint("For what ends").value(sent.text(&name("last"))).problems(problems))
            }
        }
    }
}

/// The times of the form, and on which line each stands.
fn read_lines(sent: &Sent, unread: &mut Vec<access::Problem>) -> (Vec<BusyTime>, Vec<usize>) {
    let (mut all, mut lines) = (Vec::new(), Vec::new());
    for at in (0..MOST_LINES).filter(|at| is_used(sent, *at)) {
        let name = |part: &str| format!("busy.{at}.{part}");
        let what = BusyWith::read(sent.text(&name("what")));
        if what.is_none() {
            unread.push(wrong(name("what"), "Choose what takes this time, or empty the line."));
        }
        let mut time = |part: &str| match sent.text(&name(part)) {
            "" => None,
            typed => parse_time(typed).map_err(|problem| unread.push(wrong(name(part), format!("{problem}.")))).ok(),
        };
        let (from, until) = (time("from"), time("until"));
        let mut day = |part: &str| match sent.text(&name(part)) {
            "" => None,
            typed => parse_day(typed).map_err(|problem| unread.push(wrong(name(part), format!("{problem}.")))).ok(),
        };
        let (once, last) = (day("day"), day("last"));
        let weekdays: Vec<i8> =
            DAYS.iter().filter(|(value, ..)| sent.all(&name("days")).any(|sent| sent == *value)).map(|(.., day)| *day).collect();
        if once.is_some() && !weekdays.is_empty() {
            unread.push(wrong(name("day"), "Either every week, or once: clear the days or this day."));
        }
        all.push(BusyTime {
            what: what.unwrap_or(BusyWith::Other),
            words: sent.text(&name("words")).to_owned(),
            strength: if sent.text(&name("strength")) == "rather_not" { Strength::RatherNot } else { Strength::Cannot },
            when: once.map_or(When::Weekly { weekdays, last }, |day| When::Once { day }),
            from: from.unwrap_or(Time::midnight()),
            until,
        });
        lines.push(at);
    }
    (all, lines)
}

fn read_way(sent: &Sent, unread: &mut Vec<access::Problem>) -> Option<Way> {
    let (by, typed) = (Mode::read(sent.text("way")), sent.text("minutes"));
    match (by, typed.parse::<u16>()) {
        (_, Ok(minutes)) => Some(Way { by: by.unwrap_or(Mode::Ride), minutes }),
        (None, Err(_)) if typed.is_empty() => None,
        (Some(_), Err(_)) if typed.is_empty() => {
            unread.push(wrong("minutes", "Write how many minutes the way takes, or choose “Not known”."));
            None
        }
        (_, Err(_)) => {
            unread.push(wrong("minutes", "Write the minutes as a number, like 45."));
            None
        }
    }
}

fn read_days(sent: &Sent, unread: &mut Vec<access::Problem>) -> Option<u8> {
    let typed = sent.text("most_days");
    let days = typed.parse::<u8>().ok();
    if days.is_none() && !typed.is_empty() {
        unread.push(wrong("most_days", "Write a number of days from 1 to 7, or leave it empty."));
    }
    days
}
