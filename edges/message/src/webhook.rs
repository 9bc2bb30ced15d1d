//! What the network tells us: a text came, a text was delivered or not. Every word carries a signature over the address it was sent to
//! and all its fields; anything else is answered with 403, counted, and logged without a word of it. Told twice, it happens once. The
//! answers say nothing about anybody (P2-05).

use std::net::SocketAddr;
use std::sync::Arc;

use access::{Actor, Command, Refusal};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, DefaultBodyLimit, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use reactions::{Fact, House};

use crate::limit::Limit;
use crate::twilio::call::{Genuine, MOST_BYTES, Told, Trust};
use crate::twilio::signature;

/// Where texts are told of.
pub const TEXT: &str = "/hooks/text";
/// Where their fates are told.
pub const STATUS: &str = "/hooks/text/status";

/// What is needed to believe the network and to act on its word.
#[derive(Clone)]
pub struct Hooks(Arc<Inner>);

struct Inner {
    house: House,
    actor: Actor,
    trust: Trust,
    limit: Limit,
}

impl std::fmt::Debug for Hooks {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Hooks(..)")
    }
}

impl Hooks {
    /// `origin` is the address the network calls, such as `https://chart.example.org`; `actor` is who its words are written down by.
    #[must_use]
    pub fn new(house: House, actor: Actor, origin: &str, account: &str, token: &str) -> Self {
        Self(Arc::new(Inner { house, actor, trust: Trust::new(origin, account, token), limit: Limit::default() }))
    }
}

/// The two addresses.
pub fn router(hooks: Hooks) -> Router {
    Router::new().route(TEXT, post(text)).route(STATUS, post(status)).layer(DefaultBodyLimit::max(MOST_BYTES)).with_state(hooks)
}

fn heard(what: &'static str, outcome: &'static str) {
    metrics::counter!("stepdown_hooks_total", "what" => what, "outcome" => outcome).increment(1);
}

impl Inner {
    #[expect(clippy::result_large_err, reason = "what is refused is an answer, made once and sent at once")]
    fn judge(
        &self,
        what: &'static str,
        from: Option<SocketAddr>,
        address: &str,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<Genuine, Response> {
        let now = self.house.clock().now();
        if from.is_some_and(|from| !self.limit.admits(from.ip(), now)) {
            heard(what, "too_many");
            return Err((StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "10")]).into_response());
        }
        let given = headers.get(signature::HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if let Some(form) = self.trust.judge(address, given, body) {
            return Ok(form);
        }
        heard(what, "forged");
        tracing::warn!(what, "a word without the network's signature was refused");
        Err(StatusCode::FORBIDDEN.into_response())
    }

    async fn perform<C>(self: Arc<Self>, what: &'static str, command: C) -> Response
    where
        C: Command<Output = bool> + Send + 'static,
        Fact: From<C::Fact>,
    {
        let done = tokio::task::spawn_blocking(move || self.house.perform(&self.actor, &command)).await;
        match done {
            Ok(Ok(true)) => heard(what, "new"),
            Ok(Ok(false)) => heard(what, "known"),
            // The network learns nothing about what is there and what is not.
            Ok(Err(Refusal::NotFound | Refusal::Invalid(_) | Refusal::Refused { .. })) => heard(what, "nobody"),
            Ok(Err(refusal)) => {
                heard(what, "busy");
                tracing::error!(%refusal, what, "a word of the network could not be kept; it will tell us again");
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
            Err(error) => {
                tracing::error!(%error, what, "a word of the network could not be kept");
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
        }
        empty()
    }
}

/// An answer that makes the network say nothing.
fn empty() -> Response {
    ([(header::CONTENT_TYPE, "text/xml; charset=utf-8")], "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>").into_response()
}

async fn text(
    State(Hooks(hooks)): State<Hooks>,
    from: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = match hooks.judge("text", from.map(|axum::Extension(from)| from.0), TEXT, &headers, &body) {
        Ok(form) => form,
        Err(answer) => return answer,
    };
    match form.text() {
        Told::Text(command) => hooks.perform("text", command).await,
        Told::NoNumber => {
            heard("text", "no_number");
            empty()
        }
        Told::NoId => StatusCode::BAD_REQUEST.into_response(),
    }
}

async fn status(
    State(Hooks(hooks)): State<Hooks>,
    from: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let address = query.as_ref().map_or_else(|| STATUS.to_owned(), |query| format!("{STATUS}?{query}"));
    let form = match hooks.judge("status", from.map(|axum::Extension(from)| from.0), &address, &headers, &body) {
        Ok(form) => form,
        Err(answer) => return answer,
    };
    let Some(command) = form.fate(query.as_deref()) else {
        heard("status", "on_its_way");
        return empty();
    };
    hooks.perform("status", command).await
}
