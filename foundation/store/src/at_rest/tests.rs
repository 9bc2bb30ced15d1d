//! A database file on its disk: from its first byte, without its key, with another one, of before, and interrupted.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::path::PathBuf;

use super::*;
use crate::{DatabaseUrl, Store};

/// A folder with a database in it.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn database(&self) -> PathBuf {
        self.file("stepdown.db")
    }

    fn open(&self) -> Result<Store, StoreError> {
        Store::open(&DatabaseUrl::Sqlite(self.database()))
    }

    /// As an earlier version made it: in clear.
    fn in_clear(&self) -> Store {
        crate::testing::make_in_clear(&self.database());
        self.open().unwrap()
    }

    fn names(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.folder.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    /// Whether these words can be read in any file of the folder.
    fn holds(&self, words: &str) -> bool {
        self.names().iter().any(|name| {
            let bytes = std::fs::read(self.file(name)).unwrap();
            bytes.windows(words.len()).any(|window| window == words.as_bytes())
        })
    }
}

const NAME: &str = "Wilhelmina Oosterhuis";

fn write(store: &Store) {
    for at in 0..50 {
        store.write::<_, StoreError>(|tx| tx.set_setting(&format!("{at}"), &NAME.repeat(100))).unwrap();
    }
}

fn read(store: &Store) -> String {
    store.read::<_, StoreError>(|tx| tx.setting("49")).unwrap().unwrap_or_default()
}

fn at_rest(store: &Store) -> AtRest {
    store.read::<_, StoreError>(|tx| tx.figures()).unwrap().at_rest
}

#[test]
fn p2_54_a_new_database_is_encrypted_from_its_first_byte_and_so_is_its_log() {
    let place = Place::new();
    let store = place.open().unwrap();
    write(&store);
    assert!(place.names().contains(&"stepdown.db-wal".to_owned()), "{:?}", place.names());
    assert!(!place.holds(NAME) && !place.holds("CREATE TABLE") && !place.holds("SQLite format"));
    assert_eq!(at_rest(&store), AtRest::Encrypted);
    let name = store.database_key().unwrap().name();
    drop(store);
    let key = std::fs::read_to_string(place.file(KEY_FILE)).unwrap();
    assert!(
        !place
            .names()
            .iter()
            .filter(|name| *name != KEY_FILE)
            .any(|name| { String::from_utf8_lossy(&std::fs::read(place.file(name)).unwrap()).contains(key.trim()) })
    );
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&place.file(KEY_FILE).metadata().unwrap().permissions()) & 0o777, 0o600);
    let again = place.open().unwrap();
    assert_eq!(read(&again), NAME.repeat(100));
    assert_eq!(again.database_key().unwrap().name(), name);
    assert!(!format!("{:?}", again.database_key()).contains(key.trim()));
}

#[test]
fn p2_54_a_key_that_is_missing_or_another_one_is_said_and_nothing_is_made() {
    let place = Place::new();
    write(&place.open().unwrap());
    let file = place.file(KEY_FILE);
    let (key, before) = (std::fs::read_to_string(&file).unwrap(), std::fs::read(place.database()).unwrap());
    let shown = file.display().to_string();

    std::fs::remove_file(&file).unwrap();
    assert_eq!(place.open().err(), Some(StoreError::KeyMissing { file: shown.clone() }));
    assert!(!file.exists(), "no new key");

    std::fs::write(&file, "0".repeat(64)).unwrap();
    assert_eq!(place.open().err(), Some(StoreError::WrongKey { file: shown.clone() }));
    for broken in ["", "short\n", "\n"] {
        std::fs::write(&file, broken).unwrap();
        assert!(matches!(place.open().err(), Some(StoreError::KeyUnusable { .. })), "{broken:?}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), broken, "left as it was");
    }
    assert_eq!(std::fs::read(place.database()).unwrap(), before, "the database is as it was");

    std::fs::write(&file, key).unwrap();
    assert_eq!(read(&place.open().unwrap()), NAME.repeat(100));
}

#[test]
fn the_key_may_lie_elsewhere_or_be_handed_over() {
    let place = Place::new();
    let elsewhere = Place::new();
    let url = DatabaseUrl::Sqlite(place.database());
    let file = KeyPlace::File(elsewhere.file("own.key"));
    write(&Store::open_with(&url, &file).unwrap());
    assert!(!place.file(KEY_FILE).exists() && elsewhere.file("own.key").exists());
    let given = DatabaseKey::parse(&std::fs::read_to_string(elsewhere.file("own.key")).unwrap()).unwrap();
    std::fs::remove_file(elsewhere.file("own.key")).unwrap();
    assert_eq!(read(&Store::open_with(&url, &KeyPlace::Given(given.clone())).unwrap()), NAME.repeat(100));
    let other = KeyPlace::Given(DatabaseKey::random().unwrap());
    assert!(matches!(Store::open_with(&url, &other).err(), Some(StoreError::WrongKey { file }) if file.contains("database_key")));
    assert!(matches!(rotate(&place.database(), &KeyPlace::Given(given)), Err(StoreError::KeyUnusable { .. })));
}

#[test]
fn a_database_of_before_is_opened_as_it_is_and_encrypted_when_somebody_says_so() {
    let place = Place::new();
    let store = place.in_clear();
    write(&store);
    assert_eq!((at_rest(&store), store.database_key()), (AtRest::InClear, None));
    assert!(place.holds(NAME) && !place.file(KEY_FILE).exists());

    assert_eq!(encrypt(&place.database(), &KeyPlace::Beside), Err(StoreError::InUse), "it is open");
    assert_eq!(read(&store), NAME.repeat(100));
    drop(store);

    let done = encrypt(&place.database(), &KeyPlace::Beside).unwrap();
    assert!(done.rows.unwrap() > 50, "{done:?}");
    assert_eq!(place.names(), ["database.key", "stepdown.db"]);
    assert!(!place.holds(NAME) && !place.holds("made_early"));
    let store = place.open().unwrap();
    assert_eq!((at_rest(&store), read(&store)), (AtRest::Encrypted, NAME.repeat(100)));
    assert_eq!(store.database_key(), Some(&done.key));
    drop(store);
    assert_eq!(encrypt(&place.database(), &KeyPlace::Beside).unwrap().rows, None, "once is enough");
}

#[test]
fn an_encrypting_that_was_interrupted_leaves_a_whole_database_and_is_run_again() {
    // before the exchange: half a new file beside the old one
    let place = Place::new();
    write(&place.in_clear());
    std::fs::write(place.file("stepdown.db.encrypting"), "half").unwrap();
    std::fs::hard_link(place.database(), place.file("stepdown.db.in-clear")).unwrap();
    assert_eq!(read(&place.open().unwrap()), NAME.repeat(100));
    encrypt(&place.database(), &KeyPlace::Beside).unwrap();
    assert_eq!(place.names(), ["database.key", "stepdown.db"]);

    // after it: the copy in clear was not taken away
    std::fs::write(place.file("stepdown.db.in-clear"), NAME).unwrap();
    assert_eq!(encrypt(&place.database(), &KeyPlace::Beside).unwrap().rows, None);
    assert_eq!(place.names(), ["database.key", "stepdown.db"]);

    // and a copy stays where the key of the encrypted file is gone
    std::fs::write(place.file("stepdown.db.in-clear"), NAME).unwrap();
    std::fs::remove_file(place.file(KEY_FILE)).unwrap();
    assert!(matches!(encrypt(&place.database(), &KeyPlace::Beside), Err(StoreError::KeyMissing { .. })));
    assert!(place.file("stepdown.db.in-clear").exists());
}

#[test]
fn a_new_key_takes_over_whole_and_the_old_one_opens_nothing() {
    let place = Place::new();
    let store = place.open().unwrap();
    write(&store);
    let old = store.database_key().unwrap().clone();
    assert_eq!(rotate(&place.database(), &KeyPlace::Beside), Err(StoreError::InUse), "it is open");
    assert_eq!(std::fs::read_to_string(place.file(KEY_FILE)).unwrap(), old.line(), "left as it was");
    drop(store);

    let new = rotate(&place.database(), &KeyPlace::Beside).unwrap();
    assert_ne!(new, old);
    assert_eq!(std::fs::read_to_string(place.file(KEY_FILE)).unwrap(), new.line());
    assert_eq!(read(&place.open().unwrap()), NAME.repeat(100));
    let url = DatabaseUrl::Sqlite(place.database());
    assert!(matches!(Store::open_with(&url, &KeyPlace::Given(old.clone())).err(), Some(StoreError::WrongKey { .. })));

    // Interrupted with both keys in the file, on either side of the change
    for lines in [[old.line(), new.line()], [new.line(), old.line()]] {
        std::fs::write(place.file(KEY_FILE), lines.concat()).unwrap();
        assert_eq!(place.open().unwrap().database_key(), Some(&new));
    }
    rotate(&place.database(), &KeyPlace::Beside).unwrap();
    assert_eq!(std::fs::read_to_string(place.file(KEY_FILE)).unwrap().lines().count(), 1);
}

#[test]
fn a_change_that_was_cut_off_is_taken_back_whichever_of_two_keys_is_tried_first() {
    // Given a machine that went down while many pages were being written with a rollback journal, as when the key is changed
    let (place, after) = (Place::new(), Place::new());
    write(&place.open().unwrap());
    let connection = crate::testing::bare_sqlite(&place.database());
    let mode: String = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "delete");
    connection.execute_batch("PRAGMA cache_size = 5; BEGIN; UPDATE setting SET value = replace(value, 'W', 'V')").unwrap();
    for name in ["stepdown.db", "stepdown.db-journal", KEY_FILE] {
        std::fs::copy(place.file(name), after.file(name)).unwrap();
    }
    assert_ne!(std::fs::read(after.database()).unwrap().len(), 0);
    let key = std::fs::read_to_string(after.file(KEY_FILE)).unwrap();
    let other = DatabaseKey::random().unwrap();
    std::fs::write(after.file(KEY_FILE), [key, other.line()].concat()).unwrap();
    // Then what was there before is there, whole
    let store = after.open().unwrap();
    assert_eq!(read(&store), NAME.repeat(100));
    drop(connection);
}

#[test]
fn a_database_in_clear_has_no_key_to_change() {
    let place = Place::new();
    drop(place.in_clear());
    assert_eq!(rotate(&place.database(), &KeyPlace::Beside), Err(StoreError::NotEncrypted));
    assert_eq!(encrypt(&place.file("none.db"), &KeyPlace::Beside), Err(StoreError::Unreachable));
}
