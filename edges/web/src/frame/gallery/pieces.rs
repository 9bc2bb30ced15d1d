//! Every small piece on one page.

use maud::{Markup, html};

use super::{sample, samples};
use crate::component::{
    Arrival, Banner, Button, Dialog, Hue, Icon, Meter, PageHead, Tab, Toast, Tone, arrival_words, chip, empty, hours_meter, icon,
    key_hint, tabs, waiting_bars,
};
use crate::frame::{Area, Page};
use crate::words;

const HUES: [(Hue, &str, Icon); 8] = [
    (Hue::Here, "Here", Icon::Check),
    (Hue::Due, "Due", Icon::Clock),
    (Hue::Remote, "By video", Icon::Screen),
    (Hue::Private, "Part 2", Icon::Lock),
    (Hue::Safety, "Safety", Icon::Shield),
    (Hue::Quiet, "IOP 2.1", Icon::Flag),
    (Hue::Outline, "Check-in", Icon::Form),
    (Hue::Gone, "Not here", Icon::Dash),
];

const STATES: [Arrival; 9] = [
    Arrival::Expected,
    Arrival::OnTheWay,
    Arrival::Here,
    Arrival::Late,
    Arrival::Remote,
    Arrival::LeftEarly,
    Arrival::NotHere,
    Arrival::Excused,
    Arrival::CancelledByUs,
];

fn buttons() -> Markup {
    html! {
        div.acts {
            (Button::primary("Open note")) (Button::plain("Log outreach").icon(Icon::Phone)) (Button::quiet("Open chart"))
            (Button::safety("Start safety check").icon(Icon::Shield)) (Button::plain("Small").small()) (Button::plain("With a key").key("I"))
            (Button::plain("Sign 8 notes").opens("sign"))
        }
    }
}

fn signs() -> Markup {
    html! {
        div.acts { @for (hue, words, icon) in HUES { (chip(hue, words).icon(icon)) } }
        div.acts { @for state in STATES { span { (arrival_words(state, None)) } } }
        div.acts { @for each in Icon::ALL { (icon(*each)) } }
        (key_hint(&[(&["J", "K"], "next, back"), (&["W"], "words")]))
    }
}

fn meters() -> Markup {
    html! {
        div.swatches {
            (hours_meter(360, 180, 540)) (hours_meter(180, 180, 540)) (hours_meter(0, 540, 540)) (hours_meter(600, 0, 540))
            (Meter::new(8, 11).tone(Tone::Ready)) (Meter::new(9, 12).tall()) (Meter::new(11, 12).tone(Tone::Due))
        }
    }
}

fn banners() -> Markup {
    html! {
        (Banner::info("Three openings within 24 hours.").link("See the week", "/gallery"))
        (Banner::due("The plan is due for review on March 24.").dismiss("/gallery/save", "t"))
        (Banner::safety("A safety question was raised at 7:42. No one has talked with him yet.").link("Start", "/gallery"))
        (Banner::private("Nothing can go to Probation. The consent ended March 11.").link("Ask Luis", "/gallery"))
        (Banner::done("8 notes are signed."))
    }
}

pub(super) fn page() -> Markup {
    let dialog = Dialog::new("sign", "Sign 8 notes?")
        .body(html! { p { "Eight people’s notes become part of their records. A later correction is an addendum." } })
        .acts(html! { (Button::primary("Sign 8 notes")) });
    Page::new(&sample::frame(), Area::Settings, "Pieces")
        .toast(html! { (Toast::new("Nadia F. is here since 9:22").undo("/gallery/save", "t")) })
        .render(html! {
            (PageHead::new("Every piece").below(html! { "All people and numbers are invented." }))
            (samples("Buttons", buttons()))
            (samples("Signs", signs()))
            (samples("Meters", meters()))
            (samples("Banners", banners()))
            (samples("Tabs", tabs("Sample", &[Tab::new("Timeline", "/gallery").current(true), Tab::new("Notes", "/gallery").due(2), Tab::new("Plan", "/gallery")])))
            (samples("Nothing yet, and not yet", html! {
                (empty(words::CLEAR, "Messages, tasks and co-signatures for you appear here.", Some(Button::plain("Back to today").href("/gallery/day"))))
                (waiting_bars())
            }))
            (dialog)
        })
}
