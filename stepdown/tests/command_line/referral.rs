//! Documents from elsewhere at the command line: every item of the reference, one line a file, nothing dropped, nothing twice.

use std::collections::BTreeMap;
use std::ffi::OsString;

use serde_json::Value;

use crate::support::{Home, sample, samples};

fn reference() -> Vec<Value> {
    let lines = std::fs::read_to_string(samples().join("reference.jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn arguments(files: &[Value], more: &[&str]) -> Vec<OsString> {
    let mut all: Vec<OsString> = vec!["referral".into(), "import".into()];
    all.extend(files.iter().map(|expected| sample(expected["file"].as_str().unwrap()).into_os_string()));
    all.extend(more.iter().map(OsString::from));
    all
}

/// Whether every item of one list is in another, as often.
fn holds(expected: &Value, found: &Value) -> bool {
    let (Some(expected), Some(found)) = (expected.as_array(), found.as_array()) else { return expected == found };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in found {
        *counts.entry(item.to_string()).or_default() += 1;
    }
    expected.iter().all(|item| {
        let left = counts.entry(item.to_string()).or_default();
        let is_there = *left > 0;
        *left = left.saturating_sub(1);
        is_there
    })
}

#[test]
fn json_prints_one_line_a_file_with_the_keys_and_every_item_of_the_reference() {
    let (home, reference) = (Home::new(), reference());
    assert_eq!(reference.len(), 14, "every sample document");
    let ran = home.run(arguments(&reference, &["--json"]));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), reference.len());
    for (expected, found) in reference.iter().zip(&lines) {
        let (expected, found) = (expected.as_object().unwrap(), found.as_object().unwrap());
        assert_eq!(expected.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>());
        for (key, value) in expected {
            assert!(holds(value, &found[key]), "{} {key}: {value} expected, {} found", expected["file"], found[key]);
        }
    }
    assert!(!home.path("stepdown-data").exists(), "nobody named a database, so none was made");
}

#[test]
fn a_refused_file_does_not_keep_the_others_out() {
    let home = Home::new();
    let whole = std::fs::read(sample("hl7-referral-note.xml")).unwrap();
    let cut = home.write("cut.xml", &whole[..whole.len() / 2]);
    let note = home.write("note.txt", "Dear colleague");
    let absent = home.path("absent.xml");
    let good = sample("nist-inpatient-ccd.xml");
    let files = [&cut, &note, &absent, &good].map(|path| path.as_os_str().to_owned());
    let all = ["referral", "import", "--json", "--data", "d"].map(OsString::from).into_iter().chain(files);
    let ran = home.run(all.collect::<Vec<_>>());
    assert_eq!(ran.code, 1);
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let refused: Vec<_> = lines.iter().map(|line| (line["file"].as_str().unwrap(), line["refused"].as_str())).collect();
    assert_eq!(
        refused,
        [
            ("cut.xml", Some("truncated")),
            ("note.txt", Some("not_xml")),
            ("absent.xml", Some("unreadable")),
            ("nist-inpatient-ccd.xml", None)
        ]
    );
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["file", "refused", "sentence"]);
    assert!(lines[0]["sentence"].as_str().unwrap().starts_with("The file breaks off before its end."));
    assert!(ran.err.contains("new inquiry ") && ran.err.contains("3 files of 4 refused."), "{}", ran.err);
    assert!(!ran.err.contains("Jones"), "names stay in the result: {}", ran.err);
}

#[test]
fn every_sample_becomes_an_inquiry_once_with_its_original_kept_whole() {
    let (home, reference) = (Home::new(), reference());
    let first = home.run(arguments(&reference, &["--data", "d"]));
    assert_eq!((first.code, first.out.matches("new inquiry").count()), (0, reference.len()), "{}", first.out);
    assert!(first.out.contains("could not be read:") && first.out.contains("nothing was left unread"));
    let state = home.run(["verify", "--data", "d", "--json"]).json();
    assert_eq!((state["whole"].as_bool(), state["chains"].as_u64()), (Some(true), Some(14)));
    let again = home.run(arguments(&reference, &["--data", "d"]));
    assert_eq!((again.code, again.out.matches("known already").count()), (0, reference.len()), "{}", again.out);
    assert_eq!(home.run(["verify", "--data", "d", "--json"]).json(), state, "a second time changes nothing");
    for expected in &reference {
        let bytes = std::fs::read(sample(expected["file"].as_str().unwrap())).unwrap();
        let hash = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&bytes));
        let kept = home.store().read::<_, store::StoreError>(|tx| tx.original(&hash)).unwrap();
        assert_eq!(kept, Some(("application/xml".to_owned(), bytes)));
    }
}

#[test]
fn a_dry_run_only_reads() {
    let home = Home::with_program();
    let before = home.run(["verify", "--data", "d", "--json"]).json();
    let ran = home.run(arguments(&reference(), &["--data", "d", "--dry-run"]));
    assert_eq!((ran.code, ran.out.contains("inquiry")), (0, false));
    assert_eq!(home.run(["verify", "--data", "d", "--json"]).json(), before);
}

fn fhir(name: &str) -> std::path::PathBuf {
    samples().join("../fhir").join(name)
}

#[test]
fn fhir_bundles_and_fax_pages_are_taken_with_the_same_keys() {
    let home = Home::new();
    let fax = samples().join("../fax/two-pages.tiff");
    let files = [sample("partners-lmr.xml"), fhir("document-discharge.json"), fhir("searchset-mixed.json"), fax];
    let all = |more: &[&str]| -> Vec<OsString> {
        let begin = ["referral", "import"].map(OsString::from).into_iter();
        begin.chain(files.iter().map(|path| path.clone().into_os_string())).chain(more.iter().map(OsString::from)).collect()
    };
    let ran = home.run(all(&["--json", "--data", "d"]));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys = |line: &Value| line.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(lines.len(), files.len());
    assert!(lines.iter().all(|line| keys(line) == keys(&lines[0])));
    assert_eq!(lines[1]["patient"]["family"], "Ashby");
    assert_eq!(lines[1]["problems"][0]["code"], "F10.20");
    assert_eq!(lines[3]["patient"]["family"], "", "a picture is not guessed at");
    assert!(ran.err.contains("to be indexed by hand"), "{}", ran.err);
    let state = home.run(["verify", "--data", "d", "--json"]).json();
    assert_eq!(state["whole"].as_bool(), Some(true));
    let again = home.run(all(&["--data", "d"]));
    assert_eq!((again.code, again.out.matches("known already").count()), (0, files.len()), "{}", again.out);
    assert_eq!(home.run(["verify", "--data", "d", "--json"]).json(), state, "a second time changes nothing");
}

#[test]
fn a_token_is_shown_once_kept_as_a_hash_and_revoked_for_good() {
    let home = Home::with_program();
    let create = |name: &str| home.run(["referral", "token", "create", name, "--data", "d", "--json"]);
    let made = create("Harbor View Hospital");
    assert_eq!(made.code, 0, "{made:?}");
    let token = made.json()["token"].as_str().unwrap().to_owned();
    assert!(token.starts_with("stepdown_referral_") && token.len() > 50, "{token}");
    assert_ne!(create("Harbor View Hospital").code, 0, "one name, one token");
    assert_ne!(create(" ").code, 0);
    let listed = home.run(["referral", "token", "list", "--data", "d"]);
    assert!(listed.out.contains("Harbor View Hospital") && listed.out.contains("may send"), "{listed:?}");
    // not in the file either, which is encrypted: so it is looked for in what the file holds
    let dump = std::cell::RefCell::new(Vec::new());
    home.store().dump(&dump).unwrap();
    let is_there = dump.into_inner().windows(token.len()).any(|part| part == token.as_bytes());
    assert!(!listed.out.contains(&token) && !is_there, "the token itself is nowhere");
    let revoke = |name: &str| home.run(["referral", "token", "revoke", name, "--data", "d"]);
    assert_eq!(revoke("Nobody").code, 1);
    assert!(revoke("Harbor View Hospital").out.contains("may send no more"));
    assert_eq!(revoke("Harbor View Hospital").code, 1);
    assert_ne!(create("Harbor View Hospital").json()["token"].as_str(), Some(token.as_str()));
}
