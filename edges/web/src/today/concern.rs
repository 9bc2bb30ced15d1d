//! Outreach to somebody who did not come, a worry about somebody, and what came of it.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use treatment::concern::{CloseConcern, ConcernKind, RaiseConcern};
use treatment::outreach::{LogOutreach, OutreachResult};
use vocabulary::id::{ConcernId, PatientId};

use crate::answer;
use crate::app::App;
use crate::component::{Button, ChoiceRow, Field, PageHead, Problem, csrf_field, error_summary};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};

pub(super) async fn outreach_form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::Outreach) {
        return signed.refused(&Refusal::NotFound);
    }
    outreach_page(&signed, patient, &Sent::default(), &[]).into_response()
}

fn outreach_page(signed: &Signed, patient: PatientId, sent: &Sent, problems: &[Problem]) -> Markup {
    let ways = [("call", "Call"), ("text", "Text"), ("visit", "Visit")];
    let results = [
        ("reached", OutreachResult::Reached.words()),
        ("message_left", OutreachResult::MessageLeft.words()),
        ("no_answer", OutreachResult::NoAnswer.words()),
        ("wrong_number", OutreachResult::WrongNumber.words()),
    ];
    let content = html! {
        (PageHead::new("Log outreach").below(html! { "Say only neutral words on the line. Neither confirm nor deny that anyone comes here." }))
        (error_summary(problems))
        form.form method="post" action=(format!("/patients/{patient}/outreach")) {
            (csrf_field(&signed.frame.csrf))
            (ChoiceRow::one("way", "How").choices(ways).chosen(or(sent.text("way"), "call")).keys().problems(problems))
            (ChoiceRow::one("result", "What came of it").choices(results).chosen(sent.text("result")).problems(problems))
            (Field::area("words", "In your words", 3).optional().value(sent.text("words")).problems(problems))
            div.acts { (Button::primary("Save")) (Button::quiet("Cancel").href("/today")) }
        }
    };
    Page::new(&signed.frame, Area::Today, "Log outreach").problem(!problems.is_empty()).narrow().render(content)
}

pub(super) async fn log_outreach(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let result = match sent.text("result") {
        "reached" => OutreachResult::Reached,
        "message_left" => OutreachResult::MessageLeft,
        "no_answer" => OutreachResult::NoAnswer,
        "wrong_number" => OutreachResult::WrongNumber,
        _ => {
            let problems = [Problem::new("result", "Choose what came of it.")];
            return answer_problem(outreach_page(&signed, patient, &sent, &problems));
        }
    };
    let command = LogOutreach { patient, way: sent.text("way").to_owned(), result, words: sent.text("words").to_owned() };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to("/today").into_response(),
        Err(refusal) => match answer::problems(&refusal) {
            Some(problems) => answer_problem(outreach_page(&signed, patient, &sent, &problems)),
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn concern_form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    if !may(&app, &signed.actor, Action::View, Kind::Patient) {
        return signed.refused(&Refusal::NotFound);
    }
    concern_page(&signed, patient, &Sent::default(), &[]).into_response()
}

fn concern_page(signed: &Signed, patient: PatientId, sent: &Sent, problems: &[Problem]) -> Markup {
    let kinds = [("safety", "Safety"), ("medicine", "Medicine"), ("change", "A change"), ("deadline", "Something due")];
    let content = html! {
        (PageHead::new("I am worried").below(html! { "It goes to the board at once, for everyone who works with this person today." }))
        (error_summary(problems))
        form.form method="post" action=(format!("/patients/{patient}/concern")) {
            (csrf_field(&signed.frame.csrf))
            (ChoiceRow::one("kind", "About").choices(kinds).chosen(or(sent.text("kind"), "safety")).keys())
            (Field::area("sentence", "In one sentence", 2).hint("Boards are seen by other eyes: say that something was raised, not what was answered.").value(sent.text("sentence")).problems(problems))
            div.acts { (Button::primary("Raise it")) (Button::quiet("Cancel").href("/today")) }
        }
    };
    Page::new(&signed.frame, Area::Today, "I am worried").problem(!problems.is_empty()).narrow().render(content)
}

pub(super) async fn raise_concern(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let kind = match sent.text("kind") {
        "medicine" => ConcernKind::Medicine,
        "change" => ConcernKind::Change,
        "deadline" => ConcernKind::Deadline,
        _ => ConcernKind::Safety,
    };
    let command = RaiseConcern { patient, kind, sentence: sent.text("sentence").to_owned(), owner: None, due_at: None };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to("/today").into_response(),
        Err(refusal) => match answer::problems(&refusal) {
            Some(problems) => answer_problem(concern_page(&signed, patient, &sent, &problems)),
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn close_form(State(app): State<App>, signed: Signed, Path(concern): Path<ConcernId>) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::Outreach) {
        return signed.refused(&Refusal::NotFound);
    }
    close_page(&signed, concern, &Sent::default(), &[]).into_response()
}

fn close_page(signed: &Signed, concern: ConcernId, sent: &Sent, problems: &[Problem]) -> Markup {
    let content = html! {
        (PageHead::new("What came of it").below(html! { "It leaves the board when an outcome is written. What you write stays in the chart." }))
        (error_summary(problems))
        form.form method="post" action=(format!("/concerns/{concern}/close")) {
            (csrf_field(&signed.frame.csrf))
            (Field::area("outcome", "Outcome and next contact", 4).value(sent.text("outcome")).problems(problems).focus())
            div.acts { (Button::primary("Save and take off the board")) (Button::quiet("Cancel").href("/today")) }
        }
    };
    Page::new(&signed.frame, Area::Today, "What came of it").problem(!problems.is_empty()).narrow().render(content)
}

pub(super) async fn close(
    State(app): State<App>,
    Path(concern): Path<ConcernId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = CloseConcern { concern, outcome: sent.text("outcome").to_owned() };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to("/today").into_response(),
        Err(refusal) => match answer::problems(&refusal) {
            Some(problems) => answer_problem(close_page(&signed, concern, &sent, &problems)),
            None => signed.refused(&refusal),
        },
    }
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

/// A form with problems: status 422, everything typed kept.
fn answer_problem(page: Markup) -> Response {
    (axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
