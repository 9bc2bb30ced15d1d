//! How the core's words about billing become the words of the screen.

use billing::rule::ClaimForm;
use vocabulary::Cents;

use crate::words;

/// The form with this text.
pub(super) fn form(key: &str) -> Option<ClaimForm> {
    ClaimForm::ALL.into_iter().find(|form| form.as_str() == key)
}

/// For screens.
pub(super) fn form_words(form: ClaimForm) -> &'static str {
    match form {
        ClaimForm::Professional => "Professional, 837P",
        ClaimForm::Institutional => "Institutional, 837I",
    }
}

pub(super) fn money(amount: Cents) -> String {
    words::dollars(amount.0)
}

pub(super) fn whole_money(amount: Cents) -> String {
    words::round_dollars(amount.0)
}

/// The heading of a cause. A cause that has no words here is said as it is.
pub(super) fn cause(key: &str) -> String {
    let known = match key {
        "note_unsigned" => "Note not signed",
        "co_signature_missing" => "Waits for a co-signature",
        "objective_missing" => "Note without an objective",
        "credential_not_allowed" => "Leader’s credential not accepted",
        "session_too_short" => "Session too short for its code",
        "below_minimum" => "Under the daily minimum",
        "no_coverage" => "No coverage",
        "no_payment_consent" => "No consent to bill",
        "authorization_missing" => "No authorization",
        "authorization_not_started" => "Authorization begins later",
        "authorization_expired" => "Authorization has ended",
        "authorization_used_up" => "Authorization used up",
        "already_billed" => "Billed already",
        "excluded_code" => "Another code excludes it",
        "excluded_stay" => "A stay elsewhere excludes it",
        "setting_not_covered" => "Payer does not cover this setting",
        "no_primary_service" => "No primary service that day",
        "no_rule" => "No billing rule",
        "per_diem_unclear" => "Several daily rates fit",
        _ => return words::capital(&key.replace('_', " ")),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_found_by_its_key() {
        assert_eq!(form("837i"), Some(ClaimForm::Institutional));
        assert_eq!(form("837d"), None);
        assert_eq!(cause("below_minimum"), "Under the daily minimum");
        assert_eq!(cause("new_cause"), "New cause");
    }
}
