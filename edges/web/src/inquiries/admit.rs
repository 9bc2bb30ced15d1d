//! Admits a person out of an inquiry: everything that is known is filled in already, every problem is said at once beside its field,
//! and one act makes the person, the episode, the stay and the places in groups (S-06).

use access::{Action, Actor, Kind, Problem as CoreProblem, Refusal};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use episode::patient::{Address, AdministrativeSex, Channel, ContactPoint, PatientInput};
use intake::admission::{AdmitPatient, CareTeamInput, DiagnosisInput, GroupPlace};
use intake::inquiry::{InquiryDetail, InquiryDetailView};
use jiff::civil::Date;
use reactions::House;
use reactions::admission::{AdmissionGates, AdmissionView, AdmitThroughGates};
use schedule::program::{OpenProgram, ProgramOverview};
use vocabulary::Phone;
use vocabulary::day::parse_day;
use vocabulary::id::{InquiryId, PatientId};

use super::admit_form::{self, DIAGNOSES, TEAM};
use super::duplicates::SOMEBODY_ELSE;
use crate::app::App;
use crate::component::Problem;
use crate::form::{Sent, SignedForm};
use crate::kept;
use crate::signed::{Signed, may};
use crate::words::sentence;

/// What the page is drawn from.
pub(super) struct Ground {
    pub(super) detail: Released<InquiryDetailView>,
    pub(super) program: Released<ProgramOverview>,
    pub(super) admission: Released<AdmissionView>,
    pub(super) today: Date,
}

fn ground(house: &House, actor: &Actor, inquiry: InquiryId) -> Result<Ground, Refusal> {
    let today = house.zone().day(house.clock().now());
    let detail = house.ask(actor, &InquiryDetail { inquiry })?;
    let admission = house.ask(actor, &AdmissionGates { inquiry })?;
    Ok(Ground { detail, program: house.ask(actor, &OpenProgram { day: today })?, admission, today })
}

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(inquiry): Path<InquiryId>) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| ground(house, &actor, inquiry)).await {
        Ok(ground) if ground.detail.allowed.admit => {
            let sent = admit_form::begin(&ground);
            admit_form::page(&app, &signed, &ground, &sent, &[]).into_response()
        }
        // whoever admits and comes too late is led to what became of it
        Ok(_) if may(&app, &signed.actor, Action::Record, Kind::Patient) => {
            Redirect::to(&format!("/inquiries/{inquiry}")).into_response()
        }
        Ok(_) => signed.refused(&Refusal::NotFound),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn admit(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    let typed = sent.clone();
    let done = app
        .work(move |house| {
            let ground = ground(house, &actor, inquiry)?;
            let read = read(&typed, inquiry, &ground);
            match perform(house, &actor, &read) {
                Ok(look) => Ok(Ok(look)),
                Err(refusal) => match told(&refusal, &read) {
                    Some(found) => Ok(Err((found, ground))),
                    None => Err(refusal),
                },
            }
        })
        .await;
    match done {
        Ok(Ok(look)) => {
            let look = if look { "?look=diagnosis" } else { "" };
            Redirect::to(&format!("/inquiries/{inquiry}{look}")).into_response()
        }
        Ok(Err(((status, problems), ground))) => {
            (status, admit_form::page(&app, &signed, &ground, &sent, &problems)).into_response()
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

/// The form, read: the command, what could not be read, and which line of the form each item of the command's lists came from.
struct Read {
    command: AdmitPatient,
    problems: Vec<Problem>,
    diagnosis_lines: Vec<usize>,
    team_lines: Vec<usize>,
}

/// Does it, and answers whether the principal diagnosis is worth a look. A form that could not be read whole is judged by the rules
/// too, so that everything is said at once; nothing of it is written.
fn perform(house: &House, actor: &Actor, read: &Read) -> Result<bool, Refusal> {
    if read.problems.is_empty() {
        return house
            .perform(actor, &AdmitThroughGates { admit: read.command.clone() })
            .map(|receipt| !receipt.warnings.is_empty());
    }
    house.judge(actor, &AdmitThroughGates { admit: read.command.clone() })?;
    Err(Refusal::Invalid(Vec::new()))
}

/// Every problem with the name of its field on this form.
fn told(refusal: &Refusal, read: &Read) -> Option<(StatusCode, Vec<Problem>)> {
    let own = read.problems.clone();
    let is_new = |problem: &Problem| !own.iter().any(|known| known.field == problem.field);
    match refusal {
        Refusal::Invalid(found) => {
            let ruled = found.iter().map(|problem| renamed(problem, read)).filter(is_new).collect::<Vec<_>>();
            Some((StatusCode::UNPROCESSABLE_ENTITY, own.into_iter().chain(ruled).collect()))
        }
        Refusal::Refused { reason: "group_full", sentence, remedy, .. } => {
            let full = Problem::new("groups", format!("{sentence} {remedy}"));
            Some((StatusCode::CONFLICT, own.into_iter().chain([full]).collect()))
        }
        other => kept::problems(other).map(|(status, found)| {
            let status = if own.is_empty() { status } else { StatusCode::UNPROCESSABLE_ENTITY };
            (status, own.into_iter().chain(found).collect())
        }),
    }
}

fn renamed(problem: &CoreProblem, read: &Read) -> Problem {
    let line = |lines: &[usize], at: &str| at.parse::<usize>().ok().and_then(|at| lines.get(at).copied()).unwrap_or(0);
    let field = match problem.field.split_once('.') {
        Some(("diagnoses", at)) => format!("diagnoses.{}", line(&read.diagnosis_lines, at)),
        Some(("care_team", at)) => format!("team.{}", line(&read.team_lines, at)),
        Some(("groups", _)) => "groups".to_owned(),
        _ if problem.field == "diagnoses" => "diagnoses.0".to_owned(),
        _ => problem.field.clone(),
    };
    Problem::new(field, sentence(&problem.sentence))
}

fn read(sent: &Sent, inquiry: InquiryId, ground: &Ground) -> Read {
    let mut problems = Vec::new();
    let mut wrong = |field: &str, words: String| problems.push(Problem::new(field, words));
    let admitted_on = parse_day(sent.text("admitted_on")).unwrap_or_else(|problem| {
        wrong("admitted_on", sentence(problem));
        ground.today
    });
    let groups_from = match sent.text("groups_from") {
        "" => admitted_on,
        typed => parse_day(typed).unwrap_or_else(|problem| {
            wrong("groups_from", sentence(problem));
            admitted_on
        }),
    };
    let existing_patient = existing(sent, ground).unwrap_or_else(|words| {
        wrong("who", words);
        None
    });
    let birth_date = match sent.text("birth_date") {
        "" => None,
        typed => parse_day(typed).map_err(|problem| wrong("birth_date", sentence(problem))).ok(),
    };
    let contact_points = contact_points(sent, existing_patient.is_some(), &mut wrong);
    let (diagnosis_lines, diagnoses) = diagnoses(sent);
    let (team_lines, care_team) = team(sent);
    let command = AdmitPatient {
        inquiry,
        patient: patient(sent, birth_date, contact_points),
        existing_patient,
        program: sent.parse("program").unwrap_or_else(|| house_id(ground)),
        track: sent.parse("track").unwrap_or_else(|| vocabulary::id::TrackId(Default::default())),
        level: sent.text("level").to_owned(),
        diagnoses,
        admitted_on,
        care_team,
        groups: sent
            .all("groups")
            .filter_map(|id| id.parse().ok())
            .map(|group| GroupPlace { group, from: groups_from })
            .collect(),
    };
    Read { command, problems, diagnosis_lines, team_lines }
}

fn house_id(ground: &Ground) -> vocabulary::id::ProgramId {
    ground.program.programs.first().map_or_else(|| vocabulary::id::ProgramId(Default::default()), |program| program.item.id)
}

/// Whom staff recognised. When somebody is like this person, it must be said one way or the other; the program chooses nobody.
fn existing(sent: &Sent, ground: &Ground) -> Result<Option<PatientId>, String> {
    let known = &ground.detail.possible_duplicates;
    if ground.detail.is_recognised {
        return Ok(None);
    }
    match sent.text("who") {
        SOMEBODY_ELSE => Ok(None),
        "" if known.is_empty() => Ok(None),
        "" => Err("Say whether this is somebody we know: choose them, or somebody else.".to_owned()),
        chosen => match known.iter().find(|possible| possible.found.id.to_string() == chosen) {
            Some(possible) => Ok(Some(possible.found.id)),
            None => Err("Choose one of the people shown, or somebody else.".to_owned()),
        },
    }
}

fn patient(sent: &Sent, birth_date: Option<Date>, contact_points: Vec<ContactPoint>) -> PatientInput {
    let lines: Vec<String> =
        sent.text("street").lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let address = Address {
        lines,
        city: sent.text("city").to_owned(),
        state: sent.text("state").to_uppercase(),
        zip: sent.text("zip").chars().filter(char::is_ascii_digit).collect(),
    };
    let has_address = !(address.lines.is_empty() && address.city.is_empty() && address.zip.is_empty());
    PatientInput {
        given: sent.text("given").to_owned(),
        family: sent.text("family").to_owned(),
        chosen_given: sent.text("chosen_given").to_owned(),
        pronouns: sent.text("pronouns").to_owned(),
        birth_date,
        sex: match sent.text("sex") {
            "female" => AdministrativeSex::Female,
            "male" => AdministrativeSex::Male,
            _ => AdministrativeSex::Unknown,
        },
        contact_points,
        address: has_address.then_some(address),
        language: sent.text("language").to_owned(),
        needs_interpreter: sent.is_on("needs_interpreter"),
    }
}

/// The lines of the form; a number that cannot be called is asked about, unless the person's record stands as it is.
fn contact_points(sent: &Sent, is_known: bool, wrong: &mut impl FnMut(&str, String)) -> Vec<ContactPoint> {
    let mut points = Vec::new();
    for at in 0..admit_form::MOST_POINTS {
        let field = format!("point.{at}");
        let typed = sent.text(&field);
        if typed.is_empty() {
            continue;
        }
        let is_email = sent.text(&format!("{field}.kind")) == "email";
        let channel = if is_email { Ok(Channel::Email(typed.to_owned())) } else { Phone::parse(typed).map(Channel::Phone) };
        match channel {
            Ok(channel) => points.push(ContactPoint {
                channel,
                may_leave_message: sent.is_on(&format!("{field}.message")),
                may_text: sent.is_on(&format!("{field}.text")),
                call_as: Some(sent.text(&format!("{field}.as")).to_owned()).filter(|words| !words.is_empty()),
            }),
            Err(problem) if !is_known => wrong(&field, sentence(problem)),
            Err(_) => {}
        }
    }
    points
}

fn diagnoses(sent: &Sent) -> (Vec<usize>, Vec<DiagnosisInput>) {
    let line = |at: usize| {
        let code = sent.text(&format!("diagnoses.{at}")).to_owned();
        let words = sent.text(&format!("diagnoses.{at}.words")).to_owned();
        (!code.is_empty() || !words.is_empty()).then_some((at, DiagnosisInput { code, words }))
    };
    (0..DIAGNOSES).filter_map(line).unzip()
}

fn team(sent: &Sent) -> (Vec<usize>, Vec<CareTeamInput>) {
    let line = |(at, (role, _)): (usize, &(&str, &str))| {
        let staff = sent.parse(&format!("team.{at}"))?;
        Some((at, CareTeamInput { staff, role: (*role).to_owned() }))
    };
    TEAM.iter().enumerate().filter_map(line).unzip()
}
