//! The directory on both engines: nobody stands there twice, a name that changes stays known, what is not used any more is not chosen.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use access::Role;
use confidential::recipient::{LegalStatus, Party};

use super::*;
use crate::desk::{Desk, OFFICER, code, fields};

fn input(name: &str) -> OutsideRecipientInput {
    OutsideRecipientInput {
        name: name.into(),
        status: Some(LegalStatus::CoveredEntity),
        address: vec!["1 Harbor Road".into(), String::new(), "Hyannis, MA 02601".into()],
        phone: "(508) 555-0142".into(),
        treats: true,
        ..OutsideRecipientInput::default()
    }
}

fn record(name: &str) -> RecordOutsideRecipient {
    RecordOutsideRecipient { input: input(name) }
}

fn party(desk: &Desk<'_>, typed: &Party) -> Party {
    desk.within(Role::Clinician, |cx| known_as(cx, typed)).unwrap()
}

fn named(name: &str) -> Party {
    Party { name: name.into(), treats: true, ..Party::default() }
}

#[test]
fn p2_49a_whoever_was_typed_is_known_by_the_name_address_and_kind_of_the_directory() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let id = desk.perform(Role::CaseManager, &record("Harbor House")).unwrap().output;
        let known = party(&desk, &named("HARBOR  house"));
        assert_eq!((known.name.as_str(), known.address.as_str()), ("Harbor House", "1 Harbor Road, Hyannis, MA 02601"));
        assert_eq!((known.status, known.treats, known.listed), (LegalStatus::CoveredEntity, true, Some(id)));
        let unknown = named("Outer Cape Health");
        assert_eq!(party(&desk, &unknown), unknown, "whoever is not there is as typed");
        let payer = Party::payer(vocabulary::id::PayerId(uuid::Uuid::from_u128(3)), "Harbor House");
        assert_eq!(party(&desk, &payer), payer, "a payer of this installation is nobody of the directory");
        let does_not = OutsideRecipientInput { treats: false, status: Some(LegalStatus::LawfulHolder), ..input("Bay Works") };
        desk.perform(OFFICER, &RecordOutsideRecipient { input: does_not }).unwrap();
        assert!(!party(&desk, &named("Bay Works")).treats, "the directory says that they treat nobody");
    });
}

#[test]
fn p2_09_an_intermediary_is_one_of_the_directory_and_is_named_as_it_stands_there() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let exchange = OutsideRecipientInput { status: Some(LegalStatus::Intermediary), treats: false, ..input("Bay Exchange") };
        let exchange = desk.perform(OFFICER, &RecordOutsideRecipient { input: exchange }).unwrap().output;
        let house = desk.perform(OFFICER, &record("Harbor House")).unwrap().output;
        let through = |id| RecordOutsideRecipient { input: OutsideRecipientInput { intermediary: Some(id), ..input("Dr. Lee") } };
        assert_eq!(fields(desk.perform(OFFICER, &through(house))), ["intermediary"]);
        let lee = desk.perform(OFFICER, &through(exchange)).unwrap().output;
        let page = desk.ask(OFFICER, &OpenOutsideRecipient { recipient: lee }).unwrap();
        assert_eq!(page.intermediary.as_deref(), Some("Bay Exchange"));
        assert_eq!(party(&desk, &named("Dr. Lee")).through, None, "directly, unless whoever sends says otherwise");
        let sent = Party { through: Some("bay exchange".into()), ..named("dr lee") };
        assert_eq!(party(&desk, &sent).through.as_deref(), Some("Bay Exchange"));
    });
}

#[test]
fn a_former_name_stays_known_and_every_version_says_who_wrote_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let recipient = desk.perform(OFFICER, &record("Harbor House")).unwrap().output;
        let renamed = AmendOutsideRecipient { recipient, version: 1, input: input("Bay Health") };
        desk.perform(OFFICER, &renamed).unwrap();
        let known = party(&desk, &named("Harbor House"));
        assert_eq!((known.name.as_str(), known.also_named.as_slice()), ("Bay Health", ["Harbor House".to_owned()].as_slice()));
        let stale = AmendOutsideRecipient { recipient, version: 1, input: input("Cape Health") };
        assert_eq!(code(desk.perform(OFFICER, &stale)), "other", "somebody amended it meanwhile");
        assert_eq!(fields(desk.perform(OFFICER, &record("harbor house"))), ["name"], "it would be two with one name");
        let page = desk.ask(OFFICER, &OpenOutsideRecipient { recipient }).unwrap();
        let names: Vec<&str> = page.versions.iter().map(|one| one.was.name.as_str()).collect();
        assert_eq!(names, ["Bay Health", "Harbor House"]);
        assert_eq!(page.versions[0].what, "amended in the directory");
    });
}

#[test]
fn whoever_is_not_used_any_more_is_not_chosen_and_still_stands_there() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let recipient = desk.perform(OFFICER, &record("Harbor House")).unwrap().output;
        let why = |reason: &str| RetireOutsideRecipient { recipient, reason: reason.into() };
        assert_eq!(fields(desk.perform(OFFICER, &why(" "))), ["reason"]);
        desk.perform(OFFICER, &why("Closed.")).unwrap();
        assert_eq!(desk.perform(OFFICER, &why("Closed.")).unwrap().facts, [], "marked already");
        assert_eq!(party(&desk, &named("Harbor House")).listed, None);
        let find = |with_retired| desk.ask(OFFICER, &FindOutsideRecipients { words: "harb".into(), with_retired }).unwrap();
        assert_eq!((find(false).shown.len(), find(true).shown.len()), (0, 1));
        desk.perform(OFFICER, &record("Harbor House")).unwrap();
        assert_eq!(code(desk.perform(OFFICER, &ReturnOutsideRecipient { recipient })), "name_in_use");
    });
}

#[test]
fn what_was_typed_is_nearly_somebody_only_when_it_is_nobody() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        desk.perform(OFFICER, &record("Harbor House")).unwrap();
        let suggested = |typed: &str| desk.within(Role::Clinician, |cx| nearly(cx, typed)).unwrap();
        assert_eq!(suggested("Harbor Huose")[0].name, "Harbor House");
        assert!(suggested("harbor house").is_empty() && suggested("Outer Cape").is_empty());
    });
}

#[test]
fn what_is_missing_is_said_at_once_and_only_some_roles_keep_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let wrong = OutsideRecipientInput {
            phone: "12".into(),
            fax: "x".into(),
            email: "nobody".into(),
            ..OutsideRecipientInput::default()
        };
        let said = fields(desk.perform(OFFICER, &RecordOutsideRecipient { input: wrong }));
        assert_eq!(said, ["name", "status", "phone", "fax", "email"]);
        for role in [Role::Clinician, Role::Nurse, Role::FrontDesk, Role::Biller, Role::Installer] {
            assert_eq!(code(desk.perform(role, &record("Harbor House"))), "not_found", "{role:?}");
        }
        assert!(desk.ask(Role::Clinician, &FindOutsideRecipients::default()).is_ok());
        assert!(desk.ask(Role::FrontDesk, &FindOutsideRecipients::default()).is_err());
    });
}
