//! What was said since, and the next word: a contact is logged in one line; closing needs a reason; a closed one can be opened again.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use intake::inquiry::{CloseInquiry, InquiryDetailView, LogContact, Outcome, ReopenInquiry};
use maud::{Markup, html};
use vocabulary::ProgramZone;
use vocabulary::id::InquiryId;

use super::{detail, say};
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Crumb, Field, Icon, PageHead, Problem, csrf_field, error_summary};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::kept;
use crate::signed::{Signed, may};

/// How a contact went, as value and words.
const RESULTS: [(&str, &str); 4] =
    [("reached", "Reached"), ("message_left", "Message left"), ("no_answer", "No answer"), ("wrong_number", "Wrong number")];

/// Why an inquiry is closed, most often.
const REASONS: [&str; 5] = [
    "Went to another program",
    "Does not want care now",
    "Could not be reached",
    "Needs a higher level of care first",
    "Joined to another inquiry",
];

pub(super) async fn contact(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let result = RESULTS.iter().find(|(value, _)| *value == sent.text("result")).map(|(_, words)| *words);
    let own = sent.text("words");
    let words = match (result, own.is_empty()) {
        (Some(result), true) => format!("{result}."),
        (Some(result), false) => format!("{result}. {own}"),
        (None, _) => own.to_owned(),
    };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &LogContact { inquiry, at: None, words })).await {
        Ok(_) => Redirect::to(&format!("/inquiries/{inquiry}")).into_response(),
        Err(refusal) => match kept::problems(&refusal) {
            Some(found) => detail::again(&app, &signed, inquiry, &sent, found).await,
            None => signed.refused(&refusal),
        },
    }
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
    let why = [sent.text("why"), sent.text("reason")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
    let actor = signed.actor.clone();
    let closed = app
        .work(move |house| {
            let done = house.perform(&actor, &CloseInquiry { inquiry, reason: why });
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
            (ChoiceRow::one("why", "Why").choices(REASONS.map(|reason| (reason, reason))).chosen(sent.text("why")).keys())
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
        ol.feed {
            (entry(&say::moment(zone, row.received_at), Icon::Inbox, row.source.title(), &row.words))
            @for contact in &detail.contacts { (entry(&say::moment(zone, contact.at), Icon::Phone, &contact.by, &contact.words)) }
            @match &detail.outcome {
                Some(Outcome::Admitted { at, .. }) => { (entry(&say::moment(zone, *at), Icon::Door, "Admitted", "")) }
                Some(Outcome::Closed { reason, at, .. }) => { (entry(&say::moment(zone, *at), Icon::Close, "Closed", reason)) }
                None => {}
            }
        }
        @if detail.allowed.contact {
            form.form.say-next method="post" action=(format!("/inquiries/{}/contact", row.id)) id="form" {
                (csrf_field(&signed.frame.csrf))
                (ChoiceRow::one("result", "How it went").choices(RESULTS).chosen(sent.text("result")).keys())
                (Field::area("words", "In a few words", 2).optional().value(sent.text("words")).problems(problems))
                div.acts { (Button::plain("Log contact").icon(Icon::Phone).key("Ctrl+Enter")) }
            }
        }
    };
    html! { (Card::new("Thread").small("Everything said with this person, oldest first").body(body)) }
}

fn entry(time: &str, icon: Icon, who: &str, words: &str) -> Markup {
    html! { li { time { (time) } (icon) div { b { (who) } @if !words.is_empty() { p { (words) } } } } }
}
