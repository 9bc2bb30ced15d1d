//! Who pays for a person, whether they are in care or have only asked: coverages, what payers answer in plain words, pictures of the
//! card, the benefits sheet with its estimate, the sliding fee; and the list of answers that somebody should look at.

mod card;
mod check;
mod consent;
mod coverage;
mod fee;
pub(crate) mod fields;
mod list;
mod open;
mod page;
mod said;
mod sheet;
pub(crate) mod subscriber;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) use open::USUAL_DAYS;
pub(crate) use said::{answers, beside, outcome};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/cover", get(list::page))
        .route("/cover/answers", post(check::receive).layer(DefaultBodyLimit::max(check::MOST_BYTES_IN_ALL)))
        .route("/cover/{patient}", get(page::page))
        .route("/cover/{patient}/check", post(check::ask))
        .route("/cover/{patient}/checks/{check}/seen", post(check::seen))
        .route("/cover/{patient}/checks/{check}/{file}", get(check::file))
        .route("/cover/{patient}/coverage/new", get(coverage::form).post(coverage::save))
        .route("/cover/{patient}/consent", get(consent::form).post(consent::save))
        .route("/cover/{patient}/restriction", post(consent::restrict))
        .route("/cover/{patient}/restriction/{restriction}/lift", post(consent::lift))
        .route("/cover/{patient}/card", get(card::form).post(card::keep).layer(DefaultBodyLimit::max(card::MOST_BYTES_IN_ALL)))
        .route("/cover/{patient}/card/{card}", get(card::picture))
        .route("/cover/{patient}/card/sent/{event}", get(card::sent))
        .route("/cover/{patient}/fee", get(fee::form).post(fee::save))
        .route("/cover/{patient}/sheet", get(sheet::page))
}
