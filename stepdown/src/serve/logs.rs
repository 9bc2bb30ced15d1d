//! Logs: structured, on the error stream, for people or as JSON. They name routes, kinds and ids of requests, never a person.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

use crate::settings::Settings;

/// Begins to log, once in a process.
pub(crate) fn begin(settings: &Settings) {
    let filter = EnvFilter::try_new(&settings.log_level).unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    let begun = if settings.logs_json {
        logs.json().flatten_event(true).with_current_span(false).with_span_list(false).try_init()
    } else {
        logs.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).try_init()
    };
    if let Err(error) = begun {
        tracing::debug!(%error, "logs had begun already");
    }
}
