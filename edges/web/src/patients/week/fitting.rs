//! Three weeks side by side that fit somebody's life, or what stands in the way. One is taken whole, and can be put back.

use access::{Action, Kind};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::person::{FindFittingWeeks, FittingWeeks, FoundWeeks, GroupOfWeek, OfferedWeek, WhyNot};
use schedule::availability::{Availability, Strength};
use schedule::fitting_week::Shape;
use schedule::therapy_group::ChangePlaces;
use vocabulary::Minutes;
use vocabulary::day::{minute_of_day, parse_day};
use vocabulary::id::{PatientId, TherapyGroupId};

use super::super::chart::{Open, Tab, open, open_to};
use super::super::filled::{self, Trouble};
use super::words as say;
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Hue, Icon, PageHead, Row, RowList, chip, csrf_field, empty};
use crate::form::SignedForm;
use crate::signed::Signed;
use crate::words;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    from: String,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(asked): Query<Asked>,
) -> Response {
    let open = match open(&app, signed, patient, Tab::Schedule).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    match load(&open, parse_day(&asked.from).ok()).await {
        Ok(weeks) => draw(&open, &weeks, &Trouble::default()),
        Err(refusal) => open.signed.refused(&refusal),
    }
}

/// The weeks, asked beside the open chart.
pub(super) async fn load(open: &Open, from: Option<Date>) -> Result<Released<FittingWeeks>, access::Refusal> {
    let (actor, patient) = (open.signed.actor.clone(), open.patient());
    open.app.work(move |house| house.ask(&actor, &FindFittingWeeks { patient, from })).await
}

pub(super) async fn take(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match open_to(&app, signed, patient, (Action::Amend, Kind::GroupSession)).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let mut unread = Vec::new();
    let from = filled::day(&sent, "from", &mut unread);
    let groups: Vec<TherapyGroupId> = sent.all("group").filter_map(|id| id.parse().ok()).collect();
    match filled::perform(&app, &open.signed, ChangePlaces { patient, groups, from }, unread).await {
        Ok(_) => Redirect::to(&format!("/patients/{patient}/week?from={from}")).into_response(),
        Err(refusal) => match (Trouble::of(&refusal), load(&open, parse_day(sent.text("from")).ok()).await) {
            (Some(trouble), Ok(weeks)) => draw(&open, &weeks, &trouble),
            _ => open.signed.refused(&refusal),
        },
    }
}

fn draw(open: &Open, weeks: &FittingWeeks, trouble: &Trouble) -> Response {
    let known = weeks.availability.as_ref().map(|(known, _)| known);
    let change = format!("/patients/{}/availability", open.patient());
    let may_change = open.may(Action::Amend, Kind::Availability);
    let title = "A week that fits";
    let head = PageHead::new(title)
        .second()
        .crumb(Crumb::to(Tab::Schedule.words(), Tab::Schedule.href(open.patient())))
        .crumb(Crumb::here(title))
        .below(html! { (asked_for(weeks)) })
        .acts(html! { @if may_change { (Button::plain("Change what they cannot do").icon(Icon::Edit).small().href(change.clone())) } });
    let content = html! {
        (head) (trouble.summary())
        (put_back(open, weeks))
        (from_form(weeks))
        @match &weeks.found {
            None => (Banner::due("They are in no level of care on that day, so there are no hours to reach. Admit them first, or choose another day.")),
            Some(FoundWeeks::Weeks(all)) => {
                div.weeks { @for (at, week) in all.iter().enumerate() { (card(open, weeks, known, week, &format!("Week {}", at + 1), true)) } }
            }
            Some(FoundWeeks::Blocked { most_minutes, ways }) => (blocked(open, weeks, known, *most_minutes, ways)),
        }
        (super::taper::card(open, weeks))
        (life(known, &change, may_change))
        (groups(weeks, known))
    };
    open.week_page(title, false, trouble, content)
}

/// What a week has to reach, and what the one they have reaches.
fn asked_for(weeks: &FittingWeeks) -> String {
    let now = weeks.as_it_is.map(|shape| format!(" Their groups now: {}.", size(shape))).unwrap_or_default();
    let asked = match (weeks.floor_minutes, weeks.ceiling_minutes) {
        (Some(floor), Some(most)) => {
            let most =
                if (most + 1) % 60 == 0 { format!("less than {}", hours(most + 1)) } else { format!("at most {}", hours(most)) };
            format!("At least {} and {most} hours a week, from {}.", hours(floor), words::long_day(weeks.from))
        }
        (Some(floor), None) => format!("At least {} hours a week, from {}.", hours(floor), words::long_day(weeks.from)),
        _ => format!("From {}.", words::long_day(weeks.from)),
    };
    format!("{asked}{now}")
}

/// "9 h on 3 days".
fn size(shape: Shape) -> String {
    format!("{} h on {}", hours(shape.credited), words::count(shape.days, "day", "days"))
}

fn hours(minutes: i64) -> String {
    Minutes(minutes).as_hours()
}

/// The day from which the week would hold.
fn from_form(weeks: &FittingWeeks) -> Markup {
    html! {
        form.filters.from-day method="get" {
            label.lab for="from" { "From" }
            input.in type="date" id="from" name="from" value=(weeks.from.to_string()) min=(weeks.today.to_string());
            (Button::plain("Show").small())
        }
    }
}

/// What holds from that day, where it is not what held the day before; and the way back.
fn put_back(open: &Open, weeks: &FittingWeeks) -> Markup {
    let Some(before) = weeks.before.as_ref().filter(|_| open.may(Action::Amend, Kind::GroupSession)) else { return html! {} };
    let theirs: Vec<&str> = weeks.groups.iter().filter(|group| group.is_theirs).map(|group| group.name.as_str()).collect();
    let holds = if theirs.is_empty() { "in no group".to_owned() } else { theirs.join(", ") };
    html! {
        div.put-back role="status" {
            p { (Icon::Check) " From " (words::long_day(weeks.from)) ": " (holds) "." }
            form method="post" action=(format!("/patients/{}/week", open.patient())) {
                (csrf_field(&open.signed.frame.csrf))
                input type="hidden" name="from" value=(weeks.from.to_string());
                @for group in before { input type="hidden" name="group" value=(group.to_string()); }
                (Button::plain("Put back what was before").icon(Icon::Undo).small())
            }
        }
    }
}

fn card(
    open: &Open,
    weeks: &FittingWeeks,
    known: Option<&Availability>,
    week: &OfferedWeek,
    name: &str,
    may_take: bool,
) -> Markup {
    let groups: Vec<&GroupOfWeek> = week.groups.iter().filter_map(|at| weeks.groups.get(*at)).collect();
    let title = size(week.shape);
    let is_now = weeks.as_it_is.is_some()
        && weeks.groups.iter().enumerate().all(|(at, group)| group.is_theirs == week.groups.contains(&at));
    let facts = facts(weeks, known, week, &groups);
    let body = html! {
        (strip(weeks, known, &groups))
        ul.facts-of-week { @for fact in facts { li { (fact) } } }
        @if is_now {
            p.muted { (Icon::Check) " This is the week they have." }
        } @else if may_take && open.may(Action::Amend, Kind::GroupSession) {
            form method="post" action=(format!("/patients/{}/week", open.patient())) {
                (csrf_field(&open.signed.frame.csrf))
                input type="hidden" name="from" value=(weeks.from.to_string());
                @for group in &groups { input type="hidden" name="group" value=(group.group.to_string()); }
                (Button::primary("Take this week").about(name.to_owned()))
            }
        }
    };
    html! { (Card::new(title).small(name.to_owned()).padded().class("fitting").body(body)) }
}

/// What there is to know about a week, the weightiest first.
fn facts(weeks: &FittingWeeks, known: Option<&Availability>, week: &OfferedWeek, groups: &[&GroupOfWeek]) -> Vec<String> {
    let mut all = Vec::new();
    let names = |these: Vec<&str>| these.join(", ");
    let leaves: Vec<&str> = weeks
        .groups
        .iter()
        .enumerate()
        .filter(|(at, group)| group.is_theirs && !week.groups.contains(at))
        .map(|(_, group)| group.name.as_str())
        .collect();
    let joins: Vec<&str> = groups.iter().filter(|group| !group.is_theirs).map(|group| group.name.as_str()).collect();
    if !leaves.is_empty() {
        all.push(format!("Leaves {}.", names(leaves)));
    }
    if !joins.is_empty() {
        all.push(format!("Joins {}.", names(joins)));
    }
    let wished: Vec<&str> = groups.iter().filter(|group| group.is_wished).map(|group| group.name.as_str()).collect();
    if !wished.is_empty() && wished.len() < groups.len() {
        all.push(format!("Their plan asks for {}.", names(wished)));
    }
    let remote: Vec<&str> = groups.iter().filter(|group| group.is_by_video).map(|group| group.name.as_str()).collect();
    if !remote.is_empty() {
        all.push(format!("By video, on the days they can: {}.", names(remote)));
    }
    all.extend(week.authorization.iter().cloned());
    for (day, at, number) in &week.missed {
        let group = weeks.groups.get(*at).map_or("", |group| group.name.as_str());
        let busy = known.and_then(|one| one.busy.get(*number)).map_or("", |busy| busy.name());
        all.push(format!("{}: {busy} falls on {group}. A make-up session will be needed.", words::short_day(*day)));
    }
    let Shape { trips, days, idle, unloved, .. } = week.shape;
    if trips > days {
        all.push(format!("They come {} a week: on some days they go home in between.", words::count(trips, "time", "times")));
    }
    if idle > 0 {
        all.push(format!("{} of waiting between groups in the week.", Minutes(idle).in_words()));
    }
    if unloved > 0 {
        all.push(format!("{} at a time they would rather not.", Minutes(unloved).in_words()));
    }
    all
}

/// The days, each with its groups and what the person has besides, in the order of the clock.
fn strip(weeks: &FittingWeeks, known: Option<&Availability>, groups: &[&GroupOfWeek]) -> Markup {
    let mut lines: Vec<(i8, i64, Markup)> = Vec::new();
    for group in groups {
        for meeting in &group.meetings {
            let line = html! { span.at { (words::span(meeting.start, meeting.end)) } span.g { (group.name) @if !group.is_theirs { " " (chip(Hue::Outline, "new")) } } };
            lines.push((meeting.weekday, minute_of_day(meeting.start), line));
        }
    }
    let days: Vec<i8> = (1..=7).filter(|day| lines.iter().any(|(on, ..)| on == day)).collect();
    for busy in known.into_iter().flat_map(|one| &one.busy) {
        for (weekday, from, _) in busy.stretches(weeks.from) {
            if days.contains(&weekday) && from > 0 {
                let kind = if busy.strength == Strength::Cannot { "" } else { ", would rather not" };
                let line = html! { span.at { (say::hours(busy)) } span.besides { (busy.name()) (kind) } };
                lines.push((weekday, from, line));
            }
        }
    }
    lines.sort_by_key(|(day, at, _)| (*day, *at));
    html! {
        dl.strip { @for day in days {
            dt { (say::weekday(day)) }
            dd { @for (_, _, line) in lines.iter().filter(|(on, ..)| *on == day) { p { (line) } } }
        } }
    }
}

fn blocked(
    open: &Open,
    weeks: &FittingWeeks,
    known: Option<&Availability>,
    most: i64,
    ways: &[(Vec<schedule::fitting_week::Relax>, OfferedWeek)],
) -> Markup {
    let floor = weeks.floor_minutes.unwrap_or(0);
    let name = |at: usize| weeks.groups.get(at).map_or_else(String::new, |group| group.name.clone());
    html! {
        (Banner::due(format!("No week fits as things are: {} of {} hours at most.", hours(most), hours(floor))))
        @if ways.is_empty() {
            p { "Not even with every wish set aside: the groups that run on these days are too few. An individual hour, a group on another track or another day would add hours." }
        } @else {
            h2.human { "One of these would have to give" }
            div.weeks { @for (gives, week) in ways {
                div.way-out {
                    ul.gives { @for thing in gives { li { b { (say::gives(known, name, *thing)) } } } }
                    (card(open, weeks, known, week, "Then", false))
                }
            } }
        }
    }
}

fn life(known: Option<&Availability>, change: &str, may: bool) -> Markup {
    let acts = html! { @if may { (Button::plain("Change").icon(Icon::Edit).small().href(change)) } };
    let body = match known {
        None => empty(
            "Nobody has asked yet.",
            "Shift, class, school run, court, last bus: write down what they cannot do, and weeks are found around it.",
            None,
        ),
        Some(known) => {
            let row = |busy: &schedule::availability::BusyTime| {
                let row = Row::new(busy.name().to_owned()).line(say::when(busy));
                if busy.strength == Strength::RatherNot { row.chip(chip(Hue::Outline, "would rather not")) } else { row }
            };
            let mut more = Vec::new();
            more.extend(known.way.map(|way| format!("The way takes {} minutes {}.", way.minutes, way.by.by())));
            more.extend(
                known
                    .most_days
                    .map(|days| format!("They can come on {} a week at most.", words::count(usize::from(days), "day", "days"))),
            );
            if known.needs_child_care {
                more.push("Somebody has to look after their children meanwhile.".to_owned());
            }
            more.extend(known.interpreter.as_ref().map(|tag| format!("An interpreter is needed ({tag}).")));
            if !known.remote_days.is_empty() {
                more.push(format!("By video on {}.", say::days(&known.remote_days)));
            }
            html! {
                @if known.busy.is_empty() && more.is_empty() { (empty("Free at any time.", "", None)) }
                @if !known.busy.is_empty() { (RowList::new("Times that are taken").rows(known.busy.iter().map(row))) }
                @if !more.is_empty() { p.pad { (more.join(" ")) } }
            }
        }
    };
    html! { (Card::new("Around their life").acts(acts).body(body)) }
}

/// Every group of the day, with why it is not open where it is not.
fn groups(weeks: &FittingWeeks, known: Option<&Availability>) -> Markup {
    let row = |group: &GroupOfWeek| {
        let why = match group.not_open {
            None if group.is_theirs => "They have a place.".to_owned(),
            None => format!("{} of {} places taken.", group.taken, group.capacity),
            Some(WhyNot::NotThis) => "Not this group.".to_owned(),
            Some(WhyNot::NoChildCare) => "No child care there.".to_owned(),
            Some(WhyNot::NoInterpreter) => "Nobody interprets there.".to_owned(),
            Some(WhyNot::Known(why)) => say::not_open(known, why),
        };
        let about = format!("{} · {}", crate::settings::meetings::meeting_words(&group.meetings), group.track);
        let row = Row::new(group.name.clone()).line(html! { (about) br; (why) });
        match (group.is_theirs, group.not_open) {
            (true, None) => row.chip(chip(Hue::Here, "theirs")),
            (true, Some(_)) => row.chip(chip(Hue::Due, "theirs, no longer fits")),
            (false, Some(_)) => row.chip(chip(Hue::Outline, "not open")),
            (false, None) => row,
        }
    };
    html! {
        details.over { summary { "All groups, and why some are not open" }
            (Card::new("Groups").body(html! {
                @if weeks.groups.is_empty() { (empty("No group runs on that day.", "Settings, Groups.", None)) }
                @else { (RowList::new("Groups").rows(weeks.groups.iter().map(row))) }
            }))
        }
    }
}
