//! What changed, told to every open page within a second. The event names a part of the page, never a person; the page asks for
//! that part itself, under its own session.

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use reactions::House;
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

use crate::app::App;
use crate::signed::Signed;

/// The announcements of the house, for any number of listeners.
#[derive(Clone)]
pub(crate) struct Live(broadcast::Sender<String>);

impl Live {
    pub(crate) fn of(house: &House) -> Self {
        let (tell, _) = broadcast::channel(256);
        let teller = tell.clone();
        house.listen(move |topic| {
            let _nobody_may_listen = teller.send(topic.to_owned());
        });
        Self(tell)
    }

    /// Tells every open page of this node that a topic changed although nothing was written.
    pub(crate) fn tell(&self, topic: &str) {
        let _nobody_may_listen = self.0.send(topic.to_owned());
    }
}

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/live/{topic}", get(listen))
}

async fn listen(
    _signed: Signed,
    Path(topic): Path<String>,
    State(app): State<App>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = BroadcastStream::new(app.0.live.0.subscribe()).filter_map(move |change| match change {
        Ok(changed) if changed == topic => Some(Ok(Event::default().event("fragment").data(format!("{topic}-part")))),
        Ok(_) => None,
        // Too many at once: the page refreshes as if its topic had changed.
        Err(_) => Some(Ok(Event::default().event("fragment").data(format!("{topic}-part")))),
    });
    let hello = tokio_stream::once(Ok(Event::default().event("beat").data("")));
    let beat = KeepAlive::new().interval(Duration::from_secs(10)).event(Event::default().event("beat").data(""));
    Sse::new(hello.chain(changes)).keep_alive(beat)
}
