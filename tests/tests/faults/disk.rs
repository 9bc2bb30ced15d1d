//! The disk that holds the database is full.

use std::process::Command;

/// Mounts a disk of twelve megabytes in a mount space of its own, and runs the rest of the line on it.
const ON_A_SMALL_DISK: &str = "mount -t tmpfs -o size=12m small \"$1\" && exec \"$2\" \"$1\" \"$3\"";
/// A mount space of one's own: as oneself where the kernel lets people make one, as the superuser otherwise.
const WAYS: [&[&str]; 2] = [&["--user", "--map-root-user", "--mount"], &["--mount"]];

#[test]
fn a_full_disk_is_said_nothing_is_half_written_and_signing_goes_on_when_there_is_room() {
    // Given a program on a small disk of its own
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let dump = folder.path().join("season.dump");
    std::fs::write(&dump, crate::small_season()).unwrap();

    // When the disk fills up between two signings, and is given room again
    let is_open = |way: &&&[&str]| Command::new("unshare").args(**way).arg("true").status().is_ok_and(|status| status.success());
    let way = WAYS.iter().find(is_open).expect("a small disk needs a mount: run as root, or allow user namespaces");
    let mut command = Command::new("unshare");
    command.args(*way).args(["sh", "-c", ON_A_SMALL_DISK, "sh"]);
    let done = command.arg(&disk).arg(env!("CARGO_BIN_EXE_full_disk")).arg(&dump).output().expect("unshare");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}\n{}", String::from_utf8_lossy(&done.stderr));

    // Then the fault is named, nothing is half there, and nothing that was acknowledged is lost
    let full = "fault: the disk that holds the database is full; nothing was written";
    let expected = [
        "with room: 1 sessions, 0 billable days, verified".to_owned(),
        format!("full: {full}"),
        format!("again: {full}"),
        "while full: 1 sessions, 0 billable days, verified".to_owned(),
        "with room again: 2 sessions, 12 billable days, verified".to_owned(),
        "opened again: 2 sessions, 12 billable days, verified".to_owned(),
    ];
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);
}
