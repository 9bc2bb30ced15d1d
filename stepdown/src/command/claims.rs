//! `stepdown claims export`: builds claims, lets them through the gate, writes one X12 file whole or not at all.

use access::Role;
use billing::claim::release::ReleasedBatch;
use billing::claim::{BatchReceipt, BuildClaims, ClaimBatch, ClaimFile, all_batches};
use billing::rule::ClaimForm;
use reactions::House;
use serde_json::json;
use store::StoreError;

use crate::command_line::{ClaimFormat, ClaimsExport};
use crate::convert::{self, Submission};
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
    let released = house.release_claims(&as_role(Role::Biller), &ClaimFile { batch })?;
    let number = released.batch.control_number;
    let file = if released.claims.is_empty() { None } else { Some(write(wish, &released)?) };
    if wish.json {
        say::json(&json!({
            "batch": number,
            "format": format_name(released.batch.form),
            "file": file,
            "claims": released.claims.len(),
            "total_cents": released.claims.iter().map(|claim| claim.total_cents()).sum::<i64>(),
            "held": held(&receipt),
            "refused": released.refused.iter().map(|(claim, why)| json!({ "claim": claim, "sentence": why })).collect::<Vec<_>>(),
        }))?;
    } else {
        in_words(&released, file.as_deref(), &receipt)?;
    }
    Ok(if released.refused.is_empty() { Exit::Done } else { Exit::Refused })
}

fn build(house: &House, wish: &ClaimsExport) -> Result<BatchReceipt, Failure> {
    let (Some(from), Some(to), Some(format)) = (wish.from, wish.to, wish.format) else {
        return Err(Failure::new(Exit::Usage, "Name --from, --to and --format, or --batch."));
    };
    Ok(house.perform(&as_role(Role::Biller), &BuildClaims { form: format.into(), from, to })?)
}

fn known(house: &House, number: i64) -> Result<BatchReceipt, Failure> {
    let batches = house.store().read::<_, StoreError>(|tx| all_batches(tx, i64::MAX))?;
    let batch: ClaimBatch = batches
        .into_iter()
        .map(|batch| batch.record)
        .find(|batch| batch.control_number == number)
        .ok_or_else(|| Failure::refused(format!("There is no batch {number}.")))?;
    Ok(BatchReceipt { batch: Some(batch.id), claims: batch.claims, total_cents: batch.total_cents, held: batch.held })
}

fn nothing(wish: &ClaimsExport, receipt: &BatchReceipt) -> Result<Exit, Failure> {
    if wish.json {
        let format = wish.format.map(|format| format_name(format.into()));
        say::json(&json!({
            "batch": null, "format": format, "file": null, "claims": 0, "total_cents": 0, "held": held(receipt), "refused": [],
        }))?;
    } else {
        say::line("Nothing is ready in these days.")?;
        tell_held(receipt)?;
    }
    Ok(Exit::Done)
}

fn write(wish: &ClaimsExport, released: &ReleasedBatch) -> Result<String, Failure> {
    let number = released.batch.control_number;
    let again = format!("The batch is kept: mend what is named and run `stepdown claims export --batch {number}`.");
    let usage = if wish.test { Usage::Test } else { Usage::Production };
    let bytes = convert::claim::write(released, &Submission { usage, clearinghouse: None }).map_err(|sentences| {
        let mut failure = Failure::refused(format!("The file of batch {number} cannot be written:")).remedy(again.clone());
        failure.sentences.extend(sentences.into_iter().map(|sentence| format!("• {sentence}")));
        failure
    })?;
    let path = wish.out.join(format!("{}-{number:06}.x12", format_name(released.batch.form)));
    write_whole(&path, &bytes).map_err(|failure| failure.remedy(again))?;
    Ok(path.to_string_lossy().into_owned())
}

fn format_name(form: ClaimForm) -> &'static str {
    match form {
        ClaimForm::Professional => "837p",
        ClaimForm::Institutional => "837i",
    }
}

fn held(receipt: &BatchReceipt) -> Vec<serde_json::Value> {
    receipt.held.iter().map(|(sentence, count)| json!({ "sentence": sentence, "claims": count })).collect()
}

fn in_words(released: &ReleasedBatch, file: Option<&str>, receipt: &BatchReceipt) -> Result<(), Failure> {
    let total: i64 = released.claims.iter().map(|claim| claim.total_cents()).sum();
    let claims = say::count(released.claims.len() as u64, "claim");
    say::line(format!("Batch {}: {claims}, ${}.", released.batch.control_number, say::dollars(total)))?;
    match file {
        Some(file) => say::line(file)?,
        None => say::line("No file: no claim passed the gate.")?,
    }
    for (claim, why) in &released.refused {
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
