//! The signed note as a document: complete in itself, readable and printable; what it was before, and what can be done with it.

use access::{Action, Kind};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use treatment::ProgressNote;
use treatment::progress_note::{Cosignature, MayDo, NoteDocument, OpenNote, Signature as Signed_, Standing};
use vocabulary::ProgramZone;
use vocabulary::day::{age, long_day};
use vocabulary::id::ProgressNoteId;

use super::history;
use super::note::{leaders, part_2};
use crate::app::App;
use crate::component::{Banner, Button, Crumb, Fact, Hue, Icon, PageHead, Signature, chip, csrf_field, facts};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};
use crate::time_words::from_to;
use crate::words::full_day;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    version: Option<i64>,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(note): Path<ProgressNoteId>,
    Query(asked): Query<Asked>,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenNote { note })).await {
        Ok(document) => draw(&app, &signed, &document, asked.version).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, document: &NoteDocument, version: Option<i64>) -> Markup {
    let zone = app.0.house.zone();
    let older = version.and_then(|number| document.versions.iter().find(|v| v.version == number && number != document.version));
    let note = older.map_or(&document.note, |older| &older.note);
    let patient = &document.patient;
    let acts = html! {
        span.no-print.acts { (actions(document, &signed.frame.csrf)) }
    };
    // Only who writes notes may open those of everybody in the session.
    let session = if may(app, &signed.actor, Action::Record, Kind::GroupNoteDraft) {
        Crumb::to(note.session_name.clone(), format!("/sessions/{}/signed", note.session))
    } else {
        Crumb::here(note.session_name.clone())
    };
    let head = PageHead::new("Progress note")
        .crumb(Crumb::to(patient.name().short(), format!("/patients/{}", patient.id)))
        .crumb(session)
        .crumb(Crumb::here(long_day(note.day)))
        .acts(acts);
    let content = html! {
        (head)
        @if let Some(older) = older {
            (Banner::info(format!("This is version {} of {}, as it stood from {}.", older.version, document.version, at(zone, older.at))).link("See it as it stands now", format!("/notes/{}", note.id)))
        }
        (standing(&document.note))
        article.card.doc aria-label="Progress note" {
            (whose(zone, document, note, &signed.frame.program_name))
            (body(zone, note, &document.service))
            div.signatures { (signatures(zone, note, document.awaited_supervisor.as_deref())) }
            p.hash { "Version " (older.map_or(document.version, |v| v.version)) " · content " span.code { (note.signature.content_sha256.get(..16).unwrap_or_default()) } }
        }
        (history::card(zone, document, older.map(|older| older.version)))
    };
    Page::new(&signed.frame, Area::Groups, format!("Note, {}", patient.tab_name()))
        .style("note.css")
        .top(part_2())
        .narrow()
        .render(content)
}

fn actions(document: &NoteDocument, csrf: &str) -> Markup {
    let here = format!("/notes/{}", document.note.id);
    let MayDo { amend, void, r#move, cosign } = document.may;
    html! {
        @if cosign {
            form method="post" action=(format!("{here}/cosign")) {
                (csrf_field(csrf))
                input type="hidden" name="version" value=(document.version);
                (Button::primary("Co-sign").icon(Icon::Pen).key("S"))
            }
        }
        @if amend { (Button::plain("Amend").icon(Icon::Edit).href(format!("{here}/amend"))) }
        @if r#move { (Button::plain("Wrong chart").href(format!("{here}/move"))) }
        @if void { (Button::plain("Void").href(format!("{here}/void"))) }
        button.b.q type="button" data-print { (Icon::Print) "Print" }
    }
}

/// Why it no longer counts, or where it came from.
fn standing(note: &ProgressNote) -> Markup {
    match &note.standing {
        Standing::InForce => html! {},
        Standing::InForceMovedHere { reason } => {
            html! { (Banner::info(format!("Moved here from another chart, where it was signed by mistake: {reason}"))) }
        }
        Standing::Voided { reason } => html! { (Banner::due(format!("Void, no longer in force: {reason}"))) },
        Standing::MovedAway { reason } => {
            html! { (Banner::due(format!("Not in force here: it belonged to another chart. {reason}"))) }
        }
    }
}

/// Whom it is about, with two identifiers, and who wrote down that they were there.
fn whose(zone: &ProgramZone, document: &NoteDocument, note: &ProgressNote, program: &str) -> Markup {
    let patient = &document.patient;
    let (name, legal) = (patient.name(), &patient.legal_name);
    html! {
        header.whose {
            p.of { (program) " · Progress note" }
            h2 { (name.full()) @if let Some(pronouns) = &patient.pronouns { small { " " (pronouns) } } }
            p {
                @if name != *legal { "Legal name " (legal.full()) " · " }
                "Born " (full_day(patient.birth_date)) ", age " (age(patient.birth_date, note.day)) " · Record " (patient.record_number)
                @if patient.needs_interpreter { " · with interpreter" }
            }
            @if note.is_late_entry { p { (chip(Hue::Due, "Late entry").icon(Icon::Clock)) } }
            @if let Some(paper) = &note.first_on_paper {
                p { "First written on paper by " (paper.by) ", " (long_day(zone.day(paper.at))) " at " (zone.clock_face(paper.at)) ", slip " (treatment::day_pack::code::shown(&paper.slip)) "." }
            }
        }
    }
}

/// What the note says, in the order that a reader asks.
pub(super) fn body(zone: &ProgramZone, note: &ProgressNote, service: &str) -> Markup {
    let shared = &note.shared;
    let own = &note.own;
    html! {
        (facts(&session_facts(zone, note, service)))
        div.read {
            h3 { "What the group did" }
            p { b { (shared.topic) } @if !shared.techniques.is_empty() { ". " (shared.techniques.join(", ")) "." } }
            @if !shared.summary.is_empty() { p.said { (shared.summary) } }
            h3 { "This person" }
            @if let Some(took) = own.participation {
                p { "Took part: " b { (took.words().to_lowercase()) } "."
                    @if !own.presentation.is_empty() { " Seemed: " b { (own.presentation.iter().map(|seemed| seemed.words().to_lowercase()).collect::<Vec<_>>().join(", ")) } "." } }
            }
            p.said { (own.words) }
            h3 { "Objectives of the plan" }
            @if note.objectives.is_empty() { p { "None cited." } }
            ul.cited {
                @for cited in &note.objectives {
                    li { b { (cited.number) } " " (cited.words) @if let Some(moved) = cited.moved { " " (chip(Hue::Outline, format!("Moved: {}", moved.words().to_lowercase()))) } }
                }
            }
            @if !note.accepted_findings.is_empty() {
                h3 { "Seen and accepted when signing" }
                ul { @for finding in &note.accepted_findings { li { (finding) } } }
            }
        }
    }
}

fn session_facts(zone: &ProgramZone, note: &ProgressNote, service: &str) -> Vec<Fact> {
    let held = match (note.shared.started_at, note.shared.ended_at) {
        (Some(from), Some(to)) => format!("{}, {}", dated(note.day), from_to(zone, from, to)),
        _ => dated(note.day),
    };
    let there: Vec<String> = note
        .times
        .iter()
        .map(|(from, to)| match to {
            Some(to) => from_to(zone, *from, *to),
            None => format!("from {}", zone.clock_face(*from)),
        })
        .collect();
    let how = if note.is_remote { "By video" } else { "In person" };
    let size = if note.group_size == 1 { "one person".to_owned() } else { format!("{} people", note.group_size) };
    let mut minutes = Fact::new("Duration", format!("{} minutes", note.credited_minutes));
    if !note.own.minutes_reason.is_empty() {
        minutes = minutes.value_small(format!("stated: {}", note.own.minutes_reason));
    }
    let by_video = note.telehealth.iter().flat_map(|telehealth| {
        let consent = telehealth
            .consented_on
            .map_or_else(|| "No consent to video on file".to_owned(), |on| format!("Agreed on {}", dated(on)));
        let person = match (&telehealth.person_place, telehealth.is_at_home) {
            (None, _) => "Not known".to_owned(),
            (Some(place), Some(true)) => format!("{place}, at home"),
            (Some(place), Some(false)) => format!("{place}, not at home"),
            (Some(place), None) => place.clone(),
        };
        [Fact::new("They were in", person).value_small(consent), Fact::new("Led from", telehealth.program_place.clone())]
    });
    let facts = vec![
        Fact::new("Service", note.session_name.clone()).value_small(service.to_owned()),
        Fact::new("Held", held).value_small(format!("{}, {size}", note.shared.place)),
        minutes,
        Fact::new("There", there.join("; ")).value_small(how),
        Fact::new("Led by", leaders(&note.leaders)),
    ];
    facts.into_iter().chain(by_video).collect()
}

/// Who signed and who signs beside, or the place where that is awaited.
pub(super) fn signatures(zone: &ProgramZone, note: &ProgressNote, awaited: Option<&str>) -> Markup {
    let given = |signature: &Signed_, meaning: &str| Signature {
        name: signature.name.clone(),
        meaning: meaning.to_owned(),
        when: Some(at(zone, signature.at)),
    };
    html! {
        (given(&note.signature, if note.is_late_entry { "Signed as a late entry" } else { "Signed" }))
        @match &note.cosignature {
            Cosignature::NotNeeded => {}
            Cosignature::Given(signature) => { (given(signature, "Co-signed as supervisor")) }
            Cosignature::Awaited(_) => {
                (Signature { name: awaited.unwrap_or("The supervisor").to_owned(), meaning: "Co-signature as supervisor".to_owned(), when: None })
            }
        }
    }
}

/// "Thursday, March 12, 2026": a document outlives its year.
pub(super) fn dated(day: Date) -> String {
    format!("{}, {}", long_day(day), day.year())
}

/// "Thursday, March 12, 2026, 10:31 am".
pub(super) fn at(zone: &ProgramZone, at: Timestamp) -> String {
    format!("{}, {}", dated(zone.day(at)), zone.clock_face(at))
}
