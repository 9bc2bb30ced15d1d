//! Telling somebody outside: what would leave and why the rest stays, the packet, an emergency, papers of courts, the account of what
//! left, and the rules all of it goes by.

mod account;
mod court_papers;
mod death;
mod emergencies;
mod emergency;
mod ending;
mod gate;
mod letters;
mod looks;
mod restrictions;
mod say;
mod send;

pub(crate) use account::csv_line;
pub(crate) use send::{may_send, preview_card};

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/patients/{patient}/send", get(send::form).post(send::act))
        .route("/patients/{patient}/letters", get(letters::form).post(letters::act))
        .route("/patients/{patient}/emergency", get(emergency::form).post(emergency::act))
        .route("/patients/{patient}/death", get(death::form).post(death::act))
        .route("/patients/{patient}/account", get(account::page))
        .route("/patients/{patient}/account.csv", get(account::csv))
        .route("/patients/{patient}/account.pdf", get(account::pdf))
        .route("/patients/{patient}/disclosures/{disclosure}", get(send::made))
        .route("/patients/{patient}/disclosures/{disclosure}/file", get(send::file))
        .route("/patients/{patient}/restrictions/{limit}/lift", post(restrictions::lift))
        .route("/patients/{patient}/court-papers", get(court_papers::page))
        .route("/patients/{patient}/court-papers/new", get(court_papers::form).post(court_papers::save))
        .route("/patients/{patient}/court-papers/{court_paper}/counsel", post(court_papers::counsel))
        .route("/consents/ending", get(ending::page))
        .route("/emergencies", get(emergencies::page))
        .route("/emergencies/{emergency}/review", post(emergencies::review))
        .route("/gate", get(gate::page))
        .route("/looks", get(looks::page))
}
