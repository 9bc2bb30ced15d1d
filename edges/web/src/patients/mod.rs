//! People: finding one, the list with everybody's week, and one person's chart, tab by tab, with the forms behind it.

// finding
mod find;
mod list;

// the chart
mod apart;
mod beside;
pub(crate) mod chart;
mod feed;
mod timeline;

mod as_of;
pub(crate) mod care_team;
mod consents;
pub(crate) mod counseling;
mod coverage;
mod looked;
mod notes;
mod plan;
mod schedule;

// what can be changed
mod authorization_form;
mod consent_build;
mod consent_form;
mod coverage_form;
mod edit;
mod edit_draft;
pub(crate) mod filled;
mod plan_draft;
mod plan_form;
mod privacy_link;
mod schedule_form;
mod week;

pub(crate) mod say;

pub(crate) use say::{burn, day_words};
pub(crate) use schedule::meetings as meetings_words;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The most searches for people of one member of staff in a minute: more than anybody types (ASVS 2.4.1).
pub(crate) const MOST_SEARCHES_IN_A_MINUTE: u32 = 120;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/find", get(find::answer))
        .route("/patients", get(list::page))
        .route("/patients/{patient}", get(timeline::page))
        .route("/patients/{patient}/notes", get(notes::page))
        .route("/patients/{patient}/plan", get(plan::page))
        .route("/patients/{patient}/schedule", get(schedule::page))
        .route("/patients/{patient}/coverage", get(coverage::page))
        .route("/patients/{patient}/consents", get(consents::page))
        .route("/patients/{patient}/who-looked", get(looked::page))
        .merge(counseling::routes())
        .merge(apart::routes())
        .merge(week::routes())
        .merge(forms())
}

fn forms() -> Router<App> {
    Router::new()
        .route("/patients/{patient}/edit", get(edit::form).post(edit::save))
        .route("/patients/{patient}/care-team", get(care_team::page).post(care_team::give))
        .route("/patients/{patient}/plan/edit", get(plan_form::form).post(plan_form::save))
        .route("/patients/{patient}/groups/new", get(schedule_form::join_form).post(schedule_form::join))
        .route("/patients/{patient}/groups/{enrollment}/end", get(schedule_form::end_form).post(schedule_form::end))
        .route("/patients/{patient}/appointments/new", get(schedule_form::book_form).post(schedule_form::book))
        .route("/patients/{patient}/coverage/new", get(coverage_form::form).post(coverage_form::save))
        .route("/patients/{patient}/authorizations/new", get(authorization_form::form).post(authorization_form::save))
        .route("/patients/{patient}/consents/new", get(consent_form::form).post(consent_form::save))
        .route("/patients/{patient}/consents/build", get(consent_build::form).post(consent_build::save))
        .route("/patients/{patient}/privacy-link", get(privacy_link::page).post(privacy_link::send))
        .route("/patients/{patient}/privacy-link/{link}/end", post(privacy_link::end))
        .route("/patients/{patient}/consents/{consent}/stop", get(consent_form::stop_form).post(consent_form::stop))
}
