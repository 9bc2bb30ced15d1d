//! When they are expected, on their own page: they come, cannot come, or ask for another time; and which reminders they want. It says a
//! day and an hour and nothing else.

use access::Refusal;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use intake::paper::{Language, plain};
use maud::{Markup, html};
use reactions::reminders::{AnswerVisit, ChooseReminders, OwnVisit, OwnVisits, OwnVisitsView};
use schedule::reminder::{Answer, Lead};
use serde::Deserialize;
use vocabulary::ProgramZone;
use vocabulary::id::GroupSessionId;

use super::list::digits;
use super::visit::{VisitForm, Visiting, closed};
use super::words;
use crate::app::App;

/// What was just done, to be told once.
#[derive(Deserialize)]
pub(super) struct Just {
    #[serde(default)]
    done: String,
}

pub(super) async fn page(State(app): State<App>, Query(just): Query<Just>, visiting: Visiting) -> Response {
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    match app.work(move |house| house.ask_for_person(&person, &OwnVisits { link })).await {
        Ok(view) => visiting.page("/l/times", &draw(app.0.house.zone(), &visiting, &view, &just)),
        Err(refusal) => refused(&visiting, &refusal),
    }
}

fn draw(zone: &ProgramZone, visiting: &Visiting, view: &OwnVisitsView, just: &Just) -> Markup {
    let language = visiting.language;
    html! {
        p { a href="/l" { (words::BACK.to(language)) } }
        h1 { (words::TIMES.to(language)) }
        @if just.done == "yes" { div.told role="status" tabindex="-1" { p { (words::TIMES_KEPT.to(language)) } } }
        @if view.visits.is_empty() { p { (words::TIMES_NONE.to(language)) } }
        @for one in &view.visits { (visit(zone, visiting, language, one)) }
        h2 { (words::REMIND.to(language)) }
        form method="post" action="/l/times/reminders" {
            input type="hidden" name="csrf" value=(visiting.csrf());
            @for (lead, say) in [(Lead::DayBefore, &words::REMIND_BEFORE), (Lead::SameDay, &words::REMIND_SAME)] {
                label.choice { input type="checkbox" name="lead" value=(lead.as_str()) checked[view.wanted.contains(&lead)]; " " (say.to(language)) }
            }
            button.big type="submit" { (words::REMIND_KEEP.to(language)) }
        }
        @if !view.phone.is_empty() {
            p.call { (words::CALL_US.to(language)) ": " a href=(format!("tel:{}", digits(&view.phone))) { (view.phone) } }
        }
    }
}

fn visit(zone: &ProgramZone, visiting: &Visiting, language: Language, one: &OwnVisit) -> Markup {
    let day = plain::day(language, zone.day(one.starts_at));
    let answers = [
        (Answer::Accepted, "accepted", &words::COMES),
        (Answer::Declined, "declined", &words::CANNOT_COME),
        (Answer::Tentative, "tentative", &words::ANOTHER_TIME),
    ];
    let said = answers.iter().find(|(answer, _, _)| one.answer == Some(*answer));
    html! {
        article.box {
            p { b { (day) } ", " (zone.clock_short(one.starts_at)) "–" (zone.clock_short(one.ends_at)) }
            @if let Some((_, _, say)) = said { p { (words::YOU_SAID.to(language)) ": " b { (say.to(language)) } } }
            form method="post" action=(format!("/l/times/{}", one.session)) {
                input type="hidden" name="csrf" value=(visiting.csrf());
                @for (answer, name, say) in answers {
                    @if one.answer != Some(answer) { button.big.plain[answer != Answer::Accepted] type="submit" name="answer" value=(name) aria-label=(format!("{}: {day}", say.to(language))) { (say.to(language)) } }
                }
            }
        }
    }
}

pub(super) async fn answer(
    State(app): State<App>,
    Path(session): Path<GroupSessionId>,
    VisitForm(visiting, sent): VisitForm,
) -> Response {
    let Some(answer) = Answer::read(sent.text("answer")) else { return Redirect::to("/l/times").into_response() };
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    match app.work(move |house| house.perform(&person, &AnswerVisit { link, session, answer })).await {
        Ok(_) => Redirect::to("/l/times?done=yes").into_response(),
        Err(refusal) => refused(&visiting, &refusal),
    }
}

pub(super) async fn choose(State(app): State<App>, VisitForm(visiting, sent): VisitForm) -> Response {
    let chosen: Vec<&str> = sent.all("lead").collect();
    let wanted = Lead::ALL.into_iter().filter(|lead| chosen.contains(&lead.as_str())).collect();
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    match app.work(move |house| house.perform(&person, &ChooseReminders { link, wanted })).await {
        Ok(_) => Redirect::to("/l/times?done=yes").into_response(),
        Err(refusal) => refused(&visiting, &refusal),
    }
}

fn refused(visiting: &Visiting, refusal: &Refusal) -> Response {
    match refusal {
        Refusal::NotFound => closed(visiting.language),
        other => crate::answer::refused(None, other),
    }
}
