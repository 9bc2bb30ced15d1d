//! Looks at everything the settings name: certificate, address, networks, folders, database, the program stored there.

mod certificate;
mod folder;
mod listening;
mod networks;
mod program;

use jiff::Timestamp;

use super::{Problem, Reading, Settings};

pub(crate) use networks::unheard;

/// Every problem of what was read and of what it names, problems first.
pub(crate) fn all(reading: &Reading, now: Timestamp) -> Vec<Problem> {
    let mut found = reading.problems.clone();
    if let Ok(settings) = reading.settings() {
        found.extend(certificate::check(&settings, now));
        found.extend(networks::check(&settings));
        found.extend(networks::single_sign_on(&settings, now));
        found.extend(folder::scanner(&settings));
        if is_understood(&found, "listen") {
            found.extend(listening::check(&settings));
        }
        if is_understood(&found, "database_url") {
            found.extend(folder::check(&settings));
        }
        let folders: Vec<Problem> = folder::exchanged(&settings);
        found.extend(folders.into_iter().filter(|problem| is_understood(&reading.problems, &problem.key)));
        if is_understood(&found, "data") && is_understood(&found, "database_url") {
            found.extend(program::check(reading, &settings, now));
        }
    }
    found.sort_by_key(|problem| problem.is_warning);
    found
}

fn is_understood(found: &[Problem], key: &str) -> bool {
    !found.iter().any(|problem| problem.key == key)
}

/// Whether browsers may be answered where the settings say, as far as encryption goes.
pub(crate) fn plain_outside(settings: &Settings) -> Option<Problem> {
    let is_safe = settings.listen.ip().is_loopback() || settings.tls.is_some() || settings.is_behind_proxy;
    (!is_safe).then(|| {
        Problem::new(
            "listen",
            format!("{} can be reached from other machines and nothing encrypts.", settings.listen),
            "Set `tls_cert` and `tls_key`; or `behind_proxy` when a proxy on this machine or line encrypts; or listen on 127.0.0.1.",
        )
    })
}
