//! Accounts on both engines: invitations, attempts, replays, passkeys.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use ::store::testing::on_both_engines;
use ::store::{Author, Entry, Store, Tx};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use policy::Role;
use serde_json::Value;
use sign_in::{Cost, PasskeyError, PasskeyOwner, PasskeySite, Passwords, SessionToken, StoredPasskey, TotpSecret};
use uuid::Uuid;
use vocabulary::PersonName;
use vocabulary::id::StaffId;

use super::attempt::{self, Attempt, Begun};
use super::invitation::{self, Factor};
use super::step::{self, Kind};
use super::{NamedPasskey, Vault, store};
use crate::{Refusal, Staff, session};

/// The owner of the invented device whose answers were recorded.
pub(super) const ANA: StaffId = StaffId(Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057));
pub(super) const TODAY: Date = date(2026, 3, 12);
const PASSWORD: &str = "otter lantern seven violins";
pub(super) const HERE: &str = "192.0.2.7";

pub(super) fn now() -> Timestamp {
    "2026-03-12T14:00:00Z".parse().unwrap()
}

pub(super) fn later(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

pub(super) fn write<T>(store: &Store, work: impl Fn(&Tx<'_>) -> Result<T, Refusal>) -> T {
    store.write(work).unwrap()
}

fn ana() -> Staff {
    Staff {
        id: ANA,
        name: PersonName::parse("Ana", "Ferreira").unwrap(),
        credential: "LICSW".into(),
        roles: vec![Role::Clinician],
        npi: None,
        supervisor: None,
        login: "ana.ferreira".into(),
        from: date(2026, 1, 1),
        to: Some(date(2026, 3, 31)),
        left_at: None,
    }
}

pub(super) fn hired(store: &Store) {
    let entry = Entry { at: now(), by: Author::Stepdown, reason: "hired" };
    write(store, |tx| Ok(tx.append(&ana(), &entry)?));
}

fn passwords() -> Passwords {
    Passwords::new(Cost { memory_kib: 64, passes: 1, lanes: 1 }).unwrap()
}

pub(super) struct Ready {
    pub(super) vault: Vault,
    secret: TotpSecret,
    codes: Vec<String>,
}

/// Ana with an account that has a password and an authenticator app.
pub(super) fn ready(store: &Store) -> Ready {
    hired(store);
    let (vault, secret) = (Vault::for_this_run().unwrap(), TotpSecret::generate().unwrap());
    let sealed = vault.seal(ANA, &secret.to_stored()).unwrap();
    let hash = passwords().hash(PASSWORD).unwrap();
    let codes = write(store, |tx| {
        let (code, _) = invitation::make(tx, ANA, false, now())?;
        let browser = invitation::begin(tx, &code, now(), TODAY)?.unwrap();
        let mut walking = invitation::by_browser(tx, &browser, now(), TODAY)?.unwrap();
        walking.gathered.password = Some(hash.clone());
        invitation::finish(tx, &walking, Factor::Authenticator(sealed.clone(), 0), now())
    });
    Ready { vault, secret, codes }
}

/// One whole attempt with name, password and code.
fn sign_in(
    store: &Store,
    ready: &Ready,
    login: &str,
    password: &str,
    code: &str,
    at: Timestamp,
) -> Result<Option<StaffId>, Timestamp> {
    let attempt: Attempt = match write(store, |tx| attempt::begin(tx, login, HERE, at, TODAY)) {
        Begun::WaitUntil(until) => return Err(until),
        Begun::Begun(attempt) => attempt,
    };
    let is_right = passwords().verify(password, attempt.password.as_ref()).unwrap();
    write(store, |tx| attempt::wait_for_code(tx, &attempt, is_right, at));
    let entered = write(store, |tx| attempt::finish(tx, &attempt.token, code, &ready.vault, at, TODAY));
    Ok(entered.map(|entered| entered.staff))
}

pub(super) fn code(ready: &Ready, at: Timestamp) -> String {
    ready.secret.code_at(at.as_millisecond())
}

#[test]
fn name_password_and_code_sign_in_and_the_same_code_does_not_again() {
    on_both_engines(|store| {
        let ready = ready(store);
        let given = code(&ready, now());
        assert_eq!(sign_in(store, &ready, " Ana.Ferreira ", PASSWORD, &given, now()), Ok(Some(ANA)));
        assert_eq!(sign_in(store, &ready, "ana.ferreira", PASSWORD, &given, later(1)), Ok(None), "a code works once");
        let next = code(&ready, later(30));
        assert_eq!(sign_in(store, &ready, "ana.ferreira", PASSWORD, &next, later(30)), Ok(Some(ANA)));
    });
}

#[test]
fn a_recovery_code_works_once_and_only_beside_the_right_password() {
    on_both_engines(|store| {
        let ready = ready(store);
        let recovery = ready.codes[3].to_lowercase();
        assert_eq!(sign_in(store, &ready, "ana.ferreira", "not the password", &recovery, now()), Ok(None));
        assert_eq!(sign_in(store, &ready, "ana.ferreira", PASSWORD, &recovery, later(1)), Ok(Some(ANA)), "it was not used up");
        assert_eq!(sign_in(store, &ready, "ana.ferreira", PASSWORD, &recovery, later(2)), Ok(None));
        let left = write(store, |tx| Ok(store::find(tx, ANA)?.unwrap().recovery_codes.left()));
        assert_eq!(left, 9);
    });
}

#[test]
fn an_attempt_is_used_up_by_one_code_and_ends_after_five_minutes() {
    on_both_engines(|store| {
        let ready = ready(store);
        let begin = |at| match write(store, |tx| attempt::begin(tx, "ana.ferreira", HERE, at, TODAY)) {
            Begun::Begun(attempt) => attempt,
            Begun::WaitUntil(_) => panic!("nothing failed yet"),
        };
        let attempt = begin(now());
        write(store, |tx| attempt::wait_for_code(tx, &attempt, true, now()));
        let finish =
            |token: &SessionToken, code: &str, at| write(store, |tx| attempt::finish(tx, token, code, &ready.vault, at, TODAY));
        assert!(finish(&attempt.token, "000000", now()).is_none());
        assert!(finish(&attempt.token, &code(&ready, now()), now()).is_none(), "begin again");
        let slow = begin(later(10));
        write(store, |tx| attempt::wait_for_code(tx, &slow, true, later(10)));
        assert!(finish(&slow.token, &code(&ready, later(400)), later(400)).is_none());
    });
}

#[test]
fn after_three_failures_one_waits_longer_each_time_whether_or_not_the_name_exists() {
    on_both_engines(|store| {
        let ready = ready(store);
        for name in ["ana.ferreira", "nobody.at.all"] {
            let attempt = |at| sign_in(store, &ready, name, "wrong", "000000", at);
            for second in 0..4 {
                assert_eq!(attempt(later(second)), Ok(None), "{name} {second}");
            }
            assert_eq!(attempt(later(4)), Err(later(18)), "{name}: 15 seconds after the fourth");
            assert_eq!(attempt(later(17)), Err(later(18)), "asking does not prolong it");
            assert_eq!(attempt(later(18)), Ok(None));
            assert_eq!(attempt(later(19)), Err(later(48)), "{name}: then 30");
        }
        let right = sign_in(store, &ready, "ana.ferreira", PASSWORD, &code(&ready, later(60)), later(60));
        assert_eq!(right, Ok(Some(ANA)));
        assert_eq!(sign_in(store, &ready, "ana.ferreira", "wrong", "0", later(61)), Ok(None), "a success forgives");
    });
}

#[test]
fn attempts_that_were_begun_and_left_count_too() {
    on_both_engines(|store| {
        let ready = ready(store);
        for second in 0..4 {
            write(store, |tx| attempt::begin(tx, "ana.ferreira", HERE, later(second), TODAY));
        }
        assert_eq!(sign_in(store, &ready, "ana.ferreira", PASSWORD, &code(&ready, later(5)), later(5)), Err(later(18)));
    });
}

#[test]
fn many_names_from_one_address_wait_and_other_addresses_do_not() {
    on_both_engines(|store| {
        let begin = |name: &str, address: &str, at| write(store, |tx| attempt::begin(tx, name, address, at, TODAY));
        for number in 0..21 {
            assert!(matches!(begin(&format!("guess{number}"), HERE, later(number)), Begun::Begun(_)), "{number}");
        }
        assert!(matches!(begin("ana.ferreira", HERE, later(21)), Begun::WaitUntil(until) if until == later(35)));
        assert!(matches!(begin("ana.ferreira", "192.0.2.8", later(21)), Begun::Begun(_)));
    });
}

#[test]
fn nothing_that_was_typed_into_the_name_is_kept() {
    on_both_engines(|store| {
        let typed = "my password by accident";
        write(store, |tx| attempt::begin(tx, typed, HERE, now(), TODAY));
        let out = std::cell::RefCell::new(Vec::new());
        store.dump(&out).unwrap();
        assert!(!String::from_utf8_lossy(&out.borrow()).contains(typed));
    });
}

#[test]
fn after_the_last_day_of_work_nothing_opens() {
    on_both_engines(|store| {
        let ready = ready(store);
        let after = date(2026, 4, 1);
        let begun = write(store, |tx| attempt::begin(tx, "ana.ferreira", HERE, now(), after));
        assert!(matches!(begun, Begun::Begun(Attempt { staff: None, password: None, .. })));
        let (link, _) = write(store, |tx| invitation::make(tx, ANA, false, now()));
        assert!(write(store, |tx| invitation::by_code(tx, &link, now(), after)).is_none());
        drop(ready);
    });
}

#[test]
fn a_link_works_once_in_one_browser_for_72_hours() {
    on_both_engines(|store| {
        hired(store);
        let make = || write(store, |tx| invitation::make(tx, ANA, false, now())).0;
        let begin = |code: &SessionToken, at| write(store, |tx| invitation::begin(tx, code, at, TODAY));
        let code = make();
        assert!(begin(&code, later(72 * 3600)).is_none(), "dead after 72 hours");
        assert!(begin(&code, later(72 * 3600 - 1)).is_some());
        assert!(begin(&code, now()).is_none(), "another browser is too late");
        let second = make();
        assert!(begin(&code, now()).is_none(), "a new link ends the one before");
        assert!(begin(&second, now()).is_some());
        assert!(begin(&SessionToken::generate().unwrap(), now()).is_none());
        write(store, |tx| invitation::take_back(tx, ANA));
        assert!(write(store, |tx| invitation::by_code(tx, &second, now(), TODAY)).is_none());
    });
}

#[test]
fn a_new_walk_changes_nothing_until_its_end_and_then_everything() {
    on_both_engines(|store| {
        let ready = ready(store);
        let session = write(store, |tx| session::begin(tx, ANA, now()));
        let browser = write(store, |tx| {
            let (code, _) = invitation::make(tx, ANA, false, now())?;
            Ok(invitation::begin(tx, &code, now(), TODAY)?.unwrap())
        });
        let given = code(&ready, now());
        assert_eq!(sign_in(store, &ready, "ana.ferreira", PASSWORD, &given, now()), Ok(Some(ANA)), "the old way still works");
        let walking = write(store, |tx| invitation::by_browser(tx, &browser, now(), TODAY)).unwrap();
        let factor = Factor::Authenticator("sealed".into(), 1);
        let early = store.write::<_, Refusal>(|tx| invitation::finish(tx, &walking, factor.clone(), now()));
        assert!(matches!(early, Err(Refusal::Refused { reason: "password_missing", .. })));
        let hash = passwords().hash("quiet harbor nine lamps").unwrap();
        write(store, |tx| {
            let mut walking = walking.clone();
            walking.gathered.password = Some(hash.clone());
            invitation::finish(tx, &walking, factor.clone(), now())
        });
        assert!(write(store, |tx| session::began_at(tx, &session)).is_none(), "every session ended");
        assert_eq!(sign_in(store, &ready, "ana.ferreira", PASSWORD, &ready.codes[0], later(60)), Ok(None));
        assert!(write(store, |tx| invitation::by_browser(tx, &browser, now(), TODAY)).is_none(), "the link is dead");
    });
}

// the recorded device of sign_in's own tests

fn site() -> PasskeySite {
    PasskeySite::new("https://office.example.org", None, "Harbor Street").unwrap()
}

fn answer(name: &str) -> String {
    let answers: Value = serde_json::from_str(include_str!("../../../sign_in/tests/ceremony/answers.json")).unwrap();
    answers[name].to_string()
}

/// A state as if the question had been the recorded one.
fn as_recorded(state: impl serde::Serialize) -> Value {
    fn replace(value: &mut Value) {
        if let Some(challenge) = value.get_mut("challenge") {
            *challenge = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8".into();
        }
        value.as_object_mut().into_iter().flat_map(|members| members.values_mut()).for_each(replace);
    }
    let mut state = serde_json::to_value(state).unwrap();
    replace(&mut state);
    state
}

fn recorded_passkey() -> StoredPasskey {
    let owner = PasskeyOwner { id: ANA.0, account: "ana.ferreira", shown_name: "Ana Ferreira" };
    let (_, state) = site().start_registration(&owner, &[], now().as_millisecond()).unwrap();
    let state = serde_json::from_value(as_recorded(state)).unwrap();
    site().finish_registration(&state, ANA.0, &answer("registration"), now().as_millisecond()).unwrap()
}

/// The outcome of one sign-in with the recorded device.
fn passkey_sign_in(store: &Store, name: &str) -> Result<StaffId, PasskeyError> {
    write(store, |tx| {
        let Begun::Begun((_, token)) = attempt::begin_passkey(tx, &site(), HERE, now())? else { panic!("no wait yet") };
        let (_, state) = site().start_sign_in(now().as_millisecond()).unwrap();
        step::keep(tx, &token, Kind::PasskeySignIn, &as_recorded(state), now())?;
        attempt::finish_passkey(tx, &site(), &token, &answer(name), HERE, now(), TODAY)
    })
}

#[test]
fn a_passkey_signs_in_without_a_name_and_a_copy_of_it_is_taken_out_of_use() {
    on_both_engines(|store| {
        ready(store);
        assert_eq!(passkey_sign_in(store, "sign_in"), Err(PasskeyError::NotKnown));
        write(store, |tx| {
            let mut account = store::find(tx, ANA)?.unwrap();
            let key = recorded_passkey();
            account.passkeys.push(NamedPasskey { name: "Work laptop".into(), added_at: now(), used_at: None, key });
            Ok(store::put(tx, &account)?)
        });
        assert_eq!(passkey_sign_in(store, "sign_in_unverified"), Err(PasskeyError::NotVerified));
        assert_eq!(passkey_sign_in(store, "sign_in_at_an_imitation"), Err(PasskeyError::OtherSite));
        assert_eq!(passkey_sign_in(store, "sign_in_later"), Ok(ANA));
        let used = write(store, |tx| Ok(store::find(tx, ANA)?.unwrap().passkeys[0].used_at));
        assert_eq!(used, Some(now()));
        assert_eq!(passkey_sign_in(store, "sign_in"), Err(PasskeyError::PossiblyCopied), "its counter went back");
        assert_eq!(passkey_sign_in(store, "sign_in_later"), Err(PasskeyError::NotKnown), "out of use");
    });
}
