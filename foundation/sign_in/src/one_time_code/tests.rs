//! Codes against the tables of RFC 4226 and RFC 6238, replay, clocks that differ, the picture.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use proptest::prelude::*;

use super::*;

/// The secret of both RFCs: the ASCII text 12345678901234567890.
fn rfc_secret() -> TotpSecret {
    TotpSecret::from_bytes(b"12345678901234567890").unwrap()
}

const NOON: UnixMillis = 1_700_000_010_000;
const STEP: UnixMillis = 30_000;

#[test]
fn codes_are_those_of_rfc_4226_appendix_d() {
    let expected = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
    for (counter, code) in expected.iter().enumerate() {
        let moment = i64::try_from(counter).unwrap() * STEP;
        assert_eq!(rfc_secret().code_at(moment), *code, "counter {counter}");
        assert_eq!(rfc_secret().code_at(moment + STEP - 1), *code, "end of counter {counter}");
    }
}

#[test]
fn codes_are_those_of_rfc_6238_appendix_b() {
    // The table has eight digits for SHA-1; six digits are their end.
    for (second, eight) in [
        (59_i64, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ] {
        assert_eq!(rfc_secret().code_at(second * 1000), eight[2..], "at {second}");
        assert!(rfc_secret().verify(&eight[2..], second * 1000, None).is_ok());
    }
}

#[test]
fn a_code_of_the_step_before_or_after_is_taken_and_no_other() {
    let secret = rfc_secret();
    let step_now = u64::try_from(NOON / STEP).unwrap();
    for (steps, expected) in [
        (-2, Err(CodeRefused::Wrong)),
        (-1, Ok(step_now - 1)),
        (0, Ok(step_now)),
        (1, Ok(step_now + 1)),
        (2, Err(CodeRefused::Wrong)),
    ] {
        let code = secret.code_at(NOON + steps * STEP);
        assert_eq!(secret.verify(&code, NOON, None), expected, "{steps} steps away");
    }
}

#[test]
fn a_code_works_once_and_an_older_one_no_more_asvs_6_5_1() {
    let secret = rfc_secret();
    let code = secret.code_at(NOON);
    let used = secret.verify(&code, NOON, None).unwrap();
    assert_eq!(secret.verify(&code, NOON + 5_000, Some(used)), Err(CodeRefused::UsedBefore));
    assert_eq!(secret.verify(&secret.code_at(NOON - STEP), NOON, Some(used)), Err(CodeRefused::UsedBefore));
    assert_eq!(secret.verify(&secret.code_at(NOON + STEP), NOON + STEP, Some(used)), Ok(used + 1));
}

#[test]
fn what_is_not_six_digits_is_no_code() {
    for typed in ["", "12345", "1234567", "12345a", "１２３４５６", "-12345", "755224\0"] {
        assert_eq!(rfc_secret().verify(typed, 0, None), Err(CodeRefused::NotACode), "{typed:?}");
    }
    assert_eq!(rfc_secret().verify(" 755 224\n", 0, None), Ok(0), "spaces do not matter");
}

#[test]
fn a_moment_before_1970_is_the_first_step() {
    assert_eq!(rfc_secret().code_at(-5), "755224");
}

#[test]
fn a_secret_is_stored_as_base32_and_read_back() {
    let secret = TotpSecret::generate().unwrap();
    let stored = secret.to_stored();
    assert_eq!(stored.len(), 32);
    assert_eq!(TotpSecret::from_stored(&stored).unwrap().code_at(NOON), secret.code_at(NOON));
    assert_ne!(stored, TotpSecret::generate().unwrap().to_stored());
    for unreadable in ["", "!!!", "GEZDGNBV"] {
        assert_eq!(TotpSecret::from_stored(unreadable).unwrap_err(), EnrolmentError::UnreadableSecret, "{unreadable}");
    }
    assert!(!format!("{secret:?}").contains(&stored));
}

#[test]
fn the_enrolment_shows_uri_picture_and_letters() {
    let enrolment = rfc_secret().enrolment("Harbor Street", "ana.ferreira").unwrap();
    assert_eq!(
        enrolment.uri,
        "otpauth://totp/Harbor%20Street:ana.ferreira?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Harbor%20Street"
    );
    assert_eq!(enrolment.typed_secret, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    assert!(enrolment.qr_svg.starts_with("<svg") && enrolment.qr_svg.ends_with("</svg>"));
    assert!(!enrolment.qr_svg.contains("style") && !enrolment.qr_svg.contains("script"));
    assert_eq!(format!("{enrolment:?}"), "Enrolment(…)");
}

#[test]
fn names_that_do_not_fit_an_enrolment_are_refused() {
    let refused = |issuer: &str, account: &str| rfc_secret().enrolment(issuer, account).unwrap_err();
    assert_eq!(refused("Harbor: Street", "ana"), EnrolmentError::UnusableName);
    assert_eq!(refused("Harbor Street", " "), EnrolmentError::UnusableName);
    assert_eq!(refused("Harbor Street", &"é".repeat(3000)), EnrolmentError::TooLong);
}

proptest! {
    #[test]
    fn no_step_is_ever_taken_twice(moments in prop::collection::vec(0_i64..600_000, 1..20)) {
        let secret = rfc_secret();
        let mut last = None;
        for moment in moments {
            if let Ok(step) = secret.verify(&secret.code_at(moment), moment, last) {
                prop_assert!(last.is_none_or(|last| step > last));
                last = Some(step);
            }
        }
    }
}
