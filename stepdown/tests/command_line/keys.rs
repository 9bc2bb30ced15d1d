//! The keys that lock sealed parts of records: one at first, more when somebody says so, and never lost without a word.

use access::Role;
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use reactions::House;
use schedule::no_contact::{KeepApart, Other, Reason};
use vocabulary::{Clock, IdSource, ProgramZone};

use crate::support::{Home, as_role};

#[test]
fn a_new_key_is_put_beside_the_old_one_and_the_last_one_locks() {
    let home = Home::with_program();
    let first = home.run(["keys", "list", "--data", "d", "--json"]);
    let lines: Vec<serde_json::Value> = first.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let one = lines.iter().find(|line| line["for"] == "records").unwrap();
    assert!(lines.iter().any(|line| line["for"] == "database" && line["is_encrypted"] == true), "{first:?}");
    assert_eq!((first.code, one["locks_now"].as_bool(), one["locked"].as_u64()), (0, Some(true), Some(0)), "{first:?}");
    let rotated = home.run(["keys", "rotate", "--data", "d"]);
    assert!(rotated.code == 0 && rotated.out.contains("locks what is written after the next start"), "{rotated:?}");
    assert!(rotated.err.contains("it is in no backup"), "{rotated:?}");
    let list = home.run(["keys", "list", "--data", "d"]);
    let lines: Vec<&str> = list.out.lines().skip(1).collect();
    assert_eq!(lines.len(), 2, "{list:?}");
    assert!(lines[0].starts_with(one["key"].as_str().unwrap()) && lines[0].ends_with("opens what it locked"), "{list:?}");
    assert!(lines[1].ends_with("locks what is written now"), "{list:?}");
    let key = std::fs::read_to_string(home.path("d").join("chart.key")).unwrap();
    let names = [first.all(), rotated.all(), list.all()].concat();
    assert!(key.lines().count() == 2 && key.lines().all(|line| !names.contains(line)), "a key itself is never said");
}

#[test]
fn a_file_that_holds_no_keys_is_left_as_it_is() {
    let home = Home::with_program();
    std::fs::write(home.path("d").join("chart.key"), "gone").unwrap();
    let ran = home.run(["keys", "rotate", "--data", "d"]);
    assert!(ran.code != 0 && ran.all().contains("64 hexadecimal digits"), "{ran:?}");
    assert_eq!(std::fs::read_to_string(home.path("d").join("chart.key")).unwrap(), "gone");
}

#[test]
fn p2_54_a_key_file_that_something_was_sealed_with_is_never_made_anew_until_somebody_says_that_it_is_lost() {
    // Given somebody whose authenticator app was sealed, and a guard whose reason was
    let home = Home::with_program();
    seal_something(&home);
    let (chart, sign_in) = (home.path("d").join("chart.key"), home.path("d").join("sign-in.key"));
    let kept = [&chart, &sign_in].map(|file| std::fs::read(file).unwrap());

    // When both files are missing
    for file in [&chart, &sign_in] {
        std::fs::remove_file(file).unwrap();
    }
    let listed = home.run(["keys", "list", "--data", "d"]);
    let rotated = home.run(["keys", "rotate", "--data", "d"]);
    let staff = home.run(["staff", "list", "--data", "d"]);

    // Then each command says which to bring back, the rest works, and nothing is made
    assert_eq!(listed.code, 3, "{listed:?}");
    assert!(listed.all().contains("sign-in.key is not in the data folder") && listed.all().contains("chart.key"), "{listed:?}");
    assert!(rotated.code == 5 && rotated.all().contains("Put the file back"), "{rotated:?}");
    assert_eq!(staff.code, 0, "{staff:?}");
    assert!(!chart.exists() && !sign_in.exists());

    // And with the files back it is as before; only who says that they are lost gets new ones
    for (file, bytes) in [&chart, &sign_in].into_iter().zip(&kept) {
        std::fs::write(file, bytes).unwrap();
    }
    assert_eq!(home.run(["keys", "list", "--data", "d"]).code, 0);
    let not_lost = home.run(["keys", "rotate", "--lost", "--data", "d"]);
    assert!(not_lost.code == 1 && not_lost.all().contains("nothing was made"), "{not_lost:?}");
    for file in [&chart, &sign_in] {
        std::fs::remove_file(file).unwrap();
    }
    assert_eq!(home.run(["keys", "rotate", "--lost", "--data", "d"]).code, 0);
    assert!([&chart, &sign_in].into_iter().zip(&kept).all(|(file, bytes)| std::fs::read(file).unwrap() != *bytes));
    assert_eq!(home.run(["keys", "list", "--data", "d"]).code, 3, "what the lost key locked stays locked, and that is said");
}

/// Seals a reason with the key of records and the secret of an authenticator app with that of sign-in, as the program does.
fn seal_something(home: &Home) {
    let folder = home.path("d");
    let store = home.store();
    let keys = reactions::keys_in(&folder, &store).unwrap();
    let zone = ProgramZone::parse("America/New_York").unwrap();
    let house = House::of(store.clone(), keys.clone(), Clock::system(), IdSource::random(), zone).unwrap();
    let input = PatientInput {
        given: "Robin".into(),
        family: "Silva".into(),
        chosen_given: String::new(),
        pronouns: String::new(),
        birth_date: Some(jiff::civil::date(1990, 5, 14)),
        sex: AdministrativeSex::Unknown,
        contact_points: vec![],
        address: None,
        language: "en".into(),
        needs_interpreter: false,
    };
    let patient = house.perform(&as_role(Role::Intake), &RegisterPatient { id: None, input }).unwrap();
    let staff = house.all_staff().unwrap();
    let keep = KeepApart {
        patient,
        other: Some(Other::Staff(staff[0].id)),
        reason: Some(Reason::StaffTie),
        words: String::new(),
        from: jiff::civil::date(2026, 3, 12),
        to: None,
    };
    house.perform(&as_role(Role::ClinicalDirector), &keep).unwrap();
    let sealed = keys.sign_in.seal(staff[0].id, "JBSWY3DPEHPK3PXP").unwrap();
    let account = "INSERT INTO account (staff_id, ready_at, password_hash, totp_sealed, recovery_codes, passkeys, unlock_failures) \
                   VALUES ($1, 0, 'none', $2, '[]', '[]', 0)";
    let values = [store::text(staff[0].id), store::text(sealed)];
    store.write::<_, store::StoreError>(|tx| tx.execute(account, &values)).unwrap();
}
