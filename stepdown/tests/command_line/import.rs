//! Program and payers from one file each: all of it or nothing, twice the same as once.

use crate::support::{Home, PROGRAM};

#[test]
fn importing_again_changes_nothing_and_a_change_changes_only_itself() {
    let home = Home::with_program();
    let records = || home.run(["verify", "--data", "d", "--json"]).json()["records"].as_u64().unwrap();
    let before = records();
    let again = home.run(["program", "import", "program.toml", "--data", "d"]);
    assert!(again.out.contains("Nothing changed.") && again.out.contains("0 sessions planned"), "{again:?}");
    assert_eq!(records(), before);
    home.write("program.toml", PROGRAM.replace("seats = 14", "seats = 12"));
    let changed = home.run(["program", "import", "program.toml", "--data", "d"]);
    assert!(changed.out.contains("1 item written."), "{changed:?}");
    assert_eq!(records(), before + 1);
}

#[test]
fn a_file_that_is_wrong_writes_nothing_and_names_what_is_wrong() {
    let home = Home::new();
    home.write(
        "bad.toml",
        PROGRAM.replace("room = \"room_2\"", "room = \"attic\"").replace("track = \"day\"", "track = \"night\""),
    );
    let ran = home.run(["program", "import", "bad.toml", "--data", "d"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.all().contains("attic") && ran.all().contains("night"), "{}", ran.err);
    home.write("odd.toml", PROGRAM.replace("seats", "chairs"));
    let ran = home.run(["program", "import", "odd.toml", "--data", "d"]);
    assert!(ran.code == 1 && ran.all().contains("chairs"), "{ran:?}");
    assert_eq!(home.run(["program", "import", "absent.toml", "--data", "d"]).code, 5);
    assert_eq!(home.run(["verify", "--data", "d", "--json"]).json()["records"], 0);
}

#[test]
fn payers_are_taken_in_with_their_rules_or_refused_row_by_row() {
    let home = Home::with_program();
    let book = concat!(env!("CARGO_MANIFEST_DIR"), "/../care/billing/data/payers.toml");
    let ran = home.run(["payers", "import", book, "--data", "d"]);
    assert!(ran.code == 0 && ran.out.contains("5 payers written"), "{ran:?}");
    assert!(home.run(["payers", "import", book, "--data", "d"]).out.contains("No payer changed."));
    home.write("bad.toml", std::fs::read_to_string(book).unwrap().replace("kind = \"commercial\"", "kind = \"barter\""));
    let ran = home.run(["payers", "import", "bad.toml", "--data", "d"]);
    assert!(ran.code == 1 && ran.all().contains("barter"), "{ran:?}");
}
