//! A tap at the door. With script the row alone is swapped; without it the board comes back.

use access::Refusal;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use jiff::civil::Date;
use maud::html;
use reactions::House;
use reactions::today::{OpenTodayBoard, TodayBoard};
use schedule::attendance::{MarkArrival, MarkKind, WithdrawMark};
use vocabulary::id::{GroupSessionId, PatientId};

use super::board::{Asked, may_see_chart};
use super::lanes::{Around, one_row};
use crate::app::App;
use crate::component::Toast;
use crate::form::{Sent, SignedForm};
use crate::frame::View;
use crate::signed::Signed;

pub(super) async fn mark(
    State(app): State<App>,
    Path((session, patient)): Path<(GroupSessionId, PatientId)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    let done = app
        .work(move |house| {
            note(house, &actor, session, patient, &sent)?;
            let today = house.zone().day(house.clock().now());
            house.ask(&actor, &OpenTodayBoard { day: today, only_mine: false })
        })
        .await;
    match done {
        Ok(board) if headers.contains_key("hx-request") => swapped(&app, &signed, &board, (session, patient), asked.view()),
        Ok(_) => Redirect::to(&asked.address("/today")).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn note(house: &House, actor: &access::Actor, session: GroupSessionId, patient: PatientId, sent: &Sent) -> Result<(), Refusal> {
    let reason = sent.text("reason").to_owned();
    let kind = match sent.text("state") {
        "here" | "late" => MarkKind::Arrived,
        "remote" => MarkKind::ArrivedRemote,
        "way" => MarkKind::OnTheWay,
        "left" => MarkKind::Left,
        "excused" => MarkKind::Excused(reason),
        "absent" | "not" => MarkKind::Absent(reason),
        "undo" => {
            let day = house.zone().day(house.clock().now());
            return house.perform(actor, &WithdrawMark { patient, day }).map(|_| ());
        }
        _ => return Err(Refusal::invalid("state", "Choose one of the states.")),
    };
    let is_whole_day = matches!(kind, MarkKind::Excused(_) | MarkKind::Absent(_));
    house.perform(actor, &MarkArrival { patient, session, kind, at: None, is_whole_day }).map(|_| ())
}

/// The row as it is now, and a word that can be undone.
fn swapped(
    app: &App,
    signed: &Signed,
    board: &Released<TodayBoard>,
    (session, patient): (GroupSessionId, PatientId),
    view: View,
) -> Response {
    let lane = board.lanes.iter().find(|lane| lane.session == session);
    let Some(person) = lane.and_then(|lane| lane.people.iter().find(|person| person.patient == patient)) else {
        return signed.refused(&Refusal::NotFound);
    };
    let around = Around {
        zone: app.0.house.zone(),
        csrf: &signed.frame.csrf,
        view,
        may_open: false,
        may_see_chart: may_see_chart(app, signed),
    };
    // On a screen that everybody passes nobody is named (ux: hallway view).
    let called = if view == View::Hallway { person.name.initials() } else { person.name.short() };
    let undo = format!("/attendance/{patient}/{}/undo", board.day);
    let toast = Toast::new(format!("Noted for {called}.")).undo(undo, signed.frame.csrf.clone());
    html! { (one_row(&around, session, person)) (toast.out_of_band()) }.into_response()
}

pub(super) async fn undo(
    State(app): State<App>,
    Path((patient, day)): Path<(PatientId, Date)>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &WithdrawMark { patient, day })).await {
        Ok(_) => Redirect::to("/today").into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}
