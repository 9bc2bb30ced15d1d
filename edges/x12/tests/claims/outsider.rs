//! Claim files judged by pyx12, a validator that this project did not write. It needs a Python with pyx12; without one these
//! tests fail, because a check that is skipped is no check.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::ToSpan;
use jiff::civil::{date, time};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde::Deserialize;
use x12::*;

use crate::any_claims;
use crate::fixture::{
    self, dependent, file, i_claim, i_line, npi, p_claim, p_line, practitioner, provider, transaction, with_form, written,
};

#[derive(Debug, Deserialize)]
struct Verdict {
    file: String,
    ok: bool,
    errors: Vec<serde_json::Value>,
}

/// What pyx12 says of each file.
fn judge(files: &[(&str, String)]) -> Vec<Verdict> {
    let python = std::env::var("STEPDOWN_X12VALID").unwrap_or_else(|_| {
        panic!(
            "STEPDOWN_X12VALID is not set: it must name a Python executable that has pyx12 installed. \
             `cargo xtask test` makes one; by hand: python3 -m venv DIR && DIR/bin/pip install pyx12, then set it to DIR/bin/python"
        )
    });
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.path().join(format!("{name}.x12"))).collect();
    for (path, (_, text)) in paths.iter().zip(files) {
        std::fs::write(path, text).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pyx12_check.py");
    let output = Command::new(&python).arg(script).args(&paths).output().unwrap_or_else(|fault| {
        panic!("STEPDOWN_X12VALID does not name a Python that runs: {fault}");
    });
    assert!(output.status.success(), "pyx12 did not run: {}", String::from_utf8_lossy(&output.stderr));
    let verdicts: Vec<Verdict> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(verdicts.len(), files.len(), "one verdict a file");
    verdicts
}

#[track_caller]
fn accepted(files: &[(&str, String)]) {
    for (verdict, (_, text)) in judge(files).iter().zip(files) {
        assert!(verdict.ok && verdict.errors.is_empty(), "{}: {:#?}\n{text}", verdict.file, verdict.errors);
    }
}

fn replaced(mut claim: Claim) -> Claim {
    claim.frequency = Frequency::Replacement;
    claim.original_reference = Some("ICN-4711".into());
    claim
}

fn other_house() -> BillingProvider {
    let street = provider().address;
    BillingProvider {
        npi: npi(5),
        name: "Second House & Söhne".into(),
        taxonomy: None,
        pay_to: Some(Address {
            lines: vec!["PO Box 1".into()],
            city: "Lowell".into(),
            state: "MA".into(),
            zip: "01850-0001".into(),
        }),
        address: street,
        ..provider()
    }
}

/// Everybody the professional guide knows.
fn many_professional() -> Interchange837 {
    let mut elsewhere = Claim {
        billing_provider: other_house(),
        service_facility: Some(ServiceFacility { name: "Third House".into(), npi: Some(npi(8)), address: provider().address }),
        ..p_claim("C4")
    };
    elsewhere.subscriber.sequence = PayerSequence::Secondary;
    elsewhere.lines[1].rendering = Some(practitioner());
    let mut tests = p_claim("C5");
    tests.form = Form::Professional(Professional { place_of_service: "57".into(), clia_number: Some("22D0123456".into()) });
    tests.lines[0].hcpcs = Some("80305".into());
    tests.lines[0].modifiers = vec!["QW".into(), "HF".into(), "HG".into(), "HB".into()];
    tests.diagnoses = (0..12).map(|n| format!("F1{n:02}")).collect();
    let mut grouped = p_claim("C6");
    grouped.subscriber.group_number = None;
    grouped.subscriber.group_name = Some("Fishermen’s Union".into());
    grouped.subscriber.name = PersonName { middle: "Q".into(), suffix: "Jr.".into(), ..PersonName::new("X Æ A-12", "Ng") };
    let fifty = (0..50_i32).map(|n| p_line(n as usize, date(2025, 1, 1).saturating_add(n.days()))).collect();
    let mut file = file(vec![
        p_claim("C1"),
        Claim { patient: dependent(), ..p_claim("C2") },
        replaced(Claim { patient: dependent(), ..p_claim("C3") }),
        elsewhere,
        tests,
        grouped,
    ]);
    file.transactions.push(transaction(2, vec![Claim { lines: fifty, ..p_claim("C7") }]));
    file.transactions[1].submitter.contact_email = Some("billing@harborlight.example".into());
    file
}

/// Everybody the institutional guide knows.
fn many_institutional() -> Interchange837 {
    let interim = |number: &str, frequency, status: &str| {
        let mut claim = with_form(i_claim(number), |form| form.patient_status = status.into());
        claim.frequency = frequency;
        claim
    };
    let admitted = with_form(i_claim("C5"), |form| {
        form.admission_date = Some(date(2025, 2, 24));
        form.admission_time = Some(time(9, 30, 0, 0));
        form.reasons_for_visit = vec!["R45.851".into()];
        form.condition_codes = (10..34).map(|n| n.to_string()).collect();
        form.bill_type = "76".into();
        form.attending.as_mut().unwrap().taxonomy = Some("2084P0800X".into());
    });
    let mut busy = Claim {
        rendering: Some(practitioner()),
        billing_provider: other_house(),
        service_facility: Some(ServiceFacility { name: "Third House".into(), npi: None, address: provider().address }),
        ..i_claim("C6")
    };
    busy.diagnoses = (0..25).map(|n| format!("F1{n:02}")).collect();
    busy.lines[0].rendering = Some(practitioner());
    busy.lines[1].hcpcs = None;
    let long = with_form(
        Claim {
            lines: (0..300_i32).map(|n| i_line(n as usize, date(2024, 5, 1).saturating_add(n.days()))).collect(),
            ..i_claim("C7")
        },
        |form| {
            form.statement_from = date(2024, 5, 1);
            form.admission_date = Some(date(2024, 5, 1));
        },
    );
    let mut file = file(vec![
        interim("C1", Frequency::First, "30"),
        interim("C2", Frequency::Continuing, "30"),
        interim("C3", Frequency::Last, "01"),
        replaced(Claim { patient: dependent(), ..i_claim("C4") }),
        admitted,
        busy,
    ]);
    file.transactions.push(transaction(2, vec![long]));
    file
}

#[test]
fn pyx12_accepts_one_claim_and_many() {
    accepted(&[
        ("one-p", written(&file(vec![p_claim("C1")]), Guide::Professional)),
        ("one-i", written(&file(vec![i_claim("C1")]), Guide::Institutional)),
        ("many-p", written(&many_professional(), Guide::Professional)),
        ("many-i", written(&many_institutional(), Guide::Institutional)),
    ]);
}

#[test]
fn pyx12_accepts_every_name_and_address_of_the_case_file() {
    let cases: toml::Table = include_str!("../../testdata/names.toml").parse().unwrap();
    let text = |case: &toml::Value, key: &str| case.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
    let mut claims = Vec::new();
    for case in cases["person"].as_array().unwrap() {
        let name = PersonName::new(&text(case, "given"), &text(case, "family"));
        if person(&name.first, &name.last).is_ok() {
            let mut claim = p_claim(&format!("N{}", claims.len()));
            claim.subscriber.name = name;
            claims.push(claim);
        }
    }
    for case in cases["address"].as_array().unwrap() {
        let lines: Vec<String> = case["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect();
        let home = Address { lines, city: text(case, "city"), state: text(case, "state"), zip: text(case, "zip") };
        let known = !home.lines.is_empty();
        let patient = Patient::Subscriber(Demographics { address: known.then_some(home), ..fixture::demographics() });
        claims.push(Claim { patient, ..p_claim(&format!("A{}", claims.len())) });
    }
    assert!(claims.len() > 28);
    accepted(&[("names", written(&file(claims), Guide::Professional))]);
}

#[test]
fn pyx12_accepts_files_of_any_shape() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let names: Vec<String> = (0..12).map(|n| format!("any-{n}")).collect();
    let mut files = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let guide = Guide::ALL[at % 2];
        let any = any_claims::file(guide).new_tree(&mut runner).unwrap().current();
        files.push((name.as_str(), written(&any, guide)));
    }
    accepted(&files);
}

#[test]
fn pyx12_reports_what_is_broken() {
    let good = written(&file(vec![p_claim("C1")]), Guide::Professional);
    let institutional = written(&file(vec![i_claim("C1")]), Guide::Institutional);
    let broken = [
        ("count", good.replace("SE*36*", "SE*35*")),
        ("no-diagnosis", good.replace("HI*ABK:F1020*ABF:F331~\n", "").replace("SE*36*", "SE*35*")),
        ("bad-date", good.replace("20250225", "20250231")),
        ("place", good.replace("57:B:1", "5X:B:1")),
        ("zip", institutional.replace("025401234", "02540")),
        ("not-x12", "hello".to_owned()),
    ];
    for verdict in judge(&broken) {
        assert!(!verdict.ok && !verdict.errors.is_empty(), "{} must be reported", verdict.file);
    }
}
