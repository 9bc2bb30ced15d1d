//! Passwords: hashing, checking, raising the cost, advice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use super::*;

const QUICK: Cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };

#[test]
fn the_right_password_is_taken_and_a_wrong_one_is_not() {
    let passwords = Passwords::new(QUICK).unwrap();
    let stored = passwords.hash("three boats and a lantern").unwrap();
    assert!(passwords.verify("three boats and a lantern", Some(&stored)).unwrap());
    for wrong in ["three boats and a lanterN", "three boats and a lantern ", "", "💡"] {
        assert!(!passwords.verify(wrong, Some(&stored)).unwrap(), "{wrong}");
    }
}

#[test]
fn the_recommended_cost_is_written_into_the_hash() {
    let stored = Passwords::new(Cost::RECOMMENDED).unwrap().hash("three boats and a lantern").unwrap();
    assert!(stored.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", stored.as_str());
}

#[test]
fn every_hash_has_its_own_salt() {
    let passwords = Passwords::new(QUICK).unwrap();
    assert_ne!(passwords.hash("same").unwrap().as_str(), passwords.hash("same").unwrap().as_str());
}

#[test]
fn an_unknown_account_is_refused_after_the_same_work() {
    let passwords = Passwords::new(Cost { memory_kib: 4096, ..QUICK }).unwrap();
    let stored = passwords.hash("three boats and a lantern").unwrap();
    let time = |stored: Option<&StoredHash>| {
        let start = std::time::Instant::now();
        assert!(!passwords.verify("wrong", stored).unwrap());
        start.elapsed()
    };
    // Turn about, so that a busy machine slows both.
    let rounds: Vec<_> = (0..15).map(|_| (time(Some(&stored)), time(None))).collect();
    let known = rounds.iter().map(|(known, _)| *known).min().unwrap();
    let unknown = rounds.iter().map(|(_, unknown)| *unknown).min().unwrap();
    assert!(unknown * 3 > known && known * 3 > unknown, "known {known:?}, unknown {unknown:?}");
}

#[test]
fn a_password_of_1025_bytes_is_refused_without_being_hashed_in_part() {
    let passwords = Passwords::new(QUICK).unwrap();
    let long = "a".repeat(1025);
    assert_eq!(passwords.hash(&long), Err(PasswordError::TooLong));
    let stored_empty = passwords.hash("").unwrap();
    assert!(!passwords.verify(&long, Some(&stored_empty)).unwrap());
    assert!(passwords.verify(&"a".repeat(64), Some(&passwords.hash(&"a".repeat(64)).unwrap())).unwrap());
}

#[test]
fn a_cheaper_hash_is_renewed_and_a_dearer_one_is_kept() {
    let cheap = Passwords::new(QUICK).unwrap();
    let dear = Passwords::new(Cost { memory_kib: 128, ..QUICK }).unwrap();
    let (old, new) = (cheap.hash("x").unwrap(), dear.hash("x").unwrap());
    assert!(dear.needs_rehash(&old) && !dear.needs_rehash(&new));
    assert!(!cheap.needs_rehash(&new));
    assert!(dear.verify("x", Some(&old)).unwrap(), "an old hash still works until it is renewed");
}

#[test]
fn what_is_not_an_argon2_hash_is_told_as_such() {
    let passwords = Passwords::new(QUICK).unwrap();
    for stored in ["", "plain", "$2b$12$abcdefghijklmnopqrstuu", "$argon2id$v=19$m=1,t=0,p=0$AAAA$AAAA"] {
        let stored = StoredHash::from_stored(stored);
        assert_eq!(passwords.verify("plain", Some(&stored)), Err(PasswordError::Unreadable), "{}", stored.as_str());
        assert!(passwords.needs_rehash(&stored));
    }
}

#[test]
fn an_impossible_cost_is_refused() {
    assert_eq!(Passwords::new(Cost { memory_kib: 1, passes: 0, lanes: 0 }).unwrap_err(), PasswordError::ImpossibleCost);
}

#[test]
fn debug_shows_no_secret() {
    let passwords = Passwords::new(QUICK).unwrap();
    let shown = format!("{passwords:?} {:?}", passwords.hash("x").unwrap());
    assert!(!shown.contains("argon2id"), "{shown}");
}

#[test]
fn a_long_passphrase_in_small_letters_is_taken() {
    let names = ["Ana Ferreira", "ana.ferreira", "Recovering Champions"];
    check_new_password("quiet heron borrows seven kettles", &names).unwrap();
}

#[test]
fn every_weakness_is_told_at_once_and_the_password_is_not_repeated() {
    let weaknesses = check_new_password("Ferreira1", &["Ana Ferreira"]).unwrap_err();
    let told = weaknesses.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(matches!(weaknesses[..], [Weakness::TooShort { has: 9 }, Weakness::ContainsName, Weakness::EasyToGuess { .. }]));
    assert!(told.contains("at least 12") && told.contains("your name") && !told.contains("Ferreira1"), "{told}");
}

#[test]
fn guessable_passwords_are_refused_with_a_reason() {
    for guessable in ["passwordpassword", "qwertyuiopasdf", "aaaaaaaaaaaaaaaa", "123456789012"] {
        let weaknesses = check_new_password(guessable, &[]).unwrap_err();
        assert!(weaknesses.iter().any(|w| matches!(w, Weakness::EasyToGuess { .. })), "{guessable}: {weaknesses:?}");
        assert!(weaknesses[0].to_string().ends_with('.'), "{weaknesses:?}");
    }
    assert!(check_new_password(&"long and unusual words ".repeat(60), &[]).unwrap_err().contains(&Weakness::TooLong));
}
