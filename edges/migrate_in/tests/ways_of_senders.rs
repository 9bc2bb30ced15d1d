//! Ways of senders that the fifteen samples do not all show: read by template and code, not by shape (section 6).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::path::PathBuf;

use migrate_in::{ReferralDocument, SubstanceSource, read};

fn sample(name: &str) -> ReferralDocument {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/ccda").join(name);
    read(&std::fs::read(path).unwrap()).unwrap()
}

fn document(header: &str, sections: &str) -> ReferralDocument {
    let text = format!(
        r#"<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sdtc="urn:hl7-org:sdtc">
        <templateId root="2.16.840.1.113883.10.20.22.1.1"/><id root="1.2.3" extension="9"/>{header}
        <component><structuredBody>{sections}</structuredBody></component></ClinicalDocument>"#
    );
    read(text.as_bytes()).unwrap()
}

fn section(loinc: &str, text: &str, entries: &str) -> String {
    format!(r#"<component><section><code code="{loinc}"/><title>T</title><text>{text}</text>{entries}</section></component>"#)
}

const PROBLEM: &str = r#"<templateId root="2.16.840.1.113883.10.20.22.4.4" extension="2015-08-01"/>"#;

fn whys(document: &ReferralDocument) -> Vec<&str> {
    document.unread.iter().map(|unread| unread.why.as_str()).collect()
}

#[test]
fn a_null_code_is_read_from_its_translation() {
    let entry = format!(
        r#"<entry><act><entryRelationship><observation>{PROBLEM}<statusCode code="completed"/>
        <value xsi:type="CD" nullFlavor="UNK"><translation code="F10.20" displayName="Alcohol dependence, uncomplicated" codeSystem="2.16.840.1.113883.6.90"/></value>
        </observation></entryRelationship></act></entry>"#
    );
    let read = document("", &section("11450-4", "", &entry));
    let concept = &read.problems[0].item.concept;
    assert_eq!(concept.display.as_deref(), Some("Alcohol dependence, uncomplicated"));
    assert_eq!((concept.code.as_deref(), concept.system.as_deref()), (Some("F10.20"), Some("ICD10CM")));
    assert_eq!(read.substance_use[0].source, SubstanceSource::Problem);
}

#[test]
fn medications_are_read_from_every_section_that_holds_them() {
    let entry = |name| {
        format!(
            r#"<entry><substanceAdministration moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.16"/><effectiveTime xsi:type="PIVL_TS"><period value="8" unit="h"/></effectiveTime>
            <doseQuantity value="2" unit="mg"/><consumable><manufacturedProduct><manufacturedMaterial><code code="1" displayName="{name}" codeSystem="2.16.840.1.113883.6.88"/></manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration></entry>"#
        )
    };
    let codes = ["10160-0", "10183-2", "75311-1", "42346-7", "29549-3"];
    let sections: String = codes.iter().map(|code| section(code, "", &entry(code))).collect();
    let read = document("", &sections);
    assert_eq!(read.medications.iter().map(|one| one.item.name()).collect::<Vec<_>>(), codes);
    assert_eq!(read.medications[0].dose.as_deref(), Some("2 mg"));
    assert_eq!(read.medications[0].frequency.as_deref(), Some("every 8 h"));
}

#[test]
fn words_are_followed_into_the_table_and_a_dangling_reference_is_listed() {
    let entry = |id: &str| {
        format!(
            r#"<entry><observation>{PROBLEM}<value xsi:type="CD" code="1"><originalText><reference value="{id}"/></originalText></value></observation></entry>"#
        )
    };
    let table = r#"<table><tbody><tr ID="p1"><td>Anxiety</td><td>since May</td></tr></tbody></table>"#;
    let read = document("", &section("11450-4", table, &(entry("#p1") + &entry("#gone"))));
    assert_eq!(read.problems[0].item.name(), "Anxiety since May");
    assert_eq!(read.problems[1].item.name(), "1", "kept as code");
    assert!(whys(&read).iter().any(|why| why.contains("a place in the text that does not exist")));
    assert!(whys(&read).iter().any(|why| why.contains("code 1 without words")));
}

#[test]
fn an_unknown_template_in_a_known_section_is_read_and_one_elsewhere_is_kept() {
    let unknown = r#"<entry><observation><templateId root="1.2.3.4"/><code code="55607006"/><value xsi:type="CD" code="2" displayName="Insomnia"/></observation></entry>"#;
    let read = document("", &(section("11450-4", "", unknown) + &section("99999-9", "", unknown)));
    assert_eq!(read.problems[0].item.name(), "Insomnia");
    assert_eq!(read.problems.len(), 1);
    assert_eq!(read.others[0].value.as_deref(), Some("Insomnia"));
}

#[test]
fn an_entry_in_a_section_of_another_kind_is_read_by_its_own_template() {
    let allergy = r#"<entry><act moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.30"/><entryRelationship><observation negationInd="true"><templateId root="2.16.840.1.113883.10.20.22.4.7"/>
      <value xsi:type="CD" code="416098002" displayName="Drug allergy"/></observation></entryRelationship></act></entry>"#;
    let read = document("", &section("10157-6", "", allergy));
    assert_eq!(read.allergies[0].item.name(), "Drug allergy");
    assert!(read.allergies[0].item.is_negated);
}

#[test]
fn statements_that_say_nothing_are_listed() {
    let read = document(
        "",
        &section(
            "47519-4",
            "",
            r#"<entry/><entry><procedure><templateId root="2.16.840.1.113883.10.20.22.4.14"/><code nullFlavor="NI"/></procedure></entry>"#,
        ),
    );
    assert!(read.procedures.is_empty());
    let expected = ["the document names no patient", "an entry without a statement", "a procedure with neither code nor name"];
    assert_eq!(whys(&read), expected);
    assert_eq!(read.null_flavors, 1);
}

#[test]
fn a_reaction_known_only_by_its_words_is_in_the_document() {
    let kidd = sample("allscripts-sunrise-discharge-kidd.xml");
    let reaction = &kidd.allergies[0].reactions[0];
    assert_eq!((reaction.display.as_str(), reaction.is_coded), ("Hives", false));
    let greenway = sample("greenway-export-26840.xml");
    assert_eq!(greenway.allergies[0].reactions[0].display, "rash");
}

#[test]
fn the_embedded_pdf_is_kept_whole_and_said_to_be_unread() {
    let read = sample("hl7-embedded-pdf.xml");
    let embedded = read.embedded.unwrap();
    assert_eq!(embedded.media_type.as_deref(), Some("application/pdf"));
    assert!(embedded.content.starts_with(b"%PDF-1.4"));
    assert!(read.unread.iter().any(|unread| unread.path == "body" && unread.why.contains("application/pdf")));
    assert_eq!(read.patient.telecoms[1].value, "roger.r.mcbee@fakegmail.com");
}

#[test]
fn the_header_is_read_whole() {
    let read = sample("hl7-referral-note.xml");
    assert_eq!(read.id, "6f1bd58b-c58f-40b7-b314-caf1294ed98b|");
    assert_eq!(read.set_id.as_deref(), Some("2.16.840.1.113883.19.5.99999.19|sTT988"));
    assert_eq!(read.confidentiality.as_deref(), Some("N"));
    assert_eq!(read.sha256.len(), 64);
    let patient = &read.patient;
    assert_eq!(patient.names.len(), 2);
    assert_eq!(patient.birth_day.unwrap().to_string(), "1975-05-01");
    assert_eq!(patient.marital_status.as_deref(), Some("Married"));
    assert_eq!(patient.races, ["White", "Native Hawaiian or Other Pacific Islander"]);
    assert_eq!(patient.languages, ["eng"]);
    assert_eq!((patient.telecoms[0].scheme.as_str(), patient.telecoms[0].value.as_str()), ("tel", "+1(555)555-2003"));
    assert_eq!(patient.telecoms[0].use_code.as_deref(), Some("HP"));
    assert_eq!(patient.addresses[0].lines, ["2222 Home Street"]);
    assert_eq!(read.contacts[0].name.as_ref().unwrap().readable, "Boris Bo Betterhalf");
}

#[test]
fn the_legal_name_is_the_main_one_and_an_impossible_birth_date_is_kept_as_sent() {
    let header = r#"<recordTarget><patientRole><id root="1"/><patient><name use="P"><given>Ray</given></name>
        <name use="L"><given>Rae</given><given>Ann</given><family>Stone</family></name><birthTime value="19900231"/></patient></patientRole></recordTarget>"#;
    let read = document(header, "");
    assert_eq!((read.patient.given.as_str(), read.patient.family.as_str()), ("Rae Ann", "Stone"));
    assert_eq!((read.patient.birth.as_deref(), read.patient.birth_day), (Some("19900231"), None));
    assert!(read.unread.iter().any(|unread| unread.path == "patient birth date"));
}

#[test]
fn narratives_keep_their_rows_and_cells() {
    let text = "<table><thead><tr><th>Drug</th><th>Dose</th></tr></thead><tbody><tr><td>A  B</td><td>1</td></tr></tbody></table><paragraph>See<br/>below</paragraph>";
    let read = document("", &section("51848-0", text, ""));
    assert_eq!(read.sections[0].narrative, "Drug | Dose\nA B | 1\nSee\nbelow");
    assert!(read.sections[0].is_narrative_only);
    assert_eq!(read.narrative_only().count(), 1);
}

#[test]
fn narratives_that_speak_of_substance_use_are_marked_and_lookalikes_are_not() {
    for (text, speaks) in [
        ("Drinks 6 beers daily", true),
        ("History of heroin use; on buprenorphine", true),
        ("Denies illicit substances", true),
        ("Substance use disorder, severe", true),
        ("drug use: daily", true),
        ("Crackles at both bases", false),
        ("Substance | Reaction", false),
        ("Chemistries and drug levels", false),
        ("Ambulatory, no distress", false),
    ] {
        let read = document("", &section("10164-2", text, ""));
        assert_eq!(read.sections[0].mentions_substance_use, speaks, "{text}");
    }
}

#[test]
fn what_hangs_on_a_nameless_statement_is_kept() {
    let entry = r#"<entry><observation><templateId root="2.16.840.1.113883.10.20.22.4.7"/><entryRelationship><observation>
        <templateId root="2.16.840.1.113883.10.20.22.4.9"/><value displayName="Hives"/></observation></entryRelationship></observation></entry>"#;
    let read = document("", &section("48765-2", "", entry));
    assert!(read.allergies.is_empty());
    assert!(whys(&read).contains(&"an allergy with neither code nor name"));
    assert_eq!(read.others[0].value.as_deref(), Some("Hives"));
}

#[test]
fn a_value_without_a_name_is_kept_among_the_other_statements() {
    let entry = r#"<entry><observation><code nullFlavor="UNK"/><value value="3" unit="mg"/></observation></entry>"#;
    let read = document("", &section("30954-2", "", entry));
    assert!(read.results.is_empty());
    assert_eq!(read.others[0].value.as_deref(), Some("3 mg"));
}
