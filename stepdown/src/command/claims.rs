//! `stepdown claims export`: builds claims, lets them through the gate, writes each X12 file whole or not at all.

use std::collections::BTreeSet;

use access::Role;
use billing::claim::release::ReleasedBatch;
use billing::claim::{BatchReceipt, BuildClaims, ClaimBatch, ClaimFile, OpenClaimBatch, all_batches};
use billing::rule::ClaimForm;
use privacy::agreement::Service;
use reactions::House;
use serde_json::json;
use store::StoreError;
use vocabulary::id::{ClaimBatchId, PayerId};

use crate::command_line::{ClaimFormat, ClaimsExport};
use crate::convert::{self, Clearinghouse, Submission};
use crate::database::{Presence, make_folder, open_house};
use crate::outcome::{Exit, Failure};
use crate::own_actor::as_role;
use crate::say;
use crate::settings::Settings;
use crate::write_file::write_whole;
use x12::Usage;

impl From<ClaimFormat> for ClaimForm {
    fn from(format: ClaimFormat) -> Self {
        match format {
            ClaimFormat::Professional => Self::Professional,
            ClaimFormat::Institutional => Self::Institutional,
        }
    }
}

/// Builds and writes a batch, or writes a known one again.
pub(crate) fn run(wish: &ClaimsExport) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let house = open_house(&settings, Presence::Expected)?;
    // Before anything is claimed: a folder that cannot be written must not cost a batch.
    make_folder(&wish.out)?;
    tempfile::NamedTempFile::new_in(&wish.out)
        .map_err(|error| Failure::machine(format!("{} cannot be written", wish.out.display()), &error))?;
    let receipt = match wish.batch {
        Some(number) => known(&house, number)?,
        None => build(&house, wish)?,
    };
    let Some(batch) = receipt.batch else { return nothing(wish, &receipt) };
    let sent = send(&house, wish, batch, settings.clearinghouse)?;
    if wish.json {
        say::json(&json!({
            "batch": sent.number,
            "format": sent.form.as_str(),
            "file": sent.files.first(),
            "files": sent.files,
            "claims": sent.claims,
            "total_cents": sent.total_cents,
            "held": held(&receipt),
            "refused": sent.refused.iter().map(|(claim, why)| json!({ "claim": claim, "sentence": why })).collect::<Vec<_>>(),
        }))?;
    } else {
        in_words(&sent, &receipt)?;
    }
    Ok(if sent.refused.is_empty() { Exit::Done } else { Exit::Refused })
}

/// What left, and what did not.
struct Sent {
    number: i64,
    form: ClaimForm,
    claims: usize,
    total_cents: i64,
    files: Vec<String>,
    refused: Vec<(String, String)>,
}

/// One file through a clearinghouse, or one for each payer. Each file is made in the transaction that accounts for it, so one that
/// cannot be made is not accounted for.
fn send(house: &House, wish: &ClaimsExport, batch: ClaimBatchId, clearinghouse: Option<Clearinghouse>) -> Result<Sent, Failure> {
    let actor = as_role(Role::Biller);
    let view = house.ask(&actor, &OpenClaimBatch { batch })?;
    let payers: BTreeSet<PayerId> = view.claims.iter().map(|claim| claim.payer).collect();
    let each: Vec<Option<PayerId>> = match (&clearinghouse, payers.len()) {
        (None, 2..) => payers.into_iter().map(Some).collect(),
        _ => vec![None],
    };
    let usage = if wish.test { Usage::Test } else { Usage::Production };
    let carried_by = clearinghouse.is_some().then_some(Service::ClearingHouse);
    let submission = Submission { usage, clearinghouse };
    let (number, form) = (view.batch.control_number, view.batch.form);
    let mut sent = Sent { number, form, claims: 0, total_cents: 0, files: Vec::new(), refused: Vec::new() };
    let again = format!("The batch is kept: mend what is named and run `stepdown claims export --batch {number}`.");
    for payer in each {
        let make = |released: &ReleasedBatch| -> Result<Option<Vec<u8>>, Vec<String>> {
            if released.claims.is_empty() { Ok(None) } else { convert::claim::write(released, &submission).map(Some) }
        };
        let file = ClaimFile { batch, payer };
        let (released, bytes) = house.release_claims(&actor, &file, carried_by, make).map_err(|refusal| {
            let access::Refusal::Invalid(problems) = refusal else { return Failure::from(refusal) };
            let mut failure = Failure::refused(format!("A file of batch {number} cannot be written:")).remedy(again.clone());
            failure.sentences.extend(problems.into_iter().map(|problem| format!("• {}", problem.sentence)));
            failure
        })?;
        sent.claims += released.claims.len();
        sent.total_cents += released.claims.iter().map(|claim| claim.total_cents()).sum::<i64>();
        sent.refused.extend(released.refused.iter().cloned());
        if let Some(bytes) = bytes {
            let path = wish.out.join(format!("{}.x12", released.name(&file)));
            write_whole(&path, &bytes).map_err(|failure| failure.remedy(again.clone()))?;
            sent.files.push(path.to_string_lossy().into_owned());
        }
    }
    Ok(sent)
}

fn build(house: &House, wish: &ClaimsExport) -> Result<BatchReceipt, Failure> {
    let (Some(from), Some(to), Some(format)) = (wish.from, wish.to, wish.format) else {
        return Err(Failure::new(Exit::Usage, "Name --from, --to and --format, or --batch."));
    };
    Ok(house.perform(&as_role(Role::Biller), &BuildClaims { form: format.into(), from, to })?)
}

fn known(house: &House, number: i64) -> Result<BatchReceipt, Failure> {
    let batches = house.store(store::DirectAccess).read::<_, StoreError>(|tx| all_batches(tx, i64::MAX))?;
    let batch: ClaimBatch = batches
        .into_iter()
        .map(|batch| batch.record)
        .find(|batch| batch.control_number == number)
        .ok_or_else(|| Failure::refused(format!("There is no batch {number}.")))?;
    Ok(BatchReceipt { batch: Some(batch.id), claims: batch.claims, total_cents: batch.total_cents, held: batch.held })
}

fn nothing(wish: &ClaimsExport, receipt: &BatchReceipt) -> Result<Exit, Failure> {
    if wish.json {
        let format = wish.format.map(|format| ClaimForm::from(format).as_str());
        say::json(&json!({
            "batch": null, "format": format, "file": null, "claims": 0, "total_cents": 0, "held": held(receipt), "refused": [],
        }))?;
    } else {
        say::line("Nothing is ready in these days.")?;
        tell_held(receipt)?;
    }
    Ok(Exit::Done)
}

fn held(receipt: &BatchReceipt) -> Vec<serde_json::Value> {
    receipt.held.iter().map(|(sentence, count)| json!({ "sentence": sentence, "claims": count })).collect()
}

fn in_words(sent: &Sent, receipt: &BatchReceipt) -> Result<(), Failure> {
    let claims = say::count(sent.claims as u64, "claim");
    say::line(format!("Batch {}: {claims}, ${}.", sent.number, say::dollars(sent.total_cents)))?;
    for file in &sent.files {
        say::line(file)?;
    }
    if sent.files.is_empty() {
        say::line("No file: no claim passed the gate.")?;
    }
    for (claim, why) in &sent.refused {
        say::line(format!("  {claim} did not go out: {why}"))?;
    }
    tell_held(receipt)
}

fn tell_held(receipt: &BatchReceipt) -> Result<(), Failure> {
    for (sentence, count) in &receipt.held {
        say::line(format!("  {} held: {sentence}", say::count(*count, "claim")))?;
    }
    Ok(())
}
