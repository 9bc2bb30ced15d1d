//! The person's own pages, behind a link that dies: no account, no name and no word of care before the month and day of birth, one
//! thing a screen, save and resume, four languages, "leave now" on every page, and all of it works without a script (ux 5.10, 7).
//! A link that is wrong, over, used up, taken back or invented answers in the same words as a wrong day.

// Its table of words is made by a macro that other tables use too, so it comes first.
#[macro_use]
mod words;

mod details;
mod door;
mod help;
pub(crate) mod kiosk;
mod list;
mod page;
mod paper;
pub(crate) use paper::words_of;
mod photo;
mod privacy;
pub(crate) use privacy::account_sheet;
mod question_page;
mod questions;
mod sessions;
mod visit;
mod visits;
mod week;
pub(crate) use week::MOST_CALENDARS_IN_A_MINUTE;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/l", get(list::page))
        .route("/l/{token}", get(door::question).post(door::answer))
        .route("/l/leave", get(visit::leave))
        .route("/l/stay", post(visit::stay))
        .route("/l/done", post(list::done))
        .route("/l/say", get(details::page).post(details::save))
        .route("/l/photo", get(photo::page).post(photo::take).layer(DefaultBodyLimit::max(photo::MOST_BYTES_IN_ALL)))
        .route("/l/questions/{measure}", get(questions::begin))
        .route("/l/questions/{measure}/{place}", get(questions::page).post(questions::save))
        .route("/l/questions/{measure}/end", get(questions::end).post(questions::hand_in))
        .route("/l/p/{paper}", get(paper::page))
        .route("/l/p/{paper}/file", get(paper::file))
        .route("/l/p/{paper}/yes", post(paper::sign))
        .route("/l/p/{paper}/no", post(paper::decline))
        .route("/l/times", get(visits::page))
        .route("/l/times/reminders", post(visits::choose))
        .route("/l/times/{session}", post(visits::answer))
        .merge(week::routes())
        .merge(privacy::routes())
        .merge(sessions::routes())
        .merge(kiosk::routes())
}
