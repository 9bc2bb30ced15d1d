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
use conversation::message::{Report, ReportDelivery};
use intake::inquiry::ReceiveText;
use reactions::{Fact, House};
use vocabulary::Phone;

use crate::limit::Limit;
use crate::twilio::{signature, wire};

/// A text and its fields are never longer.
const MOST_BYTES: usize = 16 * 1024;
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
    origin: String,
    account: String,
    token: String,
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
        Self(Arc::new(Inner {
            house,
            actor,
            origin: origin.trim_end_matches('/').to_owned(),
            account: account.to_owned(),
            token: token.to_owned(),
            limit: Limit::default(),
        }))
    }
}

/// The two addresses.
pub fn router(hooks: Hooks) -> Router {
    Router::new().route(TEXT, post(text)).route(STATUS, post(status)).layer(DefaultBodyLimit::max(MOST_BYTES)).with_state(hooks)
}

/// A form whose signature is the network's own.
struct Genuine(Vec<(String, String)>);

impl Genuine {
    fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
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
        let fields: Vec<(String, String)> = url::form_urlencoded::parse(body).into_owned().collect();
        let given = headers.get(signature::HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let called = format!("{}{address}", self.origin);
        let form = Genuine(fields);
        if signature::is_genuine(&self.token, &called, &form.0, given) && form.field("AccountSid") == self.account {
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
    // Short codes and names of companies are nobody we could answer.
    let Ok(from) = Phone::parse(form.field("From")) else {
        heard("text", "no_number");
        return empty();
    };
    let provider_id = form.field("MessageSid").to_owned();
    if provider_id.is_empty() {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let command = ReceiveText {
        from,
        words: form.field("Body").to_owned(),
        provider_id,
        is_answered_by_network: !form.field("OptOutType").is_empty(),
    };
    hooks.perform("text", command).await
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
    let ours = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "m")
        .and_then(|(_, value)| value.parse().ok());
    let Some(report) = report(&form) else {
        heard("status", "on_its_way");
        return empty();
    };
    let command = ReportDelivery { message: ours, provider_id: form.field("MessageSid").to_owned(), report };
    hooks.perform("status", command).await
}

/// What a status means; nothing for words on the way.
fn report(form: &Genuine) -> Option<Report> {
    match form.field("MessageStatus") {
        "sent" => Some(Report::Sent),
        "delivered" | "read" => Some(Report::Delivered),
        "failed" | "undelivered" => {
            let code = form.field("ErrorCode").parse().unwrap_or_default();
            Some(Report::Failed { reason: wire::in_words(code), is_stopped: code == wire::STOPPED })
        }
        _ => None,
    }
}
