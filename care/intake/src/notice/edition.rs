//! An edition of the notice.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::NoticeEditionId;

use crate::paper::{Language, Review};

/// The key of the notice among the papers.
pub const NOTICE: &str = "notice";

/// One edition, in every language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeEdition {
    /// The id.
    pub id: NoticeEditionId,
    /// 1 is what came with the program; one more for each revision.
    pub number: u32,
    /// The first day on which it is given and holds.
    pub in_force_from: Date,
    /// Whether it changes what is done with records, the rights or the duties, so that everybody in care gets it.
    pub is_material: bool,
    /// What changed, in a few words for staff.
    pub what_changed: String,
    /// Whom to talk to about it.
    pub contact: Contact,
    /// The words.
    pub texts: Vec<NoticeText>,
}

/// Whom people talk to about the notice (42 CFR 2.22(b)(1)(i)). Empty in the edition that came with the program: then it is whoever
/// looks after confidentiality, at the program's own number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name or title.
    pub who: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// The words in a language: plain Markdown with the marks of [`Part`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeText {
    /// Which language.
    pub language: Language,
    /// The words.
    pub words: String,
    /// Whether a native reader has checked them. English is what counts and needs none.
    pub is_checked: bool,
}

impl NoticeText {
    /// How far it may be trusted.
    #[must_use]
    pub fn review(&self) -> Review {
        match (self.language, self.is_checked) {
            (Language::En, _) => Review::Source,
            (_, true) => Review::Reviewed,
            (_, false) => Review::Draft,
        }
    }
}

impl NoticeEdition {
    /// The words in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> Option<&NoticeText> {
        self.texts.iter().find(|text| text.language == language)
    }
}

/// The parts that 42 CFR 2.22(b) prescribes after the header; each is a heading that begins with its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is done without consent.
    WithoutConsent,
    /// What needs it, and how it is taken back.
    WithConsent,
    /// The person's rights.
    Rights,
    /// The program's duties.
    Duties,
    /// How to complain, to the program and to the Secretary.
    Complaint,
}

impl Part {
    /// All, in their order.
    pub const ALL: [Self; 5] = [Self::WithoutConsent, Self::WithConsent, Self::Rights, Self::Duties, Self::Complaint];

    /// The mark in the words: `## [rights] Your rights`.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::WithoutConsent => "without_consent",
            Self::WithConsent => "with_consent",
            Self::Rights => "rights",
            Self::Duties => "duties",
            Self::Complaint => "complaint",
        }
    }

    /// What it is about, for staff.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::WithoutConsent => "what is done without consent",
            Self::WithConsent => "what needs consent",
            Self::Rights => "the rights",
            Self::Duties => "the duties",
            Self::Complaint => "how to complain",
        }
    }
}
