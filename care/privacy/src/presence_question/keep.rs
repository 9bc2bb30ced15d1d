//! Writes down that somebody asked, without about whom (P2-14).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::id::PresenceQuestionId;

use super::model::{PresenceQuestion, WhoAsks};
use crate::Fact;
use crate::request::Way;

/// Somebody asked.
#[derive(Clone, Debug, Default)]
pub struct KeepPresenceQuestion {
    /// Who.
    pub who: Option<WhoAsks>,
    /// How.
    pub way: Option<Way>,
    /// Their own name and number; may be empty.
    pub from: String,
    /// What is worth knowing about the asking; may be empty.
    pub words: String,
}

impl Command for KeepPresenceQuestion {
    type Output = PresenceQuestionId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PresenceQuestionId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::PresenceQuestion)?;
        let mut problems = Problems::none();
        problems.require("who", self.who.is_some(), "Choose who asked.");
        problems.require("way", self.way.is_some(), "Choose how they asked.");
        let question = problems.finish(self.who.zip(self.way).map(|(who, way)| PresenceQuestion {
            id: cx.new_id(),
            who,
            way,
            from: self.from.trim().to_owned(),
            words: self.words.trim().to_owned(),
        }))?;
        cx.tx.append(&question, &cx.entry("somebody asked about a person"))?;
        Ok(Done::with(question.id, Fact::DutiesChanged))
    }
}
