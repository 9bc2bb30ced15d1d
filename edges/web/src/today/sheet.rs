//! The paper sheet: lanes with a line to sign on, no flags, no reasons; for the clipboard and for the day the power is out.

use access::{Action, Kind};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::html;
use reactions::today::OpenTodayBoard;
use vocabulary::day::long_day;

use crate::app::App;
use crate::component::{Button, Icon, PageHead};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};
use crate::time_words::from_to;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    let asked = app
        .work(move |house| {
            let day = house.zone().day(house.clock().now());
            house.ask(&actor, &OpenTodayBoard { day, only_mine: false })
        })
        .await;
    let board = match asked {
        Ok(board) => board,
        Err(refusal) => return signed.refused(&refusal),
    };
    let zone = app.0.house.zone();
    let printed = zone.clock_face(board.as_of);
    let prints_packs = may(&app, &signed.actor, Action::View, Kind::DayPack);
    let head = PageHead::new(long_day(board.day))
        .below(html! { "Sign-in sheet. Contains protected records. Printed " (printed) " by " (signed.frame.viewer.name) "." })
        .acts(html! { span.noprint { @if prints_packs { (Button::plain("Day packs").icon(Icon::Print).href(crate::daypacks::HOME)) " " } (Button::plain("Back to the board").icon(Icon::Today).href("/today")) } });
    let content = html! {
        (head)
        @for lane in board.lanes.iter().filter(|lane| lane.people.len() > 1) {
            section.card.paper {
                header { div { h2 { (lane.name) } small { (from_to(zone, lane.starts_at, lane.ends_at)) " · " (lane.room) " · " (lane.leaders.join(", ")) } } }
                table.sheet {
                    thead { tr { th scope="col" { "Name" } th scope="col" { "Arrived" } th scope="col" { "Left" } th scope="col" { "Signature" } } }
                    tbody { @for person in &lane.people { tr { th scope="row" { (person.name.short()) } td {} td {} td {} } } }
                }
            }
        }
    };
    Page::new(&signed.frame, Area::Today, "Sign-in sheet").render(content).into_response()
}
