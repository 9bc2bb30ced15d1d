//! Fills the database through the program's own commands: the people in care with plan, coverage, consent and authorization, and
//! those of earlier years from inquiry to discharge.

use access::Refusal;
use billing::authorization::RecordAuthorization;
use billing::coverage::{AddCoverage, RecordConsent};
use billing::payer::Payer;
use confidential::consent::Expiry;
use episode::episode::CloseEpisode;
use episode::patient::{AdministrativeSex, Channel, ContactPoint, PatientInput};
use intake::admission::{AdmitPatient, CareTeamInput, DiagnosisInput, GroupPlace};
use intake::inquiry::{InquiryInput, LogInquiry, Source};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use plan::treatment_plan::{GoalInput, ObjectiveInput, ObjectiveState, ProblemInput, WritePlan};
use reactions::Performing;
use schedule::group_session::PlanWeek;
use store::text;
use vocabulary::Phone;
use vocabulary::id::{PatientId, PayerId};

use crate::dice::Dice;
use crate::practice::{FIRST_DAY, GROUPS, MEMBERS, Practice, opener};
use crate::said::{Outcome, progress};

/// How many people go into one transaction.
const BATCH: usize = 250;
/// The days on which people of earlier years were admitted.
const EARLIER: (Date, i64) = (Date::constant(2012, 1, 9), 4_900);

/// Fills a new database with `patients` people, of whom the last 120 are in care.
pub fn fill(practice: &Practice, patients: usize) -> Outcome<()> {
    let payer = practice.all::<Payer>("key = $1", &[text("harborline")])?.into_iter().next().ok_or("the payer is missing")?.id;
    let in_care = GROUPS * MEMBERS;
    let earlier = patients.saturating_sub(in_care);
    let mut done = 0;
    while done < earlier {
        let some = (earlier - done).min(BATCH);
        practice.house.load(store::DirectAccess, &opener(), |performing| {
            let filler = Filler { practice, performing, payer };
            (done..done + some).try_for_each(|number| filler.somebody_earlier(number, earlier))
        })?;
        done += some;
        if done % 10_000 < BATCH {
            progress(&format!("{done} of {earlier} people of earlier years"));
        }
    }
    practice.house.load(store::DirectAccess, &opener(), |performing| {
        let filler = Filler { practice, performing, payer };
        (0..in_care).try_for_each(|number| filler.somebody_in_care(number, earlier + number))
    })?;
    let mut monday = FIRST_DAY;
    for _ in 0..12 {
        practice.house.perform(&opener(), &PlanWeek { day: monday })?;
        monday = monday.saturating_add(7.days());
    }
    Ok(())
}

struct Filler<'a, 'c, 'x> {
    practice: &'a Practice,
    performing: &'a Performing<'c, 'x>,
    payer: PayerId,
}

impl Filler<'_, '_, '_> {
    fn actor(&self, login: &str) -> Result<&access::Actor, Refusal> {
        self.practice.actors.get(login).ok_or(Refusal::NotFound)
    }

    fn moment(&self, day: Date, minute: i64) -> Result<Timestamp, Refusal> {
        let six = self.practice.house.zone().at(day, jiff::civil::time(6, 0, 0, 0));
        six.map(|six| six.saturating_add(minute.minutes()).unwrap_or(six)).map_err(|why| Refusal::Fault(why.to_string()))
    }

    fn somebody_earlier(&self, number: usize, of: usize) -> Result<(), Refusal> {
        let at = i64::try_from(number).unwrap_or(0);
        let days = at * EARLIER.1 / i64::try_from(of.max(1)).unwrap_or(1);
        let from = EARLIER.0.saturating_add(days.days());
        let last = from.saturating_add(63.days());
        let patient = self.admitted(number, number % GROUPS, from, at % 300)?;
        self.covered(patient, from, last, 310)?;
        let close = CloseEpisode { patient, on: last, how: "finished as planned".to_owned() };
        self.performing.perform(self.actor("dana")?, self.moment(last, at % 300)?, &close).map(|_| ())
    }

    fn somebody_in_care(&self, place: usize, number: usize) -> Result<(), Refusal> {
        let patient = self.admitted(number, place / MEMBERS, FIRST_DAY, i64::try_from(place).unwrap_or(0))?;
        self.covered(patient, FIRST_DAY, FIRST_DAY.saturating_add(85.days()), 130)
    }

    /// From the first call to a place in a group, with a plan.
    fn admitted(&self, number: usize, group: usize, from: Date, minute: i64) -> Result<PatientId, Refusal> {
        let at = self.moment(from, minute)?;
        let patient = person(number);
        let asked = asked(&patient);
        let inquiry = self.performing.perform(self.actor("ines")?, at, &LogInquiry { input: asked, owner: None })?;
        let group = self.practice.groups.get(group).copied().ok_or(Refusal::NotFound)?;
        let counselor = self.actor("lead-0")?.staff;
        let admit = AdmitPatient {
            inquiry,
            patient,
            existing_patient: None,
            program: self.practice.program.id,
            track: self.practice.track.id,
            level: "2.1".to_owned(),
            diagnoses: vec![DiagnosisInput { code: "F10.20".to_owned(), words: "Alcohol use disorder, moderate".to_owned() }],
            admitted_on: from,
            care_team: vec![CareTeamInput { staff: counselor, role: "primary counselor".to_owned() }],
            groups: vec![GroupPlace { group, from }],
        };
        let patient = self.performing.perform(self.actor("ines")?, at, &admit)?.patient;
        self.performing.perform(self.actor("lead-0")?, at, &plan(patient, from))?;
        Ok(patient)
    }

    fn covered(&self, patient: PatientId, from: Date, to: Date, minute: i64) -> Result<(), Refusal> {
        let at = self.moment(from, minute)?;
        let (member_id, number) = ("XYZ123456789".to_owned(), "AUTH778899".to_owned());
        let payer = self.payer;
        let coverage =
            AddCoverage { patient, payer, member_id, group_number: String::new(), from: Some(from), to: None, subscriber: None };
        self.performing.perform(self.actor("bea")?, at, &coverage)?;
        let consent = RecordConsent {
            patient,
            payer,
            patient_name_as_signed: "As signed".to_owned(),
            signed_on: Some(from),
            expires: Expiry::EndOfTreatment,
            discloser: "Harbor Behavioral Health".to_owned(),
        };
        self.performing.perform(self.actor("ines")?, at, &consent)?;
        let approval = RecordAuthorization {
            patient: Some(patient),
            payer: Some(payer),
            number,
            code: "H0015".to_owned(),
            approved: Some(60),
            from: Some(from),
            to: Some(to),
            ..RecordAuthorization::default()
        };
        self.performing.perform(self.actor("uma")?, at, &approval).map(|_| ())
    }
}

/// The same invented person for the same number.
pub fn person(number: usize) -> PatientInput {
    let mut dice = Dice::new(u64::try_from(number).unwrap_or(0) + 1);
    let (given, family) = (dice.given(), dice.family());
    let digits = format!("50855{:05}", dice.below(100_000));
    let phone = Phone::parse(&digits).ok();
    let points = phone.map(|phone| ContactPoint {
        channel: Channel::Phone(phone),
        may_leave_message: true,
        may_text: false,
        call_as: None,
    });
    PatientInput {
        given,
        family,
        chosen_given: if dice.below(8) == 0 { dice.given() } else { String::new() },
        pronouns: String::new(),
        birth_date: Some(Date::constant(1950, 1, 1).saturating_add(i64::try_from(dice.below(20_000)).unwrap_or(0).days())),
        sex: AdministrativeSex::Unknown,
        contact_points: points.into_iter().collect(),
        address: None,
        language: "en".to_owned(),
        needs_interpreter: false,
    }
}

fn asked(patient: &PatientInput) -> InquiryInput {
    InquiryInput {
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
        words: "Would like to start this week.".to_owned(),
    }
}

fn plan(patient: PatientId, from: Date) -> WritePlan {
    let objective = |words: &str| ObjectiveInput {
        id: None,
        words: words.to_owned(),
        measure: "Count named in group".to_owned(),
        due: Some(from.saturating_add(30.days())),
        served_by: vec![],
        state: ObjectiveState::Active,
    };
    let objectives = vec![objective("Name three high-risk situations"), objective("Use one coping skill a day")];
    let goals = vec![GoalInput { words: "Evenings without a drink".to_owned(), objectives }];
    let problem =
        ProblemInput { words: "Alcohol use disorder".to_owned(), own_words: "I want my evenings back".to_owned(), goals };
    WritePlan { patient, version: None, problems: vec![problem], review_due: from.saturating_add(30.days()) }
}
