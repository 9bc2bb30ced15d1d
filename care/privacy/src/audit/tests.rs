//! An audit is bound in writing before anything is shown, and copies are asked for until they are destroyed; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use access::Role;
use confidential::category::Category;
use jiff::civil::Date;
use uuid::Uuid;
use vocabulary::id::DisclosureId;

use super::*;
use crate::desk::{Desk, OFFICER, code, fields};

const LAST: Date = Date::constant(2026, 6, 30);

fn promise(promised: &[Promised]) -> PromiseInput {
    PromiseInput {
        document: "Letter of the bureau, binder 4".into(),
        signed_on: Some(Date::constant(2026, 3, 10)),
        promised: promised.to_vec(),
        destroy_by: Some(LAST),
    }
}

fn wish(way: Way, promise: PromiseInput) -> RecordAudit {
    RecordAudit {
        auditor: "Bureau of Substance Addiction Services".into(),
        kind: Some(Auditor::Agency),
        subject: "Yearly review of licenses".into(),
        way: Some(way),
        from: Some(Date::constant(2025, 1, 1)),
        to: Some(Date::constant(2025, 12, 31)),
        categories: vec![Category::Plan],
        promise,
        record_numbers: Vec::new(),
    }
}

fn stored(desk: &Desk<'_>, audit: vocabulary::id::AuditId) -> Audit {
    desk.store.read(|tx| load(tx, audit)).unwrap().record
}

#[test]
fn p2_43_everything_is_promised_in_writing_before_anything_may_be_shown() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let today = Date::constant(2026, 3, 12);
        let half = [Promised::OnlyForTheAudit, Promised::NoFurtherDisclosure];
        let audit = desk.perform(OFFICER, &wish(Way::Copies, promise(&half))).unwrap().output;
        assert_eq!(stored(&desk, audit).unpromised(), [Promised::Secure, Promised::Destroy]);
        assert_eq!(stored(&desk, audit).standing(today), AuditStanding::WaitsForPromise);
        let here = desk.perform(Role::ClinicalDirector, &wish(Way::OnPremises, promise(&half))).unwrap().output;
        assert!(stored(&desk, here).is_bound_on(today), "where nothing is copied nothing has to be destroyed");
        assert!(!stored(&desk, here).is_bound_on(Date::constant(2026, 3, 9)), "not before it was signed");
        desk.perform(OFFICER, &RecordPromise { audit, promise: promise(Promised::ALL) }).unwrap();
        assert!(stored(&desk, audit).is_bound_on(today));
        let no_day = PromiseInput { destroy_by: None, ..promise(Promised::ALL) };
        assert_eq!(fields(desk.perform(OFFICER, &RecordPromise { audit, promise: no_day })), ["destroy_by"]);
    });
}

#[test]
fn p2_43_copies_are_asked_for_until_somebody_confirms_that_they_are_destroyed() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let patient = desk.person();
        let numbers = vec![desk.store.read(|tx| episode::patient::load(tx, patient)).unwrap().record_number];
        let asked = RecordAudit { record_numbers: numbers, ..wish(Way::Copies, promise(Promised::ALL)) };
        let audit = desk.perform(OFFICER, &asked).unwrap().output;
        assert_eq!(stored(&desk, audit).people, [patient]);
        let confirm = ConfirmDestruction { audit, on: Some(LAST), words: "Certificate of the bureau".into() };
        assert_eq!(code(desk.perform(OFFICER, &confirm)), "no_copies");
        let row = DisclosureId(Uuid::from_u128(77));
        desk.within(OFFICER, |cx| note_shown(cx, &load(cx.tx, audit)?, patient, row)).unwrap();
        assert_eq!(code(desk.perform(OFFICER, &confirm)), "audit_goes_on");
        let end = EndAudit { audit, on: Some(Date::constant(2026, 3, 12)), words: "No finding.".into() };
        desk.perform(OFFICER, &end).unwrap();
        assert_eq!(stored(&desk, audit).standing(LAST), AuditStanding::CopiesOut { days: 0 });
        assert_eq!(stored(&desk, audit).standing(LAST.tomorrow().unwrap()), AuditStanding::Overdue { days: 1 });
        assert!(!stored(&desk, audit).is_bound_on(LAST), "what is over shows nothing more");
        let more = AddToAudit { audit, record_numbers: vec![1] };
        assert_eq!(code(desk.perform(OFFICER, &more)), "audit_over");
        desk.on_day(Date::constant(2026, 7, 2));
        assert_eq!(desk.ask(OFFICER, &ListAudits).unwrap()[0].standing, AuditStanding::Overdue { days: 2 });
        desk.perform(OFFICER, &confirm).unwrap();
        assert_eq!(desk.ask(OFFICER, &ListAudits).unwrap()[0].standing, AuditStanding::Closed);
    });
}

#[test]
fn what_is_missing_is_said_at_once_and_only_officer_and_director_keep_audits() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let nothing = RecordAudit { record_numbers: vec![99], ..RecordAudit::default() };
        let said = fields(desk.perform(OFFICER, &nothing));
        assert_eq!(said, ["auditor", "kind", "subject", "way", "from", "to", "categories", "record_numbers"]);
        let apart = RecordAudit { categories: vec![Category::CounselingNotes], ..wish(Way::OnPremises, PromiseInput::default()) };
        assert_eq!(fields(desk.perform(OFFICER, &apart)), ["categories"]);
        for role in [Role::Clinician, Role::Biller, Role::FrontDesk, Role::Installer, Role::CaseManager] {
            assert_eq!(code(desk.perform(role, &wish(Way::OnPremises, PromiseInput::default()))), "not_found", "{role:?}");
            assert!(desk.ask(role, &ListAudits).is_err(), "{role:?}");
        }
    });
}
