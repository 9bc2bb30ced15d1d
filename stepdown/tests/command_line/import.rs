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

#[test]
fn places_are_taken_in_whole_or_not_at_all_and_somebody_must_answer_crises() {
    let home = Home::with_program();
    let book = concat!(env!("CARGO_MANIFEST_DIR"), "/../care/intake/data/places.toml");
    let ran = home.run(["places", "import", book, "--data", "d"]);
    assert!(ran.code == 0 && ran.out.contains("places in the directory.") && !ran.err.contains("warning"), "{ran:?}");
    assert!(home.run(["places", "import", book, "--data", "d"]).out.contains("No place changed."));
    let records = || home.run(["verify", "--data", "d", "--json"]).json()["records"].as_u64().unwrap();
    let before = records();
    let text = std::fs::read_to_string(book).unwrap();
    for (name, wrong, said) in [
        ("number.toml", text.replace("phone = \"988\"", "phone = \"\""), "(988): key, name and phone must be given"),
        ("field.toml", text.replace("phone = \"988\"", "telephone = \"988\""), "telephone"),
        ("form.toml", text.replace("stepdown-places/1", "stepdown-places/9"), "`stepdown-places/1`"),
    ] {
        home.write(name, wrong);
        let ran = home.run(["places", "import", name, "--data", "d"]);
        assert!(ran.code == 1 && ran.all().contains(said) && ran.all().contains("Mend the file"), "{ran:?}");
    }
    assert_eq!(records(), before, "nothing of them was written");
    assert_eq!(home.run(["places", "import", "absent.toml", "--data", "d"]).code, 5);
    home.write("calm.toml", text.replace("is_for_crises = true", "is_for_crises = false"));
    let ran = home.run(["places", "import", "calm.toml", "--data", "d"]);
    assert!(ran.code == 0 && ran.err.contains("no place in the directory answers crises today"), "{ran:?}");
}

/// A translation of the FTND that supplies every item.
fn ftnd(language: &str) -> String {
    let head = format!(
        "instrument = \"ftnd\"\nlanguage = \"{language}\"\nsource = \"our own\"\npermission = \"letter of 2026-02-03\"\n[text]\n"
    );
    let items = forms::Library::standard().form("ftnd").unwrap().items.iter();
    items.fold(head, |text, item| format!("{text}{} = \"…\"\n", item.id))
}

#[test]
fn in_19_licensed_wordings_are_judged_before_the_first_is_loaded() {
    let home = Home::with_program();
    home.write("es.toml", ftnd("es"));
    home.write("pt.toml", ftnd("pt"));
    home.write("half.toml", ftnd("ht").replace("ftnd-1 = \"…\"\n", ""));
    home.write("other.toml", ftnd("ht").replace("\"ftnd\"", "\"tea-leaves\""));
    let records = || home.run(["verify", "--data", "d", "--json"]).json()["records"].as_u64().unwrap();
    let before = records();
    // Judged without a database
    let dry = home.run(["wordings", "import", "es.toml", "--dry-run", "--json"]);
    assert_eq!(dry.code, 0, "{dry:?}");
    let told = dry.json();
    assert_eq!(
        (told["instrument"].as_str(), told["language"].as_str(), told["loaded"].as_bool()),
        (Some("ftnd"), Some("es"), Some(false))
    );
    // One that is wrong keeps the others out, and each is named
    let ran = home.run(["wordings", "import", "es.toml", "half.toml", "other.toml", "--data", "d"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.all().contains("half.toml: The wording of item") && ran.all().contains("other.toml: There is no instrument"),
        "{ran:?}"
    );
    assert_eq!(records(), before);
    // Loaded, and loaded again
    let ran = home.run(["wordings", "import", "es.toml", "pt.toml", "--data", "d"]);
    assert!(ran.code == 0 && ran.out.contains("ftnd in pt is loaded, by permission: letter of 2026-02-03."), "{ran:?}");
    assert_eq!(records(), before + 2);
    assert_eq!(home.run(["wordings", "import", "es.toml", "--data", "d"]).code, 0);
    assert_eq!(records(), before + 2, "the same again changes nothing");
    let twice = home.run(["wordings", "import", "es.toml", "es.toml", "--data", "d"]);
    assert!(twice.code == 1 && twice.all().contains("already"), "{twice:?}");
}
