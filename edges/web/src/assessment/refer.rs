//! A way to another place: whom to call, how the person was handed over, what was sent and under which basis, and what came of it.

use access::Refusal;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use intake::placement_decision::{ConsentToRefer, PlacementView};
use intake::referral_out::{Basis, HandOff, NoteOutcome, OutcomeKind, Place, RecordReferralOut, ReferralOut};
use maud::{Markup, html};
use privacy::outside_recipient::Directory;
use vocabulary::id::{InquiryId, ReferralOutId};

use super::placement::load;
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Crumb, Field, Icon, PageHead, Problem, Select, csrf_field, error_summary};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::kept;
use crate::patients::say;
use crate::recipients::pick;
use crate::signed::Signed;

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(inquiry): Path<InquiryId>) -> Response {
    match load(&app, &signed, inquiry).await {
        Ok((view, places)) if view.may_refer => match pick::directory(&app, &signed, Vec::new()).await {
            Ok(listed) => draw(&signed, &view, &places, &listed, &Sent::default(), &[]).into_response(),
            Err(refusal) => signed.refused(&refusal),
        },
        Ok(_) => signed.refused(&Refusal::NotFound),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn record(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (view, places) = match load(&app, &signed, inquiry).await {
        Ok(loaded) => loaded,
        Err(refusal) => return signed.refused(&refusal),
    };
    let listed = match pick::directory(&app, &signed, vec![sent.text("place").to_owned()]).await {
        Ok(listed) => listed,
        Err(refusal) => return signed.refused(&refusal),
    };
    if !listed.nearly.is_empty() && !sent.is_on(pick::AS_TYPED) {
        return (StatusCode::CONFLICT, draw(&signed, &view, &places, &listed, &sent, &[])).into_response();
    }
    let chosen = places.iter().find(|place| place.key == sent.text("place_key"));
    let typed = sent.text("place");
    let command = RecordReferralOut {
        inquiry,
        place: if typed.is_empty() { chosen.map_or_else(String::new, |place| place.name.clone()) } else { typed.to_owned() },
        place_key: chosen.filter(|_| typed.is_empty()).map(|place| place.key.clone()),
        why: sent.text("why").to_owned(),
        hand_off: HandOff::parse(sent.text("hand_off")),
        sent: sent.text("sent").to_owned(),
        basis: Basis::parse(sent.text("basis")),
        consent: sent.parse("consent"),
    };
    match kept::perform(&app, &signed, command, Vec::new()).await {
        Ok(_) => Redirect::to(&format!("/inquiries/{inquiry}/refer")).into_response(),
        Err(refusal) => kept::again(&signed, &refusal, |problems| draw(&signed, &view, &places, &listed, &sent, problems)),
    }
}

pub(super) async fn outcome(
    State(app): State<App>,
    Path((inquiry, referral)): Path<(InquiryId, ReferralOutId)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let result = OutcomeKind::parse(sent.text("result")).unwrap_or(OutcomeKind::Unknown);
    let words = sent.text("words").to_owned();
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &NoteOutcome { referral, inquiry, result, words: words.clone() })).await {
        Ok(_) => Redirect::to(&format!("/inquiries/{inquiry}/refer")).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(
    signed: &Signed,
    view: &PlacementView,
    places: &[Place],
    listed: &Directory,
    sent: &Sent,
    problems: &[Problem],
) -> Markup {
    let address = format!("/inquiries/{}", view.inquiry);
    let head = PageHead::new("Another place")
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::to(view.name.full(), address.clone()))
        .crumb(Crumb::here("Another place"))
        .below(html! { "Nobody is only given a number: stay until somebody else is there." });
    let none_chosen = if view.consents.is_empty() { "None in force lets another place know something" } else { "None" };
    let body = html! {
        form.form method="post" action=(format!("{address}/refer")) id="form" {
            (csrf_field(&signed.frame.csrf))
            (Select::new("place_key", "Place").option("", "Another one, written below").options(places.iter().map(|place| (place.key.clone(), format!("{} · {}", place.name, place.phone)))).chosen(sent.text("place_key")))
            (pick::lists(&listed.listed))
            (Field::text("place", "Another place").optional().autocomplete("off").list(pick::NAMES).hint("Of the directory, or any other").value(sent.text("place")).problems(problems))
            (Field::text("why", "Why there").value(sent.text("why")).problems(problems))
            (ChoiceRow::one("hand_off", "How they were handed over").choices(HandOff::ALL.iter().map(|one| (one.as_str(), one.title()))).chosen(sent.text("hand_off")).problems(problems))
            (Field::text("sent", "What was sent").optional().value(sent.text("sent")).problems(problems))
            (Select::new("basis", "Under which basis").option("", "Nothing was sent").options(Basis::ALL.iter().map(|one| (one.as_str(), one.title()))).chosen(sent.text("basis")).optional().problems(problems))
            (Select::new("consent", "Consent").hint("When consent is the basis").option("", none_chosen).options(view.consents.iter().map(consent)).chosen(sent.text("consent")).optional().problems(problems))
            (pick::suggested_each(&listed.nearly))
            div.acts { (Button::primary("Write it down").key("Ctrl+Enter")) (Button::quiet("Back").href(format!("{address}/placement"))) }
        }
    };
    Page::new(&signed.frame, Area::Inquiries, "Another place").style("desk.css").problem(!problems.is_empty()).render(html! {
        (head) (error_summary(problems))
        div.split {
            div { (Card::new("The hand-over").padded().body(body)) @for one in &view.referrals { (recorded(signed, one)) } }
            div { (directory(places)) }
        }
    })
}

/// A consent as a choice: to whom, until when.
fn consent(one: &ConsentToRefer) -> (String, String) {
    (one.id.to_string(), format!("{}, {}", say::recipients(&one.recipients, &[]), say::expiry(one.expires)))
}

fn directory(places: &[Place]) -> Markup {
    let body = html! {
        @if places.is_empty() { p.pad.muted { "No place is in the directory yet." } }
        ul.rows {
            @for place in places {
                li {
                    (Icon::Phone)
                    div.txt {
                        b { (place.phone) " · " (place.name) }
                        p { @if !place.levels.is_empty() { (place.levels.iter().map(|level| level.code()).collect::<Vec<_>>().join(", ")) " · " } (place.note) }
                    }
                }
            }
        }
    };
    html! { (Card::new("Places").body(body)) }
}

fn recorded(signed: &Signed, one: &ReferralOut) -> Markup {
    let body = html! {
        p { (one.hand_off.title()) ", by " (one.by_name) ". " (one.why) }
        @if !one.sent.is_empty() { p { b { "Sent: " } (one.sent) " – " (one.basis.map_or("", Basis::title)) } }
        @if let Some(outcome) = &one.outcome { p { b { "Outcome: " } (outcome.result.title()) @if !outcome.words.is_empty() { " – " (outcome.words) } } }
        form.form method="post" action=(format!("/inquiries/{}/refer/{}/outcome", one.inquiry, one.id)) {
            (csrf_field(&signed.frame.csrf))
            (Select::new("result", "What came of it").id(format!("result-{}", one.id)).options(OutcomeKind::ALL.iter().map(|kind| (kind.as_str(), kind.title()))))
            (Field::text("words", "In a few words").id(format!("words-{}", one.id)).optional())
            div.acts { (Button::plain("Note the outcome")) }
        }
    };
    html! { (Card::new(one.place.clone()).padded().body(body)) }
}
