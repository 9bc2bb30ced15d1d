//! Admits a person out of an inquiry, in one act: all of it happens or none (S-06). The person is the one who asked, or somebody
//! known whom staff chose; the program chooses nobody.

use access::command::Receipt;
use access::{Action, Command, Context, Done, Kind, Problems, Refusal, Staff};
use episode::episode::CareTeamMember;
use episode::patient::{PatientInput, RegisterPatient};
use episode::{Episode, Stay};
use jiff::ToSpan;
use jiff::civil::Date;
use schedule::program::{Program, Track};
use schedule::therapy_group::{self, EnrollPatient, TherapyGroup};
use store::Stored;
use vocabulary::Minutes;
use vocabulary::id::{EnrollmentId, EpisodeId, InquiryId, PatientId, ProgramId, StaffId, StayId, TherapyGroupId, TrackId};

use super::diagnosis::{self, AdmissionWarning, DiagnosisInput, warnings};
use crate::Fact;
use crate::inquiry::{self, Inquiry, Outcome};

/// How many days ahead an admission may be written down.
const DAYS_AHEAD: i64 = 30;

/// Admits a person.
#[derive(Clone, Debug)]
pub struct AdmitPatient {
    /// Out of which inquiry.
    pub inquiry: InquiryId,
    /// Who; not looked at when somebody known is chosen, whose record stands as it is.
    pub patient: PatientInput,
    /// Somebody known, whom staff recognised; nothing for whom they recognised before, or for the person of the inquiry.
    pub existing_patient: Option<PatientId>,
    /// Into which program.
    pub program: ProgramId,
    /// On which track.
    pub track: TrackId,
    /// At which level of care, as the program names it: `2.1`. The week's floor follows from it (OP-01).
    pub level: String,
    /// Diagnoses, the principal first.
    pub diagnoses: Vec<DiagnosisInput>,
    /// The day of admission.
    pub admitted_on: Date,
    /// Who looks after the person.
    pub care_team: Vec<CareTeamInput>,
    /// Places in groups.
    pub groups: Vec<GroupPlace>,
}

/// A member of the care team from the day of admission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareTeamInput {
    /// Who.
    pub staff: StaffId,
    /// As what: `primary counselor`, `prescriber`, `case manager`.
    pub role: String,
}

/// A place in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupPlace {
    /// In which group.
    pub group: TherapyGroupId,
    /// From which day.
    pub from: Date,
}

/// What an admission made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdmissionReceipt {
    /// Who is in care now.
    pub patient: PatientId,
    /// The episode.
    pub episode: EpisodeId,
    /// The first stay.
    pub stay: StayId,
    /// The places in groups.
    pub enrollments: Vec<EnrollmentId>,
    /// What to look at.
    pub warnings: Vec<AdmissionWarning>,
}

impl Receipt for AdmissionReceipt {}

impl Command for AdmitPatient {
    type Output = AdmissionReceipt;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<AdmissionReceipt, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Inquiry)?;
        for kind in [Kind::Episode, Kind::Stay, Kind::CareTeam] {
            cx.require(Action::Record, kind)?;
        }
        let inquiry = inquiry::load(cx.tx, self.inquiry)?;
        match &inquiry.outcome {
            Some(Outcome::Admitted { episode, patient, .. }) => return already(cx, *patient, *episode),
            Some(Outcome::Closed { .. }) => return Err(closed()),
            None => {}
        }
        inquiry::merge::refuse_when_merged(cx, inquiry.id)?;
        let mut problems = Problems::none();
        let place = decide(self, &load(cx, self)?, cx.today(), &mut problems);
        let mut facts = Vec::new();
        let patient = person(cx, self, &inquiry, &mut problems, &mut facts)?;
        let (patient, place) = problems.finish(patient.zip(place))?;
        if patient != inquiry.person() {
            super::identity::join(cx, &inquiry, patient)?;
        }
        let (episode, stay) = open_episode(cx, self, patient, place, &mut facts)?;
        let enrollments = give_places(cx, self, patient, &mut facts)?;
        let outcome = Some(Outcome::Admitted { episode, patient, at: cx.now });
        let desk = crate::visit::mark::cancel_to_come(cx, &inquiry)?;
        let next = Inquiry { outcome, desk, ..inquiry.record.clone() };
        inquiry::save_next(cx.tx, &next, inquiry.version, &cx.entry("admitted"))?;
        facts.push(Fact::Admitted { inquiry: inquiry.id, patient, episode, stay });
        let output = AdmissionReceipt { patient, episode, stay, enrollments, warnings: warnings(&self.diagnoses) };
        Ok(Done { output, facts })
    }
}

/// What an admission rests on; what is not there is a problem of its field.
pub(super) struct Ground {
    pub(super) program: Option<Stored<Program>>,
    pub(super) track: Option<Stored<Track>>,
    pub(super) staff: Vec<Option<Stored<Staff>>>,
    pub(super) groups: Vec<Option<Stored<TherapyGroup>>>,
}

fn load(cx: &Context<'_>, wish: &AdmitPatient) -> Result<Ground, Refusal> {
    let staff: Result<Vec<_>, _> = wish.care_team.iter().map(|member| cx.tx.load::<Staff>(member.staff)).collect();
    let groups: Result<Vec<_>, _> = wish.groups.iter().map(|place| cx.tx.load::<TherapyGroup>(place.group)).collect();
    Ok(Ground { program: cx.tx.load(wish.program)?, track: cx.tx.load(wish.track)?, staff: staff?, groups: groups? })
}

/// Where the person will be, judged.
#[derive(Debug)]
pub(super) struct PlaceInProgram {
    pub(super) diagnoses: Vec<episode::episode::Diagnosis>,
    pub(super) care_team: Vec<CareTeamMember>,
    pub(super) weekly_floor_minutes: Minutes,
}

/// Judges everything but the person; every problem is noted with its field.
pub(super) fn decide(wish: &AdmitPatient, ground: &Ground, today: Date, problems: &mut Problems) -> Option<PlaceInProgram> {
    let day = wish.admitted_on;
    let runs = |from: Date, to: Option<Date>| from <= day && to.is_none_or(|last| day <= last);
    problems.require(
        "admitted_on",
        day <= today.saturating_add(DAYS_AHEAD.days()),
        "This is over 30 days ahead. Check the month.",
    );
    if wish.existing_patient.is_none() && wish.patient.birth_date.is_some_and(|born| born <= today && born > day) {
        problems.add("admitted_on", "This is before the date of birth. Check both.");
    }
    let program = ground.program.as_ref().filter(|program| runs(program.from, program.to));
    problems.require("program", program.is_some(), "Choose a program that runs on the day of admission.");
    let track = ground.track.as_ref().filter(|track| track.program == wish.program && runs(track.from, track.to));
    problems.require("track", track.is_some(), "Choose a track of this program that runs on the day of admission.");
    let level = program.and_then(|program| program.levels.iter().find(|level| level.level == wish.level));
    if let (Some(program), None) = (program, level) {
        let offered: Vec<&str> = program.levels.iter().map(|level| level.level.as_str()).collect();
        problems.add("level", format!("Choose a level that this program offers: {}.", offered.join(", ")));
    }
    for (at, (place, group)) in wish.groups.iter().zip(&ground.groups).enumerate() {
        let field = format!("groups.{at}");
        problems.require(&field, place.from >= day, "The first day in the group is before the day of admission.");
        let runs = group.as_ref().is_some_and(|group| group.runs_on(place.from));
        problems.require(&field, runs, "This group does not run on that day. Choose another day or group.");
    }
    let diagnoses = diagnosis::decide(&wish.diagnoses, day, problems);
    let care_team = care_team(wish, ground, problems);
    level.map(|level| PlaceInProgram { diagnoses, care_team, weekly_floor_minutes: level.weekly_floor_minutes })
}

fn care_team(wish: &AdmitPatient, ground: &Ground, problems: &mut Problems) -> Vec<CareTeamMember> {
    let from = wish.admitted_on;
    let mut team: Vec<CareTeamMember> = Vec::new();
    for (at, (member, staff)) in wish.care_team.iter().zip(&ground.staff).enumerate() {
        let field = format!("care_team.{at}");
        let role = member.role.trim().to_owned();
        problems.require(&field, !role.is_empty(), "Say as what this person is on the team.");
        let is_there = staff.as_ref().is_some_and(|staff| staff.works_on(from));
        problems.require(&field, is_there, "Choose somebody who works here on the day of admission.");
        if !team.iter().any(|known| known.staff == member.staff && known.role == role) {
            team.push(CareTeamMember { staff: member.staff, role, from, to: None });
        }
    }
    team
}

/// Registers the person under the id they asked under (P2-04), or takes the one whom staff recognised.
fn person(
    cx: &Context<'_>,
    wish: &AdmitPatient,
    inquiry: &Inquiry,
    problems: &mut Problems,
    facts: &mut Vec<Fact>,
) -> Result<Option<PatientId>, Refusal> {
    if let Some(known) = wish.existing_patient.or(inquiry.recognised) {
        cx.require(Action::View, Kind::Patient)?;
        episode::patient::load(cx.tx, known)?;
        let newest = episode::episode::current_of(cx.tx, known)?;
        let overlaps = newest.is_some_and(|episode| episode.discharged_on.is_none_or(|last| last >= wish.admitted_on));
        return if overlaps { Err(in_care()) } else { Ok(Some(known)) };
    }
    // Whoever was registered before the papers stands as registered; the admission form begins with that record.
    if let Some(registered) = cx.tx.load::<episode::Patient>(inquiry.patient)? {
        return Ok(Some(registered.id));
    }
    let register = RegisterPatient { id: Some(inquiry.patient), input: wish.patient.clone() };
    match register.perform(cx) {
        Ok(done) => {
            facts.extend(done.facts.into_iter().map(Fact::Episode));
            Ok(Some(done.output))
        }
        Err(Refusal::Invalid(all)) => {
            all.into_iter().for_each(|problem| problems.add(problem.field, problem.sentence));
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn open_episode(
    cx: &Context<'_>,
    wish: &AdmitPatient,
    patient: PatientId,
    place: PlaceInProgram,
    facts: &mut Vec<Fact>,
) -> Result<(EpisodeId, StayId), Refusal> {
    let episode = Episode {
        id: cx.new_id(),
        patient,
        program: wish.program,
        admitted_on: wish.admitted_on,
        discharged_on: None,
        diagnoses: place.diagnoses,
        care_team: place.care_team,
    };
    let stay = Stay {
        id: cx.new_id(),
        patient,
        episode: episode.id,
        level: wish.level.clone(),
        track: wish.track,
        from: wish.admitted_on,
        to: None,
        weekly_floor_minutes: place.weekly_floor_minutes,
        weekly_ceiling_minutes: None,
    };
    episode::episode::save_new(cx.tx, &episode, &cx.entry("admitted"))?;
    episode::stay::save_new(cx.tx, &stay, &cx.entry("admitted"))?;
    facts.push(Fact::Episode(episode::Fact::EpisodeOpened(patient, episode.id)));
    facts.push(Fact::Episode(episode::Fact::StayBegan(patient, stay.id)));
    Ok((episode.id, stay.id))
}

/// Whoever may not put people into groups hears it at that field: the group and the person are known to be there.
fn give_places(
    cx: &Context<'_>,
    wish: &AdmitPatient,
    patient: PatientId,
    facts: &mut Vec<Fact>,
) -> Result<Vec<EnrollmentId>, Refusal> {
    let mut places = Vec::with_capacity(wish.groups.len());
    for place in &wish.groups {
        let enroll = EnrollPatient { patient, group: place.group, from: place.from, to: None };
        let done = enroll.perform(cx).map_err(|refusal| match refusal {
            Refusal::NotFound => Refusal::invalid(
                "groups",
                "Your role does not put people into groups. Leave the groups out and ask a clinician to add them.",
            ),
            other => other,
        })?;
        facts.extend(done.facts.into_iter().map(Fact::Schedule));
        places.push(done.output);
    }
    Ok(places)
}

/// The same admission sent twice is one; the first stands.
fn already(cx: &Context<'_>, patient: PatientId, id: EpisodeId) -> Result<Done<AdmissionReceipt, Fact>, Refusal> {
    let episode = episode::episode::load(cx.tx, id)?;
    let day = episode.admitted_on;
    let stay =
        episode::stay::current_of(cx.tx, patient, day)?.ok_or_else(|| Refusal::Fault("an episode without a stay".into()))?;
    let places = therapy_group::enrollments_of(cx.tx, patient, day, cx.today().max(day))?;
    Ok(Done::already(AdmissionReceipt {
        patient,
        episode: id,
        stay: stay.id,
        enrollments: places.iter().map(|place| place.id).collect(),
        warnings: Vec::new(),
    }))
}

fn closed() -> Refusal {
    Refusal::refused("inquiry_closed", "S-28", "This inquiry is closed.", "Open it again first.")
}

fn in_care() -> Refusal {
    Refusal::refused(
        "already_in_care",
        "S-03",
        "The person you chose is in care on that day already.",
        "Close this inquiry with that reason; a move between levels is made in the chart.",
    )
}
