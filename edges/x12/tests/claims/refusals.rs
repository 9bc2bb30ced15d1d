//! What is refused before a byte is written: all at once, in sentences that never name a person.

use jiff::civil::date;
use x12::*;

use crate::fixture::{dependent, file, i_claim, p_claim, p_line, with_form, write};

/// The sentences for one changed professional claim.
fn said(change: impl FnOnce(&mut Claim)) -> Vec<String> {
    let mut claim = p_claim("ENC-9");
    change(&mut claim);
    sentences(&file(vec![claim]), Guide::Professional)
}

/// The sentences for one changed institutional claim.
fn said_i(change: impl FnOnce(&mut Institutional)) -> Vec<String> {
    sentences(&file(vec![with_form(i_claim("ENC-9"), change)]), Guide::Institutional)
}

fn sentences(file: &Interchange837, guide: Guide) -> Vec<String> {
    write(file, guide).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[track_caller]
fn one(sentences: Vec<String>, beginning: &str) {
    assert_eq!(sentences.len(), 1, "{sentences:#?}");
    assert!(sentences[0].starts_with(beginning), "{}", sentences[0]);
}

#[test]
fn a_claim_in_order_is_not_refused() {
    assert!(said(|_| {}).is_empty() && said_i(|_| {}).is_empty());
}

#[test]
fn numbers_given_out_by_others_must_be_right() {
    one(said(|c| c.billing_provider.npi = "1876543211".into()), "This file: the billing provider's NPI is not a valid number");
    one(said(|c| c.billing_provider.ein = "4333333".into()), "This file: the billing provider's tax number needs nine digits");
    one(said(|c| c.billing_provider.taxonomy = Some("261Q".into())), "This file: the billing provider's taxonomy");
    one(said(|c| c.rendering.as_mut().unwrap().npi = "123".into()), "Claim ENC-9: the rendering provider's NPI");
    one(said(|c| c.subscriber.member_id = "A*B".into()), "Claim ENC-9: the member id holds a character");
    one(said(|c| c.subscriber.member_id = "É12".into()), "Claim ENC-9: the member id holds a character");
    one(said(|c| c.subscriber.member_id = String::new()), "Claim ENC-9: the member id is missing");
    one(said(|c| c.prior_authorization = Some("9".repeat(51))), "Claim ENC-9: the authorization number must have 1 to 50");
    one(said(|c| c.subscriber.filing_indicator = "XX".into()), "Claim ENC-9: the filing indicator");
    one(said(|c| c.payer.id = "1".into()), "Claim ENC-9: the payer's id must have 2 to 80");
    one(
        said(|c| c.control_number = "ENC-2025-000000000001".into()),
        "Claim ENC-2025-000000000001: the claim control number must have",
    );
    one(said(|c| c.control_number = String::new()), "Claim number 1 of the batch: the claim control number is missing");
    one(said(|c| c.billing_provider.address.zip = "02540".into()), "This file: the billing provider's ZIP needs all nine digits");
    one(
        said(|c| c.billing_provider.address.lines = vec!["P.O. Box 7".into()]),
        "This file: the billing provider's address is a post-office box",
    );
}

#[test]
fn op_49_a_claim_needs_a_diagnosis_and_its_lines_point_to_one() {
    let none = said(|c| {
        c.diagnoses.clear();
        c.lines.truncate(1);
    });
    assert!(none.contains(&"Claim ENC-9: the diagnosis is missing; at least the principal diagnosis is needed.".to_owned()));
    one(said(|c| c.diagnoses[1] = "alcohol".into()), "Claim ENC-9: a diagnosis is not an ICD-10 code");
    one(said(|c| c.diagnoses[1] = "F10.20".into()), "Claim ENC-9: a diagnosis stands twice");
    one(said(|c| c.diagnoses = (0..13).map(|n| format!("F1{n:02}")).collect()), "Claim ENC-9: the list of diagnoses");
    one(said(|c| c.lines[2].diagnosis_pointers = vec![3]), "Claim ENC-9: line 3's diagnosis pointers");
}

#[test]
fn op_30_lines_have_a_day_a_code_units_and_a_charge() {
    one(said(|c| c.lines[0].charge_cents = 0), "Claim ENC-9: line 1's charge must be more than zero");
    one(said(|c| c.lines[0].units = 0), "Claim ENC-9: line 1's units");
    one(said(|c| c.lines[0].service_date = date(2025, 3, 4)), "Claim ENC-9: line 1's date is later than the file's date");
    one(said(|c| c.lines[0].hcpcs = Some("H15".into())), "Claim ENC-9: line 1's procedure code");
    one(said(|c| c.lines[0].modifiers = vec!["HF".into(); 5]), "Claim ENC-9: line 1's modifiers");
    one(said(|c| c.lines[0].revenue_code = Some("0906".into())), "Claim ENC-9: line 1's revenue code belongs to institutional");
    one(said(|c| c.lines[1].control_number = Some("LN1".into())), "Claim ENC-9: line 2's control number stands twice");
    one(said(|c| c.lines = (0..51).map(|n| p_line(n, date(2025, 2, 24))).collect()), "Claim ENC-9: the claim has more lines");
    let none = said(|c| c.lines.clear());
    assert!(none.iter().any(|text| text.contains("has no service line")));
}

#[test]
fn op_31_an_institutional_claim_has_a_period_and_a_fitting_status() {
    one(said_i(|f| f.patient_status = "30".into()), "Claim ENC-9: the patient status cannot be 30");
    one(said_i(|f| f.statement_to = date(2025, 2, 25)), "Claim ENC-9: the statement period does not cover every line");
    one(said_i(|f| f.statement_to = date(2025, 3, 30)), "Claim ENC-9: the statement period must run");
    one(said_i(|f| f.attending = None), "Claim ENC-9: the attending provider is missing");
    one(said_i(|f| f.bill_type = "131".into()), "Claim ENC-9: the type of bill needs its first two digits");
    one(said_i(|f| f.condition_codes = vec!["092".into()]), "Claim ENC-9: the condition codes");
    one(said_i(|f| f.admission_date = Some(date(2025, 3, 1))), "Claim ENC-9: the admission date");
}

#[test]
fn corrections_and_forms_must_fit() {
    one(said(|c| c.frequency = Frequency::Void), "Claim ENC-9: the payer's number of the earlier claim is missing");
    one(said(|c| c.original_reference = Some("1".into())), "Claim ENC-9: the payer's number of the earlier claim is only sent");
    one(said(|c| c.frequency = Frequency::First), "Claim ENC-9: the frequency belongs to institutional claims");
    let wrong = sentences(&file(vec![i_claim("ENC-9")]), Guide::Professional);
    assert!(wrong.iter().any(|text| text == "Claim ENC-9: the form is institutional; put it into an 837I file."));
    let twice = sentences(&file(vec![p_claim("ENC-9"), p_claim("ENC-9")]), Guide::Professional);
    one(twice, "Claim ENC-9: the claim control number stands twice in this file");
}

#[test]
fn the_file_itself_must_be_in_order() {
    let mut empty = file(vec![]);
    one(sentences(&empty, Guide::Professional), "This file: a transaction holds no claims");
    empty.transactions.clear();
    empty.envelope.control_number = 1_000_000_000;
    empty.envelope.sender.interchange_id = "SIXTEEN-LETTERS-".into();
    empty.envelope.receiver.qualifier = "QQ".into();
    assert_eq!(sentences(&empty, Guide::Professional).len(), 4);
    let mut phone = file(vec![p_claim("C1")]);
    phone.transactions[0].submitter.contact_phone = "555-0100".into();
    one(sentences(&phone, Guide::Professional), "This file: the submitter's phone needs ten digits");
}

#[test]
fn a_person_without_a_latin_name_is_refused_with_the_remedy_and_without_the_name() {
    for (first, last) in [("Владимир", "Ковалёв"), ("小明", "王"), ("محمد", "الأحمد"), ("Dvora", "בן־דוד")]
    {
        let refused = said(|c| c.subscriber.name = PersonName::new(first, last));
        one(refused.clone(), "Claim ENC-9: the subscriber's name has letters outside the Latin alphabet");
        assert!(refused[0].contains("set a billing name") && !refused[0].contains(first) && !refused[0].contains(last));
    }
}

#[test]
fn somebody_without_fixed_address_is_billed_by_the_payers_rule() {
    let fitchburg = Address { city: "Fitchburg".into(), state: "MA".into(), ..Address::default() };
    let with = |patient: Patient, home: Option<Address>| {
        said(|c| {
            c.patient = match patient {
                Patient::Subscriber(d) => Patient::Subscriber(Demographics { address: home, ..d }),
                Patient::Dependent(mut d) => {
                    d.demographics.address = home;
                    Patient::Dependent(d)
                }
            };
        })
    };
    let half = with(p_claim("").patient, Some(fitchburg));
    assert!(half.iter().any(|text| text.contains("what the payer asks for members without fixed address")), "{half:?}");
    assert!(with(p_claim("").patient, None).is_empty(), "the subscriber's address may be left out");
    one(with(dependent(), None), "Claim ENC-9: the patient's address is missing");
}

#[test]
fn everything_is_said_at_once_and_nothing_about_the_person() {
    let sentences = said(|c| {
        c.diagnoses.clear();
        c.rendering = None;
        c.subscriber.member_id = "*".into();
        c.billing_provider.npi = "1".into();
        c.lines[0].charge_cents = -1;
        c.lines[1].service_date = date(2030, 1, 1);
    });
    assert!(sentences.len() >= 6, "{sentences:#?}");
    assert!(sentences[0].starts_with("This file:"), "what concerns the whole file comes first");
    let all = sentences.join(" ").to_lowercase();
    assert!(!all.contains("alden") && !all.contains("maria") && !all.contains("xyz123"));
    let shown = format!("{:?}", file(vec![p_claim("ENC-9")]));
    assert!(!shown.contains("ALDEN") && !shown.contains("F1020"), "not even in a debug print");
}
