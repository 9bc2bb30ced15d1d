//! What an auditor sees passes the gate or is not seen, on both engines: the promise first, one row of the account for each record that was
//! shown, none for one that was refused (P2-43, P2-40); the row names whom the directory knows (P2-49a).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use std::sync::Arc;

use access::Refusal;
use confidential::Disclosure;
use confidential::category::Category;
use confidential::disclosure::Rested;
use confidential::recipient::LegalStatus;
use intake::paper::{Press, PressSheet};
use privacy::audit::{Audit, Auditor, EndAudit, PromiseInput, Promised, RecordAudit, RecordPromise, Way};
use privacy::outside_recipient::{OutsideRecipientInput, RecordOutsideRecipient};
use reactions::outside::{PacketFile, PreviewForAudit, ShowForAudit};
use support::{Desk, day, on_both_engines};
use vocabulary::id::{AuditId, PatientId};

fn plain() -> Press {
    Arc::new(|sheet: &PressSheet| Ok(format!("{sheet:?}").into_bytes()))
}

fn promise(promised: &[Promised]) -> PromiseInput {
    PromiseInput {
        document: "Letter of the bureau".into(),
        signed_on: Some(day("2026-03-12")),
        promised: promised.to_vec(),
        destroy_by: Some(day("2026-06-30")),
    }
}

fn audit(desk: &Desk, way: Way, promised: &[Promised], patient: PatientId) -> AuditId {
    let number = desk.all::<episode::Patient>("id = $1", patient)[0].record_number;
    let wish = RecordAudit {
        auditor: "bureau of licenses".into(),
        kind: Some(Auditor::Agency),
        subject: "Yearly review".into(),
        way: Some(way),
        from: Some(day("2026-01-01")),
        to: Some(day("2026-03-12")),
        categories: vec![Category::IdentityAndAttendance, Category::Assessment],
        promise: promise(promised),
        record_numbers: vec![number],
    };
    desk.house.perform(&desk.actor("dana"), &wish).unwrap()
}

fn rows(desk: &Desk, patient: PatientId) -> Vec<Disclosure> {
    desk.all::<Disclosure>("patient_id = $1", patient).into_iter().map(|row| row.record).collect()
}

fn show(desk: &Desk, audit: AuditId, patient: PatientId) -> Result<(), Refusal> {
    let wish = ShowForAudit { audit, patient, press: plain() };
    desk.house.show_for_audit(&desk.actor("dana"), &wish).map(|_| ())
}

#[test]
fn p2_43_a_copy_for_an_audit_is_one_row_of_the_account_once_everything_is_promised() {
    on_both_engines(|desk| {
        let patient = desk.admit("Marcus", "Dwyer");
        desk.at("2026-03-12 10:00");
        let bureau = OutsideRecipientInput {
            name: "Bureau of Licenses".into(),
            status: Some(LegalStatus::PublicAuthority),
            address: vec!["250 State Street".into(), "Boston, MA 02108".into()],
            ..OutsideRecipientInput::default()
        };
        desk.house.perform(&desk.actor("dana"), &RecordOutsideRecipient { input: bureau }).unwrap();
        let half = [Promised::OnlyForTheAudit, Promised::NoFurtherDisclosure];
        let one = audit(desk, Way::Copies, &half, patient);
        let Err(Refusal::Refused { reason, .. }) = show(desk, one, patient) else { panic!("nothing is shown before") };
        assert_eq!((reason, rows(desk, patient).len()), ("agreement_required", 0));
        desk.house.perform(&desk.actor("dana"), &RecordPromise { audit: one, promise: promise(Promised::ALL) }).unwrap();
        let seen = desk.house.ask(&desk.actor("dana"), &PreviewForAudit { audit: one, patient }).unwrap();
        assert!(seen.sections.iter().any(|section| section.category == Category::IdentityAndAttendance));
        show(desk, one, patient).unwrap();
        let rows = rows(desk, patient);
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (rows[0].recipient.as_str(), rows[0].address.as_str()),
            ("Bureau of Licenses", "250 State Street, Boston, MA 02108")
        );
        assert_eq!((rows[0].rested, rows[0].channel.as_str()), (Rested::OnAudit, "copy for an audit"));
        let file = PacketFile { patient, disclosure: rows[0].id };
        let bytes = desk.house.ask(&desk.actor("jo"), &file).unwrap();
        assert!(String::from_utf8_lossy(&bytes).contains("250 State Street"), "the copy names whom it is for");
        assert!(!rows[0].notice.is_empty(), "and carries the notice (P2-39)");
        let kept = &desk.all::<Audit>("id = $1", one)[0];
        assert_eq!((kept.shown.len(), kept.shown[0].disclosure), (1, rows[0].id));

        // What is over shows nothing more, and what it is not about neither
        let other = desk.admit("Robin", "Silva");
        desk.at("2026-03-12 11:00");
        assert!(matches!(show(desk, one, other), Err(Refusal::NotFound)));
        let end = EndAudit { audit: one, on: Some(day("2026-03-12")), words: "No finding.".into() };
        desk.house.perform(&desk.actor("dana"), &end).unwrap();
        assert!(show(desk, one, patient).is_err());
        assert_eq!(self::rows(desk, patient).len(), 1);
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn p2_43_a_record_that_is_looked_at_here_is_accounted_for_and_nothing_is_copied() {
    on_both_engines(|desk| {
        let patient = desk.admit("Marcus", "Dwyer");
        desk.at("2026-03-12 10:00");
        let here = audit(desk, Way::OnPremises, &[Promised::OnlyForTheAudit, Promised::NoFurtherDisclosure], patient);
        show(desk, here, patient).unwrap();
        let rows = rows(desk, patient);
        assert_eq!((rows[0].channel.as_str(), rows[0].sha256.as_deref()), ("looked at here, no copy", None));
        assert!(!desk.all::<Audit>("id = $1", here)[0].has_copies_out());
    });
}
