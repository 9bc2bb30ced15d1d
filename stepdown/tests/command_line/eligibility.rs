//! Questions to payers and their answers, as scripts meet them: a 270 file out, 271 files in, exit codes, words.

use access::Role;
use billing::coverage::{AddCoverage, RecordConsent};
use confidential::consent::Expiry;
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use jiff::civil::date;
use serde_json::Value;
use store::StoreError;
use vocabulary::id::PatientId;
use x12::{Limits, read_270};

use crate::support::{Home, as_role};

const ANSWER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../edges/x12/testdata/eligibility/271.x12");

/// A program, its payers, and one invented person who is insured.
fn home(has_consent: bool) -> (Home, PatientId) {
    let home = Home::with_program();
    let book = concat!(env!("CARGO_MANIFEST_DIR"), "/../care/billing/data/payers.toml");
    assert_eq!(home.run(["payers", "import", book, "--data", "d"]).code, 0);
    let payer = home.store().read::<_, StoreError>(|tx| billing::payer::by_key(tx, "harborline")).unwrap().unwrap().id;
    let house = home.house();
    let input = PatientInput {
        given: "Maria".into(),
        family: "Alden".into(),
        chosen_given: String::new(),
        pronouns: String::new(),
        birth_date: Some(date(1990, 5, 14)),
        sex: AdministrativeSex::Female,
        contact_points: vec![],
        address: None,
        language: "en".into(),
        needs_interpreter: false,
    };
    let patient = house.perform(&as_role(Role::Intake), &RegisterPatient { id: None, input }).unwrap();
    let coverage = AddCoverage {
        patient,
        payer,
        member_id: "XYZ123456789".into(),
        group_number: String::new(),
        from: Some(date(2026, 1, 1)),
        to: None,
        subscriber: None,
    };
    house.perform(&as_role(Role::Biller), &coverage).unwrap();
    if has_consent {
        let consent = RecordConsent {
            patient,
            payer,
            patient_name_as_signed: "Maria Alden".into(),
            signed_on: Some(date(2026, 1, 1)),
            expires: Expiry::EndOfTreatment,
            discloser: "Harbor".into(),
        };
        house.perform(&as_role(Role::Intake), &consent).unwrap();
    }
    (home, patient)
}

fn answer_to(home: &Home, name: &str, trace: &str) -> String {
    let text = std::fs::read_to_string(ANSWER).unwrap().replace("INQ-77", trace);
    home.write(name, text).to_string_lossy().into_owned()
}

#[test]
fn a_question_is_a_file_and_its_answer_is_recorded_once() {
    let (home, patient) = home(true);
    let ran =
        home.run(["eligibility", "ask", "--patient", &patient.to_string(), "--out", "q.270", "--data", "d", "--test", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!((ran.json()["number"].as_i64(), ran.json()["file"].as_str()), (Some(1), Some("q.270")));
    let reading = read_270(&std::fs::read(home.path("q.270")).unwrap(), &Limits::default());
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let asked = &reading.files[0].transactions[0].inquiries[0];
    assert_eq!(asked.subscriber.member_id.as_deref(), Some("XYZ123456789"));
    assert_eq!(asked.service_types, ["AI", "MH", "30"]);

    // a file that is there is never replaced, and then nothing was asked
    assert_eq!(home.run(["eligibility", "ask", "--patient", &patient.to_string(), "--out", "q.270", "--data", "d"]).code, 1);

    let file = answer_to(&home, "a.271", &asked.trace.number);
    let ran = home.run(["eligibility", "read", &file, "--data", "d", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = ran.json();
    assert_eq!((told["recorded"]["recorded"].as_i64(), told["answers"][0]["status"].as_str()), (Some(1), Some("active")));
    assert_eq!(told["answers"][0]["figures"]["copay_cents"].as_i64(), Some(5_000));
    let again = home.run(["eligibility", "read", &file, "--data", "d", "--json"]).json();
    assert_eq!((again["recorded"]["recorded"].as_i64(), again["recorded"]["known"].as_i64()), (Some(0), Some(1)));

    // an answer to somebody else's question is refused, and says what to do
    let strange = answer_to(&home, "b.271", "NOT-OURS");
    let ran = home.run(["eligibility", "read", &strange, "--data", "d"]);
    assert!(ran.code == 1 && ran.out.contains("was asked here. Ask whoever sent the file"), "{ran:?}");
    assert_eq!(home.run(["verify", "--data", "d"]).code, 0);
}

#[test]
fn p2_20_without_a_consent_no_file_is_written() {
    let (home, patient) = home(false);
    let ran = home.run(["eligibility", "ask", "--patient", &patient.to_string(), "--out", "q.270", "--data", "d"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("consent") && !ran.all().contains("Alden"), "{ran:?}");
    assert!(!home.path("q.270").exists());
    assert_eq!(home.run(["eligibility", "ask", "--patient", "nobody", "--out", "q", "--data", "d"]).code, 2);
}

#[test]
fn p2_40_where_no_file_can_be_written_nothing_is_asked_and_nobody_learns_anything() {
    let (home, patient) = home(true);
    let ran = home.run(["eligibility", "ask", "--patient", &patient.to_string(), "--out", "gone/q.270", "--data", "d"]);
    assert!(ran.code == 5 && ran.all().contains("gone/q.270 cannot be written"), "{ran:?}");
    assert!(!home.path("gone").exists());
    for sql in ["SELECT id FROM eligibility_check", "SELECT id FROM disclosure"] {
        let recorded = home.store().read::<_, StoreError>(|tx| tx.query(sql, &[])).unwrap();
        assert!(recorded.is_empty(), "{sql}");
    }
    assert_eq!(home.run(["verify", "--data", "d"]).code, 0);
}

#[test]
fn a_file_that_is_cut_off_is_refused_with_its_place_and_keeps_no_other_out() {
    let home = Home::new();
    let whole = answer_to(&home, "whole.271", "INQ-77");
    let cut = home.write("cut.271", &std::fs::read(ANSWER).unwrap()[..400]).to_string_lossy().into_owned();
    let ran = home.run(["eligibility", "read", &cut, &whole, "--json"]);
    assert_eq!(ran.code, 1);
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines[0]["refused"].as_str().unwrap().contains("segment "), "{lines:?}");
    assert_eq!(lines[1]["answers"][0]["summary"][0].as_str(), Some("Insured with PPO GOLD."));
    assert!(lines[1]["recorded"].is_null(), "only read: no database is named");
    let words = home.run(["eligibility", "read", &whole]);
    assert!(words.out.contains("Deductible $1,500.00 a year: $1,080.00 is met, $420.00 is left."), "{}", words.out);
}
