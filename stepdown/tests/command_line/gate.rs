//! `stepdown gate`: the program's own cases through the real binary, and what is said about files that are none.

use serde_json::{Value, json};

use crate::support::{Home, Ran};

fn decide(cases: &Value) -> Ran {
    let home = Home::new();
    home.write("cases.json", cases.to_string());
    home.run(["gate", "cases.json"])
}

#[test]
fn p2_40_the_programs_own_cases_come_out_of_the_real_program_as_they_say() {
    let home = Home::new();
    let printed = home.run(["gate", "--example"]);
    assert_eq!(printed.code, 0, "{printed:?}");
    let cases = printed.json();
    let ran = decide(&cases);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    let (cases, answers) = (cases.as_array().unwrap().clone(), ran.json());
    assert!(cases.len() >= 20 && answers.as_array().unwrap().len() == cases.len());
    for (case, answer) in cases.iter().zip(answers.as_array().unwrap()) {
        assert_eq!(case["decision"], answer["decision"], "{case}");
        let leaves = case.get("categories").cloned().unwrap_or_else(|| json!([]));
        assert_eq!(leaves, answer["categories"], "{case}");
        let codes: Vec<&Value> = answer["reasons"].as_array().unwrap().iter().map(|reason| &reason["code"]).collect();
        let expected = case.get("reasons").cloned().unwrap_or_else(|| json!([]));
        assert_eq!(expected, json!(codes), "{case}");
        assert_eq!(answer["notice"].is_null(), answer["decision"] == "deny", "{case}");
    }
}

#[test]
fn a_case_that_cannot_be_read_refuses_the_file_with_its_number() {
    let good = json!({ "request": { "recipient": { "name": "A" }, "purpose": "treatment", "categories": ["plan"], "at": "2026-03-12T14:00:00Z" } });
    let ran = decide(&json!([good]));
    assert_eq!(ran.json()[0]["reasons"][0]["code"], "no_consent");
    let mut typed = good.clone();
    typed["restriction"] = json!([]);
    let ran = decide(&json!([good, typed]));
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(ran.out, "");
    assert!(ran.err.contains("case 2") && ran.err.contains("restriction"), "{}", ran.err);
    assert!(ran.err.contains("stepdown gate --example"), "{}", ran.err);
}
