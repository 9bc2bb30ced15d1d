//! Is every record as it was written? The answer is an exit code, and names the place.

use store::StoreError;

use crate::support::{Home, sample};

fn with_referral() -> Home {
    let home = Home::with_program();
    let file = sample("nist-inpatient-ccd.xml");
    let ran = home.run(["referral".as_ref(), "import".as_ref(), file.as_os_str(), "--data".as_ref(), "d".as_ref()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    home
}

#[test]
fn a_whole_database_is_counted() {
    let home = with_referral();
    let ran = home.run(["verify", "--data", "d", "--json"]);
    let found = ran.json();
    assert_eq!((ran.code, found["whole"].as_bool(), found["chains"].as_u64()), (0, Some(true), Some(2)));
    assert!(found["records"].as_u64().unwrap() > 10 && found["broken"].is_null());
    let words = home.run(["verify", "--data", "d"]);
    assert!(words.out.starts_with("Whole: ") && words.out.contains("in 2 chains"), "{}", words.out);
}

#[test]
fn a_changed_record_is_named_and_ends_with_4() {
    let home = with_referral();
    let patient = home.only_patient();
    // What the program never does, somebody with the file in hand may try.
    home.store()
        .write::<_, StoreError>(|tx| {
            tx.execute("DROP TRIGGER record_is_never_changed", &[])?;
            tx.execute(
                "UPDATE record SET body = replace(body, '\"', '\" ') WHERE chain = $1 AND position = 2",
                &[store::text(&patient)],
            )
        })
        .unwrap();
    let ran = home.run(["verify", "--data", "d", "--json"]);
    assert_eq!(ran.code, 4);
    let broken = &ran.json()["broken"];
    assert_eq!((broken["chain"].as_str(), broken["position"].as_i64()), (Some(patient.as_str()), Some(2)));
    let words = home.run(["verify", "--data", "d"]);
    assert!(words.code == 4 && words.out.contains("Broken: its content is not what was signed into the chain."), "{words:?}");
}

#[test]
fn a_database_that_is_not_there_is_no_whole_one() {
    let home = Home::new();
    let ran = home.run(["verify", "--data", "d"]);
    assert!(ran.code == 3 && ran.all().contains("There is no database in d."), "{ran:?}");
    assert!(!home.path("d").exists(), "looking makes nothing");
}

#[test]
fn p2_54_a_checkpoint_vouches_for_the_records_and_its_public_half_is_enough_elsewhere() {
    // Given records that nobody has signed for
    let home = with_referral();
    assert!(home.run(["verify", "--data", "d"]).out.contains("No checkpoint was signed yet"));
    assert!(!home.path("d").join("checkpoints.jsonl").exists(), "looking signs nothing");

    // When a checkpoint is signed
    let ran = home.run(["verify", "--data", "d", "--checkpoint", "--json"]);
    let told = ran.json();
    assert_eq!((ran.code, told["signed"]["checkpoint"].as_i64(), told["whole"].as_bool()), (0, Some(1), Some(true)));
    let key = told["signed"]["key"].as_str().unwrap().to_owned();

    // Then it is named, by its key and its hash, and the public half alone confirms it
    let seen = home.run(["verify", "--data", "d", "--json"]).json();
    assert_eq!(seen["checkpoint"]["newest"]["checkpoint"], 1);
    assert_eq!((&seen["checkpoint"]["key"], &seen["checkpoint"]["records"]), (&told["signed"]["key"], &seen["records"]));
    let words = home.run(["verify", "--data", "d", "--public-key", &key]);
    let grouped: Vec<&str> = (0..4).map(|at| &key[4 * at..4 * at + 4]).collect();
    assert!(words.code == 0 && words.out.contains(&grouped.join(" ")), "{words:?}");
    assert!(words.out.contains("vouches for") && words.out.contains(seen["checkpoint"]["hash"].as_str().unwrap()), "{words:?}");
    let other = home.run(["verify", "--data", "d", "--public-key", &"7".repeat(64)]);
    assert!(other.code == 4 && other.out.contains("signed with another key than that of this installation"), "{other:?}");
    let odd = home.run(["verify", "--data", "d", "--public-key", "seven"]);
    assert!(odd.code == 2 && odd.all().contains("64 hexadecimal digits"), "{odd:?}");
    #[cfg(unix)]
    for file in ["checkpoint.key", "checkpoints.jsonl"] {
        let mode = home.path("d").join(file).metadata().unwrap().permissions();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600, "{file}");
    }
}

#[test]
fn p2_54_what_an_administrator_takes_away_with_all_its_traces_is_found_and_since_when() {
    // Given two checkpoints, and a copy of the file elsewhere
    let home = with_referral();
    assert_eq!(home.run(["verify", "--data", "d", "--checkpoint"]).code, 0);
    assert_eq!(home.run(["verify", "--data", "d", "--checkpoint"]).code, 0);
    let file = home.path("d").join("checkpoints.jsonl");
    std::fs::copy(&file, home.path("kept.jsonl")).unwrap();
    assert_eq!(home.run(["verify", "--data", "d", "--against", "kept.jsonl"]).code, 0);
    let absent = home.run(["verify", "--data", "d", "--against", "none.jsonl"]);
    assert!(absent.code == 5 && absent.all().contains("is not held against nothing"), "{absent:?}");

    // When somebody removes the newest from the database and the file
    home.store()
        .write::<_, StoreError>(|tx| {
            tx.execute("DROP TRIGGER checkpoint_is_never_removed", &[])?;
            tx.execute("DELETE FROM checkpoint WHERE number = 2", &[])
        })
        .unwrap();
    // Then the file beside the database tells
    let ran = home.run(["verify", "--data", "d", "--json"]);
    let broken = &ran.json()["broken"];
    assert_eq!((ran.code, broken["kind"].as_str(), broken["position"].as_i64()), (4, Some("checkpoint"), Some(2)), "{broken}");
    assert_eq!(broken["since"]["checkpoint"], 1);
    let words = home.run(["verify", "--data", "d"]);
    assert!(words.out.contains("All was whole when checkpoint 1 was signed at "), "{words:?}");
    let refused = home.run(["verify", "--data", "d", "--checkpoint"]);
    assert!(refused.code == 4 && std::fs::read_to_string(&file).unwrap().lines().count() == 2, "nothing is signed over it");
    // or, when that was cut too, the copy that was kept elsewhere
    let first = std::fs::read_to_string(&file).unwrap().lines().next().unwrap().to_owned() + "\n";
    std::fs::write(&file, first).unwrap();
    assert_eq!(home.run(["verify", "--data", "d"]).code, 0);
    assert_eq!(home.run(["verify", "--data", "d", "--against", "kept.jsonl"]).code, 4);
}

#[test]
fn p2_54_a_lost_key_is_not_replaced_in_silence() {
    let home = with_referral();
    let told = home.run(["verify", "--data", "d", "--checkpoint", "--json"]).json();
    let key = told["signed"]["key"].as_str().unwrap().to_owned();
    std::fs::remove_file(home.path("d").join("checkpoint.key")).unwrap();

    let words = home.run(["verify", "--data", "d"]);
    assert!(words.code == 0 && words.out.contains("signed with a key that is not here; compare it"), "{words:?}");
    let refused = home.run(["verify", "--data", "d", "--checkpoint"]);
    assert!(refused.code == 5 && refused.all().contains("The key file for checkpoints is not here"), "{refused:?}");
    assert!(!home.path("d").join("checkpoint.key").exists());

    // Whoever names the public half of the lost one lets a new key take over
    let taken = home.run(["verify", "--data", "d", "--checkpoint", "--public-key", &key, "--json"]).json();
    assert_eq!(taken["signed"]["checkpoint"], 2);
    assert_ne!(taken["signed"]["key"].as_str(), Some(key.as_str()));
    assert_eq!(home.run(["verify", "--data", "d"]).code, 0);
}
