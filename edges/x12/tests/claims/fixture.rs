//! One invented program, its payers and members, and claims in order.

use jiff::civil::{Date, date, datetime};
use x12::*;

/// A made-up NPI: nine digits and the right tenth.
pub fn npi(nine: u32) -> String {
    let nine = format!("1{:08}", nine % 100_000_000);
    (0..10).map(|check| format!("{nine}{check}")).find(|number| is_npi(number)).unwrap()
}

pub fn address(line: &str) -> Address {
    Address { lines: vec![line.into()], city: "FALMOUTH".into(), state: "MA".into(), zip: "02540".into() }
}

pub fn provider() -> BillingProvider {
    BillingProvider {
        name: "HARBOR LIGHT PROGRAM".into(),
        npi: "1876543210".into(),
        ein: "043333333".into(),
        taxonomy: Some("261QR0405X".into()),
        address: Address { zip: "025401234".into(), ..address("1 HARBOR ROAD") },
        pay_to: None,
    }
}

pub fn practitioner() -> Practitioner {
    Practitioner { name: PersonName::new("JO", "RIVERA"), npi: "1456789019".into(), taxonomy: Some("101YA0400X".into()) }
}

pub fn subscriber() -> Subscriber {
    Subscriber {
        name: PersonName::new("MARIA", "ALDEN"),
        member_id: "XYZ123456789".into(),
        sequence: PayerSequence::Primary,
        group_number: Some("GRP100".into()),
        group_name: None,
        filing_indicator: "CI".into(),
    }
}

pub fn demographics() -> Demographics {
    Demographics { address: Some(address("22 SHORE STREET")), birth_date: date(1990, 5, 14), gender: Gender::Female }
}

pub fn dependent() -> Patient {
    Patient::Dependent(Dependent {
        relationship: Relationship::Spouse,
        name: PersonName::new("LEE", "ALDEN"),
        demographics: Demographics { gender: Gender::Unknown, ..demographics() },
    })
}

pub fn p_line(number: usize, day: Date) -> ServiceLine {
    ServiceLine {
        control_number: Some(format!("LN{number}")),
        service_date: day,
        revenue_code: None,
        hcpcs: Some("H0015".into()),
        modifiers: vec!["HF".into()],
        units: 1,
        charge_cents: 32_500,
        place_of_service: Some("57".into()),
        diagnosis_pointers: vec![1, 2],
        rendering: None,
    }
}

pub fn i_line(number: usize, day: Date) -> ServiceLine {
    ServiceLine {
        revenue_code: Some("0906".into()),
        place_of_service: None,
        diagnosis_pointers: vec![],
        modifiers: vec![],
        charge_cents: 48_000,
        ..p_line(number, day)
    }
}

pub fn p_claim(number: &str) -> Claim {
    Claim {
        billing_provider: provider(),
        payer: Payer { name: "PAYER TEST".into(), id: "12345".into() },
        subscriber: subscriber(),
        patient: Patient::Subscriber(demographics()),
        control_number: number.into(),
        frequency: Frequency::Original,
        original_reference: None,
        assignment: Assignment::Assigned,
        benefits_assigned: BenefitsAssigned::Yes,
        release: ReleaseOfInformation::Signed,
        prior_authorization: Some("AUTH778899".into()),
        diagnoses: vec!["F1020".into(), "F331".into()],
        rendering: Some(practitioner()),
        service_facility: None,
        form: Form::Professional(Professional { place_of_service: "57".into(), clia_number: None }),
        lines: vec![p_line(1, date(2025, 2, 24)), p_line(2, date(2025, 2, 25)), p_line(3, date(2025, 2, 26))],
    }
}

pub fn institutional() -> Institutional {
    Institutional {
        bill_type: "13".into(),
        statement_from: date(2025, 2, 24),
        statement_to: date(2025, 2, 28),
        admission_date: None,
        admission_time: None,
        admission_type: Some("3".into()),
        admission_source: Some("1".into()),
        patient_status: "01".into(),
        condition_codes: vec!["92".into()],
        reasons_for_visit: vec![],
        attending: Some(Practitioner { name: PersonName::new("ADA", "OKAFOR"), npi: "1234567802".into(), taxonomy: None }),
    }
}

pub fn i_claim(number: &str) -> Claim {
    Claim {
        diagnoses: vec!["F1120".into(), "F4310".into()],
        rendering: None,
        form: Form::Institutional(institutional()),
        lines: vec![i_line(1, date(2025, 2, 24)), i_line(2, date(2025, 2, 25)), i_line(3, date(2025, 2, 26))],
        ..p_claim(number)
    }
}

/// Changes what only an institutional claim says.
pub fn with_form(mut claim: Claim, change: impl FnOnce(&mut Institutional)) -> Claim {
    if let Form::Institutional(form) = &mut claim.form {
        change(form);
    }
    claim
}

pub fn transaction(number: u32, claims: Vec<Claim>) -> Transaction837 {
    Transaction837 {
        control_number: number,
        reference: format!("B{number}"),
        made_at: datetime(2025, 3, 3, 9, 30, 0, 0),
        submitter: Submitter {
            name: "HARBOR LIGHT PROGRAM".into(),
            id: "STEPDOWNTEST".into(),
            contact_name: "BILLING DESK".into(),
            contact_phone: "5085550100".into(),
            contact_email: None,
        },
        receiver: Receiver { name: "PAYER TEST".into(), id: "PAYERTEST".into() },
        claims,
    }
}

pub fn file(claims: Vec<Claim>) -> Interchange837 {
    let partner = |id: &str| TradingPartner { qualifier: "ZZ".into(), interchange_id: id.into(), application_id: id.into() };
    Interchange837 {
        envelope: Envelope {
            sender: partner("STEPDOWNTEST"),
            receiver: partner("PAYERTEST"),
            made_at: datetime(2025, 3, 3, 9, 30, 0, 0),
            control_number: 101,
            group_control_number: 1,
            acknowledgment_requested: false,
            usage: Usage::Test,
        },
        transactions: vec![transaction(1, claims)],
    }
}

pub fn write(file: &Interchange837, guide: Guide) -> Result<Vec<u8>, Vec<Problem>> {
    match guide {
        Guide::Professional => file.write_professional(),
        Guide::Institutional => file.write_institutional(),
    }
}

/// The bytes, or every sentence that says why not.
pub fn written(file: &Interchange837, guide: Guide) -> String {
    match write(file, guide) {
        Ok(bytes) => String::from_utf8(bytes).unwrap(),
        Err(problems) => panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

/// The file read back, which must be without any problem.
pub fn read_back(bytes: &str) -> Claims837 {
    let Reading837 { mut files, problems } = read_837(bytes.as_bytes(), &Limits::default());
    assert!(problems.is_empty(), "{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    assert_eq!(files.len(), 1);
    files.remove(0)
}
