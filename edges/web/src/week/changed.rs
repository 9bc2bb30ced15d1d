//! What was changed together, who is touched by it, and putting it back.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use reactions::program_week::{ChangedWeek, OpenWeekChange, PutBackChanges};
use vocabulary::id::WeekChangeId;

use super::{days, one_page, proposal_address};
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Hue, PageHead, Row, RowList, chip, csrf_field, empty};
use crate::form::SignedForm;
use crate::patients::filled::{self, Trouble};
use crate::signed::Signed;
use crate::words;

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(change): Path<WeekChangeId>) -> Response {
    draw(&app, &signed, change, &Trouble::default()).await
}

pub(super) async fn put_back(
    State(app): State<App>,
    Path(change): Path<WeekChangeId>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    match filled::perform(&app, &signed, PutBackChanges { change }, Vec::new()).await {
        Ok(_) => Redirect::to(&format!("/week/changes/{change}")).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&app, &signed, change, &trouble).await,
            None => signed.refused(&refusal),
        },
    }
}

async fn draw(app: &App, signed: &Signed, change: WeekChangeId, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    let seen = match app.work(move |house| house.ask(&actor, &OpenWeekChange { change })).await {
        Ok(seen) => seen,
        Err(refusal) => return signed.refused(&refusal),
    };
    let zone = app.0.house.zone();
    let title = "Changed week";
    let head = PageHead::new(title)
        .crumb(Crumb::to("Week", "/week"))
        .crumb(Crumb::here(title))
        .below(html! { (days(seen.from, seen.to)) "." });
    let sessions = seen.sessions.iter().map(|(name, at, acts, stands)| {
        let row = Row::new(name.as_str()).line(acts.join(". ")).when(format!(
            "{}, {}",
            words::short_day(zone.day(*at)),
            zone.clock_face(*at)
        ));
        if *stands || seen.put_back_at.is_some() { row } else { row.chip(chip(Hue::Quiet, "Changed again since")) }
    });
    let people = seen.people.iter().map(|(patient, name)| Row::new(name.full()).href(format!("/patients/{patient}/schedule")));
    let content = html! {
        (undo(signed, &seen, zone))
        (Card::new("Sessions").body(html! { (RowList::new("Sessions").rows(sessions)) }))
        (Card::new("Who is touched").small("They hear of it in the way they allow").body(html! {
            @if seen.people.is_empty() { (empty("Nobody is expected in these sessions.", "", None)) } @else { (RowList::new("People").rows(people)) }
        }))
    };
    one_page(signed, title, &head, trouble, &content)
}

fn undo(signed: &Signed, seen: &ChangedWeek, zone: &vocabulary::ProgramZone) -> maud::Markup {
    html! {
        @match seen.put_back_at {
            Some(at) => {
                (Banner::info(format!("Put back on {}, {}. What had begun or was changed again since stays as it is.", words::long_day(zone.day(at)), zone.clock_face(at)))
                    .link("See what could be done", proposal_address(seen.from, seen.to)))
            }
            None => {
                form.put-back method="post" action=(format!("/week/changes/{}/put-back", seen.change)) {
                    (csrf_field(&signed.frame.csrf))
                    span {
                        "Done: " (words::count(seen.sessions.len(), "session", "sessions")) " changed"
                        @if seen.places > 0 { ", " (words::count(seen.places, "make-up", "make-ups")) " given" } "."
                    }
                    (Button::plain("Undo all of it"))
                }
            }
        }
    }
}
