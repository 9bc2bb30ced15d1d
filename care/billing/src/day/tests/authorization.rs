//! Authorizations on the day (OP-50, OP-A13), coverage and consent (OP-A17).

use jiff::civil::date;

use super::super::*;
use super::people::*;

fn full_day() -> Vec<DayService> {
    vec![attended("group", 180)]
}

#[test]
fn op_a13_the_alert_comes_at_three_units_or_five_days() {
    let book = book();
    let mut input = harborline(&book, full_day());
    for (left, sentence) in [
        (5, None),
        (4, Some("Authorization A-100 has 3 units left after this day.")),
        (2, Some("Authorization A-100 has 1 unit left after this day.")),
        (1, Some("Authorization A-100 has 0 units left after this day.")),
    ] {
        input.authorization = Some(authorization(left));
        let state = decide(&input);
        assert_eq!(codes(&state), [("H0015", 1)], "{left}");
        assert_eq!(state.sentences().first().map(String::as_str), sentence, "{left}");
    }
    for (ends_on, sentence) in [
        (date(2026, 3, 10), None),
        (date(2026, 3, 9), Some("Authorization A-100 ends on 2026-03-09.")),
        (date(2026, 3, 4), Some("Authorization A-100 ends on this day.")),
    ] {
        input.authorization = Some(AuthorizationFacts { ends_on, ..authorization(8) });
        assert_eq!(decide(&input).sentences().first().map(String::as_str), sentence);
    }
}

#[test]
fn op_a13_the_thirteenth_unit_is_blocked_or_marked_at_risk() {
    let book = book();
    let mut input = harborline(&book, full_day());
    input.authorization = Some(authorization(0));
    let state = decide(&input);
    assert_eq!(codes(&state), []);
    assert_eq!(state.headline(), "Held: Authorization A-100 has 0 of 12 units left; this day needs 1.");
    assert_eq!(state.reasons()[0].owner, OwnerRole::UtilizationReviewer);

    let mut input = with_payer(&book, "tidewater", full_day());
    input.per_diem = Some("sud per diem".into());
    input.authorization = Some(authorization(0));
    let state = decide(&input);
    assert_eq!(codes(&state), [("H0015", 1)]);
    assert!(state.payer_lines()[0].is_at_risk);
    assert_eq!(state.sentences(), ["Billed at risk: Authorization A-100 has 0 of 12 units left; this day needs 1."]);
}

#[test]
fn missing_for_another_code_not_started_and_expired() {
    let book = book();
    let mut input = harborline(&book, full_day());
    for (authorization, cause) in [
        (None, "authorization_missing"),
        (Some(AuthorizationFacts { code: Some("S9480".into()), ..authorization(8) }), "authorization_missing"),
        (Some(AuthorizationFacts { starts_on: date(2026, 3, 5), ..authorization(8) }), "authorization_not_started"),
        (Some(AuthorizationFacts { ends_on: date(2026, 3, 3), ..authorization(8) }), "authorization_expired"),
    ] {
        input.authorization = authorization;
        let state = decide(&input);
        assert_eq!(causes(&state), [cause]);
        assert_eq!(state.reasons()[0].fix.screen, Screen::Authorizations);
    }
    input.authorization = Some(AuthorizationFacts { code: None, ..authorization(8) });
    assert_eq!(codes(&decide(&input)), [("H0015", 1)], "an authorization for any code");
}

#[test]
fn over_use_shows_before_the_note_is_signed() {
    let book = book();
    let unsigned = DayService { note: NoteState::Unsigned, ..attended("group", 180) };
    let mut input = harborline(&book, vec![unsigned]);
    input.authorization = Some(authorization(0));
    assert_eq!(causes(&decide(&input)), ["note_unsigned", "authorization_used_up"]);
    input.services = vec![attended("group", 20)];
    assert_eq!(causes(&decide(&input)), ["below_minimum", "authorization_used_up"]);
}

#[test]
fn a_payer_that_asks_for_none_holds_nothing() {
    let book = book();
    let mut input = with_payer(&book, "commonbay", vec![attended("group", 210)]);
    assert_eq!(codes(&decide(&input)), [("H0015", 1)]);
    input.authorization = Some(authorization(0));
    let state = decide(&input);
    assert_eq!(codes(&state), [("H0015", 1)]);
    assert_eq!(state.payer_lines()[0].authorization_number, None);
    input.authorization = Some(authorization(9));
    assert_eq!(decide(&input).payer_lines()[0].authorization_number.as_deref(), Some("A-100"));
}

#[test]
fn no_coverage_and_no_consent_are_both_named_with_their_owners() {
    let book = book();
    let mut input = harborline(&book, full_day());
    input.has_coverage = false;
    input.has_payment_consent = false;
    let state = decide(&input);
    assert_eq!(causes(&state), ["no_payment_consent", "no_coverage"]);
    assert_eq!(codes(&state), []);
    assert!(state.headline().ends_with("nothing goes to any payer. One more reason."), "{}", state.headline());
}

#[test]
fn op_a17_without_consent_and_paying_cash_there_is_no_payer_transaction() {
    let book = book();
    let mut input = harborline(&book, full_day());
    input.has_payment_consent = false;
    input.has_coverage = false;
    input.authorization = None;
    input.payer = DayPayer::SelfPay(book.terms_on("self-pay", wednesday()).unwrap());
    input.per_diem = None;
    let state = decide(&input);
    assert!(state.payer_lines().is_empty());
    let DayState::SelfPay { lines, warnings } = &state else { panic!("{state:?}") };
    assert_eq!((lines[0].payer.as_str(), lines[0].charge_cents), ("self-pay", 16000));
    assert!(warnings.is_empty());
    assert_eq!(state.headline(), "Own account: H0015. Nothing goes to a payer.");

    input.services[0].note = NoteState::Unsigned;
    assert_eq!(causes(&decide(&input)), ["note_unsigned"], "the person is not charged on an unsigned note either");
}

#[test]
fn op_a17_a_withdrawn_consent_takes_the_lines_back() {
    let book = book();
    let mut input = harborline(&book, full_day());
    assert_eq!(decide(&input).payer_lines().len(), 1);
    input.has_payment_consent = false;
    let state = decide(&input);
    assert!(state.payer_lines().is_empty());
    assert_eq!(causes(&state), ["no_payment_consent"]);
}

#[test]
fn a_payer_without_terms_is_the_installers_to_mend() {
    let book = book();
    let mut input = harborline(&book, full_day());
    input.payer = DayPayer::WithoutTerms { payer: "old-plan".into() };
    let state = decide(&input);
    assert_eq!(state.headline(), "Held: There is no billing rule of payer old-plan for this day.");
    assert_eq!(state.reasons()[0].owner, OwnerRole::Installer);
}
