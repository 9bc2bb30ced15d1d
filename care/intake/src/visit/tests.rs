//! A first visit is found in the calendar as it is, booked once, and answered for when it is late; a text joins the right thread; on
//! both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use ::store::testing::on_both_engines;
use conversation::language::Language;
use jiff::{SignedDuration, Timestamp};
use vocabulary::Phone;
use vocabulary::id::InquiryId;

use super::*;
use crate::Fact;
use crate::inquiry::{
    CallFacts, CloseInquiry, ContactResult, InquiryCounts, InquiryDetail, InquiryDetailView, InquiryQueue, KeepCall, LogCall,
    LogContact, ReceiveText, Source, State, WriteToInquiry,
};
use crate::testing::*;
use crate::waitlist::{JoinWaitlist, NoteInterimService, PriorityClass};

fn call(desk: &Desk<'_>, given: &str) -> InquiryId {
    let command = LogCall { sheet: None, visit: None, input: sheet(given, "Silva"), call: CallFacts::default() };
    desk.perform(INTAKE, &command).unwrap().output
}

fn detail(desk: &Desk<'_>, inquiry: InquiryId) -> InquiryDetailView {
    desk.ask(INTAKE, &InquiryDetail { inquiry }).unwrap().clone()
}

fn slots(desk: &Desk<'_>) -> Vec<Slot> {
    desk.ask(INTAKE, &OpenSlots { count: 3, with: None }).unwrap().clone()
}

fn wanted(slot: &Slot, late_reason: &str) -> WantedVisit {
    let (staff, starts_at) = (slot.staff, slot.starts_at);
    WantedVisit { staff, starts_at, late_reason: late_reason.to_owned(), language: Language::En }
}

fn in_hours(desk: &Desk<'_>, hours: i64) -> Timestamp {
    desk.clock.now().saturating_add(SignedDuration::from_hours(hours)).unwrap()
}

fn text(from: &str, words: &str, id: &str) -> ReceiveText {
    ReceiveText { from: Phone::parse(from).unwrap(), words: words.to_owned(), provider_id: id.to_owned(), by_network: None }
}

#[test]
fn s_28_three_openings_are_real_and_a_booked_one_is_offered_to_nobody_else() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (ana, bo) = (call(&desk, "Ana"), call(&desk, "Bo"));
        let open = slots(&desk);
        assert_eq!(open.len(), 3);
        assert!(open.windows(2).all(|pair| pair[1].starts_at >= pair[0].ends_at), "three real choices");
        let booked = BookVisit { inquiry: ana, visit: wanted(&open[0], "") };
        let facts = desk.perform(INTAKE, &booked).unwrap().facts;
        assert!(matches!(facts[1], Fact::Conversation(_)), "a neutral text goes out: {facts:?}");
        assert!(desk.perform(INTAKE, &booked).unwrap().facts.is_empty(), "twice is once");
        assert_eq!(
            reason(desk.perform(INTAKE, &BookVisit { inquiry: bo, visit: wanted(&open[0], "") }).unwrap_err()),
            "slot_taken"
        );
        assert!(slots(&desk).iter().all(|slot| slot.starts_at != open[0].starts_at));
        let seen = detail(&desk, ana);
        assert_eq!((seen.row.state, seen.row.clocks.to_first_offer_minutes), (State::Booked, Some(0)));
        assert!(seen.messages[0].words.contains("Reply 1 yes"));
        desk.verify();
    });
}

#[test]
fn s_28_a_visit_later_than_48_hours_asks_for_a_reason_and_so_does_none_at_all() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = call(&desk, "Ana");
        let mut slot = slots(&desk).remove(0);
        slot.starts_at = in_hours(&desk, 96);
        slot.ends_at = in_hours(&desk, 97);
        let refusal = desk.perform(INTAKE, &BookVisit { inquiry: ana, visit: wanted(&slot, " ") }).unwrap_err();
        assert_eq!(fields(refusal), ["late_reason"]);
        desk.later(48 * 60 - 1);
        assert!(!detail(&desk, ana).row.clocks.asks_for_reason);
        desk.later(1);
        assert!(detail(&desk, ana).row.clocks.asks_for_reason);
        let said = SayWhyLate { inquiry: ana, reason: "wants to come after the holiday".into() };
        desk.perform(INTAKE, &said).unwrap();
        assert!(!detail(&desk, ana).row.clocks.asks_for_reason);
        desk.verify();
    });
}

#[test]
fn s_28_a_visit_that_was_offered_and_not_taken_stops_the_clock_once() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = call(&desk, "Ana");
        desk.later(30);
        desk.perform(INTAKE, &NoteVisitOffered { inquiry: ana }).unwrap();
        assert_eq!(detail(&desk, ana).row.clocks.to_first_offer_minutes, Some(30));
        desk.later(49 * 60);
        assert!(desk.perform(INTAKE, &NoteVisitOffered { inquiry: ana }).unwrap().facts.is_empty(), "the first offer counts");
        assert_eq!(detail(&desk, ana).row.clocks.to_first_offer_minutes, Some(30));
        assert!(!detail(&desk, ana).row.clocks.asks_for_reason, "one was offered in time");
        desk.verify();
    });
}

#[test]
fn whoever_did_not_come_is_called_back_and_whoever_came_has_come() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = call(&desk, "Ana");
        let slot = slots(&desk).remove(0);
        desk.perform(INTAKE, &BookVisit { inquiry: ana, visit: wanted(&slot, "") }).unwrap();
        let mark = |result| MarkVisit { inquiry: ana, result };
        assert_eq!(reason(desk.perform(INTAKE, &mark(VisitResult::Came)).unwrap_err()), "visit_to_come");
        desk.clock.set(slot.ends_at);
        desk.perform(INTAKE, &mark(VisitResult::DidNotCome)).unwrap();
        assert_eq!(detail(&desk, ana).row.state, State::New);
        desk.perform(INTAKE, &mark(VisitResult::Came)).unwrap();
        assert_eq!(detail(&desk, ana).row.state, State::Came);
        desk.verify();
    });
}

#[test]
fn s_01_a_text_joins_the_thread_of_whoever_gave_the_number_and_opens_one_for_nobody_known() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = call(&desk, "Ana");
        desk.later(5);
        assert!(desk.perform(INTAKE, &text("508 555 0134", "It is Ana, after 5 please", "SM1")).unwrap().output);
        assert!(!desk.perform(INTAKE, &text("508 555 0134", "It is Ana, after 5 please", "SM1")).unwrap().output);
        let seen = detail(&desk, ana);
        assert!(seen.row.clocks.they_wrote);
        desk.later(1);
        let answer = WriteToInquiry {
            inquiry: ana,
            address: "+15085550134".into(),
            words: "Good, we call at 5.".into(),
            enclosed: None,
            template: None,
            language: Language::En,
        };
        desk.perform(INTAKE, &answer).unwrap();
        let seen = detail(&desk, ana);
        assert_eq!((seen.row.state, seen.row.clocks.they_wrote), (State::Contacted, false));
        assert_eq!(seen.row.clocks.to_first_answer_minutes, Some(6));
        let elsewhere = WriteToInquiry { address: "+16175550102".into(), ..answer };
        assert_eq!(fields(desk.perform(INTAKE, &elsewhere).unwrap_err()), ["address"]);
        desk.perform(INTAKE, &text("617 555 0102", "hello", "SM2")).unwrap();
        let rows = desk.ask(INTAKE, &InquiryQueue::default()).unwrap().clone();
        assert_eq!(rows.iter().filter(|row| row.source == Source::Text).count(), 1);
        // Whoever left and writes again is back in the queue.
        let close = CloseInquiry { inquiry: ana, loss: Some("not_now".into()), reason: String::new() };
        desk.perform(INTAKE, &close).unwrap();
        assert_eq!(detail(&desk, ana).row.closed_because.as_deref(), Some("Does not want care now"));
        desk.perform(INTAKE, &text("508 555 0134", "I changed my mind", "SM3")).unwrap();
        assert!(detail(&desk, ana).row.state.is_open());
        desk.verify();
    });
}

#[test]
fn lc_23_a_place_on_the_list_keeps_the_day_they_asked_and_what_they_got() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = call(&desk, "Ana");
        desk.later(90);
        let join = JoinWaitlist { inquiry: ana, class: PriorityClass::Injecting };
        desk.perform(INTAKE, &join).unwrap();
        assert!(desk.perform(INTAKE, &join).unwrap().facts.is_empty());
        let row = detail(&desk, ana).row;
        let (class, due) = row.waitlist.unwrap();
        assert_eq!((row.state, class), (State::Waiting, PriorityClass::Injecting));
        assert_eq!(due.admit_by, "2026-03-26".parse().ok(), "14 days after they asked");
        let words = "counseling on risks, naloxone".to_owned();
        desk.perform(INTAKE, &NoteInterimService { inquiry: ana, words }).unwrap();
        assert_eq!(detail(&desk, ana).row.waitlist.unwrap().1.admit_by, "2026-07-10".parse().ok(), "120 days");
        let counts = desk.ask(INTAKE, &InquiryCounts).unwrap().clone();
        assert_eq!(counts.iter().find(|(state, _)| *state == State::Waiting).unwrap().1, 1);
        desk.verify();
    });
}

#[test]
fn a_call_that_breaks_off_is_kept_under_one_id_and_saving_never_makes_a_second() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let id = InquiryId(uuid::Uuid::from_u128(0x77));
        let empty =
            crate::inquiry::InquiryInput { given: String::new(), phone: String::new(), words: String::new(), ..sheet("", "") };
        let keep = |input| KeepCall { sheet: id, input, call: CallFacts::default() };
        assert!(!desk.perform(INTAKE, &keep(empty.clone())).unwrap().output, "nothing said, nothing kept");
        let half = crate::inquiry::InquiryInput { phone: "508 5".into(), given: "Ana".into(), ..empty };
        assert!(desk.perform(INTAKE, &keep(half)).unwrap().output);
        assert_eq!(detail(&desk, id).row.name.full(), "Ana");
        let whole = LogCall { sheet: Some(id), visit: None, input: sheet("Ana", "Silva"), call: CallFacts::default() };
        assert_eq!(desk.perform(INTAKE, &whole).unwrap().output, id);
        assert!(desk.perform(INTAKE, &whole).unwrap().facts.is_empty());
        assert_eq!(desk.perform(FRONT_DESK, &keep(sheet("Eve", ""))).unwrap_err(), access::Refusal::NotFound);
        assert_eq!(desk.ask(INTAKE, &InquiryQueue::default()).unwrap().len(), 1);
        let reached = LogContact { inquiry: id, at: None, result: Some(ContactResult::MessageLeft), words: String::new() };
        desk.perform(INTAKE, &reached).unwrap();
        assert_eq!(detail(&desk, id).contacts[0].words, "Message left.");
        desk.verify();
    });
}

#[test]
fn p2_12_nobody_is_offered_an_hour_with_whom_they_must_not_meet_and_why_is_not_said() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = call(&desk, "Ana");
        let open = slots(&desk);
        let kept_from = open[0].staff;
        desk.try_with(|cx| {
            let guard = schedule::no_contact::NoContact {
                id: cx.new_id(),
                patient: crate::inquiry::load(cx.tx, ana)?.person(),
                other: schedule::no_contact::Other::Staff(kept_from),
                why: access::Envelope::Clear(schedule::no_contact::Why {
                    reason: schedule::no_contact::Reason::StaffTie,
                    words: "A cousin".to_owned(),
                    ended: None,
                }),
                from: cx.today(),
                to: None,
            };
            Ok(cx.tx.append(&guard, &cx.entry("kept apart"))?)
        })
        .unwrap();
        let refusal = desk.perform(INTAKE, &BookVisit { inquiry: ana, visit: wanted(&open[0], "") }).unwrap_err();
        let told = format!("{refusal:?}");
        assert_eq!(reason(refusal), "choose_another");
        assert!(!told.contains("cousin") && told.contains("Choose another time"), "{told}");
        if let Some(other) = open.iter().find(|slot| slot.staff != kept_from) {
            desk.perform(INTAKE, &BookVisit { inquiry: ana, visit: wanted(other, "") }).unwrap();
        }
    });
}
