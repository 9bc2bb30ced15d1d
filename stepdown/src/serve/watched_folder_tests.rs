//! A watched folder whose taker is only played: by the name it is told what to answer.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let mut all: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    all.sort();
    all
}

fn take(name: &str, _bytes: Vec<u8>) -> Taken {
    if name.starts_with("fault") {
        panic!("a fault over one file");
    }
    if name.starts_with("stuck") {
        return Taken::refused(Refusal::Busy);
    }
    if name.starts_with("wrong") {
        return Taken::refused(Refusal::refused("odd", "S-06", "It is odd.", "Send it again."));
    }
    Taken::Done
}

fn watched(folder: &Path) -> Watched {
    let intake = Intake { what: "files", endings: &["x12"], most_bytes: 8, too_large: "Too large.", take: Arc::new(take) };
    Watched::new(folder.to_owned(), intake)
}

/// Long after whatever a test writes.
fn later() -> SystemTime {
    SystemTime::now() + Duration::from_secs(60)
}

#[test]
fn what_is_wrong_with_one_file_keeps_no_other_out() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.x12", "fault.x12", "large.x12", "stuck.x12", "wrong.x12", "notes.md", "half.x12.part", ".hidden.x12"] {
        fs::write(folder.path().join(name), if name == "large.x12" { "123456789" } else { "12345678" }).unwrap();
    }
    let mut watched = watched(folder.path());
    assert_eq!(watched.look(later()).unwrap(), Look { later: 5, ..Look::default() });
    assert_eq!(watched.look(later()).unwrap(), Look { done: 1, refused: 3, later: 1 });
    let reason = |name: &str| fs::read_to_string(folder.path().join("refused").join(name)).unwrap();
    assert_eq!(reason("wrong.x12.reason.txt"), "odd\nIt is odd. Send it again.\n");
    assert_eq!(reason("large.x12.reason.txt"), "too_large\nToo large.\n");
    assert!(reason("fault.x12.reason.txt").starts_with("fault\nStepdown failed over this file"));
    assert_eq!(names(folder.path()), [".hidden.x12", "done", "half.x12.part", "notes.md", "refused", "stuck.x12"]);
    assert_eq!(watched.look(later()).unwrap(), Look { later: 1, ..Look::default() }, "the watching goes on");
}

#[test]
fn files_that_are_stuck_do_not_starve_those_behind_them() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..=MOST {
        fs::write(folder.path().join(format!("stuck-{number:03}.x12")), "").unwrap();
    }
    fs::write(folder.path().join("z.x12"), "").unwrap();
    let mut watched = watched(folder.path());
    let all = MOST + 2;
    assert_eq!(watched.look(later()).unwrap(), Look { later: all, ..Look::default() });
    assert_eq!(watched.look(later()).unwrap(), Look { later: all, ..Look::default() });
    assert_eq!(watched.look(later()).unwrap(), Look { done: 1, later: all - 1, ..Look::default() });
}

#[test]
fn a_file_that_changed_while_it_was_read_is_left_for_later() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.x12");
    fs::write(&path, "1").unwrap();
    let (watched, state) = (watched(folder.path()), State::of(&path).unwrap());
    assert_eq!(watched.read(&path, state).unwrap().as_deref(), Some(b"1".as_slice()));
    fs::write(&path, "12").unwrap();
    assert_eq!(watched.read(&path, state).unwrap(), None);
    fs::remove_file(&path).unwrap();
    assert_eq!(watched.read(&path, state).unwrap(), None, "nor is one that is gone a problem");
}

#[cfg(unix)]
#[test]
fn a_link_is_refused_and_its_target_never_read() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("link.x12");
    std::os::unix::fs::symlink("/nowhere", &link).unwrap();
    let mut watched = watched(folder.path());
    watched.look(later()).unwrap();
    assert_eq!(watched.look(later()).unwrap(), Look { refused: 1, ..Look::default() });
    std::os::unix::fs::symlink("/nowhere", &link).unwrap();
    watched.look(later()).unwrap();
    watched.look(later()).unwrap();
    let refused = names(&folder.path().join("refused"));
    assert_eq!(refused, ["link-2.x12", "link-2.x12.reason.txt", "link.x12", "link.x12.reason.txt"]);
}

#[test]
fn a_folder_that_is_gone_is_said_and_not_made() {
    let folder = tempfile::tempdir().unwrap().path().join("gone");
    assert!(watched(&folder).look(SystemTime::now()).is_err());
    assert!(!folder.exists());
}
