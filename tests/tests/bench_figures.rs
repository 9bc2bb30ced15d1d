//! The bench itself is run small, so that it cannot fall behind the program it measures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::process::Command;

#[test]
fn every_figure_can_be_measured() {
    let mut bench = Command::new(env!("CARGO_BIN_EXE_bench_figures"));
    bench.arg("--small");
    if let Ok(server) = std::env::var("STEPDOWN_TEST_POSTGRES") {
        bench.args(["--postgres", &server]);
    }
    let output = bench.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let samples: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for name in [
        "sign_group_of_12_sqlite_100",
        "board_of_120_150",
        "week_board_of_120_150",
        "person_search_150",
        "verify_1000_records_150",
        "verify_whole_150",
        "score_100000_forms",
        "placement_10000_cases",
        "gate_decision",
        "fitting_week",
        "week_plan_S1",
        "week_plan_M1",
        "week_plan_L1",
        "week_plan_first",
        "account_of_5000_disclosures",
        "eligibility_271_megabyte",
        "read_ccda",
        "read_fhir",
        "reminders_plan",
        "timers_dispatch",
        "inquiry_queue_200",
    ] {
        let sample = samples.iter().find(|sample| sample["name"] == name).unwrap_or_else(|| panic!("{name} is missing"));
        let times = sample["milliseconds"].as_array().unwrap();
        assert!(!times.is_empty() && times.iter().all(|time| time.as_f64().unwrap() > 0.0), "{name}");
        assert_eq!(sample["is_release"], !cfg!(debug_assertions), "{name} says how it was built");
    }
}

#[test]
fn one_figure_is_measured_alone_and_held_against_its_limit() {
    let mut bench = Command::new(env!("CARGO_BIN_EXE_bench_figures"));
    let output = bench.args(["--small", "--only", "read_ccda"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let samples: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(samples.iter().map(|sample| sample["name"].as_str().unwrap()).collect::<Vec<_>>(), ["read_ccda"]);
    assert_eq!(samples[0]["limits"][0]["most"], 100.0);
}
