//! What the video server tells: who came and who went, in the form of the `event_sync` component for Prosody. Every telling carries a word
//! that only the two know; anything else gets 403. Told twice, it happens once. The answers say nothing about anybody.

use access::{Actor, Refusal, Role};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::post;
use jiff::Timestamp;
use reactions::House;
use schedule::video::{HearCall, Heard};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use vocabulary::id::VideoCallId;

use crate::app::App;

/// The longest telling: a room that ends names everybody who was in it.
const MOST_BYTES: usize = 256 * 1024;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/hooks/video/events/room/created", post(told))
        .route("/hooks/video/events/room/destroyed", post(told))
        .route("/hooks/video/events/occupant/joined", post(told))
        .route("/hooks/video/events/occupant/left", post(told))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}

/// A telling.
#[derive(Debug, Deserialize)]
struct Told {
    event_name: String,
    room_name: String,
    occupant: Option<Occupant>,
    #[serde(default)]
    all_occupants: Vec<Occupant>,
}

/// Somebody in a room.
#[derive(Debug, Deserialize)]
struct Occupant {
    occupant_jid: String,
    /// The id in the way in they came with; nothing for whoever had none.
    id: Option<String>,
    joined_at: Option<i64>,
    left_at: Option<i64>,
}

async fn told(State(app): State<App>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(server) = app.0.wiring.video.clone() else { return StatusCode::NOT_FOUND };
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let given = given.strip_prefix("Bearer ").unwrap_or_default();
    // Digests are compared, so that the time it takes says nothing about the word.
    if server.events_token.is_empty() || Sha256::digest(given) != Sha256::digest(&server.events_token) {
        tracing::warn!("a telling without the video server's word was refused");
        return StatusCode::FORBIDDEN;
    }
    match app.work(move |house| hear(house, &body)).await {
        Ok(true) => StatusCode::NO_CONTENT,
        Ok(false) => StatusCode::UNPROCESSABLE_ENTITY,
        Err(refusal) => {
            // The server tells again.
            tracing::warn!(%refusal, "a telling of the video server was not written down");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// Writes down what is told; answers whether it could be understood. Who has no call of ours, such as staff, leaves no trace.
pub(super) fn hear(house: &House, body: &[u8]) -> Result<bool, Refusal> {
    let Ok(told) = serde_json::from_slice::<Told>(body) else { return Ok(false) };
    let moment = |second: i64| Timestamp::from_second(second).ok();
    let now = house.clock().now();
    let desk = Actor::of_stepdown(Role::FrontDesk);
    for one in told.occupant.iter().chain(&told.all_occupants) {
        let Some(call) = one.id.as_deref().and_then(|id| id.parse::<VideoCallId>().ok()) else { continue };
        let joined = one.joined_at.and_then(moment);
        let heard = match (told.event_name.as_str(), one.left_at.and_then(moment)) {
            ("muc-occupant-joined", _) => Heard::Joined(joined.unwrap_or(now)),
            ("muc-occupant-left" | "muc-room-destroyed", left) => Heard::Left(joined, left.unwrap_or(now)),
            ("still-there", _) => Heard::StillThere,
            _ => continue,
        };
        let command = HearCall { call, room: told.room_name.clone(), occupant: one.occupant_jid.clone(), heard };
        match house.perform(&desk, &command) {
            Ok(_) | Err(Refusal::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(true)
}
