//! Work here ends in one act, and may begin anew; and what is then to be given to somebody else.

use ::access::{Refusal, Role, Staff};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use reactions::accounts::{BeginAnew, EndWork};
use reactions::hand_over::{HandOver, LeftBehind, OpenHandOver};
use vocabulary::day::parse_day;
use vocabulary::id::StaffId;

use super::one::{Kept, after};
use super::part::{Part, SettingsPage};
use crate::app::App;
use crate::component::{Banner, Button, Card, Field, Icon, Problem, Row, RowList, csrf_field, empty};
use crate::form::SignedForm;
use crate::patients::care_team;
use crate::signed::Signed;
use crate::words;

/// The address of what is to be handed over.
pub(crate) const HAND_OVER: &str = "/settings/hand-over";

/// Whether somebody works here today, or will.
pub(super) fn works(app: &App, staff: &Staff) -> bool {
    let today = app.0.house.zone().day(app.0.house.clock().now());
    staff.works_on(today) || staff.left_at.is_none() && staff.from > today
}

/// The end of somebody's work, or its new beginning.
pub(super) fn card(app: &App, signed: &Signed, staff: &Staff, kept: &Kept) -> Card {
    let (id, csrf, problems) = (staff.id, &signed.frame.csrf, kept.problems.as_slice());
    let why = || Field::text("why", "Why").value(kept.sent.text("why")).autocomplete("off").max(200).problems(problems);
    let card = Card::new("Work here").id("work").padded();
    if works(app, staff) {
        let is_open = Problem::at(problems, "why").is_some();
        return card.body(html! {
            p { "The last day is set with “Change”. When somebody leaves at once, end their work here." }
            details.close open[is_open] {
                summary { "End their work now" }
                form.form method="post" action=(format!("/settings/staff/{id}/end")) {
                    (csrf_field(csrf))
                    p { "At this moment they are signed out everywhere, and no password, passkey, code, link or account of theirs opens anything. What they wrote and signed stays theirs. What they leave open is listed for the clinical director." }
                    (why().hint("Stands in the history beside your name; nothing about anybody in care"))
                    div.acts { (Button::primary("End their work now")) }
                }
            }
        });
    }
    let zone = app.0.house.zone();
    let today = zone.day(app.0.house.clock().now());
    let ended = match (staff.left_at, staff.to) {
        (Some(at), _) => format!("Ended on {}, {}.", words::full_day(zone.day(at)), zone.clock_face(at)),
        (None, Some(last)) => format!("Ended with {}.", words::full_day(last)),
        (None, None) => "Ended.".to_owned(),
    };
    let from = if kept.sent.text("from").is_empty() { today.to_string() } else { kept.sent.text("from").to_owned() };
    card.body(html! {
        p { (ended) " Nothing of theirs opens anything. What they wrote and signed stays theirs." }
        @if sees_hand_over(signed) { p { a href=(format!("{HAND_OVER}#{id}")) { "What is to be given to somebody else" } } }
        details.close open[!problems.is_empty()] {
            summary { "They come back" }
            form.form method="post" action=(format!("/settings/staff/{id}/begin-anew")) {
                (csrf_field(csrf))
                p { "They begin anew under the same name. They get in by a new one-time link." }
                (Field::date("from", "First day").value(from).problems(problems))
                (why())
                div.acts { (Button::primary("Let them begin anew")) }
            }
        }
    })
}

pub(super) async fn end(State(app): State<App>, Path(staff): Path<StaffId>, SignedForm(signed, sent): SignedForm) -> Response {
    if !Part::Staff.may_change_one(&app, &signed, &staff.to_string()) {
        return signed.refused(&Refusal::NotFound);
    }
    let (actor, command) = (signed.actor.clone(), EndWork { staff, why: sent.text("why").to_owned() });
    let done = app.work(move |house| house.perform(&actor, &command)).await;
    after(&app, &signed, staff, sent, done).await
}

pub(super) async fn begin_anew(
    State(app): State<App>,
    Path(staff): Path<StaffId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    if !Part::Staff.may_change_one(&app, &signed, &staff.to_string()) {
        return signed.refused(&Refusal::NotFound);
    }
    let from = match parse_day(sent.text("from")) {
        Ok(from) => from,
        Err(problem) => {
            let refusal = Refusal::invalid("from", problem.to_string());
            return after(&app, &signed, staff, sent, Err(refusal)).await;
        }
    };
    let (actor, command) = (signed.actor.clone(), BeginAnew { staff, from, why: sent.text("why").to_owned() });
    let done = app.work(move |house| house.perform(&actor, &command)).await;
    after(&app, &signed, staff, sent, done).await
}

/// Whether the line of what is to be handed over stands in somebody's settings.
pub(super) fn sees_hand_over(signed: &Signed) -> bool {
    signed.actor.is(Role::ClinicalDirector)
}

pub(super) async fn hand_over(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenHandOver { staff: None })).await {
        Ok(view) => draw(&app, &signed, &view).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

/// The line above the groups, for whoever answers for what people left behind; nothing for everybody else.
pub(crate) async fn reminder(app: &App, signed: &Signed) -> Markup {
    let actor = signed.actor.clone();
    let asked = app.work(move |house| house.ask(&actor, &OpenHandOver { staff: None })).await;
    let count = asked.map_or(0, |view| view.count());
    html! {
        @if count > 0 {
            (Banner::due(format!("{} of people who left to give to somebody.", words::count(count, "thing", "things"))).link("Look at them", HAND_OVER))
        }
    }
}

fn draw(app: &App, signed: &Signed, view: &HandOver) -> Markup {
    let content = html! {
        @if view.people.is_empty() {
            section.card { (empty("Nothing is to be given to somebody.", "When somebody's work ends, what they leave open stands here until somebody else has it.", None)) }
        }
        @for left in &view.people { (one(app, left)) }
    };
    let title = "To give to somebody".to_owned();
    SettingsPage { title, crumb: Some("To give to somebody"), ..SettingsPage::of(Part::Staff) }.render(app, signed, content)
}

fn one(app: &App, left: &LeftBehind) -> Card {
    let zone = app.0.house.zone();
    let last = left.staff.to.map(words::full_day).unwrap_or_default();
    let notes = left.notes.iter().map(|one| {
        let state = words::count(one.unsigned, "note to sign", "notes to sign");
        let begun = if one.has_draft { ", begun by them" } else { "" };
        Row::new(one.name.clone())
            .line(format!("{state}{begun}"))
            .when(words::full_day(one.day))
            .href(format!("/sessions/{}/note", one.session))
    });
    let places = left
        .places
        .iter()
        .map(|one| Row::new(one.name.full()).line(format!("Care team: {}", one.role)).href(care_team::address(one.patient)));
    let groups = left.groups.iter().map(|one| {
        let meetings = words::count(one.meetings, "meeting to lead", "meetings to lead");
        let alone = if one.has_another { "somebody else leads too" } else { "nobody else leads it" };
        let row = Row::new(one.name.clone()).line(format!("{meetings}; {alone}"));
        let row = row.href(format!("/settings/groups/{}/change", one.group));
        one.next.map_or(row.clone(), |day| row.when(format!("Next {}", words::full_day(day))))
    });
    let appointments = left.appointments.iter().map(|one| {
        let when = format!("{}, {}", words::full_day(zone.day(one.starts_at)), zone.clock_face(one.starts_at));
        Row::new(one.name.full()).line(one.what.clone()).when(when).href(format!("/patients/{}/schedule", one.patient))
    });
    let assessments = left.assessments.iter().map(|inquiry| {
        Row::new("An assessment").line("Begun, signed by nobody").href(format!("/inquiries/{inquiry}/assessment"))
    });
    let inquiries =
        left.inquiries.iter().map(|inquiry| Row::new("An inquiry").line("In their hands").href(format!("/inquiries/{inquiry}")));
    let training = left
        .in_training
        .iter()
        .map(|name| Row::new(name.clone()).line("In training: nobody co-signs now").href("/settings/staff"));
    let cosign = (left.to_cosign > 0).then(|| {
        Row::new("Co-signatures").line(words::count(
            left.to_cosign,
            "signed note waits for theirs",
            "signed notes wait for theirs",
        ))
    });
    let rows: Vec<Row> = notes
        .chain(cosign)
        .chain(assessments)
        .chain(appointments)
        .chain(groups)
        .chain(places)
        .chain(inquiries)
        .chain(training)
        .collect();
    let body = html! {
        @if rows.is_empty() { (empty("Nothing is left.", "Everything has somebody else.", None)) } @else { (RowList::new("Left open").rows(rows)) }
    };
    let acts =
        html! { (Button::quiet("Their page").icon(Icon::People).href(format!("/settings/staff/{}", left.staff.id)).small()) };
    Card::new(left.staff.name.full())
        .small(format!("Until {last}"))
        .acts(acts)
        .id(left.staff.id.to_string())
        .class("list")
        .body(body)
}
