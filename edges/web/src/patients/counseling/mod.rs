//! Counseling notes: kept apart from the chart, seen by whoever wrote them (42 CFR 2.11; P2-11, P2-24). Nothing of their words is on
//! any other page; what is read here does not go onto paper.

mod list;
mod read;
mod write;

use access::{Action, Circumstances, Kind, Refusal};
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};
use vocabulary::id::PatientId;

use super::chart::{Open, Tab, open};
use crate::app::App;
use crate::component::Card;
use crate::signed::Signed;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/patients/{patient}/counseling-notes", get(list::page))
        .route("/patients/{patient}/counseling-notes/new", get(write::new_form).post(write::keep))
        .route("/patients/{patient}/counseling-notes/{note}", get(read::page))
        .route("/patients/{patient}/counseling-notes/{note}/amend", get(write::amend_form).post(write::amend))
}

/// Whether somebody may keep counseling notes of their own.
pub(crate) fn may_keep(app: &App, signed: &Signed) -> bool {
    app.0.house.policy().allows(&signed.actor.roles, Action::Record, Kind::CounselingNote, &Circumstances::own())
}

/// Whether somebody may read the notes of others for a purpose.
fn may_read_others(app: &App, signed: &Signed) -> bool {
    app.0.house.policy().allows(&signed.actor.roles, Action::View, Kind::CounselingNote, &Circumstances::for_purpose())
}

/// The chart behind the notes. Absent, and not somebody who keeps such notes, give the same answer.
async fn open_room(app: &App, signed: Signed, patient: PatientId) -> Result<Open, Response> {
    if !may_keep(app, &signed) {
        return Err(signed.refused(&Refusal::NotFound));
    }
    open(app, signed, patient, Tab::Notes).await
}

fn base(patient: PatientId) -> String {
    format!("/patients/{patient}/counseling-notes")
}

/// What belongs here, and what the person's rights are, in plain words.
fn explained() -> Markup {
    let body = html! {
        div.read {
            h3 { "What belongs here" }
            p { "What was said in a session, and what you make of it. Only you can read it; whoever looks after the person too cannot, and no search, print, claim, export or report has it." }
            h3 { "What belongs in the chart note" }
            p { "Medicines, session times, kind and frequency of treatment, test results, and any summary of diagnosis, daily functioning, plan, symptoms, prognosis or progress. The chart must be complete without this note." }
            h3 { "What the person’s rights are" }
            p { "These notes leave the program only with a consent for them alone. No other consent covers them, and care never depends on giving it. Without one they serve your own treatment of the person, our training, oversight of you, our defence should the person sue us, and what the law demands. Tell the person that you keep them when they ask." }
        }
    };
    html! { (Card::new("Kept apart from the chart").padded().body(body)) }
}
