//! E-mail by SMTP. Our id stands in the message's own id, so that a mail server's log can be compared with the chart; a server cannot be
//! asked whether it has a letter, so that one whose line broke is a person's question at once.

use confidential::to_person::Outgoing;
use confidential::{Released, ToPerson};
use conversation::message::Outcome;
use jiff::SignedDuration;
use lettre::message::{Mailbox, SinglePart};
use lettre::{Message, SmtpTransport, Transport};
use vocabulary::id::MessageId;

/// A mail server that takes our letters.
#[derive(Clone)]
pub struct MailNetwork {
    transport: SmtpTransport,
    from: Mailbox,
}

impl std::fmt::Debug for MailNetwork {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("MailNetwork(..)")
    }
}

/// Why there is no mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoMail {
    /// The server's address.
    #[error("this is not the address of a mail server; write it like smtps://name:word@mail.example.org:465")]
    Server,
    /// The sender's address.
    #[error("this is not an address that letters can come from; write it like Harbor St <office@example.org>")]
    From,
}

impl MailNetwork {
    /// A server at an address such as `smtps://name:word@mail.example.org:465`, or `smtp://…?tls=required`, and who letters come from.
    ///
    /// # Errors
    /// [`NoMail`] with the way to write it.
    pub fn new(server: &str, from: &str) -> Result<Self, NoMail> {
        let transport = SmtpTransport::from_url(server).map_err(|_| NoMail::Server)?;
        let transport = transport.timeout(Some(std::time::Duration::from_secs(20))).build();
        Ok(Self { transport, from: from.parse().map_err(|_| NoMail::From)? })
    }

    /// Hands a letter over.
    #[must_use]
    pub fn hand_over(&self, key: MessageId, letter: &Released<Outgoing, ToPerson>) -> Outcome {
        let refused = |why: &str| Outcome::Refused { why: why.to_owned(), is_stopped: false };
        let Ok(to) = letter.address.parse::<Mailbox>() else { return refused("This is not an address that takes letters.") };
        let host = self.from.email.domain().to_owned();
        let built = Message::builder()
            .from(self.from.clone())
            .to(to)
            .message_id(Some(format!("<{key}@{host}>")))
            .subject(letter.subject.clone().unwrap_or_default())
            .singlepart(SinglePart::plain(letter.words.clone()));
        let Ok(message) = built else { return refused("This letter cannot be written down.") };
        if !self.transport.test_connection().unwrap_or(false) {
            return Outcome::Later { why: "The mail server is not there.".to_owned(), at_least: SignedDuration::ZERO };
        }
        match self.transport.send(&message) {
            Ok(_) => Outcome::Accepted { provider_id: None },
            Err(error) if error.is_permanent() => refused("The mail server refused it."),
            Err(error) if error.is_transient() => {
                Outcome::Later { why: "The mail server is busy.".to_owned(), at_least: SignedDuration::ZERO }
            }
            Err(_) => Outcome::NoAnswer,
        }
    }
}
