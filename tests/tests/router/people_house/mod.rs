//! One invented program in the middle of a working week: five people, three weeks of history, Thursday 12 March 2026, 10:20 in the
//! morning on Cape Cod. Everything is done through commands, as it would be through the pages.

use access::{Actor, Refusal, Role, Staff};
use billing::authorization::RecordAuthorization;
use billing::coverage::{AddCoverage, RecordConsent};
use billing::payer::ImportPayers;
use confidential::consent::Expiry;
use episode::patient::{Address, AdministrativeSex, Channel, ContactPoint, PatientInput};
use intake::admission::{AdmitPatient, CareTeamInput, DiagnosisInput, GroupPlace};
use intake::inquiry::{InquiryInput, LogInquiry, Source};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use plan::treatment_plan::{GoalInput, ObjectiveInput, ObjectiveState, ProblemInput, WritePlan};
use reactions::House;
use schedule::attendance::{MarkArrival, MarkKind};
use schedule::group_session::{GroupSession, PlanWeek};
use schedule::program::{ImportProgram, ProgramFile};
use store::DatabaseUrl;
use treatment::concern::{ConcernKind, RaiseConcern};
use treatment::group_note::{Content, OwnPart, Participation, Presentation, SaveDraft, SharedPart, Touched};
use treatment::outreach::{LogOutreach, OutreachResult};
use treatment::progress_note::SignNotes;
use vocabulary::id::{GroupSessionId, ObjectiveId, PatientId, PayerId, TherapyGroupId};
use vocabulary::{Clock, IdSource, Phone, ProgramZone};
use web::frame::Transport;
use web::{App, Site, Wiring};

/// The house with the people in it.
pub struct People {
    pub house: House,
    pub clock: Clock,
    pub marcus: PatientId,
    pub teresa: PatientId,
    pub riley: PatientId,
    pub ana: PatientId,
    pub omar: PatientId,
}

impl People {
    /// The pages of this house, with the sign-in of the demonstration.
    pub fn app(&self) -> App {
        self.app_wired(Wiring::none())
    }

    /// The same with what the program hands to its pages.
    pub fn app_wired(&self, wiring: Wiring) -> App {
        let site = Site {
            program_name: "Harbor Street".into(),
            place: "Falmouth".into(),
            is_demo: true,
            transport: Transport::Plain,
            origin: "http://127.0.0.1".into(),
        };
        App::wired(self.house.clone(), site, wiring)
    }

    /// The first member of staff whose first role this is.
    pub fn actor(&self, role: Role) -> Actor {
        actor(&self.house, role)
    }

    pub fn payer(&self, key: &str) -> PayerId {
        payer(&self.house, key)
    }

    pub fn group(&self, key: &str) -> TherapyGroupId {
        group(&self.house, key)
    }
}

fn actor(house: &House, role: Role) -> Actor {
    let all = house.all_staff().unwrap();
    Actor::of(all.iter().find(|staff| staff.roles.first() == Some(&role)).unwrap())
}

fn staff(house: &House, login: &str) -> Staff {
    house.all_staff().unwrap().into_iter().find(|staff| staff.login == login).unwrap()
}

fn payer(house: &House, key: &str) -> PayerId {
    let find = |tx: &store::Tx<'_>| Ok::<_, Refusal>(billing::payer::by_key(tx, key)?.unwrap().id);
    house.store(store::DirectAccess).read(find).unwrap()
}

fn group(house: &House, key: &str) -> TherapyGroupId {
    let find = |tx: &store::Tx<'_>| {
        let all = schedule::therapy_group::all_groups(tx)?;
        Ok::<_, Refusal>(all.iter().find(|group| group.key == key).unwrap().id)
    };
    house.store(store::DirectAccess).read(find).unwrap()
}

fn sessions_on(house: &House, day: Date) -> Vec<GroupSession> {
    let find = |tx: &store::Tx<'_>| {
        let all = schedule::group_session::on_day(tx, day)?;
        Ok::<_, Refusal>(all.into_iter().map(|session| session.record).collect())
    };
    house.store(store::DirectAccess).read(find).unwrap()
}

/// Opens the house on Thursday, 12 March 2026, 10:20.
pub fn open() -> People {
    let zone = ProgramZone::parse("America/New_York").unwrap();
    let clock = Clock::frozen(at(date(2026, 2, 19), 15, 0));
    let house = House::open(&DatabaseUrl::InMemory, clock.clone(), IdSource::seeded(11), zone).unwrap();
    let director = Actor {
        staff: uuid(),
        signature_name: "Setup".into(),
        credential: String::new(),
        roles: vec![Role::ClinicalDirector],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    };
    let file = ProgramFile::parse(include_str!("program.toml")).unwrap();
    house.perform(&director, &ImportProgram { file }).unwrap();
    house.perform(&director, &ImportPayers { toml: billing::rule::DEMONSTRATION_PAYERS.into() }).unwrap();
    for monday in [date(2026, 2, 23), date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23)] {
        house.perform(&director, &PlanWeek { day: monday }).unwrap();
    }
    let marcus = admit(&house, person("Marcus", "Dwyer", "1991-05-02", "508 555 0144", "he/him"), "day", &["day_rp", "day_cbt"]);
    let teresa = admit(&house, person("Teresa", "Amaral", "1984-11-30", "508 555 0171", "she/her"), "evening", &["evening_rp"]);
    let riley =
        PatientInput { chosen_given: "Riley".into(), ..person("Katherine", "Marsh", "1998-01-19", "508 555 0133", "they/them") };
    let riley = admit(&house, riley, "day", &["day_rp", "day_cbt"]);
    let ana = PatientInput {
        language: "pt".into(),
        needs_interpreter: true,
        ..person("Ana Lúcia", "Medeiros", "1975-07-08", "774 555 0102", "she/her")
    };
    let ana = admit(&house, ana, "day", &["day_rp"]);
    let omar = admit(&house, person("Omar", "Haddad", "1969-12-24", "508 555 0190", ""), "day", &["day_rp", "day_cbt"]);
    let people = People { house, clock, marcus, teresa, riley, ana, omar };
    people.pay();
    let objectives = people.plans();
    people.weeks(&objectives);
    people.clock.set(at(date(2026, 3, 12), 10, 20));
    people.raise();
    people
}

fn uuid() -> vocabulary::id::StaffId {
    "0190a0b0-0000-7000-8000-0000000000aa".parse().unwrap()
}

/// A wall-clock moment on Cape Cod.
pub fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
    let zone = ProgramZone::parse("America/New_York").unwrap();
    zone.at(day, jiff::civil::time(hour, minute, 0, 0)).unwrap()
}

fn person(given: &str, family: &str, born: &str, phone: &str, pronouns: &str) -> PatientInput {
    PatientInput {
        given: given.into(),
        family: family.into(),
        chosen_given: String::new(),
        pronouns: pronouns.into(),
        birth_date: Some(born.parse().unwrap()),
        sex: AdministrativeSex::Unknown,
        contact_points: vec![ContactPoint {
            channel: Channel::Phone(Phone::parse(phone).unwrap()),
            may_leave_message: true,
            may_text: false,
            call_as: Some("Harbor St".into()),
        }],
        address: Some(Address {
            lines: vec!["4 Mill Rd".into()],
            city: "Falmouth".into(),
            state: "MA".into(),
            zip: "02540".into(),
        }),
        language: "en".into(),
        needs_interpreter: false,
    }
}

fn admit(house: &House, patient: PatientInput, track: &str, groups: &[&str]) -> PatientId {
    let intake = actor(house, Role::Intake);
    let input = InquiryInput {
        source: Source::Phone,
        given: patient.given.clone(),
        family: patient.family.clone(),
        birth_date: patient.birth_date,
        phone: String::new(),
        may_leave_message: false,
        may_text: false,
        call_as: String::new(),
        email: String::new(),
        may_email: false,
        words: "Wants to come in".into(),
    };
    let inquiry = house.perform(&intake, &LogInquiry { input, owner: None }).unwrap();
    let find = |tx: &store::Tx<'_>| {
        let program = schedule::program::all_programs(tx)?[0].id;
        let tracks = schedule::program::all_tracks(tx)?;
        Ok::<_, Refusal>((program, tracks.iter().find(|one| one.key == track).unwrap().id))
    };
    let (program, track) = house.store(store::DirectAccess).read(find).unwrap();
    let admitted_on = date(2026, 2, 23);
    let admit = AdmitPatient {
        inquiry,
        patient,
        existing_patient: None,
        program,
        track,
        level: "2.1".into(),
        diagnoses: vec![
            DiagnosisInput { code: "F10.20".into(), words: "Alcohol use disorder, moderate".into() },
            DiagnosisInput { code: "F33.1".into(), words: "Recurrent depression".into() },
        ],
        admitted_on,
        care_team: vec![CareTeamInput { staff: staff(house, "alvarez").id, role: "primary counselor".into() }],
        groups: groups.iter().map(|key| GroupPlace { group: group(house, key), from: admitted_on }).collect(),
    };
    house.perform(&intake, &admit).unwrap().patient
}

impl People {
    /// Marcus: a plan with an authorization of seven units, six of which will be used. Riley: denied. Omar: pays alone.
    fn pay(&self) {
        let intake = self.actor(Role::Intake);
        let reviewer = self.actor(Role::UtilizationReviewer);
        let from = Some(date(2026, 1, 1));
        let plan = payer(&self.house, "harborline");
        for patient in [self.marcus, self.riley] {
            let add = AddCoverage {
                patient,
                payer: plan,
                member_id: "HL4471903".into(),
                group_number: "G77".into(),
                from,
                to: None,
                subscriber: None,
            };
            self.house.perform(&intake, &add).unwrap();
            let consent = RecordConsent {
                patient,
                payer: plan,
                patient_name_as_signed: "As on the paper".into(),
                signed_on: Some(date(2026, 2, 19)),
                expires: Expiry::EndOfTreatment,
                discloser: "Harbor Street".into(),
            };
            self.house.perform(&intake, &consent).unwrap();
        }
        let add = AddCoverage {
            patient: self.omar,
            payer: payer(&self.house, "self-pay"),
            member_id: String::new(),
            group_number: String::new(),
            from,
            to: None,
            subscriber: None,
        };
        self.house.perform(&intake, &add).unwrap();
        let approved = RecordAuthorization {
            patient: Some(self.marcus),
            payer: Some(plan),
            number: "HL-20931".into(),
            code: "H0015".into(),
            approved: Some(9),
            from: Some(date(2026, 2, 23)),
            to: Some(date(2026, 3, 20)),
            reviewer: "Nurse Beal".into(),
            call_reference: "C-881".into(),
            next_review_on: Some(date(2026, 3, 17)),
            ..RecordAuthorization::default()
        };
        self.house.perform(&reviewer, &approved).unwrap();
        let denied = RecordAuthorization {
            patient: Some(self.riley),
            payer: Some(plan),
            from: Some(date(2026, 2, 23)),
            to: Some(date(2026, 3, 20)),
            denial_reason: Some("Level of care not supported by the notes sent".into()),
            appeal_by: Some(date(2026, 3, 16)),
            ..RecordAuthorization::default()
        };
        self.house.perform(&reviewer, &denied).unwrap();
    }

    /// A plan for Marcus and one for Riley; the objectives of the notes.
    fn plans(&self) -> Vec<(PatientId, ObjectiveId)> {
        let clinician = self.actor(Role::Clinician);
        let objective = |words: &str, measure: &str, served: &[&str]| ObjectiveInput {
            id: None,
            words: words.into(),
            measure: measure.into(),
            due: Some(date(2026, 4, 10)),
            served_by: served.iter().map(|key| (*key).to_owned()).collect(),
            state: ObjectiveState::Active,
        };
        let plan = |patient| WritePlan {
            patient,
            version: None,
            problems: vec![
                ProblemInput {
                    words: "Alcohol use disorder".into(),
                    own_words: "Payday without a bottle.".into(),
                    goals: vec![GoalInput {
                        words: "Get through Fridays without drinking".into(),
                        objectives: vec![
                            objective(
                                "Three risk times, a first step each",
                                "Count named in group",
                                &["relapse_prevention", "cbt"],
                            ),
                            objective("Calls somebody before the drive home", "Calls in the week, by own count", &[]),
                        ],
                    }],
                },
                ProblemInput {
                    words: "Low mood".into(),
                    own_words: String::new(),
                    goals: vec![GoalInput {
                        words: "Get up and out".into(),
                        objectives: vec![objective("Walks 20 minutes, 4 days a week", "Days in the week", &["individual"])],
                    }],
                },
            ],
            review_due: date(2026, 3, 16),
        };
        let mut objectives = Vec::new();
        for patient in [self.marcus, self.riley] {
            self.house.perform(&clinician, &plan(patient)).unwrap();
            let find = |tx: &store::Tx<'_>| {
                let plan = plan::treatment_plan::current_of(tx, patient)?.unwrap();
                Ok::<_, Refusal>(plan.active_objectives().next().unwrap().id)
            };
            objectives.push((patient, self.house.store(store::DirectAccess).read(find).unwrap()));
        }
        objectives
    }

    /// Three weeks: Marcus and Riley come to both groups and are charted; Omar comes to the first; Ana comes twice.
    fn weeks(&self, objectives: &[(PatientId, ObjectiveId)]) {
        let days = [(2, 23), (2, 25), (2, 26), (3, 2), (3, 4), (3, 5), (3, 9), (3, 11)];
        for (number, (month, day)) in days.into_iter().enumerate() {
            let day = date(2026, month, day);
            let groups: Vec<GroupSession> =
                sessions_on(&self.house, day).into_iter().filter(|session| session.starts_at < at(day, 13, 0)).collect();
            self.clock.set(at(day, 8, 52));
            for patient in [self.marcus, self.riley] {
                self.mark(patient, groups[0].id, MarkKind::Arrived);
            }
            if number == 3 {
                self.mark(self.ana, groups[0].id, MarkKind::Excused("childcare".into()));
            } else if number < 3 {
                self.mark(self.ana, groups[0].id, MarkKind::Arrived);
            }
            self.clock.set(at(day, 12, 20));
            for patient in [self.marcus, self.riley] {
                self.mark(patient, groups[0].id, MarkKind::Left);
            }
            if number < 3 {
                self.mark(self.ana, groups[0].id, MarkKind::Left);
            }
            if number == 7 {
                // The notes of Wednesday are not signed yet: the day is held.
                continue;
            }
            for session in &groups {
                self.chart(session, number, objectives);
            }
        }
        let today = date(2026, 3, 12);
        let groups = sessions_on(&self.house, today);
        self.clock.set(at(today, 8, 55));
        self.mark(self.marcus, groups[0].id, MarkKind::Arrived);
        self.clock.set(at(today, 9, 4));
        self.mark(self.omar, groups[0].id, MarkKind::Arrived);
    }

    fn mark(&self, patient: PatientId, session: GroupSessionId, kind: MarkKind) {
        let desk = self.actor(Role::FrontDesk);
        let mark = MarkArrival { patient, session, kind, at: None, is_whole_day: true };
        self.house.perform(&desk, &mark).unwrap();
    }

    fn chart(&self, session: &GroupSession, number: usize, objectives: &[(PatientId, ObjectiveId)]) {
        let leader = self.actor(Role::Clinician);
        let shared = SharedPart {
            topic: "Money and payday".into(),
            techniques: vec!["Role play".into()],
            summary: "Mapped the hours between the pay envelope and home, and rehearsed a first step for each.".into(),
            started_at: Some(session.starts_at),
            ended_at: Some(session.ends_at),
            place: "Room 2".into(),
            answered: vec![],
        };
        let save = |content| SaveDraft { session: session.id, content, based_on: 0 };
        self.house.perform(&leader, &save(Content::Shared(shared))).unwrap();
        for (patient, objective) in objectives {
            let words = own_words(*patient == self.marcus, number, &session.name);
            let own = OwnPart {
                participation: Some(Participation::Active),
                presentation: vec![Presentation::Hopeful],
                touched: vec![Touched { objective: *objective, moved: Some(treatment::group_note::Moved::Forward) }],
                words,
                stated_minutes: Some(90),
                minutes_reason: String::new(),
                answered: vec![],
                is_ready: true,
            };
            self.house.perform(&leader, &save(Content::Own(*patient, own))).unwrap();
        }
        let signed = self.house.perform(&leader, &SignNotes { session: session.id, patients: None }).unwrap();
        assert_eq!(signed.signed.len(), 2, "both notes are signed");
    }

    fn raise(&self) {
        let clinician = self.actor(Role::Clinician);
        let call = LogOutreach {
            patient: self.teresa,
            way: "call".into(),
            result: OutreachResult::NoAnswer,
            words: "Let it ring; nothing was left.".into(),
        };
        self.house.perform(&clinician, &call).unwrap();
        let call = LogOutreach {
            patient: self.marcus,
            way: "call".into(),
            result: OutreachResult::Reached,
            words: "His sister can drive on Fridays.".into(),
        };
        self.house.perform(&clinician, &call).unwrap();
        let concern = RaiseConcern {
            patient: self.teresa,
            kind: ConcernKind::Missing,
            sentence: "Missed Tuesday and has not been reached.".into(),
            owner: None,
            due_at: None,
        };
        self.house.perform(&clinician, &concern).unwrap();
    }
}

/// A line that is only about one person and one hour.
fn own_words(is_marcus: bool, number: usize, session: &str) -> String {
    const OF_MARCUS: [&str; 7] = [
        "Drew the road home from the yard and marked two turns where he stops.",
        "Practised saying no to the foreman’s round, out loud, three times.",
        "Brought a sheet of four quiet evenings and read one of them to us.",
        "Asked what to do with cash on a Friday and settled on the early bus.",
        "Noticed the thought that he earned it, and wrote down its answer.",
        "Told of a hard Sunday with his father and what he did instead.",
        "Named Friday payday as his third high-risk situation.",
    ];
    const OF_RILEY: [&str; 7] = [
        "Spoke about the new flat and which neighbours feel safe.",
        "Listened long, then offered a song that helps at night.",
        "Found the first minute of a craving and put a colour on it.",
        "Wants mornings back; planned two swims with a cousin.",
        "Was tired after the shift and stayed with it to the end.",
        "Compared two weeks of sleep and saw the link to the cafe.",
        "Rehearsed the call to the landlord and laughed at the end.",
    ];
    let words = if is_marcus { OF_MARCUS } else { OF_RILEY };
    let line = words[number % words.len()];
    if session.starts_with("CBT") { format!("Kept as a thought record: {line}") } else { line.to_owned() }
}
