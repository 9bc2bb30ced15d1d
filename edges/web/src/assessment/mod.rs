//! From what is known to a level of care: the assessment as a conversation, the Placement Advisor's page with every reason, the hard
//! stop that hands over warmly, ways to other places, and the decision table that a director approves.

mod answers;
mod draft;
mod interview;
mod placement;
mod ratings;
mod refer;
mod table;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/inquiries/{inquiry}/assessment", get(interview::page))
        .route("/inquiries/{inquiry}/assessment/begin", post(interview::begin))
        .route("/inquiries/{inquiry}/assessment/draft", post(draft::keep))
        .route("/inquiries/{inquiry}/assessment/topics", post(interview::save))
        .route("/inquiries/{inquiry}/assessment/ratings", post(ratings::save))
        .route("/inquiries/{inquiry}/assessment/sign", post(interview::sign))
        .route("/inquiries/{inquiry}/assessment/reopen", post(interview::reopen))
        .route("/inquiries/{inquiry}/placement", get(placement::page).post(placement::decide))
        .route("/inquiries/{inquiry}/refer", get(refer::page).post(refer::record))
        .route("/inquiries/{inquiry}/refer/{referral}/outcome", post(refer::outcome))
        .route("/settings/placement", get(table::page).post(table::approve))
}
