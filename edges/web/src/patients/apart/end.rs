//! Ends a guard: from the next day on the two may meet. The history stays.

use access::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use maud::html;
use reactions::apart::{KeptApartFrom, OpenKeptApart};
use schedule::no_contact::EndNoContact;
use vocabulary::id::{NoContactId, PatientId};

use super::super::filled::{self, Trouble};
use super::{base, may_enter, page as room};
use crate::app::App;
use crate::component::{Button, Card, Field, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;

pub(super) async fn form(
    State(app): State<App>,
    signed: Signed,
    Path((patient, guard)): Path<(PatientId, NoContactId)>,
) -> Response {
    match load(&app, &signed, patient).await {
        Ok(view) => {
            let today = app.0.house.zone().day(app.0.house.clock().now()).to_string();
            draw(&app, &signed, &view, guard, &Sent::of([("last_day", today.as_str())]), &Trouble::default())
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn save(
    State(app): State<App>,
    Path((patient, guard)): Path<(PatientId, NoContactId)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let view = match load(&app, &signed, patient).await {
        Ok(view) => view,
        Err(refusal) => return signed.refused(&refusal),
    };
    let mut unread = Vec::new();
    let last_day = filled::day(&sent, "last_day", &mut unread);
    let version = sent.parse("version").unwrap_or(0);
    let command = EndNoContact { guard, version, last_day, why: sent.text("why").to_owned() };
    match filled::perform(&app, &signed, command, unread).await {
        Ok(_) => Redirect::to(&base(patient)).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&app, &signed, &view, guard, &sent, &trouble),
            None => signed.refused(&refusal),
        },
    }
}

async fn load(app: &App, signed: &Signed, patient: PatientId) -> Result<Released<KeptApartFrom>, Refusal> {
    may_enter(app, signed)?;
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenKeptApart { patient })).await
}

fn draw(app: &App, signed: &Signed, view: &KeptApartFrom, guard: NoContactId, sent: &Sent, trouble: &Trouble) -> Response {
    let Some(one) = view.guards.iter().find(|one| one.guard.id == guard && one.may_end) else {
        return signed.refused(&Refusal::NotFound);
    };
    let problems = &trouble.problems;
    let form = html! {
        form.form method="post" action=(format!("{}/{guard}/end", base(view.patient.id))) novalidate {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="version" value=(one.version);
            (Field::date("last_day", "Last day").value(sent.text("last_day")).problems(problems))
            (Field::text("why", "Why they may meet").autocomplete("off").value(sent.text("why")).problems(problems))
            div.acts { (Button::primary("End it").key("Ctrl+Enter")) (Button::quiet("Cancel").href(base(view.patient.id))) }
        }
    };
    let content = html! { (Card::new(one.other.clone()).small(super::why_in_words(one)).padded().body(form)) };
    room(app, signed, &view.patient, "End keeping apart", (html! {}, trouble), content)
}
