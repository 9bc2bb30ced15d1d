//! One line in the log for each request, with an id that the answer carries too. It names the route as it is written in the
//! program (`/patients/{id}`), never the address that was asked: addresses hold ids of people and what was searched for.

use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use rand::RngExt;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Puts the log around every route.
pub(crate) fn around(routes: Router) -> Router {
    routes.layer(from_fn(log))
}

async fn log(request: Request, next: Next) -> Response {
    let id = hex::encode(rand::rng().random::<[u8; 8]>());
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "(none)".to_owned(), |path| path.as_str().to_owned());
    let mut answer = next.run(request).await;
    let status = answer.status().as_u16();
    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    if answer.status().is_server_error() {
        tracing::error!(request = %id, %method, %route, status, millis, "answered");
    } else {
        tracing::info!(request = %id, %method, %route, status, millis, "answered");
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert(REQUEST_ID, value);
    }
    answer
}
