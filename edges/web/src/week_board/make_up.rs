//! One person, one other meeting: a make-up session for one day. Groups from a day on are changed on the person's week.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use maud::{Markup, html};
use reactions::week_board::{MakeUpChoices, OpenMakeUp};
use schedule::therapy_group::{TakeMakeUp, WithdrawMakeUp};
use vocabulary::day::{long_day, short_day};
use vocabulary::id::{GroupSessionId, PatientId};

use super::say;
use crate::app::App;
use crate::component::{Button, Card, Crumb, PageHead, Problem, csrf_field, empty, wrong_words};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::patients::filled::{self, Trouble, wrong};
use crate::signed::{Signed, may};
use crate::time_words::from_to;

pub(super) async fn form(
    State(app): State<App>,
    signed: Signed,
    Path((session, patient)): Path<(GroupSessionId, PatientId)>,
) -> Response {
    match open(&app, &signed, session, patient).await {
        Ok(choices) => draw(&app, &signed, patient, &choices, &Sent::default(), &Trouble::default()).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn take(
    State(app): State<App>,
    Path((session, patient)): Path<(GroupSessionId, PatientId)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let choices = match open(&app, &signed, session, patient).await {
        Ok(choices) => choices,
        Err(refusal) => return signed.refused(&refusal),
    };
    let chosen = choices.choices.iter().find(|(one, _)| one.session.to_string() == sent.text("meeting"));
    let done = match chosen {
        Some((one, _)) => filled::perform(&app, &signed, TakeMakeUp { patient, session: one.session }, Vec::new())
            .await
            .map(|_| (one.day, one.session)),
        None => Err(Refusal::Invalid(vec![wrong("meeting", "Choose the meeting.")])),
    };
    match done {
        Ok((day, session)) => {
            Redirect::to(&format!("/schedule?week={day}&done=make-up&session={session}&patient={patient}")).into_response()
        }
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => trouble.answer(draw(&app, &signed, patient, &choices, &sent, &trouble)),
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn withdraw(
    State(app): State<App>,
    Path((session, patient)): Path<(GroupSessionId, PatientId)>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let choices = match open(&app, &signed, session, patient).await {
        Ok(choices) => choices,
        Err(refusal) => return signed.refused(&refusal),
    };
    match filled::perform(&app, &signed, WithdrawMakeUp { patient, session }, Vec::new()).await {
        Ok(_) => Redirect::to(&format!("/schedule?week={}&done=back&session={session}", choices.session.day)).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn open(
    app: &App,
    signed: &Signed,
    session: GroupSessionId,
    patient: PatientId,
) -> Result<Released<MakeUpChoices>, Refusal> {
    if !may(app, &signed.actor, Action::Amend, Kind::GroupSession) {
        return Err(Refusal::NotFound);
    }
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenMakeUp { session, patient })).await
}

fn draw(app: &App, signed: &Signed, patient: PatientId, choices: &MakeUpChoices, sent: &Sent, trouble: &Trouble) -> Markup {
    let zone = app.0.house.zone();
    let problems: &[Problem] = &trouble.problems;
    let back = format!("/schedule/sessions/{}", choices.session.session);
    let form = html! {
        form.form method="post" action=(format!("{back}/people/{patient}")) novalidate {
            (csrf_field(&signed.frame.csrf))
            fieldset.choice {
                legend.lab { "Which meeting instead" }
                @if let Some(words) = Problem::at(problems, "meeting") { (wrong_words("meeting", words)) }
                div.obs { @for (at, (one, why_not)) in choices.choices.iter().enumerate() {
                    label.ob {
                        input type="radio" id=(if at == 0 { "meeting".to_owned() } else { format!("meeting-{at}") }) name="meeting" value=(one.session) disabled[why_not.is_some()] checked[one.session.to_string() == sent.text("meeting")];
                        span {
                            (one.name)
                            small { (short_day(one.day)) ", " (from_to(zone, one.starts_at, one.ends_at)) @if let Some(filled) = say::filled(one) { " · " (filled) } @if let Some(why) = why_not { " · " (why) } }
                        }
                    }
                } }
            }
            div.acts { (Button::primary("Give this place for the day").key("Ctrl+Enter")) (Button::quiet("Cancel").href(back.clone())) }
        }
    };
    let head = PageHead::new(choices.name.short())
        .crumb(Crumb::to("Schedule", format!("/schedule?week={}", choices.session.day)))
        .crumb(Crumb::to(choices.session.name.clone(), back.clone()))
        .below(html! { "A make-up for " (choices.session.name) ", " (long_day(choices.session.day)) ". Their place there stays; an absence is excused at the door." });
    let content = html! {
        (trouble.summary())
        (head)
        @if choices.choices.is_empty() { (empty("No other meeting to come in this week.", "Look for one in the next week, or change their groups from a day on.", Some(Button::plain("Change their groups").href(format!("/patients/{patient}/week"))))) }
        @else { (Card::new("For one day").padded().body(form)) }
    };
    Page::new(&signed.frame, Area::Schedule, "Schedule").style("schedule.css").problem(trouble.is_some()).narrow().render(content)
}
