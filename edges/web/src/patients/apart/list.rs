//! The guards about somebody, and beside each what is to be changed because the two would meet all the same.

use access::Kind;
use axum::extract::{Path, State};
use axum::response::Response;
use intake::visit::VisitToCome;
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::apart::{KeptGuard, OpenKeptApart};
use schedule::no_contact::{Meeting, Other};
use vocabulary::ProgramZone;
use vocabulary::id::PatientId;

use super::super::chart::sees;
use super::super::filled::Trouble;
use super::super::say;
use super::{base, may_enter, page as room};
use crate::app::App;
use crate::component::{Banner, Button, Card, Icon, empty};
use crate::signed::Signed;
use crate::words::{count, full_day};

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    if let Err(refusal) = may_enter(&app, &signed) {
        return signed.refused(&refusal);
    }
    let actor = signed.actor.clone();
    let view = match app.work(move |house| house.ask(&actor, &OpenKeptApart { patient })).await {
        Ok(view) => view,
        Err(refusal) => return signed.refused(&refusal),
    };
    let zone = app.0.house.zone();
    let today = zone.day(app.0.house.clock().now());
    let add = Button::primary("Keep apart from somebody").icon(Icon::Plus).href(format!("{}/new", base(patient)));
    let acts = html! { @if view.may_record { (add) } };
    let (over, holding): (Vec<&KeptGuard>, Vec<&KeptGuard>) = view.guards.iter().partition(|one| one.is_over);
    let to_change: usize = holding.iter().map(|one| one.to_change()).sum();
    let sees_inquiries = sees(&app, &signed, Kind::Inquiry);
    let content = html! {
        @if to_change > 0 {
            (Banner::due(format!("They would still meet in {}. It is yours to change; nobody else is told.", count(to_change, "place", "places"))))
        }
        @if holding.is_empty() {
            (Card::new("Kept apart").body(empty("Nobody is kept apart from this person.", "When two people must not meet, write it here; every roster follows.", None)))
        }
        @for one in &holding { (card((zone, today), patient, one, sees_inquiries)) }
        @if !over.is_empty() {
            details.over { summary { "Ended, " (over.len()) } @for one in &over { (card((zone, today), patient, one, sees_inquiries)) } }
        }
    };
    room(&app, &signed, &view.patient, "Kept apart", (acts, &Trouble::default()), content)
}

fn card((zone, today): (&ProgramZone, Date), patient: PatientId, one: &KeptGuard, sees_inquiries: bool) -> Markup {
    let guard = &one.guard;
    let kind = match guard.other_than(patient) {
        Some(Other::Staff(_)) => "works here",
        _ => "in care",
    };
    let until = guard.to.map_or_else(|| "until it is ended".to_owned(), |to| format!("until {}", full_day(to)));
    let end = format!("{}/{}/end", base(patient), guard.id);
    let acts = html! { @if one.may_end && !one.is_over { (Button::quiet("End").about(format!("keeping apart from {}", one.other)).href(end).small()) } };
    let body = html! {
        div.read {
            p { (super::why_in_words(one)) ". From " (full_day(guard.from)) " " (until) "." }
            @if let Some(why) = one.why.as_ref().filter(|why| !why.words.is_empty()) { p { (why.words) } }
            @if let Some(ended) = one.why.as_ref().and_then(|why| why.ended.as_ref()) { p { "Why they may meet: " (ended) } }
            p.muted { "Written by " (one.by) ", " (say::moment(zone, one.at, today)) "." }
            @if !one.is_over && one.to_change() > 0 {
                h3 { "To change now" }
                ul {
                    @for meeting in &one.meetings { li { (todo(zone, today, guard.patient, meeting)) } }
                    @for visit in &one.visits { li { (first_visit(zone, today, visit, sees_inquiries)) } }
                }
            }
        }
    };
    html! { (Card::new(one.other.clone()).small(kind).acts(acts).padded().body(body)) }
}

fn todo(zone: &ProgramZone, today: Date, patient: PatientId, meeting: &Meeting) -> Markup {
    let schedule = format!("/patients/{patient}/schedule");
    match meeting {
        Meeting::Group { name, from, .. } => {
            let when = if *from <= today { "now".to_owned() } else { format!("from {}", full_day(*from)) };
            html! { "Both are in " a href=(schedule) { (name) } " " (when) ": end one place, or change who leads." }
        }
        Meeting::Session { name, starts_at, .. } => {
            html! { a href=(schedule) { (name) } ", " (say::moment(zone, *starts_at, today)) ": cancel it and book with somebody else." }
        }
    }
}

/// Whoever does not see inquiries asks the desk that does, without a reason.
fn first_visit(zone: &ProgramZone, today: Date, visit: &VisitToCome, sees_inquiries: bool) -> Markup {
    let when = say::moment(zone, visit.starts_at, today);
    html! {
        @if sees_inquiries { a href=(format!("/inquiries/{}", visit.inquiry)) { "First visit" } } @else { "First visit" }
        ", " (when) ": cancel it and book with somebody else."
    }
}
