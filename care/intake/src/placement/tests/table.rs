//! The table as data: whole, rising, and refused with every problem.

use super::*;
use crate::placement::table::SUPPLIED;

#[test]
fn every_threshold_has_its_source_and_mark() {
    assert_eq!(table().thresholds.len(), 10);
    for threshold in &table().thresholds {
        assert!(!threshold.source.is_empty() && threshold.rule.starts_with("LC-"), "{threshold:?}");
    }
}

#[test]
fn a_table_with_holes_is_refused_with_every_problem() {
    let broken = SUPPLIED[0]
        .replace("environment = [0, 1, 2, 3, 4]\nlevel = \"3.5\"", "environment = [0, 1, 2, 3]\nlevel = \"3.5\"")
        .replace("name = \"pawss\"", "name = \"pwass\"")
        .replace("imminent = \"4.0\"\n\n[body]", "imminent = \"3.1\"\n\n[body]");
    let problems = Table::from_toml(&broken).unwrap_err().0.join("\n");
    for part in ["cell U4 E4: is missing", "threshold `pawss`", "no rule asks for it", "a higher rating", "a medical floor is"] {
        assert!(problems.contains(part), "{part}: {problems}");
    }
    assert!(Table::from_toml(&SUPPLIED[0].replace("mark = \"K\"", "mark = \"K\"\nextra = 1")).is_err());
}
