//! What is done on the list and on a ladder.

use access::{Command, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use reactions::missed::{GivePlace, OneMissed};
use reactions::reminders::{HandleResponse, LogReminderCall, ReopenReminderCall, ReopenResponse};
use schedule::reminder::Answer;
use treatment::missed_session::{AccountFor, LogAttempt, StepKind, TakeStep, UndoLast};
use treatment::outreach::OutreachResult;
use vocabulary::id::{AppointmentResponseId, MissedSessionId, SessionReminderId};

use super::list::Just;
use super::{LIST, ladder, list};
use crate::answer;
use crate::app::App;
use crate::component::Problem;
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;

pub(super) async fn attempt(
    State(app): State<App>,
    Path(missed): Path<MissedSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let result = match sent.text("result") {
        "reached" => OutreachResult::Reached,
        "message_left" => OutreachResult::MessageLeft,
        "no_answer" => OutreachResult::NoAnswer,
        "wrong_number" => OutreachResult::WrongNumber,
        _ => {
            let problems = [Problem::new("result", "Choose what came of it.")];
            return ladder::show(&app, &signed, OneMissed { missed, as_of: None }, &sent, &problems).await;
        }
    };
    let Some(step) = StepKind::read(sent.text("step")) else { return signed.refused(&Refusal::NotFound) };
    let command = LogAttempt { missed, version: version(&sent), step, result, words: sent.text("words").to_owned() };
    done(&app, &signed, missed, &sent, ("words", "words"), command).await
}

pub(super) async fn accounted(
    State(app): State<App>,
    Path(missed): Path<MissedSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = AccountFor { missed, version: version(&sent), words: sent.text("where").to_owned() };
    done(&app, &signed, missed, &sent, ("words", "where"), command).await
}

pub(super) async fn plan(
    State(app): State<App>,
    Path(missed): Path<MissedSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = TakeStep { missed, version: version(&sent), step: StepKind::OutreachPlan, words: sent.text("plan").to_owned() };
    done(&app, &signed, missed, &sent, ("words", "plan"), command).await
}

pub(super) async fn offer(
    State(app): State<App>,
    Path(missed): Path<MissedSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let Some(session) = sent.parse("session") else { return signed.refused(&Refusal::NotFound) };
    let command = GivePlace { missed, version: version(&sent), session, is_taken: sent.text("taken") == "yes" };
    done(&app, &signed, missed, &sent, ("words", "session"), command).await
}

pub(super) async fn undo(
    State(app): State<App>,
    Path(missed): Path<MissedSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = UndoLast { missed, version: version(&sent) };
    done(&app, &signed, missed, &sent, ("words", "words"), command).await
}

fn version(sent: &Sent) -> i64 {
    sent.parse("version").unwrap_or(0)
}

/// Performs it and shows the ladder; with a problem everything typed stays, under the name the page gives the field.
async fn done<C>(app: &App, signed: &Signed, missed: MissedSessionId, sent: &Sent, field: (&str, &str), command: C) -> Response
where
    C: Command + Send + Sync + 'static,
    C::Output: Send,
    reactions::Fact: From<C::Fact>,
{
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to(&format!("{LIST}/{missed}")).into_response(),
        Err(refusal) => match answer::problems(&refusal) {
            Some(problems) => {
                let named = |one: Problem| if one.field == field.0 { Problem::new(field.1, one.words) } else { one };
                let problems: Vec<Problem> = problems.into_iter().map(named).collect();
                ladder::show(app, signed, OneMissed { missed, as_of: None }, sent, &problems).await
            }
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn response_done(
    State(app): State<App>,
    Path(response): Path<AppointmentResponseId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = HandleResponse { response, version: version(&sent), words: sent.text("words").to_owned() };
    let (actor, next) = (signed.actor.clone(), command.version + 1);
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to(&format!("{LIST}?done={response}&version={next}")).into_response(),
        Err(refusal) => match answer::problems(&refusal) {
            Some(problems) => list::show(&app, &signed, &Just::default(), &sent, &problems).await,
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn response_undo(
    State(app): State<App>,
    Path(response): Path<AppointmentResponseId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    back(&app, &signed, ReopenResponse { response, version: version(&sent) }).await
}

pub(super) async fn call(
    State(app): State<App>,
    Path(reminder): Path<SessionReminderId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    let command = LogReminderCall { reminder, answer: Answer::read(sent.text("answer")) };
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to(&format!("{LIST}?called={reminder}")).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn call_undo(
    State(app): State<App>,
    Path(reminder): Path<SessionReminderId>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    back(&app, &signed, ReopenReminderCall { reminder }).await
}

async fn back<C>(app: &App, signed: &Signed, command: C) -> Response
where
    C: Command + Send + Sync + 'static,
    C::Output: Send,
    reactions::Fact: From<C::Fact>,
{
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to(LIST).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}
