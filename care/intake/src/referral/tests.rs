//! A document comes in once, whole, and opens an inquiry; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use access::{Refusal, Role};
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use uuid::Uuid;

use super::receive::{base_name, decide, is_same_document};
use super::*;
use crate::Fact;
use crate::inquiry::{InquiryDetail, InquiryQueue, Source, State};
use crate::testing::*;

fn content() -> ReferralContent {
    let item = |display: &str, code: &str, system: &str| ReferralItem {
        display: Some(display.into()),
        code: Some(code.into()),
        system: Some(system.into()),
        status: Some("completed".into()),
        ..ReferralItem::default()
    };
    ReferralContent {
        document_id: Some("2.16.840.1.113883.19.5|TT988".into()),
        title: Some("Discharge Summary".into()),
        type_code: Some("18842-5".into()),
        created: Some("20260310101500-0400".into()),
        author: Some("Dr. Ito".into()),
        custodian: Some("Cape Hospital".into()),
        patient: PatientAsSent {
            given: "Marcus".into(),
            family: "Delgado".into(),
            birth_date: "1990-04-05".parse().ok(),
            birth_as_sent: Some("19900405".into()),
            gender: Some("M".into()),
            phones: vec!["tel:+1-508-555-0134".into(), "(508) 555-0134".into(), "ext 4".into()],
            emails: vec!["m@example.org".into()],
            language: Some("es".into()),
            ..PatientAsSent::default()
        },
        problems: vec![item("Alcohol dependence", "66590003", "SNOMED")],
        medications: vec![item("naltrexone", "7243", "RXNORM")],
        sections: vec![ReferralSection { loinc: None, title: Some("Course".into()), text: "calm".into() }],
        unread: vec!["section 3, entry 2: no code".into()],
        ..ReferralContent::default()
    }
}

fn document(content: ReferralContent, bytes: &[u8]) -> ReceiveReferral {
    ReceiveReferral {
        content,
        file_name: "C:\\Users\\sender\\out.xml".into(),
        original: bytes.to_vec(),
        media_type: "application/xml".into(),
        attachments: Vec::new(),
        came_by: CameBy::Hand,
    }
}

fn receive(desk: &Desk<'_>, content: ReferralContent, bytes: &[u8]) -> ReferralReceipt {
    desk.perform(INTAKE, &document(content, bytes)).unwrap().output
}

#[test]
fn s_06_a_document_is_kept_whole_and_opens_an_inquiry_with_what_it_says() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let before = desk.verify().records;
        let done = desk.perform(INTAKE, &document(content(), b"<doc/>")).unwrap();
        let receipt = done.output;
        assert!(receipt.is_new && receipt.is_same_file);
        assert_eq!(
            done.facts,
            [
                Fact::ReferralReceived { referral: receipt.referral, inquiry: receipt.inquiry, patient: receipt.patient },
                Fact::InquiryOpened { inquiry: receipt.inquiry, patient: receipt.patient },
            ]
        );
        // the document, the inquiry, and what may be sent to its number and its address
        assert_eq!(desk.verify().records - before, 4);
        let seen = desk.ask(INTAKE, &InquiryDetail { inquiry: receipt.inquiry }).unwrap();
        assert_eq!((seen.row.state, seen.row.source, seen.row.has_referral), (State::New, Source::Referral, true));
        assert_eq!(seen.row.words, "Referral from Cape Hospital: Discharge Summary");
        assert_eq!(seen.contact_points.len(), 2, "one number written in two ways, and an address");
        assert!(
            seen.contact_points.iter().all(|point| !point.may_leave_message && !point.may_text),
            "nobody has said that we may"
        );
        let referral = seen.referral.as_ref().unwrap();
        assert_eq!((referral.file_name.as_str(), referral.content.problems.len()), ("out.xml", 1));
        assert_eq!(referral.content.unread.len(), 2, "the number that is none is listed, not dropped");
        let suggestion = &seen.suggestion;
        assert_eq!((suggestion.given.as_str(), suggestion.family.as_str()), ("Marcus", "Delgado"));
        assert_eq!((suggestion.birth_date, suggestion.sex), ("1990-04-05".parse().ok(), AdministrativeSex::Male));
        assert_eq!(suggestion.language, "es");
        let original = desk.ask(CLINICIAN, &OriginalDocument { referral: receipt.referral }).unwrap();
        assert_eq!((original.bytes.as_slice(), original.media_type.as_str()), (&b"<doc/>"[..], "application/xml"));
    });
}

#[test]
fn the_same_document_again_answers_with_the_known_inquiry_and_writes_nothing() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let first = receive(&desk, content(), b"<doc/>");
        let before = desk.verify();
        let rows =
            |desk: &Desk<'_>| desk.with(|cx| Ok(cx.tx.query_one("SELECT COUNT(*) FROM original", &[])?.unwrap().int(0)?));
        let originals = rows(&desk);
        let again = desk.perform(INTAKE, &document(content(), b"<doc/>")).unwrap();
        assert!(again.facts.is_empty());
        assert_eq!(again.output, ReferralReceipt { is_new: false, ..first });
        let by_id = receive(&desk, content(), b"<doc />");
        assert_eq!(by_id, ReferralReceipt { is_new: false, is_same_file: false, ..first }, "known by the sender's id");
        let renamed = ReferralContent { document_id: None, title: None, ..content() };
        assert_eq!(receive(&desk, renamed, b"<doc/>").inquiry, first.inquiry, "known by its bytes");
        assert_eq!((desk.verify(), rows(&desk)), (before, originals));
    });
}

#[test]
fn a_second_document_under_a_careless_id_is_not_taken_for_the_first() {
    let sent = content();
    let other = |change: fn(&mut ReferralContent)| {
        let mut other = content();
        change(&mut other);
        is_same_document(&sent, &other)
    };
    assert!(other(|_| {}));
    assert!(other(|c| c.title = None));
    assert!(!other(|c| c.type_code = Some("34117-2".into())), "two HL7 samples of one author share an id and differ in kind");
    assert!(!other(|c| c.created = None));
    assert!(!other(|c| c.patient.family = "Silva".into()));
    assert!(!other(|c| c.document_id = Some("1|2".into())));
    assert!(!other(|c| c.document_id = Some(" ".into())));
    on_both_engines(|store| {
        let desk = Desk::on(store);
        receive(&desk, content(), b"<discharge/>");
        let second = ReferralContent { type_code: Some("34117-2".into()), ..content() };
        assert!(receive(&desk, second, b"<history/>").is_new);
        let queue = desk.ask(INTAKE, &InquiryQueue::default()).unwrap();
        assert_eq!(queue.iter().map(|row| row.possible_duplicates).collect::<Vec<_>>(), [1, 1], "shown beside each other");
        desk.verify();
    });
}

#[test]
fn p2_04_somebody_known_is_shown_with_two_identifiers_and_not_merged() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let input = PatientInput {
            given: "Marcus".into(),
            family: "Delgado".into(),
            chosen_given: String::new(),
            pronouns: String::new(),
            birth_date: "1990-04-05".parse().ok(),
            sex: AdministrativeSex::Unknown,
            contact_points: vec![],
            address: None,
            language: String::new(),
            needs_interpreter: false,
        };
        let known = desk.perform(INTAKE, &RegisterPatient { id: None, input }).unwrap().output;
        let receipt = receive(&desk, content(), b"<doc/>");
        assert_ne!(receipt.patient, known);
        let seen = desk.ask(INTAKE, &InquiryDetail { inquiry: receipt.inquiry }).unwrap();
        let possible = &seen.possible_duplicates[0].found;
        assert_eq!((possible.id, possible.birth_date.to_string(), possible.record_number), (known, "1990-04-05".into(), 1001));
        assert_eq!(seen.row.possible_duplicates, 1);
    });
}

#[test]
fn a_document_must_name_somebody_and_hold_something() {
    let nobody = ReferralContent { patient: PatientAsSent::default(), ..content() };
    let cases = [
        (document(content(), b"<doc/>"), vec![]),
        (document(nobody.clone(), b"<doc/>"), vec!["file"]),
        (document(content(), b""), vec!["file"]),
        (document(nobody, b""), vec!["file", "file"]),
    ];
    for (wish, expected) in cases {
        assert_eq!(decide(&wish).map_or_else(fields, |_| vec![]), expected);
    }
    for (path, name) in [("/tmp/a b.xml", "a b.xml"), ("C:\\x\\y.xml", "y.xml"), ("z.xml", "z.xml"), ("", "")] {
        assert_eq!(base_name(path), name);
    }
}

#[test]
fn the_front_desk_sees_that_a_document_came_and_not_what_it_says() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let receipt = receive(&desk, content(), b"<doc/>");
        let seen = desk.ask(FRONT_DESK, &InquiryDetail { inquiry: receipt.inquiry }).unwrap();
        assert!(seen.row.has_referral);
        assert_eq!(seen.referral, None);
        assert_eq!(seen.suggestion.language, "", "nor through the form");
        for roles in [FRONT_DESK, &[Role::Peer][..], &[Role::Biller], &[Role::Installer], STRANGER] {
            let original = OriginalDocument { referral: receipt.referral };
            assert_eq!(desk.ask(roles, &original).unwrap_err(), Refusal::NotFound);
            let of = ReferralsOf { patient: receipt.patient };
            assert_eq!(desk.ask(roles, &of).unwrap_err(), Refusal::NotFound);
        }
        for roles in [INTAKE, CLINICIAN, &[Role::Nurse][..], DIRECTOR] {
            assert_eq!(desk.ask(roles, &ReferralsOf { patient: receipt.patient }).unwrap().len(), 1);
        }
        let absent = OriginalDocument { referral: vocabulary::id::ReferralId(Uuid::nil()) };
        assert_eq!(desk.ask(INTAKE, &absent).unwrap_err(), Refusal::NotFound);
    });
}

#[test]
fn only_intake_files_documents() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let before = desk.verify();
        for role in Role::ALL.iter().filter(|role| **role != Role::Intake) {
            let refused = desk.perform(&[*role], &document(content(), b"<doc/>")).unwrap_err();
            assert_eq!(refused, Refusal::NotFound, "{role}");
        }
        assert_eq!(desk.perform(STRANGER, &document(content(), b"<doc/>")).unwrap_err(), Refusal::NotFound);
        assert_eq!(desk.verify(), before);
    });
}
