//! A person's own phone, as a browser without a screen: a link, the day of birth, forms with the token of their visit.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::patients::{Page, encoded, send};

/// A month and a day named at the door of a link.
fn named(address: &str, month: &str, day: &str) -> Request<Body> {
    Request::post(address)
        .header(header::HOST, "127.0.0.1")
        .header(header::ORIGIN, "http://127.0.0.1")
        .body(Body::from(format!("month={month}&day={day}")))
        .unwrap()
}

/// Somebody at their own phone.
pub(crate) struct Phone {
    pub(crate) app: Router,
    pub(crate) cookie: String,
}

impl Phone {
    /// Opens a link and names a day.
    pub(crate) async fn open(app: &Router, address: &str, month: &str, day: &str) -> Result<Self, StatusCode> {
        let (status, headers, _) = send(app, named(address, month, day)).await;
        match headers.get(header::SET_COOKIE) {
            Some(cookie) => {
                let cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
                Ok(Self { app: app.clone(), cookie })
            }
            None => Err(status),
        }
    }

    /// What the door answers.
    pub(crate) async fn try_at(app: &Router, address: &str, month: &str, day: &str) -> Page {
        let (status, _, body) = send(app, named(address, month, day)).await;
        Page { status, body, location: String::new() }
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        self.ask(Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap()).await
    }

    /// Sends a form with the token of the page it stands on.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let list = self.get("/l").await.body;
        let token = list.split("name=\"csrf\" value=\"").nth(1).map_or("", |rest| rest.split('"').next().unwrap());
        let mut body = vec![format!("csrf={}", encoded(token))];
        body.extend(fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))));
        let request = Request::post(path).header(header::COOKIE, &self.cookie).body(Body::from(body.join("&"))).unwrap();
        self.ask(request).await
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Page {
        let (status, headers, body) = send(&self.app, request).await;
        let location = headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap()).to_owned();
        Page { status, body, location }
    }

    /// Answers the question at an address; where it leads.
    pub(crate) async fn answer(&self, address: &str, code: &str) -> String {
        let saved = self.post(address, &[("answer", code), ("go", "next")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{address}: {}", saved.body);
        saved.location
    }
}
