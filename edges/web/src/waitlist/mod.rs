//! Who waits for a place in which group, who is next and why somebody is passed over; a place is offered by hand, answered for the person,
//! taken back. Somebody is put on the list where they would be given a place.

mod words;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use reactions::waitlist::{OfferByHand, OpenWaitlist, PassedOver, WaitingFor, WaitingLine, Waitlist};
use schedule::waitlist::{AnswerOffer, LeaveWaitlist, TakeBackOffer, WaitAgain};
use vocabulary::id::{PlaceOfferId, WaitlistEntryId};

use crate::app::App;
use crate::component::{Button, Card, Hue, PageHead, chip, csrf_field, empty};
use crate::form::SignedForm;
use crate::frame::{Area, Page};
use crate::patients::filled::Trouble;
use crate::signed::{Signed, may};
use crate::words::{count, short_day};

/// Where the list is.
pub(crate) const HREF: &str = "/waitlist";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/waitlist", get(page))
        .route("/waitlist/{entry}/offer", post(offer))
        .route("/waitlist/{entry}/again", post(again))
        .route("/waitlist/{entry}/leave", post(leave))
        .route("/waitlist/offers/{offer}", post(answer))
}

async fn page(State(app): State<App>, signed: Signed) -> Response {
    show(&app, &signed, &Trouble::default()).await
}

async fn show(app: &App, signed: &Signed, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenWaitlist)).await {
        Ok(list) => draw(app, signed, &list, trouble),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, list: &Waitlist, trouble: &Trouble) -> Response {
    let may_change = may(app, &signed.actor, access::Action::Amend, access::Kind::WaitlistEntry);
    let head = PageHead::new("Waiting for a place")
        .below(html! { "When a place gets free, the next who fits is offered it at once, and it is held for them for a day." });
    let content = html! {
        (head)
        (trouble.summary())
        @if list.groups.is_empty() {
            (Card::new("Nobody waits").body(empty("Nobody waits for a place.", "Put somebody on the list in their schedule, under Add to a group.", None)))
        }
        @for group in &list.groups { (card(app, signed, group, may_change)) }
    };
    let drawn = Page::new(&signed.frame, Area::Schedule, "Waiting for a place").style("week.css").problem(trouble.is_some());
    trouble.answer(drawn.render(content))
}

fn card(app: &App, signed: &Signed, group: &WaitingFor, may_change: bool) -> Markup {
    let taken = i64::try_from(group.taken).unwrap_or(i64::MAX);
    let held = match group.held {
        0 => String::new(),
        held => format!(", {} held", count(held, "place is", "places are")),
    };
    let state = format!("{taken} of {} places taken{held}", group.capacity);
    let next = group.lines.iter().position(|line| line.standing.is_ok());
    let body = html! {
        p.pad.muted { (crate::patients::meetings_words(&group.meetings)) " · " (state) }
        ol.rows.waiting { @for (at, line) in group.lines.iter().enumerate() { (row(app, signed, line, next == Some(at), may_change)) } }
    };
    html! { (Card::new(group.name.as_str()).body(body)) }
}

fn row(app: &App, signed: &Signed, line: &WaitingLine, is_next: bool, may_change: bool) -> Markup {
    let zone = app.0.house.zone();
    let csrf = csrf_field(&signed.frame.csrf);
    let entry = format!("{HREF}/{}", line.entry);
    let waits = matches!(line.standing, Ok(_) | Err(PassedOver::NoPlace | PassedOver::DoesNotFit(_)));
    html! {
        li {
            div.txt {
                a href=(format!("/patients/{}/schedule", line.patient)) { b { (line.name) } }
                @if is_next { " " (chip(Hue::Here, "Next")) }
                p { "Since " (short_day(zone.day(line.asked_at))) ", not before " (short_day(line.from)) @if !line.words.is_empty() { ". " (line.words) } }
                p { (words::standing(zone, &line.standing)) }
            }
            @if may_change {
                div.acts {
                    @if let Some(offer) = line.offer {
                        form.inline method="post" action=(format!("{HREF}/offers/{offer}")) {
                            (csrf)
                            (Button::plain("They say yes").small().named("answer", "yes").about(line.name.as_str()))
                            (Button::quiet("They say no").small().named("answer", "no").about(line.name.as_str()))
                            (Button::quiet("Take back").small().named("answer", "back").about(format!("the offer to {}", line.name)))
                        }
                    } @else if waits {
                        @if line.standing.is_ok() {
                            form.inline method="post" action=(format!("{entry}/offer")) { (csrf) (Button::plain("Offer now").small().about(format!("a place to {}", line.name))) }
                        }
                        form.inline method="post" action=(format!("{entry}/leave")) { (csrf) (Button::quiet("Take off").small().about(line.name.as_str())) }
                    } @else {
                        form.inline method="post" action=(format!("{entry}/again")) { (csrf) (Button::plain("Put back").small().about(line.name.as_str())) }
                        form.inline method="post" action=(format!("{entry}/leave")) { (csrf) (Button::quiet("Take off").small().about(line.name.as_str())) }
                    }
                }
            }
        }
    }
}

/// Does what a button says; back on the list, with what stood in the way.
async fn done<C>(app: App, signed: Signed, command: C) -> Response
where
    C: access::Command + Send + 'static,
    C::Output: Send,
    reactions::Fact: From<C::Fact>,
{
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to(HREF).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => show(&app, &signed, &trouble).await,
            None => signed.refused(&refusal),
        },
    }
}

async fn offer(State(app): State<App>, Path(entry): Path<WaitlistEntryId>, SignedForm(signed, _): SignedForm) -> Response {
    done(app, signed, OfferByHand { entry }).await
}

async fn again(State(app): State<App>, Path(entry): Path<WaitlistEntryId>, SignedForm(signed, _): SignedForm) -> Response {
    done(app, signed, WaitAgain { entry }).await
}

async fn leave(State(app): State<App>, Path(entry): Path<WaitlistEntryId>, SignedForm(signed, _): SignedForm) -> Response {
    done(app, signed, LeaveWaitlist { entry }).await
}

async fn answer(State(app): State<App>, Path(offer): Path<PlaceOfferId>, SignedForm(signed, sent): SignedForm) -> Response {
    match sent.text("answer") {
        "yes" => done(app, signed, AnswerOffer { offer, is_yes: true }).await,
        "no" => done(app, signed, AnswerOffer { offer, is_yes: false }).await,
        _ => done(app, signed, TakeBackOffer { offer }).await,
    }
}
