//! A document that another provider sent, as "from referral": statements by kind with what the sender says beside them, every section
//! in its own words, what could not be read, and the original. Nothing of it was taken into our own lists.

use axum::extract::{Path, State};
use axum::response::Response;
use confidential::Released;
use intake::referral::{AttachedFile, Original, OriginalDocument, ReferralContent, ReferralItem, ReferralView};
use maud::{Markup, html};
use vocabulary::ProgramZone;
use vocabulary::id::ReferralId;

use super::say;
use crate::app::App;
use crate::component::{Button, Card, Fact, Hue, Icon, chip, facts};
use crate::frame::FramedByUs;
use crate::handed_out::File;
use crate::signed::Signed;
use crate::words::{self, sentence};

/// The file as it came, byte for byte, under a name that says nothing.
pub(super) async fn original(State(app): State<App>, signed: Signed, Path(referral): Path<ReferralId>) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OriginalDocument { referral })).await {
        Ok(original) => as_file(&original, &referral.to_string()),
        Err(refusal) => signed.refused(&refusal),
    }
}

/// A file inside a document, in the same way.
pub(super) async fn file(
    State(app): State<App>,
    signed: Signed,
    Path((referral, number)): Path<(ReferralId, usize)>,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &AttachedFile { referral, number })).await {
        Ok(file) => as_file(&file, &format!("{referral}-{number}")),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn as_file(original: &Released<Original>, id: &str) -> Response {
    let short = id.get(id.len().saturating_sub(8)..).unwrap_or_default();
    let ending = ending(&original.media_type);
    File::kept(format!("document-{short}.{ending}")).answer(original, original.bytes.clone())
}

fn ending(media_type: &str) -> &'static str {
    match media_type {
        "application/xml" => "xml",
        "application/fhir+json" => "json",
        "application/pdf" => "pdf",
        "image/tiff" => "tiff",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        _ => "bin",
    }
}

/// Pages for looking at inside our own page: a PDF in a frame, a picture as a picture. Other kinds are files only: what a sender
/// wrote is never shown as a page of ours.
pub(super) async fn pages(State(app): State<App>, signed: Signed, Path(referral): Path<ReferralId>) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OriginalDocument { referral })).await {
        Ok(original) => match original.media_type.as_str() {
            kind @ ("application/pdf" | "image/jpeg" | "image/png") => {
                let mut response = File::shown(kind).answer(&original, original.bytes.clone());
                response.extensions_mut().insert(FramedByUs);
                response
            }
            _ => signed.refused(&access::Refusal::NotFound),
        },
        Err(refusal) => signed.refused(&refusal),
    }
}

/// One page of a fax, drawn, counted from 0.
pub(super) async fn fax_page(
    State(app): State<App>,
    signed: Signed,
    Path((referral, number)): Path<(ReferralId, usize)>,
) -> Response {
    let (actor, draw) = (signed.actor.clone(), app.0.wiring.draw_fax_page.clone());
    let drawn = app.work(move |house| {
        let original = house.ask(&actor, &OriginalDocument { referral })?;
        if original.media_type != "image/tiff" {
            return Err(access::Refusal::NotFound);
        }
        let (png, _) = draw(&original.bytes, number).map_err(|_| access::Refusal::NotFound)?;
        Ok(original.map(|_| png))
    });
    match drawn.await {
        Ok(png) => File::shown("image/png").answer(&png, png.to_vec()),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) fn cards(referral: &ReferralView, zone: &ProgramZone, may_reconcile: bool) -> Markup {
    let content = &referral.content;
    let sender = content.sender().unwrap_or("an unnamed sender");
    let acts = html! {
        (chip(Hue::Private, "From referral").icon(Icon::Lock))
        @if may_reconcile && content.items().next().is_some() {
            (Button::primary("Put into the chart").icon(Icon::Check).href(format!("/referrals/{}/reconcile", referral.id)).small())
        }
        (Button::plain("Original").icon(Icon::Save).href(format!("/referrals/{}/original", referral.id)).small())
    };
    let small = [
        content.title.clone().unwrap_or_else(|| "Clinical document".to_owned()),
        content.created.as_deref().map(|at| format!("made {}", say::as_sent(at))).unwrap_or_default(),
        format!("{}, {}", say::moment(zone, referral.received_at), arrival(referral)),
    ];
    let small: Vec<String> = small.into_iter().filter(|part| !part.is_empty()).collect();
    let body = html! {
        (who(content))
        @for (title, items, is_open) in kinds(content) { (kind(title, items, is_open)) }
        (sections(content))
        (files(referral))
        (unread(content))
    };
    html! { (Card::new(format!("From {sender}")).small(small.join(" · ")).acts(acts).class("referral").body(body)) }
}

/// Who took it in, or by which way it came by itself.
fn arrival(referral: &ReferralView) -> String {
    if referral.received_by == "Stepdown" { referral.came_by.clone() } else { format!("taken in by {}", referral.received_by) }
}

fn files(referral: &ReferralView) -> Markup {
    let all = &referral.content.attachments;
    html! {
        @if !all.is_empty() {
            details.hold open {
                summary { (Icon::Right) b { "Files inside" } span.muted { (all.len()) } }
                ul.statements {
                    @for (number, file) in all.iter().enumerate() {
                        li {
                            div { a href=(format!("/referrals/{}/files/{number}", referral.id)) { (file.title.as_deref().unwrap_or("File without a title")) } }
                            div.aside { span { (file.media_type) } span { (size(file.bytes)) } }
                        }
                    }
                }
            }
        }
    }
}

/// "420 kB".
fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        format!("{} kB", bytes.div_ceil(1_000))
    } else {
        format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
    }
}

type Group<'a> = (&'static str, &'a [ReferralItem], bool);

/// What a reader here looks for first comes first and stands open.
fn kinds(content: &ReferralContent) -> [Group<'_>; 12] {
    [
        ("Substance use", &content.substance_use, true),
        ("Problems", &content.problems, true),
        ("Medications", &content.medications, true),
        ("Allergies", &content.allergies, true),
        ("Results", &content.results, false),
        ("Vital signs", &content.vitals, false),
        ("Procedures", &content.procedures, false),
        ("Encounters", &content.encounters, false),
        ("Immunizations", &content.immunizations, false),
        ("Social history", &content.social_history, false),
        ("People named beside the person", &content.contacts, false),
        ("Other statements", &content.others, false),
    ]
}

fn who(content: &ReferralContent) -> Markup {
    let patient = &content.patient;
    let name = [patient.given.as_str(), patient.family.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let born = match (patient.birth_date, &patient.birth_as_sent) {
        (Some(day), _) => words::full_day(day),
        (None, Some(sent)) => format!("{sent}, as sent"),
        (None, None) => "not said".to_owned(),
    };
    let mut all = vec![Fact::new("About", name).value_small(format!("born {born}"))];
    let address = patient.address.as_ref().map(|home| {
        let parts = home.lines.iter().chain([&home.city, &home.state, &home.zip]).filter(|part| !part.is_empty());
        parts.map(String::as_str).collect::<Vec<_>>().join(", ")
    });
    all.extend(address.map(|address| Fact::new("Lives at", address)));
    if !patient.phones.is_empty() {
        all.push(Fact::new("Telephone as sent", patient.phones.join(", ")));
    }
    all.extend(content.author.clone().map(|author| Fact::new("Written by", author)));
    all.extend(content.custodian.clone().map(|custodian| Fact::new("Kept by", custodian)));
    html! { (facts(&all)) }
}

fn kind(title: &str, items: &[ReferralItem], is_open: bool) -> Markup {
    html! {
        @if !items.is_empty() {
            details.hold open[is_open] {
                summary { (Icon::Right) b { (title) } span.muted { (items.len()) } }
                ul.statements { @for item in items { (statement(title, item)) } }
            }
        }
    }
}

pub(super) fn statement(kind: &str, item: &ReferralItem) -> Markup {
    let name = item.display.as_deref().or(item.code.as_deref()).unwrap_or("Without a name");
    let is_new = |text: &&str| !text.is_empty() && !name.contains(text);
    let value: Vec<&str> = [&item.value, &item.dose].into_iter().flatten().map(String::as_str).filter(is_new).collect();
    let days = match (item.low.as_deref().map(say::as_sent), item.high.as_deref().map(say::as_sent)) {
        (Some(low), Some(high)) if low != high => format!("{low} to {high}"),
        (Some(day), _) | (None, Some(day)) => day,
        (None, None) => String::new(),
    };
    let code = item.code.as_ref().filter(|code| code.as_str() != name).map(|code| match &item.system {
        Some(system) => format!("{system} {code}"),
        None => code.clone(),
    });
    html! {
        li {
            div {
                b { @if item.is_negated { "Not: " } (name) }
                @if !value.is_empty() { " " span.value { (value.join(", ")) } }
                @if !item.reactions.is_empty() { p { "Reaction: " (item.reactions.join(", ")) } }
                @if let Some(note) = note(kind, item) { p.muted { (note) } }
            }
            div.aside {
                @if !days.is_empty() { span { (days) } }
                @if let Some(status) = &item.status { span { (status) } }
                @if let Some(code) = code { span.code { (code) } }
            }
        }
    }
}

/// What else the sender says. That a problem stands in the section of problems says nothing new.
fn note(kind: &str, item: &ReferralItem) -> Option<String> {
    let told = |part: &&str| !part.eq_ignore_ascii_case(&format!("section: {kind}"));
    let parts: Vec<&str> = item.note.as_deref()?.split("; ").filter(told).collect();
    (!parts.is_empty()).then(|| sentence(parts.join("; ")))
}

fn sections(content: &ReferralContent) -> Markup {
    html! {
        @for section in content.sections.iter().filter(|section| !section.text.trim().is_empty()) {
            details.hold {
                summary { (Icon::Right) b { (section.title.as_deref().unwrap_or("Section without a title")) } span.muted { "in the sender’s words" } }
                div.told { @for line in section.text.lines().filter(|line| !line.trim().is_empty()) { p { (line) } } }
            }
        }
    }
}

fn unread(content: &ReferralContent) -> Markup {
    html! {
        @if !content.unread.is_empty() {
            details.hold.unread {
                summary { (Icon::Right) b { "Not taken into fields" } (chip(Hue::Due, words::count(content.unread.len(), "place", "places")).icon(Icon::Alert)) }
                ul.lines { @for place in &content.unread { li { (place) } } }
                p.hint { "The original holds all of it." }
            }
        }
    }
}
