//! The networks of the demonstration, on this computer: a telephone that shows and writes texts, a mailbox that shows letters. Outside
//! they speak what the real ones speak (the Twilio-compatible interface with its signatures, SMTP), so that everything of ours is the
//! code that runs with a real network; settings alone make the difference. It also keeps every request as it came, for tests.

mod smtp;
mod text;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use vocabulary::{Clock, Timestamp};

/// The account of the sandbox.
pub const ACCOUNT: &str = "AC00000000000000000000000000sandbox";
/// Our number in it.
pub const OUR_NUMBER: &str = "+15085550140";

/// A text as the sandbox telephone shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SandboxText {
    /// The network's id.
    pub sid: String,
    /// The person's number.
    pub number: String,
    /// The words.
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// Whether the person wrote it.
    pub is_theirs: bool,
}

/// A letter as the sandbox mailbox shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SandboxLetter {
    /// To whom.
    pub to: String,
    /// The whole letter as it came, headers first.
    pub letter: String,
    /// When.
    pub at: Timestamp,
}

/// How the sandbox answers a text, for tests of what a network may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// Takes it.
    #[default]
    Takes,
    /// Takes it and breaks the line before it answers.
    TakesSilently,
    /// Breaks the line and takes nothing.
    Silent,
    /// Answers 429 and when to come back.
    TooMuch,
    /// Answers 503.
    OutOfOrder,
    /// Answers with a refusal of this number.
    Refuses(i64),
}

/// The sandbox. Clones share it.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

pub(crate) struct Inner {
    clock: Clock,
    token: String,
    http: SocketAddr,
    smtp: SocketAddr,
    kept: Mutex<Kept>,
}

#[derive(Default)]
pub(crate) struct Kept {
    texts: Vec<SandboxText>,
    letters: Vec<SandboxLetter>,
    requests: Vec<String>,
    manners: Vec<Manner>,
    origin: String,
    next: u64,
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Sandbox({})", self.0.http)
    }
}

impl Sandbox {
    /// Opens the sandbox on two ports of this computer. `token` is the word its signatures are made with.
    ///
    /// # Errors
    /// When this computer has no port left.
    pub fn open(clock: Clock, token: &str) -> std::io::Result<Self> {
        let http = std::net::TcpListener::bind(("127.0.0.1", 0))?;
        let smtp = std::net::TcpListener::bind(("127.0.0.1", 0))?;
        let inner =
            Inner { clock, token: token.to_owned(), http: http.local_addr()?, smtp: smtp.local_addr()?, kept: Mutex::default() };
        let sandbox = Self(Arc::new(inner));
        text::answer(sandbox.clone(), http);
        smtp::answer(sandbox.clone(), smtp);
        Ok(sandbox)
    }

    /// Where the program answers: from then on its words are told to it.
    pub fn calls(&self, origin: &str) {
        origin.trim_end_matches('/').clone_into(&mut self.kept().origin);
    }

    /// The address of the Twilio-compatible interface.
    #[must_use]
    pub fn text_address(&self) -> String {
        format!("http://{}", self.0.http)
    }

    /// The address of the mail server.
    #[must_use]
    pub fn mail_address(&self) -> String {
        format!("smtp://{}", self.0.smtp)
    }

    /// The word its signatures are made with.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.0.token
    }

    /// Every text, oldest first.
    #[must_use]
    pub fn texts(&self) -> Vec<SandboxText> {
        self.kept().texts.clone()
    }

    /// Every letter, oldest first.
    #[must_use]
    pub fn letters(&self) -> Vec<SandboxLetter> {
        self.kept().letters.clone()
    }

    /// Every request to the interface, as it came: method, address, body.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.kept().requests.clone()
    }

    /// How the next texts are answered, the first first; those after are taken.
    pub fn will(&self, manners: &[Manner]) {
        self.kept().manners = manners.iter().rev().copied().collect();
    }

    /// A person texts us.
    ///
    /// # Errors
    /// When the program does not take it, with its status.
    pub fn text_us(&self, number: &str, words: &str) -> Result<String, String> {
        text::tell_of_text(self, number, words)
    }

    pub(crate) fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
