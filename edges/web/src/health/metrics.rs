//! Figures for a collector (Prometheus text): how many requests and how long they took, by the pattern of the address. A pattern
//! holds no id, so no figure says anything about anybody. Only this machine may ask, or whoever sends the token.

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Instant;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::frame::Notice;

/// Seconds that divide the durations.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Counts a request under the pattern of its address.
pub(crate) async fn count(request: Request, next: Next) -> Response {
    collector();
    let began = Instant::now();
    let method = request.method().as_str().to_owned();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    let took = began.elapsed().as_secs_f64();
    metrics::counter!("stepdown_http_requests_total", "method" => method.clone(), "route" => route.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("stepdown_http_request_seconds", "method" => method, "route" => route).record(took);
    response
}

pub(super) async fn answer(State(app): State<App>, request: Request) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    if !may_ask(app.0.wiring.metrics_token.as_deref(), peer, request.headers()) {
        return Notice::NotFound.answer(None);
    }
    match collector() {
        Some(handle) => {
            handle.run_upkeep();
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], handle.render()).into_response()
        }
        None => (StatusCode::SERVICE_UNAVAILABLE, "another collector is at work in this process").into_response(),
    }
}

/// Whoever sends the token; or somebody on this machine who was not passed on by a proxy.
fn may_ask(token: Option<&str>, peer: Option<SocketAddr>, headers: &HeaderMap) -> bool {
    let given =
        headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|text| text.strip_prefix("Bearer "));
    if let (Some(token), Some(given)) = (token, given) {
        return is_same(token, given);
    }
    let is_passed_on = ["forwarded", "x-forwarded-for", "x-real-ip"].iter().any(|name| headers.contains_key(*name));
    peer.is_some_and(|peer| peer.ip().is_loopback()) && !is_passed_on
}

/// Compared by digest, so that the time it takes says nothing about the token.
fn is_same(token: &str, given: &str) -> bool {
    !token.is_empty() && Sha256::digest(token) == Sha256::digest(given)
}

/// The one collector of this process.
fn collector() -> Option<&'static PrometheusHandle> {
    static COLLECTOR: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    COLLECTOR
        .get_or_init(|| {
            let recorder = PrometheusBuilder::new().set_buckets(&BUCKETS).ok()?.build_recorder();
            let handle = recorder.handle();
            metrics::set_global_recorder(recorder).ok().map(|()| handle)
        })
        .as_ref()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse::<axum::http::HeaderName>().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_this_machine_or_the_token_may_ask() {
        let here = Some("127.0.0.1:5000".parse().unwrap());
        let away = Some("192.0.2.7:5000".parse().unwrap());
        let bearer = headers(&[("authorization", "Bearer harbor")]);
        let wrong = headers(&[("authorization", "Bearer other")]);
        let proxied = headers(&[("x-forwarded-for", "192.0.2.7")]);
        let cases = [
            (None, here, headers(&[]), true),
            (None, away, headers(&[]), false),
            (None, None, headers(&[]), false),
            (None, here, proxied.clone(), false),
            (Some("harbor"), away, bearer.clone(), true),
            (Some("harbor"), here, wrong, false),
            (Some("harbor"), away, headers(&[]), false),
            (None, away, bearer, false),
            (Some(""), away, headers(&[("authorization", "Bearer ")]), false),
        ];
        for (token, peer, headers, expected) in cases {
            assert_eq!(may_ask(token, peer, &headers), expected, "{token:?} {peer:?} {headers:?}");
        }
    }
}
