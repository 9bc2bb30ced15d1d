//! Every item that an independent reader found in the fifteen sample documents, found again by ours (section 6).
//! What ours finds beyond it is asserted too, file by file, so that nothing invented can slip in unseen.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use migrate_in::{read, to_json_line};
use serde_json::Value;

fn samples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/ccda")
}

fn reference() -> Vec<Value> {
    let lines = std::fs::read_to_string(samples().join("reference.jsonl")).expect("reference");
    lines.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn ours(file: &str) -> Value {
    let bytes = std::fs::read(samples().join(file)).expect("a sample");
    let document = read(&bytes).unwrap_or_else(|refusal| panic!("{file}: {refusal}"));
    serde_json::from_str(&to_json_line(file, &document)).expect("a line of JSON")
}

const LISTS: [&str; 12] = [
    "problems",
    "medications",
    "allergies",
    "results",
    "vitals",
    "procedures",
    "encounters",
    "immunizations",
    "social",
    "sections",
    "narrative_only",
    "substance",
];

const WHOLE: [&str; 8] = ["file", "title", "type", "created", "patient", "author", "substance_in_narrative", "nullflavors"];

/// How often each item occurs.
fn counted(list: &Value) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for item in list.as_array().expect("a list") {
        *counts.entry(item.to_string()).or_default() += 1;
    }
    counts
}

/// What `more` holds beyond `fewer`, as a multiset.
fn beyond(more: &Value, fewer: &Value) -> Vec<String> {
    let fewer = counted(fewer);
    let extra = counted(more).into_iter().map(|(item, count)| {
        let had = fewer.get(&item).copied().unwrap_or(0);
        (item, count.saturating_sub(had))
    });
    extra.flat_map(|(item, count)| std::iter::repeat_n(item, count)).collect()
}

#[test]
fn every_item_of_the_reference_is_found() {
    let mut missing = Vec::new();
    for expected in reference() {
        let file = expected["file"].as_str().unwrap();
        let found = ours(file);
        for key in WHOLE {
            if expected[key] != found[key] {
                missing.push(format!("{file} {key}: {} expected, {} found", expected[key], found[key]));
            }
        }
        for list in LISTS {
            missing.extend(beyond(&expected[list], &found[list]).into_iter().map(|item| format!("{file} {list}: {item}")));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_keys_and_their_order_are_those_of_the_reference() {
    let text = std::fs::read_to_string(samples().join("reference.jsonl")).unwrap();
    let keys = |line: &str| -> Vec<String> {
        let value: Value = serde_json::from_str(line).unwrap();
        let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort_by_key(|key| line.find(&format!("\"{key}\":")).unwrap());
        keys
    };
    for line in text.lines() {
        let expected: Value = serde_json::from_str(line).unwrap();
        let file = expected["file"].as_str().unwrap();
        let bytes = std::fs::read(samples().join(file)).unwrap();
        let ours = to_json_line(file, &read(&bytes).unwrap());
        assert_eq!(keys(&ours), keys(line), "{file}");
        assert!(!ours.contains('\n'), "one line");
    }
}

/// Everything that ours finds beyond the reference. Each was looked up in the document; a new line here needs the same.
/// Diagnoses of admission and discharge sections, discharge medications under their newer code, a procedure under
/// medical equipment, and social history whose words stand in the narrative beside a bare code.
const MORE: [&str; 8] = [
    r#"hl7-discharge-summary.xml problems: {"code":"74400008","display":"Appendicitis","high":null,"low":"20140908","status":"completed","system":"SNOMED"}"#,
    r#"hl7-discharge-summary.xml problems: {"code":"74400008","display":"Appendicitis","high":null,"low":"20140908","status":"completed","system":"SNOMED"}"#,
    r#"hl7-discharge-summary.xml medications: {"code":"197806","display":"ibuprofen 600 MG Oral Tablet","dose":"1","high":null,"low":"201409161300-0500","status":"active","system":"RXNORM"}"#,
    r#"hl7-referral-note.xml procedures: {"code":"103716009","display":"Placement of stent","high":null,"low":"20130512","status":"completed","system":"SNOMED"}"#,
    r#"hl7-transfer-summary.xml problems: {"code":"49008000","display":"Malrotation of kidney","high":null,"low":"20130212","status":"completed","system":"SNOMED"}"#,
    r#"hl7-transfer-summary.xml procedures: {"code":"103716009","display":"Placement of stent","high":null,"low":"20130512","status":"completed","system":"SNOMED"}"#,
    r#"vitera-large-ccd.xml substance: "Assertion: Tobacco use""#,
    r#"vitera-large-ccd.xml substance: "Assertion: Wine consumption (___ glasses/day)""#,
];

#[test]
fn what_is_found_beyond_the_reference_is_known() {
    let mut more = Vec::new();
    for expected in reference() {
        let file = expected["file"].as_str().unwrap();
        let found = ours(file);
        for list in LISTS {
            more.extend(beyond(&found[list], &expected[list]).into_iter().map(|item| format!("{file} {list}: {item}")));
        }
    }
    for line in &more {
        println!("{line}");
    }
    // The order of keys depends on how the whole program is built; the items do not.
    let read = |line: &str| {
        line.split_once(": ").map(|(at, item)| (at.to_owned(), serde_json::from_str::<serde_json::Value>(item).unwrap()))
    };
    assert_eq!(more.iter().map(|line| read(line)).collect::<Vec<_>>(), MORE.map(read));
}
