//! Measures of a person: due, waiting and done; filling a form together; one form with every answer. The same pages stand behind the
//! tab of a chart and behind an inquiry, because screening begins before admission (P2-04).

mod around;
mod ask;
mod fill;
mod fill_page;
mod list;
mod one;
pub(crate) mod say;
mod send_link;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// Whether a page stands behind a chart or behind an inquiry.
const CHART: bool = true;
const INQUIRY: bool = false;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/patients/{patient}/measures", get(list::page::<CHART>))
        .route("/patients/{patient}/measures/ask", post(ask::ask::<CHART>))
        .route("/patients/{patient}/measures/link", post(send_link::send::<CHART>))
        .route("/patients/{patient}/measures/fill/{instrument}", get(fill::form::<CHART>).post(fill::save::<CHART>))
        .route("/patients/{patient}/measures/{measure}", get(one::page::<CHART>))
        .route("/patients/{patient}/measures/{measure}/withdraw", get(ask::withdraw_form::<CHART>).post(ask::withdraw::<CHART>))
        .merge(behind_an_inquiry())
}

fn behind_an_inquiry() -> Router<App> {
    Router::new()
        .route("/inquiries/{inquiry}/measures", get(list::page::<INQUIRY>))
        .route("/inquiries/{inquiry}/measures/ask", post(ask::ask::<INQUIRY>))
        .route("/inquiries/{inquiry}/measures/link", post(send_link::send::<INQUIRY>))
        .route("/inquiries/{inquiry}/measures/fill/{instrument}", get(fill::form::<INQUIRY>).post(fill::save::<INQUIRY>))
        .route("/inquiries/{inquiry}/measures/{measure}", get(one::page::<INQUIRY>))
        .route(
            "/inquiries/{inquiry}/measures/{measure}/withdraw",
            get(ask::withdraw_form::<INQUIRY>).post(ask::withdraw::<INQUIRY>),
        )
}
