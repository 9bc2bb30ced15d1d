//! A season of a small invented program: groups of twelve came, every note is written and ready, and nothing is signed yet.
//! Everything is done by the program's own commands; only admission, which has its own journey, is short here.

use std::cell::RefCell;

use access::{Actor, Refusal, Role, Staff};
use billing::authorization::RecordAuthorization;
use billing::coverage::{AddCoverage, RecordConsent};
use billing::payer::{ImportPayers, Payer};
use confidential::consent::Expiry;
use episode::episode::{CareTeamMember, Diagnosis};
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use episode::{Episode, Stay};
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use plan::treatment_plan::{GoalInput, ObjectiveInput, ObjectiveState, ProblemInput, WritePlan};
use reactions::{House, Performing};
use schedule::attendance::{MarkArrival, MarkKind};
use schedule::group_session::{GroupSession, PlanWeek};
use schedule::program::{ImportProgram, Program, ProgramFile, Track};
use schedule::therapy_group::{EnrollPatient, TherapyGroup};
use store::{Author, DatabaseUrl, Entry, Record, Stored, text};
use treatment::group_note::{Content, OwnPart, Participation, SaveDraft, SharedPart, Touched};
use vocabulary::id::{EpisodeId, GroupSessionId, ObjectiveId, PatientId, StaffId};
use vocabulary::{Clock, IdSource, Minutes, ProgramZone};

/// How many people sit in a group.
pub const GROUP: usize = 12;
/// The Monday on which the season begins.
const FIRST_DAY: &str = "2026-03-02";
const GIVEN: [&str; GROUP] = ["Ada", "Ben", "Caro", "Dev", "Ewa", "Finn", "Gita", "Hugo", "Ines", "Jay", "Kim", "Lou"];
const DID: [&str; 8] = [
    "named payday as a risk and whom to call",
    "practised leaving the shop by the other door",
    "read a letter to a brother aloud",
    "planned a quiet Sunday with a neighbour",
    "asked two people what helps them in the evening",
    "wrote a seven o'clock walk into the week",
    "told how the bus ride went without headphones",
    "drew the hour before sleep and marked two exits",
];
const FELT: [&str; 7] = [
    "Proud of it and tired.",
    "Unsure, wants to hear how others do.",
    "Lighter than on Monday, by own words.",
    "Quiet at first, then laughed.",
    "Worried about the rent and said so.",
    "Ready to try before the weekend.",
    "Wants the same again next week.",
];

/// How much of a season.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// How many groups of twelve people; each meets twice a morning.
    pub cohorts: usize,
    /// How many mornings, Monday to Thursday.
    pub mornings: usize,
}

/// Opens a house with its clock held in the evening after the season.
///
/// # Errors
/// As [`House::open`].
pub fn open(url: &DatabaseUrl, seed: u64) -> Result<(House, Clock), reactions::NotOpened> {
    let clock = Clock::frozen("2026-07-01T22:00:00Z".parse().unwrap());
    let house = House::open(url, clock.clone(), IdSource::seeded(seed), zone())?;
    Ok((house, clock))
}

/// The season's zone.
#[must_use]
pub fn zone() -> ProgramZone {
    ProgramZone::parse("America/New_York").unwrap()
}

/// The counselor who leads every group and signs.
///
/// # Panics
/// When the house is empty.
#[must_use]
pub fn counselor(house: &House) -> Actor {
    named(house, "jo")
}

/// A member of staff by login.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn named(house: &House, login: &str) -> Actor {
    let all = house.all_staff().unwrap();
    Actor::of(all.iter().find(|staff| staff.login == login).unwrap())
}

/// Plays a season into memory and answers it as a dump, which fills either engine.
#[must_use]
pub fn written(size: Size) -> Vec<u8> {
    let (house, _) = open(&DatabaseUrl::InMemory, 3).unwrap();
    play(&house, size);
    let out = RefCell::new(Vec::new());
    house.store(store::DirectAccess).dump(&out).unwrap();
    out.into_inner()
}

/// Fills an empty database with a dumped season.
pub fn fill(url: &DatabaseUrl, dump: &[u8]) {
    let (house, _) = open(url, 4).unwrap();
    house.store(store::DirectAccess).fill(&RefCell::new(dump)).unwrap();
}

/// The meetings of the season, in their order.
#[must_use]
pub fn sessions(house: &House) -> Vec<GroupSession> {
    all(house, "group_id IS NOT NULL ORDER BY starts_at, id")
}

fn all<R: Record>(house: &House, condition: &str) -> Vec<R> {
    let found = house.store(store::DirectAccess).read::<_, Refusal>(|tx| Ok(tx.find::<R>(condition, &[])?)).unwrap();
    found.into_iter().map(|stored| stored.record).collect()
}

fn play(house: &House, size: Size) {
    let opener = Actor {
        staff: StaffId(uuid::Uuid::from_u128(1)),
        signature_name: "Opening".into(),
        credential: String::new(),
        roles: vec![Role::ClinicalDirector],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    };
    let mornings: Vec<Date> = mornings(size.mornings);
    house
        .load(store::DirectAccess, &opener, |performing| {
            let at = moment(mornings[0], "07:00");
            performing.perform(&opener, at, &ImportProgram { file: ProgramFile::parse(&program(size.cohorts)).unwrap() })?;
            performing.perform(&opener, at, &ImportPayers { toml: billing::rule::DEMONSTRATION_PAYERS.to_owned() })?;
            for day in mornings.iter().step_by(4) {
                performing.perform(&opener, at, &PlanWeek { day: *day })?;
            }
            Ok(())
        })
        .unwrap();
    house.load(store::DirectAccess, &opener, |performing| Playing::new(house, performing).all(size.cohorts, &mornings)).unwrap();
}

/// Mondays to Thursdays, from the first on.
fn mornings(count: usize) -> Vec<Date> {
    let first: Date = FIRST_DAY.parse().unwrap();
    let days = (0..).map(|after: i64| first.saturating_add(Span::new().days(after)));
    days.filter(|day| day.weekday().to_monday_one_offset() <= 4).take(count).collect()
}

/// The ground, and two groups a morning for each cohort.
pub(crate) fn program(cohorts: usize) -> String {
    let mut file = include_str!("../testdata/program.toml").to_owned();
    for cohort in 0..cohorts {
        for (half, from, to) in [("first", "9:00", "10:30"), ("second", "10:45", "12:15")] {
            let meeting = format!(
                "[{{ weekdays = [\"Monday\", \"Tuesday\", \"Wednesday\", \"Thursday\"], start = \"{from}\", end = \"{to}\" }}]"
            );
            file.push_str(&format!(
                "[[therapy_group]]\nkey = \"{half}-{cohort}\"\nname = \"Skills {half} {cohort}\"\nservice_type = \"skills\"\n\
                 track = \"day\"\nroom = \"room-2\"\nleaders = [\"jo\"]\nmeeting = {meeting}\n"
            ));
        }
    }
    file
}

/// A wall-clock moment in the program's zone.
#[must_use]
pub fn moment(day: Date, clock: &str) -> Timestamp {
    zone().at(day, clock.parse().unwrap()).unwrap()
}

/// The season while it is played, in one transaction.
struct Playing<'a, 'c, 'x> {
    house: &'a House,
    performing: &'a Performing<'c, 'x>,
    staff: Vec<Staff>,
}

type Done = Result<(), Refusal>;

impl<'a, 'c, 'x> Playing<'a, 'c, 'x> {
    fn new(house: &'a House, performing: &'a Performing<'c, 'x>) -> Self {
        let staff = performing.tx().find::<Staff>("1 = 1", &[]).unwrap();
        Self { house, performing, staff: staff.into_iter().map(|stored| stored.record).collect() }
    }

    fn who(&self, login: &str) -> Actor {
        Actor::of(self.staff.iter().find(|staff| staff.login == login).unwrap())
    }

    fn one<R: Record>(&self, condition: &str, value: &str) -> Stored<R> {
        self.performing.tx().find_one::<R>(condition, &[text(value)]).unwrap().unwrap()
    }

    fn all(&self, cohorts: usize, mornings: &[Date]) -> Done {
        let mut people = Vec::new();
        for cohort in 0..cohorts {
            let mut seats = Vec::new();
            for given in GIVEN {
                seats.push(self.admit(cohort, given, mornings[0])?);
            }
            people.push(seats);
        }
        for (number, day) in mornings.iter().enumerate() {
            for (cohort, seats) in people.iter().enumerate() {
                self.morning(cohort, seats, number, *day)?;
            }
        }
        Ok(())
    }

    /// Everybody came and left, and both notes are written and ready.
    fn morning(&self, cohort: usize, seats: &[(PatientId, ObjectiveId)], number: usize, day: Date) -> Done {
        let first = self.session(&format!("first-{cohort}"), day);
        let second = self.session(&format!("second-{cohort}"), day);
        for (kind, clock) in [(MarkKind::Arrived, "08:52"), (MarkKind::Left, "12:20")] {
            for (patient, _) in seats {
                let kind = kind.clone();
                let mark = MarkArrival { patient: *patient, session: first.id, kind, at: None, is_whole_day: false };
                self.performing.perform(&self.who("fran"), moment(day, clock), &mark)?;
            }
        }
        let written = moment(day, "13:00");
        self.write(&first, seats, number * 2 + cohort, written)?;
        self.write(&second, seats, number * 2 + cohort + 1, written)
    }

    fn write(&self, session: &GroupSession, seats: &[(PatientId, ObjectiveId)], turn: usize, at: Timestamp) -> Done {
        let shared = SharedPart {
            topic: "High-risk situations".into(),
            techniques: vec!["CBT".into()],
            summary: "Mapped situations in pairs and chose one to try before the weekend.".into(),
            started_at: Some(session.starts_at),
            ended_at: Some(session.ends_at),
            place: "Room 2".into(),
            ..SharedPart::default()
        };
        self.save(session.id, Content::Shared(shared), at)?;
        for (seat, (patient, objective)) in seats.iter().enumerate() {
            let did = DID[(turn + seat) % DID.len()];
            let own = OwnPart {
                participation: Some(Participation::Active),
                touched: vec![Touched { objective: *objective, moved: None }],
                words: format!("Today {did}. {}", FELT[(turn * 3 + seat) % FELT.len()]),
                is_ready: true,
                ..OwnPart::default()
            };
            self.save(session.id, Content::Own(*patient, own), at)?;
        }
        Ok(())
    }

    fn save(&self, session: GroupSessionId, content: Content, at: Timestamp) -> Done {
        self.performing.perform(&self.who("jo"), at, &SaveDraft { session, content, based_on: 0 }).map(|_| ())
    }

    fn session(&self, group: &str, day: Date) -> GroupSession {
        let group = self.one::<TherapyGroup>("key = $1", group).id;
        let found = self.performing.tx().find_one("group_id = $1 AND day = $2", &[text(group), text(day)]);
        found.unwrap().unwrap().record
    }

    /// Somebody in care from this day on, insured, consented, authorized, with a plan and a seat in both groups.
    fn admit(&self, cohort: usize, given: &str, from: Date) -> Result<(PatientId, ObjectiveId), Refusal> {
        let at = moment(from, "08:00");
        let input = PatientInput {
            given: given.into(),
            family: format!("Season{}", char::from(b'a' + u8::try_from(cohort).unwrap_or(0))),
            chosen_given: String::new(),
            pronouns: String::new(),
            birth_date: Some("1990-05-14".parse().unwrap()),
            sex: AdministrativeSex::Unknown,
            contact_points: vec![],
            address: None,
            language: "en".into(),
            needs_interpreter: false,
        };
        let patient = self.performing.perform(&self.who("ines"), at, &RegisterPatient { id: None, input })?;
        self.open_episode(patient, from, at)?;
        self.performing.perform(&self.who("jo"), at, &plan_of(patient, from))?;
        for half in ["first", "second"] {
            let group = self.one::<TherapyGroup>("key = $1", &format!("{half}-{cohort}")).id;
            self.performing.perform(&self.who("dana"), at, &EnrollPatient { patient, group, from, to: None })?;
        }
        self.insure(patient, from, at)?;
        let plan = self.one::<plan::TreatmentPlan>("patient_id = $1", &patient.to_string());
        let objective = plan.active_objectives().next().unwrap().id;
        Ok((patient, objective))
    }

    fn insure(&self, patient: PatientId, from: Date, at: Timestamp) -> Done {
        let payer = self.one::<Payer>("key = $1", "harborline").id;
        let coverage = AddCoverage {
            patient,
            payer,
            member_id: "XYZ123456789".into(),
            group_number: String::new(),
            from: Some(from),
            to: None,
            subscriber: None,
        };
        self.performing.perform(&self.who("bea"), at, &coverage)?;
        let consent = RecordConsent {
            patient,
            payer,
            patient_name_as_signed: "As signed".into(),
            signed_on: Some(from),
            expires: Expiry::EndOfTreatment,
            discloser: "Harbor Behavioral Health".into(),
        };
        self.performing.perform(&self.who("ines"), at, &consent)?;
        let approval = RecordAuthorization {
            patient: Some(patient),
            payer: Some(payer),
            number: "AUTH778899".into(),
            code: "H0015".into(),
            approved: Some(90),
            from: Some(from),
            to: Some(from.saturating_add(Span::new().days(120))),
            ..RecordAuthorization::default()
        };
        self.performing.perform(&self.who("uma"), at, &approval).map(|_| ())
    }

    fn open_episode(&self, patient: PatientId, from: Date, at: Timestamp) -> Done {
        let tx = self.performing.tx();
        let entry = Entry { at, by: Author::Stepdown, reason: "admitted" };
        let id: EpisodeId = self.house.ids().next(at);
        let jo = self.who("jo").staff;
        let episode = Episode {
            id,
            patient,
            program: self.one::<Program>("key = $1", "harbor").id,
            admitted_on: from,
            discharged_on: None,
            diagnoses: vec![Diagnosis { code: "F10.20".into(), words: "Alcohol use disorder".into(), since: from }],
            care_team: vec![CareTeamMember { staff: jo, role: "primary counselor".into(), from, to: None }],
        };
        episode::episode::save_new(tx, &episode, &entry)?;
        let stay = Stay {
            id: self.house.ids().next(at),
            patient,
            episode: id,
            level: "2.1".into(),
            track: self.one::<Track>("key = $1", "day").id,
            from,
            to: None,
            weekly_floor_minutes: Minutes::hours(9),
            weekly_ceiling_minutes: None,
        };
        Ok(episode::stay::save_new(tx, &stay, &entry)?)
    }
}

fn plan_of(patient: PatientId, from: Date) -> WritePlan {
    let later = from.saturating_add(Span::new().days(30));
    let objective = ObjectiveInput {
        id: None,
        words: "Name three high-risk situations".into(),
        measure: "Count named".into(),
        due: Some(later),
        served_by: vec![],
        state: ObjectiveState::Active,
    };
    let goals = vec![GoalInput { words: "Evenings without a drink".into(), objectives: vec![objective] }];
    let problem = ProblemInput { words: "Alcohol use disorder".into(), own_words: "I want my evenings back".into(), goals };
    WritePlan { patient, version: None, problems: vec![problem], review_due: later }
}
