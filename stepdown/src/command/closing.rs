//! `stepdown closing list`, `hand-over` and `seal`: what is left to do when the program ends, the records of those who agreed to the new
//! holder, each through the gate into a file of its own, and the sealed archive with its label (42 CFR 2.19; P2-19).

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use access::{Refusal, Role};
use confidential::{Packet, Released, ToOutside};
use privacy::program_closing::{NoteSealedArchive, ProgramClosing, SealedArchive, label};
use reactions::House;
use reactions::closing::{Becomes, ClosingView, OpenClosing, RecordContent, TransferRecord};
use serde_json::{Value, json};

use crate::backup;
use crate::command_line::{Backup, ClosingHandOver, ClosingList, ClosingSeal};
use crate::database::{Presence, open_house};
use crate::outcome::{Exit, Failure};
use crate::own_actor::as_role;
use crate::progress::Progress;
use crate::say;
use crate::settings::Settings;
use crate::write_file::{Unfinished, write_whole};

/// The form of a record that is handed over.
const FORMAT: &str = "stepdown-record/1";

/// Says what is left to do.
pub(crate) fn list(wish: &ClosingList) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let house = open_house(&settings, Presence::Expected)?;
    let view = seen(&house)?;
    let closing = under_way(&view)?;
    let count = |is: fn(&Becomes) -> bool| view.people.iter().filter(|line| is(&line.becomes)).count();
    let groups = [
        ("to_hand_over", "to hand over", count(|one| matches!(one, Becomes::ToMove { .. }))),
        ("handed_over", "handed over", count(|one| matches!(one, Becomes::Moved { .. }))),
        ("in_care", "in care, without a consent", count(|one| matches!(one, Becomes::InCare))),
        ("to_seal", "kept by law: sealed", count(|one| matches!(one, Becomes::ToSeal { .. }))),
        ("no_rule", "kept until counsel knows the law", count(|one| matches!(one, Becomes::NoRule))),
        ("time_over", "whose time is over", count(|one| matches!(one, Becomes::TimeOver { .. }))),
    ];
    let held = view.people.iter().filter(|line| line.is_held).count();
    let archive = closing.archive.as_ref().map(|archive| archive.file.as_str());
    if wish.json {
        let mut all: serde_json::Map<String, Value> =
            groups.iter().map(|(key, _, number)| ((*key).to_owned(), json!(number))).collect();
        all.insert("legal_holds".to_owned(), json!(held));
        all.insert("archive".to_owned(), json!(archive));
        all.insert("is_done".to_owned(), json!(view.is_done()));
        say::json(&Value::Object(all))?;
        return Ok(Exit::Done);
    }
    for (_, words, number) in groups {
        say::line(format!("{number:>7}  {words}"))?;
    }
    say::line(format!("{held:>7}  of them under a legal hold: nothing of these is destroyed"))?;
    say::line(archive.map_or_else(|| "The archive is not sealed yet.".to_owned(), |file| format!("The archive is {file}.")))?;
    Ok(Exit::Done)
}

fn seen(house: &House) -> Result<Released<ClosingView>, Failure> {
    Ok(house.ask(&as_role(Role::ComplianceOfficer), &OpenClosing)?)
}

fn under_way(view: &ClosingView) -> Result<&ProgramClosing, Failure> {
    view.open().ok_or_else(|| {
        Failure::refused("No closing of the program is under way.")
            .remedy("The director or the compliance officer begins it on screen: Privacy, Closing the program.")
    })
}

/// Hands over what may go.
pub(crate) fn hand_over(wish: &ClosingHandOver) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let seal = backup::Seal::to_key(&wish.recipient)?;
    let house = open_house(&settings, Presence::Expected)?;
    let view = seen(&house)?;
    let holder = under_way(&view)?.new_holder.clone().unwrap_or_default();
    std::fs::create_dir_all(&wish.to)
        .map_err(|error| Failure::machine(format!("{} cannot be made", wish.to.display()), &error))?;
    let going: Vec<_> = view.people.iter().filter(|line| matches!(line.becomes, Becomes::ToMove { .. })).collect();
    let progress = Progress::through(going.len() as u64, "records handed over");
    let officer = as_role(Role::ComplianceOfficer);
    let (mut files, mut stayed) = (0_u64, 0_u64);
    for (at, line) in going.iter().enumerate() {
        // The name of the file says nothing about anybody; who it is stands inside.
        let file = wish.to.join(format!("{}.json.age", house.ids().next::<vocabulary::id::DisclosureId>(house.clock().now())));
        let write = |packet: &Released<Packet<RecordContent>, ToOutside>| {
            written(&seal, &file, packet).map_err(|failure| Refusal::Fault(failure.to_string()))
        };
        match house.transfer_record(&officer, &TransferRecord { patient: line.patient }, write) {
            Ok(Some(())) => files += 1,
            Ok(None) => {}
            Err(refusal) => {
                // Written and not accounted for: it did not leave.
                if file.exists() {
                    std::fs::remove_file(&file)
                        .map_err(|error| Failure::machine(format!("{} cannot be removed", file.display()), &error))?;
                }
                match refusal {
                    // A consent was withdrawn meanwhile.
                    Refusal::Refused { .. } => stayed += 1,
                    other => return Err(Failure::from(other).remedy("Run it again: whatever left already does not leave twice.")),
                }
            }
        }
        progress.at(at as u64 + 1);
    }
    drop(progress);
    if wish.json {
        say::json(&json!({ "handed_over": files, "stayed": stayed, "to": wish.to }))?;
    } else {
        say::line(format!("{} handed over to {holder}, in {}.", say::count(files, "record"), wish.to.display()))?;
        if stayed > 0 {
            say::line(format!("{} stayed: the gate does not let them go any more.", say::count(stayed, "record")))?;
        }
    }
    Ok(Exit::Done)
}

/// Writes one record, encrypted to the new holder.
fn written(seal: &backup::Seal, place: &Path, packet: &Released<Packet<RecordContent>, ToOutside>) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| Failure::machine("A record cannot be written", &error);
    let bytes = serde_json::to_vec(&document(packet)?).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
    // Begun again within one hand-over, when the database asks for it.
    if place.exists() {
        std::fs::remove_file(place).map_err(cannot)?;
    }
    let mut unfinished = Unfinished::begin(place)?;
    let mut sealed = seal.encrypt(unfinished.file())?;
    sealed.write_all(&bytes).map_err(cannot)?;
    sealed.finish().map_err(cannot)?;
    unfinished.finish()
}

fn document(packet: &Released<Packet<RecordContent>, ToOutside>) -> Result<Value, Failure> {
    let records = packet.content.records.iter().map(|record| {
        let body: Value = serde_json::from_str(&record.body)
            .map_err(|_| Failure::new(Exit::Database, format!("Record {} cannot be read.", record.id)))?;
        Ok(json!({
            "kind": record.kind, "id": record.id, "version": record.version, "recorded_at": record.recorded_at.to_string(),
            "recorded_by": record.recorded_by, "body": body,
        }))
    });
    Ok(json!({
        "format": FORMAT,
        "labels": packet.labels(),
        "notice": packet.notice,
        "scope": packet.scope,
        "redisclosure": packet.redisclosure.sentence(),
        "name": packet.content.name,
        "birth_date": packet.content.birth_date.to_string(),
        "records": records.collect::<Result<Vec<Value>, Failure>>()?,
    }))
}

/// Writes the sealed archive and its label, and notes both.
pub(crate) fn seal(wish: &ClosingSeal) -> Result<Exit, Failure> {
    let settings = Settings::read(&wish.place, Vec::new())?;
    let house = open_house(&settings, Presence::Expected)?;
    let view = seen(&house)?;
    let closing = under_way(&view)?;
    let beside = label_file(&wish.to);
    if beside.exists() {
        return Err(Failure::new(Exit::Machine, format!("{} is there already; nothing is replaced.", beside.display()))
            .remedy("Choose another name."));
    }
    let copy = Backup {
        to: wish.to.clone(),
        recipient: wish.recipient.clone(),
        passphrase_file: wish.passphrase_file.clone(),
        json: wish.json,
        place: wish.place.clone(),
    };
    backup::write::run(&copy)?;
    let archive = SealedArchive {
        file: wish.to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        sha256: sha256(&wish.to)?,
        sealed_at: house.clock().now(),
        opened_by: wish.recipient.clone().unwrap_or_else(|| "a passphrase".to_owned()),
        keep_until: view.keep_until,
    };
    let labelled = ProgramClosing { archive: Some(archive.clone()), ..closing.clone() };
    let words = label(&labelled, view.keep_until).join("\n\n");
    write_whole(&beside, format!("{words}\n").as_bytes())?;
    house.perform(&as_role(Role::ComplianceOfficer), &NoteSealedArchive { closing: closing.id, archive })?;
    if !wish.json {
        say::line(format!("The label is {}. Print it, and keep it with the file.", beside.display()))?;
    }
    say::note("Keep the key that opens it, and chart.key, with whoever answers for it, apart from the file.");
    Ok(Exit::Done)
}

fn label_file(archive: &Path) -> PathBuf {
    let mut name = archive.file_name().unwrap_or_default().to_owned();
    name.push(".label.txt");
    archive.with_file_name(name)
}

fn sha256(file: &Path) -> Result<String, Failure> {
    let cannot = |error: std::io::Error| Failure::machine(format!("{} cannot be read", file.display()), &error);
    let bytes = File::open(file).and_then(backup::write::sha256_of).map_err(cannot)?;
    Ok(hex::encode(bytes))
}
