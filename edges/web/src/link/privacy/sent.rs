//! What would be sent by a consent: what leaves, line by line, what stays and why, as the gate decides it now. Looking sends nothing.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use confidential::category::Category;
use confidential::purpose::Purpose;
use intake::paper::{Language, plain};
use maud::{Markup, html};
use reactions::own::{OwnPreview, OwnPreviewView};
use serde::Deserialize;
use vocabulary::id::ConsentId;

use super::super::visit::Visiting;
use super::super::words as all;
use super::words;
use crate::app::App;

/// To whom and for what, where a consent names several.
#[derive(Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    to: usize,
    #[serde(default, rename = "for")]
    purpose: String,
}

pub(super) async fn page(
    State(app): State<App>,
    Path(consent): Path<ConsentId>,
    Query(choice): Query<Choice>,
    visiting: Visiting,
) -> Response {
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    let asked = OwnPreview { link, consent, recipient: choice.to, purpose: Purpose::named(&choice.purpose) };
    match app.work(move |house| house.ask_for_person(&person, &asked)).await {
        Ok(view) => visiting.page(&address(consent), &draw(&visiting, &view)),
        Err(refusal) => super::refused(&visiting, &refusal),
    }
}

fn address(consent: ConsentId) -> String {
    format!("/l/may-know/{consent}/sent")
}

fn draw(visiting: &Visiting, view: &OwnPreviewView) -> Markup {
    let language = visiting.language;
    let to = view.consent.recipients.get(view.recipient).map(|one| plain::recipient(language, one, &view.payers));
    html! {
        p { a href="/l/may-know" { (all::BACK.to(language)) } }
        h1 { (words::SENT.to(language)) }
        p { (words::SENT_WHY.to(language)) }
        dl {
            div { dt { (words::TO_WHOM.to(language)) } dd { (to.unwrap_or_default()) } }
            div { dt { (words::WHAT_FOR.to(language)) } dd { (plain::purpose(language, view.purpose)) } }
        }
        (others(language, view))
        @if !view.reasons.is_empty() {
            div.told { p { (words::NOTHING_LEAVES.to(language)) } ul { @for why in reasons(language, view) { li { (why) } } } }
        } @else {
            h2 { (words::LEAVES.to(language)) }
            @for section in &view.leaves {
                details {
                    summary { (plain::category(language, section.category)) }
                    ul lang="en" { @for line in &section.lines { li { (line) } } }
                }
            }
            @for category in &view.leaves_empty {
                @let why = match category {
                    Category::ProgressSummary => &words::IS_WRITTEN,
                    Category::CounselingNotes => &words::IS_APART,
                    _ => &words::IS_EMPTY,
                };
                p { (plain::category(language, *category)) ": " (why.to(language)) }
            }
            @if !view.stays.is_empty() {
                h2 { (words::STAYS.to(language)) }
                dl {
                    @for one in &view.stays {
                        div { dt { (plain::category(language, one.category)) } dd { (words::reason(one.why).to(language)) } }
                    }
                }
            }
        }
    }
}

/// Each reason once, as it is said to the person.
fn reasons(language: Language, view: &OwnPreviewView) -> Vec<&'static str> {
    let mut said = Vec::new();
    for reason in &view.reasons {
        let words = words::reason(*reason).to(language);
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said
}

/// The ways to the same for others whom the consent names, and for its other purposes.
fn others(language: Language, view: &OwnPreviewView) -> Markup {
    let consent = &view.consent;
    let base = address(consent.id);
    let mut ways: Vec<(String, String)> = Vec::new();
    for (at, to) in consent.recipients.iter().enumerate() {
        for purpose in &consent.purposes {
            if (at, *purpose) != (view.recipient, view.purpose) {
                let said = format!("{}, {}", plain::recipient(language, to, &view.payers), plain::purpose(language, *purpose));
                ways.push((format!("{base}?to={at}&for={}", purpose.as_str()), said));
            }
        }
    }
    html! {
        @if !ways.is_empty() {
            details {
                summary { (words::OTHERS.to(language)) }
                ul { @for (to, said) in &ways { li { a href=(to) { (said) } } } }
            }
        }
    }
}
