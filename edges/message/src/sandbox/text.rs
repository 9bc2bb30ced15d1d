//! The sandbox's Twilio-compatible interface: takes texts, lists them, tells the program what became of them and what people write, each
//! word signed.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{ACCOUNT, Manner, OUR_NUMBER, Sandbox, SandboxText};
use crate::twilio::signature;
use crate::twilio::wire::{ListWire, MessageWire};
use crate::webhook;

/// Answers on a thread of its own until the program ends.
pub(super) fn answer(sandbox: Sandbox, listener: std::net::TcpListener) {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let Ok(runtime) = runtime else { return };
        runtime.block_on(async move {
            let made = listener.set_nonblocking(true).and_then(|()| tokio::net::TcpListener::from_std(listener));
            let Ok(listener) = made else { return };
            let messages = get(list).post(take);
            let routes = Router::new().route("/2010-04-01/Accounts/{account}/Messages.json", messages).with_state(sandbox);
            if let Err(error) = axum::serve(listener, routes).await {
                tracing::error!(%error, "the sandbox of the networks ended");
            }
        });
    });
}

fn is_ours(sandbox: &Sandbox, account: &str, headers: &HeaderMap) -> bool {
    let wanted = format!("Basic {}", STANDARD.encode(format!("{ACCOUNT}:{}", sandbox.token())));
    account == ACCOUNT && headers.get(header::AUTHORIZATION).is_some_and(|given| given.as_bytes() == wanted.as_bytes())
}

async fn take(State(sandbox): State<Sandbox>, Path(account): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let whole = String::from_utf8_lossy(&body).into_owned();
    sandbox.kept().requests.push(format!("POST Messages.json {whole}"));
    if !is_ours(&sandbox, &account, &headers) {
        return (StatusCode::UNAUTHORIZED, Json(serde_json::json!({ "code": 20003 }))).into_response();
    }
    let fields: Vec<(String, String)> = url::form_urlencoded::parse(&body).into_owned().collect();
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value).to_owned();
    let manner = sandbox.kept().manners.pop().unwrap_or_default();
    match manner {
        Manner::Refuses(code) => return (StatusCode::BAD_REQUEST, Json(serde_json::json!({ "code": code }))).into_response(),
        Manner::TooMuch => return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "30")]).into_response(),
        Manner::OutOfOrder => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Manner::Silent => return StatusCode::GATEWAY_TIMEOUT.into_response(),
        Manner::Takes | Manner::TakesSilently => {}
    }
    let text = keep(&sandbox, &field("To"), &field("Body"), false);
    let hook = field("StatusCallback");
    let (told, sid) = (sandbox.clone(), text.sid.clone());
    std::thread::spawn(move || tell_of_fate(&told, &hook, &sid));
    if manner == Manner::TakesSilently {
        return StatusCode::GATEWAY_TIMEOUT.into_response();
    }
    (StatusCode::CREATED, Json(as_wire(&text))).into_response()
}

async fn list(
    State(sandbox): State<Sandbox>,
    Path(account): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    sandbox.kept().requests.push(format!("GET Messages.json {query}"));
    if !is_ours(&sandbox, &account, &headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let to = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "To").map(|(_, to)| to.into_owned());
    let is_wanted = |text: &&SandboxText| !text.is_theirs && to.as_ref().is_none_or(|to| *to == text.number);
    let messages = sandbox.texts().iter().rev().filter(is_wanted).map(as_wire).collect();
    Json(ListWire { messages }).into_response()
}

fn as_wire(text: &SandboxText) -> MessageWire {
    let made = jiff::fmt::rfc2822::to_string(&text.at.to_zoned(jiff::tz::TimeZone::UTC));
    MessageWire {
        sid: text.sid.clone(),
        body: text.words.clone(),
        to: text.number.clone(),
        direction: if text.is_theirs { "inbound" } else { "outbound-api" }.to_owned(),
        date_created: made.ok(),
        status: "queued".to_owned(),
    }
}

fn keep(sandbox: &Sandbox, number: &str, words: &str, is_theirs: bool) -> SandboxText {
    let at = sandbox.0.clock.now();
    let mut kept = sandbox.kept();
    kept.next += 1;
    let own: String = sandbox.token().chars().take(8).collect();
    let sid = format!("SM{own}{:016x}{:08x}", at.as_microsecond(), kept.next);
    let text = SandboxText { sid, number: number.to_owned(), words: words.to_owned(), at, is_theirs };
    kept.texts.push(text.clone());
    text
}

/// Tells the program that a text arrived, as the networks do a moment later.
fn tell_of_fate(sandbox: &Sandbox, hook: &str, sid: &str) {
    for status in ["sent", "delivered"] {
        std::thread::sleep(Duration::from_millis(60));
        let fields = [("AccountSid", ACCOUNT), ("MessageSid", sid), ("MessageStatus", status)];
        if let Err(why) = tell(sandbox, hook, &fields) {
            tracing::warn!(why, "the sandbox could not tell what became of a text");
        }
    }
}

/// A person texts us: kept on their telephone and told to the program.
pub(super) fn tell_of_text(sandbox: &Sandbox, number: &str, words: &str) -> Result<String, String> {
    let text = keep(sandbox, number, words, true);
    let hook = format!("{}{}", sandbox.kept().origin, webhook::TEXT);
    let fields =
        [("AccountSid", ACCOUNT), ("MessageSid", text.sid.as_str()), ("From", number), ("To", OUR_NUMBER), ("Body", words)];
    tell(sandbox, &hook, &fields)?;
    Ok(text.sid)
}

fn tell(sandbox: &Sandbox, hook: &str, fields: &[(&str, &str)]) -> Result<(), String> {
    let owned: Vec<(String, String)> = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let signed = signature::sign(sandbox.token(), hook, &owned);
    let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = ureq::post(hook).header(signature::HEADER, signed);
    let answered = request.content_type("application/x-www-form-urlencoded").send(form);
    answered.map(drop).map_err(|error| error.to_string())
}
