//! Which questions are asked, in order, given the answers so far: for a page with all of them, and for a phone with one at a time.

use crate::answer::{Filled, Given};
use crate::form::Item;
use crate::{Form, Truth};

/// Whether a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Yes.
    Yes,
    /// It depends on an answer that is not there yet.
    Perhaps,
    /// No: the answers so far leave it out.
    No,
}

/// A question as it stands.
#[derive(Clone, Copy, Debug)]
pub struct Question<'f> {
    /// The item.
    pub item: &'f Item,
    /// Whether it is asked.
    pub asked: Asked,
    /// Whether it has an answer.
    pub is_answered: bool,
}

impl Form {
    /// Every item in order. A page without script shows them all and says beside a [`Asked::Perhaps`] that it may be left out.
    #[must_use]
    pub fn questions(&self, filled: &Filled) -> Vec<Question<'_>> {
        let enabled = self.enablement(filled);
        let one = |((item, truth), given): ((_, Truth), &Given)| Question {
            item,
            asked: match truth {
                Truth::True => Asked::Yes,
                Truth::Unknown => Asked::Perhaps,
                Truth::False => Asked::No,
            },
            is_answered: *given != Given::Blank,
        };
        self.items.iter().zip(enabled).zip(&filled.values).map(one).collect()
    }

    /// The first question after `after` (or of all) that is to be asked for certain. A question whose gate was skipped is not asked;
    /// it stays among what is missing.
    #[must_use]
    pub fn question_after(&self, filled: &Filled, after: Option<&str>) -> Option<Question<'_>> {
        let from = after.and_then(|id| self.places.get(id)).map_or(0, |at| at + 1);
        self.questions(filled).into_iter().skip(from).find(|question| question.asked == Asked::Yes)
    }

    /// The question before `before` that is to be asked, for the way back.
    #[must_use]
    pub fn question_before(&self, filled: &Filled, before: &str) -> Option<Question<'_>> {
        let until = self.places.get(before).copied().unwrap_or(0);
        self.questions(filled).into_iter().take(until).rfind(|question| question.asked == Asked::Yes)
    }

    /// How many questions after `after` are to be asked as far as is known: "5 left".
    #[must_use]
    pub fn questions_left(&self, filled: &Filled, after: Option<&str>) -> usize {
        let from = after.and_then(|id| self.places.get(id)).map_or(0, |at| at + 1);
        self.questions(filled).iter().skip(from).filter(|question| question.asked == Asked::Yes).count()
    }
}
