//! The small invented program with people in care, on either engine, its clock held still.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

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
use treatment::group_note::{Content, OwnPart, Participation, SaveDraft, SharedPart};
use treatment::progress_note::{SignNotes, SignReceipt};
use vocabulary::id::*;
use vocabulary::{Clock, IdSource, Minutes, ProgramZone};

/// Thursday, March 12, 2026.
pub const THURSDAY: &str = "2026-03-12";

/// Runs a journey on both engines.
pub fn on_both_engines(journey: impl Fn(&Desk)) {
    journey(&Desk::open(&DatabaseUrl::InMemory));
    let server = std::env::var("STEPDOWN_TEST_POSTGRES").expect("set STEPDOWN_TEST_POSTGRES, or run `cargo xtask test`");
    journey(&Desk::open(&store::testing::fresh_postgres(&server).0));
}

/// The house and everybody who works in it.
pub struct Desk {
    pub house: House,
    pub clock: Clock,
}

impl Desk {
    pub fn open(url: &DatabaseUrl) -> Self {
        let clock = Clock::frozen("2026-03-02T12:00:00Z".parse().unwrap());
        let zone = ProgramZone::parse("America/New_York").unwrap();
        let house = match url {
            // The command line hands over the files of the data folder; here the keys live as long as the house.
            DatabaseUrl::Postgres(_) => {
                let (store, keys) = (store::Store::open(url).unwrap(), reactions::Keys::for_this_run().unwrap());
                House::of(store, keys, clock.clone(), IdSource::seeded(3), zone).unwrap()
            }
            _ => House::open(url, clock.clone(), IdSource::seeded(3), zone).unwrap(),
        };
        let desk = Self { house, clock };
        let opener = Actor {
            staff: StaffId(uuid::Uuid::from_u128(1)),
            signature_name: "Opening".into(),
            credential: String::new(),
            roles: vec![Role::ClinicalDirector],
            supervisor: None,
            needs_cosignature: false,
            person: None,
        };
        let file = ProgramFile::parse(include_str!("../../testdata/program.toml")).unwrap();
        desk.house.perform(&opener, &ImportProgram { file }).unwrap();
        desk.house.perform(&opener, &ImportPayers { toml: billing::rule::DEMONSTRATION_PAYERS.to_owned() }).unwrap();
        for week in ["2026-03-02", "2026-03-09"] {
            desk.house.perform(&opener, &PlanWeek { day: day(week) }).unwrap();
        }
        desk
    }

    pub fn actor(&self, login: &str) -> Actor {
        let all = self.house.all_staff().unwrap();
        Actor::of(all.iter().find(|staff| staff.login == login).unwrap())
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

    pub fn group(&self, key: &str) -> TherapyGroupId {
        self.one::<TherapyGroup>("key = $1", key).id
    }

    pub fn payer(&self, key: &str) -> PayerId {
        self.one::<Payer>("key = $1", key).id
    }

    pub fn session(&self, group: &str, on: &str) -> GroupSession {
        let group = self.group(group);
        let all = self.all::<GroupSession>("group_id = $1", group);
        all.into_iter().find(|session| session.day == day(on)).unwrap().record
    }

    /// Somebody admitted on March 2, with a plan, in both morning groups.
    pub fn admit(&self, given: &str, family: &str) -> PatientId {
        self.at("2026-03-02 08:00");
        let input = PatientInput {
            given: given.into(),
            family: family.into(),
            chosen_given: String::new(),
            pronouns: String::new(),
            birth_date: Some(day("1990-05-14")),
            sex: AdministrativeSex::Unknown,
            contact_points: vec![],
            address: None,
            language: "en".into(),
            needs_interpreter: false,
        };
        let patient = self.house.perform(&self.actor("ines"), &RegisterPatient { id: None, input }).unwrap();
        self.open_episode(patient);
        let plan = WritePlan {
            patient,
            version: None,
            problems: vec![ProblemInput {
                words: "Alcohol use disorder".into(),
                own_words: "I want my evenings back".into(),
                goals: vec![GoalInput {
                    words: "Evenings without a drink".into(),
                    objectives: vec![ObjectiveInput {
                        id: None,
                        words: "Name three high-risk situations".into(),
                        measure: "Count named".into(),
                        due: Some(day("2026-04-03")),
                        served_by: vec![],
                        state: ObjectiveState::Active,
                    }],
                }],
            }],
            review_due: day("2026-04-01"),
        };
        self.house.perform(&self.actor("jo"), &plan).unwrap();
        for group in ["morning", "late-morning"] {
            let enroll = EnrollPatient { patient, group: self.group(group), from: day("2026-03-02"), to: None };
            self.house.perform(&self.actor("dana"), &enroll).unwrap();
        }
        patient
    }

    /// Opens a link as the person with this birthday does.
    pub fn open_link(&self, token: &sign_in::LinkToken, month: i8, day: i8) -> Option<sign_in::SessionToken> {
        match self.house.open_link(Some(token), month, day, "192.0.2.7").unwrap() {
            reactions::link::AtTheDoor::Opened(session) => Some(session),
            _ => None,
        }
    }

    fn open_episode(&self, patient: PatientId) {
        let program = self.one::<Program>("key = $1", "harbor").id;
        let track = self.one::<Track>("key = $1", "day").id;
        let jo = self.one::<Staff>("login = $1", "jo").id;
        let now = self.clock.now();
        self.house
            .store(store::DirectAccess)
            .write::<_, Refusal>(|tx| {
                let entry = Entry { at: now, by: Author::Stepdown, reason: "test" };
                let id: EpisodeId = self.house.ids().next(now);
                let team = CareTeamMember { staff: jo, role: "primary counselor".into(), from: day("2026-03-02"), to: None };
                let diagnosis =
                    Diagnosis { code: "F10.20".into(), words: "Alcohol use disorder".into(), since: day("2026-03-02") };
                let episode = Episode {
                    id,
                    patient,
                    program,
                    admitted_on: day("2026-03-02"),
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
                    from: day("2026-03-02"),
                    to: None,
                    weekly_floor_minutes: Minutes::hours(9),
                    weekly_ceiling_minutes: None,
                };
                Ok(episode::stay::save_new(tx, &stay, &entry)?)
            })
            .unwrap();
    }

    pub fn cover(&self, patient: PatientId, payer: &str) {
        let payer = self.payer(payer);
        let coverage = AddCoverage {
            patient,
            payer,
            member_id: "XYZ123456789".into(),
            group_number: String::new(),
            from: Some(day("2026-03-02")),
            to: None,
            subscriber: None,
        };
        self.house.perform(&self.actor("bea"), &coverage).unwrap();
    }

    pub fn consent(&self, patient: PatientId, payer: &str) -> ConsentId {
        let consent = RecordConsent {
            patient,
            payer: self.payer(payer),
            patient_name_as_signed: "As signed".into(),
            signed_on: Some(day("2026-03-02")),
            expires: Expiry::EndOfTreatment,
            discloser: "Harbor Behavioral Health".into(),
        };
        self.house.perform(&self.actor("ines"), &consent).unwrap()
    }

    pub fn authorize(&self, patient: PatientId, payer: &str, units: i64) -> AuthorizationId {
        let approval = RecordAuthorization {
            patient: Some(patient),
            payer: Some(self.payer(payer)),
            number: "AUTH778899".into(),
            code: "H0015".into(),
            approved: Some(units),
            from: Some(day("2026-03-02")),
            to: Some(day("2026-04-30")),
            ..RecordAuthorization::default()
        };
        self.house.perform(&self.actor("uma"), &approval).unwrap()
    }

    pub fn mark(&self, patient: PatientId, session: &GroupSession, kind: MarkKind, clock: &str) {
        self.at(clock);
        let mark = MarkArrival { patient, session: session.id, kind, at: None, is_whole_day: false };
        self.house.perform(&self.actor("fran"), &mark).unwrap();
    }

    pub fn write(&self, who: &str, session: &GroupSession, patient: PatientId, words: &str) {
        let writer = self.actor(who);
        let shared = SharedPart {
            topic: "High-risk situations".into(),
            techniques: vec!["CBT".into()],
            summary: "Mapped situations in pairs.".into(),
            started_at: Some(session.starts_at),
            ended_at: Some(session.ends_at),
            place: "Room 2".into(),
            ..SharedPart::default()
        };
        let based_on = self.draft_version(session, "shared");
        let save = SaveDraft { session: session.id, content: Content::Shared(shared), based_on };
        self.house.perform(&writer, &save).unwrap();
        let plan = self.all::<plan::TreatmentPlan>("patient_id = $1", patient);
        let objective = plan[0].active_objectives().next().unwrap().id;
        let own = OwnPart {
            participation: Some(Participation::Active),
            touched: vec![treatment::group_note::Touched { objective, moved: None }],
            words: words.into(),
            is_ready: true,
            ..OwnPart::default()
        };
        let based_on = self.draft_version(session, &patient.to_string());
        let save = SaveDraft { session: session.id, content: Content::Own(patient, own), based_on };
        self.house.perform(&writer, &save).unwrap();
    }

    fn draft_version(&self, session: &GroupSession, part: &str) -> i64 {
        let sql = "SELECT version FROM note_draft WHERE session_id = $1 AND part = $2";
        let row = self
            .house
            .store(store::DirectAccess)
            .read::<_, Refusal>(|tx| Ok(tx.query_one(sql, &[text(session.id), text(part)])?))
            .unwrap();
        row.map_or(0, |row| row.int(0).unwrap())
    }

    pub fn sign(&self, who: &str, session: &GroupSession) -> SignReceipt {
        self.house.perform(&self.actor(who), &SignNotes { session: session.id, patients: None }).unwrap()
    }

    pub fn verify(&self) -> store::Verification {
        self.house.store(store::DirectAccess).verify(&reactions::kinds(), &|_| {}).unwrap()
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
