//! The plain reader: every kind of X12 file, strictly.

use x12::*;

const SAMPLE: &str = include_str!("../../testdata/samples/837i.x12");

fn problems(text: &str) -> Vec<String> {
    read(text.as_bytes(), &Limits::default()).problems.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn says(text: &str, wanted: &str) {
    let found = problems(text);
    assert!(found.iter().any(|problem| problem.contains(wanted)), "{wanted}: {found:#?}");
}

#[test]
fn segments_elements_and_components_are_where_the_guide_counts_them() {
    let reading = read(SAMPLE.as_bytes(), &Limits::default());
    assert!(reading.problems.is_empty());
    let interchange = &reading.interchanges[0];
    assert_eq!((interchange.delimiters().component, interchange.header.element(6)), (':', "STEPDOWNTEST"));
    let transaction = &interchange.groups[0].transactions[0];
    let clm = transaction.segments.iter().find(|s| s.id == "CLM").unwrap();
    assert_eq!((clm.element(1), clm.component(5, 3), clm.position), ("ENC-2025-0002", "1", 21));
    assert_eq!((clm.element(0), clm.element(99), clm.component(5, 0), clm.component(5, 9)), ("", "", "", ""));
    assert_eq!(format!("{clm:?}"), "Segment(CLM at 21, 9 elements)");
    assert_eq!(clm.repetitions(1).count(), 1);
}

#[test]
fn every_count_and_number_is_compared() {
    says(&SAMPLE.replace("SE*36*0001", "SE*35*0001"), "segment 38 (SE), element 01: should count 36");
    says(&SAMPLE.replace("SE*36*0001", "SE*36*0002"), "(SE), element 02: is not the control number");
    says(&SAMPLE.replace("GE*1*1", "GE*2*1"), "(GE), element 01: should count 1");
    says(&SAMPLE.replace("IEA*1*000000101", "IEA*1*000000102"), "(IEA), element 02");
    says(&SAMPLE.replace("SE*36*0001~\n", ""), "segment 3 (ST): is never closed: SE is missing");
    says(&SAMPLE.replace("GS*", "GX*"), "stands outside a transaction");
    says(&SAMPLE.replace("IEA*1*000000101~", ""), "segment 1 (ISA): is never closed: IEA is missing");
    says(&SAMPLE.replace("*00501*", "*00401*"), "is not version 00501");
    says(&format!("{SAMPLE}{SAMPLE}"), "repeats the control number of an earlier interchange");
    says(&format!("{SAMPLE}GE*1*1~"), "closes a group, but none is open");
}

#[test]
fn what_is_not_x12_is_said_so() {
    says("", "the file is empty");
    says("{\"resourceType\":\"Claim\"}", "does not begin with ISA");
    says("ISA*00*", "fixed 106 characters");
    says(&SAMPLE.replace("*^*00501", "***00501"), "its delimiters clash");
    says(&SAMPLE.replace("~\nGE", "~~\nGE"), "there is an empty segment");
    says(&SAMPLE.replace("N4*", "n4*"), "has no proper id");
    says(&SAMPLE.replace("ALDEN", "ALDÉN"), "(NM1), element 03: holds a character outside the X12 set");
    says(&SAMPLE.replace("*MA*02540~", "*MA*02540*~"), "is an empty element at the end");
    says(SAMPLE.trim_end().trim_end_matches('~'), "the file is cut off");
}

#[test]
fn several_interchanges_with_their_own_delimiters_may_follow_each_other() {
    let other = SAMPLE.replace('*', "|").replace(':', ">").replace("000000101", "000000102");
    let reading = read(format!("{SAMPLE}\r\n{other}").as_bytes(), &Limits::default());
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!(reading.interchanges.iter().map(|one| one.delimiters().element).collect::<String>(), "*|");
}

#[test]
fn a_ta1_answer_stands_before_the_groups() {
    let with = SAMPLE.replace("GS*HC", "TA1*000000100*250303*0930*A*000~\nGS*HC");
    let reading = read(with.as_bytes(), &Limits::default());
    assert!(reading.problems.is_empty());
    assert_eq!(reading.interchanges[0].acknowledgments[0].element(4), "A");
}

#[test]
fn sizes_are_limited() {
    let small =
        |limits: Limits| read(SAMPLE.as_bytes(), &limits).problems.into_iter().map(|p| p.text).collect::<Vec<_>>().join("; ");
    let usual = Limits::default();
    assert!(small(Limits { bytes: 100, ..usual }).contains("larger than 100 bytes"));
    assert!(small(Limits { segments: 10, ..usual }).contains("more than 10 segments"));
    assert!(small(Limits { segment_bytes: 20, ..usual }).contains("longer than 20 bytes"));
    let many = Limits { segment_bytes: 12, problems: 3, ..usual };
    let listed = read(SAMPLE.as_bytes(), &many).problems;
    assert_eq!(listed.len(), 4);
    assert!(listed[3].text.starts_with("and ") && listed[3].text.ends_with("more problems that are not listed"));
}
