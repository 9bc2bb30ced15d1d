//! Where a form comes from. No session stands behind it and no cookie, so nobody's authority could be borrowed; still a form that another
//! site sends in somebody's name is refused.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::site::{PublicSite, Transport};

/// Who sends.
pub(crate) struct Sender {
    /// The network address as far as it is counted: an IPv4 address, or the first half of an IPv6 one.
    pub(crate) address: String,
    /// Whether the form came from a page of ours.
    pub(crate) is_from_here: bool,
}

impl FromRequestParts<PublicSite> for Sender {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &PublicSite) -> Result<Self, Infallible> {
        let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // Only a proxy of ours may speak for somebody else; it adds the address it saw at the end.
        let told = text(&parts.headers, "x-forwarded-for").and_then(|all| all.rsplit(',').next()?.trim().parse().ok());
        let address = if site.0.transport == Transport::Proxy { told.or(direct) } else { direct };
        Ok(Self { address: counted(address), is_from_here: is_from_here(&parts.headers) })
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
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

/// A new browser says where a form was sent from in `Sec-Fetch-Site`, which a page cannot forge. An old one says it in `Origin`, which is
/// `null` because our pages keep addresses to themselves (`Referrer-Policy: no-referrer`); a very old one says nothing. Only a browser
/// that names another site is refused.
fn is_from_here(headers: &HeaderMap) -> bool {
    if let Some(site) = text(headers, "sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    match (text(headers, header::ORIGIN.as_str()), text(headers, header::HOST.as_str())) {
        (None | Some("null"), _) => true,
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn said(all: &[(&'static str, &str)]) -> bool {
        is_from_here(&all.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect())
    }

    #[test]
    fn a_form_that_another_site_sends_is_refused_and_an_old_telephone_is_not() {
        assert!(said(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(!said(&[("sec-fetch-site", "cross-site"), ("origin", "null")]));
        assert!(!said(&[("sec-fetch-site", "same-site")]));
        assert!(said(&[("origin", "https://chart.example.org"), ("host", "chart.example.org")]));
        assert!(!said(&[("origin", "https://evil.example"), ("host", "chart.example.org")]));
        assert!(said(&[("origin", "null"), ("host", "chart.example.org")]));
        assert!(said(&[]));
    }

    #[test]
    fn an_ipv6_network_counts_as_one() {
        let one = counted(Some("2001:db8:1:2:3:4:5:6".parse().unwrap()));
        assert_eq!(one, counted(Some("2001:db8:1:2::9".parse().unwrap())));
        assert_eq!(counted(Some("::ffff:10.0.0.1".parse().unwrap())), "10.0.0.1");
    }
}
