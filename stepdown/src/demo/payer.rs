//! A payer that is only played: it reads our real question (270) and writes a real answer (271), so that the demonstration shows the
//! whole loop without a network. What it answers follows from the member id and the day alone.

use jiff::civil::Date;
use x12::{
    Answering, Benefit, Dated, EligibilityAnswer, EligibilityInquiry, Insured, Interchange271, Limits, Member, Named, Reference,
    Rejection, Trace, Transaction271, read_270,
};

/// How the played payer stands to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Insured, with a deductible that is met little by little.
    Steady,
    /// Insured, with a copay that grows from month to month.
    Dearer,
    /// Not insured any more.
    Ended,
    /// Not known by this number.
    Unknown,
}

/// How a member stands, by the sum of the characters of their number.
pub(crate) fn standing(member_id: &str) -> Standing {
    let sum: u32 = member_id.bytes().map(u32::from).sum();
    match sum % 10 {
        0 => Standing::Unknown,
        1 => Standing::Ended,
        2 | 3 => Standing::Dearer,
        _ => Standing::Steady,
    }
}

/// The answer to a question.
///
/// # Errors
/// A sentence, when the question cannot be read.
pub(crate) fn answer(question: &[u8]) -> Result<Vec<u8>, String> {
    let reading = read_270(question, &Limits::default());
    if let Some(problem) = reading.problems.first() {
        return Err(format!("The payer cannot read the question: {problem}."));
    }
    let file = reading.files.first().ok_or("The payer found no question.")?;
    let mut envelope = file.envelope.clone();
    std::mem::swap(&mut envelope.sender, &mut envelope.receiver);
    let transactions = file.transactions.iter().map(|asked| Transaction271 {
        control_number: format!("{:04}", asked.control_number),
        reference: asked.reference.clone(),
        made_at: asked.made_at,
        answers: asked.inquiries.iter().map(one).collect(),
    });
    let file = Interchange271 { envelope, transactions: transactions.collect() };
    file.write().map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
}

fn one(asked: &EligibilityInquiry) -> EligibilityAnswer {
    let payer = Named { id_qualifier: "PI".to_owned(), ..Named::organization(&asked.payer.name, &asked.payer.id) };
    let contacts = vec![("TE".to_owned(), "8005550142".to_owned())];
    let (subscriber, dependent) = insured(asked);
    EligibilityAnswer {
        source: Answering { named: payer, contacts, ..Answering::default() },
        receiver: Some(Answering { named: asked.provider.clone(), ..Answering::default() }),
        subscriber: Some(subscriber),
        dependent,
    }
}

/// The member, and whoever is insured through them: what is said is said about the one who was asked about.
fn insured(asked: &EligibilityInquiry) -> (Insured, Option<Insured>) {
    let known = |who: &Member, qualifier: &str| Insured {
        named: Named {
            is_person: true,
            name: who.name.clone(),
            id_qualifier: qualifier.to_owned(),
            id: who.member_id.clone().unwrap_or_default(),
        },
        birth_date: who.birth_date,
        gender: who.gender,
        ..Insured::default()
    };
    let member = known(&asked.subscriber, "MI");
    match &asked.dependent {
        None => (told(asked, member), None),
        Some(dependent) => (member, Some(told(asked, known(dependent, "")))),
    }
}

fn told(asked: &EligibilityInquiry, who: Insured) -> Insured {
    let id = asked.subscriber.member_id.clone().unwrap_or_default();
    let on = asked.service_date;
    let known = Insured { traces: vec![Trace { is_repeated: true, ..asked.trace.clone() }], ..who };
    if standing(&id) == Standing::Unknown {
        let rejections = vec![Rejection { is_request_valid: false, reason: "75".to_owned(), follow_up: "C".to_owned() }];
        return Insured { rejections, ..known };
    }
    let year = Date::new(on.year(), 1, 1).unwrap_or(on);
    let group = Reference { qualifier: "6P".to_owned(), value: "GRP2200".to_owned(), description: None };
    let begins = Dated { qualifier: "346".to_owned(), from: year, to: None };
    Insured { references: vec![group], dates: vec![begins], benefits: benefits(&id, on), ..known }
}

fn benefits(member_id: &str, on: Date) -> Vec<Benefit> {
    let plan = Some("SHORE CHOICE PPO".to_owned());
    let standing = standing(member_id);
    if standing == Standing::Ended {
        return vec![Benefit { plan, ..about("6", &["30"]) }];
    }
    let deductible: i64 = 150_000;
    let day = i64::from(on.day_of_year());
    let left = if standing == Standing::Steady { (deductible - day * 500).max(0) } else { 42_000 };
    let month = i64::from(on.year()) * 12 + i64::from(on.month());
    let copay = if standing == Standing::Dearer { 3_000 + (month % 60) * 500 } else { 4_000 };
    let amount = |code: &str, period: &str, cents: i64, services: &[&str]| Benefit {
        level: Some("IND".to_owned()),
        period: Some(period.to_owned()),
        amount_cents: Some(cents),
        in_network: Some("Y".to_owned()),
        ..about(code, services)
    };
    vec![
        Benefit { plan, ..about("1", &["30"]) },
        amount("C", "23", deductible, &["30"]),
        amount("C", "29", left, &["30"]),
        amount("G", "23", 600_000, &["30"]),
        amount("G", "29", 600_000 - (deductible - left), &["30"]),
        amount("B", "27", copay, &["AI", "MH"]),
        Benefit {
            needs_authorization: Some("Y".to_owned()),
            in_network: Some("Y".to_owned()),
            messages: vec!["APPROVAL BEFORE THE FIRST DAY OF INTENSIVE OUTPATIENT TREATMENT".to_owned()],
            ..about("1", &["AI", "MH"])
        },
        Benefit {
            level: Some("IND".to_owned()),
            period: Some("23".to_owned()),
            quantity: Some(("VS".to_owned(), 6_000)),
            in_network: Some("Y".to_owned()),
            ..about("F", &["AI"])
        },
    ]
}

fn about(code: &str, services: &[&str]) -> Benefit {
    let service_types = services.iter().map(|code| (*code).to_owned()).collect();
    Benefit { information: code.to_owned(), service_types, ..Benefit::default() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use billing::eligibility::{CoverStatus, Figures};

    use super::*;

    const QUESTION: &str = include_str!("../../../edges/x12/testdata/eligibility/270.x12");

    fn told(member_id: &str, day: &str) -> billing::eligibility::AnswerContent {
        let question = QUESTION.replace("XYZ123456789", member_id).replace("DTP*291*D8*20250303", &format!("DTP*291*D8*{day}"));
        let answers = crate::convert::eligibility::read(&answer(question.as_bytes()).unwrap()).unwrap();
        assert_eq!(answers[0].trace, "INQ-77");
        answers[0].content.clone()
    }

    /// A member id with a given standing.
    fn member(wanted: Standing) -> String {
        (100..200).map(|number| format!("HL{number}")).find(|id| standing(id) == wanted).unwrap()
    }

    #[test]
    fn each_standing_is_answered_in_its_own_way() {
        let status = |wanted| told(&member(wanted), "20260310").status();
        assert_eq!(status(Standing::Steady), CoverStatus::Active);
        assert_eq!(status(Standing::Ended), CoverStatus::Inactive);
        assert_eq!(status(Standing::Unknown), CoverStatus::Refused);
        let steady = Figures::of(&told(&member(Standing::Steady), "20260310"));
        assert_eq!((steady.copay_cents, steady.needs_approval, steady.visits), (Some(4_000), Some(true), Some(60)));
        assert!(steady.deductible_left_cents < steady.deductible_cents);
    }

    #[test]
    fn a_dearer_plan_is_an_alarm_a_month_later() {
        let id = member(Standing::Dearer);
        let changes = billing::eligibility::changes(&told(&id, "20260210"), &told(&id, "20260310"));
        assert!(changes.iter().any(|change| change.is_alarm && change.sentence.starts_with("The copay is now")), "{changes:?}");
    }

    #[test]
    fn what_is_no_question_is_not_answered() {
        assert!(answer(b"hello").unwrap_err().starts_with("The payer cannot read the question: segment 1"));
    }
}
