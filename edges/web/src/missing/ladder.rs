//! One person's ladder: the next act at the top with what to say, then every step with what came of it, then what would save the week.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};
use reactions::missed::{OneMissed, OneMissedView};
use serde::Deserialize;
use treatment::missed_session::{Ending, Step, StepKind};
use treatment::outreach::OutreachResult;
use vocabulary::id::MissedSessionId;
use vocabulary::{Minutes, ProgramZone, Timestamp};

use super::LIST;
use super::list::{moment, when};
use crate::app::App;
use crate::component::{
    Banner, Button, Card, ChoiceRow, Crumb, Field, Hue, Icon, PageHead, Problem, Row, RowList, chip, csrf_field, error_summary,
};
use crate::form::Sent;
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};

/// As of which day it is shown.
#[derive(Deserialize, Default)]
pub(super) struct AsOf {
    #[serde(default)]
    as_of: String,
}

pub(super) async fn page(
    State(app): State<App>,
    Path(missed): Path<MissedSessionId>,
    Query(asked): Query<AsOf>,
    signed: Signed,
) -> Response {
    let zone = app.0.house.zone();
    let as_of = vocabulary::day::parse_day(&asked.as_of).ok().and_then(|day| zone.bounds(day).ok()).map(|(_, end)| end);
    show(&app, &signed, OneMissed { missed, as_of }, &Sent::default(), &[]).await
}

pub(super) async fn show(app: &App, signed: &Signed, asked: OneMissed, sent: &Sent, problems: &[Problem]) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &asked)).await {
        Ok(view) => {
            let around = Around { app, signed, zone: app.0.house.zone(), now: app.0.house.clock().now(), sent, problems };
            // The title says nothing of who it is: screens are seen by other eyes.
            let page = Page::new(&signed.frame, Area::Today, "Not accounted for")
                .style("missing.css")
                .problem(!problems.is_empty())
                .render(around.draw(&view));
            if problems.is_empty() {
                page.into_response()
            } else {
                (axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
            }
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

struct Around<'a> {
    app: &'a App,
    signed: &'a Signed,
    zone: &'a ProgramZone,
    now: Timestamp,
    sent: &'a Sent,
    problems: &'a [Problem],
}

impl Around<'_> {
    fn draw(&self, view: &OneMissedView) -> Markup {
        let is_open = view.missed.is_open();
        let at = moment(self.zone, self.now, view.missed.starts_at);
        html! {
            (PageHead::new(view.name.short()).crumb(Crumb::to("Not accounted for", LIST)).below(html! { "Missed " (at) ". " (self.state(view)) }))
            @if view.is_past { (Banner::info("As it stood at the end of that day.").link("Show it as it is now", format!("{LIST}/{}", view.missed.id))) }
            (error_summary(self.problems))
            @if !view.is_past {
                @if is_open { (self.attempt(view)) }
                @if may_undo(view) { (self.undo(view)) }
            }
            (Card::new("What is done").body(html! { (RowList::new("Steps").rows(view.missed.steps.iter().map(|step| self.step(view, step)))) }))
            @if !view.attempts.is_empty() { (self.attempts(view)) }
            @if !view.is_past {
                (self.week(view))
                @if view.missed.step(StepKind::OutreachPlan).is_some() { (self.plan(view)) }
                @if is_open { (self.accounted(view)) }
            }
        }
    }

    fn state(&self, view: &OneMissedView) -> String {
        match (&view.missed.ended, view.missed.next_step()) {
            (Some(ended), _) => {
                let words = if ended.words.is_empty() { String::new() } else { format!(" {}", ended.words) };
                format!("{}, {}.{words}", ended.how.words(), moment(self.zone, self.now, ended.at))
            }
            (None, Some(step)) => {
                format!("Next: {}, {}.", step.kind.title().to_lowercase(), when(self.zone, self.now, step.due_at))
            }
            (None, None) => "Every step is done and nobody knows where they are.".to_owned(),
        }
    }

    /// The call: what to dial, what to say, what came of it.
    fn attempt(&self, view: &OneMissedView) -> Markup {
        let open =
            view.missed.steps.iter().filter(|step| step.kind.is_call() && step.done.is_none()).min_by_key(|step| step.due_at);
        let Some(step) = open else { return html! {} };
        let results = [
            ("reached", OutreachResult::Reached.words()),
            ("message_left", OutreachResult::MessageLeft.words()),
            ("no_answer", OutreachResult::NoAnswer.words()),
            ("wrong_number", OutreachResult::WrongNumber.words()),
        ];
        let body = html! {
            @if step.kind == StepKind::SafetyCheck { (Banner::safety("Something about their safety or their medicine is open. Speak with the person who looks after them before or after you call.")) }
            ul.numbers { @for point in &view.numbers {
                li {
                    b { (crate::phone_link::said_address(point.channel.address())) }
                    @if let Some(name) = &point.call_as { " · say you are " (name) }
                    @if !point.may_leave_message { " · leave no message" }
                }
            } }
            p.script lang=(view.language) { q { (view.script) } }
            form.form method="post" action=(format!("{LIST}/{}/attempt", view.missed.id)) {
                (csrf_field(&self.signed.frame.csrf))
                input type="hidden" name="version" value=(view.version);
                input type="hidden" name="step" value=(step.kind.as_str());
                (ChoiceRow::one("result", "What came of it").choices(results).chosen(self.sent.text("result")).keys().problems(self.problems))
                (Field::text("words", "In your words").optional().value(self.sent.text("words")))
                div.acts { (Button::primary("Save")) }
            }
        };
        Card::new(step.kind.title()).id("attempt").small(when(self.zone, self.now, step.due_at)).padded().body(body).render()
    }

    fn undo(&self, view: &OneMissedView) -> Markup {
        html! {
            form.put-back method="post" action=(format!("{LIST}/{}/undo", view.missed.id)) {
                (csrf_field(&self.signed.frame.csrf))
                input type="hidden" name="version" value=(view.version);
                (Button::plain("Undo the last act").small().icon(Icon::Undo))
                span.hint { "For an error: it steps back, and what was written stays readable." }
            }
        }
    }

    fn step(&self, view: &OneMissedView, step: &Step) -> Row {
        let row = Row::new(step.kind.title());
        match &step.done {
            Some(done) => {
                let by = done.by.map_or("by the clock".to_owned(), |staff| view.staff.get(&staff).cloned().unwrap_or_default());
                // What a colleague wrote about a person is read by whoever may read it.
                let words = if self.reads() || done.by.is_none() { done.words.clone() } else { "Done".to_owned() };
                row.line(format!("{words} · {by}"))
                    .when(moment(self.zone, self.now, done.at))
                    .chip(chip(Hue::Here, "Done").icon(Icon::Check))
            }
            None if view.missed.is_open() => {
                let hue = if step.due_at <= self.now { Hue::Due } else { Hue::Quiet };
                row.when(moment(self.zone, self.now, step.due_at))
                    .chip(chip(hue, if step.due_at <= self.now { "Due" } else { "To come" }))
            }
            None => row.chip(chip(Hue::Quiet, "Not needed")),
        }
    }

    fn reads(&self) -> bool {
        may(self.app, &self.signed.actor, access::Action::View, access::Kind::Outreach)
    }

    fn attempts(&self, view: &OneMissedView) -> Markup {
        let rows = view.attempts.iter().map(|one| {
            let row = Row::new(format!("{}: {}", crate::words::capital(&one.way), one.result.words().to_lowercase()))
                .line(one.words.clone())
                .when(moment(self.zone, self.now, one.at));
            if one.in_error { row.chip(chip(Hue::Quiet, "Written in error")) } else { row }
        });
        Card::new("Every attempt, in the chart").body(html! { (RowList::new("Attempts").rows(rows)) }).render()
    }

    fn week(&self, view: &OneMissedView) -> Markup {
        let short = Minutes(view.hours.short_minutes).in_words();
        let gives = may(self.app, &self.signed.actor, access::Action::Amend, access::Kind::GroupSession);
        let body = html! {
            p { @if view.hours.short_minutes > 0 { "With everything booked, " (short) " are missing this week." } @else { "What is booked brings them to the hours of their week." } }
            @if view.places.is_empty() { p.hint { "No session of this week has a place left for them." } }
            @else { ul.offers { @for place in &view.places {
                li { form method="post" action=(format!("{LIST}/{}/offer", view.missed.id)) {
                    (csrf_field(&self.signed.frame.csrf))
                    input type="hidden" name="version" value=(view.version);
                    input type="hidden" name="session" value=(place.session);
                    span { b { (place.name) } " " (moment(self.zone, self.now, place.starts_at)) " · " (Minutes(place.minutes).in_words()) " · " (place.left) " left" }
                    (Button::plain("Offered").small().named("taken", "no").about(place.name.clone()))
                    @if gives { (Button::plain("They take it").small().named("taken", "yes").about(place.name.clone())) }
                } }
            } } }
        };
        Card::new("A session that would save the week").padded().body(body).render()
    }

    fn plan(&self, view: &OneMissedView) -> Markup {
        let written = view.missed.step(StepKind::OutreachPlan).and_then(|step| step.done.as_ref());
        let known = written.filter(|_| self.reads()).map_or("", |done| done.words.as_str());
        let typed = if self.sent.is_on("plan") { self.sent.text("plan") } else { known };
        let body = html! {
            p { "Two unexcused absences in seven days: say who reaches out how and until when, and look at the level of care again." }
            form.form method="post" action=(format!("{LIST}/{}/plan", view.missed.id)) {
                (csrf_field(&self.signed.frame.csrf))
                input type="hidden" name="version" value=(view.version);
                (Field::area("plan", "Outreach plan", 3).value(typed).problems(self.problems))
                div.acts { (Button::plain("Keep the plan")) }
            }
        };
        Card::new("Outreach plan").padded().body(body).render()
    }

    fn accounted(&self, view: &OneMissedView) -> Markup {
        let body = html! {
            form.form method="post" action=(format!("{LIST}/{}/accounted", view.missed.id)) {
                (csrf_field(&self.signed.frame.csrf))
                input type="hidden" name="version" value=(view.version);
                (Field::text("where", "Where they are, and how you know").hint("In court today; their own word at the desk yesterday").value(self.sent.text("where")).problems(self.problems))
                div.acts { (Button::plain("They are accounted for")) }
            }
        };
        Card::new("You know where they are without having spoken with them").padded().body(body).render()
    }
}

/// The last act of a person may have been an error; what ended by itself is taken back where it was noted.
fn may_undo(view: &OneMissedView) -> bool {
    match &view.missed.ended {
        Some(ended) => ended.by.is_some() || ended.how == Ending::Reached,
        None => view.missed.steps.iter().any(|step| step.done.as_ref().is_some_and(|done| done.by.is_some())),
    }
}
