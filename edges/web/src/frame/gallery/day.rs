//! The day board with invented people.

use maud::{Markup, html};

use super::sample;
use crate::component::{
    Arrival, Button, Chip, DueLine, Hue, Icon, Lane, LaterLine, PageHead, PersonRow, ReasonCard,
    StateButton, chip, due_list, later_list, reason_cards, segments,
};
use crate::frame::{Area, Page};

const ALL: &[(&str, &str)] = &[
    ("here", "Here"),
    ("late", "Late"),
    ("remote", "By video"),
    ("not", "Not here"),
    ("excused", "Excused"),
];

#[expect(
    clippy::too_many_arguments,
    reason = "one line per invented person reads as a table"
)]
pub(super) fn row(
    id: &str,
    name: &'static str,
    initials: &'static str,
    beside: Option<&'static str>,
    state: Arrival,
    time: Option<&'static str>,
    flags: Vec<Chip>,
    week: (u32, u32, u32),
) -> PersonRow<'static> {
    let next = if state == Arrival::Here {
        ("left", "Left early")
    } else {
        ("here", "Here")
    };
    PersonRow {
        id: id.into(),
        name,
        initials,
        href: "/gallery/chart",
        beside,
        arrival: StateButton {
            person: name,
            state,
            time,
            action: "/gallery/arrive",
            csrf: "t",
            next,
            all: ALL,
        },
        flags,
        week: Some(week),
    }
}

fn uds() -> Chip {
    chip(Hue::Due, "UDS").icon(Icon::Cup)
}

fn skills() -> Lane<'static> {
    use Arrival::{Here, Late, NotHere, OnTheWay, Remote};
    let full = (360, 180, 540);
    let safety = chip(Hue::Safety, "Safety check").icon(Icon::Shield);
    let dose = chip(Hue::Due, "Dose 10:15").icon(Icon::Pill);
    let form = chip(Hue::Outline, "Check-in").icon(Icon::Form);
    let call = chip(Hue::Due, "Call").icon(Icon::Phone);
    Lane {
        id: "lane-skills".into(),
        title: "Relapse prevention skills",
        small: "9:00 to 10:15 · Room 2 · Alvarez, Osei".into(),
        act: Some(Button::primary("Open note").href("/gallery/note").small()),
        tally: vec![
            (10, "of 12 here".into()),
            (1, "on the way".into()),
            (1, "not here".into()),
        ],
        people: vec![
            row(
                "r1",
                "Marcus D.",
                "M. D.",
                None,
                Here,
                Some("8:52"),
                vec![safety],
                (180, 180, 540),
            ),
            row(
                "r2",
                "Priya N.",
                "P. N.",
                Some("she/her"),
                Here,
                Some("8:55"),
                vec![uds()],
                full,
            ),
            row(
                "r3",
                "Sam W.",
                "S. W.",
                None,
                Here,
                Some("8:57"),
                vec![],
                full,
            ),
            row(
                "r4",
                "Aisha B.",
                "A. B.",
                None,
                Here,
                Some("8:58"),
                vec![dose],
                full,
            ),
            row(
                "r5",
                "Jordan K.",
                "J. K.",
                Some("they/them"),
                Here,
                Some("8:49"),
                vec![],
                full,
            ),
            row(
                "r6",
                "Rosa M.",
                "R. M.",
                Some("Spanish"),
                Here,
                Some("9:00"),
                vec![form],
                (270, 180, 540),
            ),
            row(
                "r7",
                "Tomás G.",
                "T. G.",
                None,
                Late,
                Some("9:14"),
                vec![],
                (360, 150, 510),
            ),
            row(
                "r8",
                "Leah P.",
                "L. P.",
                None,
                Remote,
                Some("8:59"),
                vec![],
                full,
            ),
            row(
                "r9",
                "Dmitri V.",
                "D. V.",
                None,
                Here,
                Some("8:56"),
                vec![uds()],
                full,
            ),
            row(
                "r10",
                "Wei L.",
                "W. L.",
                None,
                Here,
                Some("8:51"),
                vec![],
                full,
            ),
            row(
                "row-nadia",
                "Nadia F.",
                "N. F.",
                Some("texted 9:05"),
                OnTheWay,
                None,
                vec![],
                (180, 180, 540),
            ),
            row(
                "r12",
                "Teresa A.",
                "T. A.",
                None,
                NotHere,
                None,
                vec![call],
                (0, 0, 540),
            ),
        ],
    }
}

fn tolerance() -> Lane<'static> {
    use Arrival::{Excused, Expected, Here, Late, LeftEarly, Remote};
    let full = (360, 180, 540);
    let dose = chip(Hue::Due, "Dose 10:20").icon(Icon::Pill);
    let consent = chip(Hue::Private, "Consent").icon(Icon::Lock);
    let form = chip(Hue::Outline, "Check-in").icon(Icon::Form);
    Lane {
        id: "lane-tolerance".into(),
        title: "DBT skills: distress tolerance",
        small: "9:00 to 10:15 · Room 4 · Chen".into(),
        act: Some(Button::plain("Open note").href("/gallery/note").small()),
        tally: vec![(9, "of 10 here".into()), (1, "excused".into())],
        people: vec![
            row(
                "s1",
                "Devon R.",
                "D. R.",
                None,
                Here,
                Some("8:50"),
                vec![dose],
                full,
            ),
            row(
                "s2",
                "Hannah S.",
                "H. S.",
                None,
                Here,
                Some("8:54"),
                vec![],
                full,
            ),
            row(
                "s3",
                "Luis M.",
                "L. M.",
                None,
                Here,
                Some("8:58"),
                vec![consent],
                full,
            ),
            row(
                "s4",
                "Grace O.",
                "G. O.",
                None,
                Here,
                Some("8:47"),
                vec![uds()],
                full,
            ),
            row(
                "s5",
                "Caleb T.",
                "C. T.",
                None,
                LeftEarly,
                Some("9:40"),
                vec![],
                (270, 180, 540),
            ),
            row(
                "s6",
                "Inês C.",
                "I. C.",
                Some("Português"),
                Here,
                Some("8:57"),
                vec![],
                full,
            ),
            row(
                "s7",
                "Malik J.",
                "M. J.",
                None,
                Late,
                Some("9:11"),
                vec![],
                (180, 150, 540),
            ),
            row(
                "s8",
                "Brooke H.",
                "B. H.",
                None,
                Remote,
                Some("9:00"),
                vec![],
                full,
            ),
            row(
                "s9",
                "Yusuf E.",
                "Y. E.",
                None,
                Expected,
                None,
                vec![form],
                full,
            ),
            row(
                "s10",
                "Anya R.",
                "A. R.",
                Some("court today"),
                Excused,
                None,
                vec![],
                (360, 0, 540),
            ),
        ],
    }
}

fn reason(
    name: &str,
    kind: Chip,
    sentence: &str,
    owner: &str,
    act: Button,
    safety: bool,
) -> ReasonCard {
    let href = "/gallery/chart";
    ReasonCard {
        name: name.into(),
        href: href.into(),
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
        line(
            Icon::Cup,
            "Urine tests (UDS)",
            5,
            "Priya N., Dmitri V., Grace O., 2 tonight",
        ),
        line(
            Icon::Pill,
            "Dose visits",
            3,
            "Aisha B. 10:15, Devon R. 10:20, 1 later",
        ),
        line(
            Icon::Form,
            "Check-ins not filled",
            2,
            "Rosa M., Yusuf E. Sent to phones at 8:00",
        ),
        line(Icon::Note, "Notes to sign", 2, "Oldest is 19 hours old"),
        line(
            Icon::Clock,
            "Authorizations ending",
            3,
            "Devon R. has 2 days left; review is ready",
        ),
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
        div.board { (skills()) (tolerance()) div.side { (due()) (later()) } }
    })
}
