//! What may be done with a form under its licence: shown to a person, or only filled by staff from a licensed paper form (IN-07, IN-08).

use crate::Form;
use crate::file::Terms;
use crate::wording::Wording;

/// Whether a form may be shown to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Showing {
    /// Every question has its wording.
    Whole,
    /// Some questions have none: the form cannot be given to a person until a licensed wording is loaded; staff may enter answers or
    /// totals from paper.
    PaperOnly {
        /// The printed numbers of the questions without wording.
        without_text: Vec<String>,
        /// Why, in one sentence.
        why: String,
    },
}

impl Wording<'_> {
    /// What may be done.
    #[must_use]
    pub fn showing(&self) -> Showing {
        let without: Vec<&crate::Item> = self.form.items.iter().filter(|item| self.question(item).is_none()).collect();
        if without.is_empty() {
            return Showing::Whole;
        }
        let why = match self.form.licence.terms {
            Terms::PermissionRequired => format!(
                "The wording of the {} may be shown only with the permission of its holder ({}).",
                self.form.short, self.form.licence.holder
            ),
            Terms::PublicDomain | Terms::FreeAttribution | Terms::FreeNoncommercial => {
                format!("Part of the wording of the {} is not carried here and has to be loaded first.", self.form.short)
            }
        };
        Showing::PaperOnly { without_text: without.iter().map(|item| item.n.clone()).collect(), why }
    }
}

impl Form {
    /// The line that stands on the form, on prints and in exports; absent when the holder asks for none (IN-08).
    #[must_use]
    pub fn notice(&self) -> Option<&str> {
        Some(self.licence.notice.as_str()).filter(|notice| !notice.is_empty())
    }

    /// Whether it may be used only without commercial purpose (IN-09).
    #[must_use]
    pub fn is_noncommercial(&self) -> bool {
        self.licence.terms == Terms::FreeNoncommercial
    }
}
