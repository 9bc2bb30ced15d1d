//! One invented member, payer and program, and files in order.

use jiff::civil::{date, datetime};
use x12::*;

pub const INQUIRY: &str = include_str!("../../testdata/eligibility/270.x12");
pub const ANSWER: &str = include_str!("../../testdata/eligibility/271.x12");
pub const DEPENDENT_INQUIRY: &str = include_str!("../../testdata/linuxforhealth/dependent-health-benefit-check.270");
pub const DEPENDENT_ANSWER: &str = include_str!("../../testdata/linuxforhealth/dependent-health-benefit-check.271");
pub const SUBSCRIBER_INQUIRY: &str = include_str!("../../testdata/linuxforhealth/subscriber-health-benefit-check.270");
pub const SUBSCRIBER_ANSWER: &str = include_str!("../../testdata/linuxforhealth/subscriber-health-benefit-check.271");
pub const REFUSED_ANSWER: &str = include_str!("../../testdata/linuxforhealth/subscriber-health-benefit-check-error.271");

pub fn partner(id: &str) -> TradingPartner {
    TradingPartner { qualifier: "ZZ".into(), interchange_id: id.into(), application_id: id.into() }
}

pub fn envelope() -> Envelope {
    Envelope {
        sender: partner("STEPDOWNTEST"),
        receiver: partner("PAYERTEST"),
        made_at: datetime(2025, 3, 3, 9, 30, 0, 0),
        control_number: 101,
        group_control_number: 1,
        acknowledgment_requested: false,
        usage: Usage::Test,
    }
}

pub fn member() -> Member {
    Member {
        name: PersonName::new("MARIA", "ALDEN"),
        member_id: Some("XYZ123456789".into()),
        group_number: None,
        birth_date: Some(date(1990, 5, 14)),
        gender: Some(Gender::Female),
    }
}

pub fn question() -> EligibilityInquiry {
    EligibilityInquiry {
        payer: Payer { name: "PAYER TEST".into(), id: "12345".into() },
        provider: Named::organization("STEPDOWN TEST PROGRAM", "1876543210"),
        trace: Trace { number: "INQ-77".into(), originator: "9STEPDOWN1".into(), is_repeated: false },
        subscriber: member(),
        dependent: None,
        service_date: date(2025, 3, 3),
        service_types: vec!["AI".into(), "MH".into()],
    }
}

pub fn child() -> EligibilityInquiry {
    EligibilityInquiry {
        dependent: Some(Member { name: PersonName::new("Zoë", "Alden"), member_id: None, ..member() }),
        ..question()
    }
}

pub fn asking(inquiries: Vec<EligibilityInquiry>) -> Interchange270 {
    Interchange270 {
        envelope: envelope(),
        transactions: vec![Transaction270 {
            control_number: 1,
            reference: "E1001".into(),
            made_at: datetime(2025, 3, 3, 9, 30, 0, 0),
            inquiries,
        }],
    }
}

pub fn written(file: &Interchange270) -> String {
    String::from_utf8(file.write().unwrap()).unwrap()
}

/// The first answer of a file that has no problem.
pub fn only_answer(text: &str) -> EligibilityAnswer {
    let reading = read_271(text.as_bytes(), &Limits::default());
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    reading.answers().next().unwrap().clone()
}

pub fn problems(text: &str) -> Vec<String> {
    read_271(text.as_bytes(), &Limits::default()).problems.iter().map(ToString::to_string).collect()
}
