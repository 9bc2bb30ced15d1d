//! Passkey ceremonies against the recorded answers of an invented device (`ceremony/answers.json`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use serde_json::Value;
use sign_in::{PasskeyError, PasskeyOwner, PasskeySite, RegistrationState, SignInState, StoredPasskey, UnixMillis};
use uuid::Uuid;

const OWNER: Uuid = Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057);
const NOW: UnixMillis = 1_800_000_000_000;
const MINUTE: UnixMillis = 60_000;

fn site() -> PasskeySite {
    PasskeySite::new("https://office.example.org", None, "Harbor Street").unwrap()
}

fn answer(name: &str) -> String {
    let answers: Value = serde_json::from_str(include_str!("ceremony/answers.json")).unwrap();
    answers[name].to_string()
}

/// Stores a state and reads it back with the challenge the device answered, as if the ceremony had been that one.
fn as_recorded<T: serde::Serialize + serde::de::DeserializeOwned>(state: &T) -> T {
    fn replace(value: &mut Value) -> usize {
        let here = match value.get_mut("challenge") {
            Some(challenge) => {
                *challenge = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8".into();
                1
            }
            None => 0,
        };
        here + value.as_object_mut().map_or(0, |members| members.values_mut().map(replace).sum())
    }
    let mut stored = serde_json::to_value(state).unwrap();
    assert_eq!(replace(&mut stored), 1, "one challenge in {stored}");
    serde_json::from_value(stored).unwrap()
}

fn begun_registration() -> RegistrationState {
    let owner = PasskeyOwner { id: OWNER, account: "ana.ferreira", shown_name: "Ana Ferreira" };
    as_recorded(&site().start_registration(&owner, &[], NOW).unwrap().1)
}

fn registered() -> StoredPasskey {
    site().finish_registration(&begun_registration(), OWNER, &answer("registration"), NOW).unwrap()
}

fn begun_sign_in() -> SignInState {
    as_recorded(&site().start_sign_in(NOW).unwrap().1)
}

fn begun_confirmation() -> SignInState {
    as_recorded(&site().start_confirmation(&[registered()], NOW).unwrap().1)
}

#[test]
fn a_passkey_is_registered_stored_and_signs_in_without_a_name() {
    let stored = serde_json::to_string(&registered()).unwrap();
    let passkey: StoredPasskey = serde_json::from_str(&stored).unwrap();
    let claimed = site().whose(&answer("sign_in")).unwrap();
    assert_eq!((claimed.owner, claimed.passkey_id), (OWNER, passkey.id()));
    let used = site().finish(&begun_sign_in(), &answer("sign_in"), std::slice::from_ref(&passkey), NOW).unwrap();
    assert_eq!(used.passkey_id, passkey.id());
    assert!(used.changed.is_some(), "the counter moved");
}

#[test]
fn a_known_person_confirms_with_a_passkey() {
    let used = site().finish(&begun_confirmation(), &answer("sign_in"), &[registered()], NOW + 5 * MINUTE).unwrap();
    assert_eq!(used.passkey_id, registered().id());
}

#[test]
fn an_answer_is_not_taken_twice_because_the_counter_moved() {
    let used = site().finish(&begun_sign_in(), &answer("sign_in"), &[registered()], NOW).unwrap();
    let passkey = used.changed.unwrap();
    let again = site().finish(&begun_sign_in(), &answer("sign_in"), std::slice::from_ref(&passkey), NOW);
    assert_eq!(again.unwrap_err(), PasskeyError::PossiblyCopied);
    site().finish(&begun_sign_in(), &answer("sign_in_later"), &[passkey], NOW).unwrap();
}

#[test]
fn a_fresh_ceremony_does_not_take_an_answer_to_an_older_one() {
    let (_, fresh) = site().start_sign_in(NOW).unwrap();
    let refused = site().finish(&fresh, &answer("sign_in"), &[registered()], NOW);
    assert_eq!(refused.unwrap_err(), PasskeyError::OtherChallenge);
}

#[test]
fn every_wrong_answer_is_refused_for_its_reason() {
    let confusions = [
        ("sign_in_unverified", PasskeyError::NotVerified),
        ("sign_in_at_an_imitation", PasskeyError::OtherSite),
        ("sign_in_for_another_host", PasskeyError::OtherSite),
        ("sign_in_changed_afterwards", PasskeyError::Refused),
        ("registration", PasskeyError::NotUnderstood),
    ];
    for (name, expected) in confusions {
        for state in [begun_sign_in(), begun_confirmation()] {
            assert_eq!(site().finish(&state, &answer(name), &[registered()], NOW).unwrap_err(), expected, "{name}");
        }
    }
    for garbage in ["", "{}", "[]", "null", "{\"id\":1}"] {
        assert_eq!(site().whose(garbage).unwrap_err(), PasskeyError::NotUnderstood, "{garbage}");
    }
    assert_eq!(site().finish(&begun_sign_in(), &answer("sign_in"), &[], NOW).unwrap_err(), PasskeyError::NotKnown);
}

#[test]
fn a_ceremony_ends_after_five_minutes_and_belongs_to_one_person() {
    let late = site().finish(&begun_sign_in(), &answer("sign_in"), &[registered()], NOW + 5 * MINUTE + 1);
    assert_eq!(late.unwrap_err(), PasskeyError::TooLate);
    let finish = |owner, now| site().finish_registration(&begun_registration(), owner, &answer("registration"), now);
    assert_eq!(finish(OWNER, NOW + 6 * MINUTE).unwrap_err(), PasskeyError::TooLate);
    assert_eq!(finish(Uuid::nil(), NOW).unwrap_err(), PasskeyError::NotYours);
}

#[test]
fn the_browser_is_asked_for_a_findable_passkey_and_a_verified_person() {
    let owner = PasskeyOwner { id: OWNER, account: "ana.ferreira", shown_name: "Ana Ferreira" };
    let (asked, _) = site().start_registration(&owner, &[registered()], NOW).unwrap();
    let selection = &asked["publicKey"]["authenticatorSelection"];
    assert_eq!((&selection["residentKey"], &selection["userVerification"]), (&"preferred".into(), &"required".into()));
    assert_eq!(asked["publicKey"]["excludeCredentials"][0]["id"], Value::from(registered().id()));
    let (asked, _) = site().start_sign_in(NOW).unwrap();
    assert_eq!(asked["publicKey"]["rpId"], "office.example.org");
    assert!(asked.get("mediation").is_none());
}

#[test]
fn an_address_that_cannot_have_passkeys_is_told_with_the_remedy() {
    for (origin, rp_id, remedy) in [
        ("http://127.0.0.1:8080", None, "http://localhost"),
        ("http://office.example.org", None, "certificate"),
        ("office", None, "https://name"),
        ("https://office.example.org", Some("other.org"), "rp id"),
    ] {
        let told = PasskeySite::new(origin, rp_id, "Harbor Street").unwrap_err().to_string();
        assert!(told.contains(remedy), "{origin}: {told}");
    }
    for (origin, rp_id) in [("http://localhost:8080", None), ("https://a.office.example.org", Some("office.example.org"))] {
        PasskeySite::new(origin, rp_id, "Harbor Street").unwrap();
    }
    assert_eq!(site().start_confirmation(&[], NOW).unwrap_err(), PasskeyError::NoPasskeys);
}
