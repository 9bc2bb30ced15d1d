//! The day board with invented people.

use maud::{Markup, html};

use super::sample;
use crate::component::{
    Arrival, Button, Chip, DueLine, Hue, Icon, Lane, LaterLine, PageHead, PersonRow, ReasonCard, StateButton, chip, due_list,
    later_list, reason_cards, segments,
};
use crate::frame::{Area, Page};
use crate::words;

const ALL: &[(&str, &str)] =
    &[("here", "Here"), ("late", "Late"), ("remote", "By video"), ("not", "Not here"), ("excused", "Excused")];

/// Name, words beside, state and time, flag, hours attended and booked in minutes.
const SKILLS: &str = "Marcus D.||here 8:52|safety|180 180
Priya N.|she/her|here 8:55|uds|360 180
Sam W.||here 8:57||360 180
Aisha B.||here 8:58|dose|360 180
Jordan K.|they/them|here 8:49||360 180
Rosa M.|Spanish|here 9:00|form|270 180
Tomás G.||late 9:14||360 180
Leah P.||remote 8:59||360 180
Dmitri V.||here 8:56|uds|360 180
Wei L.||here 8:51||360 180
Nadia F.|texted 9:05|way||180 180
Teresa A.||not|call|0 0";

const TOLERANCE: &str = "Devon R.||here 8:50|dose|360 180
Hannah S.||here 8:54||360 180
Luis M.||here 8:58|consent|360 180
Grace O.||here 8:47|uds|360 180
Caleb T.||left 9:40||270 180
Inês C.|Português|here 8:57||360 180
Malik J.||late 9:11||180 150
Brooke H.||remote 9:00||360 180
Yusuf E.||expected|form|360 180
Anya R.|court today|excused||360 0";

fn flag(word: &str) -> Option<Chip> {
    Some(match word {
        "safety" => chip(Hue::Safety, "Safety check").icon(Icon::Shield),
        "uds" => chip(Hue::Due, "UDS").icon(Icon::Cup),
        "dose" => chip(Hue::Due, "Dose 10:15").icon(Icon::Pill),
        "form" => chip(Hue::Outline, "Check-in").icon(Icon::Form),
        "call" => chip(Hue::Due, "Call").icon(Icon::Phone),
        "consent" => chip(Hue::Private, "Consent").icon(Icon::Lock),
        _ => return None,
    })
}

pub(super) fn state(word: &str) -> Arrival {
    match word {
        "here" => Arrival::Here,
        "late" => Arrival::Late,
        "remote" => Arrival::Remote,
        "left" => Arrival::LeftEarly,
        "way" => Arrival::OnTheWay,
        "not" => Arrival::NotHere,
        "excused" => Arrival::Excused,
        _ => Arrival::Expected,
    }
}

/// One person from one line of the tables above.
pub(super) fn row(line: &'static str) -> PersonRow<'static> {
    let mut parts = line.split('|');
    let mut part = || parts.next().unwrap_or_default();
    let (name, beside, arrived, flagged, minutes) = (part(), part(), part(), part(), part());
    let (word, time) = match arrived.split_once(' ') {
        Some((word, time)) => (word, Some(time)),
        None => (arrived, None),
    };
    let mut hours = minutes.split(' ').map(|each| each.parse().unwrap_or(0));
    let here = word == "here";
    let first = name.split(' ').next().unwrap_or_default();
    PersonRow {
        id: format!("row-{}", first.to_lowercase()),
        name,
        initials: words::initials(name),
        href: Some("/gallery/chart"),
        beside: (!beside.is_empty()).then_some(beside),
        arrival: StateButton {
            person: name,
            state: state(word),
            time,
            action: "/gallery/arrive",
            csrf: "t",
            next: if here { ("left", "Left early") } else { ("here", "Here") },
            all: ALL,
        },
        flags: flag(flagged).into_iter().collect(),
        week: Some((hours.next().unwrap_or(0), hours.next().unwrap_or(0), 540)),
    }
}

fn lane(id: &str, title: &'static str, small: &str, act: Button, tally: &[(usize, &str)], people: &'static str) -> Lane<'static> {
    let count = |(number, words): &(usize, &str)| (*number, (*words).to_owned());
    Lane {
        id: id.into(),
        title,
        small: small.into(),
        act: Some(act.href("/gallery/note").small()),
        tally: tally.iter().map(count).collect(),
        people: people.lines().map(row).collect(),
    }
}

fn lanes() -> [Lane<'static>; 2] {
    [
        lane(
            "lane-skills",
            "Relapse prevention skills",
            "9:00 to 10:15 · Room 2 · Alvarez, Osei",
            Button::primary("Open note"),
            &[(10, "of 12 here"), (1, "on the way"), (1, "not here")],
            SKILLS,
        ),
        lane(
            "lane-tolerance",
            "DBT skills: distress tolerance",
            "9:00 to 10:15 · Room 4 · Chen",
            Button::plain("Open note"),
            &[(8, "of 10 here"), (1, "expected"), (1, "excused")],
            TOLERANCE,
        ),
    ]
}

fn reason(name: &str, kind: Chip, sentence: &str, owner: &str, act: Button, safety: bool) -> ReasonCard {
    let href = "/gallery/chart";
    ReasonCard {
        name: name.into(),
        href: Some(href.into()),
        kind,
        sentence: sentence.into(),
        owner: owner.into(),
        act: act.href(href).small().about(format!("for {name}")),
        safety,
    }
}

fn reasons() -> [ReasonCard; 4] {
    [
        reason(
            "Marcus D.",
            chip(Hue::Safety, "Safety").icon(Icon::Shield),
            "This morning’s check-in (7:42) raised a safety question. No one has talked with him yet.",
            "You · now",
            Button::safety("Start safety check"),
            true,
        ),
        reason(
            "Teresa A.",
            chip(Hue::Gone, "Not here").icon(Icon::Dash),
            "Missed Tuesday and today. No answer to one call and one text. Has naloxone at home (Feb 20).",
            "Ken Osei · by 10:00",
            Button::plain("Log outreach"),
            false,
        ),
        reason(
            "Devon R.",
            chip(Hue::Due, "Medicine").icon(Icon::Pill),
            "Day 3 of starting buprenorphine. No visit logged yesterday; his plan says daily through Friday.",
            "Dr. Lind · today",
            Button::plain("Message"),
            false,
        ),
        reason(
            "Luis M.",
            chip(Hue::Private, "Consent").icon(Icon::Lock),
            "Consent to speak with probation ended yesterday. Nothing may be sent. A report is due Friday.",
            "You · by Friday",
            Button::plain("Ask to renew"),
            false,
        ),
    ]
}

fn due() -> Markup {
    let line = |icon, words: &str, count, line: &str| DueLine {
        icon,
        words: words.into(),
        href: Some("/gallery".into()),
        count,
        line: line.into(),
    };
    due_list(&[
        line(Icon::Cup, "Urine tests (UDS)", 5, "Priya N., Dmitri V., Grace O., 2 tonight"),
        line(Icon::Pill, "Dose visits", 3, "Aisha B. 10:15, Devon R. 10:20, 1 later"),
        line(Icon::Form, "Check-ins not filled", 2, "Rosa M., Yusuf E. Sent to phones at 8:00"),
        line(Icon::Note, "Notes to sign", 2, "Oldest is 19 hours old"),
        line(Icon::Clock, "Authorizations ending", 3, "Devon R. has 2 days left; review is ready"),
    ])
}

fn later() -> Markup {
    let line = |time: &str, words: &str, small: &str, count| LaterLine {
        time: time.into(),
        words: words.into(),
        small: small.into(),
        count,
    };
    later_list(&[
        line("10:30", "Process group", "Room 2 · Alvarez", 11),
        line("10:30", "Medicine and recovery", "Room 4 · Dr. Lind", 10),
        line("5:30 pm", "CBT for early recovery", "Room 2 · Park", 10),
    ])
}

pub(super) fn page() -> Markup {
    let head = PageHead::new("Thursday, March 12")
        .below(html! { "32 people today: 19 here, 1 on the way, " b { "1 not accounted for" } ", 1 excused, 10 tonight" })
        .acts(html! {
            (segments("Whose groups", &[("My groups", "/gallery/day", false), ("Whole program", "/gallery/day", true)]))
            (Button::plain("Hallway view").icon(Icon::Eye).href("?view=hallway").class("desk-only"))
            (Button::plain("Paper sheet").icon(Icon::Print).href("?view=paper").class("desk-only"))
        });
    Page::new(&sample::frame(), Area::Today, "Today").render(html! {
        (head)
        (reason_cards(&reasons(), "4 people. Nothing new for the other 28 since yesterday."))
        div.board { div.lanes { @for lane in lanes() { (lane) } } div.side { (due()) (later()) } }
    })
}
