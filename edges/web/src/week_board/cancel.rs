//! Cancels a session with a reason, and puts back what stood before a change.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use reactions::week_board::Moving;
use schedule::group_session::{CancelSession, PutBackSession};
use vocabulary::day::long_day;
use vocabulary::id::GroupSessionId;

use super::board;
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Field, PageHead, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(session): Path<GroupSessionId>) -> Response {
    match opened(&app, &signed, session).await {
        Ok(moving) => draw(&signed, &moving, &Sent::default(), &Trouble::default()).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn cancel(
    State(app): State<App>,
    Path(session): Path<GroupSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let moving = match opened(&app, &signed, session).await {
        Ok(moving) => moving,
        Err(refusal) => return signed.refused(&refusal),
    };
    let command = CancelSession { session, reason: sent.text("reason").to_owned() };
    match filled::perform(&app, &signed, command, Vec::new()).await {
        Ok(session) => {
            let (day, version) = (moving.session.day, moving.session.version + 1);
            Redirect::to(&format!("/schedule?week={day}&done=cancelled&session={session}&version={version}")).into_response()
        }
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => trouble.answer(draw(&signed, &moving, &sent, &trouble)),
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn put_back(
    State(app): State<App>,
    Path(session): Path<GroupSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let moving = match opened_to_amend(&app, &signed, session).await {
        Ok(moving) => moving,
        Err(refusal) => return signed.refused(&refusal),
    };
    let Some(version) = sent.parse("version") else { return signed.refused(&Refusal::Conflict) };
    match filled::perform(&app, &signed, PutBackSession { session, version }, Vec::new()).await {
        Ok((session, version)) => {
            let day = moving.session.day;
            Redirect::to(&format!("/schedule?week={day}&done=back&session={session}&version={version}")).into_response()
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn opened(app: &App, signed: &Signed, session: GroupSessionId) -> Result<Moving, Refusal> {
    if may(app, &signed.actor, Action::Void, Kind::GroupSession) {
        moving(app, signed, session).await
    } else {
        Err(Refusal::NotFound)
    }
}

async fn opened_to_amend(app: &App, signed: &Signed, session: GroupSessionId) -> Result<Moving, Refusal> {
    if may(app, &signed.actor, Action::Amend, Kind::GroupSession) {
        moving(app, signed, session).await
    } else {
        Err(Refusal::NotFound)
    }
}

async fn moving(app: &App, signed: &Signed, session: GroupSessionId) -> Result<Moving, Refusal> {
    board::of_session(app, signed, session).await?.moving.clone().ok_or(Refusal::NotFound)
}

fn draw(signed: &Signed, moving: &Moving, sent: &Sent, trouble: &Trouble) -> Markup {
    let session = &moving.session;
    let back = format!("/schedule/sessions/{}", session.session);
    let form = html! {
        form.form method="post" action=(format!("{back}/cancel")) novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::text("reason", "Why").hint("People will ask. Name nobody.").value(sent.text("reason")).problems(&trouble.problems))
            div.acts { (Button::primary("Cancel this session").key("Ctrl+Enter")) (Button::quiet("Leave it").href(back.clone())) }
        }
    };
    let head = PageHead::new(format!("Cancel {}", session.name))
        .crumb(Crumb::to("Schedule", format!("/schedule?week={}", session.day)))
        .crumb(Crumb::to(session.name.clone(), back.clone()))
        .below(html! { (long_day(session.day)) });
    let content = html! {
        (trouble.summary())
        (head)
        @if session.expected > 1 { (Banner::info(format!("{} people are expected. Their hours of the week are counted without it.", session.expected))) }
        (Card::new("Why it is cancelled").padded().body(form))
    };
    Page::new(&signed.frame, Area::Schedule, "Schedule").style("schedule.css").problem(trouble.is_some()).narrow().render(content)
}
