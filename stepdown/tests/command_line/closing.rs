//! The end of the program at the command line: what is left, records to the new holder, the sealed archive with its label (P2-19).

use access::Role;
use age::secrecy::ExposeSecret;
use confidential::consent::{Category, Expiry, Purpose, Recipient};
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use jiff::civil::date;
use privacy::consent::SignConsent;
use privacy::program_closing::BeginClosing;
use vocabulary::id::PatientId;

use crate::support::{Home, as_role};

const HOLDER: &str = "Bayside Recovery, Inc.";

fn register(home: &Home, given: &str) -> PatientId {
    let input = PatientInput {
        given: given.into(),
        family: "Silva".into(),
        chosen_given: String::new(),
        pronouns: String::new(),
        birth_date: Some(date(1990, 5, 14)),
        sex: AdministrativeSex::Unknown,
        contact_points: Vec::new(),
        address: None,
        language: String::new(),
        needs_interpreter: false,
    };
    home.house().perform(&as_role(Role::Intake), &RegisterPatient { id: None, input }).unwrap()
}

#[test]
fn p2_19_records_go_to_the_new_holder_once_each_the_rest_is_sealed_with_its_label_and_nothing_is_deleted() {
    let home = Home::with_program();
    let (robin, _lee) = (register(&home, "Robin"), register(&home, "Lee"));
    let none = home.run(["closing", "list", "--data", "d"]);
    assert!(none.code == 1 && none.all().contains("No closing of the program is under way"), "{none:?}");
    let begin = BeginClosing {
        program: "Harbor Day Treatment".into(),
        ends_on: Some(date(2046, 6, 30)),
        new_holder: HOLDER.into(),
        responsible: "Dana Roy, (508) 555-0100".into(),
        kept_by: "M.G.L. c.111 section 70".into(),
    };
    home.house().perform(&as_role(Role::ComplianceOfficer), &begin).unwrap();
    let sign = SignConsent {
        recipients: vec![Recipient::Named(HOLDER.into())],
        purposes: vec![Purpose::Treatment],
        categories: vec![Category::EntireRecord],
        expires: Expiry::On(date(2046, 1, 1)),
        signed_on: Some(date(2026, 3, 12)),
        ..SignConsent::of(robin, "Robin Silva", "Harbor Behavioral Health")
    };
    home.house().perform(&as_role(Role::Intake), &sign).unwrap();

    let left = home.run(["closing", "list", "--data", "d", "--json"]);
    assert_eq!(left.code, 0, "{left:?}");
    assert_eq!((&left.json()["to_hand_over"], &left.json()["to_seal"]), (&1.into(), &1.into()), "{left:?}");

    let key = age::x25519::Identity::generate();
    let theirs = key.to_public().to_string();
    let ran = home.run(["closing", "hand-over", "--data", "d", "--to", "out", "--recipient", &theirs, "--json"]);
    assert_eq!((ran.code, &ran.json()["handed_over"]), (0, &1.into()), "{ran:?}");
    let files: Vec<_> = std::fs::read_dir(home.path("out")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert!(!files[0].to_string_lossy().contains(&robin.to_string()), "its name says nothing about anybody");
    let sealed = std::fs::read(&files[0]).unwrap();
    assert!(!sealed.windows(5).any(|part| part == b"Silva"));
    let opened: serde_json::Value = serde_json::from_slice(&age::decrypt(&key, &sealed).unwrap()).unwrap();
    assert_eq!((&opened["name"], &opened["labels"][1]), (&"Robin Silva".into(), &"42CFRPart2".into()));
    assert!(
        opened["notice"].as_str().unwrap().contains("42 CFR") && opened["scope"].as_str().unwrap().contains("Consent signed")
    );
    assert_eq!(opened["records"][0]["kind"], "patient");
    let again = home.run(["closing", "hand-over", "--data", "d", "--to", "out", "--recipient", &theirs, "--json"]);
    assert_eq!((again.code, &again.json()["handed_over"]), (0, &0.into()), "{again:?}");

    let own = age::x25519::Identity::generate();
    home.write("key.txt", format!("{}\n", own.to_string().expose_secret()));
    let ours = own.to_public().to_string();
    let ran = home.run(["closing", "seal", "--data", "d", "--to", "harbor.age", "--recipient", &ours]);
    assert!(ran.code == 0 && ran.all().contains("harbor.age.label.txt"), "{ran:?}");
    let label = std::fs::read_to_string(home.path("harbor.age.label.txt")).unwrap();
    assert!(
        label.starts_with("Records of Harbor Day Treatment required to be maintained under M.G.L. c.111 section 70"),
        "{label}"
    );
    assert!(
        label.contains("until a date not later than June 30, 2066") && label.contains("Dana Roy") && !label.contains("Silva"),
        "{label}"
    );
    let list = home.run(["closing", "list", "--data", "d", "--json"]).json();
    assert_eq!(
        (&list["is_done"], &list["archive"], &list["handed_over"]),
        (&true.into(), &"harbor.age".into(), &1.into()),
        "{list}"
    );
    let twice = home.run(["closing", "seal", "--data", "d", "--to", "harbor.age", "--recipient", &ours]);
    assert!(twice.code == 5 && twice.all().contains("nothing is replaced"), "{twice:?}");

    // The archive opens with the key that was kept apart, and the database is as whole as before.
    let back = home.run(["restore", "--from", "harbor.age", "--identity", "key.txt", "--data", "e", "--json"]);
    assert_eq!(back.code, 0, "{back:?}");
    assert_eq!(home.run(["verify", "--data", "d"]).code, 0);
}
