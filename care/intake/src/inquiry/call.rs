//! The call sheet: three questions about safety first, then whom the call is about, then what every inquiry has, and a first visit
//! (S-01, S-28). Nothing on it stands in the way of anything else. It is saved while it is written, under an id that the sheet was
//! given when it was opened: a call that breaks off leaves a usable record, and saving again never makes a second one.

use access::{Action, Command, Context, Done, Kind, Refusal};
use serde::{Deserialize, Serialize};
use vocabulary::id::InquiryId;

use super::log::{InquiryInput, Sheet, decide, is_email, log_as};
use super::{Inquiry, reach, store};
use crate::Fact;
use crate::visit::{WantedVisit, book};

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

/// Logs a call with its sheet, and books a first visit when one was chosen.
#[derive(Clone, Debug)]
pub struct LogCall {
    /// The id the sheet was given when it was opened; a new one, when nothing is said.
    pub sheet: Option<InquiryId>,
    /// The first visit the caller chose.
    pub visit: Option<WantedVisit>,
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
        let mut done = match self.sheet {
            Some(sheet) => keep(cx, sheet, &self.input, self.call)?,
            None => log_as(cx, None, &self.input, None, self.call)?,
        };
        if let Some(visit) = &self.visit {
            let current = store::load(cx.tx, done.output)?;
            done.facts.extend(book::book(cx, &current, visit)?);
        }
        Ok(done)
    }
}

/// Keeps the sheet of a call that still goes on, as far as it is filled in. Nothing is kept of a sheet that says nothing yet.
#[derive(Clone, Debug)]
pub struct KeepCall {
    /// The id the sheet was given when it was opened.
    pub sheet: InquiryId,
    /// Who, how to reach them, what is going on.
    pub input: InquiryInput,
    /// What was asked beside.
    pub call: CallFacts,
}

impl Command for KeepCall {
    /// Whether something is kept.
    type Output = bool;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<bool, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Inquiry)?;
        let says_who = !self.input.given.trim().is_empty() || !self.input.family.trim().is_empty();
        let says_how = !self.input.phone.trim().is_empty() || !self.input.words.trim().is_empty();
        if !says_who && !says_how && !self.call.raises_safety() {
            return Ok(Done::already(false));
        }
        // A half-typed number or name is no reason to lose the rest.
        let mut input = self.input.clone();
        if !says_who {
            "Caller".clone_into(&mut input.given);
        }
        if vocabulary::Phone::parse(&input.phone).is_err() {
            input.phone.clear();
        }
        if input.words.trim().is_empty() {
            "A call that broke off.".clone_into(&mut input.words);
        }
        if !is_email(&input.email) {
            input.email.clear();
        }
        let done = keep(cx, self.sheet, &input, self.call)?;
        Ok(Done { output: true, facts: done.facts })
    }
}

/// Writes the sheet down under its id: the first time as a new inquiry, later as the next version of it, by the same member of staff.
fn keep(cx: &Context<'_>, sheet: InquiryId, input: &InquiryInput, call: CallFacts) -> Result<Done<InquiryId, Fact>, Refusal> {
    let Sheet { name, contact_points, words } = decide(input, cx.today())?;
    let Some(known) = cx.tx.load::<Inquiry>(sheet)? else {
        return log_as(cx, Some(sheet), input, None, call);
    };
    let is_theirs = known.recorded_by == cx.actor.author() && known.state().is_open();
    if !is_theirs {
        return Err(Refusal::NotFound);
    }
    let next =
        Inquiry { source: input.source, name, birth_date: input.birth_date, contact_points, words, call, ..known.record.clone() };
    if next == known.record {
        return Ok(Done::already(sheet));
    }
    store::save_next(cx.tx, &next, known.version, &cx.entry("the call went on"))?;
    // A number that was mistyped on the way is theirs no longer, and nobody else's text from it belongs here.
    reach::withdraw_points(cx, &known.record, &next)?;
    reach::note_points(cx, next.person(), &next.contact_points, next.source.how_known())?;
    Ok(Done::with(sheet, Fact::InquiryChanged { inquiry: sheet }))
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
