//! Hands a text to the network, or asks whether the network has it. Whatever is not surely "taken" or surely "not taken" is "no
//! answer": such a text is asked for and never simply sent again (ADR 0016).

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use confidential::to_person::Outgoing;
use confidential::{Released, ToPerson};
use conversation::message::Outcome;
use jiff::{SignedDuration, Timestamp};
use url::form_urlencoded::Serializer;
use vocabulary::id::MessageId;

use super::wire::{ListWire, MessageWire, STOPPED, TroubleWire, in_words};

/// How long the network may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long it may take until a line to it stands.
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(5);
/// A network's clock may be so far from ours.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_secs(30);

/// Who a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sender {
    /// One number, in E.164.
    Number(String),
    /// A messaging service of the network, which chooses among our numbers.
    Service(String),
}

/// The network.
#[derive(Clone)]
pub struct TextNetwork {
    agent: ureq::Agent,
    base: String,
    account: String,
    token: String,
    sender: Sender,
    status_hook: String,
}

impl std::fmt::Debug for TextNetwork {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "TextNetwork({})", self.base)
    }
}

impl TextNetwork {
    /// A network at an address such as `https://api.twilio.com`, with our account, its token, who texts come from, and where its words
    /// about them are to go.
    #[must_use]
    pub fn new(base: &str, account: &str, token: &str, sender: Sender, status_hook: &str) -> Self {
        let configured = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(PATIENCE_TO_CONNECT))
            .http_status_as_error(false)
            .build();
        Self {
            agent: configured.into(),
            base: base.trim_end_matches('/').to_owned(),
            account: account.to_owned(),
            token: token.to_owned(),
            sender,
            status_hook: status_hook.to_owned(),
        }
    }

    /// Hands a text over. `key` is our own id of it; the network's words about it come back with it.
    #[must_use]
    pub fn hand_over(&self, key: MessageId, text: &Released<Outgoing, ToPerson>) -> Outcome {
        let mut form = Serializer::new(String::new());
        form.append_pair("To", &text.address).append_pair("Body", &text.words);
        match &self.sender {
            Sender::Number(number) => form.append_pair("From", number),
            Sender::Service(service) => form.append_pair("MessagingServiceSid", service),
        };
        form.append_pair("StatusCallback", &format!("{}?m={key}", self.status_hook));
        let request = self.agent.post(self.messages()).header("authorization", self.credentials());
        let answered = request.content_type("application/x-www-form-urlencoded").send(form.finish());
        let mut answer = match answered {
            Ok(answer) => answer,
            Err(error) => return not_answered(&error),
        };
        let status = answer.status().as_u16();
        let wait = answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse::<i64>().ok());
        let Ok(body) = answer.body_mut().read_to_string() else { return Outcome::NoAnswer };
        judge(status, wait, &body)
    }

    /// Asks whether the network has a text that may have been handed over at a moment.
    #[must_use]
    pub fn ask(&self, text: &Released<Outgoing, ToPerson>, since: Timestamp) -> Outcome {
        let query = Serializer::new(String::new()).append_pair("To", &text.address).append_pair("PageSize", "100").finish();
        let address = format!("{}?{query}", self.messages());
        let answered = self.agent.get(address).header("authorization", self.credentials()).call();
        let later = |why: String| Outcome::Later { why, at_least: SignedDuration::ZERO };
        let mut answer = match answered {
            Ok(answer) => answer,
            Err(error) => return later(format!("The network cannot be asked: {}.", kind_of(&error))),
        };
        let status = answer.status().as_u16();
        if status != 200 {
            return later(format!("The network cannot be asked: status {status}."));
        }
        let list = answer.body_mut().read_to_string().ok().and_then(|body| serde_json::from_str::<ListWire>(&body).ok());
        let Some(list) = list else { return later("The network's list cannot be read.".to_owned()) };
        let is_it = |one: &&MessageWire| one.body == text.words && one.to == text.address && is_since(one, since);
        match list.messages.iter().filter(|one| one.direction.starts_with("outbound")).find(is_it) {
            Some(found) => Outcome::Accepted { provider_id: Some(found.sid.clone()) },
            None => Outcome::NotThere,
        }
    }

    fn messages(&self) -> String {
        format!("{}/2010-04-01/Accounts/{}/Messages.json", self.base, self.account)
    }

    fn credentials(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("{}:{}", self.account, self.token)))
    }
}

fn is_since(message: &MessageWire, since: Timestamp) -> bool {
    let made = message.date_created.as_deref().and_then(|text| jiff::fmt::rfc2822::parse(text).ok());
    let earliest = since.saturating_sub(CLOCKS_DIFFER).unwrap_or(since);
    made.is_some_and(|made| made.timestamp() >= earliest)
}

/// What an answer means.
fn judge(status: u16, wait: Option<i64>, body: &str) -> Outcome {
    let at_least = SignedDuration::from_secs(wait.unwrap_or(0).clamp(0, 3600));
    match status {
        200 | 201 => match serde_json::from_str::<MessageWire>(body) {
            Ok(message) => Outcome::Accepted { provider_id: Some(message.sid) },
            Err(_) => Outcome::NoAnswer,
        },
        429 => Outcome::Later { why: "The network has too much to do (429).".to_owned(), at_least },
        500 | 503 => Outcome::Later { why: format!("The network is out of order ({status})."), at_least },
        // A gateway that gave up waiting does not know whether the network behind it took the text.
        501..600 => Outcome::NoAnswer,
        401 | 403 | 404 => {
            let why = format!("The network does not know our account ({status}); see `stepdown config check`.");
            Outcome::Later { why, at_least: SignedDuration::from_mins(5) }
        }
        _ => {
            let code = serde_json::from_str::<TroubleWire>(body).unwrap_or_default().code;
            Outcome::Refused { why: in_words(code), is_stopped: code == STOPPED }
        }
    }
}

/// No answer came. Where no line stood, nothing was taken; anywhere later nobody knows.
fn not_answered(error: &ureq::Error) -> Outcome {
    let never_began = match error {
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => true,
        ureq::Error::Timeout(ureq::Timeout::Resolve | ureq::Timeout::Connect) => true,
        ureq::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        _ => false,
    };
    if never_began {
        let why = format!("The network is not there: {}.", kind_of(error));
        Outcome::Later { why, at_least: SignedDuration::ZERO }
    } else {
        Outcome::NoAnswer
    }
}

/// The kind of an error, without the address in it.
fn kind_of(error: &ureq::Error) -> &'static str {
    match error {
        ureq::Error::HostNotFound => "its name is not known",
        ureq::Error::ConnectionFailed => "no connection",
        ureq::Error::Timeout(_) => "it takes too long",
        ureq::Error::Io(_) => "the line broke",
        _ => "no answer that can be understood",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_surely_taken_or_refused_is_asked_for() {
        let accepted = Outcome::Accepted { provider_id: Some("SM1".into()) };
        assert_eq!(judge(201, None, r#"{"sid":"SM1","status":"queued"}"#), accepted);
        for (status, body) in [(201, "<html>"), (502, ""), (504, "")] {
            assert_eq!(judge(status, None, body), Outcome::NoAnswer, "{status}");
        }
        for status in [429, 500, 503, 401] {
            assert!(matches!(judge(status, None, ""), Outcome::Later { .. }), "{status}");
        }
        let waits = judge(429, Some(120), "");
        assert!(matches!(waits, Outcome::Later { at_least, .. } if at_least.as_secs() == 120));
        assert_eq!(
            judge(400, None, r#"{"code":21610,"message":"x"}"#),
            Outcome::Refused { why: in_words(21610), is_stopped: true }
        );
        assert_eq!(judge(400, None, "?"), Outcome::Refused { why: in_words(0), is_stopped: false });
    }
}
