//! Headers on every answer: nothing runs, loads or frames that we did not write, and no page about a
//! person stays in a cache.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;

/// How the browser reaches us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Encrypted: the browser is told never to come without it.
    Tls,
    /// On this computer only.
    Plain,
}

/// What a page may load and run.
const CONTENT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                       connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const ALWAYS: [(&str, &str); 7] = [
    ("content-security-policy", CONTENT),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Adds the headers to every answer of these routes. An answer that already says how long it may be
/// kept (the files under `/assets/`) keeps its word; everything else is never stored.
pub fn security_headers<S: Clone + Send + Sync + 'static>(routes: Router<S>, transport: Transport) -> Router<S> {
    routes.layer(map_response(move |response: Response| async move { guard(response, transport) }))
}

/// Marks an answer that our own pages may show in a frame: pages that another provider sent, as a PDF.
#[derive(Debug, Clone, Copy)]
pub struct FramedByUs;

/// What a framed document may do: nothing but be shown. The browser's own reader of PDF styles itself.
const FRAMED: &str = "default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; \
                      base-uri 'none'; form-action 'none'";

fn guard(mut response: Response, transport: Transport) -> Response {
    let is_framed = response.extensions().get::<FramedByUs>().is_some();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if is_framed {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED));
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    }
    if transport == Transport::Tls {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
