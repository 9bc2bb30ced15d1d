//! The biller's desk.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use journeys::browser::{Answer, Browser};
use journeys::page;

/// What the validator that others wrote says of a claim file.
pub(crate) fn accepted_by_an_outsider(file: &str) {
    let python = std::env::var("STEPDOWN_X12VALID")
        .unwrap_or_else(|_| panic!("STEPDOWN_X12VALID must name a Python with pyx12; `cargo xtask test` makes one"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.x12");
    std::fs::write(&path, file).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../edges/x12/tests/pyx12_check.py");
    let output = Command::new(python).arg(script).arg(path).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("\"ok\": true"), "{said}{}", String::from_utf8_lossy(&output.stderr));
}

/// Rows of the ready table: person and service day.
fn ready_days(words: &str) -> usize {
    words.matches("file by ").count()
}

/// The forms that build a batch, as they stand.
fn batches(page: &str) -> Vec<Vec<(String, String)>> {
    journeys::page::forms(page).into_iter().filter(|form| form.action == "/claims/build").map(|form| form.fields).collect()
}

fn press(biller: &Browser, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    biller.post("/claims/build", &fields)
}

#[test]
fn every_held_day_says_why_in_a_sentence_and_who_can_put_it_right() {
    // Given the biller's page of what is held
    let demo = super::demo();
    let biller = demo.with_role("biller");
    let held = biller.get("/claims?tab=held");
    assert_eq!(held.status, 200);

    // Then every cause has a heading in words, an owner, and rows that are sentences
    let causes: Vec<&str> = held.body.split("<details class=\"hold\"").skip(1).collect();
    assert!(causes.len() >= 2, "several causes: {}", held.words());
    let mut days = 0;
    for cause in causes {
        let told = page::words(&format!("<{cause}"));
        let summary = page::words(cause.split("</summary>").next().unwrap());
        assert!(summary.contains(" day") && summary.contains(" · "), "heading, count and owner: {summary}");
        assert!(!summary.contains('_'), "in words: {summary}");
        for row in cause.split("<li").skip(1) {
            days += 1;
            let row = page::words(&format!("<li{row}"));
            let sentence = row.split(" · ").nth(1).unwrap_or_default();
            assert!(sentence.contains('.') && sentence.split(' ').count() > 6, "a sentence: {row}");
            assert!(sentence.matches("minutes").count() < 2, "minutes are told once: {row}");
        }
        assert!(told.len() > summary.len());
    }
    assert!(days > 5, "{days}");
}

#[test]
fn a_day_goes_out_once_and_only_with_consent() {
    // Given a month of ready days
    let folder = tempfile::tempdir().unwrap();
    let demo = super::own_demo(folder.path(), None, "2026-03-12", "09:22");
    let biller = demo.with_role("biller");
    let ready = biller.get("/claims");
    let lines = ready_days(&ready.words());
    let forms = batches(&ready.body);
    assert!(lines > 10 && !forms.is_empty(), "{lines} lines");

    // When the batch of each form is built
    let mut files = Vec::new();
    for form in &forms {
        let built = press(&biller, form);
        assert_eq!(built.status, 200);
        assert!(built.words().contains("Built: "), "{}", built.words());
        files.extend(file_of(&built));
    }
    let left = ready_days(&biller.get("/claims").words());
    assert!(left < lines);

    // And pressed again: nothing goes out twice
    let sent = biller.get("/claims?tab=sent").words();
    for form in &forms {
        let again = press(&biller, form).words();
        assert!(again.contains("Nothing was ready") || again.contains("Nothing could be built"), "{again}");
    }
    assert_eq!(biller.get("/claims?tab=sent").words(), sent, "no batch was added");

    // And no claim line of any file names the same person and day twice with one code
    for file in &files {
        let written = biller.send(file, &[]);
        assert_eq!(written.status, 200, "{}", written.words());
        accepted_by_an_outsider(&written.body);
        let days = lines_of(&written.body);
        let unique: BTreeSet<&(String, String, String)> = days.iter().collect();
        assert_eq!(unique.len(), days.len(), "no line twice");
        assert_eq!(lines_of(&biller.send(file, &[]).body), days, "the same file again");
    }

    // When somebody stops sharing after a batch was built
    let batch = files[0].trim_end_matches("/file");
    let opened = biller.get(batch);
    let person = page::links(&opened.body).into_iter().find(|link| link.starts_with("/patients/")).unwrap();
    let before = biller.send(&files[0], &[]).body.matches("CLM*").count();
    let manager = demo.with_role("case_manager");
    let consents = manager.get(&format!("{person}/consents"));
    let stops: Vec<String> = page::links(&consents.body).into_iter().filter(|link| link.ends_with("/stop")).collect();
    assert!(!stops.is_empty(), "a consent in force");
    for stop in stops {
        assert_eq!(manager.fill(&manager.get(&stop), &stop, &[]).status, 303);
    }

    // Then the batch says which claim would not leave and why, and the file holds the others
    let opened = biller.get(batch).words();
    assert!(opened.contains("would not leave now: the consent to tell the payer is no longer in force"), "{opened}");
    let after = biller.send(&files[0], &[]);
    assert_eq!(after.status, 200);
    assert!(after.body.matches("CLM*").count() < before, "the claim stays here");
    accepted_by_an_outsider(&after.body);
}

/// Where the button that makes the file of a batch is sent to.
pub(crate) fn file_of(built: &Answer) -> Option<String> {
    page::forms(&built.body).into_iter().map(|form| form.action).find(|action| action.ends_with("/file"))
}

/// Person, day and code of every service line.
fn lines_of(file: &str) -> Vec<(String, String, String)> {
    let (mut person, mut code, mut all) = (String::new(), String::new(), Vec::new());
    for segment in file.split('~').map(str::trim) {
        let parts: Vec<&str> = segment.split('*').collect();
        match parts.as_slice() {
            ["NM1", "IL", rest @ ..] => person = rest.join("*"),
            ["SV1", service, ..] | ["SV2", _, service, ..] => code = (*service).to_owned(),
            ["DTP", "472", _, day] => all.push((person.clone(), (*day).to_owned(), code.clone())),
            _ => {}
        }
    }
    assert!(!all.is_empty(), "service lines");
    all
}

#[test]
fn days_that_cannot_be_read_are_said_and_the_usual_ones_shown() {
    let demo = super::demo();
    let biller = demo.with_role("biller");
    for (range, told) in
        [("from=2026-03-12&to=2026-03-01", "The last day is before the first."), ("from=lately&to=2026-03-12", "year-month-day")]
    {
        let answer = biller.get(&format!("/claims?{range}"));
        assert_eq!(answer.status, 200);
        assert!(page::title(&answer.body).starts_with("Problem"), "{range}");
        assert!(answer.words().contains(told), "{told}: {}", answer.words());
    }
    let before = demo.everything_kept();
    let unread = biller.send("/claims/build", &[("form", "837p"), ("from", "lately"), ("to", "2026-03-12")]);
    assert_eq!(unread.status, 422);
    assert_eq!(biller.send("/claims/build", &[("form", "837d"), ("from", "2026-03-01"), ("to", "2026-03-12")]).status, 422);
    assert_eq!(demo.everything_kept(), before);
}

#[test]
fn the_biller_never_opens_a_note() {
    // Given notes, drafts and documents that a counselor reads
    let demo = super::demo();
    let biller = demo.with_role("biller");
    let nowhere = biller.get("/nowhere-at-all");
    let is_note = |address: &str| {
        let path = address.split('?').next().unwrap_or_default();
        path.starts_with("/notes/")
            || path.starts_with("/sessions/")
            || path.starts_with("/groups")
            || path.ends_with("/notes")
            || path.ends_with("/plan")
            || path.ends_with("/original")
    };
    let walks = super::walks(&demo);
    let of = |role: &str| &walks.iter().find(|(known, _)| *known == role).expect("walked").1;
    let notes: BTreeSet<&String> =
        of("clinician").iter().map(|visit| &visit.address).filter(|address| is_note(address)).collect();
    assert!(notes.len() > 10, "{notes:?}");

    // Then the biller gets for each the answer for something that does not exist
    for note in notes {
        let answer = biller.get(note);
        assert_eq!((answer.status, &answer.body), (404, &nowhere.body), "{note}");
    }
    // And no page of the biller's leads to one
    for visit in of("biller") {
        let ways = page::links(&visit.answer.body);
        let wrong: Vec<&String> = ways.iter().filter(|way| is_note(way)).collect();
        assert!(wrong.is_empty(), "{} leads to {wrong:?}", visit.address);
    }
}
