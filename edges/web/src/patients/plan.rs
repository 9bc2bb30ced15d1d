//! The plan: problem, own words, goal, objective with measure and date and the services that serve it; its warnings; every version.

use access::{Action, Kind};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use plan::treatment_plan::{Goal, Objective, ObjectiveState, PlanProblem};
use reactions::person::PlanVersion;
use schedule::program::ServiceType;
use vocabulary::day::short_day;
use vocabulary::id::PatientId;

use super::beside::warnings;
use super::chart::{Open, Tab, open};
use super::say;
use crate::app::App;
use crate::component::{Banner, Button, Card, Chip, Hue, Icon, Row, RowList, chip, empty};
use crate::signed::Signed;
use crate::words::full_day;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    version: Option<i64>,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(asked): Query<Asked>,
) -> Response {
    let open = match open(&app, signed, patient, Tab::Plan).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let versions = &open.chart.around.plan_versions;
    let shown = match asked.version {
        Some(number) => versions.iter().find(|version| version.version == number),
        None => versions.first(),
    };
    let content = html! {
        @match shown {
            None => { (none(&open)) }
            Some(version) => {
                @if versions.first().is_some_and(|newest| newest.version != version.version) {
                    (Banner::info(format!("This is version {} as it was written. A newer one is in force.", version.version)).link("The plan in force", Tab::Plan.href(patient)))
                }
                div.chart-cols { div { (written(&open, version)) } div { (history(&open, version)) } }
            }
        }
    };
    open.page(Tab::Plan, content).into_response()
}

fn edit(open: &Open) -> Option<Button> {
    let href = format!("/patients/{}/plan/edit", open.patient());
    open.may(Action::Record, Kind::TreatmentPlan).then(|| Button::primary("Change the plan").icon(Icon::Edit).href(href))
}

fn none(open: &Open) -> Markup {
    let words = "Write it with the person: what they want, in their words, and what will be seen. Notes are then linked to it.";
    let href = format!("/patients/{}/plan/edit", open.patient());
    let next = open.may(Action::Record, Kind::TreatmentPlan).then(|| Button::primary("Write the plan").href(href));
    html! { (Card::new("Treatment plan").body(empty("There is no plan yet.", words, next))) }
}

fn written(open: &Open, version: &PlanVersion) -> Markup {
    let plan = &version.plan;
    let is_newest = open.chart.plan.as_ref().is_some_and(|(_, newest)| *newest == version.version);
    let small = format!("Version {} · review due {}", version.version, short_day(plan.review_due));
    let body = html! {
        @if is_newest { (warnings(&open.thread(), usize::MAX, None)) }
        @for (at, one) in plan.problems.iter().enumerate() { (problem(at, one, &open.chart.around.services)) }
    };
    let acts = html! { @if is_newest { @if let Some(edit) = edit(open) { (edit.small()) } } };
    html! { (Card::new("Treatment plan").small(small).acts(acts).body(body)) }
}

/// One problem with everything under it.
pub(super) fn problem(at: usize, problem: &PlanProblem, services: &[ServiceType]) -> Markup {
    html! {
        div.goal.whole {
            h3 { (at + 1) ". " (problem.words) }
            @if !problem.own_words.is_empty() { q { (problem.own_words) } }
            @for goal in &problem.goals { (one_goal(goal, services)) }
        }
    }
}

fn one_goal(goal: &Goal, services: &[ServiceType]) -> Markup {
    html! {
        p.toward { b { "Goal" } " " (goal.words) }
        ul.objectives { @for objective in &goal.objectives { (one_objective(objective, services)) } }
    }
}

fn one_objective(objective: &Objective, services: &[ServiceType]) -> Markup {
    let name = |key: &String| services.iter().find(|service| service.key == *key).map_or_else(|| key.clone(), |s| s.name.clone());
    let served: Vec<String> = objective.served_by.iter().map(name).collect();
    html! {
        li {
            b { (objective.number) }
            div {
                (objective.words)
                small { "Measured by " (objective.measure) " · by " (full_day(objective.due)) }
                small { @if served.is_empty() { "Any service serves it" } @else { "Served by " (crate::words::list(&served)) } }
            }
            (state(objective.state))
        }
    }
}

fn state(state: ObjectiveState) -> Chip {
    match state {
        ObjectiveState::Active => chip(Hue::Quiet, "Active"),
        ObjectiveState::Met => chip(Hue::Here, "Met").icon(Icon::Check),
        ObjectiveState::Retired => chip(Hue::Gone, "Retired"),
    }
}

fn history(open: &Open, shown: &PlanVersion) -> Markup {
    let zone = open.app.0.house.zone();
    let row = |version: &PlanVersion| {
        let href = format!("{}?version={}", Tab::Plan.href(open.patient()), version.version);
        let row = Row::new(format!("Version {}", version.version)).href(href);
        let row = row.line(html! { (say::moment(zone, version.at, open.today)) " · " (version.by) });
        if version.version == shown.version { row.chip(chip(Hue::Quiet, "Shown")) } else { row }
    };
    let rows = open.chart.around.plan_versions.iter().map(row);
    html! { (Card::new("Versions").small("Nothing is overwritten").body(html! { (RowList::new("Versions of the plan").rows(rows)) })) }
}
