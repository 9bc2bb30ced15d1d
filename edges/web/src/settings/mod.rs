//! What the program is made of, on screen: facts, tracks, rooms, services, groups, staff, payers. A change is looked at before it is
//! saved and makes a version; files are imported whole or not at all (S-11).

mod access;
mod edit;
mod import;
mod item;
mod leaving;
mod list;
pub(crate) mod meetings;
mod one;
mod organisation;
mod part;
mod payers;
mod preview;
mod words;

pub(crate) use leaving::reminder;

use ::access::{Action, Actor, Kind};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::App;
use crate::signed::may;

pub(crate) fn routes() -> Router<App> {
    let files = DefaultBodyLimit::max(import::MOST_BYTES_IN_ALL);
    Router::new()
        .route("/settings", get(list::program))
        .route("/settings/payers", get(payers::list))
        .route("/settings/payers/{key}", get(payers::one))
        .route("/settings/words", get(words::page))
        .route("/settings/import", get(import::form))
        .route("/settings/import/program", post(import::preview_program).layer(files))
        .route("/settings/import/program/confirm", post(import::import_program))
        .route("/settings/import/payers", post(import::preview_payers).layer(files))
        .route("/settings/import/payers/confirm", post(import::import_payers))
        .route("/settings/hand-over", get(leaving::hand_over))
        .route("/settings/{part}", get(list::part))
        .route("/settings/export/payers", get(payers::file))
        .route("/settings/staff/{staff}/invite", post(access::invite))
        .route("/settings/staff/{staff}/close", post(access::close))
        .route("/settings/staff/{staff}/organisation", post(organisation::bind))
        .route("/settings/staff/{staff}/organisation/remove", post(organisation::unbind))
        .route("/settings/staff/{staff}/end", post(leaving::end))
        .route("/settings/staff/{staff}/begin-anew", post(leaving::begin_anew))
        .route("/settings/{part}/new", get(edit::new_form).post(edit::save_new))
        .route("/settings/{part}/{item}", get(one::page))
        .route("/settings/{part}/{item}/change", get(edit::form).post(edit::save))
}

/// Whether somebody may change any of it: they find it in the rail. Everybody may read how the program is set up.
pub(crate) fn may_change(app: &App, actor: &Actor) -> bool {
    let all = [(Action::Configure, Kind::Program), (Action::Configure, Kind::Payer), (Action::ManageStaff, Kind::Staff)];
    all.into_iter().any(|(action, kind)| may(app, actor, action, kind))
}
