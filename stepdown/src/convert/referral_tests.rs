//! Real documents arrive whole: every statement that was read, and every place that was not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::path::PathBuf;

use super::*;

fn samples_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../edges/migrate_in/testdata/ccda")
}

fn samples() -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = std::fs::read_dir(samples_folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|ending| ending == "xml"));
    all.sort();
    let read = |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap());
    all.into_iter().map(read).collect()
}

#[test]
fn every_statement_of_every_sample_arrives_and_nothing_unread_is_dropped() {
    let samples = samples();
    assert_eq!(samples.len(), 14);
    for (name, bytes) in samples {
        let document = migrate_in::read(&bytes).unwrap();
        let content = open(&bytes).unwrap().content;
        let counts = [
            (document.problems.len(), content.problems.len()),
            (document.medications.len(), content.medications.len()),
            (document.allergies.len(), content.allergies.len()),
            (document.results.len(), content.results.len()),
            (document.vitals.len(), content.vitals.len()),
            (document.procedures.len(), content.procedures.len()),
            (document.encounters.len(), content.encounters.len()),
            (document.immunizations.len(), content.immunizations.len()),
            (document.social_history.len(), content.social_history.len()),
            (document.substance_use.len(), content.substance_use.len()),
            (document.others.len(), content.others.len()),
            (document.sections.len(), content.sections.len()),
        ];
        assert!(counts.iter().all(|(read, kept)| read == kept), "{name}: {counts:?}");
        assert!(content.unread.len() >= document.unread.len(), "{name}");
        for (one, kept) in document.problems.iter().zip(&content.problems) {
            assert_eq!((&one.item.concept.display, &one.item.concept.code), (&kept.display, &kept.code), "{name}");
        }
        assert_eq!((&document.patient.given, &document.patient.family), (&content.patient.given, &content.patient.family));
    }
}

#[test]
fn a_statement_keeps_what_the_sender_says_beside_it() {
    let item = Item {
        concept: migrate_in::Concept {
            display: Some("Alcohol dependence".into()),
            code: Some("66590003".into()),
            system: Some("SNOMED".into()),
            translations: vec![("F10.20".into(), Some("ICD10CM".into()), None)],
            ..migrate_in::Concept::default()
        },
        text: Some("drinks daily".into()),
        mood: Some("INT".into()),
        ..Item::default()
    };
    let kept = note([said("section", &Some("Problem list".into()))], &item).unwrap();
    assert_eq!(kept, "section: Problem list; also ICD10CM F10.20; intended; “drinks daily”");
    assert_eq!(super::item(&item).also, [("ICD10CM".to_owned(), "F10.20".to_owned())]);
}

#[test]
fn a_file_that_is_no_document_is_refused_with_a_code_and_a_remedy() {
    let (code, sentence) = open(b"PK\x03\x04").unwrap_err();
    assert_eq!(code, "zip");
    assert!(sentence.contains("Unpack"));
    assert_eq!(open(b"").unwrap_err().0, "empty");
}

#[test]
fn s_06_fax_pages_are_kept_for_a_person_and_files_inside_come_along() {
    let fax = open(b"%PDF-1.7\n%%EOF").unwrap();
    assert_eq!((fax.media_type.as_str(), fax.content.unread.len()), ("application/pdf", 1));
    let folder = samples_folder();
    let envelope = open(&std::fs::read(folder.join("hl7-embedded-pdf.xml")).unwrap()).unwrap();
    let inside = &envelope.attachments[0];
    assert!(!inside.bytes.is_empty() && envelope.media_type == "application/xml");
}
