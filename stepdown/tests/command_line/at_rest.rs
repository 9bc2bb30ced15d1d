//! The database file on its disk: encrypted from the first byte, with a key outside it that is never remade.

use std::path::Path;

use crate::support::{Home, fresh_postgres};

/// Whether these words can be read in any file of a folder.
fn can_be_read(folder: &Path, words: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|file| {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        bytes.windows(words.len()).any(|part| part == words.as_bytes())
    })
}

/// The family name of somebody in the small program of the tests.
const NAME: &str = "Alvarez";

#[test]
fn at_rest_no_name_can_be_read_in_the_files() {
    let home = Home::with_program();
    // Held open, so that the write-ahead log lies beside the database.
    let store = home.store();
    store.write::<_, store::StoreError>(|tx| tx.set_setting("name", &NAME.repeat(1000))).unwrap();
    assert!(home.path("d").join("stepdown.db-wal").exists());
    assert!(!can_be_read(&home.path("d"), NAME));
    assert!(!can_be_read(&home.path("d"), "CREATE TABLE") && !can_be_read(&home.path("d"), "SQLite format 3"));
    drop(store);
    assert!(!can_be_read(&home.path("d"), NAME));
    let listed = home.run(["staff", "list", "--data", "d"]);
    assert!(listed.out.contains(NAME), "the program reads it: {listed:?}");
    let keys = home.run(["keys", "list", "--data", "d"]);
    assert!(keys.out.contains("encrypts the database file; it comes from d/database.key"), "{keys:?}");
}

#[test]
fn p2_54_a_missing_or_wrong_key_is_said_with_a_remedy_and_nothing_is_made_over_the_database() {
    let home = Home::with_program();
    let (database, key) = (home.path("d").join("stepdown.db"), home.path("d").join("database.key"));
    let (before, kept) = (std::fs::read(&database).unwrap(), std::fs::read(&key).unwrap());
    let every_way_in: [&[&str]; 4] =
        [&["staff", "list"], &["keys", "list"], &["program", "import", "program.toml"], &["keys", "rotate", "--database"]];
    std::fs::remove_file(&key).unwrap();
    for way in every_way_in {
        let ran = home.run(way.iter().copied().chain(["--data", "d"]));
        assert_eq!(ran.code, 3, "{ran:?}");
        assert!(
            ran.all().contains("its key file d/database.key is not there") && ran.all().contains("Put the file back"),
            "{ran:?}"
        );
    }
    assert!(!key.exists());
    let checked = home.run(["config", "check", "--data", "d"]);
    assert!(checked.code == 1 && checked.all().contains("database_key_file"), "{checked:?}");
    std::fs::write(&key, "7".repeat(64)).unwrap();
    for way in every_way_in {
        let ran = home.run(way.iter().copied().chain(["--data", "d"]));
        assert_eq!(ran.code, 3, "{ran:?}");
        assert!(ran.all().contains("does not open with the key in d/database.key"), "{ran:?}");
    }
    assert!(std::fs::read(&database).unwrap() == before, "not a byte of it was changed");
    std::fs::write(&key, kept).unwrap();
    assert!(home.run(["staff", "list", "--data", "d"]).out.contains(NAME));
}

#[test]
fn the_key_comes_from_another_folder_or_from_the_environment_and_is_never_shown() {
    let home = Home::with_program();
    let key = std::fs::read_to_string(home.path("d").join("database.key")).unwrap();
    std::fs::rename(home.path("d").join("database.key"), home.path("elsewhere.key")).unwrap();
    let with = |name: &str, value: &str, arguments: [&str; 4]| {
        let mut command = home.command(arguments);
        crate::support::ran(command.env(name, value))
    };
    let list = ["staff", "list", "--data", "d"];
    assert!(with("STEPDOWN_DATABASE_KEY_FILE", "elsewhere.key", list).out.contains(NAME));
    assert!(with("STEPDOWN_DATABASE_KEY", key.trim(), list).out.contains(NAME));
    let short = with("STEPDOWN_DATABASE_KEY", &key[..60], list);
    assert!(short.code == 1 && !short.all().contains(&key[..60]) && short.all().contains("64 hexadecimal digits"), "{short:?}");
    let shown = with("STEPDOWN_DATABASE_KEY", key.trim(), ["config", "show", "--data", "d"]);
    assert!(shown.out.contains("database_key = \"…\"") && !shown.all().contains(key.trim()), "{shown:?}");
    let rotated = with("STEPDOWN_DATABASE_KEY_FILE", "elsewhere.key", ["keys", "rotate", "--database", "--data=d"]);
    assert_eq!(rotated.code, 0, "{rotated:?}");
    let new = std::fs::read_to_string(home.path("elsewhere.key")).unwrap();
    assert!(new != key && !rotated.all().contains(new.trim()));
    assert!(with("STEPDOWN_DATABASE_KEY_FILE", "elsewhere.key", list).out.contains(NAME));
    assert_eq!(with("STEPDOWN_DATABASE_KEY", key.trim(), list).code, 3, "the old key opens nothing");
    assert_eq!(home.run(["verify", "--data", "d"]).code, 3);
    assert_eq!(with("STEPDOWN_DATABASE_KEY_FILE", "elsewhere.key", ["verify", "--json", "--data", "d"]).code, 0);
}

#[test]
fn an_installation_of_before_opens_as_it_is_is_said_and_is_encrypted_by_one_command() {
    // Given a database that lies in clear, as earlier versions made it
    let home = Home::new();
    std::fs::create_dir(home.path("d")).unwrap();
    store::testing::make_in_clear(&home.path("d").join("stepdown.db"));
    home.write("program.toml", crate::support::PROGRAM);
    assert_eq!(home.run(["program", "import", "program.toml", "--data", "d"]).code, 0);
    assert!(can_be_read(&home.path("d"), NAME) && !home.path("d").join("database.key").exists());
    let listed = home.run(["keys", "list", "--data", "d"]);
    assert!(listed.code == 0 && listed.out.contains("The database file is not encrypted."), "{listed:?}");
    assert!(listed.out.contains("`stepdown keys encrypt`"), "{listed:?}");
    let verified = home.run(["verify", "--data", "d", "--json"]).json();

    // When somebody has it open, nothing happens; when nobody has, it is encrypted
    let open = home.store();
    let refused = home.run(["keys", "encrypt", "--data", "d"]);
    assert!(refused.code == 3 && refused.all().contains("Stop the program"), "{refused:?}");
    drop(open);
    let done = home.run(["keys", "encrypt", "--data", "d"]);
    assert!(done.code == 0 && done.out.contains("compared") && done.err.contains("database.key"), "{done:?}");

    // Then nothing of it can be read, everything is there, and once is enough
    assert!(!can_be_read(&home.path("d"), NAME));
    assert!(home.run(["staff", "list", "--data", "d"]).out.contains(NAME));
    assert_eq!(home.run(["verify", "--data", "d", "--json"]).json(), verified);
    assert!(home.run(["keys", "encrypt", "--data", "d"]).out.contains("encrypted already"));
}

#[test]
fn a_backup_of_an_encrypted_database_is_restored_where_another_key_encrypts() {
    let home = Home::with_program();
    home.write("words", "quiet river heron morning");
    let backup = ["backup", "--data", "d", "--to", "one.age", "--passphrase-file", "words"];
    assert_eq!(home.run(backup).code, 0);
    let sealed = std::fs::read(home.path("one.age")).unwrap();
    assert!(!sealed.windows(NAME.len()).any(|part| part == NAME.as_bytes()));
    let restore = ["restore", "--from", "one.age", "--data", "e", "--passphrase-file", "words"];
    assert_eq!(home.run(restore).code, 0);
    let key = |folder: &str| std::fs::read_to_string(home.path(folder).join("database.key")).unwrap();
    assert_ne!(key("d"), key("e"));
    assert!(!can_be_read(&home.path("e"), NAME));
    assert!(home.run(["staff", "list", "--data", "e"]).out.contains(NAME));
}

#[test]
fn a_database_of_a_server_is_encrypted_by_whoever_runs_it() {
    let home = Home::new();
    let url = fresh_postgres();
    home.write("program.toml", crate::support::PROGRAM);
    assert_eq!(home.run(["program", "import", "program.toml", "--database-url", &url]).code, 0);
    let listed = home.run(["keys", "list", "--database-url", &url]);
    assert!(listed.code == 0 && listed.out.contains("PostgreSQL"), "{listed:?}");
    for way in [vec!["keys", "encrypt"], vec!["keys", "rotate", "--database"]] {
        let refused = home.run(way.into_iter().chain(["--database-url", url.as_str()]));
        assert!(refused.code == 1 && refused.all().contains("Encrypt the disk of the server"), "{refused:?}");
    }
}
