//! `stepdown keys list` and `stepdown keys rotate`: the file of keys that lock counseling notes (P2-11, P2-54).

use std::collections::BTreeMap;

use access::KeyRing;
use access::keys::CHART;
use serde_json::json;
use store::{Store, StoreError};

use crate::command_line::KeysWish;
use crate::database::{Presence, open_store};
use crate::outcome::{Exit, Failure};
use crate::say;
use crate::settings::Settings;

/// Lists the keys, and what each has locked.
pub(crate) fn list(wish: &KeysWish) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let locked = locked(&open_store(&settings, Presence::Expected)?)?;
    let ring = KeyRing::from_file(&settings.data.join(CHART)).map_err(|error| Failure::new(Exit::Machine, error.to_string()))?;
    let names = ring.names();
    let missing: Vec<&String> = locked.keys().filter(|key| !names.contains(&key.as_str())).collect();
    for name in names.iter().copied().chain(missing.iter().map(|name| name.as_str())) {
        let (count, locks) = (locked.get(name).copied().unwrap_or(0), names.last() == Some(&name));
        let is_here = names.contains(&name);
        if wish.json {
            say::json(&json!({ "key": name, "locked": count, "is_here": is_here, "locks_now": locks }))?;
        } else {
            let state = match (is_here, locks) {
                (false, _) => "is not in the file",
                (true, true) => "locks what is written now",
                (true, false) => "opens what it locked",
            };
            say::line(format!("{name}  {:<22} {state}", say::count(count, "note version")))?;
        }
    }
    if missing.is_empty() {
        return Ok(Exit::Done);
    }
    say::note(format!("What a missing key locked cannot be read. Put the file {CHART} with it back into the data folder."));
    Ok(Exit::Database)
}

/// Puts a new key on the ring.
pub(crate) fn rotate(wish: &KeysWish) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    open_store(&settings, Presence::Expected)?;
    let file = settings.data.join(CHART);
    let name = KeyRing::add_key(&file).map_err(|error| Failure::new(Exit::Machine, error.to_string()))?;
    if wish.json {
        say::json(&json!({ "key": name, "file": file }))?;
    } else {
        say::line(format!("{name} is in {}. It locks what is written after the next start of the program.", file.display()))?;
        say::note("Keep a copy of the file in another safe place: it is in no backup.");
    }
    Ok(Exit::Done)
}

/// Says that the keys are not in a backup, when anything needs them.
pub(crate) fn remind(store: &Store, settings: &Settings) -> Result<(), Failure> {
    if !locked(store)?.is_empty() {
        let file = settings.data.join(CHART).display().to_string();
        say::note(format!("The keys that lock counseling notes are not in it: keep a copy of {file} in another safe place."));
    }
    Ok(())
}

fn locked(store: &Store) -> Result<BTreeMap<String, u64>, Failure> {
    Ok(store.read::<_, StoreError>(treatment::counseling_note::locked_by)?)
}
