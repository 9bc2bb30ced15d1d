//! Who asked, newest first.

use access::{Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::Timestamp;

use super::model::PresenceQuestion;
use super::store;

/// How many are shown at most.
const MOST: i64 = 200;

/// Asks for the newest questions.
#[derive(Clone, Copy, Debug)]
pub struct ListPresenceQuestions;

/// A question with when it was asked.
#[derive(Clone, Debug)]
pub struct PresenceQuestionLine {
    /// The question.
    pub question: PresenceQuestion,
    /// When it was written down.
    pub at: Timestamp,
}

impl Query for ListPresenceQuestions {
    type View = Vec<PresenceQuestionLine>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<PresenceQuestionLine>>, Refusal> {
        let newest = store::newest(cx.tx, MOST)?;
        let lines =
            newest.into_iter().map(|stored| PresenceQuestionLine { at: stored.recorded_at, question: stored.record }).collect();
        Ok(Guarded::several(Kind::PresenceQuestion, lines))
    }
}
