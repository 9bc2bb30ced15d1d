//! Writes what letters say about a case: what happened, what it concerned, what somebody can do, what the program does, whom to call
//! (45 CFR 164.404(c); P2-55). Letters that have gone keep their words.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::Phone;
use vocabulary::id::BreachId;

use super::model::{Breach, InfoKind, LetterText, LetterWords};
use super::store;
use crate::Fact;
use crate::clock::Clocks;

/// What letters say.
#[derive(Clone, Debug)]
pub struct WriteLetterText {
    /// About which case.
    pub breach: BreachId,
    /// What they say.
    pub text: LetterText,
}

impl Command for WriteLetterText {
    type Output = BreachId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<BreachId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Breach)?;
        let current = store::load(cx.tx, self.breach)?;
        super::judge::refuse_when_no_breach(&current)?;
        let text = Some(self.judged(&current)?);
        if current.letter_text == text {
            return Ok(Done::already(self.breach));
        }
        let next = Breach { letter_text: text, ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("letter text written"))?;
        Ok(Done::with(self.breach, Fact::DutiesChanged))
    }
}

impl WriteLetterText {
    fn judged(&self, breach: &Breach) -> Result<LetterText, Refusal> {
        let text = &self.text;
        let mut problems = Problems::none();
        problems.require("kinds", !text.kinds.is_empty(), "Choose which kinds of information it was.");
        let who = text.contact_who.trim();
        problems.require("contact_who", !who.is_empty(), "Write the name or the title of whom people call.");
        let phone = Phone::parse(&text.contact_phone).ok();
        problems.require("contact_phone", phone.is_some(), "Write a telephone number with ten digits.");
        let email = text.contact_email.trim();
        problems.require("contact_email", email.is_empty() || email.contains('@'), "Write an e-mail address, or leave it empty.");
        let monitoring = text.monitoring.trim();
        problems.require("monitoring", !monitoring.is_empty() || !self.wants_monitoring(breach), MONITORING);
        let words: Vec<LetterWords> = text.words.iter().map(tidy).filter(|words| !is_empty(words)).collect();
        let english = words.iter().find(|words| words.language == "en");
        let says = |part: fn(&LetterWords) -> &String| english.is_some_and(|words| !part(words).is_empty());
        let what_happened = "Write in a few sentences what happened. Name nobody.";
        problems.require("what_happened_en", says(|words| &words.what_happened), what_happened);
        problems.require("what_to_do_en", says(|words| &words.what_to_do), "Write what somebody can do now.");
        problems.require("what_we_do_en", says(|words| &words.what_we_do), "Write what the program does about it.");
        problems.finish(phone.map(|phone| LetterText {
            kinds: InfoKind::ALL.iter().copied().filter(|kind| text.kinds.contains(kind)).collect(),
            contact_who: who.to_owned(),
            contact_phone: phone.e164,
            contact_email: email.to_owned(),
            monitoring: monitoring.to_owned(),
            words,
        }))
    }

    fn wants_monitoring(&self, breach: &Breach) -> bool {
        let rule = |state: &String| Clocks::standard().state_breach(state, breach.discovered_on);
        let months = breach.affected.by_state.keys().filter_map(rule).map(|rule| rule.monitoring_months).max();
        self.text.kinds.contains(&InfoKind::SocialSecurity) && months.is_some_and(|months| months > 0)
    }
}

const MONITORING: &str =
    "A Social Security number was among it: write how people sign up for watching over their credit, which the program pays.";

fn tidy(words: &LetterWords) -> LetterWords {
    let tidy = |words: &str| words.replace("\r\n", "\n").trim().to_owned();
    LetterWords {
        language: words.language.clone(),
        what_happened: tidy(&words.what_happened),
        what_to_do: tidy(&words.what_to_do),
        what_we_do: tidy(&words.what_we_do),
    }
}

fn is_empty(words: &LetterWords) -> bool {
    words.what_happened.is_empty() && words.what_to_do.is_empty() && words.what_we_do.is_empty()
}
