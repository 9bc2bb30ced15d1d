//! The form of the public site (S-01, S-26, S-28): somebody asks for a call or a text in a minute, from an old phone, without an
//! account. It becomes an inquiry in the one queue. Nothing is looked up here, so the answer is the same whether or not anybody of
//! that number is known (P2-14). The same words sent again are one inquiry.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::id::InquiryId;

use super::log::{self, InquiryInput};
use super::{CallFacts, Source};
use crate::Fact;

/// The most letters the free line may have.
pub const LONGEST_LINE: usize = 500;
/// What stands in the queue for somebody who left nothing but a number.
const NO_NAME: &str = "No name given";

/// How and when somebody may be reached, as they chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReachBy {
    /// A call as soon as possible; a message may be left.
    CallAndMessage,
    /// A call as soon as possible; no message.
    CallOnly,
    /// A call late in the day; no message, because others may hear it then.
    CallLate,
    /// A text message first, no call.
    Text,
}

/// Asks for a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestCall {
    /// What to call them; may be empty when they only want to be texted.
    pub given: String,
    /// The number as typed.
    pub phone: String,
    /// How and when.
    pub reach_by: ReachBy,
    /// What they want to add; may be empty.
    pub line: String,
    /// The language they read, in its English name, when it is not English.
    pub language: Option<&'static str>,
}

impl Command for RequestCall {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Inquiry)?;
        log::log_as(cx, None, &decide(self)?, None, CallFacts::default())
    }
}

impl RequestCall {
    /// Whether the form can be taken at all, judged without asking any record: so that nobody's mistyped number costs a place in the
    /// queue of writers.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every problem.
    pub fn check(&self) -> Result<(), Refusal> {
        decide(self).map(drop)
    }
}

/// The sheet of the queue that this form makes; every problem at once.
fn decide(wish: &RequestCall) -> Result<InquiryInput, Refusal> {
    let mut problems = Problems::none();
    let is_text = wish.reach_by == ReachBy::Text;
    let given = wish.given.trim();
    problems.require("given", is_text || !given.is_empty(), "Write what we may call you.");
    match vocabulary::Phone::parse(&wish.phone) {
        _ if wish.phone.trim().is_empty() => problems.add("phone", "Write a number where we can reach you."),
        Err(error) => problems.add("phone", error.to_string()),
        Ok(_) => {}
    }
    problems.require("line", wish.line.chars().count() <= LONGEST_LINE, "Write at most 500 letters here.");
    let sheet = InquiryInput {
        source: Source::Web,
        given: if given.is_empty() { NO_NAME.to_owned() } else { given.to_owned() },
        family: String::new(),
        birth_date: None,
        phone: wish.phone.clone(),
        may_leave_message: wish.reach_by == ReachBy::CallAndMessage,
        may_text: is_text,
        call_as: String::new(),
        email: String::new(),
        may_email: false,
        words: words(wish),
    };
    problems.finish(Some(sheet))
}

/// What staff read first: how to reach them, in which language, and their own line.
fn words(wish: &RequestCall) -> String {
    let mut words = wish.reach_by.title().to_owned();
    if let Some(language) = wish.language {
        words.push_str(&format!(" Reads {language}."));
    }
    let line = wish.line.trim();
    if !line.is_empty() {
        words.push_str(&format!(" In their words: {line}"));
    }
    words
}

impl ReachBy {
    /// All, in the order of the form.
    pub const ALL: [Self; 4] = [Self::CallAndMessage, Self::CallOnly, Self::CallLate, Self::Text];

    /// The stable text of the form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CallAndMessage => "call_and_message",
            Self::CallOnly => "call_only",
            Self::CallLate => "call_late",
            Self::Text => "text",
        }
    }

    /// For staff, as a sentence.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::CallAndMessage => "Call as soon as you can; a message is fine.",
            Self::CallOnly => "Call as soon as you can; leave no message.",
            Self::CallLate => "Call late in the day; leave no message.",
            Self::Text => "Text first, do not call.",
        }
    }

    /// The one with this stable text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// What a person can show or say to be found again: letters and digits that are not mistaken for one another, made from the id, so
/// that nothing more is stored. Says nothing about anybody.
#[must_use]
pub fn reference(inquiry: InquiryId) -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    // The end of an id of version 7 is chance; its beginning is the time.
    let chance = inquiry.0.as_u128();
    let letter = |at: u32| LETTERS.get((chance >> (at * 5)) as usize % LETTERS.len()).map_or('X', |byte| char::from(*byte));
    let half = |from: u32| (from..from + 3).map(letter).collect::<String>();
    format!("{}-{}", half(0), half(3))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn wish() -> RequestCall {
        RequestCall {
            given: " Alex ".into(),
            phone: "508 555 0199".into(),
            reach_by: ReachBy::CallOnly,
            line: "After my shift is best".into(),
            language: Some("Spanish"),
        }
    }

    #[test]
    fn the_queue_shows_how_to_reach_somebody_before_their_own_line() {
        let sheet = decide(&wish()).unwrap();
        assert_eq!(sheet.given, "Alex");
        assert_eq!(
            sheet.words,
            "Call as soon as you can; leave no message. Reads Spanish. In their words: After my shift is best"
        );
        assert_eq!((sheet.may_leave_message, sheet.may_text), (false, false));
    }

    #[test]
    fn one_number_is_enough_for_a_text() {
        let sheet = decide(&RequestCall { given: String::new(), reach_by: ReachBy::Text, ..wish() }).unwrap();
        assert_eq!((sheet.given.as_str(), sheet.may_text, sheet.may_leave_message), (NO_NAME, true, false));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let line = "a".repeat(LONGEST_LINE + 1);
        let wrong = RequestCall { given: " ".into(), phone: "12".into(), line, ..wish() };
        let Err(Refusal::Invalid(problems)) = decide(&wrong) else { unreachable!("three problems") };
        assert_eq!(problems.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["given", "phone", "line"]);
    }

    #[test]
    fn a_reference_follows_from_the_id_alone_and_is_easy_to_say() {
        let id = |number| InquiryId(uuid::Uuid::from_u128(number));
        assert_eq!(reference(id(0)), "222-222");
        assert_ne!(reference(id(0x0001)), reference(id(0x0002)));
        let said = reference(id(0x019c_ae66_d220_70ee_902e_50e4_1ab8_b3e9));
        assert!(said.len() == 7 && !said.contains(['0', 'O', '1', 'I']), "{said}");
    }
}
