//! Pictures of an insurance card, front and back: kept as they were taken, but for what a telephone writes into them about place and
//! time, which nobody here needs.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | photographed | kept | intake, biller; the person by a link |
//! | kept | photographed again | both are kept, the newer is shown | the same |

pub mod keep;
pub mod picture;
mod store;

use serde::{Deserialize, Serialize};
use vocabulary::id::{InsuranceCardId, PatientId};

pub use keep::KeepInsuranceCard;
pub use picture::{MOST_BYTES, Picture, PictureProblem};
pub use store::{load, of_patient};

/// A side of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardSide {
    /// With name and member id.
    Front,
    /// With telephone numbers and the payer's id.
    Back,
}

impl CardSide {
    /// Both, in the order of a form.
    pub const ALL: [Self; 2] = [Self::Front, Self::Back];

    /// The stable text, as in forms and tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Back => "back",
        }
    }

    /// In a word, for a reader.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Front => "Front",
            Self::Back => "Back",
        }
    }

    /// Reads the stable text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.as_str() == text)
    }
}

/// A picture of one side of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InsuranceCard {
    /// The id.
    pub id: InsuranceCardId,
    /// Whose.
    pub patient: PatientId,
    /// Which side.
    pub side: CardSide,
    /// The hash of the picture, under which it is kept.
    pub sha256: String,
    /// What it is: `image/jpeg`, `image/png`, `image/heic`.
    pub media_type: String,
    /// How large, in bytes.
    pub bytes: i64,
}

impl InsuranceCard {
    /// Whether a browser shows it; a picture in another form is only handed out as a file.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        matches!(self.media_type.as_str(), "image/jpeg" | "image/png")
    }
}

#[cfg(test)]
mod tests;
