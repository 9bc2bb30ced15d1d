//! The video server: any that understands Jitsi's signed ways in and tells us who came and went. What leaves for it is in the way in that a
//! person's own browser carries there: a room's name by chance, an id that says nothing, and the name they chose (ADR 0036).

mod hooks;
mod stand_in;
mod token;

use axum::Router;

pub(crate) use token::Guest;
pub use token::VideoServer;

use crate::app::App;

pub(crate) fn routes(app: &App) -> Router<App> {
    match &app.0.wiring.video {
        Some(server) if app.0.site.is_demo && server.is_stand_in => hooks::routes().merge(stand_in::routes()),
        Some(_) => hooks::routes(),
        None => Router::new(),
    }
}
