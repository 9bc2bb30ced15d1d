//! A batch of both forms as the biller downloads it, judged by pyx12, which this project did not write.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::path::Path;
use std::process::Command;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use schedule::program::LevelOfCare;
use vocabulary::{IdSource, Minutes};

use super::*;

pub(in crate::convert) fn program() -> Program {
    Program {
        id: IdSource::seeded(1).next(Timestamp::UNIX_EPOCH),
        key: "harbor".into(),
        public_name: "Harbor Day Treatment".into(),
        billing_name: "Harbor Behavioral Health".into(),
        neutral_name: "Harbor St".into(),
        street: "1 Harbor Road".into(),
        city: "Falmouth".into(),
        state: "MA".into(),
        zip: "025401234".into(),
        phone: "+15085550100".into(),
        npi: "1876543210".into(),
        tax_id: "043333333".into(),
        taxonomy: "261QR0405X".into(),
        provider_setting: "freestanding_clinic".into(),
        zone: "America/New_York".into(),
        levels: vec![LevelOfCare {
            level: "2.1".into(),
            name: "Intensive outpatient".into(),
            weekly_floor_minutes: Minutes::hours(9),
            next_level_minutes: None,
            week: Vec::new(),
        }],
        says_first_names: false,
        retention: Vec::new(),
        from: date(2026, 1, 1),
        to: None,
    }
}

fn line(form: ClaimForm, day: Date) -> ChargeLine {
    let is_institutional = form == ClaimForm::Institutional;
    ChargeLine {
        service_date: day,
        payer: "harborline".into(),
        code: "H0015".into(),
        revenue_code: is_institutional.then(|| "0906".into()),
        modifiers: vec!["HF".into()],
        units: 1,
        charge_cents: 32_500,
        minutes: 180,
        place_of_service: (!is_institutional).then(|| "57".into()),
        claim_form: form,
        bill_type: is_institutional.then(|| "13".into()),
        condition_codes: if is_institutional { vec!["92".into()] } else { vec![] },
        authorization_number: Some("AUTH778899".into()),
        is_at_risk: false,
        evidence: vec![],
        file_by: date(2026, 6, 1),
    }
}

fn content(form: ClaimForm, number: &str, series: Series) -> ClaimContent {
    let days = [date(2026, 3, 9), date(2026, 3, 11), date(2026, 3, 12)];
    ClaimContent {
        number: number.into(),
        form,
        payer: ClaimPayer {
            name: "Harborline Health Plan".into(),
            electronic_id: "HARBORLINE".into(),
            claim_filing: "CI".into(),
        },
        subscriber: ClaimSubscriber {
            family: "Núñez-Ortega".into(),
            given: "José".into(),
            birth_date: date(1990, 5, 14),
            sex: "U".into(),
            member_id: "XYZ123456789".into(),
            group_number: String::new(),
            address: Some(episode::patient::Address {
                lines: vec!["22 Shore St #4".into()],
                city: "Falmouth".into(),
                state: "MA".into(),
                zip: "02540".into(),
            }),
            insured_through: None,
        },
        diagnoses: vec!["F1020".into(), "F331".into()],
        authorization_number: Some("AUTH778899".into()),
        practitioner: ClaimPractitioner { family: "Alvarez".into(), given: "Jo".into(), npi: "1456789019".into() },
        series,
        bill_type: (form == ClaimForm::Institutional).then(|| "13".into()),
        condition_codes: if form == ClaimForm::Institutional { vec!["92".into()] } else { vec![] },
        admitted_on: date(2026, 3, 2),
        discharged_on: None,
        from: days[0],
        to: days[2],
        lines: days.into_iter().map(|day| line(form, day)).collect(),
    }
}

fn batch(form: ClaimForm) -> ClaimBatch {
    ClaimBatch {
        id: IdSource::seeded(2).next(Timestamp::UNIX_EPOCH),
        program: IdSource::seeded(1).next(Timestamp::UNIX_EPOCH),
        control_number: 12,
        form,
        built_on: date(2026, 3, 13),
        from: date(2026, 3, 9),
        to: date(2026, 3, 12),
        claims: 2,
        total_cents: 0,
        held: vec![],
    }
}

fn trial() -> Submission {
    let clearinghouse = Clearinghouse { name: "Harbor Clearing".into(), id: "HARBORCLEAR".into() };
    Submission { usage: Usage::Test, clearinghouse: Some(clearinghouse) }
}

fn text(form: ClaimForm, claims: &[ClaimContent]) -> String {
    let all: Vec<&ClaimContent> = claims.iter().collect();
    String::from_utf8(bytes(&batch(form), &program(), &all, &trial()).unwrap()).unwrap()
}

fn other_payer(form: ClaimForm) -> ClaimContent {
    let mut other = content(form, "000012-00009", Series::Whole);
    other.payer = ClaimPayer { name: "Commonbay".into(), electronic_id: "COMMONBAY".into(), claim_filing: "MC".into() };
    other.subscriber.address = None;
    other.authorization_number = None;
    other
}

/// What pyx12 has to say of each file; nothing when it accepts them.
fn objections(files: &[(&str, String)]) -> Vec<String> {
    let python = std::env::var("STEPDOWN_X12VALID")
        .unwrap_or_else(|_| panic!("STEPDOWN_X12VALID must name a Python with pyx12; `cargo xtask test` makes one"));
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../edges/x12/tests/pyx12_check.py");
    let mut check = Command::new(python);
    check.arg(script);
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        check.arg(path);
    }
    let output = check.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.lines().count(), files.len(), "{}", String::from_utf8_lossy(&output.stderr));
    said.lines().filter(|line| !line.contains("\"ok\": true")).map(str::to_owned).collect()
}

#[test]
fn pyx12_accepts_a_converted_batch_of_either_form() {
    let series = [Series::First, Series::Continuing, Series::Last, Series::Whole];
    let of = |form: ClaimForm| {
        let numbered = series.iter().zip(1..).map(|(place, at)| content(form, &format!("000012-{at:05}"), *place));
        text(form, &numbered.chain([other_payer(form)]).collect::<Vec<_>>())
    };
    let files = [("p.x12", of(ClaimForm::Professional)), ("i.x12", of(ClaimForm::Institutional))];
    assert_eq!(objections(&files), Vec::<String>::new());
}

#[test]
fn whoever_is_insured_through_a_parent_is_the_patient_of_their_plan() {
    let through = coverage::Subscriber {
        name: vocabulary::PersonName { given: "Marta".into(), family: "Ortega".into() },
        birth_date: date(1962, 2, 3),
        relationship: coverage::Relationship::Child,
    };
    let of = |form: ClaimForm| {
        let mut claim = content(form, "000012-00001", Series::Whole);
        claim.subscriber.insured_through = Some(through.clone());
        text(form, &[claim, other_payer(form)])
    };
    let file = of(ClaimForm::Professional);
    assert!(file.contains("NM1*IL*1*ORTEGA*MARTA****MI*XYZ123456789~"), "{file}");
    assert!(file.contains("PAT*19~") && file.contains("NM1*QC*1*NUNEZ-ORTEGA*JOSE~"), "{file}");
    let files = [("p.x12", file), ("i.x12", of(ClaimForm::Institutional))];
    assert_eq!(objections(&files), Vec::<String>::new());
}

#[test]
fn op_31_frequency_and_patient_status_follow_from_the_place_in_the_series() {
    let cases =
        [(Series::Whole, "1", "01"), (Series::First, "2", "30"), (Series::Continuing, "3", "30"), (Series::Last, "4", "01")];
    for (series, frequency, status) in cases {
        let file = text(ClaimForm::Institutional, &[content(ClaimForm::Institutional, "000012-00001", series)]);
        assert!(file.contains(&format!("13:A:{frequency}*")), "{series:?}: {file}");
        assert!(file.contains(&format!("CL1*3*1*{status}~")), "{series:?}: {file}");
    }
    let file = text(ClaimForm::Professional, &[content(ClaimForm::Professional, "000012-00001", Series::Continuing)]);
    assert!(file.contains("57:B:1*"), "a professional claim stands alone: {file}");
}

#[test]
fn a_professional_claim_names_who_did_the_work_and_points_at_its_diagnoses() {
    let file = text(ClaimForm::Professional, &[content(ClaimForm::Professional, "000012-00001", Series::Whole)]);
    assert!(file.contains("NM1*82*1*ALVAREZ*JO****XX*1456789019~"), "{file}");
    assert!(file.contains("SV1*HC:H0015:HF*325.00*UN*1***1:2~"), "{file}");
    assert!(file.contains("NM1*IL*1*NUNEZ-ORTEGA*JOSE****MI*XYZ123456789~"), "folded names: {file}");
    assert!(file.contains("REF*6R*000012-00001-001~"), "{file}");
    let institutional = text(ClaimForm::Institutional, &[content(ClaimForm::Institutional, "000012-00001", Series::First)]);
    assert!(
        institutional.contains("NM1*71*1*ALVAREZ*JO****XX*1456789019~") && !institutional.contains("NM1*82*"),
        "{institutional}"
    );
}

#[test]
fn each_payer_has_a_transaction_and_the_batch_its_number() {
    let form = ClaimForm::Professional;
    let file = text(form, &[content(form, "000012-00001", Series::Whole), other_payer(form)]);
    assert_eq!(file.matches("ST*837*").count(), 2);
    assert!(file.contains("*000000012*0*T*:~"), "control number and trial mark: {file}");
    assert_eq!(file, text(form, &[content(form, "000012-00001", Series::Whole), other_payer(form)]), "the same bytes again");
}

#[test]
fn without_a_clearinghouse_only_the_claims_of_one_payer_make_a_file() {
    let form = ClaimForm::Professional;
    let (one, other) = (content(form, "000012-00001", Series::Whole), other_payer(form));
    let direct = Submission { usage: Usage::Production, clearinghouse: None };
    let file = bytes(&batch(form), &program(), &[&one], &direct).unwrap();
    assert!(String::from_utf8(file).unwrap().contains("*0*P*:~"));
    let sentences = bytes(&batch(form), &program(), &[&one, &other], &direct).unwrap_err();
    assert!(sentences[0].contains("clearinghouse"), "{sentences:?}");
    assert_eq!(bytes(&batch(form), &program(), &[], &direct).unwrap_err().len(), 1);
}

#[test]
fn what_keeps_a_file_from_being_written_is_said_in_sentences_that_name_no_person() {
    let form = ClaimForm::Professional;
    let mut wrong = content(form, "000012-00001", Series::Whole);
    wrong.practitioner.npi = "1".into();
    wrong.diagnoses.clear();
    let sentences = bytes(&batch(form), &program(), &[&wrong], &trial()).unwrap_err();
    assert!(sentences.len() >= 2, "{sentences:?}");
    assert!(sentences.iter().all(|sentence| sentence.starts_with("Claim 000012-00001") && !sentence.contains("Ortega")));
}
