//! The certificate and its key: readable, belonging together, in force.

use std::path::Path;

use jiff::Timestamp;

use crate::serve::tls;
use crate::settings::{Problem, Settings};

/// A certificate that ends within so many days is worth a word.
const SOON_DAYS: i64 = 14;

/// What is wrong with them.
pub(super) fn check(settings: &Settings, now: Timestamp) -> Vec<Problem> {
    let Some((cert, key)) = &settings.tls else { return Vec::new() };
    let mut found = Vec::new();
    found.extend(unreadable("tls_cert", cert));
    found.extend(unreadable("tls_key", key));
    if !found.is_empty() {
        return found;
    }
    match tls::configuration(cert, key) {
        Err((key, sentence)) => found.push(Problem::new(key, sentence, "Name the PEM files of one certificate and its own key.")),
        Ok(_) => found.extend(time_left(cert, now)),
    }
    found.extend(open_to_others(key));
    found
}

fn unreadable(key: &'static str, path: &Path) -> Option<Problem> {
    let error = std::fs::File::open(path).err()?;
    let remedy = "Name a file that is there and that Stepdown's account may read.";
    Some(Problem::new(key, format!("{} cannot be read: {error}.", path.display()), remedy))
}

fn time_left(cert: &Path, now: Timestamp) -> Option<Problem> {
    let (from, to) = tls::validity(cert)?;
    let days = now.duration_until(to).as_hours() / 24;
    let remedy = "Renew it and send Stepdown a hang-up signal (SIGHUP), which reads it anew.";
    if now > to {
        Some(Problem::new("tls_cert", format!("The certificate ended on {to}."), remedy))
    } else if now < from {
        Some(Problem::new("tls_cert", format!("The certificate holds only from {from}."), "Check this machine's clock."))
    } else {
        (days < SOON_DAYS).then(|| Problem::warning("tls_cert", format!("The certificate ends on {to}, in {days} days."), remedy))
    }
}

#[cfg(unix)]
fn open_to_others(key: &Path) -> Option<Problem> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(key).ok()?.permissions().mode();
    let sentence = format!("Other accounts of this machine may read {}.", key.display());
    (mode & 0o077 != 0).then(|| Problem::warning("tls_key", sentence, format!("Run: chmod 600 {}", key.display())))
}

#[cfg(not(unix))]
fn open_to_others(_: &Path) -> Option<Problem> {
    None
}
