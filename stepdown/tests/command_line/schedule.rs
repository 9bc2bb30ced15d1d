//! `stepdown schedule`: a week planned from a file and judged, as scripts meet it.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Home, Ran};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../care/week_plan/testdata").join(name)
}

fn solve(home: &Home, instance: &Path, more: &[&str]) -> Ran {
    let instance = instance.to_str().unwrap();
    home.run(["schedule", "solve", instance, "--out", "plan.json"].iter().chain(more).copied().collect::<Vec<_>>())
}

fn check(home: &Home, instance: &Path, plan: &Path) -> Ran {
    home.run(["schedule", "check", instance.to_str().unwrap(), plan.to_str().unwrap()])
}

#[test]
fn a_week_is_planned_and_holds_and_costs_what_the_program_said() {
    let home = Home::new();
    let ran = solve(&home, &sample("S1.json"), &["--seconds", "1", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = ran.json();
    assert!(told["objective"].as_u64().unwrap() < 1_000 && told["moves"].as_u64().unwrap() > 0, "{told}");
    let judged = check(&home, &sample("S1.json"), &home.path("plan.json"));
    assert_eq!(judged.code, 0, "{judged:?}");
    assert_eq!(judged.out.lines().last().unwrap(), told["objective"].to_string());
}

#[test]
fn the_same_seed_and_moves_write_the_same_file_in_the_place_of_what_was_there() {
    let home = Home::new();
    home.write("plan.json", "something else");
    let budget = ["--moves", "5000", "--seed", "7", "--threads", "2"];
    let mut files = Vec::new();
    for _ in 0..2 {
        let ran = solve(&home, &sample("S1.json"), &budget);
        assert_eq!(ran.code, 0, "{ran:?}");
        files.push(std::fs::read_to_string(home.path("plan.json")).unwrap());
    }
    assert_eq!(files[0], files[1]);
    let plan: Value = serde_json::from_str(&files[0]).unwrap();
    assert!(plan["sessions"].is_array() && plan["individual"].is_array());
}

#[test]
fn a_plan_that_does_not_hold_is_told_in_words_and_ends_with_one() {
    let home = Home::new();
    let mut plan: Value = serde_json::from_slice(&std::fs::read(sample("S1.solution.json")).unwrap()).unwrap();
    assert_eq!(check(&home, &sample("S1.json"), &sample("S1.solution.json")).out.lines().last(), Some("181"));
    plan["sessions"][0]["staff"] = json!("s02");
    let broken = home.write("broken.json", plan.to_string());
    let ran = check(&home, &sample("S1.json"), &broken);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("session 0: s02 does not lead cbt."), "{}", ran.out);
    assert_eq!(ran.out.lines().last(), Some("infeasible"));
    let ran = home.run(["schedule", "check", sample("S1.json").to_str().unwrap(), "broken.json", "--json"]);
    assert_eq!((ran.code, &ran.json()["feasible"]), (1, &json!(false)));
}

#[test]
fn a_file_that_is_no_instance_is_refused_with_the_field_and_nothing_is_written() {
    let home = Home::new();
    let mut instance: Value = serde_json::from_slice(&std::fs::read(sample("S1.json")).unwrap()).unwrap();
    instance["patients"][0]["counselor"] = json!("nobody");
    let instance = home.write("week.json", instance.to_string());
    let ran = solve(&home, &instance, &["--seconds", "0"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.all().contains("patients \"p001\": counselor: \"nobody\" is not in staff"), "{}", ran.all());
    assert!(ran.all().contains("docs/schedule-format.md"), "{}", ran.all());
    assert!(!home.path("plan.json").exists());
    assert_eq!(solve(&home, &home.path("absent.json"), &[]).code, 5);
    assert_eq!(solve(&home, &sample("S1.json"), &["--seconds", "-1"]).code, 2);
    let nowhere = ["schedule", "solve", sample("S1.json").to_str().unwrap(), "--out", "no/plan.json"].map(str::to_owned);
    assert_eq!(home.run(nowhere).code, 5);
}

#[test]
fn whoever_interrupts_the_search_gets_the_best_week_so_far() {
    let home = Home::new();
    let instance = sample("M1.json");
    let arguments = ["schedule", "solve", instance.to_str().unwrap(), "--out", "plan.json", "--seconds", "600"];
    let mut child = home.command(arguments).stdout(std::process::Stdio::null()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(check(&home, &instance, &home.path("plan.json")).code, 0);
}
