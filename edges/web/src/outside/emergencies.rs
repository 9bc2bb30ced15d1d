//! Emergencies that wait for the compliance officer's look.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use privacy::emergency::ReviewEmergency;
use reactions::outside::{EmergenciesToReview, EmergencyLine};
use vocabulary::id::EmergencyDisclosureId;

use super::say;
use crate::app::App;
use crate::component::{Button, Card, Fact, Field, PageHead, csrf_field, empty, facts};
use crate::form::SignedForm;
use crate::frame::{Area, Page};
use crate::patients::filled::{self, Trouble};
use crate::patients::say as chart_say;
use crate::signed::Signed;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    draw(&app, &signed, &Trouble::default()).await
}

async fn draw(app: &App, signed: &Signed, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    let lines = match app.work(move |house| house.ask(&actor, &EmergenciesToReview)).await {
        Ok(lines) => lines,
        Err(refusal) => return signed.refused(&refusal),
    };
    let content = html! {
        (PageHead::new("Emergencies to look at").below(html! { "Told without a consent, because somebody’s life or health was in danger. Look the same day: was it one, was it medical personnel, was it no more than needed?" }))
        (trouble.summary())
        @if lines.is_empty() { (Card::new("Waiting").body(empty("Nothing waits.", "", None))) }
        @for line in lines.iter() { (card(app, signed, line)) }
    };
    let page = Page::new(&signed.frame, Area::Audit, "Emergencies to look at").problem(trouble.is_some()).narrow();
    trouble.answer(page.render(content))
}

fn card(app: &App, signed: &Signed, line: &EmergencyLine) -> Markup {
    let zone = app.0.house.zone();
    let today = zone.day(app.0.house.clock().now());
    let told = &line.kept.told;
    let mut all = vec![
        Fact::new("Who was told", format!("{}, {}", told.personnel, told.facility)),
        Fact::new("By whom", told.disclosed_by.as_str()),
    ];
    all.extend(told.at.map(|at| Fact::new("When", chart_say::moment(zone, at, today))));
    all.push(Fact::new("What happened", told.nature.as_str()));
    all.push(Fact::new("What was told", say::categories(line.categories.iter().copied())));
    all.push(Fact::new("Written down", format!("{} by {}", chart_say::moment(zone, line.at, today), line.by)));
    let body = html! {
        (facts(&all))
        form.form.cols method="post" action=(format!("/emergencies/{}/review", line.kept.id)) novalidate {
            (csrf_field(&signed.frame.csrf))
            div.full { (Field::area("words", "What you found", 2).id(format!("words-{}", line.kept.id))) }
            div.acts { (Button::primary("I have looked at it")) (Button::quiet("The account").href(format!("/patients/{}/account", line.patient))) }
        }
    };
    html! { (Card::new(line.record_number.map_or_else(|| "Somebody who asked for help".to_owned(), |number| format!("Record {number}"))).padded().body(body)) }
}

pub(super) async fn review(
    State(app): State<App>,
    Path(emergency): Path<EmergencyDisclosureId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = ReviewEmergency { emergency, words: sent.text("words").to_owned() };
    match filled::perform(&app, &signed, command, Vec::new()).await {
        Ok(_) => Redirect::to("/emergencies").into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&app, &signed, &trouble).await,
            None => signed.refused(&refusal),
        },
    }
}
