//! The person at the browser: found by the session cookie, checked on every request, with a frame cut to what they may open.

use access::{Action, Actor, Circumstances, Kind, Refusal, Role, Visit};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use reactions::accounts;
use sign_in::SessionToken;

use crate::app::{App, Inner};
use crate::frame::{Area, Density, Desk, Frame, Notice, RailItem, Theme, ViewerBar, rail_for};
use crate::sign_in::locked_address;
use crate::site::DESK;

/// The cookie's name where the line is encrypted; the prefix binds it to this host and to encryption.
const COOKIE: &str = "__Host-stepdown";
/// The cookie's name on a plain loopback line, where the prefix is not allowed.
const PLAIN_COOKIE: &str = "stepdown";

/// Somebody signed in, for handlers: a handler that takes this cannot be reached without a session.
pub(crate) struct Signed {
    pub(crate) actor: Actor,
    pub(crate) frame: Frame,
    pub(crate) token: SessionToken,
}

impl Signed {
    /// Whether this person may search once more now, or the page that asks them to wait.
    pub(crate) fn may_search(&self, app: &App) -> Result<(), Box<Response>> {
        let counted = app.0.searches.count(self.actor.staff, app.0.house.clock().now());
        counted.map_err(|seconds| Box::new(Notice::TooOften { seconds }.answer(Some(&self.frame))))
    }

    /// The page for a refusal, inside the frame. Who asked for what is not there, or not theirs, is in the log (ASVS 16.3.2).
    pub(crate) fn refused(&self, refusal: &Refusal) -> Response {
        if matches!(refusal, Refusal::NotFound) {
            tracing::info!(staff = %self.actor.staff, "not there or not theirs");
        }
        crate::answer::refused(Some(&self.frame), refusal)
    }
}

pub(crate) fn cookie_name(inner: &Inner) -> &'static str {
    match inner.site.transport {
        crate::frame::Transport::Tls => COOKIE,
        crate::frame::Transport::Plain => PLAIN_COOKIE,
    }
}

/// The token a request carries.
pub(crate) fn token_of(app: &App, headers: &HeaderMap) -> Option<SessionToken> {
    let jar = CookieJar::from_headers(headers);
    jar.get(cookie_name(&app.0)).and_then(|cookie| SessionToken::from_cookie(cookie.value()))
}

impl FromRequestParts<App> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let to_sign_in = || away(parts, "/sign-in", false);
        let token = token_of(app, &parts.headers).ok_or_else(to_sign_in)?;
        // A stream of changes is opened by the page itself and cannot say so in a header.
        let is_action = !parts.headers.contains_key("x-automatic") && !parts.uri.path().starts_with("/live/");
        let visiting = token.clone();
        let visit = app.work(move |house| house.visit(&visiting, is_action)).await;
        match visit {
            Ok(Visit::Signed(found)) => {
                if is_forged(parts, &token) {
                    return Err(Notice::Stale.answer(None));
                }
                let frame = frame(app, &found, &token);
                Ok(Self { actor: found.actor, frame, token })
            }
            Ok(Visit::Locked(_)) => Err(away(parts, &locked_address(&where_from(parts)), true)),
            Ok(Visit::Nobody) => Err(to_sign_in()),
            Err(refusal) => Err(crate::answer::refused(None, &refusal)),
        }
    }
}

impl OptionalFromRequestParts<App> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Response> {
        Ok(<Self as FromRequestParts<App>>::from_request_parts(parts, app).await.ok())
    }
}

/// Sends somebody to sign in or unlock. A script is told so instead: the page it belongs to must not lose its words.
fn away(parts: &Parts, to: &str, is_locked: bool) -> Response {
    if !parts.headers.contains_key("hx-request") {
        return Redirect::to(to).into_response();
    }
    let header = if is_locked { "x-locked" } else { "x-signed-out" };
    (StatusCode::UNAUTHORIZED, [("hx-redirect", to), (header, "1")]).into_response()
}

/// The page somebody was on: the one they asked for, or the one whose script asked.
fn where_from(parts: &Parts) -> String {
    let asked = |uri: &axum::http::Uri| uri.path_and_query().map_or(DESK, |there| there.as_str()).to_owned();
    if let Some(page) = parts.headers.get("hx-current-url").and_then(|value| value.to_str().ok()) {
        return page.parse().map_or_else(|_| DESK.to_owned(), |uri| asked(&uri));
    }
    if parts.method == Method::GET && !parts.headers.contains_key("hx-request") { asked(&parts.uri) } else { DESK.to_owned() }
}

/// Whatever changes something must carry this session's anti-forgery token: in a header from script, or in the address of the
/// form's action as `csrf` when it is a plain form (bodies are read by the handler, not here).
fn is_forged(parts: &Parts, token: &SessionToken) -> bool {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return false;
    }
    let header = parts.headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
    let is_ours = header.is_none_or(|given| token.accepts_csrf(given));
    is_from_elsewhere(parts) || !is_ours
}

/// Whether a browser names another site as the one that sends. An old browser says `null` for our own pages, which keep addresses to
/// themselves, and a very old one says nothing: then the token alone decides.
fn is_from_elsewhere(parts: &Parts) -> bool {
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let host = text("host").or_else(|| parts.uri.authority().map(Authority::as_str));
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => !matches!(site, "same-origin" | "none"),
        (None, Some("null") | None) => false,
        (None, Some(origin)) => origin.split_once("://").map(|(_, from)| from) != host,
    }
}

fn frame(app: &App, found: &access::session::Signed, token: &SessionToken) -> Frame {
    let (site, actor) = (&app.0.site, &found.actor);
    let name = actor.signature_name.split(',').next().unwrap_or_default().to_owned();
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    let roles: Vec<&str> = actor.roles.iter().map(|role| role.title()).collect();
    Frame {
        viewer: ViewerBar {
            theme: theme_of(found.preferences.theme),
            density: density_of(found.preferences.density),
            keys_on: found.preferences.keys_on,
            shared_screen: found.preferences.shared_screen,
            ..ViewerBar::new(name, actor.credential.clone(), initials, roles.join(", "))
        },
        rail: rail_for(&desks(actor), &there(app, actor)),
        program_name: site.program_name.clone(),
        place: site.place.clone(),
        csrf: token.csrf().as_str().to_owned(),
        new_inquiry: may(app, actor, Action::Record, Kind::Inquiry).then(|| "/inquiries/new".to_owned()),
        carried: app.0.house.carried_since().map(|since| {
            let zone = app.0.house.zone();
            let (day, clock) = (vocabulary::day::short_day(zone.day(since)), zone.clock_face(since));
            format!("Carried since {day}, {clock}. This computer keeps attendance and notes; everything else waits until the program is back.")
        }),
    }
}

pub(crate) const fn theme_of(theme: accounts::Theme) -> Theme {
    match theme {
        accounts::Theme::System => Theme::System,
        accounts::Theme::Light => Theme::Light,
        accounts::Theme::Dark => Theme::Dark,
    }
}

const fn density_of(density: accounts::Density) -> Density {
    match density {
        accounts::Density::Compact => Density::Compact,
        accounts::Density::Default => Density::Default,
        accounts::Density::Comfortable => Density::Comfortable,
        accounts::Density::Touch => Density::Touch,
    }
}

pub(crate) fn may(app: &App, actor: &Actor, action: Action, kind: Kind) -> bool {
    let circumstances = Circumstances { is_own: true, ..Circumstances::default() };
    let policy = app.0.house.policy();
    policy.allows(&actor.roles, action, kind, &Circumstances::default())
        || policy.allows(&actor.roles, action, kind, &circumstances)
}

/// The lines of the rail that exist in this version and that this person may open.
fn there(app: &App, actor: &Actor) -> Vec<RailItem> {
    let lines = [
        (Area::Today, "/today", Kind::TodayBoard),
        (Area::Groups, "/groups", Kind::GroupNoteDraft),
        (Area::Patients, "/patients", Kind::Patient),
        (Area::Schedule, "/schedule", Kind::GroupSession),
        (Area::Inquiries, "/inquiries", Kind::Inquiry),
        (Area::Authorizations, "/authorizations", Kind::Authorization),
        (Area::Claims, "/claims", Kind::Claim),
        (Area::Privacy, "/rights", Kind::PrivacyRequest),
        (Area::Health, "/health", Kind::System),
    ];
    let open = lines.into_iter().filter(|(_, _, kind)| may(app, actor, Action::View, *kind));
    let open = open.map(|(area, href, _)| RailItem::new(area, href));
    let settings = crate::settings::may_change(app, actor).then(|| RailItem::new(Area::Settings, "/settings"));
    open.chain(settings).collect()
}

fn desks(actor: &Actor) -> Vec<Desk> {
    actor
        .roles
        .iter()
        .filter_map(|role| match role {
            Role::Clinician => Some(Desk::Clinician),
            Role::Intake => Some(Desk::Intake),
            Role::MedicalAssistant => Some(Desk::MedicalAssistant),
            Role::Prescriber | Role::Nurse => Some(Desk::Prescriber),
            Role::CaseManager => Some(Desk::CaseManager),
            Role::UtilizationReviewer => Some(Desk::UtilizationReviewer),
            Role::Biller => Some(Desk::Biller),
            Role::ClinicalDirector => Some(Desk::ClinicalDirector),
            Role::ComplianceOfficer => Some(Desk::Compliance),
            Role::FrontDesk => Some(Desk::FrontDesk),
            Role::Peer | Role::Intern => Some(Desk::Peer),
            Role::Installer => Some(Desk::Installer),
            // Held by no person.
            Role::PublicSite => None,
        })
        .collect()
}
