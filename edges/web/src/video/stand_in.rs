//! The demonstration's video server: a page without a camera that comes and goes for real. It believes only a way in that is signed, and
//! what it tells goes the same way as the telling of any other server. A program that serves people has no such address.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, extract::OriginalUri};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;
use serde_json::json;

use super::hooks;
use crate::app::App;
use crate::component::{Button, Icon};
use crate::frame::PlainPage;

/// How often the page says that it is still there, in seconds.
const STILL_THERE: u32 = 45;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/demo/room/{room}", get(door))
        .route("/demo/room/{room}/in", get(inside))
        .route("/demo/room/{room}/join", post(join))
        .route("/demo/room/{room}/leave", post(leave))
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Way {
    #[serde(default)]
    jwt: String,
    /// Which connection this is.
    #[serde(default)]
    connection: String,
}

/// What the page is shown as.
enum Shown {
    Door,
    Inside,
    Gone,
}

async fn door(State(app): State<App>, Path(room): Path<String>, Query(way): Query<Way>) -> Response {
    draw(&app, &room, &way, &Shown::Door, true)
}

async fn inside(State(app): State<App>, Path(room): Path<String>, Query(way): Query<Way>, _: OriginalUri) -> Response {
    tell(&app, &room, &way, "still-there").await;
    draw(&app, &room, &way, &Shown::Inside, false)
}

async fn join(State(app): State<App>, Path(room): Path<String>, Form(mut way): Form<Way>) -> Response {
    way.connection = format!("{:016x}", rand::random::<u64>());
    if !is_believed(&app, &room, &way, true) || !tell(&app, &room, &way, "muc-occupant-joined").await {
        return draw(&app, &room, &way, &Shown::Door, true);
    }
    Redirect::to(&format!("/demo/room/{room}/in?jwt={}&connection={}", way.jwt, way.connection)).into_response()
}

async fn leave(State(app): State<App>, Path(room): Path<String>, Form(way): Form<Way>) -> Response {
    tell(&app, &room, &way, "muc-occupant-left").await;
    draw(&app, &room, &way, &Shown::Gone, false)
}

fn is_believed(app: &App, room: &str, way: &Way, at_the_door: bool) -> bool {
    let now = at_the_door.then(|| app.0.house.clock().now());
    app.0.wiring.video.as_ref().is_some_and(|server| server.read(&way.jwt, room, now).is_some())
}

/// Tells the program what happens here, as any server would; whether it was taken.
async fn tell(app: &App, room: &str, way: &Way, event: &str) -> bool {
    let Some(claims) = app.0.wiring.video.as_ref().and_then(|server| server.read(&way.jwt, room, None)) else { return false };
    let now = app.0.house.clock().now().as_second();
    let mut occupant = json!({ "occupant_jid": way.connection, "id": claims.context.user.id });
    if let (Some(fields), "muc-occupant-joined") = (occupant.as_object_mut(), event) {
        fields.insert("joined_at".to_owned(), json!(now));
    }
    if let (Some(fields), "muc-occupant-left") = (occupant.as_object_mut(), event) {
        fields.insert("left_at".to_owned(), json!(now));
    }
    let body = json!({ "event_name": event, "room_name": room, "occupant": occupant }).to_string();
    app.work(move |house| hooks::hear(house, body.as_bytes())).await.unwrap_or(false)
}

fn draw(app: &App, room: &str, way: &Way, shown: &Shown, at_the_door: bool) -> Response {
    let is_believed = is_believed(app, room, way, at_the_door);
    let name = app.0.wiring.video.as_ref().and_then(|server| server.read(&way.jwt, room, None));
    let name = name.map(|claims| claims.context.user.name).unwrap_or_default();
    let form = |address: &str, button: Button| {
        html! {
            form.form method="post" action=(format!("/demo/room/{room}/{address}")) {
                input type="hidden" name="jwt" value=(way.jwt);
                input type="hidden" name="connection" value=(way.connection);
                div.acts { (button) }
            }
        }
    };
    let content = match (shown, is_believed) {
        (_, false) => html! {
            h1 { "This way in does not open" }
            p { "It is over after ten minutes, or it is for another room. Go back to your page and press Join again." }
        },
        (Shown::Door, _) => html! {
            h1 { "A room without a camera" }
            p { "This page stands for a video server. Joining and leaving are real: they become attendance." }
            p { "You are shown as " b { (name) } "." }
            (form("join", Button::primary("Join").icon(Icon::Screen)))
        },
        (Shown::Inside, _) => html! {
            (still_there())
            h1 { "You are in" }
            p role="status" { "Shown as " b { (name) } ". Every " (STILL_THERE) " seconds this page says that you are still there." }
            (form("leave", Button::primary("Leave")))
        },
        (Shown::Gone, _) => html! {
            h1 { "You left" }
            p { "You can close this page. To come back, press Join on your own page again." }
        },
    };
    let status = if is_believed { StatusCode::OK } else { StatusCode::FORBIDDEN };
    (status, PlainPage::new("Video room", "Video room").problem(!is_believed).render(content)).into_response()
}

/// Loads the page anew, by the browser itself.
fn still_there() -> Markup {
    PreEscaped(format!("<meta http-equiv=\"refresh\" content=\"{STILL_THERE}\">"))
}
