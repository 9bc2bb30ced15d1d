//! FHIR R4 bundles of the four kinds: what must be found in them, how references are followed, what is listed instead of taken.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::path::PathBuf;

use migrate_in::{Item, Reason, ReferralDocument, read, to_json_line};
use proptest::prelude::*;

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/fhir").join(name)).expect("a sample")
}

const SAMPLES: [&str; 4] =
    ["document-discharge.json", "transaction-referral.json", "searchset-mixed.json", "collection-small.json"];

fn of(name: &str) -> ReferralDocument {
    read(&sample(name)).unwrap_or_else(|refusal| panic!("{name}: {refusal}"))
}

fn refused(text: &str) -> Reason {
    read(text.as_bytes()).expect_err("refused").reason
}

fn named<'a>(items: impl IntoIterator<Item = &'a Item>) -> Vec<(&'a str, Option<&'a str>, Option<&'a str>)> {
    items.into_iter().map(|item| (item.name(), item.concept.code.as_deref(), item.concept.system.as_deref())).collect()
}

fn is_listed(document: &ReferralDocument, path: &str, why: &str) -> bool {
    document.unread.iter().any(|one| one.path.contains(path) && one.why.contains(why))
}

#[test]
fn s_06_a_document_bundle_says_who_it_is_about_and_who_wrote_it() {
    let read = of("document-discharge.json");
    assert_eq!(read.id, "urn:ietf:rfc:3986|urn:uuid:6b1c8a2e-7f52-4a53-9a0f-3d1b7a5f0001");
    assert_eq!((read.title.as_deref(), read.type_code.as_deref()), (Some("Discharge Summary"), Some("18842-5")));
    assert_eq!((read.created.as_deref(), read.confidentiality.as_deref()), (Some("2026-03-10T16:05:00-04:00"), Some("R")));
    let patient = &read.patient;
    assert_eq!(
        (patient.given.as_str(), patient.family.as_str()),
        ("Ruth Marie", "Ashby"),
        "the official name, not the maiden one"
    );
    assert_eq!(patient.birth_day.map(|day| day.to_string()).as_deref(), Some("1986-11-23"));
    assert_eq!(patient.ids, ["http://harbor.example.org/mrn|H-20417"]);
    assert_eq!(patient.languages, ["pt", "en"], "the preferred one first");
    assert_eq!(
        (patient.races.as_slice(), patient.ethnicities.as_slice()),
        (&["White".to_owned()][..], &["Not Hispanic or Latino".to_owned()][..])
    );
    assert_eq!(patient.provider_organization.as_deref(), Some("Harbor View Hospital"));
    let schemes: Vec<_> = patient.telecoms.iter().map(|one| one.scheme.as_str()).collect();
    assert_eq!(schemes, ["tel", "mailto", "fax"]);
    let author = &read.authors[0];
    assert_eq!(author.name.as_ref().unwrap().readable, "Chidi Okafor MD", "through the role to the person");
    assert_eq!(author.organization.as_deref(), Some("Harbor View Hospital"));
    assert_eq!(read.custodian.as_deref(), Some("Harbor View Hospital"));
    let stay = read.stay.as_ref().unwrap();
    assert_eq!((stay.kind.as_deref(), stay.disposition.as_deref()), (Some("inpatient encounter"), Some("Home")));
    let contact = &read.contacts[0];
    assert_eq!((contact.relation.as_deref(), contact.name.as_ref().unwrap().readable.as_str()), (Some("Sister"), "Ingrid Hale"));
}

#[test]
fn s_06_codes_are_kept_as_sent_and_figures_too() {
    let read = of("document-discharge.json");
    assert_eq!(
        named(read.problems.iter().map(|one| &one.item)),
        [("Alcohol dependence, uncomplicated", Some("F10.20"), Some("ICD10CM")), ("Epilepsy", Some("84757009"), Some("SNOMED")),]
    );
    let first = &read.problems[0];
    assert_eq!(
        (first.clinical_status.as_deref(), first.item.low.as_deref(), first.item.low_day),
        (Some("active"), Some("2019"), None)
    );
    assert_eq!(first.item.concept.translations, [("66590003".into(), Some("SNOMED".into()), Some("Alcohol dependence".into()))]);
    assert_eq!(first.item.text.as_deref(), Some("Alcohol use disorder, severe"), "the sender's own words");
    assert!(read.problems[1].item.is_negated, "refuted is not so");
    assert!(is_listed(&read, "entry 9 (Condition)", "entered in error"));
    assert_eq!(
        named(read.medications.iter().map(|one| &one.item)),
        [
            ("naltrexone hydrochloride 50 MG Oral Tablet", Some("1483744"), Some("RXNORM")),
            ("lorazepam 1 MG Oral Tablet", Some("197901"), Some("RXNORM")),
        ]
    );
    let (naltrexone, lorazepam) = (&read.medications[0], &read.medications[1]);
    assert_eq!(naltrexone.dose.as_deref(), Some("50.0 mg"));
    assert_eq!(naltrexone.frequency.as_deref(), Some("every 1 d"));
    assert_eq!(naltrexone.indications, ["Alcohol use disorder, severe"], "followed to the condition");
    assert_eq!(
        (lorazepam.dose.as_deref(), lorazepam.frequency.as_deref()),
        (Some("1 mg - 2 mg"), Some("as needed for withdrawal"))
    );
    assert_eq!((lorazepam.item.low.as_deref(), lorazepam.item.high.as_deref()), (Some("2026-03-06"), Some("2026-03-10")));
    let allergy = &read.allergies[0];
    assert_eq!((allergy.reactions[0].display.as_str(), allergy.severity.as_deref()), ("Hives", Some("high")));
    let vitals: Vec<_> = read.vitals.iter().map(|one| (one.item.name(), one.value.as_deref(), one.panel.as_deref())).collect();
    assert_eq!(
        vitals,
        [
            ("Blood pressure panel", None, None),
            ("Systolic blood pressure", Some("128 mmHg"), Some("Blood pressure panel")),
            ("Diastolic blood pressure", Some("80 mmHg"), Some("Blood pressure panel")),
        ]
    );
    let alt = &read.results[0];
    assert_eq!((alt.value.as_deref(), alt.reference_range.as_deref()), (Some("61.50 U/L"), Some("7 U/L - 56 U/L")));
    assert_eq!((alt.interpretation.as_deref(), alt.panel.as_deref()), (Some("High"), Some("Hepatic function panel")));
    assert_eq!(read.results[1].value.as_deref(), Some("Mildly raised, expected to settle."));
}

#[test]
fn s_06_substance_use_narrative_and_files_are_found() {
    let read = of("document-discharge.json");
    let said: Vec<_> = read.substance_use.iter().map(|one| (one.what.as_deref().unwrap(), one.value.as_deref())).collect();
    assert!(said.contains(&("Tobacco smoking status", Some("Occasional tobacco smoker"))), "{said:?}");
    assert!(said.contains(&("History of Alcohol use", Some("About 12 drinks a day"))), "{said:?}");
    assert!(said.iter().any(|(what, _)| what.contains("Alcohol dependence")), "{said:?}");
    let sections: Vec<_> =
        read.sections.iter().map(|one| (one.title.as_deref().unwrap(), one.entries, one.is_narrative_only)).collect();
    assert_eq!(sections, [("Hospital course", 0, true), ("Problems", 2, false), ("Plan", 0, false), ("Follow-up", 0, true)]);
    assert_eq!(read.sections[0].narrative, "Alcohol withdrawal managed over four days.\nCalm & eating well.");
    assert!(read.sections[0].mentions_substance_use);
    assert_eq!(read.sections[1].narrative, "Alcohol use disorder | severe");
    let file = &read.attachments[0];
    assert_eq!((file.title.as_deref(), file.media_type.as_deref()), (Some("Hepatic panel"), Some("application/pdf")));
    assert!(file.content.starts_with(b"%PDF"));
    let other = of("transaction-referral.json");
    assert!(other.sections.iter().any(|one| one.narrative.contains("Uses fentanyl most days") && one.mentions_substance_use));
    assert!(other.sections.iter().any(|one| one.narrative == "Drug use in the past year: Daily\nGroup\nDays: 30"));
    assert_eq!(other.attachments.iter().map(|one| one.media_type.as_deref().unwrap()).collect::<Vec<_>>(), ["image/png"]);
    assert!(is_listed(&other, "content 3", "outside of this bundle"));
}

#[test]
fn s_06_a_request_for_a_service_heads_a_bundle_without_a_composition() {
    let read = of("transaction-referral.json");
    assert_eq!(read.title.as_deref(), Some("Referral to substance use counselor"));
    assert_eq!(read.authors[0].name.as_ref().unwrap().readable, "Lena Sato NP", "by a relative reference");
    let request = &read.others[0];
    assert_eq!(request.value.as_deref(), Some("Opioid dependence, uncomplicated"));
    let asked = read
        .sections
        .iter()
        .find(|one| one.title.as_deref().is_some_and(|title| title.starts_with("What is asked for")))
        .unwrap();
    for line in ["Reason: Opioid dependence", "Priority: urgent", "Asked by: Lena Sato NP", "Prefers evenings."] {
        assert!(asked.narrative.contains(line), "{line} in {}", asked.narrative);
    }
    assert_eq!(read.patient.birth.as_deref(), Some("1994-02-30"), "kept as sent");
    assert_eq!(read.patient.birth_day, None);
    assert!(is_listed(&read, "patient birth date", "does not exist"));
    assert!(read.id.is_empty() && is_listed(&read, "bundle id", "fingerprint"));
    assert!(
        read.others
            .iter()
            .any(|one| one.item.name() == "Harborline Health Plan" && one.value.as_deref() == Some("member MH100200"))
    );
}

#[test]
fn s_06_what_cannot_be_read_or_is_about_somebody_else_is_listed_and_the_rest_kept() {
    let read = of("searchset-mixed.json");
    assert_eq!(named(read.problems.iter().map(|one| &one.item)), [("Depressive disorder", Some("35489007"), Some("SNOMED"))]);
    for (path, why) in [
        ("entry 2 (Patient)", "another person"),
        ("entry 4 (Condition)", "about somebody else"),
        ("entry 5 (Condition)", "a person who is not in this bundle"),
        ("entry 6 (Condition)", "cannot be read"),
        ("entry 7 (Observation)", "a number is expected"),
        ("2 × Claim", "not read into fields"),
        ("entry 11", "does not say what it is"),
        ("entry 13", "not an entry"),
        ("patient birth date", "does not name a day"),
    ] {
        assert!(is_listed(&read, path, why), "{path}: {why} in {:?}", read.unread);
    }
    assert!(read.sections.iter().any(|one| one.narrative == "Nurse on Mondays"));
    let all = to_json_line("x.json", &read);
    assert!(!all.contains("Somebody") && !all.contains("Hypertension"), "nothing of another person");
}

#[test]
fn s_06_a_collection_is_read_too() {
    let read = of("collection-small.json");
    assert_eq!(read.id, "https://clinic.example.org/bundles|889");
    assert_eq!(read.contacts[0].name.as_ref().unwrap().readable, "Sam Noor");
    assert!(read.immunizations[0].item.is_negated);
    assert_eq!(read.procedures[0].item.high.as_deref(), Some("2010-05-05"));
    assert_eq!(read.others[0].value.as_deref(), Some("Father"));
    assert_eq!(read.others[1].item.name(), "A year without a drink");
}

#[test]
fn the_line_has_the_same_keys_as_for_a_ccda_document() {
    let ccda = std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/ccda/partners-lmr.xml")).unwrap();
    let keys = |line: &str| -> Vec<String> {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        value.as_object().unwrap().keys().cloned().collect()
    };
    let expected = keys(&to_json_line("x", &read(&ccda).unwrap()));
    for name in SAMPLES {
        let line = to_json_line(name, &of(name));
        assert_eq!(keys(&line), expected, "{name}");
        assert!(!line.contains('\n'), "one line");
    }
}

#[test]
fn other_json_is_named_for_what_it_is() {
    for (text, reason) in [
        ("{\"resourceType\":\"Patient\"}", Reason::NotBundle),
        ("{\"a\":1}", Reason::NotBundle),
        ("[1,2]", Reason::NotBundle),
        ("[]", Reason::NotBundle),
        ("{\"resourceType\":\"Bundle\",\"type\":\"batch\"}", Reason::BundleKind),
        ("{\"resourceType\":\"Bundle\",\"type\":\"message\",\"entry\":[]}", Reason::BundleKind),
        ("{\"resourceType\":\"Bundle\"}", Reason::BundleKind),
        ("{\"resourceType\":\"Bundle\",\"type\":\"document\"", Reason::Truncated),
        ("{\"resourceType\":\"Bun", Reason::Truncated),
        ("{\"resourceType\" \"Bundle\"}", Reason::NotJson),
        ("{]}", Reason::NotJson),
        ("{}}", Reason::NotJson),
        ("{\"resourceType\":\"Bundle\",\"type\":\"document\",\"entry\":{}}", Reason::NotJson),
    ] {
        assert_eq!(refused(text), reason, "{text}");
    }
    let wide: Vec<u8> = "{\"resourceType\":\"Bundle\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(read(&wide).is_err());
    assert_eq!(read(b"{\"resourceType\":\"\xff\"}").unwrap_err().reason, Reason::EncodingWrong);
    let empty = read(b"\xef\xbb\xbf {\"resourceType\":\"Bundle\",\"type\":\"collection\"}").unwrap();
    assert!(is_listed(&empty, "patient", "names no patient"));
}

#[test]
fn hostile_bundles_are_refused_with_the_reason_and_cheap() {
    let deep =
        format!("{{\"resourceType\":\"Bundle\",\"type\":\"document\",\"x\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(refused(&deep), Reason::TooDeep);
    let many = format!("{{\"resourceType\":\"Bundle\",\"type\":\"document\",\"x\":[{}0]}}", "0,".repeat(2_100_000));
    assert_eq!(refused(&many), Reason::TooComplex);
    let entries = "{\"resource\":{\"resourceType\":\"Claim\"}},".repeat(20_100);
    let many = format!("{{\"resourceType\":\"Bundle\",\"type\":\"document\",\"entry\":[{}]}}", entries.trim_end_matches(','));
    assert_eq!(refused(&many), Reason::TooComplex);
    assert_eq!(read(&vec![b'{'; migrate_in::MAX_BYTES + 1]).unwrap_err().reason, Reason::TooLarge);
    // A composition whose sections nest as deep as is allowed, and references that go in circles.
    let circle = r##"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:a","resource":{"resourceType":"PractitionerRole",
        "practitioner":{"reference":"urn:a"}}},{"resource":{"resourceType":"ServiceRequest","requester":{"reference":"urn:a"},
        "code":{"text":"x"},"reasonReference":[{"reference":"#me"}],"contained":[{"resourceType":"Condition","id":"me"}]}}]}"##;
    assert_eq!(read(circle.as_bytes()).unwrap().others.len(), 1);
}

fn collection(entries: impl IntoIterator<Item = String>) -> Vec<u8> {
    let entries: Vec<String> = entries.into_iter().map(|resource| format!(r#"{{"resource":{resource}}}"#)).collect();
    format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{}]}}"#, entries.join(",")).into_bytes()
}

#[test]
fn a_file_that_many_point_to_is_kept_once_and_said() {
    let binary = r#"{"resourceType":"Binary","id":"b","contentType":"application/pdf","data":"JVBERi0xLjQ="}"#.to_owned();
    let points = r#"{"resourceType":"DocumentReference","content":[{"attachment":{"url":"Binary/b"}}]}"#;
    let document = read(&collection([binary].into_iter().chain(vec![points.to_owned(); 50]))).unwrap();
    assert_eq!(document.attachments.len(), 1);
    assert_eq!(document.unread.iter().filter(|one| one.why.contains("a file that is kept already")).count(), 49);
}

#[test]
fn a_file_is_kept_also_where_whoever_points_to_it_brings_a_copy() {
    let binary = r#"{"resourceType":"Binary","id":"b","contentType":"application/pdf","data":"JVBERi0xLjQ="}"#.to_owned();
    let both = r#"{"resourceType":"DocumentReference","content":[{"attachment":{"contentType":"image/png","data":"AAAA","url":"Binary/b"}}]}"#;
    assert_eq!(read(&collection([binary, both.to_owned()])).unwrap().attachments.len(), 2);
}

#[test]
fn work_grows_with_the_bundle_and_not_with_its_square() {
    let started = std::time::Instant::now();
    let files = (0..5_000).map(|at| format!(r#"{{"resourceType":"Binary","id":"b{at}","data":"JVBERi0xLjQ="}}"#));
    let points = (0..5_000)
        .map(|at| format!(r#"{{"resourceType":"DocumentReference","content":[{{"attachment":{{"url":"Binary/b{at}"}}}}]}}"#));
    assert_eq!(read(&collection(files.chain(points))).unwrap().attachments.len(), 5_000);
    let payers = vec![r##"{"reference":"#p"}"##; 100_000].join(",");
    let covered = format!(
        r#"{{"resourceType":"Coverage","type":{{"text":"plan"}},"payor":[{payers}],"contained":[{{"resourceType":"Organization","id":"p","name":"{}"}}]}}"#,
        "x".repeat(1_000_000)
    );
    let document = read(&collection([covered])).unwrap();
    assert!(is_listed(&document, "bundle", "more references than are followed"));
    assert!(started.elapsed().as_secs() < 60, "took {:?}", started.elapsed());
}

#[test]
fn a_bundle_cut_anywhere_is_refused_as_cut() {
    for name in SAMPLES {
        let bytes = sample(name);
        for length in (1..bytes.len() - 2).step_by(97) {
            let reason = read(&bytes[..length]).expect_err("refused").reason;
            assert_eq!(reason, Reason::Truncated, "{name} cut at {length}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Whatever letters are put where: an answer or a refusal, never a panic. The corpus is the samples.
    #[test]
    fn a_changed_bundle_is_read_or_refused(
        which in 0..SAMPLES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[\\PC\"{}\\[\\],:0-9]{0,6}", 0_usize..12), 1..8),
    ) {
        let mut bytes = sample(SAMPLES[which]);
        for (at, put, cut) in changes {
            let at = at.index(bytes.len());
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, put.into_bytes());
            if bytes.is_empty() { break; }
        }
        if let Ok(document) = read(&bytes) {
            let line = to_json_line("x", &document);
            prop_assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok());
        }
    }

    /// A resource's fields exchanged between resources: types that do not fit are listed.
    #[test]
    fn a_field_of_a_wrong_type_costs_its_resource_and_nothing_else(
        which in 0..SAMPLES.len(), entry in any::<prop::sample::Index>(), field in any::<prop::sample::Index>(), put in 0..6_usize,
    ) {
        let mut bundle: serde_json::Value = serde_json::from_slice(&sample(SAMPLES[which])).unwrap();
        let before = read(&serde_json::to_vec(&bundle).unwrap()).unwrap();
        let entries = bundle["entry"].as_array_mut().unwrap();
        let at = entry.index(entries.len());
        if let Some(resource) = entries[at].get_mut("resource").and_then(|one| one.as_object_mut())
            && let Some(key) = resource.keys().nth(field.index(resource.len())).cloned()
        {
            let wrong = [serde_json::json!(7), serde_json::json!("x"), serde_json::json!([[]]), serde_json::json!({"a": {}}), serde_json::json!(true), serde_json::Value::Null];
            resource.insert(key, wrong[put].clone());
        }
        let after = read(&serde_json::to_vec(&bundle).unwrap()).expect("still a bundle");
        // The person is another question: without one, nothing can be said to be about somebody else.
        if at != 0 && !after.patient.family.is_empty() {
            prop_assert!(after.problems.len() + 2 >= before.problems.len());
        }
    }
}
