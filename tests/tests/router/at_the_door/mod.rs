//! A program with a few members of staff, and a browser that keeps cookies.

use std::collections::BTreeMap;

use access::{Actor, Role, Staff};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use jiff::SignedDuration;
use reactions::House;
use schedule::program::{ConfigureProgram, Item};
use sign_in::TotpSecret;
use store::DatabaseUrl;
use tower::ServiceExt;
use vocabulary::id::StaffId;
use vocabulary::{Clock, Date, IdSource, PersonName, ProgramZone};
use web::frame::Transport;
use web::{App, Site, Wiring};

pub const PASSWORD: &str = "otter lantern seven violins";
pub const PIN: &str = "2580";

/// The program, its clock and its pages.
pub struct Program {
    pub house: House,
    pub clock: Clock,
    pub routes: Router,
}

impl Program {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Site)) -> Self {
        Self::wired(change, Wiring::none())
    }

    pub fn wired(change: impl FnOnce(&mut Site), wiring: Wiring) -> Self {
        let clock = Clock::frozen("2026-03-12T14:00:00Z".parse().unwrap());
        let zone = ProgramZone::parse("America/New_York").unwrap();
        let house = House::open(&DatabaseUrl::InMemory, clock.clone(), IdSource::seeded(1), zone).unwrap();
        let mut site = Site {
            program_name: "Harbor Street IOP".into(),
            place: "Falmouth".into(),
            is_demo: false,
            transport: Transport::Plain,
            origin: "https://office.example.org".into(),
        };
        change(&mut site);
        let routes = web::router(App::wired(house.clone(), site, wiring));
        Self { house, clock, routes }
    }

    /// Lets time pass.
    pub fn pass(&self, seconds: i64) {
        self.clock.set(self.clock.now() + SignedDuration::from_secs(seconds));
    }

    /// A member of staff, hired.
    pub fn hire(&self, id: u128, given: &str, roles: &[Role]) -> Staff {
        let staff = Staff {
            id: StaffId(uuid::Uuid::from_u128(id)),
            name: PersonName::parse(given, "Ferreira").unwrap(),
            credential: "LICSW".into(),
            roles: roles.to_vec(),
            npi: None,
            supervisor: None,
            login: format!("{}.ferreira", given.to_lowercase()),
            from: Date::constant(2026, 1, 1),
            to: None,
            left_at: None,
        };
        self.put(&staff);
        staff
    }

    pub fn put(&self, staff: &Staff) {
        self.house.perform(&director(), &ConfigureProgram { item: Item::Staff(staff.clone()) }).unwrap();
    }

    /// A browser nobody has used.
    pub fn browser(&self) -> Browser {
        Browser { routes: self.routes.clone(), cookies: BTreeMap::new() }
    }

    /// Walks somebody through their setup link with an authenticator app; answers browser, secret and recovery codes.
    pub async fn walk(&self, staff: &Staff) -> Walked {
        let link = self.house.invite(&director(), staff.id).unwrap();
        let mut browser = self.browser();
        browser.post(&link.path, &[]).await;
        let chosen = browser.post("/setup/walk/password", &[("password", PASSWORD), ("again", PASSWORD)]).await;
        assert_eq!(chosen.location(), "/setup/walk/second");
        let page = browser.get("/setup/walk/app").await.text;
        let typed = between(&page, "<p class=\"secret\">", "</p>").replace(' ', "");
        let secret = TotpSecret::from_stored(&typed).unwrap();
        let code = secret.code_at(self.clock.now().as_millisecond());
        let page = browser.post("/setup/walk/app", &[("code", &code)]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let codes = between(&page.text, "<ul class=\"codes\"", "</ul>");
        let codes = codes.split("<li>").skip(1).map(|line| line.split('<').next().unwrap().to_owned()).collect();
        let csrf = browser.csrf("/setup/walk/pin").await;
        let done = browser.post("/setup/walk/pin", &[("csrf", &csrf), ("pin", PIN), ("pin_again", PIN)]).await;
        assert_eq!(done.location(), "/desk");
        self.pass(30);
        Walked { browser, secret, codes }
    }

    /// The code the app shows now.
    pub fn code(&self, secret: &TotpSecret) -> String {
        secret.code_at(self.clock.now().as_millisecond())
    }
}

/// Somebody whose account is ready.
pub struct Walked {
    pub browser: Browser,
    pub secret: TotpSecret,
    pub codes: Vec<String>,
}

/// Somebody who manages staff.
pub fn director() -> Actor {
    Actor {
        staff: StaffId(uuid::Uuid::from_u128(99)),
        signature_name: "Dana Reyes, PhD".into(),
        credential: "PhD".into(),
        roles: vec![Role::ClinicalDirector],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}

/// A browser that keeps cookies and says where a form was sent from.
#[derive(Clone)]
pub struct Browser {
    routes: Router,
    pub cookies: BTreeMap<String, String>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// Where it leads; empty when nowhere.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// The cookies it sets, whole.
    pub fn set_cookies(&self) -> Vec<String> {
        self.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap().to_owned()).collect()
    }
}

impl Browser {
    pub async fn get(&mut self, address: &str) -> Answer {
        self.send(Method::GET, address, &[], &[]).await
    }

    pub async fn post(&mut self, address: &str, form: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, address, form, &[("sec-fetch-site", "same-origin")]).await
    }

    pub async fn send(&mut self, method: Method, address: &str, form: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let mut request = Request::builder().method(method).uri(address).header(header::HOST, "office.example.org");
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.routes.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
        let answer = Answer { status: parts.status, headers: parts.headers, text };
        for cookie in answer.set_cookies() {
            let (name, rest) = cookie.split_once('=').unwrap();
            match rest.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned()),
            };
        }
        answer
    }

    /// The anti-forgery token of a page.
    pub async fn csrf(&mut self, address: &str) -> String {
        let page = self.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address} leads to {}", page.location());
        between(&page.text, "name=\"csrf\" value=\"", "\"")
    }

    /// Signs in with name, password and code; answers the last answer.
    pub async fn sign_in(&mut self, login: &str, password: &str, code: &str) -> Answer {
        let begun = self.post("/sign-in", &[("login", login), ("password", password)]).await;
        if begun.location() != "/sign-in/code" {
            return begun;
        }
        self.post("/sign-in/code", &[("code", code)]).await
    }

    /// Whether somebody is signed in and not locked.
    pub async fn is_in(&mut self) -> bool {
        self.send(Method::GET, "/account", &[], &[("x-automatic", "1")]).await.status == StatusCode::OK
    }
}

pub fn between(text: &str, from: &str, to: &str) -> String {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("no {from} in {text}")).1;
    rest.split_once(to).unwrap().0.to_owned()
}
