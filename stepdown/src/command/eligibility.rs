//! `stepdown eligibility ask` and `stepdown eligibility read`: questions to payers as 270 files, answers from 271 files. A refused file
//! does not keep the others out.

use std::path::Path;

use access::Role;
use privacy::agreement::Service;
use reactions::House;
use reactions::cover::CheckCover;
use serde_json::json;
use vocabulary::id::PatientId;
use x12::Usage;

use crate::command_line::{EligibilityAsk, EligibilityRead};
use crate::convert::{self, Submission};
use crate::database::{Presence, open_house};
use crate::outcome::{Exit, Failure};
use crate::own_actor::as_role;
use crate::say;
use crate::serve::answer_folder::record;
use crate::settings::Settings;
use crate::write_file::Unfinished;

/// Asks: nothing is asked where no file can be written.
pub(crate) fn ask(wish: &EligibilityAsk) -> Result<Exit, Failure> {
    let patient: PatientId =
        wish.patient.parse().map_err(|_| Failure::new(Exit::Usage, "--patient takes an id, as in the address of the chart."))?;
    let settings = Settings::read(&wish.place, Vec::new())?;
    let house = open_house(&settings, Presence::Expected)?;
    let usage = if wish.test { Usage::Test } else { Usage::Production };
    let carried_by = settings.clearinghouse.is_some().then_some(Service::ClearingHouse);
    let submission = Submission { usage, clearinghouse: settings.clearinghouse };
    if wish.out.exists() {
        return Err(Failure::refused(format!("{} is there already.", wish.out.display())).remedy("Name another file."));
    }
    // Before anything is asked: a place that cannot be written must not cost a disclosure.
    let unfinished = Unfinished::begin(&wish.out)?;
    let write = |released: &billing::eligibility::ReleasedInquiry| convert::eligibility::write(released, &submission);
    let check = CheckCover { patient, coverage: None };
    let (receipt, bytes) = house.ask_eligibility(&as_role(Role::Biller), &check, carried_by, write)?;
    let kept = format!("Question {} is recorded; its file can be taken from the Coverage tab.", receipt.number);
    unfinished.fill(&bytes).map_err(|failure| failure.remedy(kept))?;
    let file = wish.out.to_string_lossy();
    if wish.json {
        say::json(&json!({ "check": receipt.check.to_string(), "number": receipt.number, "file": file }))?;
    } else {
        say::line(format!("Question {} is in {file}. Its answer is taken in by `stepdown eligibility read`.", receipt.number))?;
    }
    Ok(Exit::Done)
}

/// Reads every file, and records the answers when a database is named.
pub(crate) fn read(wish: &EligibilityRead) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let house = match (wish.dry_run, settings.names_database) {
        (false, true) => Some(open_house(&settings, Presence::Expected)?),
        (false, false) => {
            say::note("Only read: no database is named. With --data DIR or --database-url URL the answers are recorded.");
            None
        }
        (true, _) => None,
    };
    let mut refused = 0_u64;
    for path in &wish.files {
        refused += u64::from(!one(wish, house.as_ref(), path)?);
    }
    if refused > 0 {
        say::note(format!("{} of {} refused.", say::count(refused, "file"), wish.files.len()));
    }
    Ok(if refused > 0 { Exit::Refused } else { Exit::Done })
}

/// One file. Answers whether it was taken.
///
/// # Errors
/// When no other file would fare better: the database is gone, the output is closed.
fn one(wish: &EligibilityRead, house: Option<&House>, path: &Path) -> Result<bool, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return refuse(wish, &name, &format!("The file cannot be opened: {error}.")).map(|()| false),
    };
    let answers = match convert::eligibility::read(&bytes) {
        Ok(answers) => answers,
        Err(sentence) => return refuse(wish, &name, &sentence).map(|()| false),
    };
    let recorded = house.map(|house| record(house, &name, answers.clone(), bytes)).transpose().map_err(Failure::from);
    let receipt = match recorded {
        Ok(receipt) => receipt,
        Err(failure) if failure.exit == Exit::Refused => {
            let remedy = failure.remedy.as_deref().unwrap_or_default();
            return refuse(wish, &name, format!("{failure} {remedy}").trim_end()).map(|()| false);
        }
        Err(failure) => return Err(failure),
    };
    if wish.json {
        let answers: Vec<_> = answers
            .iter()
            .map(|one| {
                json!({
                    "trace": one.trace,
                    "reference": one.reference,
                    "status": one.content.status(),
                    "summary": one.content.summary(),
                    "figures": billing::eligibility::Figures::of(&one.content),
                    "content": one.content,
                })
            })
            .collect();
        say::json(&json!({ "file": name, "answers": answers, "recorded": receipt.as_ref().map(counted) }))?;
    } else {
        say::line(&name)?;
        for one in &answers {
            say::line(format!("  {}", if one.trace.is_empty() { &one.reference } else { &one.trace }))?;
            for sentence in one.content.summary() {
                say::line(format!("    {sentence}"))?;
            }
            for place in &one.content.unread {
                say::line(format!("    kept as it stood: {place}"))?;
            }
        }
        if let Some(done) = receipt {
            let words = format!(
                "{} recorded, {} known already, {} to others' questions",
                done.recorded.len(),
                done.known,
                done.unmatched
            );
            say::line(format!("  {words}"))?;
        }
    }
    Ok(true)
}

fn counted(done: &billing::eligibility::AnswerReceipt) -> serde_json::Value {
    json!({
        "recorded": done.recorded.len(),
        "known": done.known,
        "unmatched": done.unmatched,
        "attention": done.attention,
    })
}

fn refuse(wish: &EligibilityRead, name: &str, sentence: &str) -> Result<(), Failure> {
    if wish.json {
        say::json(&json!({ "file": name, "refused": sentence }))
    } else {
        say::line(format!("{name}\n  refused: {sentence}"))
    }
}
