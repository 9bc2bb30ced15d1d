//! Where a target begins: the seeds kept in `fuzz/seeds`, small files of the test data, and what earlier runs found in the target folder.

use std::path::{Path, PathBuf};

use super::Target;
use crate::repo::Repo;
use crate::trouble::{Trouble, While};

/// Files after which a grown corpus begins anew: reading it would take the time in which something new could be found.
const MOST_FILES: usize = 6_000;

/// The folders of one target.
pub struct Corpus {
    /// Inputs that each reach something of their own; the run adds to it.
    pub inputs: PathBuf,
    /// Inputs that broke the target, now or earlier.
    pub crashes: PathBuf,
    /// What the last run printed.
    pub log: PathBuf,
}

/// Makes the folders and copies the seeds into them.
///
/// # Errors
/// When a folder cannot be made or a seed not be copied.
pub fn prepare(repo: &Repo, target: &Target) -> Result<Corpus, Trouble> {
    let folder = super::folder(repo);
    let corpus = Corpus {
        inputs: folder.join("corpora").join(target.name),
        crashes: folder.join("crashes").join(target.name),
        log: folder.join("logs").join(format!("{}.log", target.name)),
    };
    if files(&corpus.inputs).len() > MOST_FILES {
        std::fs::remove_dir_all(&corpus.inputs).doing("clearing a corpus that has grown too large")?;
    }
    for folder in [corpus.inputs.as_path(), corpus.crashes.as_path(), corpus.log.parent().unwrap_or(&folder)] {
        std::fs::create_dir_all(folder).doing(&format!("making {}", folder.display()))?;
    }
    let kept = files(&repo.root().join("fuzz/seeds").join(target.name));
    let shared = target.testdata.iter().flat_map(|folder| files(&repo.root().join(folder)));
    for seed in kept.into_iter().chain(shared).filter(|seed| is_seed(seed, target.longest_bytes)) {
        let name = seed.file_name().unwrap_or_default();
        std::fs::copy(&seed, corpus.inputs.join(name)).doing(&format!("copying {}", seed.display()))?;
    }
    Ok(corpus)
}

/// The files directly in a folder, by name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    found.sort();
    found
}

/// A file that fits whole; one that would be cut is refused at once and teaches nothing. Read-me files and results are no seeds.
fn is_seed(path: &Path, longest_bytes: usize) -> bool {
    let is_other = ["md", "jsonl", "toml"].iter().any(|ending| path.extension().is_some_and(|own| own == *ending));
    let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let length = std::fs::metadata(path).map_or(u64::MAX, |about| about.len());
    !is_other && !is_hidden && usize::try_from(length).is_ok_and(|length| length <= longest_bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn only_whole_small_inputs_are_seeds() {
        let folder = tempfile::tempdir().unwrap();
        for (name, length) in [("a.xml", 10), ("b.xml", 11), ("README.md", 1), (".gitattributes", 1), ("c", 0)] {
            std::fs::write(folder.path().join(name), vec![b'x'; length]).unwrap();
        }
        let seeds: Vec<PathBuf> = files(folder.path()).into_iter().filter(|path| is_seed(path, 10)).collect();
        assert_eq!(seeds, [folder.path().join("a.xml"), folder.path().join("c")]);
    }
}
