//! Writes the plan with the person: problem, their words, goal, objective with its measure, its day and the services that serve it.
//! Rows are added by the server, so it works without script; each save is a version.

use access::{Action, Kind, Problem as Wrong, Refusal};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use vocabulary::id::PatientId;

use super::chart::{Open, Tab, open_to};
use super::filled::{self, Trouble};
use super::plan_draft::{GoalDraft, ObjectiveDraft, PlanDraft, ProblemDraft};
use crate::app::App;
use crate::component::{Banner, Button, Card, ChoiceRow, Field, Icon, Select, csrf_field};
use crate::form::SignedForm;
use crate::signed::Signed;

const ACT: (Action, Kind) = (Action::Record, Kind::TreatmentPlan);

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match open_to(&app, signed, patient, ACT).await {
        Ok(open) => draw(&open, &stands(&open), &Trouble::default(), None),
        Err(response) => response,
    }
}

/// The form as the plan stands, or an empty one.
fn stands(open: &Open) -> PlanDraft {
    match &open.chart.plan {
        Some((plan, version)) => PlanDraft::of(plan, *version),
        None => PlanDraft::empty(open.today),
    }
}

pub(super) async fn save(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match open_to(&app, signed, patient, ACT).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let mut draft = PlanDraft::sent(&sent);
    if draft.add(sent.text("act")) {
        return draw(&open, &draft, &Trouble::default(), None);
    }
    let (command, unread, names) = draft.command(patient);
    match filled::perform(&app, &open.signed, command, unread).await {
        Ok(_) => Redirect::to(&Tab::Plan.href(patient)).into_response(),
        Err(Refusal::Conflict) => conflict(&open, draft),
        Err(Refusal::Invalid(all)) => {
            let trouble = Trouble::of(&Refusal::Invalid(at_fields(all, &names))).unwrap_or_default();
            draw(&open, &draft, &trouble, None)
        }
        Err(refusal) => open.again(&refusal, |trouble| draw(&open, &draft, trouble, None)),
    }
}

/// The core's problems under the names of this form.
fn at_fields(all: Vec<Wrong>, names: &[(String, String)]) -> Vec<Wrong> {
    let named = |one: Wrong| match names.iter().find(|(core, _)| *core == one.field) {
        Some((_, field)) => Wrong { field: field.clone(), ..one },
        None => one,
    };
    all.into_iter().map(named).collect()
}

/// Somebody else wrote a version meanwhile: theirs beside what was typed, and the form starts from theirs when saved again.
fn conflict(open: &Open, draft: PlanDraft) -> Response {
    let both = html! {
        (Banner::due("Somebody changed the plan while you had it open. Nothing was saved over: theirs is shown here, yours is in the form below."))
        @if let Some((plan, version)) = &open.chart.plan {
            @let body = html! { @for (at, one) in plan.problems.iter().enumerate() { (super::plan::problem(at, one, &open.chart.around.services)) } };
            (Card::new("As it stands now").small(format!("Version {version}")).body(body))
        }
    };
    let version = stands(open).version;
    let mut response = draw(open, &PlanDraft { version, ..draft }, &Trouble::question(), Some(both));
    *response.status_mut() = StatusCode::CONFLICT;
    response
}

fn draw(open: &Open, draft: &PlanDraft, trouble: &Trouble, above: Option<Markup>) -> Response {
    let form = html! {
        @if let Some(above) = above { (above) }
        form.form.plan-form method="post" action=(format!("/patients/{}/plan/edit", open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            // The first button of a form answers the Enter key: it must be the one that saves.
            button.vh type="submit" name="act" value="save" tabindex="-1" aria-hidden="true" { "Save" }
            @if let Some(version) = draft.version { input type="hidden" name="version" value=(version); }
            @for (at, problem) in draft.problems.iter().enumerate() { (one_problem(open, at, problem, trouble)) }
            div { (Button::plain("Add a problem").icon(Icon::Plus).named("act", "problem")) }
            (Field::date("review_due", "Look at it again on").value(&draft.review_due).problems(&trouble.problems))
            div.acts {
                (Button::primary("Save the plan").named("act", "save").key("Ctrl+Enter"))
                (Button::quiet("Cancel").href(Tab::Plan.href(open.patient())))
            }
        }
    };
    let below = "Together, in plain words. What notes already cite keeps its number; nothing is overwritten.";
    let title = if draft.version.is_some() { "Change the plan" } else { "Write the plan" };
    open.form_page(Tab::Plan, title, below, trouble, form)
}

fn one_problem(open: &Open, at: usize, problem: &ProblemDraft, trouble: &Trouble) -> Markup {
    let row = format!("p{at}");
    let problems = &trouble.problems;
    let body = html! {
        (Field::text(format!("{row}.words"), "Problem").hint("In clinical, person-first words").value(&problem.words).problems(problems))
        (Field::area(format!("{row}.own_words"), "In their words", 2).optional().class("human").value(&problem.own_words).problems(problems))
        @for (at, goal) in problem.goals.iter().enumerate() { (one_goal(open, &format!("{row}.g{at}"), goal, trouble)) }
        div { (Button::quiet("Add a goal").icon(Icon::Plus).small().named("act", format!("goal:{row}")).about(format!("to problem {}", at + 1))) }
    };
    html! { (Card::new(format!("Problem {}", at + 1)).padded().body(body)) }
}

fn one_goal(open: &Open, row: &str, goal: &GoalDraft, trouble: &Trouble) -> Markup {
    html! {
        fieldset.level {
            legend.lab { "Goal" }
            (Field::text(format!("{row}.words"), "What it will be like").value(&goal.words).problems(&trouble.problems))
            @for (at, objective) in goal.objectives.iter().enumerate() { (one_objective(open, &format!("{row}.o{at}"), objective, trouble)) }
            div { (Button::quiet("Add an objective").icon(Icon::Plus).small().named("act", format!("objective:{row}"))) }
        }
    }
}

fn one_objective(open: &Open, row: &str, objective: &ObjectiveDraft, trouble: &Trouble) -> Markup {
    let problems = &trouble.problems;
    let states = [("active", "Active"), ("met", "Met"), ("retired", "Retired")];
    let services = open.chart.around.services.iter().map(|service| (service.key.clone(), service.name.clone()));
    let mut served =
        ChoiceRow::many(format!("{row}.served_by"), "Services that serve it").hint("None chosen means any").choices(services);
    for key in &objective.served_by {
        served = served.chosen(key);
    }
    html! {
        fieldset.level.objective {
            legend.lab { "Objective" }
            input type="hidden" name=(format!("{row}.id")) value=(objective.id);
            (Field::text(format!("{row}.words"), "What will be seen").value(&objective.words).problems(problems))
            div.form.cols {
                (Field::text(format!("{row}.measure"), "Measured by").hint("A count or a scale somebody can see").value(&objective.measure).problems(problems))
                div.two {
                    (Field::date(format!("{row}.due"), "By").value(&objective.due).problems(problems))
                    (Select::new(format!("{row}.state"), "State").options(states).chosen(or(&objective.state, "active")))
                }
            }
            details { summary { "Services that serve it" @if !objective.served_by.is_empty() { ", " (objective.served_by.len()) } } (served) }
        }
    }
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}
