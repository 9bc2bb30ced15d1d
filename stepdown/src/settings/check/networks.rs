//! The networks that carry words: whether the text network can reach us, and a plain line to a mail server.

use crate::settings::{Problem, Settings};

/// What is wrong with them.
pub(super) fn check(settings: &Settings) -> Vec<Problem> {
    let mut found: Vec<Problem> = unheard(settings).into_iter().collect();
    if let Some(texts) = &settings.texts
        && texts.address.starts_with("http:")
    {
        let remedy = "Write https://, unless the network is on this computer.";
        found.push(Problem::warning("text_address", "Texts would leave without encryption.", remedy));
    }
    if let Some(mail) = &settings.mail
        && mail.server.starts_with("smtp://")
        && !mail.server.contains("tls=required")
    {
        let remedy = "Write smtps://, or end the address with ?tls=required.";
        found.push(Problem::warning("mail_server", "Letters might leave without encryption.", remedy));
    }
    found
}

/// Whether what people text would reach us: a STOP that nobody hears would be obeyed by nobody.
pub(crate) fn unheard(settings: &Settings) -> Option<Problem> {
    let is_reached = settings.origin.as_ref().is_some_and(|origin| !origin.starts_with("http:"));
    (settings.texts.is_some() && !is_reached).then(|| {
        Problem::new(
            "origin",
            "The text network tells us what people write, and nobody says where.",
            "Set `origin` to the https address it can reach; it calls /hooks/text there.",
        )
    })
}
