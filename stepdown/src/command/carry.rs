//! `stepdown carry`: a laptop that was filled from the last backup carries the program on the local network while the line is down, and
//! gives its day back (OP-11, P2-40, P2-54).

use std::fs::File;
use std::io::{Read, Write};

use access::Role;
use jiff::Timestamp;
use reactions::House;
use serde_json::json;
use store::StoreError;
use treatment::carried::decide::ConflictLine;
use treatment::carried::{CarriedSince, FORMAT, Given, OpenConflicts, SETTING, TakeBack};
use treatment::group_note::carried::saved_since;

use crate::backup::{Opener, Seal};
use crate::command_line::{Backup, CarryConflicts, CarryTakeBack};
use crate::database::{Presence, open_house};
use crate::outcome::{Exit, Failure};
use crate::own_actor::as_role;
use crate::say;
use crate::settings::Settings;
use crate::write_file::Unfinished;

/// No day gives back more than this.
const MOST_BYTES: u64 = 1 << 28;

/// Begins to carry, or goes on: from then on the house records nothing that would be done twice. Answers since when.
pub(crate) fn begin(house: &House) -> Result<Timestamp, Failure> {
    let now = house.clock().now();
    let since = house.store(store::DirectAccess).write::<_, StoreError>(|tx| {
        if let Some(known) = tx.setting(SETTING)? {
            return Ok(serde_json::from_str::<CarriedSince>(&known).ok());
        }
        if tx.setting(conversation::message::RESTORED_AT)?.is_none() {
            return Ok(None);
        }
        let begun = CarriedSince { at: now, ends: tx.chain_ends()? };
        let words = serde_json::to_string(&begun).map_err(|error| StoreError::Fault(error.to_string()))?;
        tx.set_setting(SETTING, &words)?;
        Ok(Some(begun))
    })?;
    let since = since.ok_or_else(|| {
        Failure::refused("This database was not filled from a backup; it does not carry the program, it is the program.").remedy(
            "On the laptop: `stepdown restore --from BACKUP --identity KEY --data DIR`, then `stepdown carry serve --data DIR`.",
        )
    })?;
    house.carry(since.at);
    Ok(since.at)
}

/// Since when a database carries the program; nothing for the program itself.
pub(crate) fn since(house: &House) -> Result<Option<CarriedSince>, Failure> {
    let words = house.store(store::DirectAccess).read::<_, StoreError>(|tx| tx.setting(SETTING))?;
    Ok(words.and_then(|words| serde_json::from_str(&words).ok()))
}

/// Writes what was recorded since the program is carried.
pub(crate) fn give_back(wish: &Backup) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let seal = match (&wish.passphrase_file, wish.recipient.as_ref().or(settings.backup_recipient.as_ref())) {
        (Some(file), _) => Seal::to_passphrase(file)?,
        (None, Some(recipient)) => Seal::to_key(recipient)?,
        (None, None) => {
            return Err(Failure::new(Exit::Usage, "Nobody is named who can open the file; an unencrypted one is never written.")
                .remedy("Give --recipient age1… or --passphrase-file FILE, or set `backup_recipient`."));
        }
    };
    let house = open_house(&settings, Presence::Expected)?;
    let Some(begun) = since(&house)? else {
        return Err(Failure::refused("This database does not carry the program; there is nothing to give back.")
            .remedy("Run it on the laptop that carried it."));
    };
    if wish.to.exists() {
        let sentence = format!("{} is there already; nothing is replaced.", wish.to.display());
        return Err(Failure::new(Exit::Machine, sentence).remedy("Choose another name."));
    }
    let now = house.clock().now();
    let given = house.store(store::DirectAccess).read::<_, access::Refusal>(|tx| {
        Ok(Given {
            format: FORMAT.to_owned(),
            since: begun.at,
            given_at: now,
            rows: tx.recorded_behind(&begun.ends)?,
            drafts: saved_since(tx, begun.at)?,
        })
    })?;
    let cannot = |error: std::io::Error| Failure::machine(format!("{} cannot be written", wish.to.display()), &error);
    let bytes = serde_json::to_vec(&given).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
    let mut unfinished = Unfinished::begin(&wish.to)?;
    let mut sealed = seal.encrypt(unfinished.file())?;
    sealed.write_all(&bytes).map_err(cannot)?;
    sealed.finish().map_err(cannot)?;
    unfinished.finish()?;
    let (rows, drafts) = (given.rows.len() as u64, given.drafts.len() as u64);
    if wish.json {
        say::json(&json!({ "file": wish.to, "since": begun.at.to_string(), "records": rows, "drafts": drafts }))?;
    } else {
        let (file, rows, drafts) = (wish.to.display(), say::count(rows, "record"), say::count(drafts, "draft"));
        say::line(format!("{file}: {rows} and {drafts}, recorded since {}.", begun.at))?;
        say::note(
            "Take it to the program: `stepdown carry take-back FILE --identity KEY`. Keep the laptop as it is until that is done.",
        );
    }
    Ok(Exit::Done)
}

/// Takes in what was given back.
pub(crate) fn take_back(wish: &CarryTakeBack) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let opener = match (&wish.identity, &wish.passphrase_file) {
        (Some(key), _) => Opener::from_key_file(key)?,
        (None, Some(file)) => Opener::from_passphrase(file)?,
        (None, None) => return Err(Failure::new(Exit::Usage, "Give --identity FILE or --passphrase-file FILE.")),
    };
    let house = open_house(&settings, Presence::Expected)?;
    if since(&house)?.is_some() {
        return Err(Failure::refused("This database carries the program itself; it takes nothing back.")
            .remedy("Run it where the program is."));
    }
    let cannot = |error: std::io::Error| Failure::machine(format!("{} cannot be read", wish.file.display()), &error);
    let mut bytes = Vec::new();
    let plain = opener.open(File::open(&wish.file).map_err(cannot)?)?;
    plain.take(MOST_BYTES).read_to_end(&mut bytes).map_err(cannot)?;
    let given: Given = serde_json::from_slice(&bytes).map_err(|_| {
        Failure::refused(format!("{} is nothing that a carried program gave back, or it was cut short.", wish.file.display()))
            .remedy("Name the file that `stepdown carry give-back` wrote.")
    })?;
    let director = as_role(Role::ClinicalDirector);
    let receipt = house.perform(&director, &TakeBack { given })?;
    if wish.json {
        say::json(&json!({
            "taken": receipt.taken, "already": receipt.already, "to_decide": receipt.met, "drafts": receipt.drafts,
            "drafts_kept_aside": receipt.aside,
        }))?;
        return Ok(Exit::Done);
    }
    let count = |number: i64, words: &str| say::count(u64::try_from(number).unwrap_or(0), words);
    say::line(format!("{} taken in, {} stood here already.", count(receipt.taken, "version"), receipt.already))?;
    if receipt.drafts + receipt.aside > 0 {
        let parts = count(receipt.drafts, "draft");
        say::line(format!("{parts} taken in; {} met another and are kept aside in the note.", receipt.aside))?;
    }
    if receipt.met > 0 {
        let met = count(receipt.met, "record");
        say::line(format!(
            "{met} changed here and there: a person decides. `stepdown carry conflicts` lists them, and so does Today, Day packs."
        ))?;
    }
    Ok(Exit::Done)
}

/// Lists what waits for a person. Ids and kinds only; what they say is shown on screen to those who may see it.
pub(crate) fn conflicts(wish: &CarryConflicts) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let house = open_house(&settings, Presence::Expected)?;
    let lines = house.ask(&as_role(Role::ClinicalDirector), &OpenConflicts)?;
    let open: Vec<&ConflictLine> = lines.iter().filter(|line| line.decided.is_none()).collect();
    if wish.json {
        let all: Vec<_> = open
            .iter()
            .map(|line| json!({ "id": line.id, "kind": line.kind, "record_number": line.record_number, "recorded_at": line.recorded_at.to_string() }))
            .collect();
        say::json(&json!(all))?;
        return Ok(Exit::Done);
    }
    for line in &open {
        say::line(format!("{}  {}  record {}, recorded there {}", line.id, line.kind, line.record_number, line.recorded_at))?;
    }
    if open.is_empty() {
        say::line("Nothing waits for a person.")?;
    }
    Ok(Exit::Done)
}
