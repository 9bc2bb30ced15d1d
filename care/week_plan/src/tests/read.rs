//! Files that are none: every problem with its field and what to do.

use serde_json::{Value, json};

use super::S1;
use crate::{Instance, WeekPlan};

fn refused(change: impl FnOnce(&mut Value)) -> String {
    let mut instance: Value = serde_json::from_str(S1).unwrap();
    change(&mut instance);
    Instance::parse(&instance.to_string()).unwrap_err().to_string()
}

#[test]
fn what_is_wrong_is_told_with_its_field_and_all_at_once() {
    let said = refused(|instance| {
        instance["format"] = json!("iop-schedule/2");
        instance["starts"][0] = json!([6, 2]);
        instance["staff"][0]["leads"][0] = json!("chess");
        instance["patients"][1]["counselor"] = json!("nobody");
        instance["patients"][2]["id"] = json!("p001");
        instance["patients"][3]["required_slots"]["chess"] = json!(2);
        instance["rooms"][0]["available"][0] = json!([0, 9, 3]);
        instance["keep_apart"][0] = json!(["p001", "p001"]);
    });
    for words in [
        "format: write \"iop-schedule/1\"",
        "starts [6, 2]: write [day, slot] inside the week",
        "staff \"s01\": leads: \"chess\" is not in group_types",
        "patients \"p002\": counselor: \"nobody\" is not in staff",
        "patients: \"p001\" stands there twice",
        "patients \"p004\": required_slots: \"chess\" is not in group_types",
        "rooms \"r1\": available [0, 9, 3]",
        "keep_apart: name two different patients",
    ] {
        assert!(said.contains(words), "{words:?} is not in {said}");
    }
}

#[test]
fn a_misspelled_a_missing_and_a_negative_field_are_told_apart() {
    assert!(refused(|instance| instance["patients"][0]["max_dayz"] = json!(1)).contains("unknown field `max_dayz`"));
    let missing = refused(|instance| {
        instance["weights"].as_object_mut().unwrap().remove("idle_slot");
    });
    assert!(missing.contains("missing field `idle_slot`"), "{missing}");
    assert!(refused(|instance| instance["days"] = json!(-1)).contains("days: invalid value: integer `-1`"));
    let text = refused(|instance| instance["patients"][3]["available"][0][1] = json!("nine"));
    assert!(text.contains("patients[3].available[0][1]: invalid type: string \"nine\""), "{text}");
    assert!(
        refused(|instance| instance["weights"]["idle_slot"] = json!(4_000_000_000_u32)).contains("weights: idle_slot: write")
    );
    assert!(refused(|instance| instance["slots_per_day"] = json!(96)).contains("slots_per_day: write 1 to 64"));
}

#[test]
fn any_text_is_answered() {
    for text in ["", "[]", "null", "{}", "{\"format\":\"iop-schedule/1\"}"] {
        assert!(Instance::parse(text).is_err(), "{text}");
    }
    assert!(WeekPlan::parse("{} {}").is_err());
    assert!(WeekPlan::parse("{\"sessions\":[{}]}").unwrap_err().contains("missing field"));
    assert!(WeekPlan::parse("{\"session\":[]}").unwrap_err().contains("unknown field"));
    assert_eq!(WeekPlan::parse("{}"), Ok(WeekPlan::default()));
}
