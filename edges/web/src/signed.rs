//! The person at the browser: found by the session cookie, checked on every request, with a frame cut to what they may open.

use access::{Action, Actor, Circumstances, Kind, Refusal, Role, Visit};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use sign_in::SessionToken;

use crate::app::{App, Inner};
use crate::frame::{Area, Desk, Frame, Notice, RailItem, ViewerBar, rail_for};

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
    /// The page for a refusal, inside the frame.
    pub(crate) fn refused(&self, refusal: &Refusal) -> Response {
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
        let to_sign_in = || Redirect::to("/sign-in").into_response();
        let token = token_of(app, &parts.headers).ok_or_else(to_sign_in)?;
        let is_action = !parts.headers.contains_key("x-automatic");
        let visiting = token.clone();
        let visit = app.work(move |house| house.visit(&visiting, is_action)).await;
        match visit {
            Ok(Visit::Signed(found)) => {
                refuse_forgery(parts, &token)?;
                let frame = frame(app, &found.actor, &token);
                Ok(Self { actor: found.actor, frame, token })
            }
            Ok(Visit::Locked(_)) => Err(Redirect::to("/locked").into_response()),
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

/// Whatever changes something must carry this session's anti-forgery token: in a header from script, or in the address of the
/// form's action as `csrf` when it is a plain form (bodies are read by the handler, not here).
fn refuse_forgery(parts: &Parts, token: &SessionToken) -> Result<(), Response> {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let same_site = parts.headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    let header = parts.headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
    let is_ours = header.is_none_or(|given| token.accepts_csrf(given));
    if same_site && is_ours { Ok(()) } else { Err(Notice::Stale.answer(None)) }
}

fn frame(app: &App, actor: &Actor, token: &SessionToken) -> Frame {
    let site = &app.0.site;
    let name = actor.signature_name.split(',').next().unwrap_or_default().to_owned();
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    let roles: Vec<&str> = actor.roles.iter().map(|role| role.title()).collect();
    Frame {
        viewer: ViewerBar::new(name, actor.credential.clone(), initials, roles.join(", ")),
        rail: rail_for(&desks(actor), &there(app, actor)),
        program_name: site.program_name.clone(),
        place: site.place.clone(),
        csrf: token.csrf().as_str().to_owned(),
        new_inquiry: may(app, actor, Action::Record, Kind::Inquiry).then(|| "/inquiries/new".to_owned()),
    }
}

pub(crate) fn may(app: &App, actor: &Actor, action: Action, kind: Kind) -> bool {
    let circumstances = Circumstances { is_own: true, ..Circumstances::default() };
    let policy = app.0.house.policy();
    policy.allows(&actor.roles, action, kind, &Circumstances::default()) || policy.allows(&actor.roles, action, kind, &circumstances)
}

/// The lines of the rail that exist in this version and that this person may open.
fn there(app: &App, actor: &Actor) -> Vec<RailItem> {
    let lines = [
        (Area::Today, "/today", Kind::TodayBoard),
        (Area::Groups, "/groups", Kind::GroupNoteDraft),
        (Area::Patients, "/patients", Kind::Patient),
        (Area::Inquiries, "/inquiries", Kind::Inquiry),
        (Area::Authorizations, "/authorizations", Kind::Authorization),
        (Area::Claims, "/claims", Kind::Claim),
        (Area::Settings, "/settings", Kind::Program),
        (Area::Health, "/health", Kind::System),
    ];
    let open = lines.into_iter().filter(|(_, _, kind)| may(app, actor, Action::View, *kind));
    open.map(|(area, href, _)| RailItem::new(area, href)).collect()
}

fn desks(actor: &Actor) -> Vec<Desk> {
    actor
        .roles
        .iter()
        .map(|role| match role {
            Role::Clinician => Desk::Clinician,
            Role::Intake => Desk::Intake,
            Role::MedicalAssistant => Desk::MedicalAssistant,
            Role::Prescriber | Role::Nurse => Desk::Prescriber,
            Role::CaseManager => Desk::CaseManager,
            Role::UtilizationReviewer => Desk::UtilizationReviewer,
            Role::Biller => Desk::Biller,
            Role::ClinicalDirector => Desk::ClinicalDirector,
            Role::ComplianceOfficer => Desk::Compliance,
            Role::FrontDesk => Desk::FrontDesk,
            Role::Peer | Role::Intern => Desk::Peer,
            Role::Installer => Desk::Installer,
        })
        .collect()
}
