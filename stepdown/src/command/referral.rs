//! `stepdown referral import`: reads clinical documents and opens an inquiry for each; pages wait to be indexed by hand. A refused file does not keep the others out.

use std::fs::File;
use std::path::Path;

use access::Role;
use intake::referral::{CameBy, ReceiveReferral, ReferralReceipt};
use migrate_in::{FileKind, ReferralDocument};
use reactions::House;
use serde_json::json;

use crate::command_line::ReferralImport;
use crate::database::{Presence, open_house};
use crate::outcome::{Exit, Failure};
use crate::own_actor::as_role;
use crate::progress::Progress;
use crate::settings::Settings;
use crate::{convert, say};

/// Reads every file, and takes it in when a database is named.
pub(crate) fn run(wish: &ReferralImport) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let house = match (wish.dry_run, settings.names_database) {
        (false, true) => Some(open_house(&settings, Presence::MayBeNew)?),
        (false, false) => {
            say::note("Only read: no database is named. With --data DIR or --database-url URL an inquiry is opened.");
            None
        }
        (true, _) => None,
    };
    let total = wish.files.len() as u64;
    let progress = Progress::through(total, "documents");
    let mut refused = 0_u64;
    for (at, path) in (0_u64..).zip(&wish.files) {
        progress.at(at);
        refused += u64::from(!one(wish, house.as_ref(), path)?);
    }
    drop(progress);
    if refused > 0 {
        say::note(format!("{} of {total} refused.", say::count(refused, "file")));
    }
    Ok(if refused > 0 { Exit::Refused } else { Exit::Done })
}

/// One file. Answers whether it was taken.
///
/// # Errors
/// When no other file would fare better: the database is gone, the output is closed.
fn one(wish: &ReferralImport, house: Option<&House>, path: &Path) -> Result<bool, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (bytes, kind, document) = match read(path) {
        Ok(read) => read,
        Err((code, sentence)) => return refuse(wish, &name, code, &sentence).map(|()| false),
    };
    let receipt = match house.map(|house| receive(house, &name, bytes, (kind, &document))).transpose() {
        Ok(receipt) => receipt,
        Err(failure) if failure.exit == Exit::Refused => {
            return refuse(wish, &name, "not_accepted", &failure.to_string()).map(|()| false);
        }
        Err(failure) => return Err(failure),
    };
    if wish.json {
        say::line(migrate_in::to_json_line(&name, &document))?;
        if let Some(receipt) = receipt {
            say::note(format!("{name}: {}", whereto(&receipt)));
        }
    } else {
        say::line(if kind.is_pages() { pages(&name, kind) } else { summary(&name, &document) })?;
        if let Some(receipt) = receipt {
            say::line(format!("  {}", whereto(&receipt)))?;
        }
    }
    Ok(true)
}

fn read(path: &Path) -> Result<(Vec<u8>, FileKind, ReferralDocument), (&'static str, String)> {
    let file = File::open(path).map_err(|error| ("unreadable", format!("The file cannot be opened: {error}.")))?;
    let refused = |refusal: migrate_in::Refusal| (refusal.code(), refusal.to_string());
    let bytes = migrate_in::read_limited(file).map_err(refused)?;
    let (kind, document) = migrate_in::open(&bytes).map_err(refused)?;
    Ok((bytes, kind, document))
}

fn refuse(wish: &ReferralImport, name: &str, code: &str, sentence: &str) -> Result<(), Failure> {
    if wish.json {
        say::json(&json!({ "file": name, "refused": code, "sentence": sentence }))
    } else {
        say::line(format!("{name}\n  refused ({code}): {sentence}"))
    }
}

fn receive(
    house: &House,
    name: &str,
    original: Vec<u8>,
    (kind, document): (FileKind, &ReferralDocument),
) -> Result<ReferralReceipt, Failure> {
    let command = ReceiveReferral::of(convert::referral::as_read(kind, document), name, original, CameBy::Hand);
    Ok(house.perform(&as_role(Role::Intake), &command)?)
}

fn whereto(receipt: &ReferralReceipt) -> String {
    if receipt.awaits_index {
        let known = if receipt.is_new { "kept" } else { "known already" };
        return format!("{known}, to be indexed by hand: document {}", receipt.referral);
    }
    match (receipt.is_new, receipt.is_same_file) {
        (true, _) => format!("new inquiry {}", receipt.inquiry),
        (false, true) => format!("known already: inquiry {}", receipt.inquiry),
        (false, false) => format!("known already by its id, in another file that is not kept: inquiry {}", receipt.inquiry),
    }
}

/// Pages are not read; what they are is said.
fn pages(name: &str, kind: FileKind) -> String {
    format!("{name}\n  pages ({}) that only a person can read", kind.media_type())
}

/// What was read, for people at this machine.
fn summary(name: &str, document: &ReferralDocument) -> String {
    let patient = &document.patient;
    let born = patient.birth_day.map_or_else(|| "birth date unknown".to_owned(), |day| format!("born {day}"));
    let counts = [
        (document.problems.len(), "problem", "problems"),
        (document.medications.len(), "medication", "medications"),
        (document.allergies.len(), "allergy", "allergies"),
        (document.substance_use.len(), "statement about substance use", "statements about substance use"),
        (document.results.len(), "result", "results"),
        (document.sections.len(), "section", "sections"),
    ];
    let counted: Vec<String> =
        counts.iter().map(|(count, one, more)| format!("{count} {}", if *count == 1 { one } else { more })).collect();
    let mut text =
        format!("{name}\n  {}, {} · {born} · {}", patient.family, patient.given, document.title.as_deref().unwrap_or("untitled"));
    text.push_str(&format!("\n  {}", counted.join(", ")));
    if document.unread.is_empty() {
        text.push_str("\n  nothing was left unread");
    } else {
        text.push_str(&format!("\n  {} could not be read:", say::count(document.unread.len() as u64, "place")));
        for unread in &document.unread {
            text.push_str(&format!("\n    {}: {}", unread.path, unread.why));
        }
    }
    text
}
