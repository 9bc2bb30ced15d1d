//! The door by the organisation's account: away to the issuer, and back. What is said at the end is what every sign-in says (ADR 0011,
//! 0027); only what concerns nobody's account has words of its own: the issuer is silent, the person turned back, the clocks differ.

mod issuer;

use std::sync::Arc;

use ::sign_in::SessionToken;
use ::sign_in::open_id::Trip;
use access::Refusal;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use maud::{Markup, html};
use reactions::House;
use reactions::accounts::{Arrival, Leaving, Rules};

pub use issuer::{SingleSignOn, SingleSignOnWish};

use super::door::{Address, Door, OpenForm, cookie, gone};
use super::enter;
use crate::answer;
use crate::app::App;
use crate::component::Button;
use crate::frame::PlainPage;
use crate::signed::{cookie_name, token_of};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sign-in/organisation", post(leave)).route("/sign-in/organisation/back", get(back))
}

/// The button at the door, when the installation has an issuer.
pub(super) fn button(app: &App) -> Markup {
    let Some(sso) = &app.0.wiring.single_sign_on else { return html! {} };
    html! {
        form.form method="post" action="/sign-in/organisation" {
            (Button::primary(format!("Sign in with {}", sso.label())).class("wide"))
            p.or { "or without it" }
        }
    }
}

/// What became of the wish to go to the issuer.
enum Way {
    Wait(Timestamp),
    Go(SessionToken, String),
    Silent,
}

async fn leave(State(app): State<App>, Address(address): Address, OpenForm(_): OpenForm) -> Response {
    let Some(sso) = app.0.wiring.single_sign_on.clone() else { return Redirect::to("/sign-in").into_response() };
    let label = sso.label().to_owned();
    let way = app.work(move |house| {
        Ok(match house.leave_for_organisation(&address)? {
            Leaving::WaitUntil(until) => Way::Wait(until),
            Leaving::Go(token) => match sso.address(&Trip::of(&token), house.clock().now()) {
                Ok(there) => Way::Go(token, there.into()),
                Err(trouble) => {
                    tracing::warn!(?trouble, "the organisation's issuer cannot be used");
                    Way::Silent
                }
            },
        })
    });
    match way.await {
        Ok(Way::Wait(until)) => enter::wait(&app, enter::draw(&app, "", &enter::Trouble::Wait(until)), until),
        Ok(Way::Silent) => silent(&app),
        Ok(Way::Go(token, there)) => {
            let taken = [(header::SET_COOKIE, Door::Away.give(&app, &token))];
            (taken, onward(&app, &format!("On to {label}"), "Go on", &there)).into_response()
        }
        Err(refusal) => answer::refused(None, &refusal),
    }
}

/// A page that leads on by itself, and by a button where it does not. A form of ours may not lead to another site (its content policy),
/// and a page that another site led to gets no cookie of ours: this page is between the two.
fn onward(app: &App, title: &str, words: &str, there: &str) -> Response {
    let page = PlainPage::new(title, app.0.site.program_name.clone()).render(html! {
        div.card { div { h1 { (title) } p { "If nothing happens, use the button." } } (Button::primary(words).href(there).class("wide")) }
    });
    let mut response = page.into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("0;url={there}")) {
        response.headers_mut().insert(header::REFRESH, value);
    }
    response
}

fn silent(app: &App) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, enter::draw(app, "", &enter::Trouble::Silent)).into_response()
}

/// What the issuer sends back.
#[derive(serde::Deserialize)]
struct Said {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// How a trip ended.
enum End {
    Arrived(Arrival),
    /// The state is of another browser's trip: this browser's own, if it has one, goes on.
    OfAnother,
    TurnedBack,
    Silent,
    Clocks,
}

async fn back(State(app): State<App>, headers: HeaderMap, Address(address): Address, Query(said): Query<Said>) -> Response {
    let (Some(sso), Some(token)) = (app.0.wiring.single_sign_on.clone(), Door::Away.token(&app, &headers)) else {
        return ended(&app, End::Arrived(Arrival::Refused));
    };
    let previous = token_of(&app, &headers);
    match app.work(move |house| come_back(house, &sso, &token, &said, &address, previous.as_ref())).await {
        Ok(end) => ended(&app, end),
        Err(refusal) => answer::refused(None, &refusal),
    }
}

fn come_back(
    house: &House,
    sso: &Arc<SingleSignOn>,
    token: &SessionToken,
    said: &Said,
    address: &str,
    previous: Option<&SessionToken>,
) -> Result<End, Refusal> {
    let (trip, now) = (Trip::of(token), house.clock().now());
    let refused = |why: &str| {
        tracing::info!(why, "the organisation's issuer sent somebody back");
        house.fail_at_organisation(address).map(|()| End::Arrived(Arrival::Refused))
    };
    // The state belongs to the cookie: whoever sends a browser here with another one does not use up its trip.
    if !trip.accepts_state(&said.state) {
        return refused("the state is of another browser").map(|_| End::OfAnother);
    }
    if !house.back_from_organisation(token)? {
        return refused("it was back before, or too late");
    }
    if !sso.is_sent_by_issuer(said.iss.as_deref()) {
        return refused("another issuer answered");
    }
    let code = match (said.error.as_deref(), said.code.as_deref()) {
        (Some("access_denied"), _) => return Ok(End::TurnedBack),
        (Some("temporarily_unavailable" | "server_error"), _) => return Ok(End::Silent),
        (Some(_), _) => return refused("the issuer refused"),
        (None, None) => return refused("it brought no code"),
        (None, Some(code)) => code,
    };
    let identity = match sso.identity(&trip, code, now) {
        Ok(identity) => identity,
        Err(issuer::Trouble::Silent(why)) => {
            tracing::warn!(why, "the organisation's issuer cannot be used");
            return Ok(End::Silent);
        }
        Err(issuer::Trouble::Clocks(why)) => {
            tracing::warn!(%why, "a token of the organisation's issuer was refused");
            house.fail_at_organisation(address)?;
            return Ok(End::Clocks);
        }
        Err(issuer::Trouble::Refused(why)) => return refused(&why),
    };
    if !sso.is_of_us(&identity) {
        return refused("the address is of another domain, or not verified");
    }
    let rules = Rules { issuer: &sso.wish().issuer, binds_by_email: sso.wish().binds_by_email };
    house.arrive_from_organisation(&identity, rules, sso.has_two_proofs(&identity), address, previous).map(End::Arrived)
}

fn ended(app: &App, end: End) -> Response {
    let away = (header::SET_COOKIE, Door::Away.take(app));
    match end {
        End::Arrived(Arrival::In(session)) => {
            let session = (header::SET_COOKIE, cookie(app, cookie_name(&app.0), &session.to_cookie()));
            (AppendHeaders([session, away]), onward(app, "You are signed in", "Go on", crate::site::DESK)).into_response()
        }
        End::Arrived(Arrival::Code(token)) => {
            let door = (header::SET_COOKIE, Door::Entering.give(app, &token));
            (AppendHeaders([door, away]), onward(app, "Your code is next", "Go on", "/sign-in/code")).into_response()
        }
        End::Arrived(Arrival::WaitUntil(until)) => {
            (AppendHeaders([away]), enter::wait(app, enter::draw(app, "", &enter::Trouble::Wait(until)), until)).into_response()
        }
        End::Arrived(Arrival::Refused) => {
            let page = enter::draw(app, "", &enter::Trouble::Failed);
            (StatusCode::UNPROCESSABLE_ENTITY, AppendHeaders([away]), page).into_response()
        }
        End::OfAnother => (StatusCode::UNPROCESSABLE_ENTITY, enter::draw(app, "", &enter::Trouble::Failed)).into_response(),
        End::TurnedBack => (AppendHeaders([away]), enter::draw(app, "", &enter::Trouble::TurnedBack)).into_response(),
        End::Silent => (AppendHeaders([away]), silent(app)).into_response(),
        End::Clocks => {
            let page = enter::draw(app, "", &enter::Trouble::Clocks);
            (StatusCode::UNPROCESSABLE_ENTITY, AppendHeaders([away]), page).into_response()
        }
    }
}

/// Where a browser goes on to sign out at the issuer, when its session came by it: the answer that ends ours and leads there.
pub(in crate::sign_in) fn sign_out_there(app: &App, came_by: Option<&str>) -> Option<Response> {
    let sso = app.0.wiring.single_sign_on.as_ref().filter(|sso| came_by == Some(sso.wish().issuer.as_str()))?;
    let there = sso.sign_out_address()?;
    let taken = [(header::SET_COOKIE, gone(app, cookie_name(&app.0)))];
    let title = format!("You are signed out here; on to {}", sso.label());
    Some((taken, onward(app, &title, "Sign out there too", there.as_str())).into_response())
}
