//! The watched folder: a file that lies still is taken in and moved to `done`, one that cannot be taken to `refused` beside a file
//! that says why. A file is moved only after what it says is durable; a crash in between costs nothing, because the same document
//! a second time changes nothing (S-06).

use std::collections::HashMap;
use std::fs::{self, File, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use access::{Refusal, Role};
use intake::referral::{CameBy, ReceiveReferral};
use reactions::House;

use crate::convert;
use crate::own_actor::as_role;

/// How often the folder is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// A file is still when nothing of it changed between two looks and for so long.
const STILL_FOR: Duration = Duration::from_secs(2);
/// Files of one look; the rest comes with the next one.
const MOST: usize = 200;
/// How files end that somebody is still writing.
const UNFINISHED: [&str; 4] = ["part", "tmp", "partial", "crdownload"];

/// Size and time of a file, as seen at a look.
type Seen = (u64, SystemTime);

/// A folder that is looked at again and again.
pub(crate) struct Watched {
    folder: PathBuf,
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

/// Looks at the folder until the program ends; without one does nothing.
pub(crate) async fn watch(house: House, folder: Option<PathBuf>) {
    let Some(folder) = folder else { return };
    let mut watched = Watched::new(folder);
    loop {
        let own = house.clone();
        let looked = tokio::task::spawn_blocking(move || {
            let look = watched.look(&own, SystemTime::now());
            (watched, look)
        });
        let Ok((again, look)) = looked.await else {
            tracing::error!("the watched folder is watched no more: a look at it ended early");
            return;
        };
        watched = again;
        match look {
            Ok(look) if look.done + look.refused > 0 => {
                tracing::info!(
                    done = look.done,
                    refused = look.refused,
                    later = look.later,
                    "referral documents from the folder"
                );
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "the watched folder cannot be read; trying again"),
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

impl Watched {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, seen: HashMap::new() }
    }

    /// One look: takes in what lies still.
    pub(crate) fn look(&mut self, house: &House, now: SystemTime) -> std::io::Result<Look> {
        let mut look = Look::default();
        let mut seen = HashMap::new();
        let mut paths: Vec<PathBuf> = fs::read_dir(&self.folder)?.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths.into_iter().filter(|path| is_meant(path)).take(MOST) {
            let Ok(about) = fs::symlink_metadata(&path) else { continue };
            // A link could lead anywhere on this machine.
            let Some(state) = state(&about).filter(|_| about.is_file()) else { continue };
            let is_still =
                self.seen.get(&path) == Some(&state) && now.duration_since(state.1).is_ok_and(|quiet| quiet >= STILL_FOR);
            if !is_still {
                seen.insert(path, state);
                look.later += 1;
                continue;
            }
            match take(house, &path) {
                Taken::Done => {
                    move_to(&self.folder, &path, "done")?;
                    look.done += 1;
                }
                Taken::Refused(code, sentence) => {
                    // The reason first: a file in `refused` without one would be a riddle.
                    let place = free_place(&self.folder, &path, "refused")?;
                    fs::write(reason_beside(&place), format!("{code}\n{sentence}\n"))?;
                    fs::rename(&path, &place)?;
                    look.refused += 1;
                }
                Taken::Later => {
                    seen.insert(path, state);
                    look.later += 1;
                }
            }
        }
        self.seen = seen;
        Ok(look)
    }
}

enum Taken {
    Done,
    Refused(&'static str, String),
    Later,
}

fn take(house: &House, path: &Path) -> Taken {
    let refused = |refusal: &migrate_in::Refusal| Taken::Refused(refusal.code(), refusal.to_string());
    let Ok(file) = File::open(path) else { return Taken::Later };
    let bytes = match migrate_in::read_limited(file) {
        Ok(bytes) => bytes,
        Err(refusal) => return refused(&refusal),
    };
    let read = match convert::referral::open(&bytes) {
        Ok(read) => read,
        Err((code, sentence)) => return Taken::Refused(code, sentence),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match house.perform(&as_role(Role::Intake), &ReceiveReferral::of(read, name, bytes, CameBy::Folder)) {
        Ok(_) => Taken::Done,
        Err(Refusal::Invalid(problems)) => {
            let sentences: Vec<&str> = problems.iter().map(|problem| problem.sentence.as_str()).collect();
            Taken::Refused("not_accepted", sentences.join(" "))
        }
        Err(refusal) => {
            tracing::error!(%refusal, "a document of the watched folder could not be taken in; trying again");
            Taken::Later
        }
    }
}

fn state(about: &Metadata) -> Option<Seen> {
    Some((about.len(), about.modified().ok()?))
}

/// Hidden files and those that somebody is still writing are passed over.
fn is_meant(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    !name.starts_with('.') && !UNFINISHED.contains(&ending.as_str())
}

fn move_to(folder: &Path, path: &Path, into: &str) -> std::io::Result<()> {
    fs::rename(path, free_place(folder, path, into)?)
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
    let is_free = |path: &PathBuf| !path.exists() && !reason_beside(path).exists();
    (1..u32::MAX).map(place).find(is_free).ok_or_else(|| std::io::Error::other("no free name"))
}

fn reason_beside(place: &Path) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_os_string();
    name.push(".reason.txt");
    place.with_file_name(name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use store::{DatabaseUrl, DirectAccess, StoreError};
    use vocabulary::{Clock, IdSource, ProgramZone};

    use super::*;

    const BUNDLE: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient",
        "name":[{"family":"Quill","given":["Mara"]}],"birthDate":"1990-05-05"}}]}"#;

    fn house() -> House {
        let zone = ProgramZone::parse("America/New_York").unwrap();
        House::open(&DatabaseUrl::InMemory, Clock::system(), IdSource::seeded(3), zone).unwrap()
    }

    fn count(house: &House, table: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        house.store(DirectAccess).read::<_, StoreError>(|tx| tx.query_one(&sql, &[])?.unwrap().int(0)).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut all: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        all.sort();
        all
    }

    #[test]
    fn s_06_still_files_are_taken_in_once_and_moved_refused_ones_with_their_reason() {
        let folder = tempfile::tempdir().unwrap();
        let house = house();
        let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
        put("a.json", BUNDLE.as_bytes());
        put("fax.pdf", b"%PDF-1.4\n%%EOF\n");
        put("cut.json", b"{\"resourceType\":");
        put("growing.xml.part", b"<Clin");
        put(".hidden", b"x");
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/hostname", folder.path().join("link.xml")).unwrap();
        let later = SystemTime::now() + Duration::from_secs(60);
        let mut watched = Watched::new(folder.path().to_owned());

        // The first look only remembers; a file that changed since is left too
        assert_eq!(watched.look(&house, later).unwrap(), Look { later: 3, ..Look::default() });
        put("a.json", format!("{BUNDLE} ").as_bytes());
        assert_eq!(watched.look(&house, later).unwrap(), Look { done: 1, refused: 1, later: 1 });
        assert_eq!(watched.look(&house, later).unwrap(), Look { done: 1, ..Look::default() });
        assert_eq!((count(&house, "inquiry"), count(&house, "referral_document")), (1, 2));
        assert_eq!(names(&folder.path().join("done")), ["a.json", "fax.pdf"]);
        assert_eq!(names(&folder.path().join("refused")), ["cut.json", "cut.json.reason.txt"]);
        let reason = fs::read_to_string(folder.path().join("refused/cut.json.reason.txt")).unwrap();
        assert!(reason.starts_with("truncated\nThe file breaks off"), "{reason}");

        // The same again, as after a crash between taking in and moving: known, moved beside the first, nothing written
        put("a.json", format!("{BUNDLE} ").as_bytes());
        watched.look(&house, later).unwrap();
        assert_eq!(watched.look(&house, later).unwrap(), Look { done: 1, ..Look::default() });
        assert_eq!((count(&house, "inquiry"), count(&house, "referral_document")), (1, 2));
        assert_eq!(names(&folder.path().join("done")), ["a-2.json", "a.json", "fax.pdf"]);
        let left = names(folder.path());
        assert!(left.contains(&"growing.xml.part".to_owned()) && left.contains(&".hidden".to_owned()), "{left:?}");
    }

    #[test]
    fn a_folder_that_is_gone_is_said_and_not_made() {
        let folder = tempfile::tempdir().unwrap().path().join("gone");
        assert!(Watched::new(folder.clone()).look(&house(), SystemTime::now()).is_err());
        assert!(!folder.exists());
    }
}
