//! Forms are asked for, filled in halves, handed in and compared; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::sync::LazyLock;

use ::store::testing::on_both_engines;
use ::store::{Store, Stored};
use access::{Actor, Command, Context, Done, Policy, Refusal, Role};
use confidential::{Query, Released, gate};
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use forms::{Answer, Answers, Severity, Verdict};
use jiff::SignedDuration;
use uuid::Uuid;
use vocabulary::id::{MeasureId, PatientId, StaffId};
use vocabulary::{Clock, IdSource, ProgramZone};

use super::{
    AnswerQuestion, Fact, HandIn, KINDS, LoadWording, Means, Measure, MeasureDetail, OwnMeasure, PersonMeasures, RecordMeasure,
    RequestMeasure, Sheet, State, WithdrawMeasure, load, may_be_sent, needs_help, to_answer,
};

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::load().unwrap());
const CLINICIAN: &[Role] = &[Role::Clinician];
const FRONT_DESK: &[Role] = &[Role::FrontDesk];

/// One program on Thursday 12 March 2026, ten in the morning on Cape Cod.
struct Desk<'a> {
    store: &'a Store,
    zone: ProgramZone,
    ids: IdSource,
    clock: Clock,
}

impl<'a> Desk<'a> {
    fn on(store: &'a Store) -> Self {
        let zone = ProgramZone::parse("America/New_York").unwrap();
        Self { store, zone, ids: IdSource::seeded(1), clock: Clock::frozen("2026-03-12T14:00:00Z".parse().unwrap()) }
    }

    fn as_actor<C: Command>(&self, actor: &Actor, command: &C) -> Result<Done<C::Output, C::Fact>, Refusal> {
        self.store.write(|tx| {
            let now = self.clock.now();
            command.perform(&Context {
                tx,
                actor,
                now,
                zone: &self.zone,
                ids: &self.ids,
                policy: &POLICY,
                keys: &access::key_ring::NO_KEYS,
            })
        })
    }

    fn perform<C: Command>(&self, roles: &[Role], command: &C) -> Result<Done<C::Output, C::Fact>, Refusal> {
        self.as_actor(&actor(9, roles), command)
    }

    fn ask<Q: Query>(&self, roles: &[Role], query: &Q) -> Result<Released<Q::View>, Refusal> {
        let actor = actor(9, roles);
        self.store.write(|tx| {
            let now = self.clock.now();
            let cx = Context {
                tx,
                actor: &actor,
                now,
                zone: &self.zone,
                ids: &self.ids,
                policy: &POLICY,
                keys: &access::key_ring::NO_KEYS,
            };
            gate::to_staff(&cx, query.ask(&cx)?)
        })
    }

    fn load(&self, id: MeasureId) -> Stored<Measure> {
        self.store.read(|tx| load(tx, id)).unwrap()
    }

    fn later(&self, days: i64) {
        self.clock.set(self.clock.now().saturating_add(SignedDuration::from_hours(24 * days)).unwrap());
    }

    fn person(&self) -> PatientId {
        let input = PatientInput {
            given: "Robin".into(),
            family: "Silva".into(),
            chosen_given: String::new(),
            pronouns: String::new(),
            birth_date: "1990-05-14".parse().ok(),
            sex: AdministrativeSex::Unknown,
            contact_points: Vec::new(),
            address: None,
            language: String::new(),
            needs_interpreter: false,
        };
        self.perform(&[Role::Intake], &RegisterPatient { id: None, input }).unwrap().output
    }
}

fn actor(number: u128, roles: &[Role]) -> Actor {
    Actor {
        staff: StaffId(Uuid::from_u128(number)),
        signature_name: "Jo Alvarez".into(),
        credential: String::new(),
        roles: roles.to_vec(),
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}

fn phq9(codes: &[(&str, &str)]) -> Sheet {
    let answers: Answers = codes.iter().map(|(id, code)| ((*id).to_owned(), Answer::Code((*code).to_owned()))).collect();
    Sheet { answers, ..Sheet::default() }
}

fn whole(code: &str) -> Sheet {
    let items: Vec<String> = (1..=9).map(|n| format!("phq9-{n}")).collect();
    let mut sheet = phq9(&items.iter().map(|id| (id.as_str(), code)).collect::<Vec<_>>());
    sheet.answers.set("phq9-9", Some(Answer::Code("not-at-all".into())));
    sheet
}

fn record(patient: PatientId, from: Option<(MeasureId, i64)>, sheet: Sheet, is_done: bool) -> RecordMeasure {
    RecordMeasure { patient, instrument: "phq-9".into(), from, sheet, means: Means::Together, is_done }
}

fn wish(patient: PatientId, instrument: &str, is_sent: bool) -> RequestMeasure {
    RequestMeasure {
        patient,
        instrument: instrument.into(),
        why: "at the assessment".into(),
        due_on: None,
        language: String::new(),
        is_sent,
    }
}

fn alerts(facts: &[Fact]) -> Vec<(&str, Severity)> {
    let alert = |fact: &'_ Fact| match fact {
        Fact::AlertRaised { alert, severity, .. } => Some((alert.clone(), *severity)),
        _ => None,
    };
    facts.iter().filter_map(alert).map(|(alert, severity)| (&*alert.leak(), severity)).collect()
}

fn reason(refusal: Refusal) -> &'static str {
    let Refusal::Refused { reason, .. } = refusal else { panic!("{refusal:?}") };
    reason
}

#[test]
fn in_05_half_a_form_is_kept_and_its_alert_is_raised_once() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let robin = desk.person();
        let item9 = phq9(&[("phq9-9", "several-days")]);
        let first = desk.perform(CLINICIAN, &record(robin, None, item9.clone(), false)).unwrap();
        assert_eq!(alerts(&first.facts), [("phq9-item9", Severity::Critical)]);
        let saved = desk.load(first.output);
        assert_eq!((saved.state(), saved.version), (State::Underway, 1));
        assert_eq!(saved.outcome.as_ref().unwrap().at_least.get("total"), Some(&1));
        // The same page again changes nothing; one more answer raises nothing new.
        let again = desk.perform(CLINICIAN, &record(robin, Some((first.output, 1)), item9, false)).unwrap();
        assert!(again.facts.is_empty());
        let more = phq9(&[("phq9-9", "several-days"), ("phq9-1", "not-at-all")]);
        let next = desk.perform(CLINICIAN, &record(robin, Some((first.output, 1)), more.clone(), false)).unwrap();
        assert!(alerts(&next.facts).is_empty());
        // Somebody else's page of the older version is not written over it.
        let late = desk.perform(CLINICIAN, &record(robin, Some((first.output, 1)), more.clone(), true));
        assert_eq!(late, Err(Refusal::Conflict));
        let done = desk.perform(CLINICIAN, &record(robin, Some((first.output, 2)), more.clone(), true)).unwrap();
        assert!(done.facts.contains(&Fact::MeasureCompleted { measure: first.output, patient: robin }));
        // Handed in, it stays (IN-03).
        let change = desk.perform(CLINICIAN, &record(robin, Some((first.output, 3)), more, false)).unwrap_err();
        assert_eq!(reason(change), "measure_completed");
        assert_eq!(store.verify(&[KINDS, episode::KINDS].concat(), &|_| {}).unwrap().broken, None);
    });
}

#[test]
fn in_03_an_administration_says_everything_about_itself() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let robin = desk.person();
        let id = desk.perform(CLINICIAN, &record(robin, None, whole("several-days"), true)).unwrap().output;
        let kept = desk.load(id);
        let form = forms::Library::standard().form("phq-9").unwrap();
        assert_eq!((kept.version, kept.record.version.as_str(), kept.definition.as_str()), (1, "1999", form.hash.as_str()));
        assert_eq!((kept.means, kept.entered_by), (Some(Means::Together), Some(StaffId(Uuid::from_u128(9)))));
        assert_eq!(kept.begun_at, Some(desk.clock.now()));
        assert_eq!((kept.interpreter, kept.answers.len()), (1, 9));
        assert_eq!(kept.outcome.as_ref().unwrap().bands.get("total").map(String::as_str), Some("mild"));
    });
}

#[test]
fn in_a11_the_change_since_the_last_time_is_said_by_the_figure_of_the_file() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let robin = desk.person();
        for code in ["more-than-half", "several-days"] {
            desk.perform(CLINICIAN, &record(robin, None, whole(code), true)).unwrap();
            desk.later(14);
        }
        desk.perform(CLINICIAN, &record(robin, None, phq9(&[("phq9-1", "not-at-all")]), true)).unwrap();
        let view = desk.ask(CLINICIAN, &PersonMeasures { patient: robin }).unwrap();
        let done: Vec<_> = view.done.iter().map(|done| done.changes.iter().find(|change| change.score == "total")).collect();
        assert!(done[0].is_none(), "nothing is said about a partial form");
        let change = done[1].unwrap();
        assert_eq!((change.difference.to_string().as_str(), change.verdict), ("-8", Verdict::Improved));
        assert!(change.reached[0].starts_with("5 points (Lowe"), "{:?}", change.reached);
        assert!(done[2].is_none());
    });
}

#[test]
fn one_open_request_is_enough_and_a_form_is_withdrawn_with_a_reason() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let robin = desk.person();
        let first = desk.perform(CLINICIAN, &wish(robin, "gad-7", false)).unwrap();
        assert_eq!(desk.perform(CLINICIAN, &wish(robin, "gad-7", false)).unwrap(), Done::already(first.output));
        let sent = desk.perform(CLINICIAN, &wish(robin, "gad-7", true)).unwrap();
        assert!(sent.output == first.output && desk.load(first.output).is_sent);
        assert_eq!(desk.perform(FRONT_DESK, &wish(robin, "gad-7", false)), Err(Refusal::NotFound));
        assert_eq!(desk.perform(CLINICIAN, &wish(PatientId(Uuid::from_u128(77)), "gad-7", false)), Err(Refusal::NotFound));
        assert!(matches!(desk.perform(CLINICIAN, &wish(robin, "gad-8", false)), Err(Refusal::Invalid(_))));
        let silent = WithdrawMeasure { measure: first.output, patient: robin, reason: " ".into() };
        assert!(matches!(desk.perform(CLINICIAN, &silent), Err(Refusal::Invalid(_))));
        desk.perform(CLINICIAN, &WithdrawMeasure { reason: "moved to the next visit".into(), ..silent }).unwrap();
        assert_eq!(desk.load(first.output).state(), State::Withdrawn);
        assert_ne!(desk.perform(CLINICIAN, &wish(robin, "gad-7", false)).unwrap().output, first.output);
    });
}

#[test]
fn in_a07_a_form_without_wording_is_sent_to_nobody_until_it_is_loaded() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let robin = desk.person();
        let refused = desk.perform(CLINICIAN, &wish(robin, "ftnd", true)).unwrap_err();
        assert!(refused.to_string().contains("permission"), "{refused}");
        assert_eq!(reason(refused), "form_without_wording");
        // Staff may ask for it and enter the total of a licensed paper form.
        let paper = Sheet { totals: [("total".to_owned(), 7)].into(), ..Sheet::default() };
        let from_paper = RecordMeasure { instrument: "ftnd".into(), means: Means::Paper, ..record(robin, None, paper, true) };
        let id = desk.perform(CLINICIAN, &from_paper).unwrap().output;
        assert_eq!(desk.load(id).outcome.as_ref().unwrap().bands.get("total").map(String::as_str), Some("high"));
        let form = forms::Library::standard().form("ftnd").unwrap();
        let lines: String = form.items.iter().map(|item| format!("{} = \"Invented words\"\n", item.id)).collect();
        let head =
            "instrument = \"ftnd\"\nlanguage = \"en\"\nsource = \"invented\"\npermission = \"invented, 2026-01-05\"\n[text]\n";
        let load = LoadWording { instrument: "ftnd".into(), text: format!("{head}{lines}") };
        assert!(desk.perform(CLINICIAN, &load).is_err(), "only who sets the program");
        let half = LoadWording { text: format!("{head}ftnd-1 = \"x\"\n"), ..load.clone() };
        assert!(matches!(desk.perform(&[Role::ClinicalDirector], &half), Err(Refusal::Invalid(_))));
        desk.perform(&[Role::ClinicalDirector], &load).unwrap();
        let sent = desk.perform(CLINICIAN, &wish(robin, "ftnd", true)).unwrap().output;
        let view = desk.ask(CLINICIAN, &MeasureDetail { measure: sent, patient: robin }).unwrap();
        assert_eq!(view.overlay.as_ref().unwrap().permission, "invented, 2026-01-05");
    });
}

#[test]
fn one_answer_at_a_time_by_a_link_is_saved_at_once_and_handed_in_once() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let robin = desk.person();
        let measure = desk.perform(CLINICIAN, &wish(robin, "phq-9", true)).unwrap().output;
        let say = |item: &str, code: Option<&str>| AnswerQuestion {
            measure,
            item: item.into(),
            answer: code.map(|code| Answer::Code(code.into())),
            language: "en".into(),
            means: Means::Link,
        };
        let person = Actor::person(robin, "Robin");
        let hand_in = HandIn { measure, language: "en".into(), means: Means::Link };
        let said = desk.as_actor(&person, &say("phq9-9", Some("several-days"))).unwrap();
        assert_eq!(alerts(&said.facts), [("phq9-item9", Severity::Critical)]);
        assert!(desk.as_actor(&person, &say("phq9-9", Some("several-days"))).unwrap().facts.is_empty());
        assert_eq!(desk.perform(FRONT_DESK, &say("phq9-1", Some("not-at-all"))), Err(Refusal::NotFound));
        assert!(matches!(desk.as_actor(&person, &say("phq9-1", Some("often"))), Err(Refusal::Invalid(_))));
        // Taken back, what it raised stays raised.
        desk.as_actor(&person, &say("phq9-9", None)).unwrap();
        desk.as_actor(&person, &say("phq9-1", Some("not-at-all"))).unwrap();
        let kept = desk.load(measure);
        assert_eq!((kept.answers.len(), kept.raised.as_slice()), (1, ["phq9-item9".to_owned()].as_slice()));
        assert_eq!((kept.means, kept.entered_by), (Some(Means::Link), None));
        let done = desk.as_actor(&person, &hand_in).unwrap();
        assert_eq!(alerts(&done.facts), [("phq9-item9-unanswered", Severity::Urgent)]);
        assert!(desk.as_actor(&person, &hand_in).unwrap().facts.is_empty());
    });
}

#[test]
fn in_a09_what_cannot_be_an_answer_is_said_at_its_question_and_nothing_is_saved() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let robin = desk.person();
        let wrong = record(robin, None, phq9(&[("phq9-1", "3")]), false);
        let Err(Refusal::Invalid(problems)) = desk.perform(CLINICIAN, &wrong) else { panic!() };
        assert_eq!(problems[0].field, "phq9-1");
        let empty = record(robin, None, Sheet::default(), true);
        assert!(matches!(desk.perform(CLINICIAN, &empty), Err(Refusal::Invalid(_))));
        assert!(desk.ask(CLINICIAN, &PersonMeasures { patient: robin }).unwrap().done.is_empty());
        assert!(desk.ask(FRONT_DESK, &PersonMeasures { patient: robin }).is_err());
    });
}

fn by_link(measure: MeasureId, item: &str, code: &str) -> AnswerQuestion {
    let answer = Some(Answer::Code(code.into()));
    AnswerQuestion { measure, item: item.into(), answer, language: "pt".into(), means: Means::Tablet }
}

#[test]
fn a_person_answers_what_was_sent_to_them_and_nothing_else_and_is_its_author() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let (robin, sam) = (desk.person(), desk.person());
        let (own, other) = (Actor::person(robin, "Robin"), Actor::person(sam, "Sam"));
        let sent = desk.perform(CLINICIAN, &wish(robin, "phq-9", true)).unwrap().output;
        let asked_here = desk.perform(CLINICIAN, &wish(robin, "gad-7", false)).unwrap().output;
        assert_eq!(desk.as_actor(&other, &by_link(sent, "phq9-1", "not-at-all")), Err(Refusal::NotFound));
        assert_eq!(desk.as_actor(&own, &by_link(asked_here, "gad7-1", "not-at-all")), Err(Refusal::NotFound));
        desk.as_actor(&own, &by_link(sent, "phq9-1", "not-at-all")).unwrap();
        let kept = desk.load(sent);
        assert_eq!(kept.recorded_by, ::store::Author::Patient(robin));
        // On their own phone whatever the form claims, in the words that were shown.
        assert_eq!((kept.means, kept.entered_by, kept.language.as_str()), (Some(Means::Link), None, "en"));
        assert_eq!((to_answer(&kept), needs_help(&kept)), (9, false));
        let seen = |actor: &Actor, measure| {
            store.read(|tx| {
                let now = desk.clock.now();
                let cx = Context {
                    tx,
                    actor,
                    now,
                    zone: &desk.zone,
                    ids: &desk.ids,
                    policy: &POLICY,
                    keys: &access::key_ring::NO_KEYS,
                };
                gate::to_patient(&cx, OwnMeasure { measure, language: "pt".into() }.ask(&cx)?).map(|view| view.measure.id)
            })
        };
        assert_eq!(seen(&own, sent), Ok(sent));
        assert_eq!(seen(&other, sent), Err(Refusal::NotFound));
        assert_eq!(seen(&own, asked_here), Err(Refusal::NotFound));
        desk.perform(CLINICIAN, &WithdrawMeasure { measure: sent, patient: robin, reason: "moved to the first visit".into() })
            .unwrap();
        assert_eq!(seen(&own, sent), Err(Refusal::NotFound), "taken back, it is not there any more");
        assert_eq!(desk.as_actor(&own, &by_link(sent, "phq9-2", "not-at-all")), Err(Refusal::NotFound));
    });
}

#[test]
fn in_13_help_stays_once_a_safety_question_was_answered_so() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let robin = desk.person();
        let own = Actor::person(robin, "Robin");
        let sent = desk.perform(CLINICIAN, &wish(robin, "phq-9", true)).unwrap().output;
        let said = desk.as_actor(&own, &by_link(sent, "phq9-9", "several-days")).unwrap();
        assert_eq!(alerts(&said.facts), [("phq9-item9", Severity::Critical)]);
        assert!(needs_help(&desk.load(sent)));
        desk.as_actor(&own, &by_link(sent, "phq9-9", "not-at-all")).unwrap();
        assert!(needs_help(&desk.load(sent)), "taking it back does not take the help away");
    });
}

#[test]
fn in_07_in_14_what_a_clinician_asks_or_is_private_is_not_among_what_may_be_sent() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let robin = desk.person();
        for (instrument, why) in
            [("c-ssrs-screener", "form_is_asked"), ("ahc-hrsn", "form_is_private"), ("ftnd", "form_without_wording")]
        {
            assert_eq!(reason(desk.perform(CLINICIAN, &wish(robin, instrument, true)).unwrap_err()), why);
        }
        let fit = store.read(|tx| {
            let (actor, now) = (actor(9, CLINICIAN), desk.clock.now());
            let cx = Context {
                tx,
                actor: &actor,
                now,
                zone: &desk.zone,
                ids: &desk.ids,
                policy: &POLICY,
                keys: &access::key_ring::NO_KEYS,
            };
            Ok::<_, Refusal>(may_be_sent(&cx, "assessment", "pt")?.iter().map(|form| form.id.as_str()).collect::<Vec<_>>())
        });
        let fit = fit.unwrap();
        assert!(fit.contains(&"phq-9") && fit.contains(&"gad-7"), "{fit:?}");
        assert!(!fit.contains(&"c-ssrs-screener") && !fit.contains(&"ahc-hrsn"), "{fit:?}");
    });
}
