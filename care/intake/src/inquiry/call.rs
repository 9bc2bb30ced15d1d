//! The call sheet: three questions about safety first, then whom the call is about, then what every inquiry has (S-01, S-28).
//! Nothing on it stands in the way of anything else: a call that breaks off leaves a usable record.

use access::{Action, Command, Context, Done, Kind, Refusal};
use serde::{Deserialize, Serialize};
use vocabulary::id::InquiryId;

use super::log::{InquiryInput, log};
use crate::Fact;

/// What was asked on a call beside who and how to reach them. Nothing said is nothing known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CallFacts {
    /// Whom the call is about.
    pub who_for: Option<WhoFor>,
    /// Whether anyone is in danger now.
    pub in_danger: Option<bool>,
    /// Whether there was worrying use today, or a sudden stop after heavy use.
    pub risky_use: Option<bool>,
    /// Whether there are thoughts of suicide.
    pub suicide_thoughts: Option<bool>,
}

/// Whom a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhoFor {
    /// The person who calls.
    Caller,
    /// Somebody they love.
    LovedOne,
    /// Somebody in their care.
    InTheirCare,
}

/// Logs a call with its sheet.
#[derive(Clone, Debug)]
pub struct LogCall {
    /// Who, how to reach them, what is going on.
    pub input: InquiryInput,
    /// What was asked beside.
    pub call: CallFacts,
}

impl Command for LogCall {
    type Output = InquiryId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<InquiryId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Inquiry)?;
        log(cx, &self.input, None, self.call)
    }
}

impl WhoFor {
    /// All, in the order of a form.
    pub const ALL: [Self; 3] = [Self::Caller, Self::LovedOne, Self::InTheirCare];

    /// The stable text, as in forms and records.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::LovedOne => "loved_one",
            Self::InTheirCare => "in_their_care",
        }
    }

    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Caller => "The person who calls",
            Self::LovedOne => "Someone they love",
            Self::InTheirCare => "Someone in their care",
        }
    }

    /// The one with this stable text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

impl CallFacts {
    /// Whether any question about safety was answered with yes.
    #[must_use]
    pub fn raises_safety(&self) -> bool {
        [self.in_danger, self.risky_use, self.suicide_thoughts].contains(&Some(true))
    }
}
