//! The way into a session by video: what to be called there, and the town and state the person is in now, which the note must name
//! (OP-11). The room opens by a press of their own, so that nothing of ours stands in between.

use access::Refusal;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use reactions::remote::{OwnCall, OwnSessionsView};
use schedule::video::AskToJoin;
use vocabulary::id::GroupSessionId;

use super::super::visit::{VisitForm, Visiting, closed};
use super::super::words::{self as all, Say};
use super::list::call;
use super::words;
use crate::app::App;
use crate::form::Sent;
use crate::video::Guest;

/// What is to be told above the form.
type Wrong<'a> = &'a [(&'static str, &'static Say)];

fn address(session: GroupSessionId) -> String {
    format!("/l/sessions/{session}/join")
}

pub(super) async fn page(State(app): State<App>, Path(session): Path<GroupSessionId>, visiting: Visiting) -> Response {
    let view = match super::own(&app, &visiting).await {
        Ok(view) => view,
        Err(response) => return response,
    };
    if !view.sessions.iter().any(|one| one.id == session) {
        return closed(visiting.language);
    }
    let content = draw(&app, &visiting, &view, session, &Sent::default(), &[]);
    visiting.page(&address(session), &content)
}

fn draw(
    app: &App,
    visiting: &Visiting,
    view: &OwnSessionsView,
    session: GroupSessionId,
    sent: &Sent,
    wrong: Wrong<'_>,
) -> Markup {
    let language = visiting.language;
    let (town, state) = view.last_place.clone().unwrap_or_default();
    let typed = |name: &str, known: String| if sent.text(name).is_empty() { known } else { sent.text(name).to_owned() };
    let chosen = typed("shown_as", view.initials.clone());
    let is_wrong = |name: &str| wrong.iter().any(|(field, _)| *field == name);
    html! {
        p { a href="/l/sessions" { (all::BACK.to(language)) } }
        h1 { (words::JOIN.to(language)) }
        @if !wrong.is_empty() { div.told role="alert" tabindex="-1" { @for (_, say) in wrong { p { (say.to(language)) } } } }
        @if app.0.wiring.video.is_none() { div.told { p { (words::NO_SERVER.to(language)) } } }
        @else {
            form method="post" action=(address(session)) {
                input type="hidden" name="csrf" value=(visiting.csrf());
                fieldset.plain {
                    legend { b { (words::SHOWN_AS.to(language)) } }
                    @for name in [&view.initials, &view.given] {
                        label.choice { input type="radio" name="shown_as" value=(name) checked[*name == chosen]; span { (name) } }
                    }
                }
                label for="other_name" { (words::OTHER_NAME.to(language)) }
                input id="other_name" name="other_name" maxlength="30" autocomplete="off" value=(sent.text("other_name")) aria-invalid[is_wrong("shown_as")];
                label for="town" { (words::TOWN.to(language)) }
                input id="town" name="town" maxlength="60" required autocomplete="address-level2" value=(typed("town", town)) aria-invalid[is_wrong("town")];
                label for="state" { (words::STATE.to(language)) }
                input id="state" name="state" maxlength="2" required autocomplete="address-level1" autocapitalize="characters" value=(typed("state", state)) aria-invalid[is_wrong("state")];
                label.choice { input type="checkbox" name="home" value="yes" checked[sent.is_on("home")]; span { (words::AT_HOME.to(language)) } }
                button.big type="submit" { (words::JOIN.to(language)) }
            }
        }
        (call(visiting, &view.phone))
    }
}

pub(super) async fn join(
    State(app): State<App>,
    Path(session): Path<GroupSessionId>,
    VisitForm(visiting, sent): VisitForm,
) -> Response {
    let view = match super::own(&app, &visiting).await {
        Ok(view) => view,
        Err(response) => return response,
    };
    let Some(server) = app.0.wiring.video.clone() else {
        return again(&app, &visiting, &view, session, &sent, (StatusCode::CONFLICT, &[]));
    };
    let other = sent.text("other_name");
    let command = AskToJoin {
        patient: visiting.on.link.patient,
        session,
        shown_as: if other.is_empty() { sent.text("shown_as").to_owned() } else { other.to_owned() },
        town: sent.text("town").to_owned(),
        state: sent.text("state").to_owned(),
        is_at_home: Some(sent.is_on("home")),
    };
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    let joined = app
        .work(move |house| {
            let (call, _) = house.perform(&person, &command)?;
            house.ask_for_person(&person, &OwnCall { link, call })
        })
        .await;
    match joined {
        Ok(way) => {
            let guest = Guest { room: &way.room, id: &way.participant, name: &way.shown_as, leads: false };
            let room = server.address(&guest, app.0.house.clock().now());
            visiting.page("/l/sessions", &ready(&visiting, &room, &way.phone))
        }
        Err(Refusal::Invalid(problems)) => {
            let fields: Vec<(&'static str, &'static Say)> = problems
                .iter()
                .filter_map(|problem| match problem.field.as_str() {
                    "shown_as" => Some(("shown_as", &words::WRITE_NAME)),
                    "town" => Some(("town", &words::WRITE_TOWN)),
                    "state" => Some(("state", &words::WRITE_STATE)),
                    _ => None,
                })
                .collect();
            again(&app, &visiting, &view, session, &sent, (StatusCode::UNPROCESSABLE_ENTITY, &fields))
        }
        Err(Refusal::Refused { reason, .. }) => {
            let why = match reason {
                "session_not_open" => &words::NOT_OPEN,
                "not_by_video" => &words::IS_HERE,
                "no_remote_seat" => &words::NO_SEAT,
                "no_telehealth_consent" => &words::NOT_YET,
                "no_agreement" => &words::NO_SERVER,
                _ => &words::IS_OVER,
            };
            again(&app, &visiting, &view, session, &sent, (StatusCode::CONFLICT, &[("", why)]))
        }
        Err(refusal) => super::refused(&visiting, &refusal),
    }
}

fn again(
    app: &App,
    visiting: &Visiting,
    view: &OwnSessionsView,
    session: GroupSessionId,
    sent: &Sent,
    (status, wrong): (StatusCode, Wrong<'_>),
) -> Response {
    (status, visiting.page(&address(session), &draw(app, visiting, view, session, sent, wrong))).into_response()
}

fn ready(visiting: &Visiting, room: &str, phone: &str) -> Markup {
    let language = visiting.language;
    html! {
        p { a href="/l/sessions" { (all::BACK.to(language)) } }
        h1 { (words::READY.to(language)) }
        p { (words::READY_WHY.to(language)) }
        a.big href=(room) target="_blank" rel="noopener noreferrer" { (words::OPEN_ROOM.to(language)) }
        (call(visiting, phone))
    }
}
