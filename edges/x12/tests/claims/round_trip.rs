//! What is written reads back as the same twins, and writing that again gives the same bytes.

use proptest::prelude::*;
use x12::*;

use crate::any_claims;
use crate::fixture::{file, i_claim, p_claim, read_back, with_form, written};

fn back_and_forth(file: &Interchange837, guide: Guide) -> Result<(), TestCaseError> {
    let bytes = written(file, guide);
    let back = read_back(&bytes);
    prop_assert_eq!(back.guide, guide);
    prop_assert!(&back.interchange == file, "the twins differ in:\n{}", bytes);
    prop_assert_eq!(written(&back.interchange, guide), bytes);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn professional_claims_come_back_as_they_went(file in any_claims::file(Guide::Professional)) {
        back_and_forth(&file, Guide::Professional)?;
    }

    #[test]
    fn institutional_claims_come_back_as_they_went(file in any_claims::file(Guide::Institutional)) {
        back_and_forth(&file, Guide::Institutional)?;
    }
}

#[test]
fn what_comes_back_is_the_folded_form() {
    let mut claim = p_claim("ENC-1");
    claim.subscriber.name = PersonName::new("José Ángel", "Núñez-O’Brien");
    claim.diagnoses = vec!["F10.20".into(), "f33.1".into()];
    claim.billing_provider.ein = "04-3333333".into();
    claim.billing_provider.address.zip = "02540-1234".into();
    if let Patient::Subscriber(demographics) = &mut claim.patient {
        let home = demographics.address.as_mut().unwrap();
        home.lines = vec!["123½ Main St Apt #4-B".into()];
        home.zip = "01609".into();
    }
    let file = file(vec![claim]);
    let text = written(&file, Guide::Professional);
    assert!(text.contains("NM1*IL*1*NUNEZ-O'BRIEN*JOSE ANGEL****MI*"));
    assert!(text.contains("N3*123 1/2 MAIN ST APT 4-B~\nN4*FALMOUTH*MA*01609~"), "a ZIP keeps its leading zero");
    assert!(text.contains("HI*ABK:F1020*ABF:F331~"));
    assert!(read_back(&text).interchange == file.normalized(Guide::Professional).unwrap());
}

#[test]
fn a_replacement_names_the_payers_number_of_the_earlier_claim() {
    for guide in [Guide::Professional, Guide::Institutional] {
        let mut claim = if guide == Guide::Professional { p_claim("ENC-2") } else { i_claim("ENC-2") };
        claim.frequency = Frequency::Replacement;
        claim.original_reference = Some("ICN2025-77".into());
        let text = written(&file(vec![claim]), guide);
        assert!(text.contains(if guide == Guide::Professional { "57:B:7" } else { "13:A:7" }));
        assert!(text.contains("REF*F8*ICN2025-77~"));
    }
}

#[test]
fn op_a06_the_first_interim_claim_is_132_with_status_30_and_the_last_134_without() {
    let interim = |frequency, status: &str| {
        let mut claim = with_form(i_claim("ENC-3"), |form| form.patient_status = status.into());
        claim.frequency = frequency;
        file(vec![claim]).write_institutional()
    };
    assert!(String::from_utf8(interim(Frequency::First, "30").unwrap()).unwrap().contains("13:A:2"));
    assert!(String::from_utf8(interim(Frequency::Last, "01").unwrap()).unwrap().contains("13:A:4"));
    assert!(interim(Frequency::First, "01").is_err());
    assert!(interim(Frequency::Last, "30").is_err());
}
