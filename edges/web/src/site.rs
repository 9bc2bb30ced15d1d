//! Whoever is signed in finds their desk; the demonstration's sign-in; the addresses that machines ask. The front page itself is the
//! public site where there is one (ADR 0017), else the desk.

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::html;

use crate::answer;
use crate::app::App;
use crate::component::Button;
use crate::frame::{Notice, PlainPage};
use crate::sign_in::cookie;
use crate::signed::{Signed, cookie_name};

pub(crate) fn routes(app: &App) -> Router<App> {
    let routes =
        Router::new().route("/desk", get(desk)).route("/healthz", get(healthz)).route("/readyz", get(readyz)).fallback(nowhere);
    let routes = if app.0.wiring.public.site.is_some() { routes } else { routes.route("/", get(front)) };
    if app.0.site.is_demo { routes.route("/sign-in", get(demo_sign_in)).route("/demo/sign-in", get(demo_enter)) } else { routes }
}

/// Where everybody who is signed in begins.
pub(crate) const DESK: &str = "/desk";

/// Without a public site the front page is the desk.
async fn front() -> Redirect {
    Redirect::to(DESK)
}

/// Wherever the person's desk lands.
async fn desk(signed: Signed) -> Redirect {
    Redirect::to(signed.frame.rail.first().map_or("/account", |item| item.href.as_str()))
}

async fn nowhere(signed: Option<Signed>) -> Response {
    Notice::NotFound.answer(signed.as_ref().map(|signed| &signed.frame))
}

async fn healthz() -> &'static str {
    "ok"
}

/// Whether the database answers.
async fn readyz(State(app): State<App>) -> Response {
    match app.work(|house| house.all_staff()).await {
        Ok(_) => "ready".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response(),
    }
}

async fn demo_sign_in(State(app): State<App>) -> Response {
    let staff = match app.work(|house| house.all_staff()).await {
        Ok(staff) => staff,
        Err(refusal) => return answer::refused(None, &refusal),
    };
    let page = PlainPage::new("Sign in", app.0.site.program_name.clone()).wide();
    let desks = DESKS.iter().filter_map(|(role, what)| {
        let people: Vec<&access::Staff> = staff.iter().filter(|one| one.roles.first() == Some(role)).collect();
        (!people.is_empty()).then_some((*role, *what, people))
    });
    page.render(html! {
        h1 { "Who are you today?" }
        p { "This is a demonstration: everybody in it is invented, and nothing leaves this computer. Choose whose desk to sit at." }
        @if app.0.wiring.public.site.is_some() {
            p { "Or look at " a href="/" { "the public site" } ", as somebody sees it who looks for help at night." }
        }
        ul.desks {
            @for (role, what, people) in desks {
                li.card {
                    h2 { (role.title()) }
                    p { (what) }
                    div.acts {
                        @for one in people { (Button::plain(one.signature_name()).href(format!("/demo/sign-in?as={role}&who={}", one.id)).small()) }
                    }
                }
            }
        }
    })
    .into_response()
}

/// The desks in the order of a first look around, and what is worth trying at each.
const DESKS: [(access::Role, &str); 14] = {
    use access::Role;
    [
        (Role::FrontDesk, "Tap arrivals on the Today board; every other screen follows."),
        (Role::Clinician, "Chart a group by keyboard and sign it; see what the signatures make of the day."),
        (Role::Biller, "See what is ready, what is held and why, and download a claim file."),
        (Role::Intake, "Take a call, read a hospital’s referral, admit somebody."),
        (Role::UtilizationReviewer, "Keep authorizations from running out."),
        (Role::ClinicalDirector, "The whole program today, notes to co-sign, the program’s settings."),
        (Role::Nurse, "The chart from the nurse’s side."),
        (Role::Prescriber, "Medication visits and who needs one."),
        (Role::CaseManager, "Outreach, plans and the week around them."),
        (Role::MedicalAssistant, "Rooming and arrivals."),
        (Role::Intern, "Writes notes that a supervisor co-signs."),
        (Role::Peer, "Leads a group, takes attendance, writes no note."),
        (Role::ComplianceOfficer, "Opens a chart only for a stated purpose."),
        (Role::Installer, "Is the machine well? No patient is shown."),
    ]
};

#[derive(serde::Deserialize)]
struct Entering {
    r#as: String,
    who: Option<String>,
}

/// Signs in as the first invented member of staff with a role, or as the one named. Exists only in the demonstration.
async fn demo_enter(State(app): State<App>, Query(entering): Query<Entering>) -> Response {
    let begun = app
        .work(move |house| {
            let all = house.all_staff()?;
            let is_meant = |staff: &&access::Staff| match &entering.who {
                Some(id) => staff.id.to_string() == *id,
                None => staff.roles.first().is_some_and(|role| role.as_str() == entering.r#as),
            };
            let staff = all
                .iter()
                .find(is_meant)
                .or_else(|| all.iter().find(|staff| staff.roles.iter().any(|role| role.as_str() == entering.r#as)));
            let staff = staff.ok_or(access::Refusal::NotFound)?;
            house.begin_session(staff.id)
        })
        .await;
    match begun {
        Ok(token) => {
            ([(header::SET_COOKIE, cookie(&app, cookie_name(&app.0), &token.to_cookie()))], Redirect::to(DESK)).into_response()
        }
        Err(refusal) => answer::refused(None, &refusal),
    }
}
