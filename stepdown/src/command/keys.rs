//! `stepdown keys list`, `rotate` and `encrypt`: the key of the database file, and the file of keys that lock parts of records: counseling
//! notes, why two people are kept apart (P2-11, P2-54).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use access::KeyRing;
use access::account::Vault;
use access::keys::{CHART, SIGN_IN};
use serde_json::json;
use store::{DatabaseUrl, Store, StoreError, at_rest};

use crate::command_line::{KeysWish, RotateWish};
use crate::database::{Presence, open_store};
use crate::outcome::{Exit, Failure};
use crate::say;
use crate::settings::Settings;

const KEEP_A_COPY: &str = "Keep a copy of the file in another safe place: it is in no backup.";

/// Lists the keys, and what each has locked.
pub(crate) fn list(wish: &KeysWish) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let store = open_store(&settings, Presence::Expected)?;
    say_database(&settings, &store, wish.json)?;
    let locked = locked(&store)?;
    let file = settings.data.join(CHART);
    let ring = if file.exists() { Some(KeyRing::from_file(&file).map_err(unusable)?) } else { None };
    let names = ring.as_ref().map(KeyRing::names).unwrap_or_default();
    let missing: Vec<&String> = locked.keys().filter(|key| !names.contains(&key.as_str())).collect();
    for name in names.iter().copied().chain(missing.iter().map(|name| name.as_str())) {
        let (count, locks) = (locked.get(name).copied().unwrap_or(0), names.last() == Some(&name));
        let is_here = names.contains(&name);
        if wish.json {
            say::json(&json!({ "key": name, "for": "records", "locked": count, "is_here": is_here, "locks_now": locks }))?;
        } else {
            let state = match (is_here, locks) {
                (false, _) => "is not in the file",
                (true, true) => "locks what is written now",
                (true, false) => "opens what it locked",
            };
            say::line(format!("{name}  {:<24} {state}", say::count(count, "sealed version")))?;
        }
    }
    let lacks_sign_in = is_sign_in_sealed(&store)? && !settings.data.join(SIGN_IN).exists();
    if lacks_sign_in {
        say::note(format!(
            "The file {SIGN_IN} is not in the data folder: no code of an authenticator app is taken until it is back."
        ));
    }
    if !missing.is_empty() {
        say::note(format!("What a missing key locked cannot be read. Put the file {CHART} with it back into the data folder."));
    }
    Ok(if missing.is_empty() && !lacks_sign_in { Exit::Done } else { Exit::Database })
}

/// Says how the database lies on its disk.
fn say_database(settings: &Settings, store: &Store, as_json: bool) -> Result<(), Failure> {
    let DatabaseUrl::Sqlite(database) = &settings.database else {
        if !as_json {
            say::line("The files of PostgreSQL are encrypted by whoever runs the server, not by Stepdown.")?;
        }
        return Ok(());
    };
    let key = store.database_key().map(at_rest::DatabaseKey::name);
    if as_json {
        say::json(&json!({ "key": key, "for": "database", "is_encrypted": key.is_some() }))?;
    } else if let Some(key) = key {
        let from = settings.database_key.file(database).map_or("the settings".to_owned(), |file| file.display().to_string());
        say::line(format!("{key}  encrypts the database file; it comes from {from}"))?;
    } else {
        say::line("The database file is not encrypted. Stop the program and run `stepdown keys encrypt`.")?;
    }
    Ok(())
}

/// Puts a new key on the ring, or gives the database file another.
pub(crate) fn rotate(wish: &RotateWish) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    if wish.database {
        return rotate_database(wish, &settings);
    }
    let store = open_store(&settings, Presence::Expected)?;
    let file = settings.data.join(CHART);
    if wish.lost {
        return replace_lost(wish, &settings, &store);
    }
    if !file.exists() && locked(&store)?.is_empty() {
        KeyRing::made_in_file(&file).map_err(unusable)?;
    }
    let name = KeyRing::add_key(&file).map_err(unusable)?;
    if wish.json {
        say::json(&json!({ "key": name, "file": file }))?;
    } else {
        say::line(format!("{name} is in {}. It locks what is written after the next start of the program.", file.display()))?;
        say::note(KEEP_A_COPY);
    }
    Ok(Exit::Done)
}

/// Makes new keys in the place of those that nobody will find again.
fn replace_lost(wish: &RotateWish, settings: &Settings, store: &Store) -> Result<Exit, Failure> {
    let (chart, sign_in) = (settings.data.join(CHART), settings.data.join(SIGN_IN));
    let is_lost = |file: &Path, is_needed: bool| is_needed && !file.exists();
    let mut made: Vec<&PathBuf> = Vec::new();
    if is_lost(&chart, !locked(store)?.is_empty()) {
        KeyRing::made_in_file(&chart).map_err(unusable)?;
        made.push(&chart);
    }
    if is_lost(&sign_in, is_sign_in_sealed(store)?) {
        Vault::made_in_file(&sign_in).map_err(|error| Failure::new(Exit::Machine, error.to_string()))?;
        made.push(&sign_in);
    }
    if made.is_empty() {
        return Err(Failure::refused("No key file that is needed is missing; nothing was made."));
    }
    for file in made {
        if wish.json {
            say::json(&json!({ "file": file }))?;
        } else {
            say::line(format!("{} is new. What the lost key locked stays locked.", file.display()))?;
        }
    }
    say::note(KEEP_A_COPY);
    Ok(Exit::Done)
}

fn rotate_database(wish: &RotateWish, settings: &Settings) -> Result<Exit, Failure> {
    let database = database_file(settings)?;
    let key = at_rest::rotate(database, &settings.database_key)?;
    let file = settings.database_key.file(database);
    if wish.json {
        say::json(&json!({ "key": key.name(), "file": file }))?;
    } else {
        let file = file.unwrap_or_default();
        say::line(format!(
            "{} encrypts the database file now; it is in {}. The old key opens nothing.",
            key.name(),
            file.display()
        ))?;
        say::note(KEEP_A_COPY);
    }
    Ok(Exit::Done)
}

/// Encrypts a database file that an earlier version made.
pub(crate) fn encrypt(wish: &KeysWish) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let database = database_file(&settings)?;
    let at_rest::Encrypted { key, rows } = at_rest::encrypt(database, &settings.database_key)?;
    if wish.json {
        say::json(&json!({ "key": key.name(), "rows": rows, "file": settings.database_key.file(database) }))?;
        return Ok(Exit::Done);
    }
    let shown = database.display();
    match rows {
        Some(rows) => say::line(format!("{shown} is encrypted with key {}. {} compared.", key.name(), say::count(rows, "row")))?,
        None => say::line(format!("{shown} is encrypted already, with key {}.", key.name()))?,
    }
    if let Some(file) = settings.database_key.file(database) {
        say::note(format!("Keep a copy of {} in another safe place: it is in no backup.", file.display()));
    }
    say::note("Copies of the file from before, and what the disk has not overwritten yet, are still in clear.");
    Ok(Exit::Done)
}

/// The database file, which must be there.
fn database_file(settings: &Settings) -> Result<&Path, Failure> {
    let DatabaseUrl::Sqlite(database) = &settings.database else {
        return Err(Failure::refused("The files of PostgreSQL are not encrypted by Stepdown.")
            .remedy("Encrypt the disk of the server, or use what the server offers."));
    };
    if database.exists() {
        return Ok(database);
    }
    Err(Failure::new(Exit::Database, format!("There is no database in {}.", settings.data.display()))
        .remedy("Name the folder with --data. A new database is encrypted from the beginning."))
}

/// Says that the keys are not in a backup, when anything needs them.
pub(crate) fn remind(store: &Store, settings: &Settings) -> Result<(), Failure> {
    if !locked(store)?.is_empty() {
        let file = settings.data.join(CHART).display().to_string();
        say::note(format!(
            "The keys that lock counseling notes and other sealed parts are not in it: keep a copy of {file} in another safe place."
        ));
    }
    Ok(())
}

fn locked(store: &Store) -> Result<BTreeMap<String, u64>, Failure> {
    Ok(store.read::<_, StoreError>(reactions::keys::sealed_by)?)
}

fn is_sign_in_sealed(store: &Store) -> Result<bool, Failure> {
    Ok(store.read::<_, StoreError>(access::account::store::is_any_sealed)?)
}

fn unusable(error: access::key_ring::KeyRingError) -> Failure {
    Failure::new(Exit::Machine, error.to_string())
        .remedy("Put the file back from where its copy is kept. If it is lost for ever: `stepdown keys rotate --lost`.")
}
