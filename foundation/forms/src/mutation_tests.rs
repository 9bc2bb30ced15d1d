//! IN-A01: a file in which one option score, band edge or alert threshold was changed is not loaded. The vectors were made to catch each
//! of these changes; this test changes every one of them in turn.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use crate::file::{FormFile, ItemKind, TestText};
use crate::{Form, Library, vector};

/// Whether a changed file would still load.
fn loads(file: &FormFile) -> bool {
    let form = Form::compile("changed.toml", file, String::new());
    form.and_then(|form| vector::check_all("changed.toml", &form, &file.vectors)).is_ok()
}

/// The option sets of items that enter a score.
fn scoring_sets(file: &FormFile) -> BTreeSet<String> {
    let listed = file.scores.iter().flat_map(|score| {
        let groups = score.groups.iter().flatten().flatten();
        score.items.iter().flatten().chain(groups).cloned().collect::<Vec<_>>()
    });
    let listed: BTreeSet<String> = listed.collect();
    let enters = |item: &&crate::file::ItemText| item.kind == ItemKind::Choice && listed.contains(&item.id);
    file.items.iter().filter(enters).filter_map(|item| item.options.clone()).collect()
}

/// Raises the threshold of a test by one, when it has one.
fn raised(test: &TestText) -> Option<TestText> {
    let more = |value: Option<i64>| value.map(|value| value + 1);
    let changed = TestText {
        ge: more(test.ge),
        gt: more(test.gt),
        le: more(test.le),
        lt: more(test.lt),
        eq: more(test.eq),
        ..test.clone()
    };
    (changed != *test).then_some(changed)
}

/// Every file with one thing changed, and what it was.
fn mutants(file: &FormFile) -> Vec<(String, FormFile)> {
    let mut all = Vec::new();
    for set in scoring_sets(file) {
        for at in 0..file.option_sets.get(&set).unwrap().len() {
            let mut changed = file.clone();
            let option = changed.option_sets.get_mut(&set).unwrap().get_mut(at).unwrap();
            // a group counts once, however many points an answer has
            if option.score > 0 && file.scores.iter().all(|score| score.kind == "groups") {
                continue;
            }
            option.score += 1;
            all.push((format!("{}: option {set}/{}", file.id, option.code), changed));
        }
    }
    for at in 0..file.bands.len() {
        for is_max in [false, true] {
            let mut changed = file.clone();
            let band = changed.bands.get_mut(at).unwrap();
            if is_max {
                band.max -= 1
            } else {
                band.min += 1
            }
            let edge = if is_max { "max" } else { "min" };
            all.push((format!("{}: band {} {} {edge}", file.id, band.score, band.code), changed));
        }
    }
    for (at, alert) in file.alerts.iter().enumerate() {
        for (list, tests) in alert.when.iter().enumerate() {
            for (place, test) in tests.iter().enumerate() {
                if let Some(test) = raised(test) {
                    let mut changed = file.clone();
                    *changed.alerts.get_mut(at).unwrap().when.get_mut(list).unwrap().get_mut(place).unwrap() = test;
                    all.push((format!("{}: alert {} {list}.{place}", file.id, alert.id), changed));
                }
            }
        }
    }
    all
}

#[test]
fn in_a01_no_changed_score_band_or_threshold_gets_past_the_vectors() {
    let (mut tried, mut survived) = (0, Vec::new());
    for (_, text) in Library::files() {
        let file: FormFile = toml::from_str(text).unwrap();
        assert!(loads(&file));
        for (what, changed) in mutants(&file) {
            tried += 1;
            if loads(&changed) {
                survived.push(what);
            }
        }
    }
    assert!(tried > 500, "{tried}");
    assert_eq!(survived, [""; 0], "{} of {tried} changes are not noticed", survived.len());
}
