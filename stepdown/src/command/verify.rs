//! `stepdown verify`: is every record as it was written?

use serde_json::json;
use store::{Store, Verification};

use crate::command_line::Verify;
use crate::database::{Presence, open_store};
use crate::outcome::{Exit, Failure};
use crate::progress::Progress;
use crate::say;
use crate::settings::Settings;

/// Verifies the database and tells the outcome.
pub(crate) fn run(wish: &Verify) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let store = open_store(&settings, Presence::Expected)?;
    let found = verify(&store)?;
    if wish.json {
        let Verification { records, chains, derived_rows, broken } = &found;
        let is_whole = broken.is_none();
        say::json(
            &json!({ "whole": is_whole, "records": records, "chains": chains, "derived_rows": derived_rows, "broken": broken }),
        )?;
    } else {
        say::line(in_words(&found))?;
    }
    Ok(if found.broken.is_some() { Exit::Broken } else { Exit::Done })
}

/// Verifies with progress.
pub(crate) fn verify(store: &Store) -> Result<Verification, Failure> {
    let progress = Progress::counting("records verified");
    Ok(store.verify(&reactions::kinds(), &|done| progress.at(done))?)
}

/// The outcome for people. Ids only; what a record says is not shown.
pub(crate) fn in_words(found: &Verification) -> String {
    match &found.broken {
        None => format!(
            "Whole: {} in {}, and {} derived from them.",
            say::count(found.records, "record"),
            say::count(found.chains, "chain"),
            say::count(found.derived_rows, "row"),
        ),
        Some(broken) => format!(
            "Broken: {}.\n  chain {}, place {}, {} {}\n  {} were whole before it. Restore the last good backup beside this \
             database and compare; nothing is repaired by itself.",
            broken.what,
            if broken.chain.is_empty() { "–" } else { &broken.chain },
            broken.position,
            if broken.kind.is_empty() { "record" } else { &broken.kind },
            broken.record_id,
            say::count(found.records.saturating_sub(1), "record"),
        ),
    }
}
