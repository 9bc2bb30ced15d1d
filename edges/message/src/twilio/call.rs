//! A call of the network before anybody acts on it: the form is read, its signature compared, and what it says put into our words. No
//! house, no clock and no line in here: whatever is sent, this is what it meets first.

pub use conversation::keyword::Keyword;
pub use conversation::message::Report;
use conversation::message::ReportDelivery;
use intake::inquiry::ReceiveText;
use vocabulary::Phone;

use super::{signature, wire};

/// A text and its fields are never longer.
pub const MOST_BYTES: usize = 16 * 1024;

/// What is needed to believe the network.
pub struct Trust {
    origin: String,
    account: String,
    token: String,
}

impl Trust {
    /// `origin` is the address the network calls, such as `https://chart.example.org`.
    #[must_use]
    pub fn new(origin: &str, account: &str, token: &str) -> Self {
        Self { origin: origin.trim_end_matches('/').to_owned(), account: account.to_owned(), token: token.to_owned() }
    }

    /// The form, when it carries the network's own signature over this address and all its fields, and names our account. `given` is
    /// the signature it came with.
    #[must_use]
    pub fn judge(&self, address: &str, given: &str, body: &[u8]) -> Option<Genuine> {
        if body.len() > MOST_BYTES {
            return None;
        }
        let called = format!("{}{address}", self.origin);
        let form = Genuine(fields(body));
        let is_genuine = signature::is_genuine(&self.token, &called, &form.0, given);
        (is_genuine && form.field("AccountSid") == self.account).then_some(form)
    }
}

/// The fields of a form, in order, as they were meant.
#[must_use]
pub fn fields(body: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(body).into_owned().collect()
}

/// A form whose signature is the network's own.
pub struct Genuine(Vec<(String, String)>);

/// What a form about a text says.
pub enum Told {
    /// From a short code or a company's name: nobody we could answer.
    NoNumber,
    /// A text without its id, so that nobody could tell a second telling from a second text.
    NoId,
    /// A text.
    Text(ReceiveText),
}

impl Genuine {
    fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The text that came.
    #[must_use]
    pub fn text(&self) -> Told {
        let Ok(from) = Phone::parse(self.field("From")) else { return Told::NoNumber };
        let provider_id = self.field("MessageSid").to_owned();
        if provider_id.is_empty() {
            return Told::NoId;
        }
        let by_network = match self.field("OptOutType") {
            "STOP" => Some(Keyword::Stop),
            "START" => Some(Keyword::Start),
            "HELP" => Some(Keyword::Help),
            _ => None,
        };
        let mut words = self.field("Body").to_owned();
        if self.field("NumMedia").parse::<u32>().is_ok_and(|many| many > 0) {
            // The picture itself stays with the network: nobody asked for it, and it may show somebody else.
            words = format!("{words} [a picture came with it]").trim().to_owned();
        }
        Told::Text(ReceiveText { from, words, provider_id, by_network })
    }

    /// What became of one of ours; nothing for words on the way. `query` is that of the address: it holds our own id.
    #[must_use]
    pub fn fate(&self, query: Option<&str>) -> Option<ReportDelivery> {
        let ours = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes())
            .find(|(name, _)| name == "m")
            .and_then(|(_, value)| value.parse().ok());
        Some(ReportDelivery { message: ours, provider_id: self.field("MessageSid").to_owned(), report: self.report()? })
    }

    fn report(&self) -> Option<Report> {
        match self.field("MessageStatus") {
            "sent" => Some(Report::Sent),
            "delivered" | "read" => Some(Report::Delivered),
            "failed" | "undelivered" => {
                let code = self.field("ErrorCode").parse().unwrap_or_default();
                Some(Report::Failed { reason: wire::in_words(code), is_stopped: code == wire::STOPPED })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
    use super::*;

    fn judged(body: &str) -> Option<Genuine> {
        let signed = signature::sign("secret", "https://chart.example.org/hooks/text", &fields(body.as_bytes()));
        Trust::new("https://chart.example.org/", "AC1", "secret").judge("/hooks/text", &signed, body.as_bytes())
    }

    #[test]
    fn a_text_of_our_account_is_believed_and_of_another_not() {
        let Told::Text(text) = judged("AccountSid=AC1&From=%2B15085550134&MessageSid=SM1&Body=a+b").unwrap().text() else {
            panic!("a text")
        };
        assert_eq!((text.from.e164.as_str(), text.words.as_str(), text.provider_id.as_str()), ("+15085550134", "a b", "SM1"));
        assert!(judged("AccountSid=AC2&From=%2B15085550134&MessageSid=SM1").is_none());
        assert!(judged("From=%2B15085550134&AccountSid=").is_none());
    }

    #[test]
    fn more_than_a_text_can_hold_is_not_even_read() {
        assert!(judged(&format!("AccountSid=AC1&Body={}", "x".repeat(MOST_BYTES))).is_none());
    }

    #[test]
    fn a_text_from_nobody_or_without_an_id_is_told_apart() {
        assert!(matches!(judged("AccountSid=AC1&From=72404&MessageSid=SM1").unwrap().text(), Told::NoNumber));
        assert!(matches!(judged("AccountSid=AC1&From=%2B15085550134").unwrap().text(), Told::NoId));
    }

    #[test]
    fn a_fate_is_put_into_our_words() {
        let stopped =
            judged("AccountSid=AC1&MessageSid=SM1&MessageStatus=failed&ErrorCode=21610").unwrap().fate(Some("m=x")).unwrap();
        assert!(stopped.message.is_none());
        assert!(matches!(stopped.report, Report::Failed { is_stopped: true, .. }));
        assert!(judged("AccountSid=AC1&MessageSid=SM1&MessageStatus=queued").unwrap().fate(None).is_none());
    }
}
