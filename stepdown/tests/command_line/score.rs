//! `stepdown score`: every vector of every instrument file through the real binary, and what is said about files that are none.

use serde_json::{Value, json};

use crate::support::{Home, Ran};

/// Every vector as an entry of a file, with its name and what must come of it.
fn vectors() -> (Vec<Value>, Vec<(String, Value)>) {
    let (mut entries, mut expected) = (Vec::new(), Vec::new());
    for (name, text) in forms::Library::files() {
        let file: Value = toml::from_str(text).unwrap();
        for vector in file["vector"].as_array().unwrap() {
            entries.push(json!({ "instrument": file["id"], "answers": vector["answers"], "context": vector["context"] }));
            expected.push((format!("{name}: {}", vector["name"]), vector["expect"].clone()));
        }
    }
    (entries, expected)
}

fn score(entries: &Value) -> Ran {
    let home = Home::new();
    home.write("answers.json", entries.to_string());
    home.run(["score", "answers.json"])
}

#[test]
fn in_02_every_vector_comes_out_of_the_real_program_with_exactly_its_keys() {
    let (entries, expected) = vectors();
    assert_eq!(entries.len(), 309);
    let ran = score(&Value::Array(entries));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    let found = ran.json();
    let found = found.as_array().unwrap();
    assert_eq!(found.len(), expected.len());
    let wrong: Vec<String> = expected
        .iter()
        .zip(found)
        .filter(|((_, expected), found)| expected != *found)
        .map(|((name, expected), found)| format!("{name}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pretty_is_the_same_for_people() {
    let home = Home::new();
    home.write("answers.json", json!([{ "instrument": "phq-2", "answers": { "phq2-1": "several-days" } }]).to_string());
    let ran = home.run(["score", "answers.json", "--pretty"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.lines().count() > 10, "{}", ran.out);
    assert_eq!(ran.json(), score(&json!([{ "instrument": "phq-2", "answers": { "phq2-1": "several-days" } }])).json());
    assert_eq!(ran.json()[0]["missing"], json!(["phq2-2"]));
}

#[test]
fn what_is_no_answered_instrument_is_refused_with_the_number_of_its_entry() {
    let good = json!({ "instrument": "phq-2", "answers": {} });
    for (entries, told) in [
        (json!([good, { "instrument": "phq-10", "answers": {} }]), "Entry 2: there is no instrument \"phq-10\"."),
        (json!([good, good, { "answers": {} }]), "entry 3: missing field `instrument`"),
        (json!([{ "instrument": "phq-2", "answers": [] }]), "entry 1: invalid type"),
        (json!([{ "instrument": "audit-c", "answers": {}, "context": { "sex": "m" } }]), "Write one of unknown, female, male"),
        (json!({ "instrument": "phq-2", "answers": {} }), "expected a list of answered instruments"),
    ] {
        let ran = score(&entries);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{entries}");
        assert!(ran.all().contains(told), "{told}: {}", ran.all());
    }
    let home = Home::new();
    home.write("answers.json", r#"[{"instrument": "phq-2", "answers": {"phq2-1": "several-days", "phq2-1": "not-at-all"}}]"#);
    let ran = home.run(["score", "answers.json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.all().contains("is answered twice"), "{}", ran.all());
    assert_eq!(home.run(["score", "nowhere.json"]).code, 5);
    assert_eq!(home.run(["score"]).code, 2);
}

#[test]
fn answers_that_cannot_be_are_results() {
    let ran = score(&json!([
        { "instrument": "whodas-12", "answers": { "whodas-h1": 3.5 } },
        { "instrument": "phq-2", "answers": { "phq2-1": true } },
        { "instrument": "phq-2", "answers": { "phq2-1": "often", "phq9-1": "x" } },
    ]));
    assert_eq!(ran.code, 0);
    let expected = [("invalid-answer", "whodas-h1"), ("invalid-answer", "phq2-1"), ("unknown-item", "phq9-1")];
    let expected = expected.map(|(error, item)| json!({ "error": error, "item": item }));
    assert_eq!(ran.json(), json!(expected));
}
