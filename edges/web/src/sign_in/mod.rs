//! The door: signing in, by ourselves or by the organisation's account, the first walk, the locked screen, one's own account. In the demonstration there is nothing to prove:
//! its sign-in page lists the invented staff, and its locked screen opens with one button.

mod account;
mod door;
mod enter;
mod locked;
mod organisation;
mod setup;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(crate) use door::{Address, cookie, gone, is_from_here};
pub(crate) use locked::locked_address;
pub use organisation::{SingleSignOn, SingleSignOnWish};

pub(crate) fn routes(app: &App) -> Router<App> {
    let always = Router::new()
        .route("/lock", post(locked::lock))
        .route("/active", post(locked::active))
        .route("/sign-out", post(locked::sign_out))
        .merge(account::routes());
    if app.0.site.is_demo {
        always.route("/locked", get(locked::page).post(locked::open_demo))
    } else {
        always
            .route("/locked", get(locked::page).post(locked::unlock))
            .merge(enter::routes())
            .merge(organisation::routes())
            .merge(setup::routes())
            .merge(account::means_routes())
    }
}
