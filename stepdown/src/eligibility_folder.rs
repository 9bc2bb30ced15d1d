//! Questions and answers by folders: a program of the payer's or the clearinghouse's takes what lies in one and puts answers into the
//! other. An answer that was recorded is moved into `done`, one that was refused into `refused` with a note beside it that says why.

use std::path::{Path, PathBuf};
use std::time::Duration;

use access::{Refusal, Role};
use billing::eligibility::{AnswerReceipt, RecordEligibilityAnswer};
use reactions::House;

use crate::convert;
use crate::own_actor::as_role;

/// How often the folder is looked into.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// The most bytes of one answer file, as its reader has it.
const MOST_BYTES: u64 = 32 << 20;

/// Where questions go and answers come from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folders {
    /// Questions are put there.
    pub(crate) out: Option<PathBuf>,
    /// Answers are taken from there.
    pub(crate) incoming: Option<PathBuf>,
}

/// Records an answer file.
///
/// # Errors
/// A sentence: the file is not whole, or no answer in it belongs to a question of ours.
pub(crate) fn record(house: &House, name: &str, bytes: Vec<u8>) -> Result<AnswerReceipt, String> {
    let answers = convert::eligibility::read(&bytes)?;
    let command = RecordEligibilityAnswer { answers, file_name: name.to_owned(), original: bytes };
    house.perform(&as_role(Role::Biller), &command).map_err(|refusal| match refusal {
        Refusal::Invalid(problems) => problems.into_iter().map(|problem| problem.sentence).collect::<Vec<_>>().join(" "),
        Refusal::Refused { sentence, remedy, .. } => format!("{sentence} {remedy}"),
        other => other.to_string(),
    })
}

/// Takes in everything that lies in the folder now. Answers how many files were recorded and how many refused.
pub(crate) fn take_in(house: &House, folder: &Path) -> std::io::Result<(u64, u64)> {
    let (mut recorded, mut refused) = (0, 0);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.is_file() && is_answer(path));
    files.sort();
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let outcome = match std::fs::metadata(&path)?.len() {
            0..=MOST_BYTES => record(house, &name, std::fs::read(&path)?).map(drop),
            _ => Err("The file is larger than 32 MB.".to_owned()),
        };
        let into = folder.join(if outcome.is_ok() { "done" } else { "refused" });
        std::fs::create_dir_all(&into)?;
        std::fs::rename(&path, into.join(&name))?;
        match outcome {
            Ok(()) => recorded += 1,
            Err(sentence) => {
                std::fs::write(into.join(format!("{name}.why.txt")), format!("{sentence}\n"))?;
                refused += 1;
            }
        }
    }
    Ok((recorded, refused))
}

/// A name that begins with a dot, or ends as files do that are still being written, is left alone.
fn is_answer(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    !name.starts_with('.') && [".271", ".x12", ".edi", ".txt"].iter().any(|end| name.ends_with(end))
}

/// Looks into the folder again and again, until the program ends; nothing where none is set.
pub(crate) async fn watch(house: House, folder: Option<PathBuf>) {
    let Some(folder) = folder else { return };
    loop {
        let (own, place) = (house.clone(), folder.clone());
        match tokio::task::spawn_blocking(move || take_in(&own, &place)).await {
            Ok(Ok((0, 0))) => {}
            Ok(Ok((recorded, refused))) => tracing::info!(recorded, refused, "answers of payers taken in"),
            Ok(Err(error)) => tracing::error!(%error, "the folder of answers cannot be read; trying again"),
            Err(error) => tracing::error!(%error, "taking in answers ended early; trying again"),
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use store::DatabaseUrl;
    use vocabulary::{Clock, IdSource, ProgramZone};

    use super::*;

    #[test]
    fn what_is_not_an_answer_of_ours_is_put_aside_with_the_reason_and_what_is_still_written_is_left_alone() {
        let zone = ProgramZone::parse("America/New_York").unwrap();
        let house = House::open(&DatabaseUrl::InMemory, Clock::system(), IdSource::seeded(1), zone).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, words: &str| std::fs::write(folder.path().join(name), words).unwrap();
        let stranger = include_str!("../../edges/x12/testdata/eligibility/271.x12");
        put("cut.271", stranger.get(..300).unwrap());
        put("stranger.271", stranger);
        put(".half.271", "ISA");
        put("half.271.part", "ISA");
        assert_eq!(take_in(&house, folder.path()).unwrap(), (0, 2));
        let why = |name: &str| std::fs::read_to_string(folder.path().join("refused").join(name)).unwrap();
        assert!(why("cut.271.why.txt").contains("The file is not whole"));
        assert!(why("stranger.271.why.txt").contains("belongs to a question that was asked here"));
        assert!(folder.path().join(".half.271").exists() && folder.path().join("half.271.part").exists());
        assert_eq!(take_in(&house, folder.path()).unwrap(), (0, 0), "a second look finds nothing new");
    }
}
