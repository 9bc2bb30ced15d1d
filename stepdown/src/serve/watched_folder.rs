//! A watched folder: a file that lies still is read and handed to whoever takes it in, then moved to `done`, or to `refused` beside a
//! file that says why. A file is moved only after what it says is durable; a crash in between costs nothing, because the same file a
//! second time changes nothing (S-06). The log never names a file: senders name files after people.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use access::Refusal;

/// How often a folder is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// A file is still when nothing of it changed between two looks and for so long.
const STILL_FOR: Duration = Duration::from_secs(2);
/// Files that are opened at one look; the rest comes with the next one.
const MOST: usize = 200;
/// How files end that somebody is still writing.
const UNFINISHED: [&str; 4] = ["part", "tmp", "partial", "crdownload"];

/// Takes one file in, by its name and its bytes.
pub(crate) type Taker = dyn Fn(&str, Vec<u8>) -> Taken + Send + Sync;

/// What a folder is watched for.
#[derive(Clone)]
pub(crate) struct Intake {
    /// What its files are, for the log.
    pub(crate) what: &'static str,
    /// How names end that are taken, in small letters and without the dot; every name when none is listed.
    pub(crate) endings: &'static [&'static str],
    /// The most bytes of one file.
    pub(crate) most_bytes: u64,
    /// What is said of a larger one.
    pub(crate) too_large: &'static str,
    /// Who takes them.
    pub(crate) take: Arc<Taker>,
}

/// What became of a file.
pub(crate) enum Taken {
    /// Taken in, or known already.
    Done,
    /// Something is wrong with the file: a code and a sentence with the remedy.
    Refused(&'static str, String),
    /// Nothing is wrong with the file; why it could not be taken in now.
    Later(String),
}

impl Taken {
    /// What a refusal of the house means for a file: only what is wrong with the file itself sets it aside, everything else passes.
    pub(crate) fn refused(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(problems) => {
                let sentences: Vec<String> = problems.into_iter().map(|problem| problem.sentence).collect();
                Self::Refused("not_accepted", sentences.join(" "))
            }
            Refusal::Refused { reason, sentence, remedy, .. } => Self::Refused(reason, format!("{sentence} {remedy}")),
            passing @ (Refusal::NotFound | Refusal::Conflict | Refusal::Busy | Refusal::Fault(_)) => {
                Self::Later(passing.to_string())
            }
        }
    }
}

/// A folder that is looked at again and again.
pub(crate) struct Watched {
    folder: PathBuf,
    intake: Intake,
    seen: HashMap<PathBuf, Seen>,
}

/// What became of the files of one look.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Taken in, or known already.
    pub(crate) done: usize,
    /// Refused, with the reason beside them.
    pub(crate) refused: usize,
    /// Left for a later look: still being written, or the program was busy.
    pub(crate) later: usize,
}

/// A file as a look saw it.
#[derive(Clone, Copy)]
struct Seen {
    state: State,
    /// How often it was tried in vain since it is as it is.
    tries: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct State {
    bytes: u64,
    changed: SystemTime,
    is_link: bool,
}

/// How a file that was still ended.
enum Ended {
    Done,
    Refused,
    Changed,
}

/// Looks at a folder until the program ends; without one does nothing.
pub(crate) async fn watch(folder: Option<PathBuf>, intake: Intake) {
    let Some(folder) = folder else { return };
    let what = intake.what;
    let mut watched = Watched::new(folder.clone(), intake.clone());
    loop {
        let looked = tokio::task::spawn_blocking(move || {
            let look = watched.look(SystemTime::now());
            (watched, look)
        });
        match looked.await {
            Ok((again, look)) => {
                watched = again;
                tell(what, look);
            }
            Err(_) => {
                tracing::error!(what, "a look at a watched folder ended early; trying again");
                watched = Watched::new(folder.clone(), intake.clone());
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn tell(what: &str, look: std::io::Result<Look>) {
    match look {
        Ok(Look { done: 0, refused: 0, .. }) => {}
        Ok(Look { done, refused, later }) => tracing::info!(what, done, refused, later, "files of a watched folder"),
        Err(error) => tracing::error!(what, %error, "a watched folder cannot be read; trying again"),
    }
}

impl Watched {
    /// A folder at which nobody has looked yet.
    pub(crate) fn new(folder: PathBuf, intake: Intake) -> Self {
        Self { folder, intake, seen: HashMap::new() }
    }

    /// One look: takes in what lies still. What is wrong with one file is logged and keeps no other out.
    ///
    /// # Errors
    /// When the folder itself cannot be read.
    pub(crate) fn look(&mut self, now: SystemTime) -> std::io::Result<Look> {
        let entries = fs::read_dir(&self.folder)?;
        let before = std::mem::take(&mut self.seen);
        let mut look = Look::default();
        let mut still = Vec::new();
        for path in entries.flatten().map(|entry| entry.path()).filter(|path| self.intake.is_meant(path)) {
            let Some(state) = State::of(&path) else { continue };
            match before.get(&path).filter(|seen| seen.state == state && state.is_quiet(now)) {
                Some(seen) => still.push((path, *seen)),
                None => {
                    self.seen.insert(path, Seen { state, tries: 0 });
                    look.later += 1;
                }
            }
        }
        // Whatever was tried in vain comes last: however much of it lies there, it keeps no other file out.
        still.sort_by(|(a, seen_a), (b, seen_b)| (seen_a.tries, a).cmp(&(seen_b.tries, b)));
        let rest = still.split_off(still.len().min(MOST));
        look.later += rest.len();
        self.seen.extend(rest);
        for (path, seen) in still {
            match self.settle(&path, seen.state) {
                Ok(Ended::Done) => look.done += 1,
                Ok(Ended::Refused) => look.refused += 1,
                Ok(Ended::Changed) => {
                    look.later += 1;
                    self.seen.insert(path, seen);
                }
                Err(why) => {
                    if seen.tries == 0 {
                        tracing::error!(what = self.intake.what, %why, "a file of a watched folder stays for now; trying again");
                    }
                    look.later += 1;
                    self.seen.insert(path, Seen { tries: seen.tries.saturating_add(1), ..seen });
                }
            }
        }
        Ok(look)
    }

    /// Takes one file and moves it.
    ///
    /// # Errors
    /// Why it stays where it is.
    fn settle(&self, path: &Path, state: State) -> Result<Ended, String> {
        let taken = if state.is_link {
            // A link could lead anywhere on this machine.
            Taken::Refused("link", "This is a link. Put the file itself into the folder.".to_owned())
        } else {
            let Some(bytes) = self.read(path, state)? else { return Ok(Ended::Changed) };
            self.take(path, bytes)
        };
        match taken {
            Taken::Done => {
                let moved = free_place(&self.folder, path, "done").and_then(|place| fs::rename(path, place));
                moved.map(|()| Ended::Done).map_err(|error| format!("it is taken in and cannot be moved: {error}"))
            }
            Taken::Refused(code, sentence) => {
                let moved = refuse(&self.folder, path, &format!("{code}\n{sentence}\n"));
                moved.map(|()| Ended::Refused).map_err(|error| format!("it is refused and cannot be moved: {error}"))
            }
            Taken::Later(why) => Err(why),
        }
    }

    /// The bytes of a file, and at most one more than the limit; nothing when it is not any more what was seen.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn read(&self, path: &Path, state: State) -> Result<Option<Vec<u8>>, String> {
        let mut bytes = Vec::new();
        let most = self.intake.most_bytes.saturating_add(1);
        let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
        match read {
            _ if State::of(path) != Some(state) => Ok(None),
            Ok(_) => Ok(Some(bytes)),
            Err(error) => Err(format!("it cannot be read: {error}")),
        }
    }

    fn take(&self, path: &Path, bytes: Vec<u8>) -> Taken {
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > self.intake.most_bytes {
            return Taken::Refused("too_large", self.intake.too_large.to_owned());
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // A fault of ours over one file must not end the watching; what it has begun was never committed.
        let taken = catch_unwind(AssertUnwindSafe(|| (self.intake.take)(&name, bytes)));
        taken.unwrap_or_else(|_| {
            let sentence =
                "Stepdown failed over this file: a fault of its own. Take it in by hand, and keep it for whoever looks into it.";
            Taken::Refused("fault", sentence.to_owned())
        })
    }
}

impl Intake {
    /// Hidden files, those that somebody is still writing and those with other endings are passed over.
    fn is_meant(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let is_listed = self.endings.is_empty() || self.endings.contains(&ending.as_str());
        !name.starts_with('.') && !UNFINISHED.contains(&ending.as_str()) && is_listed
    }
}

impl State {
    /// Nothing for what is neither a file nor a link, or not there any more.
    fn of(path: &Path) -> Option<Self> {
        let about = fs::symlink_metadata(path).ok()?;
        let is_link = about.file_type().is_symlink();
        if !is_link && !about.is_file() {
            return None;
        }
        Some(Self { bytes: about.len(), changed: about.modified().ok()?, is_link })
    }

    /// A file whose time lies ahead of ours is quiet too: two looks saw the same.
    fn is_quiet(self, now: SystemTime) -> bool {
        !now.duration_since(self.changed).is_ok_and(|quiet| quiet < STILL_FOR)
    }
}

/// The reason first: a file in `refused` without one would be a riddle.
fn refuse(folder: &Path, path: &Path, reason: &str) -> std::io::Result<()> {
    let place = free_place(folder, path, "refused")?;
    let beside = reason_beside(&place);
    fs::write(&beside, reason)?;
    fs::rename(path, &place).inspect_err(|_| {
        let _a_reason_alone_says_little = fs::remove_file(&beside);
    })
}

/// A place in a folder inside where nothing lies: files of one name never replace each other.
fn free_place(folder: &Path, path: &Path, into: &str) -> std::io::Result<PathBuf> {
    let inside = folder.join(into);
    fs::create_dir_all(&inside)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let place = |number: u32| match number {
        1 => inside.join(format!("{stem}{ending}")),
        _ => inside.join(format!("{stem}-{number}{ending}")),
    };
    let lies_there = |path: &Path| fs::symlink_metadata(path).is_ok();
    let is_free = |path: &PathBuf| !lies_there(path) && !lies_there(&reason_beside(path));
    (1..u32::MAX).map(place).find(is_free).ok_or_else(|| std::io::Error::other("no free name"))
}

fn reason_beside(place: &Path) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_os_string();
    name.push(".reason.txt");
    place.with_file_name(name)
}

#[cfg(test)]
#[path = "watched_folder_tests.rs"]
mod tests;
