//! A form as it was sent: every value kept as typed, so that a page with problems shows it again; refused without this session's
//! anti-forgery token.

use std::collections::HashMap;

use axum::extract::{FromRequest, Request};
use axum::response::Response;

use crate::app::App;
use crate::frame::Notice;
use crate::signed::{Signed, token_of};

/// The fields of a form. A field may come several times.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent(HashMap<String, Vec<String>>);

impl Sent {
    /// The last value of a field, without blanks at its ends; empty when it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(|all| all.last()).map_or("", |value| value.trim())
    }

    /// The last value of a field exactly as it was typed: for passwords.
    pub(crate) fn raw(&self, name: &str) -> &str {
        self.0.get(name).and_then(|all| all.last()).map_or("", String::as_str)
    }

    /// Every value of a field.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.get(name).into_iter().flatten().map(String::as_str)
    }

    /// The same with one more value, for a form that begins with what is known.
    pub(crate) fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let value: String = value.into();
        if !value.is_empty() {
            self.0.entry(name.into()).or_default().push(value);
        }
        self
    }

    /// What was sent, and what a page begins with where a field was not sent: of several forms on a page only one is.
    pub(crate) fn over(&self, begun: &Self) -> Self {
        let mut all = begun.0.clone();
        all.extend(self.0.clone());
        Self(all)
    }

    /// Every field with every value, for a page that carries them on.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(name, all)| all.iter().map(move |value| (name.as_str(), value.as_str())))
    }

    /// Whether a box was ticked.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The value parsed, or nothing when it is empty or does not parse.
    pub(crate) fn parse<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }

    /// A form as it begins, with values that are known already.
    pub(crate) fn of<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let one = |(name, value): (&str, &str)| (name.to_owned(), vec![value.to_owned()]);
        Self(fields.into_iter().map(one).collect())
    }

    pub(crate) fn read(body: &[u8]) -> Self {
        let mut fields: HashMap<String, Vec<String>> = HashMap::new();
        for (name, value) in url::form_urlencoded::parse(body) {
            fields.entry(name.into_owned()).or_default().push(value.into_owned());
        }
        Self(fields)
    }
}

/// A signed-in person with the form they sent, its anti-forgery token checked.
pub(crate) struct SignedForm(pub(crate) Signed, pub(crate) Sent);

impl FromRequest<App> for SignedForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let signed = <Signed as axum::extract::FromRequestParts<App>>::from_request_parts(&mut parts, app).await?;
        let body = axum::body::to_bytes(body, 1 << 20).await.map_err(|_| Notice::Stale.answer(Some(&signed.frame)))?;
        let sent = Sent::read(&body);
        let header = parts.headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
        let given = header.unwrap_or_else(|| sent.text("csrf"));
        let token = token_of(app, &parts.headers);
        if token.is_some_and(|token| token.accepts_csrf(given)) {
            Ok(Self(signed, sent))
        } else {
            Err(Notice::Stale.answer(Some(&signed.frame)))
        }
    }
}
