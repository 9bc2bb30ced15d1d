//! The notes of a chart, whole, newest first; void and moved ones stay readable. The words that were typed can be searched.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use treatment::ProgressNote;
use treatment::progress_note::{Cosignature, Standing};
use vocabulary::id::PatientId;
use vocabulary::{ProgramZone, search};

use super::chart::{Tab, open};
use super::counseling;
use crate::app::App;
use crate::component::{Button, Card, Hue, Icon, Signature, chip, empty};
use crate::signed::Signed;
use crate::words::{count, full_day};

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(asked): Query<Asked>,
) -> Response {
    let open = match open(&app, signed, patient, Tab::Notes).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let zone = app.0.house.zone();
    let all = &open.chart.notes;
    let has_words = !asked.q.trim().is_empty();
    let shown: Vec<_> = all.iter().filter(|(note, _)| !has_words || search::matches(&text_of(note), &asked.q)).collect();
    let content = html! {
        @if counseling::may_keep(&app, &open.signed) {
            p.line { (Button::quiet("Your counseling notes").icon(Icon::Lock).small().href(format!("/patients/{patient}/counseling-notes"))) span.muted { "Kept apart from the chart." } }
        }
        @if all.is_empty() {
            (Card::new("Notes").body(empty("No notes yet.", "A signed group note or hour appears here at once.", None)))
        } @else {
            form.filters method="get" role="search" {
                label.vh for="q" { "Search in these notes" }
                input.in type="search" id="q" name="q" value=(asked.q) placeholder="Search in these notes" data-find;
                (Button::plain("Search"))
                span.muted role="status" { (count(shown.len(), "note", "notes")) @if has_words { " of " (all.len()) } }
                @if has_words { (Button::quiet("Show all").href(Tab::Notes.href(patient))) }
            }
            @if shown.is_empty() {
                (Card::new("Notes").body(empty("No note has these words.", "Try fewer or other words.", None)))
            }
            div.notes { @for (note, version) in shown { (card(zone, note, *version)) } }
        }
    };
    open.page(Tab::Notes, content).into_response()
}

/// Every word of a note that somebody may look for.
fn text_of(note: &ProgressNote) -> String {
    let objectives: String = note.objectives.iter().map(|cited| format!(" {} {}", cited.number, cited.words)).collect();
    let shared = &note.shared;
    format!(
        "{} {} {} {} {}{objectives}",
        note.session_name,
        shared.topic,
        shared.summary,
        note.own.words,
        shared.techniques.join(" ")
    )
}

/// One whole note.
pub(super) fn card(zone: &ProgramZone, note: &ProgressNote, version: i64) -> Markup {
    let mut small = format!("{} · {} minutes", full_day(note.day), note.credited_minutes);
    if !note.shared.place.is_empty() {
        small.push_str(&format!(" · {}", note.shared.place));
    }
    if note.is_remote {
        small.push_str(" · by video");
    }
    let body = html! {
        @if let Some(why) = out_of_force(note) { p.warn { (Icon::Info) span { (why) } } }
        div.read {
            @if !note.own.words.is_empty() { p { (note.own.words) } }
            (seemed(note))
            @if !note.objectives.is_empty() {
                h3 { "Worked on" }
                ul.cited { @for cited in &note.objectives {
                    li { b { (cited.number) } " " (cited.words) @if let Some(moved) = cited.moved { " · " (moved.words().to_lowercase()) } }
                } }
            }
            @if !note.shared.summary.is_empty() {
                h3 { "The same for everyone, " (count(usize::try_from(note.group_size).unwrap_or(0), "person", "people")) }
                p { @if !note.shared.topic.is_empty() { b { (note.shared.topic) ". " } } (note.shared.summary) }
            }
            @if !note.own.minutes_reason.is_empty() { p.muted { "Minutes: " (note.own.minutes_reason) } }
        }
        (signatures(zone, note))
    };
    let acts = html! {
        @if note.is_late_entry { (chip(Hue::Outline, "Late entry").icon(Icon::Clock)) }
        @if version > 1 { (chip(Hue::Outline, format!("Version {version}")).icon(Icon::Edit)) }
        @match &note.standing {
            Standing::Voided { .. } => { (chip(Hue::Gone, "Void").icon(Icon::Close)) }
            Standing::MovedAway { .. } => { (chip(Hue::Gone, "Moved away").icon(Icon::Right)) }
            _ => {}
        }
        (Button::quiet("Open").about(format!("the note of {}", full_day(note.day))).href(format!("/notes/{}", note.id)).small())
    };
    html! { (Card::new(note.session_name.clone()).small(small).acts(acts).id(format!("note-{}", note.id)).padded().body(body)) }
}

fn out_of_force(note: &ProgressNote) -> Option<String> {
    match &note.standing {
        Standing::InForce => None,
        Standing::InForceMovedHere { reason } => Some(format!("Moved here from another chart: {reason}")),
        Standing::Voided { reason } => Some(format!("Taken out of force: {reason}")),
        Standing::MovedAway { reason } => Some(format!("Moved to the chart it belongs to: {reason}")),
    }
}

fn seemed(note: &ProgressNote) -> Markup {
    let mut words: Vec<String> = note.own.participation.iter().map(|took| took.words().to_owned()).collect();
    words.extend(note.own.presentation.iter().map(|seemed| seemed.words().to_lowercase()));
    html! { @if !words.is_empty() { p.muted { (words.join(" · ")) } } }
}

fn signatures(zone: &ProgramZone, note: &ProgressNote) -> Markup {
    let when = |at: jiff::Timestamp| Some(format!("{}, {}", full_day(zone.day(at)), zone.clock_face(at)));
    let signed = Signature { name: note.signature.name.clone(), meaning: "Signed".into(), when: when(note.signature.at) };
    html! {
        (signed)
        @match &note.cosignature {
            Cosignature::NotNeeded => {}
            Cosignature::Awaited(_) => { (Signature { name: "The supervisor".into(), meaning: "Co-signature".into(), when: None }) }
            Cosignature::Given(by) => { (Signature { name: by.name.clone(), meaning: "Co-signed as supervisor".into(), when: when(by.at) }) }
        }
    }
}
