//! What somebody brings who is not signed in: an address, a short-lived cookie, a form from our own page.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use axum_extra::extract::CookieJar;
use sign_in::SessionToken;

use crate::app::App;
use crate::form::Sent;
use crate::frame::{Notice, Transport};

/// The most bytes a form at the door may have.
const LONGEST: usize = 64 * 1024;

/// A short-lived cookie: what a browser has begun and not ended.
#[derive(Clone, Copy)]
pub(crate) enum Door {
    /// A sign-in between its first page and its end.
    Entering,
    /// The first walk.
    Walking,
    /// A sign-in that is away at the organisation's issuer.
    Away,
}

impl Door {
    fn name(self, app: &App) -> &'static str {
        match (self, app.0.site.transport) {
            (Self::Entering, Transport::Tls) => "__Host-stepdown-door",
            (Self::Entering, Transport::Plain) => "stepdown-door",
            (Self::Walking, Transport::Tls) => "__Host-stepdown-setup",
            (Self::Walking, Transport::Plain) => "stepdown-setup",
            (Self::Away, Transport::Tls) => "__Host-stepdown-away",
            (Self::Away, Transport::Plain) => "stepdown-away",
        }
    }

    /// The token this browser carries, if any.
    pub(super) fn token(self, app: &App, headers: &HeaderMap) -> Option<SessionToken> {
        let jar = CookieJar::from_headers(headers);
        jar.get(self.name(app)).and_then(|cookie| SessionToken::from_cookie(cookie.value()))
    }

    /// The header value that gives it this token.
    pub(super) fn give(self, app: &App, token: &SessionToken) -> String {
        let seconds = match self {
            Self::Entering | Self::Away => 10 * 60,
            Self::Walking => 72 * 60 * 60,
        };
        let given = match self {
            // The issuer's page leads back to us: a strict cookie would stay behind then.
            Self::Away => cookie_from(app, self.name(app), &token.to_cookie(), "Lax"),
            Self::Entering | Self::Walking => cookie(app, self.name(app), &token.to_cookie()),
        };
        format!("{given}; Max-Age={seconds}")
    }

    /// The header value that takes it away.
    pub(super) fn take(self, app: &App) -> String {
        gone(app, self.name(app))
    }
}

/// A cookie that scripts cannot read, that only we get, and only from our own pages.
pub(crate) fn cookie(app: &App, name: &str, value: &str) -> String {
    cookie_from(app, name, value, "Strict")
}

fn cookie_from(app: &App, name: &str, value: &str, same_site: &str) -> String {
    let secure = if app.0.site.transport == Transport::Tls { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite={same_site}{secure}")
}

/// A cookie's end.
pub(crate) fn gone(app: &App, name: &str) -> String {
    format!("{}; Max-Age=0", cookie(app, name, ""))
}

/// A place of ours to go back to: never another site, never the door itself.
pub(crate) fn place(back: &str) -> &str {
    let is_ours = back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') && !back.contains(char::is_control);
    let is_door = ["/lock", "/sign-", "/setup", "/demo", "/active"].iter().any(|door| back.starts_with(door));
    if is_ours && !is_door && back.len() < 2000 { back } else { crate::site::DESK }
}

/// Where a request comes from, as far as attempts are counted: an IPv4 address, or the first half of an IPv6 one.
pub(crate) struct Address(pub(crate) String);

impl FromRequestParts<App> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self(counted(asked_from(direct, &parts.headers, app.0.wiring.is_behind_proxy))))
    }
}

/// The address a request comes from. Only a proxy of ours may speak for somebody else; it adds the address it saw at the end.
fn asked_from(direct: Option<IpAddr>, headers: &HeaderMap, is_behind_proxy: bool) -> Option<IpAddr> {
    let told = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    let told = told.and_then(|all| all.rsplit(',').next()?.trim().parse().ok());
    if is_behind_proxy { told.or(direct) } else { direct }
}

fn counted(address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            address.segments().iter().take(4).map(|part| format!("{part:x}")).collect::<Vec<_>>().join(":")
        }
        None => "unknown".to_owned(),
    }
}

/// A form sent from one of our own pages by somebody who is not signed in. The browser says where it was sent from; without
/// that, or from anywhere else, it is refused.
pub(super) struct OpenForm(pub(super) Sent);

impl FromRequest<App> for OpenForm {
    type Rejection = Response;

    async fn from_request(request: Request, _app: &App) -> Result<Self, Response> {
        if !is_from_here(request.headers()) {
            return Err(Notice::Stale.answer(None));
        }
        let body = axum::body::to_bytes(request.into_body(), LONGEST).await.map_err(|_| Notice::Stale.answer(None))?;
        Ok(Self(Sent::read(&body)))
    }
}

/// Whether a browser says that the request comes from our own pages: by `Sec-Fetch-Site`, which a page cannot forge, or by
/// an `Origin` that is the host that was asked.
pub(crate) fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text(header::ORIGIN.as_str()), text(header::HOST.as_str())) {
        (Some(site), ..) => site == "same-origin",
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn one_goes_back_to_our_own_pages_only() {
        for fine in ["/today", "/patients/1/notes?tab=2", "/"] {
            assert_eq!(place(fine), fine);
        }
        for other in [
            "",
            "today",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "https://elsewhere.example",
            "/locked?back=/",
            "/sign-in",
            "/a\nb",
        ] {
            assert_eq!(place(other), crate::site::DESK, "{other}");
        }
    }

    #[test]
    fn only_a_proxy_of_ours_speaks_for_somebody_else() {
        let direct = Some(IpAddr::from([192, 0, 2, 1]));
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "203.0.113.9, 198.51.100.7".parse().unwrap());
        assert_eq!(counted(asked_from(direct, &headers, false)), "192.0.2.1");
        assert_eq!(counted(asked_from(direct, &headers, true)), "198.51.100.7", "the last is what the proxy itself saw");
        headers.append("x-forwarded-for", "198.51.100.8".parse().unwrap());
        assert_eq!(counted(asked_from(direct, &headers, true)), "198.51.100.8");
        headers.insert("x-forwarded-for", "nonsense".parse().unwrap());
        assert_eq!(counted(asked_from(direct, &headers, true)), "192.0.2.1");
        assert_eq!(counted("2001:db8:1:2:3:4:5:6".parse().ok()), "2001:db8:1:2");
    }

    #[test]
    fn a_form_from_another_site_is_refused() {
        let headers = |pairs: &[(&'static str, &str)]| {
            pairs.iter().map(|(name, value)| (axum::http::HeaderName::from_static(name), value.parse().unwrap())).collect()
        };
        let host = ("host", "chart.example.org");
        for (pairs, expected) in [
            (vec![host, ("sec-fetch-site", "same-origin")], true),
            (vec![host, ("sec-fetch-site", "same-origin"), ("origin", "null")], true),
            (vec![host, ("origin", "https://chart.example.org")], true),
            (vec![host, ("sec-fetch-site", "cross-site"), ("origin", "https://chart.example.org")], false),
            (vec![host, ("sec-fetch-site", "same-site")], false),
            (vec![host, ("sec-fetch-site", "none")], false),
            (vec![host, ("origin", "https://other.example.org")], false),
            (vec![host, ("origin", "null")], false),
            (vec![host], false),
        ] {
            assert_eq!(is_from_here(&headers(&pairs)), expected, "{pairs:?}");
        }
    }
}
