//! What was changed here and on the computer that carried the program: both beside each other, and one press for each. Decided anew at any
//! time; both stay readable.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use schedule::attendance::{Attendance, MarkKind};
use treatment::carried::decide::{ConflictLine, Side};
use treatment::carried::{Choice, DecideConflict, OpenConflicts};
use vocabulary::ProgramZone;
use vocabulary::day::long_day;

use super::{CARRIED, HOME};
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, PageHead, csrf_field, empty};
use crate::form::SignedForm;
use crate::frame::{Area, Page};
use crate::patients::filled::{self, Trouble};
use crate::signed::Signed;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    shown(&app, &signed, &Trouble::default()).await
}

pub(super) async fn decide(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let choice = if sent.text("choice") == "theirs" { Choice::Theirs } else { Choice::Ours };
    let Some(conflict) = sent.parse("conflict") else { return signed.refused(&access::Refusal::NotFound) };
    let command = DecideConflict { conflict, version: sent.parse("version").unwrap_or(0), choice };
    match filled::perform(&app, &signed, command, Vec::new()).await {
        Ok(_) => Redirect::to(CARRIED).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => shown(&app, &signed, &trouble).await,
            None => signed.refused(&refusal),
        },
    }
}

async fn shown(app: &App, signed: &Signed, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    let lines = match app.work(move |house| house.ask(&actor, &OpenConflicts)).await {
        Ok(lines) => lines,
        Err(refusal) => return signed.refused(&refusal),
    };
    let zone = app.0.house.zone();
    let title = "Changed here and on the laptop";
    let head = PageHead::new(title)
        .crumb(Crumb::to("Today", "/today"))
        .crumb(Crumb::to("Day packs", HOME))
        .crumb(Crumb::here(title))
        .below(html! { "What a laptop recorded while it carried the program, and what was recorded here meanwhile. Nothing of either is lost." });
    let content = html! {
        (head)
        (trouble.summary())
        @if lines.is_empty() { (empty("Nothing was changed on both.", "What a laptop gives back and meets something here waits here for a person.", None)) }
        @for line in lines.iter() { (one(signed, zone, line)) }
    };
    trouble.answer(Page::new(&signed.frame, Area::Today, title).style("week.css").problem(trouble.is_some()).render(content))
}

fn one(signed: &Signed, zone: &ProgramZone, line: &ConflictLine) -> Markup {
    let title = format!("{}, No. {}", line.name.full(), line.record_number);
    let card = Card::new(title)
        .small(format!("Recorded on the laptop {}, {}", long_day(zone.day(line.recorded_at)), zone.clock_face(line.recorded_at)))
        .padded()
        .body(html! {
            @match line.decided {
                Some(Choice::Theirs) => (Banner::done("Decided: the laptop\u{2019}s stands.")),
                Some(Choice::Ours) => (Banner::done("Decided: ours stands.")),
                None => (Banner::due("Waits for a decision.")),
            }
            div.two {
                div { h3 { "On the laptop" } (side(zone, &line.theirs)) (press(signed, line, "theirs", "Take the laptop\u{2019}s")) }
                div { h3 { "Here" } (side(zone, &line.ours)) (press(signed, line, "ours", "Keep ours")) }
            }
        });
    html! { (card) }
}

fn press(signed: &Signed, line: &ConflictLine, choice: &str, words: &str) -> Markup {
    html! {
        form.form method="post" action=(CARRIED) {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="conflict" value=(line.id);
            input type="hidden" name="version" value=(line.version);
            input type="hidden" name="choice" value=(choice);
            div.acts { (Button::plain(words.to_owned()).about(line.name.full())) }
        }
    }
}

fn side(zone: &ProgramZone, side: &Side) -> Markup {
    html! {
        @match side {
            Side::Attendance(attendance) => (marks(zone, attendance)),
            Side::Note(Some(note)) => {
                p.hint { "Signed by " (note.signature.name) }
                p { (note.own.words) }
            }
            Side::Note(None) => p { "A signed note. Its words are for those who read notes." },
            Side::Other => p { "Another record; it is in the chart." },
        }
    }
}

fn marks(zone: &ProgramZone, attendance: &Attendance) -> Markup {
    html! {
        ul.gives {
            @for mark in attendance.standing() { li { (said(&mark.kind)) ", " (zone.clock_face(mark.at)) } }
        }
    }
}

fn said(kind: &MarkKind) -> String {
    match kind {
        MarkKind::OnTheWay => "On the way".to_owned(),
        MarkKind::Arrived => "Arrived".to_owned(),
        MarkKind::ArrivedRemote => "Joined by video".to_owned(),
        MarkKind::Left => "Left".to_owned(),
        MarkKind::Excused(why) => format!("Excused: {why}"),
        MarkKind::Absent(why) => format!("Did not come: {why}"),
    }
}
