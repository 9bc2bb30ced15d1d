//! What a group note consists of.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::ObjectiveId;

/// The part that is the same for everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPart {
    /// The topic, from the curriculum.
    pub topic: String,
    /// What was done.
    pub techniques: Vec<String>,
    /// In a few sentences; nobody is named in it (OP-12).
    pub summary: String,
    /// Start, as it really was.
    pub started_at: Option<Timestamp>,
    /// End.
    pub ended_at: Option<Timestamp>,
    /// Where.
    pub place: String,
    /// Words that look like a name and name nobody here, as the writer said.
    #[serde(default)]
    pub answered: Vec<String>,
}

/// The part that is only about one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPart {
    /// How the person took part.
    pub participation: Option<Participation>,
    /// How the person seemed.
    pub presentation: Vec<Presentation>,
    /// The objectives touched and how they moved.
    pub touched: Vec<Touched>,
    /// The person's own line.
    pub words: String,
    /// Minutes, when the leader knows better than the door; with the reason in [`OwnPart::minutes_reason`].
    pub stated_minutes: Option<i64>,
    /// Why the stated minutes differ from the door.
    pub minutes_reason: String,
    /// Words that look like a name and name nobody here, as the writer said.
    #[serde(default)]
    pub answered: Vec<String>,
    /// Whether the writer said that it is ready to sign.
    pub is_ready: bool,
}

/// An objective that was worked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// Which.
    pub objective: ObjectiveId,
    /// How it moved.
    pub moved: Option<Moved>,
}

/// Declares a choice with its stable text and its words on screen.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $text:literal $words:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every choice, in the order shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable text.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The words on screen.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words),* }
            }

            /// The choice with this stable text.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.as_str() == text)
            }
        }
    };
}

choice! {
    /// How a person took part.
    Participation {
        /// Led a part of it.
        Led "led" "Led";
        /// Spoke and worked.
        Active "active" "Active";
        /// Followed.
        Attentive "attentive" "Attentive";
        /// Spoke when asked.
        WithPrompts "with_prompts" "With prompts";
        /// Said little or nothing.
        Quiet "quiet" "Quiet";
    }
}

choice! {
    /// How a person seemed.
    Presentation {
        /// Calm.
        Calm "calm" "Calm";
        /// Hopeful.
        Hopeful "hopeful" "Hopeful";
        /// Anxious.
        Anxious "anxious" "Anxious";
        /// Low.
        Low "low" "Low";
        /// Irritable.
        Irritable "irritable" "Irritable";
        /// Tired.
        Tired "tired" "Tired";
    }
}

choice! {
    /// How an objective moved.
    Moved {
        /// Farther away.
        Back "back" "Back";
        /// As before.
        Same "same" "Same";
        /// Nearer.
        Forward "forward" "Forward";
        /// Reached.
        Met "met" "Met";
    }
}
