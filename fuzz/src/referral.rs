//! Referral documents. Whatever a file holds: it is read or refused, never half read; what it says twice the same is read the same; a day
//! is the day that was sent; and what was not read is listed.

use migrate_in::{Item, ReferralDocument, Refusal, read, to_json_line};
use serde_json::Value;

/// Lines about unread parts that a document never exceeds.
const MAX_UNREAD: usize = 10_001;

/// A file as it came, and the same bytes as the body of a document in order.
pub fn ccda(bytes: &[u8]) {
    document(bytes);
    if !contains(bytes, b"ClinicalDocument") {
        let head: &[u8] = br#"<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><templateId root="2.16.840.1.113883.10.20.22.1.1"/><component><structuredBody>"#;
        document(&[head, bytes, b"</structuredBody></component></ClinicalDocument>"].concat());
    }
}

/// A file as it came, and the same bytes as the entries of a bundle in order.
pub fn fhir_bundle(bytes: &[u8]) {
    bundle(bytes);
    if !contains(bytes, b"\"Bundle\"") {
        let head: &[u8] = br#"{"resourceType":"Bundle","type":"collection","entry":["#;
        bundle(&[head, bytes, b"]}"].concat());
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn bundle(bytes: &[u8]) {
    if let Some(found) = document(bytes) {
        every_statement_is_taken_or_listed(bytes, &found);
    }
}

/// What holds for both formats. Answers the document, when it was one.
fn document(bytes: &[u8]) -> Option<ReferralDocument> {
    let found = read(bytes);
    a_cut_file_is_not_half_read(bytes, &found);
    match found {
        Ok(found) => {
            a_line_end_after_it_changes_nothing(bytes, &found);
            days_are_those_that_were_sent(&found);
            nothing_is_said_by_saying_nothing(&found);
            let line = to_json_line("file", &found);
            assert!(line.starts_with('{') && line.ends_with('}') && !line.contains('\n'), "one line of JSON");
            Some(found)
        }
        Err(refusal) => {
            let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).count();
            assert!(refusal.line.is_none_or(|line| line as usize <= lines), "line {:?} of {lines}", refusal.line);
            None
        }
    }
}

/// A beginning of a document is refused, unless all that was cut off says nothing. What is no document may begin with one.
fn a_cut_file_is_not_half_read(bytes: &[u8], whole: &Result<ReferralDocument, Refusal>) {
    let Ok(whole) = whole else { return };
    for length in [bytes.len() / 2, bytes.len().saturating_sub(1)] {
        let Some(Ok(part)) = bytes.get(..length).map(read) else { continue };
        assert!(is_same(whole, &part), "cut after {length} of {} bytes and not noticed", bytes.len());
    }
}

fn a_line_end_after_it_changes_nothing(bytes: &[u8], document: &ReferralDocument) {
    if !bytes.contains(&0) {
        let padded = read(&[bytes, b"\n"].concat());
        assert!(padded.is_ok_and(|padded| is_same(document, &padded)), "a line end after the file changes what it says");
    }
}

/// The same but for the fingerprint, and for the doubt about letters, which looks at the whole file.
fn is_same(one: &ReferralDocument, other: &ReferralDocument) -> bool {
    let plain = |document: &ReferralDocument| {
        let mut document = document.clone();
        document.sha256.clear();
        document.unread.retain(|unread| unread.path != "file");
        document
    };
    plain(one) == plain(other)
}

fn days_are_those_that_were_sent(document: &ReferralDocument) {
    let birth = (document.patient.birth.as_ref(), document.patient.birth_day);
    let of_items = items(document).flat_map(|item| [(item.low.as_ref(), item.low_day), (item.high.as_ref(), item.high_day)]);
    for (sent, day) in of_items.chain([birth]) {
        let Some(day) = day else { continue };
        let digits: String = sent.map(String::as_str).unwrap_or_default().chars().filter(char::is_ascii_digit).take(8).collect();
        assert_eq!(day.strftime("%Y%m%d").to_string(), digits, "a day that was not sent");
    }
}

fn nothing_is_said_by_saying_nothing(document: &ReferralDocument) {
    assert!(document.unread.len() <= MAX_UNREAD, "{} lines about unread parts", document.unread.len());
    assert_eq!(document.sha256.len(), 64);
    let has_words = !document.sections.is_empty() || document.embedded.is_some() || !document.attachments.is_empty();
    assert!(has_words || items(document).next().is_some() || !document.unread.is_empty(), "empty without a word about it");
}

/// Every statement, whatever its noun.
fn items(document: &ReferralDocument) -> impl Iterator<Item = &Item> {
    let conditions = document.problems.iter().map(|one| &one.item).chain(document.allergies.iter().map(|one| &one.item));
    let products = document.medications.iter().map(|one| &one.item).chain(document.immunizations.iter().map(|one| &one.item));
    let observed = document.results.iter().chain(&document.vitals).map(|one| &one.item);
    let visits = document.procedures.iter().map(|one| &one.item).chain(document.encounters.iter().map(|one| &one.item));
    let rest = document.social_history.iter().map(|one| &one.item).chain(document.others.iter().map(|one| &one.item));
    conditions.chain(products).chain(observed).chain(visits).chain(rest)
}

/// Resources that each become statements of their own, or a line that says why not.
const STATEMENTS: [&str; 13] = [
    "AllergyIntolerance",
    "CarePlan",
    "Condition",
    "Coverage",
    "FamilyMemberHistory",
    "Goal",
    "Immunization",
    "MedicationAdministration",
    "MedicationDispense",
    "MedicationRequest",
    "MedicationStatement",
    "Observation",
    "Procedure",
];

/// Reads the bundle a second time with nothing but a JSON parser and looks for every entry among what was taken and what was listed.
fn every_statement_is_taken_or_listed(bytes: &[u8], document: &ReferralDocument) {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Ok(sent) = serde_json::from_slice::<Value>(text) else { return };
    let Some(entries) = sent.get("entry").and_then(Value::as_array) else { return };
    let taken = items(document).map(|item| item.path.as_str());
    let paths: Vec<&str> = taken.chain(document.unread.iter().map(|unread| unread.path.as_str())).collect();
    for (number, entry) in (1_usize..).zip(entries) {
        let kind = entry.pointer("/resource/resourceType").and_then(Value::as_str).unwrap_or_default();
        if STATEMENTS.contains(&kind) {
            let place = format!("entry {number}");
            let is_there =
                |path: &&str| path.strip_prefix(&place).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
            assert!(paths.iter().any(is_there), "entry {number} ({kind}) is neither taken nor listed");
        }
    }
}
