//! Files that this crate did not write.

use x12::*;

use crate::fixture::{read_back, written};

const PROFESSIONAL: &str = include_str!("../../testdata/samples/837p.x12");
const INSTITUTIONAL: &str = include_str!("../../testdata/samples/837i.x12");

#[test]
fn op_43_both_samples_are_understood_whole_and_written_again_byte_for_byte() {
    for (sample, guide) in [(PROFESSIONAL, Guide::Professional), (INSTITUTIONAL, Guide::Institutional)] {
        let back = read_back(sample);
        assert_eq!(back.guide, guide);
        assert_eq!(written(&back.interchange, guide), sample);
    }
}

#[test]
fn the_samples_say_what_they_say() {
    let back = read_back(PROFESSIONAL);
    let claim = &back.interchange.transactions[0].claims[0];
    assert_eq!((claim.control_number.as_str(), claim.total_cents()), ("ENC-2025-0001", 97_500));
    assert_eq!(claim.diagnoses, ["F1020", "F331"]);
    assert_eq!(claim.lines.len(), 3);
    assert!(claim.lines.iter().all(|line| line.hcpcs.as_deref() == Some("H0015") && line.modifiers == ["HF"]));
    let back = read_back(INSTITUTIONAL);
    let claim = &back.interchange.transactions[0].claims[0];
    let Form::Institutional(form) = &claim.form else { panic!("an institutional claim") };
    assert_eq!((form.bill_type.as_str(), form.condition_codes.as_slice()), ("13", ["92".to_owned()].as_slice()));
    assert!(claim.lines.iter().all(|line| line.revenue_code.as_deref() == Some("0906")));
}

#[test]
fn any_delimiters_and_any_line_breaks_mean_the_same() {
    let wanted = read_back(PROFESSIONAL);
    for (element, component, repetition, end) in
        [('|', '>', '!', "\n"), ('|', '>', '!', "\r\n"), ('+', '/', '^', "'"), ('*', ':', '^', "~\r\n")]
    {
        let swapped: String = PROFESSIONAL
            .replace("~\n", "~")
            .chars()
            .map(|c| match c {
                '*' => element.to_string(),
                ':' => component.to_string(),
                '^' => repetition.to_string(),
                '~' => end.to_string(),
                other => other.to_string(),
            })
            .collect();
        assert!(read_back(&swapped) == wanted, "{element}{component}{repetition}{end:?}");
    }
    let flat = PROFESSIONAL.replace('\n', "");
    assert!(read_back(&flat) == wanted, "no line breaks at all");
    let wrapped: Vec<String> = flat.as_bytes().chunks(80).map(|row| String::from_utf8(row.to_vec()).unwrap()).collect();
    assert!(read_back(&wrapped.join("\r\n")) == wanted, "wrapped after 80 characters");
}
