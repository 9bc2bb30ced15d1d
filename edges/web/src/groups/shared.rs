//! The part that is the same for everybody: topic, what was done, summary, times, place, and what was checked.

use maud::{Markup, html};
use treatment::group_note::{Composer, Part, SharedPart};
use treatment::note_check::{Certainty, Check};
use vocabulary::ProgramZone;

use super::checks::{self, At};
use super::conflict::{Kept, kept};
use crate::component::{Button, Card, ChoiceRow, Field, csrf_field};

/// What the card needs beside the note.
pub(super) struct Drawing<'a> {
    pub(super) zone: &'a ProgramZone,
    pub(super) csrf: &'a str,
    pub(super) composer: &'a Composer,
    /// The part as typed, when it was not saved.
    pub(super) part: &'a SharedPart,
    /// Both texts, when two people wrote.
    pub(super) conflict: Option<Markup>,
    /// Whether a phone shows it unfolded.
    pub(super) is_open: bool,
    pub(super) at: At,
}

pub(super) fn card(drawing: &Drawing<'_>) -> Markup {
    let composer = drawing.composer;
    let action = format!("/sessions/{}/draft/shared", composer.session);
    let checks = match drawing.at {
        At::Note(Some(person)) => format!("/sessions/{}/note/checks?person={person}", composer.session),
        _ => format!("/sessions/{}/note/checks", composer.session),
    };
    let body = html! {
        form.body id="shared" method="post" action=(action) data-autosave=(action) {
            (csrf_field(drawing.csrf))
            @if let Some(both) = &drawing.conflict { div data-conflict { (both) } }
            input type="hidden" name="version" value=(composer.shared_version);
            (fields(drawing))
            div.acts.save { (Button::plain("Save").named("save", "1").small()) }
        }
        (kept(drawing.csrf, composer, Part::Shared, &Kept { zone: drawing.zone, now: &drawing.part.summary }))
        div.before { h3 { "Before you sign" } div data-checks=(checks) { (checks::list(composer, drawing.at)) } }
    };
    let edit = Button::plain(if drawing.is_open { "Close" } else { "Edit" })
        .href(format!("/sessions/{}/note{}", composer.session, if drawing.is_open { "" } else { "?shared=1" }))
        .about("the part that is the same for everyone")
        .small()
        .class("phone-only");
    let class = if drawing.is_open { "shared open" } else { "shared" };
    html! { (Card::new("Same for everyone").small(small(composer)).class(class).acts(html! { (edit) }).body(body)) }
}

fn small(composer: &Composer) -> String {
    let notes = super::people::present(composer);
    let goes = match notes {
        0 => "Nobody is here yet".to_owned(),
        1 => "Goes into 1 note".to_owned(),
        many => format!("Goes into all {many} notes"),
    };
    match composer.curriculum {
        Some((number, total)) => format!("{goes}. Session {number} of {total}"),
        None => goes,
    }
}

fn fields(drawing: &Drawing<'_>) -> Markup {
    let (composer, part) = (drawing.composer, drawing.part);
    let time =
        |at: Option<jiff::Timestamp>| at.map(|at| drawing.zone.local(at).strftime("%H:%M").to_string()).unwrap_or_default();
    let mut did = ChoiceRow::many("did", "What we did");
    let own = part.techniques.iter().filter(|technique| !composer.techniques.contains(technique));
    for technique in composer.techniques.iter().chain(own) {
        did = did.choice(technique.clone(), technique.clone());
    }
    for technique in &part.techniques {
        did = did.chosen(technique.clone());
    }
    html! {
        (topic(composer, part))
        @if !composer.techniques.is_empty() || !part.techniques.is_empty() { (did) }
        span.vh aria-hidden="true" data-key="A" data-focuses="summary" { "Summary for everyone" }
        (Field::area("summary", "Summary", 6).value(part.summary.clone()).hint("Name nobody here: it goes into every chart."))
        (answers(drawing))
        div.two {
            (Field::time("started", "Started").value(time(part.started_at)))
            (Field::time("ended", "Ended").value(time(part.ended_at)))
        }
        (Field::text("place", "Where").value(part.place.clone()))
    }
}

/// A free text with the titles of the curriculum to choose from.
fn topic(composer: &Composer, part: &SharedPart) -> Markup {
    html! {
        div.fld {
            label.lab for="topic" { "Topic" }
            input.in type="text" id="topic" name="topic" value=(part.topic) list="topics" autocomplete="off";
            datalist id="topics" { @for title in &composer.topics { option value=(title) {} } }
        }
    }
}

/// Words that may be names: each can be answered; what was answered is carried along.
fn answers(drawing: &Drawing<'_>) -> Markup {
    let possible: Vec<&str> = drawing
        .composer
        .findings
        .iter()
        .filter(|finding| finding.person.is_none())
        .filter_map(|finding| match &finding.check {
            Check::NamesAnother { certainty: Certainty::Possible, found, .. } => Some(found.as_str()),
            _ => None,
        })
        .collect();
    answer_buttons(&possible, &drawing.part.answered)
}

/// For each word that may be a name a button that says it names nobody here.
pub(super) fn answer_buttons(possible: &[&str], answered: &[String]) -> Markup {
    let mut asked: Vec<&str> = Vec::new();
    for word in possible {
        if !asked.contains(word) {
            asked.push(word);
        }
    }
    html! {
        @for word in answered { input type="hidden" name="answered" value=(word); }
        @for word in asked {
            p.ask { "“" (word) "” may name another person of this group. " (Button::plain("This word names nobody here").named("answer", word).about(format!("({word})")).small()) }
        }
    }
}
