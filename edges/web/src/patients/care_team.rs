//! Who looks after somebody: the places of today and before, with who changed them and why; and giving a place to somebody else.

use access::{Action, Kind};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use maud::{Markup, html};
use reactions::care_team::{CareTeam, MoveTeamPlace, OpenCareTeam, TeamLine};
use vocabulary::id::{PatientId, StaffId};

use super::chart::{Open, Tab, open_to};
use super::filled::{self, Trouble};
use super::say;
use crate::app::App;
use crate::component::{Button, Card, Field, Row, RowList, Select, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;
use crate::words::{capital, full_day};

const TITLE: &str = "Care team";
const BELOW: &str = "Who looks after this person. Whoever had a place keeps the days they had it, and what they signed.";

/// The address of this page.
pub(crate) fn address(patient: PatientId) -> String {
    format!("/patients/{patient}/care-team")
}

async fn load(app: &App, signed: Signed, patient: PatientId, action: Action) -> Result<(Open, Released<CareTeam>), Response> {
    let open = open_to(app, signed, patient, (action, Kind::CareTeam)).await?;
    let actor = open.signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenCareTeam { patient })).await {
        Ok(team) => Ok((open, team)),
        Err(refusal) => Err(open.signed.refused(&refusal)),
    }
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match load(&app, signed, patient, Action::View).await {
        Ok((open, team)) => {
            let (today, version) = (open.today.to_string(), team.version.to_string());
            let sent = Sent::of([("from", today.as_str()), ("version", version.as_str())]);
            draw(&open, &team, &sent, &Trouble::default())
        }
        Err(response) => response,
    }
}

pub(super) async fn give(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let (open, team) = match load(&app, signed, patient, Action::Amend).await {
        Ok(both) => both,
        Err(response) => return response,
    };
    let mut unread = Vec::new();
    let from = filled::maybe_day(&sent, "from", &mut unread);
    let wish = MoveTeamPlace {
        patient,
        version: sent.parse("version").unwrap_or(0),
        place: team.places.iter().find(|line| value(line) == sent.text("place")).map(|line| {
            let member = &line.member;
            (member.staff, member.role.clone())
        }),
        to: sent.parse::<StaffId>("to"),
        // A day that could not be read has its own words already.
        from: if unread.is_empty() { from } else { Some(open.today) },
        why: sent.text("why").to_owned(),
    };
    match filled::perform(&app, &open.signed, wish, unread).await {
        Ok(_) => Redirect::to(&address(patient)).into_response(),
        Err(refusal) => open.again(&refusal, |trouble| draw(&open, &team, &sent, trouble)),
    }
}

/// What stands for a place in the form.
fn value(line: &TeamLine) -> String {
    format!("{} {}", line.member.staff, line.member.role)
}

fn draw(open: &Open, team: &CareTeam, sent: &Sent, trouble: &Trouble) -> Response {
    let (over, now): (Vec<&TeamLine>, Vec<&TeamLine>) = team.places.iter().partition(|line| line.is_over);
    let content = html! {
        @if now.is_empty() {
            (Card::new("Now").body(empty("Nobody is on the care team.", "Whoever is chosen at the admission stands here.", None)))
        } @else {
            (Card::new("Now").class("list").body(html! { (RowList::new("Now").rows(now.iter().map(|line| row(line)))) }))
        }
        @if team.may_move && team.is_in_care && !now.is_empty() {
            (Card::new("Give a place to somebody else").padded().body(form(open, team, &now, sent, trouble)))
        }
        @if !over.is_empty() {
            (Card::new("Before").class("list").body(html! { (RowList::new("Before").rows(over.iter().map(|line| row(line)))) }))
        }
        @if !team.changes.is_empty() { (history(open, team)) }
    };
    open.form_page(Tab::Timeline, TITLE, BELOW, trouble, content)
}

fn row(line: &TeamLine) -> Row {
    let until = line.member.to.map_or_else(String::new, |last| format!(" to {}", full_day(last)));
    Row::new(line.name.as_str()).line(capital(&line.member.role)).when(format!("From {}{until}", full_day(line.member.from)))
}

fn form(open: &Open, team: &CareTeam, now: &[&TeamLine], sent: &Sent, trouble: &Trouble) -> Markup {
    let problems = &trouble.problems;
    let places = now.iter().map(|line| (value(line), format!("{}: {}", capital(&line.member.role), line.name)));
    let staff = team.staff.iter().map(|(id, name)| (id.to_string(), name.clone()));
    html! {
        form.form method="post" action=(address(open.patient())) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            input type="hidden" name="version" value=(sent.text("version"));
            (Select::new("place", "Place").options(places).chosen(sent.text("place")).problems(problems))
            (Select::new("to", "To").option("", "Choose who").options(staff).chosen(sent.text("to")).problems(problems))
            (Field::date("from", "From").value(sent.text("from")).hint("Their first day; the one before is the other’s last").problems(problems))
            (Field::text("why", "Why").value(sent.text("why")).hint("Stands in the history of this record").autocomplete("off").max(200).problems(problems))
            div.acts { (Button::primary("Give the place").key("Ctrl+Enter")) (Button::quiet("Cancel").href(Tab::Timeline.href(open.patient()))) }
        }
    }
}

fn history(open: &Open, team: &CareTeam) -> Card {
    let zone = open.app.0.house.zone();
    let rows = team.changes.iter().map(|change| {
        Row::new(change.why.as_str()).line(format!("By {}", change.by)).when(say::moment(zone, change.at, open.today))
    });
    Card::new("What was changed")
        .small("Since the admission")
        .class("list")
        .body(html! { (RowList::new("What was changed").rows(rows)) })
}
