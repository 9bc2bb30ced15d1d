//! Backup and restore on both engines: all of it or nothing, readable by nobody else, the same records afterwards.

use std::path::Path;

use age::secrecy::ExposeSecret;
use store::StoreError;

use crate::support::{Home, Ran, fresh_postgres, sample};

/// A database with a program and three documents, and a pair of keys: the public one and the file with the secret one.
fn living() -> (Home, String) {
    let home = Home::with_program();
    for name in ["nist-inpatient-ccd.xml", "hl7-referral-note.xml", "emerge-142-depression.xml"] {
        let file = sample(name);
        let ran = home.run(["referral".as_ref(), "import".as_ref(), file.as_os_str(), "--data".as_ref(), "d".as_ref()]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let key = age::x25519::Identity::generate();
    home.write("key.txt", format!("# a key\n{}\n", key.to_string().expose_secret()));
    (home, key.to_public().to_string())
}

fn verified(home: &Home, place: [&str; 2]) -> serde_json::Value {
    let ran = home.run(["verify", "--json", place[0], place[1]]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let mut found = ran.json();
    // A backup signs a checkpoint, and who restores it has it; what it vouches for stays the same.
    found.as_object_mut().unwrap().remove("checkpoint");
    found
}

fn restore(home: &Home, from: &str, to: &str) -> Ran {
    home.run(["restore", "--from", from, "--identity", "key.txt", "--data", to, "--json"])
}

#[test]
fn a_backup_goes_from_sqlite_to_postgres_and_back_with_every_record() {
    let (home, recipient) = living();
    let whole = verified(&home, ["--data", "d"]);
    let ran = home.run(["backup", "--data", "d", "--to", "one.age", "--recipient", &recipient, "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.json()["rows"].as_u64().unwrap() > whole["records"].as_u64().unwrap());
    let noted = home.store().read::<_, StoreError>(|tx| tx.setting("last_backup_at")).unwrap();
    assert_eq!(noted.as_deref(), ran.json()["at"].as_str());

    let url = fresh_postgres();
    let restored = home.run(["restore", "--from", "one.age", "--identity", "key.txt", "--database-url", &url, "--json"]);
    assert_eq!(restored.code, 0, "{restored:?}");
    assert_eq!(restored.json()["whole"], true);
    assert_eq!(verified(&home, ["--database-url", &url]), whole);

    let back = home.run(["backup", "--database-url", &url, "--to", "two.age", "--recipient", &recipient]);
    assert!(back.code == 0 && back.out.contains("read back and compared"), "{back:?}");
    assert_eq!(restore(&home, "two.age", "e").code, 0);
    assert_eq!(verified(&home, ["--data", "e"]), whole);
    let original = std::fs::read(sample("hl7-referral-note.xml")).unwrap();
    let hash = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&original));
    let there = store::Store::open(&store::DatabaseUrl::Sqlite(home.path("e").join("stepdown.db"))).unwrap();
    let kept = there.read::<_, StoreError>(|tx| tx.original(&hash)).unwrap();
    assert_eq!(kept.unwrap().1, original, "originals come through byte for byte");
}

#[test]
fn a_backup_shows_nothing_and_replaces_nothing() {
    let (home, recipient) = living();
    assert_eq!(home.run(["backup", "--data", "d", "--to", "one.age", "--recipient", &recipient]).code, 0);
    let bytes = std::fs::read(home.path("one.age")).unwrap();
    for word in ["Jones", "stepdown-dump", "Alvarez", "referral_document"] {
        assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{word}");
    }
    let again = home.run(["backup", "--data", "d", "--to", "one.age", "--recipient", &recipient]);
    assert!(again.code == 5 && again.all().contains("never replaces a file"), "{again:?}");
    assert_eq!(std::fs::read(home.path("one.age")).unwrap(), bytes);
    let bare = home.run(["backup", "--data", "d", "--to", "bare"]);
    assert!(bare.code == 2 && bare.all().contains("an unencrypted one is never written"), "{bare:?}");
    let odd = home.run(["backup", "--data", "d", "--to", "odd", "--recipient", "age1nobody"]);
    assert!(odd.code == 1 && odd.all().contains("is not a public key of age"), "{odd:?}");
    let names: Vec<_> = files(home.path("").as_path());
    assert_eq!(names, ["d", "key.txt", "one.age", "program.toml"], "nothing half-written is left");
}

fn files(folder: &Path) -> Vec<String> {
    let all = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut all: Vec<String> = all.collect();
    all.sort();
    all
}

#[test]
fn the_setting_names_the_recipient_and_a_passphrase_works_too() {
    let (home, recipient) = living();
    home.write("stepdown.toml", format!("data = \"d\"\nbackup_recipient = \"{recipient}\""));
    assert_eq!(home.run(["backup", "--to", "set.age"]).code, 0);
    assert_eq!(restore(&home, "set.age", "e").code, 0);
    home.write("words", "gull harbor lamp ninety\n");
    home.write("other", "another\n");
    home.write("none", "\n");
    assert_eq!(home.run(["backup", "--to", "words.age", "--passphrase-file", "words"]).code, 0);
    let restore = |words: &str| home.run(["restore", "--from", "words.age", "--passphrase-file", words, "--data", "f"]);
    assert!(restore("other").all().contains("This key does not open the backup."));
    assert!(restore("none").all().contains("The first line of none is empty"));
    assert!(!home.path("f").exists());
    let right = restore("words");
    assert!(right.code == 0 && right.out.contains("restored. Whole: "), "{right:?}");
}

#[test]
fn a_backup_that_is_cut_changed_or_for_another_key_fills_nothing() {
    let (home, recipient) = living();
    assert_eq!(home.run(["backup", "--data", "d", "--to", "one.age", "--recipient", &recipient]).code, 0);
    let bytes = std::fs::read(home.path("one.age")).unwrap();
    let refused = |name: &str, words: &str| {
        let ran = restore(&home, name, "e");
        assert!(ran.code == 1 && ran.all().contains(words), "{name}: {ran:?}");
        assert!(!home.path("e").join("stepdown.db").exists(), "{name} left a database behind");
    };
    for length in [0, 10, 300, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
        home.write("cut.age", &bytes[..length]);
        refused("cut.age", "cut short");
    }
    let mut changed = bytes.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    home.write("changed.age", &changed);
    refused("changed.age", "changed");
    home.write("plain.age", "{\"format\":\"stepdown-dump-1\"}\n");
    refused("plain.age", "not a whole age file");
    let stranger = age::x25519::Identity::generate();
    let whole = std::fs::read(home.path("key.txt")).unwrap();
    home.write("key.txt", stranger.to_string().expose_secret());
    refused("one.age", "This key does not open the backup.");
    home.write("key.txt", "no key");
    refused("one.age", "holds no secret key of age");
    home.write("key.txt", whole);
    assert_eq!(restore(&home, "one.age", "e").code, 0, "after all that, the whole one still fills");
}

#[test]
fn a_database_that_holds_records_is_never_filled() {
    let (home, recipient) = living();
    assert_eq!(home.run(["backup", "--data", "d", "--to", "one.age", "--recipient", &recipient]).code, 0);
    let before = verified(&home, ["--data", "d"]);
    let ran = restore(&home, "one.age", "d");
    assert!(ran.code == 1 && ran.all().contains("already holds records"), "{ran:?}");
    assert_eq!(verified(&home, ["--data", "d"]), before);
    let nowhere = home.run(["restore", "--from", "one.age", "--identity", "key.txt"]);
    assert!(nowhere.code == 2 && nowhere.all().contains("Nobody says where to restore to."), "{nowhere:?}");
}

#[test]
fn a_restore_of_broken_records_says_so() {
    let (home, recipient) = living();
    home.store()
        .write::<_, StoreError>(|tx| {
            tx.execute("DROP TRIGGER record_is_never_changed", &[])?;
            tx.execute("UPDATE record SET reason = 'because' WHERE chain = 'program' AND position = 3", &[])
        })
        .unwrap();
    let backup = home.run(["backup", "--data", "d", "--to", "one.age", "--recipient", &recipient]);
    assert!(backup.code == 0 && backup.err.contains("The records are not whole; they are backed up as they are."), "{backup:?}");
    let ran = restore(&home, "one.age", "e");
    assert_eq!(ran.code, 4, "{ran:?}");
    assert_eq!(ran.json()["broken"]["position"], 3);
}

#[test]
fn p2_54_a_backup_carries_its_checkpoint_and_somebody_elsewhere_verifies_it_with_the_public_half() {
    // Given a backup
    let (home, recipient) = living();
    let ran = home.run(["backup", "--data", "d", "--to", "one.age", "--recipient", &recipient, "--json"]);
    let told = ran.json();
    assert_eq!((told["whole"].as_bool(), told["checkpoint"]["checkpoint"].as_i64()), (Some(true), Some(1)), "{ran:?}");
    let key = told["checkpoint"]["key"].as_str().unwrap();

    // When it is restored where the private half never was
    let proof = ["restore", "--from", "one.age", "--identity", "key.txt", "--data", "proof", "--json", "--public-key", key];
    let restored = home.run(proof);
    assert_eq!((restored.code, restored.json()["whole"].as_bool()), (0, Some(true)), "{restored:?}");

    // Then the public half confirms it, another one does not, and no key was made there
    assert_eq!(home.run(["verify", "--data", "proof", "--public-key", key]).code, 0);
    assert_eq!(home.run(["verify", "--data", "proof", "--public-key", &"7".repeat(64)]).code, 4);
    assert!(home.run(["verify", "--data", "proof"]).out.contains("signed with a key that is not here"));
    assert!(!home.path("proof").join("checkpoint.key").exists());
}

#[test]
fn p2_54_a_restore_beside_the_key_says_which_checkpoints_were_left_behind() {
    // Given a backup, and a checkpoint that was signed after it
    let (home, recipient) = living();
    assert_eq!(home.run(["backup", "--data", "d", "--to", "one.age", "--recipient", &recipient]).code, 0);
    assert_eq!(home.run(["verify", "--data", "d", "--checkpoint"]).code, 0);

    // When the database is lost and the backup is put in its place
    for ending in ["", "-wal", "-shm"] {
        let _not_there = std::fs::remove_file(home.path("d").join(format!("stepdown.db{ending}")));
    }
    let restored = restore(&home, "one.age", "d");
    assert_eq!((restored.code, restored.json()["whole"].as_bool()), (0, Some(true)), "{restored:?}");

    // Then a signed statement says so, and everything holds, also against the file of before
    let seen = home.run(["verify", "--data", "d"]);
    assert!(seen.code == 0 && seen.out.contains("Restored from a backup at "), "{seen:?}");
    let lines = std::fs::read_to_string(home.path("d").join("checkpoints.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), 3);
    assert_eq!(home.run(["verify", "--data", "d", "--checkpoint", "--json"]).json()["signed"]["checkpoint"], 4);
}
