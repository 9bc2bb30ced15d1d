//! From ready charges to a file for the payer: built once, let through the gate, whole on the disk or not there.

use billing::charge::{Charge, ChargeState};
use billing::coverage::Coverage;
use billing::day::ChargeLine;
use billing::rule::ClaimForm;
use confidential::Consent;
use confidential::consent::{Category, ConsentKind, Expiry, Purpose, Recipient};
use confidential::signer::SignerBasis;
use episode::episode::{CareTeamMember, Diagnosis};
use episode::patient::{Address, AdministrativeSex};
use episode::{Episode, Patient};
use jiff::civil::{Date, date};
use privacy::agreement::{Agreement, Service};
use store::{Author, Entry, StoreError, Tx};
use vocabulary::id::{ConsentId, PatientId};
use vocabulary::{IdSource, PersonName};

use crate::support::{Home, Ran, as_role};

const MONDAY: Date = date(2026, 11, 16);

/// A program, its payers, and one invented person with three ready days.
struct Ready {
    home: Home,
    consent: ConsentId,
}

fn ready() -> Ready {
    let home = Home::with_program();
    let book = concat!(env!("CARGO_MANIFEST_DIR"), "/../care/billing/data/payers.toml");
    assert_eq!(home.run(["payers", "import", book, "--data", "d"]).code, 0);
    let store = home.store();
    let ids = IdSource::seeded(1);
    let consent = ids.next(jiff::Timestamp::now());
    store.write::<_, StoreError>(|tx| tell(tx, &IdSource::seeded(2), "commonbay", consent)).unwrap();
    Ready { home, consent }
}

fn tell(tx: &Tx<'_>, ids: &IdSource, payer: &str, consent: ConsentId) -> Result<(), StoreError> {
    let now = jiff::Timestamp::now();
    let entry = Entry { at: now, by: Author::Stepdown, reason: "told for a test" };
    let staff = schedule::program::all_staff(tx)?.into_iter().find(|staff| staff.npi.is_some()).unwrap();
    let program = schedule::program::all_programs(tx)?.remove(0);
    let payer = billing::payer::by_key(tx, payer)?.unwrap();
    let patient: PatientId = ids.next(now);
    let number = 1001 + i64::try_from(tx.find::<Patient>("1 = 1", &[])?.len()).unwrap();
    tx.append(&person(patient, number), &entry)?;
    let care_team = vec![CareTeamMember { staff: staff.id, role: "primary counselor".into(), from: date(2026, 1, 5), to: None }];
    let diagnoses = vec![Diagnosis { code: "F10.20".into(), words: "alcohol use disorder".into(), since: date(2026, 1, 5) }];
    let (id, program) = (ids.next(now), program.id);
    tx.append(
        &Episode { id, patient, program, admitted_on: date(2026, 9, 1), discharged_on: None, diagnoses, care_team },
        &entry,
    )?;
    let (member_id, group_number) = ("CB55501234".to_owned(), String::new());
    let (payer_id, payer_key, from) = (payer.id, payer.key.clone(), date(2026, 1, 1));
    tx.append(
        &Coverage {
            id: ids.next(now),
            patient,
            payer: payer_id,
            payer_key,
            member_id,
            group_number,
            from,
            to: None,
            subscriber: None,
        },
        &entry,
    )?;
    tx.append(&consented(consent, patient), &entry)?;
    for day in [MONDAY, MONDAY.tomorrow().unwrap()] {
        tx.append(&charge(ids.next(now), patient, &payer.key, day), &entry)?;
    }
    Ok(())
}

fn person(id: PatientId, record_number: i64) -> Patient {
    Patient {
        id,
        record_number,
        legal_name: PersonName::parse("Ines", "Okafor").unwrap(),
        chosen_given: None,
        pronouns: None,
        billing_name: None,
        birth_date: date(1990, 5, 14),
        sex: AdministrativeSex::Female,
        contact_points: vec![],
        address: Some(Address {
            lines: vec!["22 Shore St".into()],
            city: "Falmouth".into(),
            state: "MA".into(),
            zip: "025401234".into(),
        }),
        language: "en".into(),
        needs_interpreter: false,
    }
}

fn consented(id: ConsentId, patient: PatientId) -> Consent {
    Consent {
        id,
        patient,
        patient_name_as_signed: "Ines Okafor".into(),
        discloser: "Harbor".into(),
        recipients: vec![Recipient::HealthPlans],
        purposes: vec![Purpose::Treatment, Purpose::Payment, Purpose::Operations],
        categories: vec![Category::EntireRecord],
        expires: Expiry::None,
        signed_on: date(2026, 9, 1),
        revoked_at: None,
        treatment_ended_on: None,
        kind: ConsentKind::Tpo,
        words: String::new(),
        states: None,
        signer_basis: SignerBasis::Adult,
        signatures: Vec::new(),
        irrevocable_until: None,
        known_false_at: None,
    }
}

fn charge(id: vocabulary::id::ChargeId, patient: PatientId, payer: &str, day: Date) -> Charge {
    let line = ChargeLine {
        service_date: day,
        payer: payer.into(),
        code: "H0015".into(),
        revenue_code: None,
        modifiers: vec!["HF".into()],
        units: 1,
        charge_cents: 32_550,
        minutes: 180,
        place_of_service: Some("57".into()),
        claim_form: ClaimForm::Professional,
        bill_type: None,
        condition_codes: vec![],
        authorization_number: None,
        is_at_risk: false,
        evidence: vec![],
        file_by: date(2096, 1, 1),
    };
    let payer_key = payer.to_owned();
    Charge { id, patient, day, payer_key, line, authorization: None, is_self_pay: false, state: ChargeState::Ready }
}

fn export(home: &Home, format: &str, out: &str) -> Ran {
    let range = ["--from", "2026-11-16", "--to", "2026-11-22"];
    home.run(["claims", "export", "--data", "d", "--format", format, "--out", out, "--json"].into_iter().chain(range))
}

#[test]
fn ready_days_become_one_file_and_never_a_second() {
    let Ready { home, .. } = ready();
    let ran = export(&home, "837p", "outbox");
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = ran.json();
    assert_eq!(told["file"], "outbox/837p-000001.x12");
    assert_eq!((told["claims"].as_i64(), told["total_cents"].as_i64()), (Some(1), Some(65_100)));
    assert_eq!((&told["held"], &told["refused"]), (&serde_json::json!([]), &serde_json::json!([])));
    let bytes = std::fs::read(home.path("outbox/837p-000001.x12")).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let read = x12::read(&bytes, &x12::Limits::default());
    assert!(text.contains("CLM*000001-00001*651") && text.contains("NM1*IL*1*OKAFOR*INES"), "{text}");
    assert!(text.contains("ISA*00*") && text.contains("*P*:~"), "production, not a test: {text}");
    assert!(read.problems.is_empty(), "our own reader takes it");
    assert_eq!(std::fs::read_dir(home.path("outbox")).unwrap().count(), 1, "nothing half-written beside it");

    let again = export(&home, "837p", "outbox");
    assert_eq!((again.code, again.json()["batch"].is_null(), again.json()["claims"].as_i64()), (0, true, Some(0)));
    assert_eq!(export(&home, "837i", "outbox").json()["claims"], 0);
    let once_more = home.run(["claims", "export", "--data", "d", "--batch", "1", "--out", "second", "--test"]);
    assert!(once_more.code == 0 && once_more.out.contains("Batch 1: 1 claim, $651.00."), "{once_more:?}");
    assert!(std::fs::read_to_string(home.path("second/837p-000001.x12")).unwrap().contains("*T*:~"));
    let over = home.run(["claims", "export", "--data", "d", "--batch", "1", "--out", "second"]);
    assert_eq!(over.code, 5, "a file is never replaced: {over:?}");
    assert_eq!(home.run(["claims", "export", "--data", "d", "--batch", "7", "--out", "second"]).code, 1);
    assert_eq!(home.run(["verify", "--data", "d"]).code, 0);
}

#[test]
fn what_a_check_holds_is_told_in_sentences_and_stays_ready() {
    let Ready { home, consent } = ready();
    home.store()
        .write::<_, StoreError>(|tx| {
            let stored = tx.load::<Consent>(consent)?.unwrap();
            let withdrawn = Consent { revoked_at: Some(jiff::Timestamp::now()), ..stored.record.clone() };
            let entry = Entry { at: jiff::Timestamp::now(), by: Author::Stepdown, reason: "withdrawn" };
            tx.amend(&withdrawn, stored.version, &entry)
        })
        .unwrap();
    let ran = export(&home, "837p", "outbox");
    assert_eq!(ran.code, 0, "{ran:?}");
    let held = &ran.json()["held"];
    assert_eq!(held, &serde_json::json!([{ "sentence": "No consent to tell this payer is in force.", "claims": 1 }]));
    assert!(ran.json()["file"].is_null() && !ran.all().contains("Okafor"));
    let words = home.run([
        "claims",
        "export",
        "--data",
        "d",
        "--from",
        "2026-11-16",
        "--to",
        "2026-11-22",
        "--format",
        "837p",
        "--out",
        "o",
    ]);
    assert!(words.out.contains("Nothing is ready") && words.out.contains("1 claim held: No consent"), "{words:?}");
}

#[test]
fn a_consent_withdrawn_after_building_stops_the_claim_at_the_gate() {
    let Ready { home, consent } = ready();
    let house = home.house();
    let actor = as_role(access::Role::Biller);
    let (from, to) = (MONDAY, MONDAY.tomorrow().unwrap());
    house.perform(&actor, &billing::claim::BuildClaims { form: ClaimForm::Professional, from, to }).unwrap();
    house.perform(&as_role(access::Role::ComplianceOfficer), &privacy::consent::RevokeConsent { consent }).unwrap();
    let ran = home.run(["claims", "export", "--data", "d", "--batch", "1", "--out", "outbox", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!((ran.json()["claims"].as_i64(), ran.json()["file"].is_null()), (Some(0), true));
    assert_eq!(ran.json()["refused"][0]["claim"], "000001-00001");
    assert_eq!(std::fs::read_dir(home.path("outbox")).unwrap().count(), 0);
}

#[test]
fn a_folder_that_cannot_be_written_costs_no_batch() {
    let Ready { home, .. } = ready();
    home.write("a-file", "");
    assert_eq!(export(&home, "837p", "a-file").code, 5);
    assert_eq!(export(&home, "837p", "outbox").json()["claims"], 1, "everything was still ready");
}

fn bind_clearing_house(tx: &Tx<'_>) -> Result<(), StoreError> {
    let agreement = Agreement {
        id: IdSource::seeded(5).next(jiff::Timestamp::now()),
        vendor: "Shoreline Clearing".into(),
        services: vec![Service::ClearingHouse],
        is_qsoa: true,
        is_baa: true,
        signed_on: date(2026, 1, 5),
        valid_to: None,
        kept_at: String::new(),
        ended: None,
        document: None,
    };
    tx.append(&agreement, &Entry { at: jiff::Timestamp::now(), by: Author::Stepdown, reason: "test" })
}

#[test]
fn p2_a19_each_payer_has_a_file_of_its_own_and_a_bound_clearinghouse_one_for_all_and_a_clearinghouse_one_for_all() {
    let Ready { home, .. } = ready();
    let other = IdSource::seeded(3);
    let consent = other.next(jiff::Timestamp::now());
    home.store().write::<_, StoreError>(|tx| tell(tx, &IdSource::seeded(4), "tidewater", consent)).unwrap();
    let ran = export(&home, "837p", "outbox");
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = ran.json();
    assert_eq!((told["claims"].as_i64(), told["total_cents"].as_i64()), (Some(2), Some(130_200)), "{told}");
    let files: Vec<&str> = told["files"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
    assert!(files.len() == 2 && files.iter().all(|file| file.starts_with("outbox/837p-000001-")), "{files:?}");
    assert_eq!(told["file"], files[0]);
    for file in files {
        let text = std::fs::read_to_string(home.path(file)).unwrap();
        assert_eq!(text.matches("ST*837*").count(), 1, "the claims to one payer: {text}");
    }

    home.write("stepdown.toml", "clearinghouse_id = \"SHORELINE\"\nclearinghouse_name = \"Shoreline Clearing\"\n");
    let through = ["claims", "export", "--data", "d", "--batch", "1", "--out", "through", "--json"];
    let ran = home.run(through);
    assert!(ran.code == 1 && ran.all().contains("no agreement with it (QSOA or BAA) holds today"), "{ran:?}");
    home.store().write::<_, StoreError>(bind_clearing_house).unwrap();
    let ran = home.run(through);
    assert_eq!((ran.code, &ran.json()["files"]), (0, &serde_json::json!(["through/837p-000001.x12"])), "{ran:?}");
    let text = std::fs::read_to_string(home.path("through/837p-000001.x12")).unwrap();
    assert!(text.contains("NM1*40*2*SHORELINE CLEARING*****46*SHORELINE") && text.matches("ST*837*").count() == 2, "{text}");
    home.write("stepdown.toml", "clearinghouse_id = \"not an id\"\n");
    let ran = home.run(["config", "check", "--data", "d"]);
    assert!(ran.code == 1 && ran.all().contains("2 to 15 letters and digits"), "{ran:?}");
}
