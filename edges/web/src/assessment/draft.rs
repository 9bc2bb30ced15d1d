//! Keeps a part of the conversation while it is typed, quietly, for `autosave.js`; without a script the Save button does its work alone.
//! When two windows of one person meet, both texts stand side by side and the person chooses.

use access::Refusal;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use intake::assessment::{AssessmentView, Draft, DraftReceipt, KeepDraft, Part, Topic};
use maud::{Markup, html};
use vocabulary::ProgramZone;
use vocabulary::id::InquiryId;

use super::interview::{load, to_part};
use crate::app::App;
use crate::component::{Icon, saved};
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;
use crate::words::sentence;

/// Fields that steer the form and are nobody's words.
const STEERS: [&str; 7] = ["csrf", "part", "version", "seen", "keep", "against", "then"];

pub(super) fn address(inquiry: InquiryId) -> String {
    format!("/inquiries/{inquiry}/assessment/draft")
}

pub(super) async fn keep(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    headers: HeaderMap,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let is_quiet = headers.contains_key("hx-request");
    let part = Part::parse(sent.text("part")).unwrap_or(Part::Reason);
    if sent.text("keep") == "theirs" {
        return to_part(inquiry, part);
    }
    let based_on = sent.parse(if sent.text("keep") == "mine" { "against" } else { "version" }).unwrap_or(0);
    let command = KeepDraft { inquiry, part, fields: typed(&sent), based_on };
    let actor = signed.actor.clone();
    let zone = app.0.house.zone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(DraftReceipt::Kept(version)) if is_quiet => kept(version, &zone.clock_short(app.0.house.clock().now())),
        Ok(DraftReceipt::Met(version)) if is_quiet => match load(&app, &signed, inquiry).await {
            Ok(open) => (StatusCode::CONFLICT, both(zone, &open.view, part, &sent, version)).into_response(),
            Err(refusal) => signed.refused(&refusal),
        },
        Ok(_) => to_part(inquiry, part),
        Err(refusal) if is_quiet => refused(&signed, &refusal),
        Err(refusal) => signed.refused(&refusal),
    }
}

/// What was typed, in an order that does not change from one sending to the next.
fn typed(sent: &Sent) -> Vec<(String, String)> {
    let words = sent.pairs().filter(|(name, value)| !STEERS.contains(name) && !value.is_empty());
    let mut fields: Vec<(String, String)> = words.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    // stable: several values of one field stay as they were chosen
    fields.sort_by(|one, other| one.0.cmp(&other.0));
    fields
}

/// The answer that `autosave.js` reads: the version it is now, and when it was kept.
fn kept(version: i64, at: &str) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(HeaderName::from_static("x-version"), HeaderValue::from(version));
    if let Ok(at) = HeaderValue::from_str(at) {
        headers.insert(HeaderName::from_static("x-saved-at"), at);
    }
    (StatusCode::OK, headers).into_response()
}

/// A rule says no: its words, for the place in which two texts would stand.
fn refused(signed: &Signed, refusal: &Refusal) -> Response {
    match refusal {
        Refusal::Refused { sentence: why, remedy, .. } => {
            let words = html! { div.clash role="alert" { p { (Icon::Alert) " " (sentence(why)) " " (sentence(remedy)) } } };
            (StatusCode::CONFLICT, words).into_response()
        }
        Refusal::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
        other => signed.refused(other),
    }
}

/// The draft of a part, when the person who looks has one.
pub(super) fn of(view: &AssessmentView, part: Part) -> Option<&Draft> {
    view.drafts.iter().find(|draft| draft.part == part)
}

/// The form as it was typed.
pub(super) fn as_typed(draft: &Draft) -> Sent {
    draft.fields.iter().fold(Sent::default(), |sent, (name, value)| sent.with(name.clone(), value.clone()))
}

/// What a form that keeps itself carries: which part, and from which versions it was made.
pub(super) fn carried(view: &AssessmentView, part: Part) -> Markup {
    html! {
        input type="hidden" name="part" value=(part.as_str());
        input type="hidden" name="version" value=(of(view, part).map_or(0, |draft| draft.version));
        input type="hidden" name="seen" value=(view.version);
    }
}

/// Beside the Save button: "Saved 10:42", said again at every pause.
pub(super) fn state(zone: &ProgramZone, view: &AssessmentView, part: Part) -> Markup {
    let time = of(view, part).map(|draft| zone.clock_short(draft.saved_at));
    html! { (saved(time.as_deref())) }
}

/// Only what differs, each side as it was typed.
fn both(zone: &ProgramZone, view: &AssessmentView, part: Part, mine: &Sent, against: i64) -> Markup {
    let draft = of(view, part);
    let theirs = draft.map(as_typed).unwrap_or_default();
    let words = |sent: &Sent, name: &str| sent.all(name).collect::<Vec<_>>().join(", ");
    let mut names: Vec<&str> = mine.pairs().chain(theirs.pairs()).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| !STEERS.contains(name) && words(mine, name) != words(&theirs, name));
    let at = draft.map(|draft| format!(", saved {}", zone.clock_short(draft.saved_at))).unwrap_or_default();
    html! {
        div.clash role="group" aria-labelledby="clash" {
            h3 id="clash" { (Icon::Alert) "You wrote this part in two windows. Choose which stays." }
            div.both {
                (side("In this window, not saved yet", &names, |name| words(mine, name)))
                (side(&format!("In the other window{at}"), &names, |name| words(&theirs, name)))
            }
            input type="hidden" name="against" value=(against);
            div.acts {
                @for (value, text) in [("mine", "Keep this window"), ("theirs", "Keep the other")] {
                    button.b.sm type="submit" name="keep" value=(value) formaction=(address(view.inquiry)) formnovalidate { (text) }
                }
            }
        }
    }
}

fn side(whose: &str, names: &[&str], words: impl Fn(&str) -> String) -> Markup {
    html! {
        div {
            b { (whose) }
            @for name in names { span.muted { (title(name)) } pre { (words(name)) } }
        }
    }
}

fn title(name: &str) -> String {
    Topic::parse(name).map_or_else(|| name.replace('_', " "), |topic| topic.title().to_owned())
}
