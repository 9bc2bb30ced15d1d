//! `stepdown wordings import`: licensed texts and translations of instruments (IN-19). Every file is judged before the first is loaded.

use std::collections::HashMap;
use std::path::Path;

use access::Role;
use forms::{Library, Overlay};
use measure::LoadWording;
use serde_json::json;
use store::DirectAccess;

use super::read_text;
use crate::command_line::WordingsImport;
use crate::database::{Presence, open_house};
use crate::outcome::{Exit, Failure};
use crate::own_actor::as_role;
use crate::say;
use crate::settings::Settings;

/// A file that may be loaded.
struct Judged<'a> {
    file: &'a Path,
    instrument: String,
    overlay: Overlay,
    text: String,
}

/// Loads every file, or none: all of them in one transaction.
pub(crate) fn run(wish: &WordingsImport) -> Result<Exit, Failure> {
    let all = judge_all(wish)?;
    if !wish.dry_run {
        let settings = Settings::read(&wish.place, Vec::new())?;
        let house = open_house(&settings, Presence::MayBeNew)?;
        let director = as_role(Role::ClinicalDirector);
        let at = house.clock().now();
        house.load(DirectAccess, &director, |performing| {
            for one in &all {
                let wording = LoadWording { instrument: one.instrument.clone(), text: one.text.clone() };
                performing.perform(&director, at, &wording)?;
            }
            Ok(())
        })?;
    }
    for one in &all {
        let (file, language) = (one.file.display(), &one.overlay.language);
        if wish.json {
            let sha256 = &one.overlay.hash;
            say::json(&json!({
                "file": file.to_string(), "instrument": one.instrument, "language": language, "sha256": sha256,
                "loaded": !wish.dry_run,
            }))?;
        } else {
            let state = if wish.dry_run { "can be loaded" } else { "is loaded" };
            say::line(format!(
                "{} in {language} {state}, by permission: {}.",
                one.instrument,
                one.overlay.permission.trim_end_matches('.')
            ))?;
        }
    }
    Ok(Exit::Done)
}

/// Every problem of every file at once.
fn judge_all(wish: &WordingsImport) -> Result<Vec<Judged<'_>>, Failure> {
    let mut all: Vec<Judged<'_>> = Vec::new();
    let mut wrong = Vec::new();
    let mut known: HashMap<(String, String), &Path> = HashMap::new();
    for file in &wish.files {
        let name = file.display();
        match judge(file, read_text(file)?) {
            Err(sentence) => wrong.push(format!("{name}: {sentence}")),
            Ok(one) => match known.insert((one.instrument.clone(), one.overlay.language.clone()), file) {
                Some(other) => {
                    let (instrument, language) = (&one.instrument, &one.overlay.language);
                    wrong.push(format!("{name}: {instrument} in {language} stands in {} already.", other.display()));
                }
                None => all.push(one),
            },
        }
    }
    if wrong.is_empty() {
        return Ok(all);
    }
    let mut failure = Failure::refused("");
    failure.sentences = wrong;
    Err(failure.remedy("Mend what is named and run the command again; nothing was loaded."))
}

fn judge(file: &Path, text: String) -> Result<Judged<'_>, String> {
    let instrument = Overlay::instrument(&text).map_err(|bad| bad.to_string())?;
    let Some(form) = Library::standard().form(&instrument) else {
        let known: Vec<&str> = Library::standard().forms().iter().map(|form| form.id.as_str()).collect();
        return Err(format!("There is no instrument {instrument:?}. Name one of {}.", known.join(", ")));
    };
    let overlay = Overlay::read(&text, form).map_err(|bad| bad.to_string())?;
    Ok(Judged { file, instrument, overlay, text })
}
