//! The words of the gate, for staff.

use confidential::category::Category;
use confidential::decide::Reason;
use confidential::disclosure::Rested;

/// The categories somebody may choose, by value and words.
pub(super) fn choices() -> impl Iterator<Item = (&'static str, &'static str)> {
    Category::ORDINARY.into_iter().map(|category| (category.as_str(), category.title()))
}

/// The categories of somebody who keeps counseling notes: those are a choice of their own and go by a consent of their own (P2-23).
pub(super) fn choices_for(keeps_notes: bool) -> impl Iterator<Item = (&'static str, &'static str)> {
    let notes = keeps_notes.then_some((Category::CounselingNotes.as_str(), "Your own counseling notes"));
    choices().chain(notes)
}

/// Categories as a list of words.
pub(super) fn categories(all: impl IntoIterator<Item = Category>) -> String {
    let words: Vec<String> = all.into_iter().map(|category| category.title().to_owned()).collect();
    crate::words::list(&words)
}

/// A reason with its rule.
pub(super) fn reason(reason: Reason) -> String {
    format!("{} ({})", reason.sentence(), reason.rule())
}

/// On what something rested.
pub(super) fn rested(rested: Rested) -> &'static str {
    match rested {
        Rested::OnConsent => "A consent",
        Rested::OnOwnRight => "The person’s right to their record",
        Rested::OnEmergency => "A medical emergency",
        Rested::OnOrder => "A court order",
        Rested::OnService => "An agreement with a service",
        Rested::OnAudit => "An audit",
        Rested::OnPublicHealth => "Public health",
        Rested::OnCrime => "A crime on the premises",
        Rested::OnChildAbuse => "Suspected abuse of a child",
        Rested::OnDeath => "The law about somebody who died",
    }
}
