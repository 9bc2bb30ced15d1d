//! The page for whoever looks after the machine.

use std::time::{Duration, Instant};

use journeys::browser::{Answer, Browser};
use journeys::page;

/// Has everything verified and waits for the result.
fn verify(browser: &Browser) -> Answer {
    // Somebody else's may be running, and there is one at a time
    let mut waited = 0;
    while browser.get("/health/part").words().contains("Verifying:") && waited < 600 {
        std::thread::sleep(Duration::from_millis(100));
        waited += 1;
    }
    let page = browser.get("/health");
    assert_eq!(browser.fill(&page, "/health/verify", &[]).place(), "/health");
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(120) {
        let page = browser.get("/health/part");
        let words = page.words();
        if !words.contains("Verifying:") && !words.contains("Nothing was verified yet.") {
            return page;
        }
        assert!(!words.contains("Verifying:") || words.contains(" records."), "how far it is: {words}");
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the verification did not end")
}

#[test]
fn the_health_page_says_how_the_machine_is_and_nothing_about_anybody() {
    // Given the installer, who sees no patient data
    let demo = super::demo();
    let installer = demo.with_role("installer");

    // When everything is verified
    let page = verify(&installer);
    let words = page.words();

    // Then the page says how many records hold, when and for whom
    assert!(words.contains("Unbroken") && words.contains(" chains verified"), "{words}");
    assert!(words.contains("asked for by Finn Halloran"), "{words}");
    let whole = installer.get("/health");
    for known in [
        "SQLite",
        "Records",
        "No backup is noted yet.",
        "Newest checkpoint",
        "Fresh",
        "the key of this installation",
        "Encrypted with a key",
    ] {
        assert!(whole.words().contains(known), "{known}: {}", whole.words());
    }

    // And it names nobody and leads to nobody
    let said = whole.words().to_lowercase();
    let staff = "finn halloran";
    for name in demo.names().iter().filter(|name| !staff.contains(name.as_str()) && name.len() > 2) {
        let is_word = |at: usize| {
            let around = [said[..at].chars().next_back(), said[at + name.len()..].chars().next()];
            !around.into_iter().flatten().any(char::is_alphanumeric)
        };
        assert!(!said.match_indices(name.as_str()).any(|(at, _)| is_word(at)), "the page names {name}");
    }
    assert!(page::links(&whole.body).iter().all(|link| !link.starts_with("/patients")));

    // And what it says about the disk is so: nobody's name can be read there
    let names = demo.names();
    let long = names.iter().map(String::as_str).filter(|name| name.len() > 5);
    assert!(long.clone().count() > 20, "{names:?}");
    assert_eq!(demo.legible_on_disk(long.take(60)), None);

    // And whoever may not look gets no figures and starts nothing
    for role in ["biller", "clinician", "front_desk"] {
        let browser = demo.with_role(role);
        assert!(matches!(browser.get("/health").status, 403 | 404), "{role}");
        assert!(matches!(browser.send("/health/verify", &[]).status, 403 | 404), "{role}");
    }
}

#[test]
fn a_record_that_was_changed_behind_the_programs_back_is_found_and_said() {
    // Given somebody who changes a record in the database itself
    let folder = tempfile::tempdir().unwrap();
    let demo = super::own_demo(folder.path(), None, "2026-03-12", "09:22");
    let installer = demo.with_role("installer");
    assert!(verify(&installer).words().contains("Unbroken"));
    let database = store::testing::bare_sqlite(&folder.path().join("stepdown.db"));
    database.busy_timeout(Duration::from_secs(10)).unwrap();
    database.execute_batch("DROP TRIGGER record_is_never_changed").unwrap();
    let changed = "UPDATE record SET body = replace(body, '\"given\"', '\"Given\"') WHERE rowid = (SELECT max(rowid) FROM record WHERE body LIKE '%\"given\"%')";
    assert_eq!(database.execute(changed, []).unwrap(), 1);

    // When everything is verified again
    let begun = Instant::now();
    let mut words = verify(&installer).words();
    while !words.contains("Broken") && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(100));
        words = installer.get("/health/part").words();
    }

    // Then the page names the record, not the person, and says what to do
    assert!(words.contains("A record is not as it was written"), "{words}");
    assert!(words.contains("Keep the machine as it is and call for help."), "{words}");
    assert!(words.contains("Kind") && words.contains("Place in its chain"), "{words}");
    assert!(words.contains("all was whole at checkpoint"), "since when: {words}");
}

#[test]
fn the_compliance_officer_lands_where_something_is_due_and_has_the_records_verified() {
    // Given the compliance officer, whose policy lets them have the records verified
    let demo = super::demo();
    let officer = demo.with_role("compliance_officer");

    // Then the front page leads to what is due, and they may ask for it
    assert_eq!(officer.get("/desk").place(), "/rights");
    assert!(verify(&officer).words().contains("Unbroken"));

    // And what vouches for it is said in words that they can answer with (P2-54)
    let words = officer.get("/health").words();
    assert!(words.contains("Who vouches for them?") && words.contains("not even with the password of the database"), "{words}");
    assert!(words.contains("Vouches for") && words.contains("Its hash, which fixes everything before it"), "{words}");
}
