//! The disk full, the database gone, the clock set back: a sentence, an exit code, nothing half-written.

use jiff::ToSpan;
use store::{Author, Entry, StoreError};

use crate::support::{Home, PROGRAM, ran, sample};

#[test]
fn a_database_that_cannot_be_reached_ends_with_3() {
    let home = Home::new();
    for command in ["verify", "config check"] {
        let words: Vec<&str> = command.split(' ').chain(["--database-url", "postgres://nobody@127.0.0.1:1/none"]).collect();
        let ran = home.run(words);
        assert!(
            ran.all().contains("atabase cannot be reached") || ran.all().contains("the database cannot be reached"),
            "{ran:?}"
        );
        assert_eq!(ran.code, if command == "verify" { 3 } else { 1 }, "{command}");
    }
}

#[test]
fn a_clock_behind_the_records_writes_nothing() {
    let home = Home::with_program();
    let later = jiff::Timestamp::now() + 2.hours();
    let mut book = home.store().read::<_, StoreError>(schedule::program::all_rooms).unwrap().remove(0);
    book.record.seats = 9;
    let entry = Entry { at: later, by: Author::Stepdown, reason: "from a machine whose clock is ahead" };
    home.store().write::<_, StoreError>(|tx| tx.amend(&book.record, book.version, &entry)).unwrap();
    home.write("program.toml", PROGRAM.replace("seats = 14", "seats = 10"));
    let ran = home.run(["program", "import", "program.toml", "--data", "d"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(
        ran.all().contains("clock is behind the newest record by") && ran.all().contains("Set this machine's clock"),
        "{ran:?}"
    );
    let rooms = home.store().read::<_, StoreError>(schedule::program::all_rooms).unwrap();
    assert_eq!(rooms[0].seats, 9);
}

#[test]
fn a_full_disk_leaves_no_half_backup() {
    let home = Home::with_program();
    for name in ["nist-inpatient-ccd.xml", "vitera-large-ccd.xml", "greenway-export-26840.xml", "partners-lmr.xml"] {
        let file = sample(name);
        home.run(["referral".as_ref(), "import".as_ref(), file.as_os_str(), "--data".as_ref(), "d".as_ref()]);
    }
    let key = age::x25519::Identity::generate().to_public().to_string();
    // No file of this process may grow beyond 48 KB: to the program the disk is full.
    let program = env!("CARGO_BIN_EXE_stepdown");
    let script = format!("trap '' XFSZ; ulimit -f 96; exec {program} backup --data d --to full.age --recipient {key}");
    let mut shell = std::process::Command::new("sh");
    let ran = ran(shell.args(["-c", &script]).current_dir(home.path("")));
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.all().contains("cannot be written"), "{ran:?}");
    let left: Vec<_> = std::fs::read_dir(home.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "program.toml and d only: {left:?}");
}

#[test]
fn a_result_that_cannot_be_written_is_a_failure_and_a_reader_that_left_is_not() {
    let home = Home::with_program();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran_full = ran_with(&home, full.into());
    assert_eq!(ran_full, 5);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    assert_eq!(ran_with(&home, writer.into()), 0);
}

fn ran_with(home: &Home, out: std::process::Stdio) -> i32 {
    home.command(["verify", "--data", "d"]).stdout(out).stderr(std::process::Stdio::null()).status().unwrap().code().unwrap()
}
