//! Everybody in care with their week. Filters stand in the address, so that a list can be kept, shared and reloaded; when nothing is
//! left, the page says which filter did it.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use confidential::Released;
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::people::{ListPeople, PeopleList, PersonFlag, PersonInList};
use vocabulary::ProgramZone;

use super::say;
use crate::app::App;
use crate::component::{Button, Card, Chip, Column, Hue, Icon, PageHead, Select, Table, TableRow, chip, empty, hours_meter};
use crate::frame::{Area, Page};
use crate::signed::Signed;
use crate::words::{count, full_day};

/// What was asked for; the address of the page says the same.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    track: String,
    #[serde(default)]
    flag: String,
    #[serde(default)]
    by: String,
}

/// What can be filtered for beside the track.
const FLAGS: [(&str, &str); 5] = [
    ("any", "Anything open"),
    ("hours", "Hours short"),
    ("authorization", "Authorization ending"),
    ("plan", "Plan to look at"),
    ("concern", "A concern"),
];

impl Asked {
    fn is_filtered(&self) -> bool {
        !self.q.trim().is_empty() || !self.track.is_empty() || !self.flag.is_empty()
    }

    fn has_track(&self, person: &PersonInList) -> bool {
        self.track.is_empty() || person.track.is_some_and(|track| track.to_string() == self.track)
    }

    fn has_flag(&self, person: &PersonInList) -> bool {
        let is = |flag: &PersonFlag| match self.flag.as_str() {
            "hours" => *flag == PersonFlag::HoursShort,
            "authorization" => *flag == PersonFlag::Authorization,
            "plan" => *flag == PersonFlag::Plan,
            "concern" => matches!(flag, PersonFlag::Concern(_)),
            _ => true,
        };
        self.flag.is_empty() || person.flags.iter().any(is)
    }

    /// The address with one part changed.
    fn with(&self, name: &str, value: &str) -> String {
        let parts = [("q", &self.q), ("track", &self.track), ("flag", &self.flag), ("by", &self.by)];
        let mut address = url::form_urlencoded::Serializer::new(String::new());
        for (known, now) in parts {
            let said = if known == name { value } else { now };
            if !said.trim().is_empty() {
                address.append_pair(known, said);
            }
        }
        let query = address.finish();
        if query.is_empty() { "/patients".to_owned() } else { format!("/patients?{query}") }
    }
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    if !asked.q.trim().is_empty()
        && let Err(wait) = signed.may_search(&app)
    {
        return *wait;
    }
    let (actor, query) = (signed.actor.clone(), ListPeople { words: asked.q.clone() });
    let list = match app.work(move |house| house.ask(&actor, &query)).await {
        Ok(list) => list,
        Err(refusal) => return signed.refused(&refusal),
    };
    let zone = app.0.house.zone();
    let mut shown: Vec<&PersonInList> =
        list.people.iter().filter(|person| asked.has_track(person) && asked.has_flag(person)).collect();
    sort(&mut shown, &asked.by);
    let content = html! {
        (PageHead::new("Patients").below(sentence(&list, &asked, shown.len())))
        (filters(&list, &asked))
        @if list.people.is_empty() && !asked.is_filtered() {
            (Card::new("In care").body(empty("Nobody is in care yet.", "Whoever is admitted out of an inquiry appears here with their week.", Some(Button::plain("Open inquiries").href("/inquiries")))))
        } @else if shown.is_empty() {
            (Card::new("In care").body(none_left(&list, &asked)))
        } @else {
            (Card::new(if asked.q.trim().is_empty() { "In care" } else { "Found" }).body(html! { (table(zone, &list, &asked, &shown)) }))
        }
    };
    Page::new(&signed.frame, Area::Patients, "Patients").style("people.css").render(content).into_response()
}

fn sentence(list: &PeopleList, asked: &Asked, shown: usize) -> Markup {
    let all = list.people.len();
    let short = list.people.iter().filter(|person| person.flags.contains(&PersonFlag::HoursShort)).count();
    html! {
        @if !asked.q.trim().is_empty() { (count(shown, "person", "people")) " found, in care or not." }
        @else if asked.is_filtered() { (shown) " of " (count(all, "person", "people")) " in care." }
        @else {
            (count(all, "person", "people")) " in care"
            @if list.has_weeks && short > 0 { "; " (short) " cannot reach this week’s hours with what is booked." } @else { "." }
        }
    }
}

fn filters(list: &PeopleList, asked: &Asked) -> Markup {
    let flags = FLAGS.map(|(value, words)| (value.to_owned(), words.to_owned()));
    html! {
        form.filters.people-filters method="get" action="/patients" role="search" {
            label.vh for="q" { "Find by name, phone end or record number" }
            input.in type="search" id="q" name="q" value=(asked.q) placeholder="Name, phone end or record" autocomplete="off" data-find;
            @if !list.tracks.is_empty() {
                (Select::new("track", "Track").option("", "Every track").options(list.tracks.iter().map(|(id, name)| (id.to_string(), name.clone()))).chosen(&asked.track))
            }
            @if list.has_weeks { (Select::new("flag", "Flag").option("", "Everybody").options(flags).chosen(&asked.flag)) }
            @if !asked.by.is_empty() { input type="hidden" name="by" value=(asked.by); }
            (Button::plain("Show"))
            @if asked.is_filtered() { (Button::quiet("Clear").href("/patients")) }
        }
    }
}

/// Nobody is left: says which filter did it, and takes it away at a press.
fn none_left(list: &PeopleList, asked: &Asked) -> Markup {
    let track = list.tracks.iter().find(|(id, _)| id.to_string() == asked.track).map(|(_, name)| name.as_str());
    let flag = FLAGS.iter().find(|(value, _)| *value == asked.flag).map(|(_, words)| *words);
    let by_track = list.people.iter().filter(|person| asked.has_track(person)).count();
    let (words, why, without) = if list.people.is_empty() {
        (
            format!("Nobody goes by “{}”.", asked.q.trim()),
            "Try a last name, the last four digits of a phone, or a record number.".to_owned(),
            asked.with("q", ""),
        )
    } else if by_track == 0 {
        let name = track.unwrap_or("this track");
        (
            format!("Nobody is on {name}."),
            format!("{} without this filter.", count(list.people.len(), "person", "people")),
            asked.with("track", ""),
        )
    } else {
        let name = flag.unwrap_or("this flag").to_lowercase();
        (
            format!("Nobody has “{name}”."),
            format!("{} without this filter.", count(by_track, "person", "people")),
            asked.with("flag", ""),
        )
    };
    empty(&words, &why, Some(Button::plain("Take the filter away").href(without)))
}

fn sort(people: &mut [&PersonInList], by: &str) {
    let hours = |person: &PersonInList| {
        person.hours.map_or(i64::MAX, |hours| hours.attended_minutes + hours.booked_minutes - hours.floor_minutes)
    };
    match by {
        "hours" => people.sort_by_key(|person| hours(person)),
        "seen" => people.sort_by_key(|person| person.last_seen),
        "next" => people.sort_by_key(|person| person.next.as_ref().map_or(jiff::Timestamp::MAX, |(at, _)| *at)),
        _ => {}
    }
}

fn table(zone: &ProgramZone, list: &Released<PeopleList>, asked: &Asked, shown: &[&PersonInList]) -> Table {
    let sorted = |words: &str, by: &str| {
        let is_this = asked.by == by || (by.is_empty() && asked.by.is_empty());
        Column::new(words).sort(asked.with("by", by), is_this.then_some(true))
    };
    let mut columns = vec![sorted("Name", "")];
    if list.has_weeks {
        columns.push(Column::new("Track and week"));
        columns.push(sorted("Hours this week", "hours"));
    }
    columns.extend([sorted("Last seen", "seen"), sorted("Next session", "next"), Column::new("Flags")]);
    let rows = shown.iter().map(|person| row(zone, list, person));
    Table::new("People in care", columns).silent_caption().rows(rows)
}

fn row(zone: &ProgramZone, list: &PeopleList, person: &PersonInList) -> TableRow {
    let who = &person.who;
    let head = html! {
        a href=(format!("/patients/{}", who.id)) data-open title=[who.legal_name.as_ref().map(|legal| format!("Legal name: {}", legal.full()))] { (who.name.full()) }
        small { @if let Some(pronouns) = &who.pronouns { (pronouns) " · " } "born " (full_day(who.birth_date)) " · " span.nowrap { "No. " (who.record_number) } }
    };
    let mut cells = Vec::new();
    if list.has_weeks {
        cells.push(
            html! { div { @if person.is_in_care { (track(list, person)) } @else { (chip(Hue::Outline, "Not in care")) } } },
        );
        cells.push(html! { @if let Some(hours) = person.hours.filter(|hours| hours.floor_minutes > 0) { (meter(hours)) } });
    }
    cells.push(html! { @if let Some(day) = person.last_seen { (say::day_words(day, list.today)) } @else { span.muted { "Not in six weeks" } } });
    cells.push(next(zone, list.today, person));
    cells.push(html! { span.chips { @for flag in &person.flags { (flag_chip(*flag)) } } });
    TableRow::new(head, cells)
}

fn track(list: &PeopleList, person: &PersonInList) -> Markup {
    let name = person.track.and_then(|track| list.tracks.iter().find(|(id, _)| *id == track)).map(|(_, name)| name.as_str());
    html! {
        span.nowrap { (name.unwrap_or("No track")) }
        @if let (Some(level), Some(week)) = (&person.level, person.week) { small.nowrap { "Level " (level) ", week " (week) } }
    }
}

fn meter(hours: reactions::today::HoursMeter) -> Markup {
    let amount = |minutes: i64| u32::try_from(minutes.max(0)).unwrap_or(0);
    hours_meter(amount(hours.attended_minutes), amount(hours.booked_minutes), amount(hours.floor_minutes))
}

fn next(zone: &ProgramZone, today: Date, person: &PersonInList) -> Markup {
    html! {
        @match &person.next {
            Some((at, name)) => { div { (say::day_words(zone.day(*at), today)) " " (zone.clock_face(*at)) small { (name) } } }
            None => { span.muted { "Nothing booked" } }
        }
    }
}

fn flag_chip(flag: PersonFlag) -> Chip {
    match flag {
        PersonFlag::Concern(kind) => crate::today::kind(kind),
        PersonFlag::HoursShort => chip(Hue::Due, "Hours short").icon(Icon::Clock),
        PersonFlag::Authorization => chip(Hue::Due, "Authorization").icon(Icon::Coin),
        PersonFlag::Plan => chip(Hue::Due, "Plan").icon(Icon::Thread),
    }
}
