//! The head and the parts of a chart with an invented person.

use maud::{Markup, html};

use super::sample;
use crate::component::{Button, Card, ChartHead, Fact, Hue, Icon, Meter, Signature, Tab, chip, facts};
use crate::frame::{Area, Page};

fn head() -> ChartHead {
    let tab = |words: &str| Tab::new(words, "/gallery/chart");
    ChartHead {
        name: "Marcus Dwyer".into(),
        legal_name: None,
        initials: "MD".into(),
        about: "he/him · 34 · born May 2, 1991".into(),
        record: "H-20417".into(),
        facts: vec![
            chip(Hue::Safety, "Safety plan, Mar 12").icon(Icon::Shield),
            chip(Hue::Quiet, "IOP 2.1 · week 6"),
            chip(Hue::Quiet, "Alcohol, opioid and depressive disorders"),
            chip(Hue::Quiet, "Buprenorphine 16 mg"),
            chip(Hue::Outline, "Allergy: penicillin"),
            chip(Hue::Private, "Part 2").icon(Icon::Lock),
        ],
        acts: html! {
            (Button::plain("Message").icon(Icon::Message).href("?message"))
            (Button::primary("New note").icon(Icon::Note).href("?note").key("N"))
        },
        tabs: vec![
            tab("Timeline").current(true),
            tab("Notes").due(1),
            tab("Plan").due(1),
            tab("Measures"),
            tab("Medicine"),
            tab("Tests"),
            tab("Schedule"),
            tab("Case management"),
            tab("Consents"),
            tab("Coverage"),
            tab("Documents"),
            tab("Who looked"),
        ],
    }
}

fn entry(time: &str, icon: Icon, what: &str, line: &str, state: Markup) -> Markup {
    html! {
        li {
            time { (time) } (icon)
            div { b { a href="/gallery/chart" { (what) } } p { (line) } }
            (state)
        }
    }
}

fn feed() -> Markup {
    let filters = html! {
        nav.filt aria-label="Show" {
            a href="?" aria-current="page" { "All" } a href="?n" { "Notes" } a href="?m" { "Medicine" }
            a href="?c" { "Contacts" } a href="?s" { "Sharing" }
        }
    };
    let body = html! {
        ol.feed {
            (entry("10:17", Icon::Shield, "Safety check", "Talked before he left. Safety plan reviewed together; next contact tomorrow 9:30.", html! { (chip(Hue::Here, "Signed").icon(Icon::Check)) }))
            (entry("9:00", Icon::Group, "Relapse prevention skills", "75 minutes. Named Friday payday as his third high-risk situation.", html! { (chip(Hue::Due, "Draft").icon(Icon::Pen)) }))
            (entry("Mar 11", Icon::Lock, "Shared with his primary care office", "Medicine list, under the consent of January 5.", html! { (chip(Hue::Private, "Disclosure").icon(Icon::Lock)) }))
            (entry("Mar 10", Icon::Phone, "Call with his sister", "She can drive on Fridays.", html! { (chip(Hue::Quiet, "Contact")) }))
        }
    };
    html! { (Card::new("What happened").acts(filters).body(body)) }
}

fn plan() -> Markup {
    let body = html! {
        p.warn { (Icon::Thread) span { "No note has touched objective 1.2 for 16 days. " a href="?fix" { "Fix or close it" } } }
        div.goal {
            h3 { "1. Mood" } q { "I want to want to get up." }
            ul { li { b { "1.1" } span { "PHQ-9 under 10 for 3 weeks" } span { "1 of 3" } } li { b { "1.2" } span { "Walk 20 min, 4 days a week" } span { "no data" } } }
        }
        div.goal {
            h3 { "2. Alcohol and opioids" } q { "Payday without a bottle." }
            ul { li { b { "2.1" } span { "Three risk times, a first step each" } span { "3 of 3" } } li { b { "2.2" } span { "Take medicine daily" } span { "28 of 30" } } }
        }
    };
    html! { (Card::new("Treatment plan").acts(html! { span.muted { "Review due Mar 24" } }).body(body)) }
}

fn coverage() -> Markup {
    let body = facts(&[
        Fact::new("Authorization", "9 of 12 used")
            .small("Days approved to Mar 20")
            .value_small("3 left")
            .meter(Meter::new(9, 12).tall()),
        Fact::new("Consents in force", "4").value_small("1 ends Mar 19"),
        Fact::new("Next visit", "Tomorrow 9:30").value_small("Individual, Alvarez"),
        Fact::new("Step-down check", "6 of 8 met").value_small("Earliest Mar 30"),
    ]);
    html! { (Card::new("Coverage and sharing").body(body)) }
}

fn signed_note() -> Markup {
    let body = html! {
        div.read {
            p { "Named Friday payday as his third. Role-played calling his sponsor from the parking lot before he drives home." }
            p { q.own-words { "That one I can do." } }
        }
        (Signature { name: "Jo Alvarez, LICSW".into(), meaning: "Signed".into(), when: Some("Thu Mar 12, 10:31".into()) })
        (Signature { name: "Ken Osei, LADC II".into(), meaning: "Co-leader".into(), when: None })
    };
    html! { (Card::new("Group note, March 12").small("Relapse prevention skills · 75 minutes").padded().body(body)) }
}

pub(super) fn page() -> Markup {
    Page::new(&sample::frame(), Area::Patients, "Timeline, MD 417")
        .style("people.css")
        .top(html! { span.c.out { (Icon::Eye) "Your view is logged" } })
        .above(html! { (head()) })
        .render(html! { div.chart-cols { div { (feed()) (signed_note()) } div { (plan()) (coverage()) } } })
}
