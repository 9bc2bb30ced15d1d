//! Pages are indexed by hand, items are put into the chart one by one, inquiries about one person are joined and parted, senders come
//! and go; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use access::{Refusal, Role};
use episode::reported::{ReportedItem, ReportedKind, Standing};
use vocabulary::id::InquiryId;

use super::*;
use crate::inquiry::{InquiryDetail, InquiryQueue, LogInquiry, MergeInquiries, UnmergeInquiries};
use crate::testing::*;

fn content() -> ReferralContent {
    let item = |display: &str, code: &str, system: &str| ReferralItem {
        display: Some(display.into()),
        code: Some(code.into()),
        system: Some(system.into()),
        path: Some(format!("entry of {display}")),
        ..ReferralItem::default()
    };
    ReferralContent {
        document_id: Some("urn:x|1".into()),
        title: Some("Discharge Summary".into()),
        custodian: Some("Cape Hospital".into()),
        patient: PatientAsSent { given: "Marcus".into(), family: "Delgado".into(), ..PatientAsSent::default() },
        problems: vec![item("Alcohol dependence", "F10.20", "ICD10CM"), item("Asthma", "195967001", "SNOMED")],
        medications: vec![ReferralItem { dose: Some("50 mg".into()), ..item("naltrexone", "7243", "RXNORM") }],
        contacts: vec![ReferralItem {
            display: Some("Ana".into()),
            value: Some("508 555 0135".into()),
            ..ReferralItem::default()
        }],
        ..ReferralContent::default()
    }
}

fn document(bytes: &[u8]) -> ReceiveReferral {
    let read = DocumentAsRead { content: content(), media_type: "application/fhir+json".into(), attachments: Vec::new() };
    ReceiveReferral::of(read, "a.json", bytes.to_vec(), CameBy::Hand)
}

fn fax(bytes: &[u8]) -> ReceiveReferral {
    let read = DocumentAsRead { media_type: "application/pdf".into(), ..DocumentAsRead::default() };
    ReceiveReferral::of(read, "fax.pdf", bytes.to_vec(), CameBy::Folder)
}

#[test]
fn s_06_pages_wait_until_somebody_indexes_them_and_then_an_inquiry_begins() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let receipt = desk.perform(INTAKE, &fax(b"%PDF")).unwrap().output;
        assert!(receipt.is_new && receipt.awaits_index);
        assert!(desk.ask(INTAKE, &InquiryQueue::default()).unwrap().is_empty());
        desk.later(90);
        let waiting = desk.ask(INTAKE, &PagesToIndex).unwrap();
        assert_eq!((waiting.len(), waiting[0].hours_waiting), (1, 1));
        assert_eq!(waiting[0].came_by, "from the watched folder");
        assert_eq!(desk.ask(FRONT_DESK, &PagesToIndex).unwrap_err(), Refusal::NotFound);
        let original = desk.ask(INTAKE, &OriginalDocument { referral: receipt.referral }).unwrap();
        assert_eq!(original.media_type, "application/pdf");

        let again = desk.perform(INTAKE, &fax(b"%PDF")).unwrap().output;
        assert_eq!(again, ReferralReceipt { is_new: false, ..receipt });

        let empty = IndexReferral { referral: Some(receipt.referral), phone: "12".into(), ..IndexReferral::default() };
        assert_eq!(fields(desk.perform(INTAKE, &empty).unwrap_err()), ["family", "phone"]);
        let typed = IndexReferral {
            given: "Marcus".into(),
            family: "Delgado".into(),
            birth_date: "1990-04-05".parse().ok(),
            phone: "508 555 0134".into(),
            sender: "Cape Hospital".into(),
            title: "Discharge summary".into(),
            ..empty
        };
        assert_eq!(desk.perform(FRONT_DESK, &typed).unwrap_err(), Refusal::NotFound);
        let inquiry = desk.perform(INTAKE, &typed).unwrap().output;
        assert_eq!(inquiry, receipt.inquiry);
        let seen = desk.ask(INTAKE, &InquiryDetail { inquiry }).unwrap();
        assert_eq!(seen.row.words, "Referral from Cape Hospital: Discharge summary");
        assert_eq!(seen.row.hours_waiting, 1, "the clock runs since the pages came, not since they were read");
        assert!(seen.referral.is_some() && desk.ask(INTAKE, &PagesToIndex).unwrap().is_empty());
        assert!(desk.perform(INTAKE, &typed).unwrap().facts.is_empty(), "a second time changes nothing");
        desk.verify();
    });
}

#[test]
fn s_06_each_item_goes_into_the_chart_or_aside_by_one_decision_with_its_source() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let receipt = desk.perform(INTAKE, &document(b"{}")).unwrap().output;
        let referral = receipt.referral;
        let decide = |item: &str, into| desk.perform(INTAKE, &ReconcileItem { referral, item: item.into(), into });
        let seen = desk.ask(INTAKE, &Reconciliation { referral }).unwrap();
        let keys: Vec<&str> = seen.items.iter().map(|one| one.key.as_str()).collect();
        assert_eq!(keys, ["problems.0", "problems.1", "medications.0", "contacts.0"]);
        assert!(seen.may_decide && seen.chart.is_empty());

        let before = desk.verify().records;
        let id = decide("problems.0", Standing::Taken).unwrap().output.unwrap();
        assert!(decide("problems.0", Standing::Taken).unwrap().facts.is_empty(), "twice is once");
        assert_eq!(decide("problems.1", Standing::Undecided).unwrap().output, None);
        decide("medications.0", Standing::SetAside).unwrap();
        decide("contacts.0", Standing::Taken).unwrap();
        assert_eq!(desk.verify().records - before, 3);
        let taken = desk.load::<ReportedItem>(id);
        assert_eq!((taken.kind, taken.words.as_str()), (ReportedKind::Problem, "Alcohol dependence"));
        assert_eq!(taken.codes, [(Some("ICD10CM".into()), "F10.20".into())], "as sent");
        assert_eq!((taken.source.referral, taken.source.item.as_str()), (referral, "problems.0"));
        assert_eq!(taken.source.place.as_deref(), Some("entry of Alcohol dependence"));

        let history = desk.ask(CLINICIAN, &ReportedHistory { patient: receipt.patient }).unwrap();
        let words: Vec<_> = history.iter().map(|line| (line.item.words.as_str(), line.source.as_str())).collect();
        let source = "Cape Hospital, Discharge Summary";
        assert_eq!(words, [("Alcohol dependence", source), ("Ana", source)]);

        decide("problems.0", Standing::Undecided).unwrap();
        let history = desk.ask(CLINICIAN, &ReportedHistory { patient: receipt.patient }).unwrap();
        assert_eq!(history.len(), 1, "taken back");
        assert_eq!(desk.load::<ReportedItem>(id).version, 2, "and nothing is deleted");
        for nonsense in ["problems.9", "problems", "problems.-1", "wishes.0", ""] {
            assert_eq!(decide(nonsense, Standing::Taken).unwrap_err(), Refusal::NotFound, "{nonsense}");
        }
        for role in [Role::FrontDesk, Role::Peer, Role::Biller, Role::CaseManager] {
            let wish = ReconcileItem { referral, item: "problems.1".into(), into: Standing::Taken };
            assert_eq!(desk.perform(&[role], &wish).unwrap_err(), Refusal::NotFound, "{role}");
        }
    });
}

#[test]
fn s_06_a_second_document_shows_what_the_chart_has_from_the_first() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let first = desk.perform(INTAKE, &document(b"{}")).unwrap().output;
        let wish = ReconcileItem { referral: first.referral, item: "problems.0".into(), into: Standing::Taken };
        desk.perform(INTAKE, &wish).unwrap();
        let seen = desk.ask(INTAKE, &Reconciliation { referral: first.referral }).unwrap();
        assert!(seen.chart.is_empty(), "a document is not its own proof");
        let decided = seen.items[0].decided.as_ref().unwrap();
        assert_eq!(decided.0, Standing::Taken);
    });
}

#[test]
fn s_06_inquiries_are_joined_by_a_person_and_parted_again_and_both_stay_readable() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let call = desk.perform(INTAKE, &LogInquiry { input: sheet("Marcus", "Delgado"), owner: None }).unwrap().output;
        let packet = desk.perform(INTAKE, &document(b"{}")).unwrap().output.inquiry;
        let queue = |desk: &Desk<'_>| -> Vec<InquiryId> {
            desk.ask(INTAKE, &InquiryQueue::default()).unwrap().iter().map(|row| row.id).collect()
        };
        assert_eq!(queue(&desk).len(), 2);
        let merge = MergeInquiries { inquiry: packet, into: call };
        assert_eq!(desk.perform(FRONT_DESK, &merge).unwrap_err(), Refusal::NotFound);
        desk.perform(INTAKE, &merge).unwrap();
        assert!(desk.perform(INTAKE, &merge).unwrap().facts.is_empty(), "twice is once");
        assert_eq!(queue(&desk), [call]);
        assert_eq!(reason(desk.perform(INTAKE, &MergeInquiries { inquiry: call, into: packet }).unwrap_err()), "cannot_merge");
        let seen = desk.ask(INTAKE, &InquiryDetail { inquiry: packet }).unwrap();
        assert_eq!((seen.merged_into, seen.allowed.admit, seen.referral.is_some()), (Some(call), false, true));
        let seen = desk.ask(INTAKE, &InquiryDetail { inquiry: call }).unwrap();
        assert_eq!(seen.merged_here.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [packet]);

        desk.perform(INTAKE, &UnmergeInquiries { inquiry: packet }).unwrap();
        assert_eq!(queue(&desk).len(), 2);
        desk.perform(INTAKE, &merge).unwrap();
        assert_eq!(queue(&desk), [call], "and joined once more, in the same record");
        desk.verify();
    });
}

#[test]
fn s_06_a_sender_is_known_by_the_hash_of_a_token_until_it_is_revoked() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let installer = &[Role::Installer][..];
        let allow = AllowSender { name: " Harbor  View ".into(), token_sha256: "aa".repeat(32) };
        assert_eq!(reason(desk.perform(INTAKE, &allow).unwrap_err()), "not_your_role");
        let sender = desk.perform(installer, &allow).unwrap().output;
        let asked = SenderOfToken { token_sha256: "aa".repeat(32) };
        assert_eq!(desk.ask(INTAKE, &asked).unwrap().name, "Harbor View");
        let second = AllowSender { token_sha256: "bb".repeat(32), ..allow.clone() };
        assert_eq!(fields(desk.perform(installer, &second).unwrap_err()), ["name"]);
        assert!(desk.perform(installer, &RevokeSender { sender }).unwrap().output);
        assert!(!desk.perform(installer, &RevokeSender { sender }).unwrap().output);
        assert_eq!(desk.ask(INTAKE, &asked).unwrap_err(), Refusal::NotFound);
        desk.perform(installer, &second).unwrap();
        assert_eq!(desk.ask(installer, &ReferralSenders).unwrap().len(), 2);
        desk.verify();
    });
}
