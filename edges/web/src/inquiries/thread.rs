//! What was said since, and the next word: a contact is logged in one line; closing needs a reason; a closed one can be opened again.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use intake::inquiry::{CloseInquiry, ContactResult, InquiryDetailView, LogContact, Outcome, ReopenInquiry, loss};
use maud::{Markup, html};
use vocabulary::ProgramZone;
use vocabulary::id::InquiryId;

use super::{detail, message, say};
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Crumb, Field, Icon, PageHead, Problem, csrf_field, error_summary};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::kept;
use crate::signed::{Signed, may};

pub(super) async fn contact(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let result = ContactResult::parse(sent.text("result"));
    let command = LogContact { inquiry, at: None, result, words: sent.text("words").to_owned() };
    detail::done(&app, &signed, inquiry, &sent, command).await
}

pub(super) async fn close_form(State(app): State<App>, signed: Signed, Path(inquiry): Path<InquiryId>) -> Response {
    match detail::load(&app, &signed, inquiry).await {
        Ok(found) if found.allowed.close => close_page(&signed, &found, &Sent::default(), &[]).into_response(),
        Ok(_) if may(&app, &signed.actor, Action::Void, Kind::Inquiry) => {
            Redirect::to(&format!("/inquiries/{inquiry}")).into_response()
        }
        Ok(_) => signed.refused(&Refusal::NotFound),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn close(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (key, reason) = (Some(sent.text("why").to_owned()), sent.text("reason").to_owned());
    let actor = signed.actor.clone();
    let closed = app
        .work(move |house| {
            let done = house.perform(&actor, &CloseInquiry { inquiry, loss: key.clone(), reason: reason.clone() });
            match done {
                Ok(_) => Ok(Ok(())),
                Err(refusal) if kept::problems(&refusal).is_some() => {
                    Ok(Err((refusal, house.ask(&actor, &intake::inquiry::InquiryDetail { inquiry })?)))
                }
                Err(refusal) => Err(refusal),
            }
        })
        .await;
    match closed {
        Ok(Ok(())) => Redirect::to("/inquiries").into_response(),
        Ok(Err((refusal, found))) => kept::again(&signed, &refusal, |problems| close_page(&signed, &found, &sent, problems)),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn reopen(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &ReopenInquiry { inquiry })).await {
        Ok(_) => Redirect::to(&format!("/inquiries/{inquiry}")).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn close_page(signed: &Signed, found: &InquiryDetailView, sent: &Sent, problems: &[Problem]) -> Markup {
    let row = &found.row;
    let address = format!("/inquiries/{}", row.id);
    let head = PageHead::new("Close the inquiry")
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::to(row.name.full(), address.clone()))
        .crumb(Crumb::here("Close"))
        .below(html! { "It stays readable and can be opened again when the person calls back." });
    let body = html! {
        form.form method="post" action=(format!("{address}/close")) id="form" {
            (csrf_field(&signed.frame.csrf))
            (ChoiceRow::one("why", "Why").choices(loss::all().iter().map(|one| (one.key.clone(), one.words.clone()))).chosen(sent.text("why")).keys())
            (Field::area("reason", "In your words", 3).optional().value(sent.text("reason")).problems(problems))
            div.acts { (Button::primary("Close it")) (Button::quiet("Cancel").href(address.clone())) }
        }
    };
    Page::new(&signed.frame, Area::Inquiries, format!("Close, {}", say::tab_name(row)))
        .style("desk.css")
        .problem(!problems.is_empty())
        .narrow()
        .render(html! { (head) (error_summary(problems)) (Card::new("How it ended").padded().body(body)) })
}

/// The thread, the newest last, and the form for the next word.
pub(super) fn card(signed: &Signed, detail: &InquiryDetailView, zone: &ProgramZone, sent: &Sent, problems: &[Problem]) -> Markup {
    let row = &detail.row;
    let body = html! {
        ol.feed id="thread" {
            (entry(&say::moment(zone, row.received_at), Icon::Inbox, row.source.title(), &row.words))
            @for (_, said) in since(detail, zone) { (said) }
            @match &detail.outcome {
                Some(Outcome::Admitted { at, .. }) => { (entry(&say::moment(zone, *at), Icon::Door, "Admitted", "")) }
                Some(Outcome::Closed { reason, at, .. }) => { (entry(&say::moment(zone, *at), Icon::Close, "Closed", reason)) }
                None => {}
            }
        }
        @if detail.allowed.contact {
            form.form.say-next method="post" action=(format!("/inquiries/{}/contact", row.id)) id="form" {
                (csrf_field(&signed.frame.csrf))
                (ChoiceRow::one("result", "How it went").choices(ContactResult::ALL.map(|one| (one.as_str(), one.title()))).chosen(sent.text("result")).keys())
                (Field::area("words", "In a few words", 2).optional().value(sent.text("words")).problems(problems))
                div.acts { (Button::plain("Log contact").icon(Icon::Phone).key("Ctrl+Enter")) }
            }
        }
    };
    html! { (Card::new("Thread").small("Everything said with this person, oldest first").body(body)) }
}

/// Everything since the first word, calls and messages in one line of time.
fn since(detail: &InquiryDetailView, zone: &ProgramZone) -> Vec<(jiff::Timestamp, Markup)> {
    let calls = detail
        .contacts
        .iter()
        .map(|contact| (contact.at, entry(&say::moment(zone, contact.at), Icon::Phone, &contact.by, &contact.words)));
    let messages = detail.messages.iter().map(|one| (one.at, message::entry(zone, one)));
    let mut all: Vec<(jiff::Timestamp, Markup)> = calls.chain(messages).collect();
    all.sort_by_key(|(at, _)| *at);
    all
}

fn entry(time: &str, icon: Icon, who: &str, words: &str) -> Markup {
    html! { li { time { (time) } (icon) div { b { (who) } @if !words.is_empty() { p { (words) } } } } }
}
