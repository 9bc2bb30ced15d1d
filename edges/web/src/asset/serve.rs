//! Serves the shelf. The address names the bytes, so the answer may be kept for a year.

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use super::shelf::SHELF;

/// The routes under `/assets/`. Needs no sign-in: nothing here is about a person.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let worth = DefaultPredicate::new().and(NotForContentType::const_new("font/"));
    Router::new().route("/assets/{file}", get(one)).layer(CompressionLayer::new().compress_when(worth))
}

async fn one(Path(file): Path<String>) -> Response {
    let wanted = format!("/assets/{file}");
    match SHELF.iter().find(|asset| asset.href == wanted) {
        None => (StatusCode::NOT_FOUND, "Not found").into_response(),
        Some(asset) => (
            [
                (header::CONTENT_TYPE, asset.kind),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ],
            asset.bytes.as_ref(),
        )
            .into_response(),
    }
}
