//! Reads an inquiry file back into the twins it was written from. Whoever plays a payer needs it; what the twins cannot hold is
//! reported, never dropped in silence.

use crate::eligibility::{EligibilityInquiry, Interchange270, Member, Named, Trace, Transaction270};
use crate::level::{self, Kind, Level};
use crate::part::{Part, code, date, fixed, only, text};
use crate::read_claim::person_name;
use crate::reader::{Faults, Limits, ReadProblem, Transaction, read_into};
use crate::{Gender, Payer, Segment};

/// What was read, and everything that was wrong or not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading270 {
    /// One for each functional group.
    pub files: Vec<Interchange270>,
    /// Empty when the twins hold all that the file says.
    pub problems: Vec<ReadProblem>,
}

/// Reads an inquiry file. A question that lacks what it must have is left out and reported; the others are kept.
#[must_use]
pub fn read_270(bytes: &[u8], limits: &Limits) -> Reading270 {
    let mut faults = Faults::new(limits.problems);
    let mut files = Vec::new();
    for interchange in read_into(bytes, limits, &mut faults) {
        for group in &interchange.groups {
            let Some(envelope) = level::envelope(&interchange, group, "HS", &mut faults) else { continue };
            let transactions = group.transactions.iter().filter_map(|one| transaction(one, &mut faults)).collect();
            files.push(Interchange270 { envelope, transactions });
        }
    }
    Reading270 { files, problems: faults.finish() }
}

fn transaction(transaction: &Transaction, faults: &mut Faults) -> Option<Transaction270> {
    let (reference, made_at) = level::header(transaction, "270", "13", faults)?;
    let (mut payer, mut provider, mut subscriber) = (None, None, None);
    let mut inquiries = Vec::new();
    for level in level::levels(transaction, faults) {
        let part = Part::of_head(level.head, level.rest);
        match level.kind {
            Kind::Source => payer = named(&part, "PR", faults).map(|named| Payer { name: named.name.last, id: named.id }),
            Kind::Receiver => provider = named(&part, "1P", faults),
            Kind::Subscriber | Kind::Dependent => {
                let is_dependent = level.kind == Kind::Dependent;
                let asked = member(&part, if is_dependent { "03" } else { "IL" }, faults);
                let question = question(&part, &level, faults);
                if is_dependent {
                    let parties = (&payer, &provider, &subscriber);
                    inquiries.extend(whole(parties, asked, question));
                } else {
                    subscriber = asked;
                    let me = subscriber.clone();
                    inquiries.extend(whole((&payer, &provider, &me), None, question));
                }
            }
        }
        part.finish(faults);
    }
    let control_number = code(&transaction.header, 2, |text| text.parse().ok(), faults)?;
    Some(Transaction270 { control_number, reference, made_at, inquiries })
}

/// What is asked at a level: trace, day, kinds of service. Nothing at the level of a member whose dependent is the patient.
struct Question {
    trace: Trace,
    service_date: jiff::civil::Date,
    service_types: Vec<String>,
}

fn question(part: &Part<'_>, level: &Level<'_>, faults: &mut Faults) -> Option<Question> {
    let trn = part.one("TRN", "");
    let day = part.one("DTP", "291");
    let eq = part.one("EQ", "")?;
    let (Some(trn), Some(day)) = (trn, day) else {
        faults.at(level.head, None, "asks without a trace number (TRN) or a day (DTP 291); it was left out");
        return None;
    };
    only(eq, &[1], faults);
    Some(Question { trace: trace(trn, faults), service_date: date(day, 3, faults)?, service_types: repeated(eq, 1) })
}

/// The repetitions of an element that hold something.
pub(crate) fn repeated(segment: &Segment, number: usize) -> Vec<String> {
    segment.repetitions(number).filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

fn whole(
    (payer, provider, subscriber): (&Option<Payer>, &Option<Named>, &Option<Member>),
    dependent: Option<Member>,
    question: Option<Question>,
) -> Option<EligibilityInquiry> {
    let Question { trace, service_date, service_types } = question?;
    Some(EligibilityInquiry {
        payer: payer.clone()?,
        provider: provider.clone()?,
        trace,
        subscriber: subscriber.clone()?,
        dependent,
        service_date,
        service_types,
    })
}

/// TRN, in a question or an answer.
pub(crate) fn trace(trn: &Segment, faults: &mut Faults) -> Trace {
    only(trn, &[1, 2, 3], faults);
    Trace { number: trn.element(2).to_owned(), originator: trn.element(3).to_owned(), is_repeated: trn.element(1) == "2" }
}

fn named(part: &Part<'_>, role: &str, faults: &mut Faults) -> Option<Named> {
    let nm1 = part.need("NM1", role, faults)?;
    only(nm1, &[1, 2, 3, 4, 5, 7, 8, 9], faults);
    Some(party(nm1))
}

/// NM1 as it stands.
pub(crate) fn party(nm1: &Segment) -> Named {
    Named {
        is_person: nm1.element(2) == "1",
        name: person_name(nm1),
        id_qualifier: nm1.element(8).to_owned(),
        id: nm1.element(9).to_owned(),
    }
}

fn member(part: &Part<'_>, role: &str, faults: &mut Faults) -> Option<Member> {
    let nm1 = part.need("NM1", role, faults)?;
    only(nm1, &[1, 2, 3, 4, 5, 7, 8, 9], faults);
    fixed(nm1, 2, "1", faults);
    let dmg = part.one("DMG", "");
    Some(Member {
        name: person_name(nm1),
        member_id: text(nm1, 9),
        group_number: part.one("REF", "6P").and_then(|group| text(group, 2)),
        birth_date: dmg.filter(|dmg| !dmg.element(2).is_empty()).and_then(|dmg| date(dmg, 2, faults)),
        gender: dmg.and_then(|dmg| Gender::from_code(dmg.element(3))),
    })
}
