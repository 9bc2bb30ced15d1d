//! Help that teaches, and a command line that is never guessed at.

use crate::support::Home;

const COMMANDS: &[&[&str]] = &[
    &["serve"],
    &["verify"],
    &["referral", "import"],
    &["referral", "token", "create"],
    &["referral", "token", "list"],
    &["referral", "token", "revoke"],
    &["place"],
    &["schedule", "solve"],
    &["schedule", "check"],
    &["claims", "export"],
    &["score"],
    &["eligibility", "ask"],
    &["eligibility", "read"],
    &["backup"],
    &["restore"],
    &["keys", "list"],
    &["keys", "rotate"],
    &["export"],
    &["program", "import"],
    &["payers", "import"],
    &["places", "import"],
    &["wordings", "import"],
    &["config", "check"],
    &["config", "show"],
];

#[test]
fn every_command_teaches_with_examples_and_exit_codes() {
    let home = Home::new();
    for command in COMMANDS {
        let ran = home.run(command.iter().copied().chain(["--help"]));
        assert_eq!(ran.code, 0, "{command:?}");
        assert!(ran.out.contains("Examples:\n  stepdown "), "{command:?}: {}", ran.out);
        assert!(ran.out.contains("Exit codes:\n  0  done"), "{command:?}");
        assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{command:?}: {}", ran.out);
    }
    let ran = home.run(["--help"]);
    for name in COMMANDS.iter().map(|command| command[0]) {
        assert!(ran.out.contains(&format!("\n  {name} ")), "{name} is listed");
    }
    assert!(ran.out.contains("A first day:") && ran.out.contains("Exit codes:"));
}

#[test]
fn a_command_line_that_is_wrong_ends_with_2() {
    let home = Home::new();
    for wrong in [
        &["brew"][..],
        &[],
        &["verify", "--jsno"],
        &["referral", "import"],
        &["export", "--patient", "x", "--as-of", "yesterday", "--purpose", "p"],
        &["claims", "export", "--out", "x"],
        &["claims", "export", "--from", "2026-03-02", "--to", "2026-03-08", "--format", "837d", "--out", "x"],
        &["verify", "--data", "d", "--database-url", "postgres://x/y"],
        &["serve", "--tls-cert", "a.pem"],
    ] {
        let ran = home.run(wrong);
        assert_eq!(ran.code, 2, "{wrong:?}: {ran:?}");
    }
    let ran = home.run(["export", "--patient", "x", "--as-of", "yesterday"]);
    assert!(ran.err.contains("like 2026-03-12T14:00:00Z"), "{}", ran.err);
    assert_eq!(home.run(["--version"]).code, 0);
}
