//! A morning of a small invented program, Thursday, March 12, 2026: twelve people in a group that has just ended, its clock held
//! still or running, and a browser's worth of signing in.

use access::{Actor, Refusal, Role, Staff};
use billing::authorization::RecordAuthorization;
use billing::coverage::{AddCoverage, RecordConsent};
use billing::payer::{ImportPayers, Payer};
use confidential::consent::Expiry;
use episode::episode::{CareTeamMember, Diagnosis};
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use episode::{Episode, Stay};
use jiff::Timestamp;
use jiff::civil::Date;
use plan::treatment_plan::{GoalInput, ObjectiveInput, ObjectiveState, ProblemInput, WritePlan};
use reactions::House;
use schedule::attendance::{MarkArrival, MarkKind};
use schedule::group_session::{GroupSession, PlanWeek};
use schedule::program::{ImportProgram, Program, ProgramFile, Track};
use schedule::therapy_group::{EnrollPatient, TherapyGroup};
use store::{Author, DatabaseUrl, Entry, Stored, text};
use treatment::group_note::{Content, Moved, OwnPart, Participation, SaveDraft, SharedPart, Touched};
use treatment::progress_note::{ProgressNote, SignNotes};
use vocabulary::id::*;
use vocabulary::{Clock, IdSource, Minutes, ProgramZone};
use web::frame::Transport;
use web::{App, Site};

/// Thursday, March 12, 2026.
pub const TODAY: &str = "2026-03-12";

/// Given name, family name, pronouns, language, arrival at the Thursday group, and how.
type Someone = (&'static str, &'static str, &'static str, &'static str, &'static str, Came);

/// How somebody came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    Here,
    Video,
    NotHere,
}

const PEOPLE: [Someone; 12] = [
    ("Aisha", "Bello", "", "en", "08:50", Came::Here),
    ("Dmitri", "Volkov", "", "en", "08:55", Came::Here),
    ("Jordan", "Kim", "they/them", "en", "08:58", Came::Here),
    ("Leah", "Porter", "", "en", "08:59", Came::Video),
    ("Marcus", "Dwyer", "", "en", "08:52", Came::Here),
    ("Nadia", "Farah", "", "en", "09:22", Came::Here),
    ("Priya", "Nair", "", "en", "08:51", Came::Here),
    ("Rosa", "Mendes", "", "es", "08:57", Came::Here),
    ("Will", "Sutton", "", "en", "08:54", Came::Here),
    ("Tomás", "García", "", "en", "09:14", Came::Here),
    ("Wei", "Lin", "", "en", "08:53", Came::Here),
    ("Teresa", "Almeida", "", "pt", "", Came::NotHere),
];

const LAST_TIME: [&str; 4] = [
    "Named two high-risk situations and said who to call in each.",
    "Listened more than spoke; wrote down one plan for the weekend.",
    "Practiced saying no at the door and asked for a second try.",
    "Came in tired and left with a walk planned before work.",
];

/// The house and everybody who works in it.
pub struct Desk {
    pub house: House,
    pub clock: Clock,
    pub people: Vec<PatientId>,
}

impl Desk {
    /// The whole morning, at 10:21, nothing of Thursday charted.
    pub fn open() -> Self {
        let clock = Clock::frozen(moment("2026-03-02 08:00"));
        let zone = ProgramZone::parse("America/New_York").unwrap();
        let house = House::open(&DatabaseUrl::InMemory, clock.clone(), IdSource::seeded(3), zone).unwrap();
        let mut desk = Self { house, clock, people: Vec::new() };
        desk.configure();
        for someone in PEOPLE {
            let patient = desk.admit(someone);
            desk.people.push(patient);
        }
        desk.past_days();
        desk.this_morning();
        desk.at("2026-03-12 10:21");
        desk
    }

    /// The pages of this house.
    pub fn app(&self) -> App {
        let site = Site {
            program_name: "Harbor Day Treatment".into(),
            place: "Falmouth".into(),
            is_demo: true,
            transport: Transport::Plain,
            origin: "http://127.0.0.1".into(),
        };
        App::new(self.house.clone(), site)
    }

    fn configure(&self) {
        let opener = Actor {
            staff: self.house.ids().next(self.clock.now()),
            signature_name: "Opening".into(),
            credential: String::new(),
            roles: vec![Role::ClinicalDirector],
            supervisor: None,
            needs_cosignature: false,
            person: None,
        };
        let file = ProgramFile::parse(include_str!("program.toml")).unwrap();
        self.house.perform(&opener, &ImportProgram { file }).unwrap();
        self.house.perform(&opener, &ImportPayers { toml: billing::rule::DEMONSTRATION_PAYERS.to_owned() }).unwrap();
        for week in ["2026-03-02", "2026-03-09"] {
            self.house.perform(&opener, &PlanWeek { day: day(week) }).unwrap();
        }
    }

    /// Monday signed, Tuesday signed by somebody in training, two notes of Wednesday still open.
    fn past_days(&self) {
        let monday = self.session("morning", "2026-03-09");
        let tuesday = self.session("training", "2026-03-10");
        let wednesday = self.session("evening", "2026-03-11");
        for (at, patient) in self.people.iter().enumerate().take(8) {
            self.mark(*patient, &monday, MarkKind::Arrived, "2026-03-09 08:55");
            self.write("jo", &monday, *patient, LAST_TIME[at % 4], true);
        }
        self.sign("jo", &monday);
        for patient in self.people.iter().take(3) {
            self.mark(*patient, &tuesday, MarkKind::Arrived, "2026-03-10 08:56");
        }
        for (at, patient) in self.people.iter().take(3).enumerate() {
            self.write("tobias", &tuesday, *patient, LAST_TIME[(at + 1) % 4], at == 0);
        }
        self.sign("tobias", &tuesday);
        for patient in self.people.iter().take(2) {
            self.mark(*patient, &wednesday, MarkKind::Arrived, "2026-03-11 10:20");
        }
    }

    fn this_morning(&self) {
        let session = self.session("morning", TODAY);
        for (patient, someone) in self.people.iter().zip(PEOPLE) {
            let kind = match someone.5 {
                Came::Here => MarkKind::Arrived,
                Came::Video => MarkKind::ArrivedRemote,
                Came::NotHere => continue,
            };
            self.mark(*patient, &session, kind, &format!("{TODAY} {}", someone.4));
        }
    }

    pub fn actor(&self, login: &str) -> Actor {
        Actor::of(&self.staff(login))
    }

    pub fn staff(&self, login: &str) -> Staff {
        self.house.all_staff().unwrap().into_iter().find(|staff| staff.login == login).unwrap()
    }

    pub fn at(&self, clock: &str) {
        self.clock.set(moment(clock));
    }

    fn one<R: store::Record>(&self, condition: &str, value: &str) -> Stored<R> {
        self.house
            .store(store::DirectAccess)
            .read::<_, Refusal>(|tx| Ok(tx.find_one::<R>(condition, &[text(value)])?.unwrap()))
            .unwrap()
    }

    pub fn all<R: store::Record>(&self, condition: &str, value: impl std::fmt::Display) -> Vec<Stored<R>> {
        self.house.store(store::DirectAccess).read::<_, Refusal>(|tx| Ok(tx.find::<R>(condition, &[text(&value)])?)).unwrap()
    }

    pub fn session(&self, group: &str, on: &str) -> GroupSession {
        let group = self.one::<TherapyGroup>("key = $1", group).id;
        let all = self.all::<GroupSession>("group_id = $1", group);
        all.into_iter().find(|session| session.day == day(on)).unwrap().record
    }

    /// The notes of a session that stand, by the order of people.
    pub fn notes(&self, session: &GroupSession) -> Vec<Stored<ProgressNote>> {
        let mut notes = self.all::<ProgressNote>("session_id = $1", session.id);
        notes.sort_by_key(|note| self.people.iter().position(|patient| *patient == note.patient));
        notes
    }

    fn admit(&self, (given, family, pronouns, language, _, _): Someone) -> PatientId {
        let input = PatientInput {
            given: given.into(),
            family: family.into(),
            chosen_given: String::new(),
            pronouns: pronouns.into(),
            birth_date: Some(day("1990-05-14")),
            sex: AdministrativeSex::Unknown,
            contact_points: vec![],
            address: None,
            language: language.into(),
            needs_interpreter: language == "es",
        };
        let patient = self.house.perform(&self.actor("ines"), &RegisterPatient { id: None, input }).unwrap();
        self.open_episode(patient);
        self.house.perform(&self.actor("jo"), &plan(patient)).unwrap();
        for group in ["morning", "evening", "training", "peers"] {
            let group = self.one::<TherapyGroup>("key = $1", group).id;
            let enroll = EnrollPatient { patient, group, from: day("2026-03-02"), to: None };
            self.house.perform(&self.actor("dana"), &enroll).unwrap();
        }
        self.insure(patient);
        patient
    }

    fn open_episode(&self, patient: PatientId) {
        let program = self.one::<Program>("key = $1", "harbor").id;
        let track = self.one::<Track>("key = $1", "day").id;
        let (jo, now) = (self.staff("jo").id, self.clock.now());
        let from = day("2026-03-02");
        self.house
            .store(store::DirectAccess)
            .write::<_, Refusal>(|tx| {
                let entry = Entry { at: now, by: Author::Stepdown, reason: "test" };
                let id: EpisodeId = self.house.ids().next(now);
                let team = CareTeamMember { staff: jo, role: "primary counselor".into(), from, to: None };
                let diagnosis = Diagnosis { code: "F10.20".into(), words: "Alcohol use disorder".into(), since: from };
                let episode = Episode {
                    id,
                    patient,
                    program,
                    admitted_on: from,
                    discharged_on: None,
                    diagnoses: vec![diagnosis],
                    care_team: vec![team],
                };
                episode::episode::save_new(tx, &episode, &entry)?;
                let stay = Stay {
                    id: self.house.ids().next(now),
                    patient,
                    episode: id,
                    level: "2.1".into(),
                    track,
                    from,
                    to: None,
                    weekly_floor_minutes: Minutes::hours(9),
                    weekly_ceiling_minutes: None,
                };
                Ok(episode::stay::save_new(tx, &stay, &entry)?)
            })
            .unwrap();
    }

    /// Insurance, a consent to tell it, and twelve approved days.
    fn insure(&self, patient: PatientId) {
        let payer = self.one::<Payer>("key = $1", "harborline").id;
        let from = Some(day("2026-03-02"));
        let coverage = AddCoverage {
            patient,
            payer,
            member_id: "XYZ123456789".into(),
            group_number: String::new(),
            from,
            to: None,
            subscriber: None,
        };
        self.house.perform(&self.actor("bea"), &coverage).unwrap();
        let consent = RecordConsent {
            patient,
            payer,
            patient_name_as_signed: "As signed".into(),
            signed_on: from,
            expires: Expiry::EndOfTreatment,
            discloser: "Harbor Behavioral Health".into(),
        };
        self.house.perform(&self.actor("ines"), &consent).unwrap();
        let approval = RecordAuthorization {
            patient: Some(patient),
            payer: Some(payer),
            number: "AUTH778899".into(),
            code: "H0015".into(),
            approved: Some(12),
            from,
            to: Some(day("2026-04-30")),
            ..RecordAuthorization::default()
        };
        self.house.perform(&self.actor("uma"), &approval).unwrap();
    }

    pub fn mark(&self, patient: PatientId, session: &GroupSession, kind: MarkKind, clock: &str) {
        self.at(clock);
        let mark = MarkArrival { patient, session: session.id, kind, at: None, is_whole_day: false };
        self.house.perform(&self.actor("fran"), &mark).unwrap();
    }

    /// Writes one person's part and calls it ready.
    pub fn write(&self, who: &str, session: &GroupSession, patient: PatientId, words: &str, has_moved: bool) {
        let writer = self.actor(who);
        if self.draft_version(session, "shared") == 0 {
            let shared = SharedPart {
                topic: "Warning signs".into(),
                techniques: vec!["CBT".into()],
                summary: "Mapped situations in pairs and planned a first step for tonight.".into(),
                started_at: Some(session.starts_at),
                ended_at: Some(session.ends_at),
                place: "Room 2".into(),
                ..SharedPart::default()
            };
            let save = SaveDraft { session: session.id, content: Content::Shared(shared), based_on: 0 };
            self.house.perform(&writer, &save).unwrap();
        }
        let plan = self.all::<::plan::TreatmentPlan>("patient_id = $1", patient);
        let objective = plan[0].active_objectives().next().unwrap().id;
        let own = OwnPart {
            participation: Some(Participation::Active),
            touched: vec![Touched { objective, moved: has_moved.then_some(Moved::Forward) }],
            words: words.into(),
            is_ready: true,
            ..OwnPart::default()
        };
        let based_on = self.draft_version(session, &patient.to_string());
        let save = SaveDraft { session: session.id, content: Content::Own(patient, own), based_on };
        self.house.perform(&writer, &save).unwrap();
    }

    pub fn draft_version(&self, session: &GroupSession, part: &str) -> i64 {
        let sql = "SELECT version FROM note_draft WHERE session_id = $1 AND part = $2";
        let row = self
            .house
            .store(store::DirectAccess)
            .read::<_, Refusal>(|tx| Ok(tx.query_one(sql, &[text(session.id), text(part)])?))
            .unwrap();
        row.map_or(0, |row| row.int(0).unwrap())
    }

    pub fn sign(&self, who: &str, session: &GroupSession) {
        self.house.perform(&self.actor(who), &SignNotes { session: session.id, patients: None }).unwrap();
    }
}

fn plan(patient: PatientId) -> WritePlan {
    let objective = |words: &str| ObjectiveInput {
        id: None,
        words: words.into(),
        measure: "Count named".into(),
        due: Some(day("2026-04-03")),
        served_by: vec![],
        state: ObjectiveState::Active,
    };
    WritePlan {
        patient,
        version: None,
        problems: vec![ProblemInput {
            words: "Alcohol use disorder".into(),
            own_words: "I want my evenings back".into(),
            goals: vec![GoalInput {
                words: "Evenings without a drink".into(),
                objectives: vec![
                    objective("Name three high-risk situations and a first step for each"),
                    objective("Call one supportive person on each of five evenings"),
                ],
            }],
        }],
        review_due: day("2026-04-01"),
    }
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A wall-clock moment in the program's zone, `2026-03-12 09:20`.
pub fn moment(text: &str) -> Timestamp {
    let (on, at) = text.split_once(' ').unwrap();
    ProgramZone::parse("America/New_York").unwrap().at(day(on), at.parse().unwrap()).unwrap()
}
