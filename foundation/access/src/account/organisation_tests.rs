//! The organisation's account on both engines: who may come in with it, and who not (ADR 0027).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use ::store::Store;
use ::store::testing::on_both_engines;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use sign_in::SessionToken;
use sign_in::open_id::Identity;
use vocabulary::id::StaffId;

use super::attempt::organisation::{self as attempt, Arrived, Rules};
use super::attempt::{self as attempts, Begun};
use super::organisation::{self, AWAITED, KnownBy};
use super::tests::{ANA, HERE, Ready, TODAY, code, hired, later, now, ready, write};
use crate::{Refusal, session};

const ISSUER: &str = "https://id.example.org";
const RULES: Rules<'static> = Rules { issuer: ISSUER, binds_by_email: true };

fn identity(subject: &str, email: Option<&str>) -> Identity {
    Identity { subject: subject.into(), email: email.map(str::to_owned), methods: vec![], class: None }
}

fn bind(store: &Store, known_by: KnownBy, at: Timestamp) {
    write(store, |tx| organisation::allow(tx, ANA, ISSUER, known_by.clone(), at));
}

/// What becomes of an identity that brings both proofs.
fn come_in(store: &Store, identity: &Identity, rules: Rules<'_>, at: Timestamp) -> Option<StaffId> {
    match write(store, |tx| attempt::arrive(tx, identity, rules, true, HERE, (at, TODAY))) {
        Arrived::In(entered) => {
            assert_eq!(entered.issuer.as_deref(), Some(ISSUER));
            Some(entered.staff)
        }
        Arrived::Nobody => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_issuers_own_name_opens_for_whoever_it_was_bound_to_and_for_nobody_else() {
    on_both_engines(|store| {
        hired(store);
        assert_eq!(come_in(store, &identity("f3c1", None), RULES, now()), None, "bound to nobody");
        bind(store, KnownBy::Subject("f3c1".into()), now());
        assert_eq!(come_in(store, &identity("f3c1", None), RULES, now()), Some(ANA), "without a password here");
        assert_eq!(come_in(store, &identity("F3C1", None), RULES, now()), None, "letter by letter");
        assert_eq!(come_in(store, &identity("other", Some("ana@example.org")), RULES, now()), None);
        let elsewhere = Rules { issuer: "https://id.example.net", ..RULES };
        assert_eq!(come_in(store, &identity("f3c1", None), elsewhere, now()), None, "another issuer's names are others");
        write(store, |tx| Ok(organisation::remove(tx, ANA)?));
        assert_eq!(come_in(store, &identity("f3c1", None), RULES, now()), None, "unbound");
    });
}

#[test]
fn an_address_binds_the_first_time_only_when_it_is_verified_awaited_and_allowed() {
    on_both_engines(|store| {
        hired(store);
        let ana = identity("f3c1", Some("ana@example.org"));
        assert_eq!(come_in(store, &ana, RULES, now()), None, "nobody wrote it down");
        bind(store, KnownBy::Email("ana@example.org".into()), now());
        assert_eq!(come_in(store, &identity("f3c1", None), RULES, now()), None, "not verified");
        let strict = Rules { binds_by_email: false, ..RULES };
        assert_eq!(come_in(store, &ana, strict, now()), None, "not in this installation");
        let late = now() + AWAITED + SignedDuration::from_secs(1);
        assert_eq!(come_in(store, &ana, RULES, late), None, "nobody came in 14 days");
        assert_eq!(come_in(store, &ana, RULES, now()), Some(ANA));
        let account = write(store, |tx| Ok(organisation::find(tx, ANA)?.unwrap()));
        assert_eq!((account.subject.as_deref(), account.email, account.used_at), (Some("f3c1"), None, Some(now())));
        let next_owner = identity("9aa0", Some("ana@example.org"));
        assert_eq!(come_in(store, &next_owner, RULES, now()), None, "the address given to somebody else opens nothing");
        assert_eq!(
            come_in(store, &identity("f3c1", Some("new@example.org")), RULES, now()),
            Some(ANA),
            "a new address is the same person"
        );
    });
}

#[test]
fn one_account_at_the_issuer_is_one_persons() {
    on_both_engines(|store| {
        hired(store);
        bind(store, KnownBy::Subject("f3c1".into()), now());
        let other = StaffId(uuid::Uuid::from_u128(7));
        let taken =
            store.write::<_, Refusal>(|tx| organisation::allow(tx, other, ISSUER, KnownBy::Subject("f3c1".into()), now()));
        assert!(matches!(taken, Err(Refusal::Invalid(problems)) if problems[0].field == "subject"));
        bind(store, KnownBy::Subject("f3c2".into()), now());
        assert_eq!(come_in(store, &identity("f3c1", None), RULES, now()), None, "the account before does not count any more");
        assert_eq!(come_in(store, &identity("f3c2", None), RULES, now()), Some(ANA));
    });
}

#[test]
fn after_the_last_day_of_work_the_account_opens_nothing() {
    on_both_engines(|store| {
        hired(store);
        bind(store, KnownBy::Subject("f3c1".into()), now());
        let after = date(2026, 4, 1);
        let arrived = write(store, |tx| attempt::arrive(tx, &identity("f3c1", None), RULES, true, HERE, (now(), after)));
        assert!(matches!(arrived, Arrived::Nobody));
    });
}

/// The code's token for an identity that brings one proof.
fn asked(store: &Store, identity: &Identity, at: Timestamp) -> SessionToken {
    match write(store, |tx| attempt::arrive(tx, identity, RULES, false, HERE, (at, TODAY))) {
        Arrived::Code(token) => token,
        other => panic!("{other:?}"),
    }
}

fn finish(store: &Store, ready: &Ready, token: &SessionToken, code: &str, at: Timestamp) -> Option<attempts::Entered> {
    write(store, |tx| attempts::finish(tx, token, code, &ready.vault, at, TODAY))
}

#[test]
fn one_proof_at_the_issuer_asks_for_the_code_of_whomever_and_binds_only_at_its_end() {
    on_both_engines(|store| {
        let ready = ready(store);
        bind(store, KnownBy::Email("ana@example.org".into()), now());
        let (ana, nobody) = (identity("f3c1", Some("ana@example.org")), identity("none", None));
        let right = code(&ready, now());
        let token = asked(store, &nobody, now());
        assert_eq!(finish(store, &ready, &token, &right, now()), None, "a stranger is asked too, and no code helps");
        let token = asked(store, &ana, now());
        assert_eq!(finish(store, &ready, &token, "000000", now()), None);
        assert!(write(store, |tx| Ok(organisation::find(tx, ANA)?.unwrap().subject)).is_none(), "nothing is bound by half");
        let token = asked(store, &ana, now());
        let entered = finish(store, &ready, &token, &right, now()).unwrap();
        assert_eq!((entered.staff, entered.issuer.as_deref()), (ANA, Some(ISSUER)));
        assert_eq!(write(store, |tx| Ok(organisation::find(tx, ANA)?.unwrap().subject)).as_deref(), Some("f3c1"));
        let token = asked(store, &ana, later(30));
        write(store, |tx| Ok(organisation::remove(tx, ANA)?));
        assert_eq!(finish(store, &ready, &token, &code(&ready, later(30)), later(30)), None, "unbound between the two");
    });
}

#[test]
fn guesses_at_the_code_wait_for_the_account_at_the_issuer_whether_or_not_it_is_somebodys() {
    on_both_engines(|store| {
        ready(store);
        bind(store, KnownBy::Subject("f3c1".into()), now());
        for subject in ["f3c1", "none"] {
            for second in 0..4 {
                asked(store, &identity(subject, None), later(second));
            }
            let fifth = write(store, |tx| attempt::arrive(tx, &identity(subject, None), RULES, false, HERE, (later(4), TODAY)));
            assert!(matches!(fifth, Arrived::WaitUntil(until) if until == later(18)), "{subject}: {fifth:?}");
        }
        let begun = write(store, |tx| attempts::begin(tx, "ana.ferreira", "192.0.2.9", later(5), TODAY));
        assert!(matches!(begun, Begun::Begun(_)), "and keeps nobody from signing in by name");
    });
}

#[test]
fn a_trip_is_made_once_and_in_ten_minutes() {
    on_both_engines(|store| {
        let leave = |at| match write(store, |tx| attempt::leave(tx, HERE, at)) {
            Begun::Begun(token) => token,
            Begun::WaitUntil(_) => panic!("nothing failed yet"),
        };
        let back = |token: &SessionToken, at| write(store, |tx| attempt::come_back(tx, token, at));
        let token = leave(now());
        assert!(back(&token, later(600)) && !back(&token, later(600)), "replayed");
        assert!(!back(&leave(now()), later(601)), "too late");
        assert!(!back(&SessionToken::generate().unwrap(), now()), "never away");
        for second in 0..21 {
            write(store, |tx| attempt::fail(tx, HERE, later(second)));
        }
        let wait = write(store, |tx| attempt::leave(tx, HERE, later(21)));
        assert!(matches!(wait, Begun::WaitUntil(_)), "as for every other way");
    });
}

#[test]
fn a_session_knows_by_which_issuer_it_was_begun() {
    on_both_engines(|store| {
        hired(store);
        let token = write(store, |tx| session::begin(tx, ANA, now()));
        assert_eq!(write(store, |tx| session::issuer(tx, &token)), None);
        write(store, |tx| session::note_issuer(tx, &token, ISSUER));
        assert_eq!(write(store, |tx| session::issuer(tx, &token)).as_deref(), Some(ISSUER));
        assert_eq!(write(store, |tx| session::issuer(tx, &SessionToken::generate().unwrap())), None);
    });
}

#[test]
fn what_is_typed_names_one_account_in_one_way() {
    let read = |subject: &str, email: &str| KnownBy::read(subject, email, true);
    assert_eq!(read(" f3c1 ", ""), Ok(KnownBy::Subject("f3c1".into())));
    assert_eq!(read("", " Ana@Example.org "), Ok(KnownBy::Email("ana@example.org".into())));
    for (subject, email) in
        [("", ""), ("f3c1", "ana@example.org"), ("", "ana"), ("", "ana@example"), ("", "a b@example.org"), ("", "@example.org")]
    {
        assert!(matches!(read(subject, email), Err(Refusal::Invalid(_))), "{subject} {email}");
    }
    assert!(matches!(KnownBy::read("", "ana@example.org", false), Err(Refusal::Invalid(_))));
    assert!(matches!(read(&"x".repeat(256), ""), Err(Refusal::Invalid(_))));
}
