//! `stepdown place`: one JSON object for a file of cases, or every problem with its case and field.

use serde_json::Value;

use crate::support::Home;

const CASES: &str = include_str!("../../../care/intake/testdata/placement-cases.toml");

#[test]
fn every_case_is_answered_with_levels_disposition_rules_and_needs() {
    let home = Home::new();
    home.write("cases.toml", CASES);
    let ran = home.run(["place", "cases.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out.lines().count(), 1);
    let all: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(all.as_object().unwrap().len(), 23);
    for (id, one) in all.as_object().unwrap() {
        let keys: Vec<&String> = one.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["levels", "disposition", "rules", "needs"], "{id}");
    }
    assert_eq!(all["ny-201907-118973"]["levels"], serde_json::json!(["2.1"]));
    assert_eq!(all["ny-202206-150931"]["levels"], serde_json::json!(["4"]), "as the form writes levels");
    assert_eq!(all["soft-test003456"]["disposition"], "ADOLESCENT_PATHWAY");

    let pretty = home.run(["place", "cases.toml", "--pretty"]);
    assert!(pretty.out.lines().count() > 23);
    assert_eq!(serde_json::from_str::<Value>(&pretty.out).unwrap(), all);
}

#[test]
fn a_bad_file_is_refused_with_its_case_and_field_and_an_absent_one_is_the_machines() {
    let home = Home::new();
    home.write("bad.toml", "format = \"stepdown-placement/1\"\n[[case]]\nid = \"a\"\n[case.dimensions]\nrelapse = 9\n");
    let ran = home.run(["place", "bad.toml"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("case a") && ran.err.contains("dimensions.relapse"), "{}", ran.err);
    assert_eq!(home.run(["place", "absent.toml"]).code, 5);
    assert_eq!(home.run(["place"]).code, 2);
}

#[test]
fn a_field_nobody_knows_is_told_and_not_used() {
    let home = Home::new();
    home.write("odd.toml", "format = \"stepdown-placement/1\"\n[[case]]\nid = \"a\"\n[case.history]\nshoe = 9\n");
    let ran = home.run(["place", "odd.toml"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("case a: history.shoe"), "{}", ran.err);
    let all: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(all["a"]["needs"], serde_json::json!(["W", "B", "P", "U", "E"]));
    assert_eq!(all["a"]["levels"], serde_json::json!([]));
}
