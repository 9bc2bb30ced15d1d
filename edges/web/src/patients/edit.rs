//! Corrects who somebody is and how to reach them: a new version that names the old. When somebody else was first, both are shown
//! and nothing is lost.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use vocabulary::id::PatientId;

use super::chart::{Open, Tab, open_to};
use super::edit_draft::{ContactDraft, Draft};
use super::filled::{self, Trouble};
use super::say;
use crate::app::App;
use crate::component::{Banner, Button, Card, Field, Problem, Select, Tick, csrf_field};
use crate::form::SignedForm;
use crate::signed::Signed;

const ACT: (Action, Kind) = (Action::Amend, Kind::Patient);

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match open_to(&app, signed, patient, ACT).await {
        Ok(open) => draw(&open, &Draft::of(&open.chart.patient, open.chart.version), &Trouble::default(), None),
        Err(response) => response,
    }
}

pub(super) async fn save(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match open_to(&app, signed, patient, ACT).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let draft = Draft::sent(&sent);
    let (command, unread) = draft.command(patient);
    match filled::perform(&app, &open.signed, command, unread).await {
        Ok(_) => Redirect::to(&Tab::Timeline.href(patient)).into_response(),
        Err(Refusal::Conflict) => conflict(&open, draft),
        Err(refusal) => open.again(&refusal, |trouble| draw(&open, &draft, trouble, None)),
    }
}

/// Both versions beside each other; what was typed stays in the form, which now starts from the newer version.
fn conflict(open: &Open, draft: Draft) -> Response {
    let stands = Draft::of(&open.chart.patient, open.chart.version);
    let differing = stands.differences(&draft);
    let both = html! {
        (Banner::due("Somebody corrected this record while you had it open. Nothing was saved over; look at both and save again."))
        div.both {
            div { h3 { "As it stands now" } (facts(differing.iter().map(|(words, now, _)| (*words, now)))) }
            div { h3 { "As you typed it" } (facts(differing.iter().map(|(words, _, typed)| (*words, typed)))) }
        }
    };
    let mut response = draw(open, &Draft { version: stands.version, ..draft }, &Trouble::question(), Some(both));
    *response.status_mut() = StatusCode::CONFLICT;
    response
}

fn facts<'a>(all: impl Iterator<Item = (&'a str, &'a String)>) -> Markup {
    html! { dl.reads { @for (words, value) in all { div { dt { (words) } dd { @if value.is_empty() { "nothing" } @else { (value) } } } } } }
}

fn draw(open: &Open, draft: &Draft, trouble: &Trouble, above: Option<Markup>) -> Response {
    let problems = &trouble.problems;
    let form = html! {
        @if let Some(above) = above { (above) }
        form.form method="post" action=(format!("/patients/{}/edit", open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            input type="hidden" name="version" value=(draft.version);
            (Card::new("Names").padded().body(names(draft, problems)))
            (Card::new("How to reach them").small("Each with its own permission. Empty a line to take it away.").padded().body(contacts(draft, problems)))
            (Card::new("Where they live, and in which language").padded().body(home(draft, problems)))
            (Card::new("For claims").small("Only where it must differ").padded().body(claims(draft, problems)))
            div.acts { (Button::primary("Save").key("Ctrl+Enter")) (Button::quiet("Cancel").href(Tab::Timeline.href(open.patient()))) }
        }
    };
    let below = "A correction is a new version; the old one stays readable.";
    open.form_page(Tab::Timeline, "Edit who they are", below, trouble, form)
}

fn names(draft: &Draft, problems: &[Problem]) -> Markup {
    html! {
        div.form.cols {
            (Field::text("chosen_given", "Called").hint("The given name on every screen, when it is not the legal one").optional().autocomplete("off").value(&draft.chosen_given).problems(problems))
            (Field::text("pronouns", "Pronouns").optional().autocomplete("off").placeholder("they/them").value(&draft.pronouns).problems(problems))
            (Field::text("given", "Legal given name").autocomplete("off").value(&draft.given).problems(problems))
            (Field::text("family", "Legal family name").optional().autocomplete("off").value(&draft.family).problems(problems))
            (Field::date("birth_date", "Birth date").value(&draft.birth_date).problems(problems))
        }
    }
}

fn contacts(draft: &Draft, problems: &[Problem]) -> Markup {
    html! {
        @for (at, contact) in draft.contacts.iter().enumerate() { (one_contact(at, contact, problems)) }
    }
}

fn one_contact(at: usize, contact: &ContactDraft, problems: &[Problem]) -> Markup {
    let name = |field: &str| format!("contact{at}.{field}");
    let title = if contact.value.is_empty() { "Another number or address".to_owned() } else { format!("Way {}", at + 1) };
    html! {
        fieldset.contact {
            legend.lab { (title) }
            div.form.cols {
                (Field::text(name("value"), "Telephone or e-mail").optional().autocomplete("off").value(&contact.value).problems(problems))
                (Field::text(name("call_as"), "We say we are").optional().autocomplete("off").hint("The name we use there").value(&contact.call_as).problems(problems))
                div.obs.full.pair {
                    (Tick::new(name("may_leave_message"), "yes", "May leave a message").small("Only our neutral name").checked(contact.may_leave_message))
                    (Tick::new(name("may_text"), "yes", "May text").small("Only neutral name, day and time").checked(contact.may_text))
                }
            }
        }
    }
}

fn home(draft: &Draft, problems: &[Problem]) -> Markup {
    let tags = ["en", "es", "pt", "ht"];
    let other = (!tags.contains(&draft.language.as_str()) && !draft.language.is_empty()).then_some(draft.language.as_str());
    let languages = tags.into_iter().chain(other).map(|tag| (tag.to_owned(), say::language(tag)));
    html! {
        div.form.cols {
            div.full { (Field::area("lines", "Street", 2).optional().hint("Nothing for somebody without a fixed address").value(&draft.lines).problems(problems)) }
            (Field::text("city", "Town").optional().autocomplete("off").value(&draft.city).problems(problems))
            div.two {
                (Field::text("state", "State").class("short").optional().max(2).autocomplete("off").value(&draft.state).problems(problems))
                (Field::text("zip", "ZIP").class("medium").optional().max(10).autocomplete("off").value(&draft.zip).problems(problems))
            }
            (Select::new("language", "Speaks").options(languages).chosen(&draft.language))
            div.obs { (Tick::new("needs_interpreter", "yes", "Needs an interpreter").checked(draft.needs_interpreter)) }
        }
    }
}

fn claims(draft: &Draft, problems: &[Problem]) -> Markup {
    let sexes = [("unknown", "Not said"), ("female", "Female"), ("male", "Male")];
    html! {
        div.form.cols {
            (Field::text("billing_given", "Given name on claims").optional().autocomplete("off").hint("When the legal name has no Latin letters").value(&draft.billing_given).problems(problems))
            (Field::text("billing_family", "Family name on claims").optional().autocomplete("off").value(&draft.billing_family).problems(problems))
            (Select::new("sex", "Sex as the payer holds it").options(sexes).chosen(&draft.sex))
        }
    }
}
