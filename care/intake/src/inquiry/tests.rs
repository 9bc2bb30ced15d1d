//! Somebody asks, is heard, waits, and is never lost; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use access::{Refusal, Role};
use jiff::Timestamp;
use uuid::Uuid;
use vocabulary::id::*;

use super::contact::decide as decide_contact;
use super::log::decide;
use super::*;
use crate::Fact;
use crate::testing::{Desk, *};

fn log(desk: &Desk<'_>, input: InquiryInput) -> InquiryId {
    desk.perform(FRONT_DESK, &LogInquiry { input, owner: None }).unwrap().output
}

fn queue(desk: &Desk<'_>) -> Vec<InquiryRow> {
    desk.ask(FRONT_DESK, &InquiryQueue::default()).unwrap().clone()
}

fn detail(desk: &Desk<'_>, roles: &[Role], inquiry: InquiryId) -> InquiryDetailView {
    desk.ask(roles, &InquiryDetail { inquiry }).unwrap().clone()
}

fn said(inquiry: InquiryId, words: &str) -> LogContact {
    LogContact { inquiry, at: None, result: None, words: words.into() }
}

fn close(inquiry: InquiryId) -> CloseInquiry {
    CloseInquiry { inquiry, loss: None, reason: "chose a program nearer home".into() }
}

fn inquiry() -> Inquiry {
    Inquiry {
        id: InquiryId(Uuid::from_u128(1)),
        patient: PatientId(Uuid::from_u128(2)),
        recognised: None,
        received_at: "2026-03-12T14:00:00Z".parse().unwrap(),
        source: Source::Phone,
        name: vocabulary::PersonName { given: "Marcus".into(), family: String::new() },
        birth_date: None,
        contact_points: vec![],
        words: "wants to start".into(),
        call: CallFacts::default(),
        referral: None,
        owner: None,
        contacts: vec![],
        outcome: None,
        desk: super::Desk::default(),
    }
}

fn contact(at: &str) -> Contact {
    Contact { at: at.parse().unwrap(), by: StaffId(Uuid::from_u128(3)), words: "left a message".into(), result: None }
}

#[test]
fn the_state_is_read_from_what_happened() {
    let at: Timestamp = "2026-03-12T15:00:00Z".parse().unwrap();
    let admitted = Outcome::Admitted { episode: EpisodeId(Uuid::nil()), patient: PatientId(Uuid::nil()), at };
    let closed = Outcome::Closed { reason: "went elsewhere".into(), loss: None, at, by: StaffId(Uuid::nil()) };
    let talked = vec![contact("2026-03-12T15:00:00Z")];
    let cases = [
        (vec![], None, State::New, true),
        (talked.clone(), None, State::Contacted, true),
        (vec![], Some(closed.clone()), State::Closed, false),
        (talked.clone(), Some(closed), State::Closed, false),
        (talked, Some(admitted), State::Admitted, false),
    ];
    for (contacts, outcome, expected, is_open) in cases {
        let state = Inquiry { contacts, outcome, ..inquiry() }.state();
        assert_eq!((state, state.is_open()), (expected, is_open));
        speaks_of_people_first(state.title());
    }
    for source in Source::ALL {
        assert_eq!(Source::parse(source.as_str()), Some(source));
    }
    assert_eq!(Source::parse("fax"), None);
}

#[test]
fn the_wait_is_counted_from_the_last_contact_whatever_the_order_they_were_logged_in() {
    let mut asked = inquiry();
    assert_eq!(asked.waiting_since(), asked.received_at);
    asked.contacts = vec![contact("2026-03-12T16:00:00Z"), contact("2026-03-12T15:00:00Z")];
    assert_eq!(asked.waiting_since(), asked.contacts[0].at);
}

#[test]
fn s_01_a_sheet_needs_something_to_call_them_by_and_something_to_go_on_from() {
    let today = "2026-03-12".parse().unwrap();
    let full = sheet("Marcus", "Delgado");
    let silent = InquiryInput { phone: String::new(), words: String::new(), ..full.clone() };
    let born_tomorrow = "2026-03-13".parse().ok();
    let cases = [
        (full.clone(), vec![]),
        (InquiryInput { family: String::new(), phone: String::new(), ..full.clone() }, vec![]),
        (InquiryInput { words: String::new(), ..full.clone() }, vec![]),
        (InquiryInput { email: "m@example.org".into(), ..silent.clone() }, vec![]),
        (silent.clone(), vec!["words"]),
        (InquiryInput { given: " ".into(), family: String::new(), ..full.clone() }, vec!["given"]),
        (InquiryInput { phone: "911".into(), ..full.clone() }, vec!["phone"]),
        (InquiryInput { phone: "555-0100".into(), ..full.clone() }, vec!["phone"]),
        (InquiryInput { email: "at home".into(), ..full.clone() }, vec!["email"]),
        (InquiryInput { email: "a@b".into(), ..full.clone() }, vec!["email"]),
        (
            InquiryInput {
                given: String::new(),
                family: String::new(),
                birth_date: born_tomorrow,
                phone: "1".into(),
                email: "@".into(),
                ..silent
            },
            vec!["given", "birth_date", "phone", "email"],
        ),
    ];
    for (input, expected) in cases {
        let found = decide(&input, today).map_or_else(fields, |_| vec![]);
        assert_eq!(found, expected, "{input:?}");
    }
}

#[test]
fn a_contact_belongs_between_the_first_word_and_now() {
    let now = "2026-03-12T16:00:00Z".parse().unwrap();
    let at = |text: &str| decide_contact(&inquiry(), contact(text), now);
    assert_eq!(at("2026-03-12T15:00:00Z").unwrap().owner, Some(StaffId(Uuid::from_u128(3))));
    assert_eq!(fields(at("2026-03-12T13:59:00Z").unwrap_err()), ["at"]);
    assert_eq!(fields(at("2026-03-12T16:02:00Z").unwrap_err()), ["at"]);
    let silent = Contact { words: String::new(), ..contact("2026-03-12T17:00:00Z") };
    assert_eq!(fields(decide_contact(&inquiry(), silent, now).unwrap_err()), ["words", "at"]);
}

#[test]
fn p2_04_somebody_who_asks_has_a_chain_of_their_own_from_the_first_word() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let before = desk.verify();
        let done = desk.perform(FRONT_DESK, &LogInquiry { input: sheet("Marcus", "Delgado"), owner: None }).unwrap();
        let stored = desk.load::<Inquiry>(done.output);
        assert_eq!(done.facts, [Fact::InquiryOpened { inquiry: done.output, patient: stored.patient }]);
        let after = desk.verify();
        // the inquiry, and what may be sent to its number
        assert_eq!((after.records - before.records, after.chains - before.chains), (2, 1));
        let phone = &stored.contact_points[0];
        assert_eq!((phone.may_leave_message, phone.may_text), (false, true));
        assert_eq!(phone.call_as.as_deref(), Some("the dentist"));
    });
}

#[test]
fn the_same_sheet_sent_twice_is_one_inquiry_and_tomorrow_it_is_another() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let first = log(&desk, sheet("Marcus", "Delgado"));
        let again = desk.perform(FRONT_DESK, &LogInquiry { input: sheet("Marcus", "Delgado"), owner: None }).unwrap();
        assert_eq!((again.output, again.facts), (first, vec![]));
        assert_ne!(desk.perform(INTAKE, &LogInquiry { input: sheet("Marcus", "Delgado"), owner: None }).unwrap().output, first);
        desk.later(24 * 60);
        assert_ne!(log(&desk, sheet("Marcus", "Delgado")), first);
    });
}

#[test]
fn s_28_whoever_waits_longest_is_first_in_the_queue() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = log(&desk, InquiryInput { phone: "617 555 0101".into(), ..sheet("Ana", "Silva") });
        desk.later(90);
        let bo = log(&desk, InquiryInput { phone: "617 555 0102".into(), ..sheet("Bo", "Berg") });
        desk.later(60);
        assert_eq!(queue(&desk).iter().map(|row| (row.id, row.hours_waiting)).collect::<Vec<_>>(), [(ana, 2), (bo, 1)]);
        desk.perform(INTAKE, &said(ana, "talked, comes on Monday")).unwrap();
        let rows = queue(&desk);
        assert_eq!(rows.iter().map(|row| (row.id, row.hours_waiting)).collect::<Vec<_>>(), [(bo, 1), (ana, 0)]);
        let row = &rows[1];
        assert_eq!((row.state, row.contact_count, row.owner), (State::Contacted, 1, Some(staff_id(INTAKE))));
        assert_eq!(row.phone.as_ref().unwrap().display(), "(617) 555-0101");
        assert_eq!((row.may_leave_message, row.may_text, row.possible_duplicates), (false, true, 0));
        let seen = detail(&desk, FRONT_DESK, ana);
        assert_eq!(seen.contacts[0].words, "talked, comes on Monday");
        assert_eq!(seen.allowed, Allowed { contact: true, write: true, close: false, reopen: false, admit: false, merge: false });
        let as_intake = detail(&desk, INTAKE, ana).allowed;
        assert_eq!(as_intake, Allowed { contact: true, write: true, close: true, reopen: false, admit: true, merge: true });
        desk.verify();
    });
}

#[test]
fn the_same_contact_sent_twice_is_one() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = log(&desk, sheet("Ana", "Silva"));
        desk.perform(INTAKE, &said(ana, "left a message")).unwrap();
        assert!(desk.perform(INTAKE, &said(ana, "left a message")).unwrap().facts.is_empty());
        assert_eq!(desk.load::<Inquiry>(ana).contacts.len(), 1);
        desk.later(2);
        desk.perform(INTAKE, &said(ana, "left a message")).unwrap();
        assert_eq!(desk.load::<Inquiry>(ana).contacts.len(), 2);
    });
}

#[test]
fn a_closed_inquiry_leaves_the_queue_stays_readable_and_can_be_opened_again() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = log(&desk, sheet("Ana", "Silva"));
        let wordless = CloseInquiry { reason: " ".into(), ..close(ana) };
        assert_eq!(fields(desk.perform(INTAKE, &wordless).unwrap_err()), ["reason"]);
        assert_eq!(desk.perform(INTAKE, &close(ana)).unwrap().facts, [Fact::InquiryChanged { inquiry: ana }]);
        assert!(desk.perform(INTAKE, &close(ana)).unwrap().facts.is_empty());
        assert!(queue(&desk).is_empty());
        let today = InquiryQueue { finished_since: "2026-03-12".parse().ok(), ..InquiryQueue::default() };
        let rows = desk.ask(INTAKE, &today).unwrap();
        assert_eq!((rows.len(), rows[0].closed_because.as_deref()), (1, Some("chose a program nearer home")));
        assert!(
            desk.ask(INTAKE, &InquiryQueue { finished_since: "2026-03-13".parse().ok(), ..InquiryQueue::default() })
                .unwrap()
                .is_empty()
        );
        assert_eq!(reason(desk.perform(INTAKE, &said(ana, "called back")).unwrap_err()), "inquiry_closed");
        assert!(detail(&desk, FRONT_DESK, ana).allowed.reopen);
        desk.perform(FRONT_DESK, &ReopenInquiry { inquiry: ana }).unwrap();
        assert!(desk.perform(FRONT_DESK, &ReopenInquiry { inquiry: ana }).unwrap().facts.is_empty());
        desk.perform(FRONT_DESK, &said(ana, "called back")).unwrap();
        assert_eq!(queue(&desk)[0].state, State::Contacted);
        let versions = desk.with(|cx| Ok(cx.tx.history::<Inquiry>(ana)?));
        assert_eq!(versions.len(), 4, "logged, closed, opened again, called back");
        desk.verify();
    });
}

#[test]
fn somebody_who_waits_on_another_page_of_the_queue_is_counted_too() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        // Given more people than stand on a page, the last of whom calls from the number of the first
        let call = |number: usize| {
            let (given, family) = (format!("Given{number}"), format!("Family{number}"));
            let phone = format!("617 555 {:04}", 2_000 + number % 64);
            let id = log(&desk, InquiryInput { phone, ..sheet(&given, &family) });
            desk.later(1);
            id
        };
        let all: Vec<InquiryId> = (0..65).map(call).collect();
        let page = |from| desk.ask(INTAKE, &InquiryQueue { from, ..InquiryQueue::default() }).unwrap();
        let (first, second) = (page(0), page(crate::inquiry::queue::PAGE));
        assert_eq!((first.len(), second.len()), (crate::inquiry::queue::PAGE, 5));
        assert_eq!((first[0].id, first[0].possible_duplicates, first[1].possible_duplicates), (all[0], 1, 0));
        assert_eq!(second[4].possible_duplicates, 1);
        // When a person joins the two, one of them waits no more, and is neither shown nor counted
        desk.perform(INTAKE, &MergeInquiries { inquiry: all[64], into: all[0] }).unwrap();
        assert_eq!((page(0)[0].possible_duplicates, page(crate::inquiry::queue::PAGE).len()), (0, 4));
        let waiting: i64 = desk.ask(INTAKE, &InquiryCounts).unwrap().iter().map(|(_, count)| count).sum();
        assert_eq!(waiting, 64);
        desk.verify();
    });
}

#[test]
fn a_second_call_is_shown_beside_the_first_and_never_joined_to_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let first = log(&desk, InquiryInput { birth_date: "1990-04-05".parse().ok(), ..sheet("Marcus", "Delgado") });
        desk.later(1);
        let second = log(&desk, InquiryInput { given: "Marc".into(), ..sheet("", "Delgado") });
        desk.later(1);
        log(&desk, InquiryInput { phone: "617 555 0102".into(), ..sheet("Bo", "Berg") });
        assert_eq!(queue(&desk).iter().map(|row| row.possible_duplicates).collect::<Vec<_>>(), [1, 1, 0]);
        let seen = detail(&desk, INTAKE, second);
        assert_eq!(seen.other_inquiries.len(), 1);
        let other = &seen.other_inquiries[0];
        assert_eq!((other.id, other.birth_date), (first, "1990-04-05".parse().ok()));
        assert!(other.phone.is_some(), "two identifiers");
        assert_eq!(other.why, [episode::patient::Likeness::Phone]);
        assert_ne!(desk.load::<Inquiry>(first).patient, desk.load::<Inquiry>(second).patient);
    });
}

#[test]
fn everybody_may_write_an_inquiry_down_and_few_may_read_the_queue() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = log(&desk, sheet("Ana", "Silva"));
        for role in Role::ALL {
            let may_record = desk.perform(&[*role], &LogInquiry { input: sheet("Bo", "Berg"), owner: None }).is_ok();
            let may_view = desk.ask(&[*role], &InquiryQueue::default()).is_ok();
            // whoever assesses reads what was asked
            let is_reader = matches!(role, Role::Intake | Role::FrontDesk | Role::Clinician | Role::ClinicalDirector);
            assert_eq!(may_view, is_reader, "{role} reads the queue");
            assert_eq!(desk.ask(&[*role], &InquiryDetail { inquiry: ana }).is_ok(), is_reader, "{role} reads one");
            let picks_up = is_reader
                || matches!(
                    role,
                    Role::Clinician
                        | Role::MedicalAssistant
                        | Role::Prescriber
                        | Role::Nurse
                        | Role::CaseManager
                        | Role::Peer
                        | Role::Intern
                        | Role::PublicSite
                );
            assert_eq!(may_record, picks_up, "{role} writes one down");
        }
        for roles in [CLINICIAN, FRONT_DESK] {
            assert_eq!(desk.perform(roles, &close(ana)).unwrap_err(), Refusal::NotFound);
        }
        assert_eq!(desk.perform(CLINICIAN, &said(ana, "met at the door")).unwrap_err(), Refusal::NotFound);
    });
}

#[test]
fn a_stranger_gets_the_same_answer_for_an_inquiry_and_for_nothing() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = log(&desk, sheet("Ana", "Silva"));
        let absent = InquiryId(Uuid::nil());
        for inquiry in [ana, absent] {
            assert_eq!(desk.ask(STRANGER, &InquiryDetail { inquiry }).unwrap_err(), Refusal::NotFound);
            assert_eq!(desk.perform(STRANGER, &said(inquiry, "x")).unwrap_err(), Refusal::NotFound);
            assert_eq!(desk.perform(STRANGER, &close(inquiry)).unwrap_err(), Refusal::NotFound);
            assert_eq!(desk.perform(STRANGER, &ReopenInquiry { inquiry }).unwrap_err(), Refusal::NotFound);
        }
        assert_eq!(desk.ask(INTAKE, &InquiryDetail { inquiry: absent }).unwrap_err(), Refusal::NotFound);
        assert_eq!(desk.ask(STRANGER, &InquiryQueue::default()).unwrap_err(), Refusal::NotFound);
        let sheet = LogInquiry { input: sheet("Bo", "Berg"), owner: None };
        assert_eq!(desk.perform(STRANGER, &sheet).unwrap_err(), Refusal::NotFound);
    });
}

#[test]
fn a_look_at_one_inquiry_is_written_down_in_the_persons_chain() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = log(&desk, sheet("Ana", "Silva"));
        detail(&desk, INTAKE, ana);
        let patient = desk.load::<Inquiry>(ana).patient;
        let views = desk.with(|cx| confidential::read::chart_views(cx, patient));
        assert_eq!(views.len(), 1);
        assert_eq!(views[0].staff, staff_id(INTAKE));
        queue(&desk);
        assert_eq!(desk.with(|cx| confidential::read::chart_views(cx, patient)).len(), 1, "a list is not a chart");
        desk.verify();
    });
}

#[test]
fn a_yes_to_a_question_about_safety_is_kept_and_comes_first_until_somebody_talked_with_the_person() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let waiting = log(&desk, sheet("Marcus", "Delgado"));
        desk.later(30);
        let call = CallFacts { suicide_thoughts: Some(true), who_for: Some(WhoFor::Caller), ..CallFacts::default() };
        let urgent =
            desk.perform(FRONT_DESK, &LogCall { sheet: None, visit: None, input: sheet("Bo", "Berg"), call }).unwrap().output;
        assert_eq!(queue(&desk).iter().map(|row| row.id).collect::<Vec<_>>(), [urgent, waiting]);
        assert_eq!(detail(&desk, INTAKE, urgent).call, call);
        // An attempt that reached nobody leaves them first
        let nobody = LogContact { result: Some(ContactResult::NoAnswer), ..said(urgent, "rang out") };
        desk.perform(INTAKE, &nobody).unwrap();
        assert_eq!(queue(&desk).iter().map(|row| row.id).collect::<Vec<_>>(), [urgent, waiting]);
        desk.perform(INTAKE, &said(urgent, "stayed on the line until the crisis team came")).unwrap();
        assert_eq!(queue(&desk).iter().map(|row| row.id).collect::<Vec<_>>(), [waiting, urgent]);
        assert!(queue(&desk)[1].raises_safety, "the flag stays readable");
    });
}
