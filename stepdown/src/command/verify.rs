//! `stepdown verify`: is every record as it was written?

use jiff::Timestamp;
use serde_json::json;
use store::checkpoint::{Checkpoint, Mark, NotSigned, Notary, Occasion, Standing};
use store::{Store, Verification};

use crate::command_line::Verify;
use crate::database::{Presence, make_folder, notary, open_store};
use crate::outcome::{Exit, Failure};
use crate::progress::Progress;
use crate::say;
use crate::settings::Settings;

/// What was found, and the checkpoint that was signed over it, or why none was.
pub(crate) type Witnessed = (Verification, Result<Checkpoint, NotSigned>);

/// Verifies the database and tells the outcome.
pub(crate) fn run(wish: &Verify) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let store = open_store(&settings, Presence::Expected)?;
    let notary = who(wish, &store, &settings)?;
    let (found, signed) = if wish.checkpoint {
        let (found, signed) = witness(&store, &notary, Occasion::Regular)?;
        (found, Some(signed))
    } else {
        (verify(&store, &notary)?, None)
    };
    if wish.json {
        let Verification { records, chains, derived_rows, broken, checkpoints, backdated } = &found;
        let mut told = json!({
            "whole": broken.is_none(),
            "records": records,
            "chains": chains,
            "derived_rows": derived_rows,
            "broken": broken,
            "checkpoint": checkpoints,
            "backdated": backdated,
        });
        if let (Some(signed), Some(told)) = (&signed, told.as_object_mut()) {
            told.insert("signed".to_owned(), json!(signed.as_ref().ok()));
        }
        say::json(&told)?;
    } else {
        say::line(in_words(&found))?;
    }
    match signed {
        Some(Err(why)) if found.broken.is_none() => Err(why.into()),
        _ => Ok(if found.broken.is_some() { Exit::Broken } else { Exit::Done }),
    }
}

/// Whose checkpoints count. Only who asks for a checkpoint makes a key or a folder.
fn who(wish: &Verify, store: &Store, settings: &Settings) -> Result<Notary, Failure> {
    let is_named = !wish.public_key.is_empty();
    let known = match (wish.checkpoint, is_named) {
        (true, true) => {
            make_folder(&settings.data)?;
            Notary::with_new_key(&settings.data)?
        }
        (true, false) => notary(store, settings)?,
        (false, true) => Notary::without_key(&settings.data),
        (false, false) => Notary::looking_at(&settings.data)?,
    };
    let known = known.trusting(&wish.public_key);
    Ok(match &wish.against {
        Some(file) if !file.exists() => {
            let sentence = format!("{} is not there; a database is not held against nothing.", file.display());
            return Err(Failure::new(Exit::Machine, sentence));
        }
        Some(file) => known.against(file.clone()),
        None => known,
    })
}

/// Verifies with progress.
pub(crate) fn verify(store: &Store, notary: &Notary) -> Result<Verification, Failure> {
    let progress = Progress::counting("records verified");
    Ok(store.verify_with(&reactions::kinds(), notary, &|done| progress.at(done))?)
}

/// Verifies with progress, and signs a checkpoint over what is whole.
pub(crate) fn witness(store: &Store, notary: &Notary, occasion: Occasion) -> Result<Witnessed, Failure> {
    let progress = Progress::counting("records verified");
    let now = Timestamp::now();
    Ok(store.checkpoint(&reactions::kinds(), notary, occasion, now, &|done| progress.at(done))?)
}

/// The outcome for people. Ids only; what a record says is not shown.
pub(crate) fn in_words(found: &Verification) -> String {
    let first = match &found.broken {
        None => format!(
            "Whole: {} in {}, and {} derived from them.\n{}",
            say::count(found.records, "record"),
            say::count(found.chains, "chain"),
            say::count(found.derived_rows, "row"),
            vouched(found.checkpoints.as_ref(), found.records),
        ),
        Some(broken) => format!(
            "Broken: {}.\n  chain {}, place {}, {} {}\n  {}\n  {} were whole before it. Restore the last good backup beside this \
             database and compare; nothing is repaired by itself.",
            broken.what,
            if broken.chain.is_empty() { "–" } else { &broken.chain },
            broken.position,
            if broken.kind.is_empty() { "record" } else { &broken.kind },
            broken.record_id,
            since(broken.since),
            say::count(found.records.saturating_sub(1), "record"),
        ),
    };
    match &found.backdated {
        None => first,
        Some(late) => format!(
            "{first}\n  {} written later than said, the first at place {} of chain {}: from {} by its own words, and not yet there when \
             checkpoint {} was signed at {}. A clock stood wrong or was set back.",
            if late.records == 1 { "1 record was".to_owned() } else { format!("{} records were", late.records) },
            late.position,
            late.chain,
            late.says,
            late.after.checkpoint,
            late.after.at,
        ),
    }
}

fn vouched(standing: Option<&Standing>, records: u64) -> String {
    let Some(standing) = standing else {
        return "  No checkpoint was signed yet: whoever can write to the database could have rewritten whole chains. `stepdown verify \
                --checkpoint` signs one."
            .to_owned();
    };
    let Mark { checkpoint, at } = standing.newest;
    let whose = if standing.is_key_known {
        "signed with the key"
    } else {
        "signed with a key that is not here; compare it with the one that you keep:"
    };
    let restored =
        standing.restored_at.map(|at| format!("\n  Restored from a backup at {at}; later checkpoints were left behind."));
    format!(
        "  Checkpoint {checkpoint} of {at} vouches for {} of {records} records,\n  {whose}\n  {}\n  Its hash is {}.{}",
        standing.records,
        standing.key.in_groups(),
        standing.hash,
        restored.unwrap_or_default(),
    )
}

fn since(newest: Option<Mark>) -> String {
    match newest {
        Some(mark) => {
            format!("All was whole when checkpoint {} was signed at {}; this was changed after that.", mark.checkpoint, mark.at)
        }
        None => "No checkpoint holds, so that nobody can say since when.".to_owned(),
    }
}
