//! Nothing is handed to a service without an agreement that holds on the day; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use access::{Refusal, Role};
use jiff::civil::Date;
use store::testing::on_both_engines;
use vocabulary::id::AgreementId;

use super::{
    AgreementFile, AgreementOf, AgreementState, EndAgreement, KeepAgreementDocument, ListAgreements, RecordAgreement,
    RenewAgreement, Service, covering, require,
};
use crate::desk::{Desk, OFFICER, code, fields};

fn wish(services: &[Service], valid_to: Option<Date>) -> RecordAgreement {
    RecordAgreement {
        vendor: "Harbor Messages".into(),
        services: services.to_vec(),
        is_qsoa: true,
        is_baa: true,
        signed_on: Some(Date::constant(2026, 3, 2)),
        valid_to,
        kept_at: "Binder 4".into(),
    }
}

fn covered(desk: &Desk<'_>, service: Service) -> Option<AgreementId> {
    desk.within(Role::Intake, |cx| covering(cx, service)).unwrap()
}

#[test]
fn p2_a19_a_new_text_network_without_an_agreement_is_refused_in_words_that_say_where_to_record_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let refused = desk.within(Role::Intake, |cx| require(cx, Service::TextNetwork)).unwrap_err();
        let Refusal::Refused { reason, rule, sentence, remedy } = refused else { unreachable!() };
        assert_eq!((reason, rule), ("no_agreement", "P2-58"));
        assert!(sentence.contains("the network that carries texts") && sentence.contains("QSOA or BAA"), "{sentence}");
        assert!(remedy.contains("/rights/agreements/new"), "{remedy}");
        desk.perform(OFFICER, &wish(&[Service::TextNetwork], None)).unwrap();
        assert_eq!(desk.within(Role::Intake, |cx| require(cx, Service::TextNetwork)), Ok(()));
        assert_eq!(code(desk.within(Role::Intake, |cx| require(cx, Service::Mail))), "no_agreement", "it covers nothing else");
    });
}

#[test]
fn it_holds_from_its_signature_through_its_last_day_and_not_after_it_was_ended() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let last = Date::constant(2026, 3, 31);
        let agreement = desk.perform(OFFICER, &wish(&[Service::Mail], Some(last))).unwrap().output;
        for (day, holds) in [
            (Date::constant(2026, 3, 1), false),
            (Date::constant(2026, 3, 2), true),
            (last, true),
            (last.tomorrow().unwrap(), false),
        ] {
            desk.on_day(day);
            assert_eq!(covered(&desk, Service::Mail).is_some(), holds, "{day}");
        }
        desk.on_day(Date::constant(2026, 4, 10));
        let end = EndAgreement { agreement, on: Some(Date::constant(2026, 3, 20)), reason: "Another one.".into() };
        desk.perform(OFFICER, &end).unwrap();
        let stored = desk.store.read(|tx| super::load(tx, agreement)).unwrap();
        assert!(stored.holds_on(Date::constant(2026, 3, 19)) && !stored.holds_on(Date::constant(2026, 3, 20)));
        assert_eq!(desk.perform(OFFICER, &end).unwrap().facts, [], "ended already");
    });
}

#[test]
fn the_list_says_what_ends_soon_and_what_nothing_covers() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        desk.perform(OFFICER, &wish(&[Service::Mail, Service::TextNetwork], Some(Date::constant(2026, 4, 11)))).unwrap();
        let seen = || desk.ask(OFFICER, &ListAgreements).unwrap();
        assert_eq!(seen().uncovered, [Service::ClearingHouse, Service::Video]);
        assert_eq!((seen().all[0].state, seen().all[0].is_followed), (AgreementState::EndsSoon { days: 30 }, false));
        desk.perform(OFFICER, &wish(&[Service::Mail, Service::TextNetwork], None)).unwrap();
        let old = seen().all.iter().find(|line| line.agreement.valid_to.is_some()).cloned().unwrap();
        assert!(old.is_followed, "the next one goes on where it ends");
    });
}

#[test]
fn what_is_missing_is_said_at_once_and_only_the_officer_keeps_the_register() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let nothing = RecordAgreement { valid_to: Some(Date::constant(2026, 1, 1)), ..RecordAgreement::default() };
        assert_eq!(fields(desk.perform(OFFICER, &nothing)), ["vendor", "services", "kinds", "signed_on"]);
        let backwards = wish(&[Service::Fax], Some(Date::constant(2026, 3, 1)));
        assert_eq!(fields(desk.perform(OFFICER, &backwards)), ["valid_to"]);
        for role in [Role::ClinicalDirector, Role::Biller, Role::Intake, Role::Installer] {
            assert_eq!(code(desk.perform(role, &wish(&[Service::Fax], None))), "not_your_role");
        }
        assert!(desk.ask(Role::ClinicalDirector, &ListAgreements).is_ok() && desk.ask(Role::Biller, &ListAgreements).is_err());
    });
}

#[test]
fn p2_58_the_signed_paper_is_kept_and_a_renewal_is_a_new_version_with_a_paper_of_its_own() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let agreement = desk.perform(OFFICER, &wish(&[Service::Mail], Some(Date::constant(2026, 3, 31)))).unwrap().output;
        let seen = || desk.ask(OFFICER, &AgreementOf { agreement }).unwrap();
        assert_eq!(seen().agreement.document, None);
        let keep = |bytes: &[u8]| KeepAgreementDocument { agreement, bytes: bytes.to_vec() };
        assert_eq!(fields(desk.perform(OFFICER, &keep(b"GIF89a"))), ["document"]);
        desk.perform(OFFICER, &keep(b"%PDF-1.7 signed in March")).unwrap();
        assert_eq!(
            desk.perform(OFFICER, &keep(b"%PDF-1.7 signed in March")).unwrap().facts,
            [],
            "the same file is no new version"
        );
        assert_eq!(code(desk.perform(Role::ClinicalDirector, &keep(b"%PDF-1.7 another"))), "not_your_role");

        desk.on_day(Date::constant(2026, 4, 2));
        assert_eq!(code(desk.within(Role::Intake, |cx| require(cx, Service::Mail))), "no_agreement", "it is over");
        let renew = |signed_on, valid_to| RenewAgreement { agreement, signed_on, valid_to, kept_at: "Binder 5".into() };
        let early = renew(Some(Date::constant(2026, 3, 2)), Some(Date::constant(2026, 3, 1)));
        assert_eq!(fields(desk.perform(OFFICER, &early)), ["signed_on", "valid_to"]);
        desk.perform(OFFICER, &renew(Some(Date::constant(2026, 4, 2)), Some(Date::constant(2027, 4, 1)))).unwrap();
        assert_eq!(desk.within(Role::Intake, |cx| require(cx, Service::Mail)), Ok(()), "it holds again");
        assert_eq!(seen().agreement.document, None, "what was signed anew is still to be added");
        desk.perform(OFFICER, &keep(b"%PDF-1.7 signed in April")).unwrap();

        let versions: Vec<(i64, bool)> =
            seen().versions.iter().map(|one| (one.version, one.agreement.document.is_some())).collect();
        assert_eq!(versions, [(4, true), (3, false), (2, true), (1, false)]);
        let file = |role, version| desk.ask(role, &AgreementFile { agreement, version }).map(|bytes| bytes.clone());
        assert_eq!(file(OFFICER, 2).unwrap(), b"%PDF-1.7 signed in March");
        assert_eq!(file(Role::ClinicalDirector, 4).unwrap(), b"%PDF-1.7 signed in April");
        assert_eq!(file(OFFICER, 3).unwrap_err(), Refusal::NotFound);
        assert!(file(Role::Biller, 4).is_err());
        let other = AgreementId(desk.person().0);
        let of_another_kind = desk.ask(OFFICER, &AgreementFile { agreement: other, version: 1 });
        assert_eq!(of_another_kind.unwrap_err(), Refusal::NotFound, "the id of something else is nobody's agreement");
        let end = EndAgreement { agreement, on: Some(Date::constant(2026, 5, 1)), reason: "Another one.".into() };
        desk.perform(OFFICER, &end).unwrap();
        assert_eq!(code(desk.perform(OFFICER, &renew(Some(Date::constant(2026, 4, 3)), None))), "agreement_ended");
    });
}
