//! The address: free, ours to use, and not open to other machines without encryption.

use std::io::ErrorKind;
use std::net::TcpListener;

use super::plain_outside;
use crate::settings::{Problem, Settings};

/// What is wrong with it.
pub(super) fn check(settings: &Settings) -> Vec<Problem> {
    let mut found: Vec<Problem> = plain_outside(settings).into_iter().collect();
    found.extend(in_use(settings));
    found.extend(origin(settings));
    found
}

fn in_use(settings: &Settings) -> Option<Problem> {
    let error = TcpListener::bind(settings.listen).err()?;
    let (sentence, remedy) = match error.kind() {
        ErrorKind::AddrInUse => (
            format!("Something answers at {} already.", settings.listen),
            "If it is Stepdown itself, all is well; else choose another port.",
        ),
        ErrorKind::AddrNotAvailable => (
            format!("{} is not an address of this machine.", settings.listen.ip()),
            "Use 127.0.0.1, 0.0.0.0, or one that this machine has.",
        ),
        ErrorKind::PermissionDenied => (
            format!("This account may not listen on port {}.", settings.listen.port()),
            "Choose a port above 1023, or allow it (on Linux: setcap cap_net_bind_service=+ep on the program).",
        ),
        _ => (format!("{} cannot be listened on: {error}.", settings.listen), "Choose another address."),
    };
    Some(Problem::new("listen", sentence, remedy))
}

fn origin(settings: &Settings) -> Option<Problem> {
    let encrypts = settings.tls.is_some() || settings.is_behind_proxy;
    match &settings.origin {
        None if encrypts || !settings.listen.ip().is_loopback() => Some(Problem::warning(
            "origin",
            "Nobody says which address people type; passkeys are bound to it.",
            "Set `origin`, like https://chart.example.org.",
        )),
        Some(origin) if encrypts && origin.starts_with("http:") => Some(Problem::new(
            "origin",
            "The line is encrypted and the address begins with http:.",
            format!("Write {}.", origin.replacen("http:", "https:", 1)),
        )),
        _ => None,
    }
}
