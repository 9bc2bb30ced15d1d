//! Reminders and the ladder after a missed session, on both engines: nobody is reminded twice or of what does not happen, whoever answers
//! is heard, whoever does not come is looked for until somebody knows where they are (OP-07, OP-14, LC-31, P2-14).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::{Actor, Refusal, Role};
use conversation::Message;
use conversation::message::model::Direction;
use conversation::permission::SetPermission;
use episode::patient_link::{SendLink, ToDo};
use intake::inquiry::ReceiveText;
use jiff::SignedDuration;
use reactions::missed::{GivePlace, LookForMissing, NotAccountedFor, OneMissed};
use reactions::reminders::{
    AnswerVisit, ChooseReminders, DispatchReminders, HandleResponse, LogReminderCall, OwnVisits, PlanReminders,
    ReopenReminderCall, ReopenResponse,
};
use schedule::attendance::{MarkKind, WithdrawMark};
use schedule::group_session::CancelSession;
use schedule::reminder::{Answer, AppointmentResponse, Lead, SessionReminder};
use store::DirectAccess;
use support::{Desk, THURSDAY, day, moment, on_both_engines};
use treatment::MissedSession;
use treatment::concern::{ConcernKind, RaiseConcern};
use treatment::missed_session::{AccountFor, Ending, LogAttempt, StepKind, UndoLast};
use treatment::outreach::{LogOutreach, Outreach, OutreachResult};
use vocabulary::Phone;
use vocabulary::id::PatientId;

const NUMBER: &str = "+15085550140";

fn clockwork() -> Actor {
    Actor::of_stepdown(Role::Intake)
}

/// Somebody in the morning group who may be texted.
fn booked(desk: &Desk) -> PatientId {
    let now = desk.clock.now();
    let patient = desk.admit("Marcus", "Dwyer");
    desk.clock.set(now);
    let may = SetPermission { patient, address: NUMBER.into(), may_write: true, any_hour: false };
    desk.house.perform(&clockwork(), &may).unwrap();
    patient
}

fn plan(desk: &Desk) -> i64 {
    desk.house.perform(&clockwork(), &PlanReminders).unwrap()
}

fn dispatch(desk: &Desk) -> i64 {
    desk.house.perform(&clockwork(), &DispatchReminders { at_most: 100, pages_at: None }).unwrap()
}

fn look(desk: &Desk) -> i64 {
    desk.house.perform(&clockwork(), &LookForMissing).unwrap()
}

fn reminders(desk: &Desk, patient: PatientId) -> Vec<SessionReminder> {
    let mut all: Vec<_> = desk.all::<SessionReminder>("patient_id = $1", patient).into_iter().map(|one| one.record).collect();
    all.sort_by_key(|one| (one.starts_at, one.lead));
    all
}

fn written(desk: &Desk, patient: PatientId) -> Vec<String> {
    let all = desk.all::<Message>("patient_id = $1", patient);
    all.into_iter().filter(|one| one.direction == Direction::Out).map(|one| one.words.clone()).collect()
}

fn text(desk: &Desk, words: &str, id: &str) {
    let text = ReceiveText { from: Phone::parse(NUMBER).unwrap(), words: words.into(), provider_id: id.into(), by_network: None };
    desk.house.perform(&clockwork(), &text).unwrap();
}

fn missed(desk: &Desk, patient: PatientId) -> store::Stored<MissedSession> {
    desk.all::<MissedSession>("patient_id = $1", patient).into_iter().max_by_key(|one| one.day).unwrap()
}

#[test]
fn a_visit_is_reminded_the_day_before_and_two_hours_before_once_and_in_neutral_words() {
    on_both_engines(|desk| {
        desk.at("2026-03-11 11:00");
        let patient = booked(desk);
        assert!(plan(desk) > 0);
        assert_eq!(plan(desk), 0, "setting the timers again sets none twice");
        assert_eq!(dispatch(desk), 0, "nothing is due yet");

        desk.at("2026-03-11 17:00"); // 17:00 in New York
        dispatch(desk);
        dispatch(desk);
        let evening = reminders(desk, patient);
        assert_eq!(evening.iter().map(|one| (one.day, one.lead)).collect::<Vec<_>>(), [(day(THURSDAY), Lead::DayBefore)]);
        let words = written(desk, patient);
        assert_eq!(words.len(), 1);
        assert!(confidential::neutral::telling(&words[0]).unwrap().is_empty(), "{words:?}");
        assert_eq!(conversation::segments::cost(&words[0]).segments, 1);

        let first = evening[0].starts_at;
        desk.clock.set(first.checked_sub(SignedDuration::from_mins(59)).unwrap());
        dispatch(desk);
        dispatch(desk);
        assert_eq!(reminders(desk, patient).len(), 2);
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn nobody_is_reminded_of_what_does_not_happen_or_has_begun_or_against_their_choice() {
    on_both_engines(|desk| {
        desk.at("2026-03-11 11:00");
        let patient = booked(desk);
        plan(desk);
        // What waited while the program was off and has begun meanwhile is not sent.
        desk.at("2026-03-12 19:00");
        dispatch(desk);
        assert_eq!(reminders(desk, patient).iter().filter(|one| one.day == day(THURSDAY)).count(), 0);
    });
    on_both_engines(|desk| {
        desk.at("2026-03-11 11:00");
        let patient = booked(desk);
        plan(desk);
        let link = own_link(desk, patient);
        let own = Actor::person(patient, "Marcus");
        desk.house.perform(&own, &ChooseReminders { link, wanted: vec![Lead::SameDay] }).unwrap();
        desk.at("2026-03-11 17:00");
        dispatch(desk);
        assert!(reminders(desk, patient).is_empty(), "they chose the one of the same day only");
    });
    on_both_engines(|desk| {
        desk.at("2026-03-11 11:00");
        let patient = booked(desk);
        plan(desk);
        let all: Vec<_> = desk.all::<schedule::group_session::GroupSession>("day = $1", THURSDAY);
        for session in &all {
            let cancel = CancelSession { session: session.id, reason: "Storm".into() };
            desk.house.perform(&desk.actor("dana"), &cancel).unwrap();
        }
        desk.at("2026-03-11 17:00");
        dispatch(desk);
        assert!(reminders(desk, patient).is_empty(), "the program cancelled it");
    });
}

fn own_link(desk: &Desk, patient: PatientId) -> vocabulary::id::PatientLinkId {
    let wish = SendLink {
        patient,
        name: "Marcus".into(),
        birth_date: Some(day("1990-05-14")),
        language: "en".into(),
        to_do: vec![ToDo::Privacy],
        lives_days: 30,
    };
    desk.house.perform(&desk.actor("ines"), &wish).unwrap().link
}

#[test]
fn a_number_sent_back_is_an_answer_and_stop_wins() {
    on_both_engines(|desk| {
        desk.at("2026-03-11 11:00");
        let patient = booked(desk);
        plan(desk);
        desk.at("2026-03-11 17:00");
        dispatch(desk);
        let answers = || desk.all::<AppointmentResponse>("patient_id = $1", patient);
        text(desk, "1", "m1");
        assert_eq!(answers()[0].answer, Answer::Accepted);
        assert!(!answers()[0].is_open(), "nobody has to do anything");
        text(desk, " 4. ", "m2");
        assert_eq!(answers()[0].answer, Answer::Tentative, "the last word holds");
        text(desk, "can somebody drive me?", "m3");
        assert_eq!(answers()[0].answer, Answer::Tentative, "free words are for a person");
        text(desk, "3", "m4");
        assert_eq!((answers().len(), answers()[0].answer), (1, Answer::Declined));

        // It waits for somebody, is looked after, and that can be taken back.
        let desk_staff = desk.actor("ines");
        let waiting = || desk.house.ask(&desk_staff, &NotAccountedFor).unwrap().responses.len();
        assert_eq!(waiting(), 1);
        let handle = HandleResponse { response: answers()[0].id, version: answers()[0].version, words: "Excused".into() };
        desk.house.perform(&desk_staff, &handle).unwrap();
        assert_eq!(waiting(), 0);
        let back = ReopenResponse { response: answers()[0].id, version: answers()[0].version };
        desk.house.perform(&desk_staff, &back).unwrap();
        assert_eq!(waiting(), 1);

        // Who cannot come is not reminded again and not looked for.
        let first = reminders(desk, patient)[0].starts_at;
        desk.clock.set(first.checked_sub(SignedDuration::from_mins(50)).unwrap());
        dispatch(desk);
        assert_eq!(reminders(desk, patient).len(), 1);
        desk.clock.set(first.checked_add(SignedDuration::from_mins(20)).unwrap());
        look(desk);
        assert!(desk.all::<MissedSession>("patient_id = $1", patient).is_empty());
    });
    on_both_engines(|desk| {
        desk.at("2026-03-11 11:00");
        let patient = booked(desk);
        plan(desk);
        desk.at("2026-03-11 17:00");
        dispatch(desk);
        // Words that telephones know end texts, whatever the reminder offered.
        text(desk, "CANCEL", "s1");
        assert!(desk.all::<AppointmentResponse>("patient_id = $1", patient).is_empty());
        let before = written(desk, patient).len();
        desk.at("2026-03-12 08:10");
        dispatch(desk);
        assert_eq!(written(desk, patient).len(), before, "after STOP nothing is written");
    });
}

#[test]
fn op_07_who_does_not_come_gets_a_neutral_text_then_a_call_and_contact_stops_it() {
    on_both_engines(|desk| {
        desk.at("2026-03-11 11:00");
        let patient = booked(desk);
        let staff = desk.actor("ines");
        let session = desk.session("morning", THURSDAY);
        desk.clock.set(session.starts_at.checked_add(SignedDuration::from_mins(14)).unwrap());
        assert_eq!(look(desk), 0, "the grace is not over");
        desk.clock.set(session.starts_at.checked_add(SignedDuration::from_mins(16)).unwrap());
        assert_eq!(look(desk), 1);
        assert_eq!(look(desk), 0, "one ladder for a person and day");
        let words = written(desk, patient);
        assert!(words.len() == 1 && confidential::neutral::telling(&words[0]).unwrap().is_empty(), "{words:?}");
        // OP-14: the text is a note in the chart.
        assert_eq!(desk.all::<Outreach>("patient_id = $1", patient).len(), 1);
        let list = desk.house.ask(&staff, &NotAccountedFor).unwrap();
        assert_eq!(list.missing.iter().map(|one| one.patient).collect::<Vec<_>>(), [patient]);
        assert_eq!(list.missing[0].next.unwrap().0, StepKind::Call);

        // A call that reached nobody is a note and the ladder goes on.
        desk.clock.set(session.starts_at.checked_add(SignedDuration::from_mins(60)).unwrap());
        let ladder = missed(desk, patient);
        let call =
            |version, result| LogAttempt { missed: ladder.id, version, step: StepKind::Call, result, words: String::new() };
        desk.house.perform(&staff, &call(ladder.version, OutreachResult::NoAnswer)).unwrap();
        assert!(missed(desk, patient).is_open());
        assert_eq!(desk.all::<Outreach>("patient_id = $1", patient).len(), 2);

        // It was the wrong person's row: it steps back, and the note stays readable as an error.
        desk.house.perform(&staff, &UndoLast { missed: ladder.id, version: missed(desk, patient).version }).unwrap();
        assert!(missed(desk, patient).step(StepKind::Call).unwrap().done.is_none());
        assert_eq!(desk.all::<Outreach>("patient_id = $1", patient).iter().filter(|one| one.in_error).count(), 1);

        // Spoken with: it ends by itself.
        desk.house.perform(&staff, &call(missed(desk, patient).version, OutreachResult::Reached)).unwrap();
        let ended = missed(desk, patient);
        assert_eq!(ended.ended.as_ref().unwrap().how, Ending::Reached);
        assert!(desk.house.ask(&staff, &NotAccountedFor).unwrap().missing.is_empty());

        // Readable as of the moment before.
        let earlier = session.starts_at.checked_add(SignedDuration::from_mins(16)).unwrap();
        let as_it_was = desk.house.ask(&staff, &OneMissed { missed: ladder.id, as_of: Some(earlier) }).unwrap();
        assert!(as_it_was.is_past && as_it_was.missed.is_open() && as_it_was.missed.step(StepKind::Call).unwrap().done.is_none());
        assert_eq!(desk.verify().broken, None);
    });
}

#[test]
fn a_reply_an_arrival_and_a_known_place_each_end_it_and_a_mark_in_error_lets_it_go_on() {
    on_both_engines(|desk| {
        desk.at("2026-03-11 11:00");
        let patient = booked(desk);
        let session = desk.session("morning", THURSDAY);
        let later = |minutes| session.starts_at.checked_add(SignedDuration::from_mins(minutes)).unwrap();
        desk.clock.set(later(16));
        look(desk);
        // They come after all.
        desk.mark(patient, &session, MarkKind::Arrived, "2026-03-12 09:30");
        assert_eq!(missed(desk, patient).ended.as_ref().unwrap().how, Ending::Arrived);
        assert!(!missed(desk, patient).is_unexcused(), "who comes late is not absent");
        // It was somebody else: the mark is taken back and the ladder goes on where it stood.
        let withdraw = WithdrawMark { patient, day: day(THURSDAY) };
        desk.house.perform(&desk.actor("dana"), &withdraw).unwrap();
        assert!(missed(desk, patient).is_open());
        // They write that all is well.
        desk.clock.set(later(40));
        text(desk, "1", "r1");
        assert_eq!(missed(desk, patient).ended.as_ref().unwrap().how, Ending::Replied);
    });
    on_both_engines(|desk| {
        desk.at("2026-03-11 11:00");
        let patient = booked(desk);
        let session = desk.session("morning", THURSDAY);
        desk.clock.set(session.starts_at.checked_add(SignedDuration::from_mins(16)).unwrap());
        look(desk);
        // STOP is the word of a telephone, not a sign of the person.
        text(desk, "STOP", "s1");
        assert!(missed(desk, patient).is_open());
        let ladder = missed(desk, patient);
        let account = AccountFor { missed: ladder.id, version: ladder.version, words: " ".into() };
        assert!(matches!(desk.house.perform(&desk.actor("ines"), &account), Err(Refusal::Invalid(_))));
        let account = AccountFor { words: "In court, their sister says".into(), ..account };
        desk.house.perform(&desk.actor("ines"), &account).unwrap();
        assert_eq!(missed(desk, patient).ended.as_ref().unwrap().how, Ending::AccountedFor);
    });
}

#[test]
fn op_07_lc_31_two_unexcused_in_seven_days_ask_for_an_outreach_plan_and_risk_for_a_safety_check() {
    on_both_engines(|desk| {
        desk.at("2026-03-09 07:00");
        let patient = booked(desk);
        let on = |day: &str| desk.session("morning", day).starts_at.checked_add(SignedDuration::from_mins(20)).unwrap();
        desk.clock.set(on("2026-03-09"));
        look(desk);
        assert!(missed(desk, patient).step(StepKind::OutreachPlan).is_none(), "once is no plan");
        assert!(missed(desk, patient).step(StepKind::SafetyCheck).is_none());
        let worry = RaiseConcern {
            patient,
            kind: ConcernKind::Safety,
            sentence: "Something was raised.".into(),
            owner: None,
            due_at: None,
        };
        desk.house.perform(&desk.actor("dana"), &worry).unwrap();
        desk.clock.set(on(THURSDAY));
        look(desk);
        let second = missed(desk, patient);
        assert!(second.step(StepKind::OutreachPlan).is_some());
        let next = second.next_step().unwrap();
        assert_eq!(next.kind, StepKind::SafetyCheck, "risk comes before everything else");
        // Whoever logs outreach elsewhere ends both.
        let reached = LogOutreach { patient, way: "call".into(), result: OutreachResult::Reached, words: String::new() };
        desk.house.perform(&desk.actor("ines"), &reached).unwrap();
        assert!(desk.all::<MissedSession>("patient_id = $1", patient).iter().all(|one| !one.is_open()));
    });
}

#[test]
fn on_their_own_page_a_person_says_whether_they_come_and_sees_only_their_own() {
    on_both_engines(|desk| {
        let other = desk.admit("Ana", "Reyes");
        desk.at("2026-03-11 11:00");
        let patient = booked(desk);
        let link = own_link(desk, patient);
        let own = Actor::person(patient, "Marcus");
        let view = desk.house.ask_for_person(&own, &OwnVisits { link }).unwrap();
        let visit = view.visits.first().unwrap().session;
        desk.house.perform(&own, &AnswerVisit { link, session: visit, answer: Answer::Declined }).unwrap();
        let view = desk.house.ask_for_person(&own, &OwnVisits { link }).unwrap();
        assert_eq!(view.visits[0].answer, Some(Answer::Declined));
        let stranger = Actor::person(other, "Ana");
        assert!(matches!(desk.house.ask_for_person(&stranger, &OwnVisits { link }), Err(Refusal::NotFound)));
        let answer = AnswerVisit { link, session: visit, answer: Answer::Accepted };
        assert!(matches!(desk.house.perform(&stranger, &answer), Err(Refusal::NotFound)));
    });
}

#[test]
fn a_clock_that_was_set_back_is_said_plainly_and_nothing_is_lost() {
    on_both_engines(|desk| {
        desk.at("2026-03-11 11:00");
        let patient = booked(desk);
        plan(desk);
        desk.at("2026-03-11 17:00");
        dispatch(desk);
        desk.at("2026-03-11 12:00");
        let list = desk.house.ask(&desk.actor("ines"), &NotAccountedFor).unwrap();
        assert_eq!(list.clock_behind, Some(5 * 3600));
        assert_eq!(dispatch(desk), 0, "what was sent is not sent again");
        desk.at("2026-03-12 08:10");
        dispatch(desk);
        assert_eq!(reminders(desk, patient).len(), 2, "each once");
        let behind = desk
            .house
            .store(DirectAccess)
            .read::<_, store::StoreError>(|tx| jobs::clock_is_behind(tx, moment("2026-03-12 08:11")));
        assert_eq!(behind.unwrap(), None);
    });
}

#[test]
fn a_visit_that_is_moved_is_reminded_at_its_new_hour_and_not_at_the_old_one() {
    on_both_engines(|desk| {
        desk.at("2026-03-11 11:00");
        let patient = booked(desk);
        plan(desk);
        // Both groups of the morning move to the afternoon.
        for key in ["morning", "late-morning"] {
            let session = desk.session(key, THURSDAY);
            let later = |at: jiff::Timestamp| at.checked_add(SignedDuration::from_hours(5)).unwrap();
            let next = schedule::group_session::GroupSession {
                starts_at: later(session.starts_at),
                ends_at: later(session.ends_at),
                ..session.clone()
            };
            let entry = store::Entry { at: desk.clock.now(), by: store::Author::Stepdown, reason: "moved" };
            desk.house.store(DirectAccess).write::<_, store::StoreError>(|tx| tx.amend(&next, 1, &entry)).unwrap();
        }
        assert!(plan(desk) > 0, "the moved visit has timers of its own");
        desk.at("2026-03-11 17:00");
        dispatch(desk);
        desk.at("2026-03-12 08:30");
        dispatch(desk);
        let so_far = reminders(desk, patient);
        assert_eq!(so_far.iter().map(|one| one.starts_at).collect::<Vec<_>>(), [moment("2026-03-12 14:00")]);
        desk.at("2026-03-12 12:05");
        dispatch(desk);
        assert_eq!(reminders(desk, patient).len(), 2);
    });
}

#[test]
fn whoever_allowed_only_e_mail_gets_a_page_and_whoever_may_only_be_called_is_called_in_their_language() {
    on_both_engines(|desk| {
        let mail = desk.admit("Ana", "Reyes");
        let voice = desk.admit("Marie", "Jean");
        let allow = SetPermission { patient: mail, address: "ana@example.org".into(), may_write: true, any_hour: false };
        desk.house.perform(&clockwork(), &allow).unwrap();
        let input = episode::patient::PatientInput {
            given: "Marie".into(),
            family: "Jean".into(),
            chosen_given: String::new(),
            pronouns: String::new(),
            birth_date: Some(day("1990-05-14")),
            sex: episode::patient::AdministrativeSex::Unknown,
            contact_points: vec![episode::patient::ContactPoint {
                channel: episode::patient::Channel::Phone(Phone::parse("508 555 0177").unwrap()),
                may_leave_message: true,
                may_text: false,
                call_as: None,
            }],
            address: None,
            language: "ht".into(),
            needs_interpreter: false,
        };
        let amend = episode::patient::AmendPatient { patient: voice, version: 1, input, billing_name: None };
        desk.house.perform(&desk.actor("ines"), &amend).unwrap();
        desk.at("2026-03-11 11:00");
        plan(desk);
        desk.at("2026-03-11 17:00");
        let send = DispatchReminders { at_most: 100, pages_at: Some("https://chart.example.org/l/".into()) };
        desk.house.perform(&clockwork(), &send).unwrap();
        let words = written(desk, mail);
        assert!(words.len() == 1 && words[0].contains("[link]"), "the secret is kept nowhere: {words:?}");
        let staff = desk.actor("ines");
        let calls = desk.house.ask(&staff, &NotAccountedFor).unwrap();
        assert_eq!(calls.calls.len(), 1);
        assert_eq!((calls.calls[0].patient, calls.calls[0].language), (voice, "ht"));
        assert!(calls.calls[0].script.contains("jedi 12 mas"), "{}", calls.calls[0].script);
        assert!(written(desk, voice).is_empty());
        // The call is made, and that was an error.
        let reminder = calls.calls[0].reminder;
        desk.house.perform(&staff, &LogReminderCall { reminder, answer: Some(Answer::Declined) }).unwrap();
        let list = desk.house.ask(&staff, &NotAccountedFor).unwrap();
        assert_eq!((list.calls.len(), list.responses.len()), (0, 1));
        desk.house.perform(&staff, &ReopenReminderCall { reminder }).unwrap();
        desk.house.perform(&staff, &LogReminderCall { reminder, answer: Some(Answer::Accepted) }).unwrap();
        let list = desk.house.ask(&staff, &NotAccountedFor).unwrap();
        assert_eq!((list.calls.len(), list.responses.len()), (0, 0), "the last word holds");
    });
}

#[test]
fn a_session_that_would_save_the_week_is_offered_and_taken_for_that_day_alone() {
    on_both_engines(|desk| {
        desk.at("2026-03-11 07:00");
        let patient = booked(desk);
        let session = desk.session("morning", "2026-03-11");
        desk.clock.set(session.starts_at.checked_add(SignedDuration::from_mins(20)).unwrap());
        look(desk);
        let ladder = missed(desk, patient);
        let staff = desk.actor("dana");
        let view = desk.house.ask(&staff, &OneMissed { missed: ladder.id, as_of: None }).unwrap();
        let peers = desk.session("peers", THURSDAY);
        let place = view.places.iter().find(|place| place.session == peers.id);
        let Some(place) = place else {
            // Where peer support does not count toward the hours it is no help.
            assert!(view.places.is_empty(), "{:?}", view.places);
            return;
        };
        let give = GivePlace { missed: ladder.id, version: ladder.version, session: place.session, is_taken: true };
        desk.house.perform(&staff, &give).unwrap();
        let places = desk.all::<schedule::therapy_group::Enrollment>("patient_id = $1", patient);
        assert!(places.iter().any(|one| one.from == day(THURSDAY) && one.to == Some(day(THURSDAY))));
        assert!(missed(desk, patient).step(StepKind::MakeUp).unwrap().done.is_some());
    });
}
