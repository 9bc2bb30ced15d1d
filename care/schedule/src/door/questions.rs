//! The questions at the door: data in four languages, asked only from the day on that the program says so, until it says stop.

use std::sync::LazyLock;

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::DoorQuestionsId;

use super::store;
use crate::Fact;

/// A question, answered by yes or no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorQuestion {
    /// Its key: `fever`.
    pub key: String,
    /// The languages whose words a native reader approved.
    #[serde(default)]
    pub reviewed: Vec<String>,
    /// English.
    pub en: String,
    /// Spanish.
    pub es: String,
    /// Portuguese.
    pub pt: String,
    /// Haitian Creole.
    pub ht: String,
}

impl DoorQuestion {
    /// Its words in a language, by tag.
    #[must_use]
    pub fn words(&self, language: &str) -> &str {
        match language {
            "es" => &self.es,
            "pt" => &self.pt,
            "ht" => &self.ht,
            _ => &self.en,
        }
    }
}

/// Whether questions are asked from a day on, and which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorQuestions {
    /// The id.
    pub id: DoorQuestionsId,
    /// From this day on.
    pub from: Date,
    /// The questions; none when none are asked.
    pub questions: Vec<DoorQuestion>,
}

static STANDARD: LazyLock<Result<Vec<DoorQuestion>, String>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        format: String,
        question: Vec<DoorQuestion>,
    }
    let file: File = toml::from_str(include_str!("../../data/door_questions.toml")).map_err(|error| error.to_string())?;
    if file.format == "stepdown-door-questions/1" { Ok(file.question) } else { Err(format!("`{}` is no such file", file.format)) }
});

/// The questions that come with the program.
#[must_use]
pub fn standard() -> &'static [DoorQuestion] {
    STANDARD.as_deref().unwrap_or_default()
}

/// The questions that are asked on a day; none when none are.
///
/// # Errors
/// The database's own.
pub fn asked_on(cx: &Context<'_>, day: Date) -> Result<Vec<DoorQuestion>, Refusal> {
    Ok(store::questions_on(cx.tx, day)?.map(|one| one.record.questions).unwrap_or_default())
}

/// Switches the questions on or off from a day on.
#[derive(Clone, Copy, Debug)]
pub struct SetDoorQuestions {
    /// Whether they are asked.
    pub is_on: bool,
    /// From this day on.
    pub from: Date,
}

impl Command for SetDoorQuestions {
    type Output = DoorQuestionsId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<DoorQuestionsId, Fact>, Refusal> {
        cx.require(Action::Configure, Kind::Program)?;
        if self.from < cx.today() {
            return Err(Refusal::invalid("from", "Choose today or a day to come."));
        }
        let questions = if self.is_on { standard().to_vec() } else { Vec::new() };
        if let Some(known) = store::questions_on(cx.tx, self.from)?.filter(|known| known.questions == questions) {
            return Ok(Done::already(known.id));
        }
        let next = DoorQuestions { id: cx.new_id(), from: self.from, questions };
        cx.tx.append(&next, &cx.entry("questions at the door"))?;
        Ok(Done::with(next.id, Fact::DoorChanged))
    }
}
