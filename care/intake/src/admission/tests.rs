//! Somebody comes into care in one act, all of it or none; on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use ::store::testing::on_both_engines;
use access::{Problems, Refusal, Role};
use episode::patient::{AdministrativeSex, Patient, PatientInput, RegisterPatient};
use episode::{Episode, Stay};
use jiff::civil::Date;
use vocabulary::id::{InquiryId, PatientId};

use super::diagnosis::icd10_code;
use super::*;
use crate::Fact;
use crate::inquiry::{CloseInquiry, Inquiry, InquiryDetail, InquiryQueue, LogContact, LogInquiry, State};
use crate::referral::{CameBy, PatientAsSent, ReceiveReferral, ReferralContent, ReferralItem, ReferralsOf};
use crate::testing::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn marcus() -> PatientInput {
    PatientInput {
        given: "Marcus".into(),
        family: "Delgado".into(),
        chosen_given: String::new(),
        pronouns: "he/him".into(),
        birth_date: Some(day("1990-04-05")),
        sex: AdministrativeSex::Male,
        contact_points: vec![],
        address: None,
        language: "en".into(),
        needs_interpreter: false,
    }
}

fn diagnoses(codes: &[&str]) -> Vec<DiagnosisInput> {
    codes.iter().map(|code| DiagnosisInput { code: (*code).into(), words: String::new() }).collect()
}

fn asked(desk: &Desk<'_>) -> InquiryId {
    desk.perform(FRONT_DESK, &LogInquiry { input: sheet("Marcus", "Delgado"), owner: None }).unwrap().output
}

fn wish(desk: &Desk<'_>, inquiry: InquiryId) -> AdmitPatient {
    AdmitPatient {
        inquiry,
        patient: marcus(),
        existing_patient: None,
        program: desk.program().id,
        track: desk.track().id,
        level: "2.1".into(),
        diagnoses: diagnoses(&["F10.20", "f411"]),
        admitted_on: day("2026-03-12"),
        care_team: vec![CareTeamInput { staff: desk.jo().id, role: "primary counselor".into() }],
        groups: vec![],
    }
}

fn place(desk: &Desk<'_>, from: &str) -> GroupPlace {
    GroupPlace { group: desk.group().id, from: day(from) }
}

#[test]
fn a_diagnosis_is_a_code_of_the_right_shape() {
    let cases = [
        ("F10.20", Some("F10.20")),
        (" f1020 ", Some("F10.20")),
        ("F10", Some("F10")),
        ("Z59.00", Some("Z59.00")),
        ("T40.1X1A", Some("T40.1X1A")),
        ("C4A.0", Some("C4A.0")),
        ("", None),
        ("F1", None),
        ("10.20", None),
        ("F10.", None),
        ("F1.020", None),
        ("F10.2.0", None),
        ("F10.20000", None),
        ("alcohol", None),
        ("ÄÖÜ", None),
    ];
    for (typed, expected) in cases {
        assert_eq!(icd10_code(typed).as_deref(), expected, "{typed}");
    }
}

#[test]
fn op_49_a_principal_diagnosis_outside_f10_to_f19_is_pointed_out_and_allowed() {
    let warned = vec![AdmissionWarning::PrincipalIsNotSubstanceUse];
    for (codes, expected) in [
        (&["F10.20", "F41.1"][..], vec![]),
        (&["f1920"], vec![]),
        (&["F41.1", "F10.20"], warned.clone()),
        (&["F20.9"], warned.clone()),
        (&[], vec![]),
        (&["nonsense"], vec![]),
    ] {
        assert_eq!(warnings(&diagnoses(codes)), expected, "{codes:?}");
    }
    speaks_of_people_first(AdmissionWarning::PrincipalIsNotSubstanceUse.sentence());
}

#[test]
fn every_wrong_diagnosis_is_named_by_its_place() {
    for (codes, expected) in [
        (&["F10.20"][..], vec![]),
        (&[], vec!["diagnoses"]),
        (&["x", "F10.20", "f1020", ""], vec!["diagnoses.0", "diagnoses.2", "diagnoses.3"]),
    ] {
        let mut problems = Problems::none();
        diagnosis::decide(&diagnoses(codes), day("2026-03-12"), &mut problems);
        assert_eq!(problems.finish(Some(())).map_or_else(fields, |()| vec![]), expected, "{codes:?}");
    }
}

#[test]
fn s_06_an_inquiry_becomes_a_person_in_care_in_one_act() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let inquiry = asked(&desk);
        let wish = AdmitPatient { groups: vec![place(&desk, "2026-03-12")], ..wish(&desk, inquiry) };
        let done = desk.perform(DIRECTOR, &wish).unwrap();
        let receipt = done.output;
        assert_eq!(receipt.patient, desk.load::<Inquiry>(inquiry).patient, "P2-04: under the id they asked under");
        assert_eq!(
            done.facts,
            [
                Fact::Episode(episode::Fact::PatientRegistered(receipt.patient)),
                Fact::Episode(episode::Fact::EpisodeOpened(receipt.patient, receipt.episode)),
                Fact::Episode(episode::Fact::StayBegan(receipt.patient, receipt.stay)),
                Fact::Schedule(schedule::Fact::EnrollmentChanged {
                    patient: receipt.patient,
                    group: desk.group().id,
                    from: day("2026-03-12")
                }),
                Fact::Admitted { inquiry, patient: receipt.patient, episode: receipt.episode, stay: receipt.stay },
            ]
        );
        assert_eq!(desk.load::<Patient>(receipt.patient).name().full(), "Marcus Delgado");
        let episode = desk.load::<Episode>(receipt.episode);
        let codes: Vec<&str> = episode.diagnoses.iter().map(|diagnosis| diagnosis.code.as_str()).collect();
        assert_eq!(codes, ["F10.20", "F41.1"]);
        assert_eq!(episode.member("primary counselor", day("2026-03-12")), Some(desk.jo().id));
        let stay = desk.load::<Stay>(receipt.stay);
        assert_eq!((stay.level.as_str(), stay.weekly_floor_minutes.0), ("2.1", 540), "OP-01: nine hours");
        assert_eq!(desk.load::<Inquiry>(inquiry).state(), State::Admitted);
        assert!(desk.ask(INTAKE, &InquiryQueue::default()).unwrap().is_empty());
        let again = desk.perform(DIRECTOR, &wish).unwrap();
        assert!(again.facts.is_empty(), "sent twice it is one admission");
        assert_eq!((again.output.episode, again.output.enrollments), (receipt.episode, receipt.enrollments));
        desk.verify();
    });
}

#[test]
fn everything_wrong_with_an_admission_is_said_at_once_and_nothing_is_written() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let inquiry = asked(&desk);
        let before = desk.verify();
        let wrong = AdmitPatient {
            patient: PatientInput { given: String::new(), family: String::new(), birth_date: None, ..marcus() },
            level: "3.7".into(),
            diagnoses: diagnoses(&["what"]),
            admitted_on: day("2026-03-12"),
            care_team: vec![CareTeamInput { staff: staff_id(STRANGER), role: " ".into() }],
            groups: vec![place(&desk, "2026-03-11")],
            ..wish(&desk, inquiry)
        };
        let refusal = desk.perform(DIRECTOR, &wrong).unwrap_err();
        let expected = ["level", "groups.0", "diagnoses.0", "care_team.0", "care_team.0", "given", "birth_date"];
        assert_eq!(fields(refusal), expected);
        let nowhere = AdmitPatient {
            program: vocabulary::id::ProgramId(uuid::Uuid::nil()),
            track: vocabulary::id::TrackId(uuid::Uuid::nil()),
            ..wish(&desk, inquiry)
        };
        assert_eq!(fields(desk.perform(DIRECTOR, &nowhere).unwrap_err()), ["program", "track"]);
        for (on, expected) in [
            ("2026-04-30", vec!["admitted_on"]),
            ("2024-12-31", vec!["program", "track", "care_team.0"]),
            ("1990-04-04", vec!["admitted_on", "program", "track", "care_team.0"]),
        ] {
            let wrong = AdmitPatient { admitted_on: day(on), ..wish(&desk, inquiry) };
            assert_eq!(fields(desk.perform(DIRECTOR, &wrong).unwrap_err()), expected, "{on}");
        }
        assert_eq!(desk.verify(), before);
        assert_eq!(desk.load::<Inquiry>(inquiry).state(), State::New);
    });
}

#[test]
fn op_07_a_full_group_refuses_the_whole_admission_with_what_to_do_instead() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let groups = vec![place(&desk, "2026-03-12")];
        let (first, second) = (asked(&desk), {
            desk.later(2);
            asked(&desk)
        });
        desk.perform(DIRECTOR, &AdmitPatient { groups: groups.clone(), ..wish(&desk, first) }).unwrap();
        let before = desk.verify();
        let refusal = desk.perform(DIRECTOR, &AdmitPatient { groups, ..wish(&desk, second) }).unwrap_err();
        assert_eq!(reason(refusal), "group_full");
        assert_eq!(desk.verify(), before, "no patient without an episode is left behind");
        desk.perform(INTAKE, &wish(&desk, second)).unwrap();
    });
}

#[test]
fn somebody_known_whom_staff_chose_is_admitted_under_their_own_record() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let known = desk.perform(INTAKE, &RegisterPatient { id: None, input: marcus() }).unwrap().output;
        let content = ReferralContent {
            patient: PatientAsSent { given: "M.".into(), family: "Delgado".into(), ..PatientAsSent::default() },
            medications: vec![ReferralItem { display: Some("naltrexone".into()), ..ReferralItem::default() }],
            ..ReferralContent::default()
        };
        let file = ReceiveReferral {
            content,
            file_name: "a.xml".into(),
            original: b"<doc/>".to_vec(),
            media_type: "application/xml".into(),
            attachments: Vec::new(),
            came_by: CameBy::Hand,
        };
        let inquiry = desk.perform(INTAKE, &file).unwrap().output.inquiry;
        assert!(desk.ask(CLINICIAN, &ReferralsOf { patient: known }).unwrap().is_empty());
        let chosen = AdmitPatient {
            existing_patient: Some(known),
            patient: PatientInput { given: "Ignored".into(), birth_date: None, ..marcus() },
            ..wish(&desk, inquiry)
        };
        let done = desk.perform(INTAKE, &chosen).unwrap();
        assert_eq!(done.output.patient, known);
        assert!(!done.facts.contains(&Fact::Episode(episode::Fact::PatientRegistered(known))), "known already");
        assert_eq!(desk.load::<Patient>(known).version, 1, "their record stands as it is");
        let shown = desk.ask(CLINICIAN, &ReferralsOf { patient: known }).unwrap();
        assert_eq!(shown[0].content.medications[0].display.as_deref(), Some("naltrexone"), "from referral, in their chart");
        assert_eq!(desk.ask(INTAKE, &InquiryDetail { inquiry }).unwrap().patient, known);
        let second = AdmitPatient { existing_patient: Some(known), ..wish(&desk, asked(&desk)) };
        assert_eq!(reason(desk.perform(INTAKE, &second).unwrap_err()), "already_in_care");
        let nobody = AdmitPatient { existing_patient: Some(PatientId(uuid::Uuid::nil())), ..second };
        assert_eq!(desk.perform(INTAKE, &nobody).unwrap_err(), Refusal::NotFound);
        desk.verify();
    });
}

#[test]
fn an_inquiry_that_has_ended_is_not_admitted_contacted_or_closed() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let inquiry = asked(&desk);
        let close = CloseInquiry { inquiry, loss: None, reason: "went elsewhere".into() };
        desk.perform(INTAKE, &close).unwrap();
        assert_eq!(reason(desk.perform(INTAKE, &wish(&desk, inquiry)).unwrap_err()), "inquiry_closed");
        desk.perform(INTAKE, &crate::inquiry::ReopenInquiry { inquiry }).unwrap();
        desk.perform(INTAKE, &wish(&desk, inquiry)).unwrap();
        let contact = LogContact { inquiry, at: None, result: None, words: "called".into() };
        assert_eq!(reason(desk.perform(INTAKE, &contact).unwrap_err()), "already_admitted");
        assert_eq!(reason(desk.perform(INTAKE, &close).unwrap_err()), "already_admitted");
        let seen = desk.ask(INTAKE, &InquiryDetail { inquiry }).unwrap();
        assert!(!seen.allowed.admit && !seen.allowed.close && !seen.allowed.contact && !seen.allowed.reopen);
    });
}

#[test]
fn intake_and_the_director_admit_and_nobody_else() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let inquiry = asked(&desk);
        let before = desk.verify();
        for role in Role::ALL.iter().filter(|role| !matches!(role, Role::Intake | Role::ClinicalDirector)) {
            let refused = desk.perform(&[*role], &wish(&desk, inquiry)).unwrap_err();
            assert_eq!(refused, Refusal::NotFound, "{role}");
        }
        assert_eq!(desk.perform(STRANGER, &wish(&desk, inquiry)).unwrap_err(), Refusal::NotFound);
        let absent = InquiryId(uuid::Uuid::nil());
        assert_eq!(desk.perform(STRANGER, &wish(&desk, absent)).unwrap_err(), Refusal::NotFound);
        assert_eq!(desk.verify(), before);
        desk.perform(INTAKE, &wish(&desk, inquiry)).unwrap();
    });
}

/// Whoever admits also gives the first places in groups: the policy grants amend on group sessions for that.
#[test]
fn intake_gives_places_in_groups_as_part_of_an_admission() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let inquiry = asked(&desk);
        let wish = AdmitPatient { groups: vec![place(&desk, "2026-03-12")], ..wish(&desk, inquiry) };
        assert_eq!(desk.perform(INTAKE, &wish).unwrap().output.enrollments.len(), 1);
    });
}

#[test]
fn whoever_is_alike_is_looked_at_before_a_chart_is_made() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let known = desk.perform(INTAKE, &RegisterPatient { id: None, input: marcus() }).unwrap().output;
        let inquiry = asked(&desk);
        let new = |is_none_of_them| ConfirmIdentity { inquiry, who: Who::New { input: marcus().into(), is_none_of_them } };
        let Refusal::Invalid(problems) = desk.perform(INTAKE, &new(false)).unwrap_err() else {
            panic!("not a problem of the form")
        };
        assert_eq!(problems.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["who"]);
        let ageless = PatientInput { birth_date: None, ..marcus() };
        let wrong = ConfirmIdentity { inquiry, who: Who::New { input: ageless.into(), is_none_of_them: false } };
        let Refusal::Invalid(problems) = desk.perform(INTAKE, &wrong).unwrap_err() else { panic!("not a problem of the form") };
        assert_eq!(problems.len(), 2, "the day of birth and the person are told at once: {problems:?}");
        let other = desk.perform(INTAKE, &new(true)).unwrap().output;
        assert_ne!(other, known, "somebody else of that name");
        assert!(desk.perform(INTAKE, &new(true)).unwrap().facts.is_empty(), "once");
        desk.verify();
    });
}

#[test]
fn somebody_known_is_recognised_before_the_papers_and_has_one_chart() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let known = desk.perform(INTAKE, &RegisterPatient { id: None, input: marcus() }).unwrap().output;
        let inquiry = asked(&desk);
        let this_is = |who| ConfirmIdentity { inquiry, who };
        let confirmed = desk.perform(INTAKE, &this_is(Who::Known(known))).unwrap();
        assert_eq!(confirmed.output, known);
        let detail = desk.ask(INTAKE, &InquiryDetail { inquiry }).unwrap();
        assert_eq!((detail.patient, detail.is_recognised), (known, true));
        assert!(detail.possible_duplicates.is_empty(), "there is nothing left to ask");
        assert_eq!(detail.permissions.len(), detail.contact_points.len(), "what they allowed on the call holds in that chart");
        assert!(desk.perform(INTAKE, &this_is(Who::Known(known))).unwrap().facts.is_empty(), "once");
        let done = desk.perform(INTAKE, &wish(&desk, inquiry)).unwrap();
        assert_eq!(done.output.patient, known, "nobody has to say it again");
        assert!(desk.perform(INTAKE, &this_is(Who::NobodyYet)).is_err(), "too late");
        desk.verify();
    });
}

#[test]
fn a_recognition_is_taken_back_while_nothing_stands_in_that_chart() {
    on_both_engines(|store| {
        let desk = Desk::on(store);
        let known = desk.perform(INTAKE, &RegisterPatient { id: None, input: marcus() }).unwrap().output;
        let inquiry = asked(&desk);
        let this_is = |who| ConfirmIdentity { inquiry, who };
        desk.perform(INTAKE, &this_is(Who::Known(known))).unwrap();
        desk.perform(INTAKE, &this_is(Who::NobodyYet)).unwrap();
        let detail = desk.ask(INTAKE, &InquiryDetail { inquiry }).unwrap();
        assert_ne!(detail.patient, known);
        let theirs = store.read(|tx| conversation::permission::of_patient(tx, known)).unwrap();
        let allowed = theirs.iter().filter(|one| one.standing == conversation::permission::Standing::Allowed);
        assert_eq!(allowed.count(), 0, "no number of somebody else is left open in their chart");
        let other = desk
            .perform(INTAKE, &RegisterPatient { id: None, input: PatientInput { given: "Marc".into(), ..marcus() } })
            .unwrap();
        desk.perform(INTAKE, &this_is(Who::Known(known))).unwrap();
        desk.perform(INTAKE, &this_is(Who::Known(other.output))).unwrap();
        let left = store.read(|tx| conversation::permission::of_patient(tx, known)).unwrap();
        assert!(
            left.iter().all(|one| one.standing != conversation::permission::Standing::Allowed),
            "also when it is a third person"
        );
        desk.perform(INTAKE, &this_is(Who::Known(known))).unwrap();
        desk.perform(CLINICIAN, &crate::assessment::BeginAssessment { inquiry }).unwrap();
        assert_eq!(reason(desk.perform(INTAKE, &this_is(Who::NobodyYet)).unwrap_err()), "stands_in_their_chart");
        desk.verify();
    });
}
