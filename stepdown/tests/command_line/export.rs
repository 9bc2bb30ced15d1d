//! One chart as it stood: whole, with a purpose, written down.

use serde_json::Value;

use crate::support::{Home, ran, sample};

fn with_referral() -> Home {
    let home = Home::with_program();
    let file = sample("nist-inpatient-ccd.xml");
    let ran = home.run(["referral".as_ref(), "import".as_ref(), file.as_os_str(), "--data".as_ref(), "d".as_ref()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    home
}

fn export(home: &Home, patient: &str, as_of: &str) -> crate::support::Ran {
    home.run(["export", "--data", "d", "--patient", patient, "--as-of", as_of, "--purpose", "the person asked for it", "--json"])
}

fn kinds(chart: &Value) -> Vec<&str> {
    chart["records"].as_array().unwrap().iter().map(|record| record["kind"].as_str().unwrap()).collect()
}

#[test]
fn a_chart_is_taken_out_as_it_stood_and_the_taking_out_is_in_the_chart() {
    let home = with_referral();
    let patient = home.only_patient();
    let moment = jiff::Timestamp::now().to_string();
    let first = export(&home, &patient, &moment);
    assert_eq!(first.code, 0, "{first:?}");
    let chart = first.json();
    assert_eq!(kinds(&chart), ["referral_document", "inquiry", "contact_permission"]);
    assert_eq!(chart["patient"], patient.as_str());
    assert_eq!(chart["purpose"], "the person asked for it");
    assert!(chart["records"][0]["body"]["content"]["problems"].is_array(), "the whole record");
    let again = export(&home, &patient, &moment).json();
    assert_eq!(again["records"], chart["records"], "as it stood then, whatever came later");
    let later = export(&home, &patient, &jiff::Timestamp::now().to_string()).json();
    assert_eq!(kinds(&later), ["referral_document", "inquiry", "contact_permission", "chart_view", "chart_view"]);
    let view = &later["records"][3];
    assert_eq!(view["recorded_by"], "stepdown");
    assert!(view["reason"].as_str().unwrap().ends_with(": the person asked for it"), "{view}");
    assert_eq!(home.run(["verify", "--data", "d"]).code, 0);
}

#[test]
fn without_json_only_how_much_there_is() {
    let home = with_referral();
    let mut command = home.command(["export", "--data", "d", "--patient", &home.only_patient()]);
    let ran = ran(command.env("STEPDOWN_PURPOSE", "audit of March"));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("3 records") && ran.out.contains("referral document"), "{}", ran.out);
}

#[test]
fn what_is_not_there_or_not_meant_is_refused_in_sentences() {
    let home = with_referral();
    let patient = home.only_patient();
    let refused = |ran: crate::support::Ran, words: &str| {
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.out.is_empty() && ran.all().contains(words), "{words}: {ran:?}");
    };
    let now = jiff::Timestamp::now().to_string();
    refused(export(&home, "Maria", &now), "`Maria` is not the id of a person.");
    refused(export(&home, "0195a7c0-0000-7000-8000-000000000000", &now), "There is nothing here, or it is not yours to see.");
    refused(export(&home, &patient, "2020-01-01T00:00:00Z"), "Nothing had been written about this person at that moment.");
    refused(export(&home, &patient, "2096-01-01T00:00:00Z"), "This moment has not come yet");
    let state = home.run(["export", "--data", "d", "--patient", &patient, "--purpose", "p", "--json"]).json();
    assert_eq!(kinds(&state), ["referral_document", "inquiry", "contact_permission"], "what was refused left no trace");
}
