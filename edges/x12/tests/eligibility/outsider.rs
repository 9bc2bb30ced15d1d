//! Eligibility files judged by linuxforhealth-x12, a reader that this project did not write and whose view of the samples must be ours.
//! It needs a Python that has it; without one these tests fail, because a check that is skipped is no check. (pyx12 has no map of this
//! guide. linuxforhealth-x12 knows one subscriber under a receiver, so a file with several has a receiver for each here.)

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use x12::*;

use crate::fixture::*;

/// What linuxforhealth-x12 says of each file, one line of JSON each.
fn judge(files: &[(&str, String)]) -> Vec<Value> {
    let python = std::env::var("STEPDOWN_X12VALID").unwrap_or_else(|_| {
        panic!(
            "STEPDOWN_X12VALID is not set: it must name a Python executable that has linuxforhealth-x12 installed. \
             `cargo xtask test` makes one"
        )
    });
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = files.iter().map(|(name, _)| folder.path().join(format!("{name}.x12"))).collect();
    for (path, (_, text)) in paths.iter().zip(files) {
        std::fs::write(path, text).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lfh_check.py");
    let output = Command::new(&python).arg(script).args(&paths).output().expect("STEPDOWN_X12VALID names a Python that runs");
    assert!(output.status.success(), "the judge did not run: {}", String::from_utf8_lossy(&output.stderr));
    let verdicts: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(verdicts.len(), files.len(), "one verdict a file");
    verdicts
}

#[track_caller]
fn accepted(files: &[(&str, String)]) -> Vec<Value> {
    let verdicts = judge(files);
    for (verdict, (_, text)) in verdicts.iter().zip(files) {
        let errors = verdict.get("errors").and_then(Value::as_array).map_or(0, Vec::len);
        assert!(verdict["ok"] == true && errors == 0, "{verdict:#}\n{text}");
    }
    verdicts
}

fn inquiries() -> Vec<(&'static str, String)> {
    let mut other = question();
    other.payer = Payer { name: "Second Payer".into(), id: "67890".into() };
    other.subscriber.group_number = Some("GRP100".into());
    other.subscriber.gender = None;
    other.service_types = vec!["30".into()];
    let mut by_name = question();
    by_name.subscriber.member_id = None;
    vec![
        ("one", written(&asking(vec![question()]))),
        ("child", written(&asking(vec![child()]))),
        ("two-payers", written(&asking(vec![question(), other]))),
        ("by-name", written(&asking(vec![by_name]))),
    ]
}

#[test]
fn linuxforhealth_accepts_our_inquiries() {
    accepted(&inquiries());
}

/// Every segment of a kind in a model of linuxforhealth-x12, in the order of the file.
fn segments<'v>(value: &'v Value, name: &str, found: &mut Vec<&'v Value>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                match inner {
                    Value::Array(all) if key == name => found.extend(all),
                    Value::Object(_) if key == name => found.push(inner),
                    _ => segments(inner, name, found),
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|inner| segments(inner, name, found)),
        _ => {}
    }
}

fn text(value: &Value, key: &str) -> String {
    match &value[key] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn cents(value: &Value, key: &str) -> Option<i64> {
    let text = text(value, key);
    (!text.is_empty()).then(|| (text.parse::<f64>().unwrap() * 100.0).round() as i64)
}

#[test]
fn our_reader_agrees_with_linuxforhealth_on_every_sample() {
    let samples = [
        ("iop", ANSWER.to_owned()),
        ("dependent", DEPENDENT_ANSWER.to_owned()),
        ("subscriber", SUBSCRIBER_ANSWER.to_owned()),
        ("refused", REFUSED_ANSWER.to_owned()),
    ];
    for (verdict, (name, sample)) in accepted(&samples).iter().zip(&samples) {
        let reading = read_271(sample.as_bytes(), &Limits::default());
        let answers: Vec<&EligibilityAnswer> = reading.answers().collect();
        let theirs = |segment: &str| {
            let mut found = Vec::new();
            segments(&verdict["models"], segment, &mut found);
            found
        };
        let statements: Vec<&Benefit> =
            answers.iter().filter_map(|answer| answer.patient()).flat_map(|who| &who.benefits).collect();
        let said: Vec<_> = theirs("eb_segment");
        assert_eq!(said.len(), statements.len(), "{name}");
        for (theirs, ours) in said.iter().zip(&statements) {
            assert_eq!(text(theirs, "eligibility_benefit_information"), ours.information, "{name}");
            assert_eq!(cents(theirs, "benefit_amount"), ours.amount_cents, "{name}");
            assert_eq!(text(theirs, "plan_coverage_description"), ours.plan.clone().unwrap_or_default(), "{name}");
            assert_eq!(text(theirs, "inplan_network_indicator"), ours.in_network.clone().unwrap_or_default(), "{name}");
        }
        let refused = theirs("aaa_segment");
        let ours = answers.iter().flat_map(|answer| {
            let of = |one: &Answering| one.rejections.clone();
            of(&answer.source).into_iter().chain(answer.receiver.iter().flat_map(of))
        });
        let ours: Vec<Rejection> = ours.collect();
        assert_eq!(refused.len(), ours.len(), "{name}");
        for (theirs, ours) in refused.iter().zip(&ours) {
            assert_eq!(
                (text(theirs, "reject_reason_code"), text(theirs, "follow_up_action_code")),
                (ours.reason.clone(), ours.follow_up.clone())
            );
        }
        let people: Vec<String> = theirs("nm1_segment")
            .iter()
            .filter(|nm1| ["IL", "03"].contains(&text(nm1, "entity_identifier_code").as_str()))
            .map(|nm1| text(nm1, "name_first"))
            .collect();
        let mut ours: Vec<String> = answers
            .iter()
            .flat_map(|answer| [answer.dependent.as_ref(), answer.subscriber.as_ref()])
            .flatten()
            .map(|who| who.named.name.first.clone())
            .collect();
        let mut people = people;
        people.sort();
        ours.sort();
        assert_eq!(people, ours, "{name}");
    }
}

#[test]
fn linuxforhealth_understands_an_answer_that_a_played_payer_writes() {
    let mut answer = read_271(ANSWER.as_bytes(), &Limits::default()).files.remove(0);
    let member = answer.transactions[0].answers[0].subscriber.as_mut().unwrap();
    member.benefits.push(Benefit {
        information: "A".into(),
        level: Some("IND".into()),
        service_types: vec!["AI".into()],
        period: Some("27".into()),
        basis_points: Some(2_000),
        needs_authorization: Some("Y".into()),
        in_network: Some("Y".into()),
        messages: vec!["ASK FOR APPROVAL BEFORE THE FIRST DAY".into()],
        ..Benefit::default()
    });
    let text = String::from_utf8(answer.write().unwrap()).unwrap();
    accepted(&[("played", text)]);
}
