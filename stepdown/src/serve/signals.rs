//! What the operating system says: stop (SIGTERM, Ctrl-C), read the certificate anew (SIGHUP).

use std::net::SocketAddr;
use std::time::Duration;

use axum_server::Handle;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;

use super::{Encryption, tls};
use crate::outcome::Failure;

/// How long running requests may take once the end was asked for. Open live lines end with it.
const GRACE: Duration = Duration::from_secs(5);

/// Ends the server when it is asked to, after what is running.
pub(crate) fn stop_on_signal(handle: Handle<SocketAddr>) -> Result<JoinHandle<()>, Failure> {
    let mut asked = hear(SignalKind::terminate())?;
    let mut interrupted = hear(SignalKind::interrupt())?;
    Ok(tokio::spawn(async move {
        tokio::select! {
            _ = asked.recv() => {}
            _ = interrupted.recv() => {}
        }
        tracing::info!("stopping");
        handle.graceful_shutdown(Some(GRACE));
    }))
}

/// Reads certificate and key anew when it is asked to; a bad pair changes nothing.
pub(crate) fn reread_on_hangup(encryption: Option<Encryption>) -> Result<JoinHandle<()>, Failure> {
    let mut asked = hear(SignalKind::hangup())?;
    Ok(tokio::spawn(async move {
        while asked.recv().await.is_some() {
            let Some((config, (cert, key))) = &encryption else { continue };
            match tls::configuration(cert, key) {
                Ok(fresh) => {
                    config.reload_from_config(fresh);
                    tracing::info!("certificate read anew");
                }
                Err((key, problem)) => tracing::error!(key, problem, "the certificate stays as it was"),
            }
        }
    }))
}

fn hear(kind: SignalKind) -> Result<Signal, Failure> {
    signal(kind).map_err(|error| Failure::machine("Signals cannot be heard", &error))
}
