//! The networks that carry words, and the organisation's issuer: whether the text network can reach us, a plain line to a mail server,
//! whether the issuer answers.

use jiff::Timestamp;
use web::SingleSignOn;

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

/// What keeps people from signing in with the organisation's account: nowhere to come back to, an issuer that does not answer.
pub(super) fn single_sign_on(settings: &Settings, now: Timestamp) -> Option<Problem> {
    let wish = settings.single_sign_on.as_ref()?;
    let Some(origin) = &settings.origin else {
        let sentence = "The organisation's issuer sends people back to us, and nobody says where.";
        return Some(Problem::new(
            "origin",
            sentence,
            "Set `origin` to the address people type; it is registered at the issuer.",
        ));
    };
    let sso = SingleSignOn::new(wish.clone(), origin);
    let remedy = format!("Compare `sso_issuer` with the issuer's own page, and register {} there.", sso.back());
    sso.answers(now).err().map(|why| Problem::warning("sso_issuer", why, remedy))
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
