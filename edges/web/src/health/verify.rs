//! Has the chain of records recomputed in the background. One at a time; every open page sees how far it is.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use reactions::health::HEALTH;

use crate::app::App;
use crate::form::SignedForm;

/// Whether a verification is running, and how far it is.
#[derive(Clone, Default)]
pub(crate) struct Verifying(Arc<Mutex<Progress>>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Progress {
    /// Nothing runs.
    #[default]
    Idle,
    /// So many records are done.
    Running(u64),
    /// The last one could not be ended: the database could not be read.
    Failed,
}

impl Verifying {
    pub(super) fn state(&self) -> Progress {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, state: Progress) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// Whether it was free and is now taken.
    fn take(&self) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_free = !matches!(*state, Progress::Running(_));
        if is_free {
            *state = Progress::Running(0);
        }
        is_free
    }
}

pub(super) async fn start(State(app): State<App>, SignedForm(signed, _): SignedForm) -> Response {
    if !app.0.house.may_verify(&signed.actor) {
        return signed.refused(&access::Refusal::NotFound);
    }
    if app.0.verifying.take() {
        tokio::task::spawn_blocking(move || run(&app, &signed.actor));
    }
    Redirect::to("/health").into_response()
}

fn run(app: &App, actor: &access::Actor) {
    let inner = &app.0;
    let progress = |done: u64| {
        inner.verifying.set(Progress::Running(done));
        inner.live.tell(HEALTH);
    };
    let ended = match inner.house.verify_chain(actor, &progress) {
        Ok(_) => Progress::Idle,
        Err(refusal) => {
            tracing::error!(%refusal, "the chain could not be verified");
            Progress::Failed
        }
    };
    inner.verifying.set(ended);
    inner.live.tell(HEALTH);
}
