//! A day on paper at the command line: the file is there whole, only its owner reads it, nothing is replaced, and what stands in it can be
//! read back (S-05, P2-40).

use std::process::Command;

use crate::support::Home;

fn text_of(home: &Home, file: &str) -> String {
    let out = Command::new("pdftotext").args(["-layout"]).arg(home.path(file)).arg("-").output().unwrap();
    assert!(out.status.success(), "{out:?}");
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn s_05_the_pack_of_a_day_is_one_file_that_says_how_the_day_goes_on_and_is_never_replaced() {
    let home = Home::with_program();
    let day = jiff::Zoned::now().date().tomorrow().unwrap().tomorrow().unwrap().to_string();
    let ran = home.run(["daypack", "--data", "d", "--day", &day, "--out", "pack.pdf", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.json()["day"], day.as_str());
    let blank = ran.json()["slips"].as_u64().unwrap();
    assert!(blank >= 6, "blank slips lie behind the others: {ran:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(home.path("pack.pdf")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let text = text_of(&home, "pack.pdf");
    for said in [
        "Day pack for",
        "The day goes on without the program.",
        "When the program is back",
        "Help in a crisis",
        "Medicines as others reported them",
        "These are no orders",
        "Blank slip",
        "Risk check",
        "Contains protected records.",
        "by Stepdown",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let again = home.run(["daypack", "--data", "d", "--day", &day, "--out", "pack.pdf"]);
    assert!(again.code == 5 && again.all().contains("never replaces a file"), "{again:?}");
    let past = home.run(["daypack", "--data", "d", "--day", "2020-01-01", "--out", "past.pdf"]);
    assert!(past.code == 1 && past.all().contains("This day is over."), "{past:?}");
    assert!(!home.path("past.pdf").exists(), "whole or not at all");
    let nowhere = home.run(["daypack", "--data", "d", "--out", "no/such/folder/pack.pdf"]);
    assert_eq!(nowhere.code, 5, "{nowhere:?}");
    // On A4, when the installation says so, and told what the evening does.
    home.write("stepdown.toml", "data = \"d\"\nlisten = \"127.0.0.1:0\"\npaper = \"a4\"\n");
    assert_eq!(home.run(["daypack", "--day", &day, "--out", "a4.pdf"]).code, 0);
    let info = Command::new("pdfinfo").arg(home.path("a4.pdf")).output().unwrap();
    assert!(String::from_utf8_lossy(&info.stdout).contains("(A4)"), "{info:?}");
    let check = home.run(["config", "check"]);
    assert!(check.all().contains("No day pack is written in the evening"), "{check:?}");
    home.write("wrong.toml", "data = \"d\"\npaper = \"a3\"\ndaypack_at = \"evening\"\ndaypack_keep = \"none\"\n");
    let wrong = home.run(["config", "check", "--config", "wrong.toml"]);
    for said in ["Write letter or a4.", "Write hour and minute, like 18:00.", "Write a number, like 14."] {
        assert!(wrong.all().contains(said), "{said}: {wrong:?}");
    }
}
