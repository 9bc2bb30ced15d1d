//! How the hours of somebody's week step down (S-10): shown beside the weeks that fit, written with the person, each step with the way to
//! the weeks that fit it.

use access::{Action, Kind, Problem as Wrong, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::ToSpan;
use maud::{Markup, html};
use reactions::person::FittingWeeks;
use schedule::taper_plan::{MOST_STEPS, TaperPlan, TaperStep, WriteTaper};
use vocabulary::Minutes;
use vocabulary::day::parse_day;
use vocabulary::id::PatientId;

use super::super::chart::{Open, Tab, open_to};
use super::super::filled::{self, Trouble, wrong};
use crate::app::App;
use crate::component::{Button, Card, Crumb, Field, Hue, Icon, PageHead, Row, RowList, chip, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;
use crate::words;

/// How many empty steps a form offers.
const EMPTY: usize = 3;

/// The card beside the weeks that fit.
pub(super) fn card(open: &Open, weeks: &FittingWeeks) -> Markup {
    if !open.may(Action::View, Kind::TaperPlan) {
        return html! {};
    }
    let may = open.may(Action::Amend, Kind::TaperPlan);
    let change = format!("/patients/{}/taper", open.patient());
    let acts =
        html! { @if may { (Button::plain("Change").icon(Icon::Edit).small().href(change).about("how their hours step down")) } };
    let body = match &weeks.taper {
        None => {
            empty("No steps are written.", "From a Monday on, so many hours a week: a way back to a week of their own.", None)
        }
        Some((taper, _)) => html! { (RowList::new("Steps").rows(taper.steps.iter().map(|step| row(open, weeks, taper, *step)))) },
    };
    html! { (Card::new("How their hours step down").acts(acts).body(body)) }
}

fn row(open: &Open, weeks: &FittingWeeks, taper: &TaperPlan, step: TaperStep) -> Row {
    let row =
        Row::new(format!("{} h a week", step.weekly_minutes.as_hours())).line(format!("From {}", words::long_day(step.from)));
    let holds_now = taper.on(weeks.today).is_some_and(|(now, _)| now == step);
    if holds_now {
        return row.chip(chip(Hue::Outline, "now"));
    }
    if step.from <= weeks.today {
        return row;
    }
    let href = format!("/patients/{}/week?from={}", open.patient(), step.from);
    row.act(Button::quiet("The weeks that fit").small().href(href).about(format!("from {}", words::long_day(step.from))))
}

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match with_known(&app, signed, patient).await {
        Ok((open, known)) => draw(&open, known.as_ref(), &begin(&open, known.as_ref()), &Trouble::default()),
        Err(response) => response,
    }
}

type Known = Option<(TaperPlan, i64)>;

async fn with_known(app: &App, signed: Signed, patient: PatientId) -> Result<(Open, Known), Response> {
    let open = open_to(app, signed, patient, (Action::Amend, Kind::TaperPlan)).await?;
    match super::fitting::load(&open, None).await {
        Ok(weeks) => {
            let known = weeks.taper.clone();
            Ok((open, known))
        }
        Err(refusal) => Err(open.signed.refused(&refusal)),
    }
}

fn begin(open: &Open, known: Option<&(TaperPlan, i64)>) -> Sent {
    let Some((taper, version)) = known else { return Sent::default() };
    let sent = Sent::default().with("version", version.to_string());
    taper.after(open.today).enumerate().fold(sent, |sent, (at, step)| {
        sent.with(format!("steps.{at}.from"), step.from.to_string())
            .with(format!("steps.{at}.hours"), step.weekly_minutes.as_hours())
    })
}

pub(super) async fn save(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (open, known) = match with_known(&app, signed, patient).await {
        Ok(both) => both,
        Err(response) => return response,
    };
    let mut unread = Vec::new();
    let (steps, lines) = read(&sent, &mut unread);
    let command = WriteTaper { patient, version: sent.parse("version"), steps };
    match filled::perform(&app, &open.signed, command, unread).await {
        Ok(_) => Redirect::to(&format!("/patients/{patient}/week")).into_response(),
        Err(refusal) => open.again(&at_their_lines(refusal, &lines), |trouble| draw(&open, known.as_ref(), &sent, trouble)),
    }
}

fn is_used(sent: &Sent, at: usize) -> bool {
    ["from", "hours"].iter().any(|part| !sent.text(&format!("steps.{at}.{part}")).trim().is_empty())
}

/// The steps of the lines that are used, and which line each stood in.
fn read(sent: &Sent, unread: &mut Vec<Wrong>) -> (Vec<TaperStep>, Vec<usize>) {
    let lines: Vec<usize> = (0..MOST_STEPS).filter(|at| is_used(sent, *at)).collect();
    let mut steps = Vec::new();
    for at in &lines {
        let (from, hours) = (format!("steps.{at}.from"), format!("steps.{at}.hours"));
        let day = parse_day(sent.text(&from)).ok();
        if day.is_none() {
            unread.push(wrong(&from, "Write the Monday it begins, like 2026-03-16."));
        }
        let minutes = sent.text(&hours).trim().replace(',', ".").parse::<f64>().ok().filter(|hours| (0.0..=60.0).contains(hours));
        if minutes.is_none() {
            unread.push(wrong(&hours, "Write how many hours a week, like 9 or 4.5."));
        }
        #[expect(clippy::cast_possible_truncation, reason = "no more than sixty hours")]
        let minutes = Minutes((minutes.unwrap_or(0.0) * 60.0).round() as i64);
        steps.push(TaperStep { from: day.unwrap_or_default(), weekly_minutes: minutes });
    }
    (steps, lines)
}

/// The core counts the steps; the form counts its lines, of which some are empty.
fn at_their_lines(refusal: Refusal, lines: &[usize]) -> Refusal {
    let Refusal::Invalid(mut problems) = refusal else { return refusal };
    for problem in &mut problems {
        let mut parts = problem.field.splitn(3, '.');
        if let (Some("steps"), Some(at), Some(part)) = (parts.next(), parts.next(), parts.next())
            && let Some(line) = at.parse::<usize>().ok().and_then(|at| lines.get(at))
        {
            problem.field = format!("steps.{line}.{part}");
        }
    }
    Refusal::Invalid(problems)
}

fn draw(open: &Open, known: Option<&(TaperPlan, i64)>, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let used = (0..MOST_STEPS).filter(|at| is_used(sent, *at)).map(|at| at + 1).max().unwrap_or(0);
    let back = format!("/patients/{}/week", open.patient());
    let monday = vocabulary::Week::of(open.today).next().monday;
    let begun: Vec<TaperStep> =
        known.iter().flat_map(|(one, _)| one.steps.iter()).filter(|step| step.from <= open.today).copied().collect();
    let form = html! {
        form.form method="post" action=(format!("/patients/{}/taper", open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            @if !sent.text("version").is_empty() { input type="hidden" name="version" value=(sent.text("version")); }
            div id="steps" tabindex="-1" {
                @for at in 0..(used + EMPTY).min(MOST_STEPS) {
                    @let hint = format!("A Monday, such as {}", monday.saturating_add((14 * i64::try_from(at).unwrap_or(0)).days()));
                    div.two {
                        (Field::date(format!("steps.{at}.from"), format!("Step {}, from", at + 1)).optional().hint(hint).value(sent.text(&format!("steps.{at}.from"))).problems(problems))
                        (Field::text(format!("steps.{at}.hours"), "Hours a week").optional().value(sent.text(&format!("steps.{at}.hours"))).problems(problems))
                    }
                }
            }
            div.acts { (Button::primary("Keep these steps").key("Ctrl+Enter")) (Button::quiet("Cancel").href(back.clone())) }
        }
    };
    let title = "How their hours step down";
    let head = PageHead::new(title)
        .second()
        .crumb(Crumb::to(Tab::Schedule.words(), Tab::Schedule.href(open.patient())))
        .crumb(Crumb::to("A week that fits", back))
        .crumb(Crumb::here(title))
        .below(html! { "Write it with the person. Each step has fewer hours than the one before; leave a line empty to take it out." });
    let content = html! {
        (head) (trouble.summary())
        @if !begun.is_empty() {
            (Card::new("Steps that have begun").body(html! { (RowList::new("Begun").rows(begun.iter().map(|step| Row::new(format!("{} h a week", step.weekly_minutes.as_hours())).line(format!("From {}", words::long_day(step.from)))))) }))
        }
        (Card::new("Steps to come").padded().body(form))
    };
    open.week_page(title, true, trouble, content)
}
