//! The networks of an installation out of its settings, and the demonstration's sandbox as the pages show it.

use message::sandbox::{ACCOUNT, OUR_NUMBER};
use message::twilio::{Sender, TextNetwork};
use message::webhook::STATUS;
use message::{MailNetwork, Networks, Sandbox};

use crate::settings::{Settings, TextSettings};

/// Who the demonstration's letters come from.
const DEMO_MAILBOX: &str = "Harbor St <office@harbor-st.example>";

/// The networks that the settings name, reached from an address that they can call back.
pub(crate) fn of_settings(settings: &Settings, origin: &str) -> Networks {
    let sender = |from: &str| match from.starts_with("MG") {
        true => Sender::Service(from.to_owned()),
        false => Sender::Number(from.to_owned()),
    };
    let text = |texts: &TextSettings| {
        let hook = format!("{origin}{STATUS}");
        TextNetwork::new(&texts.address, &texts.account, &texts.token, sender(&texts.from), &hook)
    };
    let mail = settings.mail.as_ref().and_then(|mail| MailNetwork::new(&mail.server, &mail.from).ok());
    Networks { text: settings.texts.as_ref().map(text), mail }
}

/// The networks of the demonstration: the same code against a sandbox on this computer.
pub(crate) fn of_sandbox(sandbox: &Sandbox, origin: &str) -> Networks {
    let hook = format!("{origin}{STATUS}");
    let sender = Sender::Number(OUR_NUMBER.to_owned());
    let text = TextNetwork::new(&sandbox.text_address(), ACCOUNT, sandbox.token(), sender, &hook);
    Networks { text: Some(text), mail: MailNetwork::new(&sandbox.mail_address(), DEMO_MAILBOX).ok() }
}

/// The sandbox for the pages.
#[derive(Debug)]
pub(crate) struct Shown {
    /// The sandbox.
    pub(crate) sandbox: Sandbox,
    /// The page of somebody's own that stands open.
    pub(crate) own_page: Option<web::OwnPage>,
}

impl web::Sandbox for Shown {
    fn texts(&self) -> Vec<web::SandboxText> {
        let shown = |text: message::sandbox::SandboxText| web::SandboxText {
            number: text.number,
            words: text.words,
            at: text.at,
            is_theirs: text.is_theirs,
        };
        self.sandbox.texts().into_iter().map(shown).collect()
    }

    fn letters(&self) -> Vec<(String, String)> {
        self.sandbox.letters().into_iter().map(|letter| (letter.to, letter.letter)).collect()
    }

    fn text_us(&self, number: &str, words: &str) -> Result<(), String> {
        self.sandbox.text_us(number, words).map(drop)
    }

    fn own_page(&self) -> Option<web::OwnPage> {
        self.own_page.clone()
    }
}
