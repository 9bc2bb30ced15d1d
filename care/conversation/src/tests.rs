//! Words leave once, neutral and permitted, and STOP is final; on both engines.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::cell::Cell;
use std::sync::LazyLock;

use ::store::Store;
use ::store::testing::on_both_engines;
use access::{Actor, Command, Context, Policy, Refusal, Role};
use confidential::to_person::Line;
use jiff::{SignedDuration, Timestamp};
use vocabulary::id::{MessageId, PatientId, StaffId};
use vocabulary::{IdSource, ProgramZone};

use crate::keyword::Keyword;
use crate::language::Language;
use crate::message::model::{Channel, Delivery};
use crate::message::*;
use crate::permission::{self, Said, SetPermission, Standing};
use crate::template::Fill;

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::load().unwrap());
const NUMBER: &str = "+15085550134";

struct Desk<'a> {
    store: &'a Store,
    zone: ProgramZone,
    ids: IdSource,
    now: Cell<Timestamp>,
}

impl<'a> Desk<'a> {
    /// Thursday, 10 in the morning on Cape Cod.
    fn on(store: &'a Store) -> Self {
        let now = Cell::new("2026-03-12T14:00:00Z".parse().unwrap());
        Self { store, zone: ProgramZone::parse("America/New_York").unwrap(), ids: IdSource::seeded(1), now }
    }

    fn with<T>(&self, role: Role, work: impl Fn(&Context<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let actor = Actor {
            staff: StaffId(uuid::Uuid::from_u128(7)),
            signature_name: "Invented Person".into(),
            credential: String::new(),
            roles: vec![role],
            supervisor: None,
            needs_cosignature: false,
            person: None,
        };
        let (zone, ids, now) = (&self.zone, &self.ids, self.now.get());
        self.store
            .write(|tx| work(&Context { tx, actor: &actor, now, zone, ids, policy: &POLICY, keys: &access::key_ring::NO_KEYS }))
    }

    fn later(&self, seconds: i64) {
        self.now.set(self.now.get().saturating_add(SignedDuration::from_secs(seconds)).unwrap());
    }

    fn patient(&self) -> PatientId {
        self.ids.next(self.now.get())
    }

    fn allowed(&self, patient: PatientId) {
        let said = Said { standing: Standing::Allowed, how: "asked on the call", any_hour: None };
        self.with(Role::Intake, |cx| permission::note(cx, patient, NUMBER, said)).unwrap();
    }

    fn write(&self, patient: PatientId, words: &str) -> Result<MessageId, Refusal> {
        self.with(Role::Intake, |cx| Ok(WriteMessage { letter: letter(patient, words) }.perform(cx)?.output))
    }

    fn take(&self) -> Option<Taken> {
        let name = self.ids.next::<MessageId>(self.now.get()).to_string();
        self.with(Role::Intake, |cx| Ok(take(cx, &name, &Closed::default())?.0)).unwrap()
    }

    fn ended(&self, taken: &Taken, outcome: &Outcome) {
        self.with(Role::Intake, |cx| ended(cx, taken, outcome)).unwrap();
    }

    fn delivery(&self, message: MessageId) -> Delivery {
        self.with(Role::Intake, |cx| Ok(cx.tx.load::<Message>(message)?.unwrap().record.delivery)).unwrap()
    }

    fn comes(&self, patient: PatientId, words: &str, id: &str) -> Option<Keyword> {
        let fill = Fill { sender: "Harbor St".into(), phone: "(508) 555-0140".into(), ..Fill::default() };
        let said = |cx: &Context<'_>| {
            let text = Arrived { patient, from: NUMBER, words, provider_id: id, by_network: None, fill: &fill };
            Ok(arrive(cx, &text)?.1)
        };
        self.with(Role::Intake, said).unwrap()
    }

    fn verify(&self) {
        assert_eq!(self.store.verify(crate::KINDS, &|_| {}).unwrap().broken, None);
    }
}

fn letter(patient: PatientId, words: &str) -> Letter {
    Letter {
        patient,
        channel: Channel::Text,
        address: NUMBER.into(),
        subject: None,
        words: words.into(),
        enclosed: None,
        language: Language::En,
        template: None,
        answers_them: false,
    }
}

fn reason(refusal: Refusal) -> &'static str {
    let Refusal::Refused { reason, .. } = refusal else { panic!("{refusal:?}") };
    reason
}

fn accepted(id: &str) -> Outcome {
    Outcome::Accepted { provider_id: Some(id.into()) }
}

#[test]
fn a_text_is_taken_once_sent_and_its_arrival_written_down() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = desk.patient();
        desk.allowed(ana);
        let message = desk.write(ana, "See you at 3. Call us if that does not suit.").unwrap();
        assert_eq!(desk.write(ana, "See you at 3. Call us if that does not suit.").unwrap(), message, "sent twice is one");
        let taken = desk.take().unwrap();
        assert_eq!((taken.message, taken.step, taken.outgoing.line), (message, Step::Send, Line::Text));
        assert!(desk.take().is_none(), "nobody else gets it");
        desk.ended(&taken, &accepted("SM1"));
        assert_eq!(desk.delivery(message).as_str(), "sent");
        let word = |report| ReportDelivery { message: Some(message), provider_id: "SM1".into(), report };
        assert!(desk.with(Role::Intake, |cx| Ok(word(Report::Delivered).perform(cx)?.output)).unwrap());
        assert!(!desk.with(Role::Intake, |cx| Ok(word(Report::Delivered).perform(cx)?.output)).unwrap(), "told twice");
        assert_eq!(desk.delivery(message).as_str(), "delivered");
        let other = ReportDelivery { provider_id: "SM2".into(), ..word(Report::Delivered) };
        assert_eq!(desk.with(Role::Intake, |cx| other.perform(cx)).unwrap_err(), Refusal::NotFound);
        let versions = desk.with(Role::Intake, |cx| Ok(cx.tx.history::<Message>(message)?)).unwrap();
        assert_eq!(versions.len(), 4, "written, handed over, taken, arrived");
        desk.verify();
    });
}

#[test]
fn start_lifts_a_stop_and_nobody_elses_no() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (ana, bo) = (desk.patient(), desk.patient());
        desk.allowed(ana);
        let no = Said { standing: Standing::Declined, how: "asked on the call", any_hour: None };
        desk.with(Role::Intake, |cx| permission::note(cx, bo, NUMBER, no)).unwrap();
        assert_eq!(desk.comes(ana, "STOP", "SM1"), Some(Keyword::Stop));
        assert_eq!(desk.comes(ana, "START", "SM2"), Some(Keyword::Start));
        desk.write(ana, "See you at 4").unwrap();
        assert!(desk.write(bo, "See you at 4").is_err(), "whoever had said no still says no");
    });
}

#[test]
fn what_the_network_takes_for_stop_is_stop_in_any_language() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = desk.patient();
        desk.allowed(ana);
        let fill = Fill::default();
        let words = "PARAR";
        let text =
            Arrived { patient: ana, from: NUMBER, words, provider_id: "SM1", by_network: Some(Keyword::Stop), fill: &fill };
        desk.with(Role::Intake, |cx| arrive(cx, &text)).unwrap();
        assert_eq!(reason(desk.write(ana, "See you at 4").unwrap_err()), "contact_stopped");
        assert!(desk.take().is_none(), "the network has answered already");
    });
}

#[test]
fn what_waited_for_over_half_a_day_is_not_sent() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = desk.patient();
        desk.allowed(ana);
        let message = desk.write(ana, "See you at 3").unwrap();
        desk.later(24 * 3600);
        assert!(desk.take().is_none());
        assert_eq!(desk.delivery(message).as_str(), "failed");
    });
}

#[test]
fn p2_58_a_network_that_nobody_is_bound_to_gets_nothing_and_what_it_has_is_still_asked_for() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = desk.patient();
        desk.allowed(ana);
        let closed = Closed { text: Some("No agreement holds today.".into()), email: None };
        let take_closed = |name: &str| desk.with(Role::Intake, |cx| Ok(take(cx, name, &closed)?.0)).unwrap();
        let message = desk.write(ana, "See you at 3").unwrap();
        assert!(take_closed("closed").is_none());
        let Delivery::Failed { reason, .. } = desk.delivery(message) else { panic!("kept back") };
        assert_eq!(reason, "No agreement holds today.");
        // What was handed over before is asked for all the same: the network has it already
        desk.later(120);
        let anew = desk.write(ana, "See you at 4").unwrap();
        let taken = desk.take().unwrap();
        desk.ended(&taken, &Outcome::NoAnswer);
        desk.later(600);
        assert!(
            matches!(take_closed("later").map(|one| (one.message, one.step)), Some((asked, Step::Ask { .. })) if asked == anew)
        );
        desk.verify();
    });
}

#[test]
fn what_waited_in_a_backup_is_not_sent_a_second_time() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = desk.patient();
        desk.allowed(ana);
        let message = desk.write(ana, "See you at 3").unwrap();
        desk.later(60);
        let restored = desk.now.get().to_string();
        store.write::<_, ::store::StoreError>(|tx| tx.set_setting(RESTORED_AT, &restored)).unwrap();
        assert!(desk.take().is_none());
        assert_eq!(desk.delivery(message).as_str(), "failed");
        desk.later(60);
        let anew = desk.write(ana, "See you at 3").unwrap();
        assert_eq!(desk.take().unwrap().message, anew, "what is written since leaves");
    });
}

#[test]
fn what_is_enclosed_leaves_with_the_message_and_is_in_no_history() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = desk.patient();
        desk.allowed(ana);
        let write = |secret: &str| {
            let letter = Letter { enclosed: Some(format!("https://x.org/l/{secret}")), ..letter(ana, "A page for you: [link]") };
            desk.with(Role::Intake, |cx| Ok(WriteMessage { letter: letter.clone() }.perform(cx)?.output)).unwrap()
        };
        let kept = || desk.with(Role::Intake, |cx| Ok(cx.tx.query("SELECT body FROM message_enclosure", &[])?.len())).unwrap();
        let first = write("one");
        let second = write("two");
        assert_ne!(first, second, "the same words about two links are two messages");
        // It stays while the network is busy, and is gone when the network has it
        let taken = desk.take().unwrap();
        assert_eq!(taken.outgoing.words, "A page for you: https://x.org/l/one");
        desk.ended(&taken, &Outcome::Later { why: "busy".into(), at_least: SignedDuration::from_secs(60) });
        assert_eq!(kept(), 2);
        let taken = desk.take().unwrap();
        assert_eq!(taken.message, second);
        desk.ended(&taken, &accepted("SM1"));
        assert_eq!(kept(), 1);
        // A message that is never sent keeps nothing either
        desk.later(3600);
        desk.with(Role::Intake, |cx| {
            permission::note(cx, ana, NUMBER, Said { standing: Standing::Stopped, how: permission::THEIR_STOP, any_hour: None })
        })
        .unwrap();
        assert!(desk.take().is_none());
        assert_eq!((desk.delivery(first).as_str(), kept()), ("failed", 0));
        for message in [first, second] {
            for (version, _) in desk.with(Role::Intake, |cx| Ok(cx.tx.history::<Message>(message)?)).unwrap() {
                assert_eq!(version.words, "A page for you: [link]");
            }
        }
        desk.verify();
    });
}

#[test]
fn p2_14_nothing_leaves_without_permission_or_with_telling_words() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = desk.patient();
        assert_eq!(reason(desk.write(ana, "See you at 3").unwrap_err()), "contact_not_allowed");
        desk.allowed(ana);
        let refusal = desk.write(ana, "Your group meets at 3").unwrap_err();
        assert!(refusal.to_string().contains("“group”"), "{refusal}");
        assert_eq!(reason(refusal), "words_not_neutral");
        assert!(matches!(desk.write(ana, "  ").unwrap_err(), Refusal::Invalid(_)));
        assert!(matches!(desk.write(ana, &"a".repeat(460)).unwrap_err(), Refusal::Invalid(_)), "longer than three texts");
        assert_eq!(
            desk.with(Role::Biller, |cx| WriteMessage { letter: letter(ana, "x") }.perform(cx)).unwrap_err(),
            Refusal::NotFound
        );
        assert!(desk.take().is_none(), "nothing waits");
    });
}

#[test]
fn stop_ends_texts_to_a_number_whoever_else_it_belongs_to_and_only_start_lifts_it() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (ana, bo) = (desk.patient(), desk.patient());
        desk.allowed(ana);
        desk.allowed(bo);
        let waiting = desk.write(bo, "See you at 3").unwrap();
        assert_eq!(desk.comes(ana, " Stop ", "SM1"), Some(Keyword::Stop));
        // What waited is kept back, the one confirmation leaves.
        let mut left = Vec::new();
        while let Some(taken) = desk.take() {
            left.push(taken.outgoing.words.clone());
            desk.ended(&taken, &accepted(&format!("SMo{}", left.len())));
        }
        assert_eq!(left.len(), 1, "{left:?}");
        assert!(left[0].contains("no more texts"), "{left:?}");
        assert_eq!(desk.delivery(waiting).as_str(), "failed");
        assert_eq!(reason(desk.write(bo, "See you at 4").unwrap_err()), "contact_stopped");
        let allow = SetPermission { patient: ana, address: NUMBER.into(), may_write: true, any_hour: false };
        assert_eq!(reason(desk.with(Role::Intake, |cx| allow.perform(cx)).unwrap_err()), "contact_stopped");
        desk.allowed(ana);
        assert_eq!(
            reason(desk.write(ana, "See you at 4").unwrap_err()),
            "contact_stopped",
            "a yes on a later call lifts nothing"
        );
        assert_eq!(desk.comes(ana, "START", "SM2"), Some(Keyword::Start));
        desk.write(ana, "See you at 4").unwrap();
        desk.write(bo, "See you at 5").unwrap();
        desk.verify();
    });
}

#[test]
fn help_is_answered_once_with_the_office_number_even_in_quiet_hours() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        desk.later(12 * 3600); // 10 in the evening
        let ana = desk.patient();
        assert_eq!(desk.comes(ana, "help", "SM1"), Some(Keyword::Help));
        let taken = desk.take().unwrap();
        assert!(taken.outgoing.words.contains("(508) 555-0140") && taken.outgoing.words.contains("988"));
    });
}

#[test]
fn the_first_word_after_a_silence_gets_the_same_neutral_answer_and_the_next_none() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = desk.patient();
        assert_eq!(desk.comes(ana, "Hi, do you have openings?", "SM1"), None);
        let taken = desk.take().unwrap();
        assert!(taken.outgoing.words.starts_with("Harbor St: thank you"));
        desk.ended(&taken, &accepted("SMa"));
        desk.later(60);
        desk.comes(ana, "For me", "SM2");
        assert!(desk.take().is_none());
        desk.later(13 * 3600);
        desk.comes(ana, "Still there?", "SM3");
        assert!(desk.take().is_some());
    });
}

#[test]
fn a_number_that_comes_back_is_read_as_what_the_text_offered() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let patient = desk.patient();
        desk.allowed(patient);
        let booked =
            Letter { template: Some("visit_booked".into()), ..letter(patient, "See you. Reply 1 yes, 2 late, 3 no, 9 call me") };
        desk.with(Role::Intake, |cx| write(cx, &booked)).unwrap();
        desk.later(60);
        desk.comes(patient, "1", "SM81");
        desk.later(60);
        desk.comes(patient, "see you 1", "SM82");
        let thread = desk.with(Role::Intake, |cx| thread(cx, patient)).unwrap();
        let read: Vec<_> = thread.iter().filter(|one| one.by.is_none() && !one.is_automatic).map(|one| one.means).collect();
        assert_eq!(read, [Some("yes"), None]);
    });
}

#[test]
fn what_is_written_at_night_waits_until_the_morning_unless_the_person_asked_otherwise() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        desk.later(12 * 3600);
        let (ana, bo) = (desk.patient(), desk.patient());
        desk.allowed(ana);
        let message = desk.write(ana, "See you at 3").unwrap();
        let morning: Timestamp = "2026-03-13T12:00:00Z".parse().unwrap();
        assert_eq!(desk.delivery(message), Delivery::Queued { not_before: morning });
        assert!(desk.take().is_none());
        let any_hour = SetPermission { patient: bo, address: NUMBER.into(), may_write: true, any_hour: true };
        desk.with(Role::Intake, |cx| any_hour.perform(cx)).unwrap();
        let night = desk.write(bo, "On our way").unwrap();
        let taken = desk.take().unwrap();
        assert_eq!(taken.message, night);
        desk.ended(&taken, &accepted("SMa"));
        desk.now.set(morning);
        assert_eq!(desk.take().unwrap().message, message);
    });
}

#[test]
fn a_worker_that_dies_after_the_network_took_it_never_sends_it_twice() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = desk.patient();
        desk.allowed(ana);
        let message = desk.write(ana, "See you at 3").unwrap();
        let lost = desk.take().unwrap();
        let since = desk.now.get();
        desk.later(121);
        let again = desk.take().unwrap();
        assert_eq!((again.message, again.step), (message, Step::Ask { since }));
        // The dead worker comes back: it may write nothing any more.
        let late = desk.with(Role::Intake, |cx| ended(cx, &lost, &accepted("SM9")));
        assert_eq!(late.unwrap_err(), Refusal::Conflict);
        desk.ended(&again, &accepted("SM1"));
        assert_eq!(desk.delivery(message).as_str(), "sent");
        assert!(desk.take().is_none());
    });
}

#[test]
fn a_broken_line_is_asked_about_and_then_a_person_is() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = desk.patient();
        desk.allowed(ana);
        let message = desk.write(ana, "See you at 3").unwrap();
        let taken = desk.take().unwrap();
        desk.ended(&taken, &Outcome::NoAnswer);
        assert_eq!(desk.delivery(message).as_str(), "sending");
        assert!(desk.take().is_none(), "the network gets a moment");
        desk.later(91);
        let asked = desk.take().unwrap();
        assert!(matches!(asked.step, Step::Ask { .. }));
        desk.ended(&asked, &Outcome::NotThere);
        assert_eq!(desk.delivery(message).as_str(), "unknown");
        desk.later(10_000);
        assert!(desk.take().is_none(), "nobody sends it again by itself");
        // The network's own word still counts.
        let word = ReportDelivery { message: Some(message), provider_id: "SM5".into(), report: Report::Delivered };
        desk.with(Role::Intake, |cx| word.perform(cx)).unwrap();
        assert_eq!(desk.delivery(message).as_str(), "delivered");
    });
}

#[test]
fn a_busy_network_is_tried_again_with_back_off_until_a_person_is_asked() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let ana = desk.patient();
        desk.allowed(ana);
        let message = desk.write(ana, "See you at 3").unwrap();
        let later = Outcome::Later { why: "429".into(), at_least: SignedDuration::from_secs(30) };
        let mut attempts = 0;
        while desk.delivery(message).as_str() == "queued" {
            let Delivery::Queued { not_before } = desk.delivery(message) else { unreachable!() };
            let wait = desk.now.get().duration_until(not_before);
            assert!(attempts == 0 || wait.as_secs() >= 10, "{wait:?}");
            desk.now.set(not_before.max(desk.now.get()));
            let taken = desk.take().unwrap();
            desk.ended(&taken, &later);
            attempts += 1;
        }
        assert_eq!((attempts, desk.delivery(message).as_str()), (jobs::MOST_ATTEMPTS, "failed"));
        let refused = Outcome::Refused { why: "STOP was sent".into(), is_stopped: true };
        let second = desk.write(ana, "See you at 4").unwrap();
        let taken = desk.take().unwrap();
        desk.ended(&taken, &refused);
        assert_eq!(desk.delivery(second).as_str(), "failed");
        assert_eq!(reason(desk.write(ana, "See you at 5").unwrap_err()), "contact_stopped", "the network's STOP is ours");
    });
}
