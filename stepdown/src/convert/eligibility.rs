//! A question that passed the gate → a 270 file; a 271 file → what it says in the core's words (005010X279A1). Codes become typed nouns
//! here; what has no noun is listed with its place, never dropped.
//!
//! The file's time is the moment of the question and its control number the question's own, so the same question gives the same bytes.

use billing::eligibility::answer::Period;
use billing::eligibility::{
    AnswerContent, BenefitKind, InquiryContent, Network, ReadAnswer, Rejected, ReleasedInquiry, Statement, ToldPerson,
};
use schedule::program::Program;
use x12::{
    Benefit, Dated, EligibilityAnswer, EligibilityInquiry, Envelope, Gender, Insured, Interchange270, Kept, Limits, Member,
    Named, Payer, PersonName, Trace, Transaction270, read_271,
};

use super::Submission;
use super::claim::partner;

/// The bytes of a question.
///
/// # Errors
/// Every reason as a sentence that names no person.
pub fn write(released: &ReleasedInquiry, submission: &Submission) -> Result<Vec<u8>, Vec<String>> {
    let file = interchange(&released.inquiry, &released.program, submission);
    file.write().map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn interchange(asked: &InquiryContent, program: &Program, submission: &Submission) -> Interchange270 {
    let number = u32::try_from(asked.number).unwrap_or(0);
    let receiver = submission.clearinghouse.as_ref().map_or(asked.payer_electronic_id.as_str(), |house| house.id.as_str());
    let known = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let person = Member {
        name: PersonName::new(&asked.person.name.given, &asked.person.name.family),
        member_id: None,
        group_number: None,
        birth_date: asked.person.birth_date,
        gender: Gender::from_code(&asked.person.sex).filter(|sex| *sex != Gender::Unknown),
    };
    // Whoever is insured through somebody else is found through them.
    let (subscriber, dependent) = match &asked.subscriber {
        None => (person, None),
        Some(holder) => {
            let name = PersonName::new(&holder.name.given, &holder.name.family);
            let member = Member { name, birth_date: Some(holder.birth_date), gender: None, ..person.clone() };
            (member, Some(person))
        }
    };
    let question = EligibilityInquiry {
        payer: Payer { name: asked.payer_name.clone(), id: asked.payer_electronic_id.clone() },
        provider: Named::organization(&program.billing_name, &program.npi),
        trace: Trace { number: asked.trace.clone(), originator: format!("1{}", program.tax_id), is_repeated: false },
        subscriber: Member { member_id: known(&asked.member_id), group_number: known(&asked.group_number), ..subscriber },
        dependent,
        service_date: asked.service_on,
        service_types: asked.service_types.clone(),
    };
    Interchange270 {
        envelope: Envelope {
            sender: partner(&program.npi),
            receiver: partner(receiver),
            made_at: asked.asked_at,
            control_number: number,
            group_control_number: number,
            acknowledgment_requested: false,
            usage: submission.usage,
        },
        transactions: vec![Transaction270 {
            control_number: 1,
            reference: asked.trace.clone(),
            made_at: asked.asked_at,
            inquiries: vec![question],
        }],
    }
}

/// Every answer of a file.
///
/// # Errors
/// Why the file cannot be taken for whole, with segment and position; nothing of such a file is used.
pub fn read(bytes: &[u8]) -> Result<Vec<ReadAnswer>, String> {
    let reading = read_271(bytes, &Limits::default());
    if let Some(loss) = reading.losses().next() {
        return Err(format!("The file is not whole: {loss}. Ask for it again."));
    }
    let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    let mut answers = Vec::new();
    for transaction in reading.files.iter().flat_map(|file| &file.transactions) {
        for answer in &transaction.answers {
            let mut content = content(answer);
            content.unread.extend(problems.iter().cloned());
            let trace = answer.trace().map(|trace| trace.number.clone()).unwrap_or_default();
            answers.push(ReadAnswer { trace, reference: transaction.reference.clone(), content });
        }
    }
    if answers.is_empty() { Err("The file holds no answer.".to_owned()) } else { Ok(answers) }
}

/// What an answer says.
#[must_use]
pub fn content(answer: &EligibilityAnswer) -> AnswerContent {
    let patient = answer.patient();
    let day = |qualifiers: &[&str], is_last: bool| {
        let dates = patient.map(|who| who.dates.as_slice()).unwrap_or_default();
        dates.iter().find_map(|dated| date_of(dated, qualifiers, is_last))
    };
    let levels = [Some(&answer.source), answer.receiver.as_ref()].into_iter().flatten();
    let mut rejections: Vec<Rejected> = levels.clone().flat_map(|level| &level.rejections).map(rejected).collect();
    let people = [answer.subscriber.as_ref(), answer.dependent.as_ref()].into_iter().flatten();
    rejections.extend(
        people.clone().flat_map(|who| who.rejections.iter().chain(who.benefits.iter().flat_map(|b| &b.rejections))).map(rejected),
    );
    let kept = levels
        .flat_map(|level| &level.kept)
        .chain(people.flat_map(|who| who.kept.iter().chain(who.benefits.iter().flat_map(|b| &b.kept))));
    AnswerContent {
        payer_name: answer.source.named.name.last.clone(),
        contacts: answer.source.contacts.iter().map(|(kind, value)| contact(kind, value)).collect(),
        person: patient.map(|who| person(who, answer.subscriber.as_ref())),
        is_dependent: answer.dependent.is_some(),
        begins: day(&["346", "356", "348", "291", "307"], false),
        ends: day(&["347", "357", "349"], false).or_else(|| day(&["291", "307"], true)),
        statements: patient.map(|who| who.benefits.iter().map(statement).collect()).unwrap_or_default(),
        rejections,
        unread: kept.map(place).collect(),
    }
}

/// A day with one of these meanings: the first of a period, or its last.
fn date_of(dated: &Dated, qualifiers: &[&str], is_last: bool) -> Option<jiff::civil::Date> {
    let fits = qualifiers.contains(&dated.qualifier.as_str());
    if !fits {
        None
    } else if is_last {
        dated.to
    } else {
        Some(dated.from)
    }
}

fn rejected(one: &x12::Rejection) -> Rejected {
    Rejected { reason: one.reason.clone(), follow_up: one.follow_up.clone() }
}

fn contact(kind: &str, value: &str) -> String {
    match kind {
        "TE" => format!("telephone {value}"),
        "FX" => format!("fax {value}"),
        _ => value.to_lowercase(),
    }
}

fn place(kept: &Kept) -> String {
    format!("segment {} ({}): {}", kept.segment, kept.id, kept.text)
}

/// The person; a dependent has the member's number.
fn person(who: &Insured, member: Option<&Insured>) -> ToldPerson {
    let own = Some(who.named.id.clone()).filter(|id| !id.is_empty());
    let references = who.references.iter().chain(member.iter().flat_map(|member| &member.references));
    ToldPerson {
        given: who.named.name.first.clone(),
        family: who.named.name.last.clone(),
        member_id: own.or_else(|| member.map(|member| member.named.id.clone())).unwrap_or_default(),
        birth_date: who.birth_date,
        group_number: references.clone().find(|one| one.qualifier == "6P").map(|one| one.value.clone()),
    }
}

fn statement(benefit: &Benefit) -> Statement {
    Statement {
        kind: BenefitKind::of(&benefit.information),
        services: benefit.service_types.clone(),
        is_family: benefit.level.as_deref() == Some("FAM"),
        plan: benefit.plan.clone(),
        period: Period::of(benefit.period.as_deref()),
        amount_cents: benefit.amount_cents,
        basis_points: benefit.basis_points,
        quantity: benefit.quantity.clone(),
        needs_approval: match benefit.needs_authorization.as_deref() {
            Some("Y") => Some(true),
            Some("N") => Some(false),
            _ => None,
        },
        network: Network::of(benefit.in_network.as_deref()),
        messages: messages(benefit),
    }
}

/// The payer's words, and in words of ours what stands beside the statement.
fn messages(benefit: &Benefit) -> Vec<String> {
    let mut said = benefit.messages.clone();
    said.extend(benefit.limits.iter().map(limit));
    said.extend((!benefit.procedure.is_empty()).then(|| format!("for the code {}", benefit.procedure.join(":"))));
    for dated in &benefit.dates {
        said.push(match dated.to {
            Some(to) => format!("{} to {to}", dated.from),
            None => dated.from.to_string(),
        });
    }
    for other in &benefit.related {
        let name = &other.named.name;
        let role = match other.role.as_str() {
            "P3" => "primary care",
            "PRP" | "SEP" | "TTP" | "PR" => "payer",
            _ => "see",
        };
        let reach: Vec<String> = other.contacts.iter().map(|(kind, value)| contact(kind, value)).collect();
        said.push(
            [format!("{role}: {} {}", name.first, name.last).replace("  ", " "), reach.join(", ")].join(" ").trim().to_owned(),
        );
    }
    said
}

fn limit(one: &x12::Limit) -> String {
    let whole = |hundredths: i64| hundredths / 100;
    let unit = |code: &str| match code {
        "VS" => "visits",
        "DY" | "DA" | "7" => "days",
        "WK" | "35" => "weeks",
        "MO" | "34" => "months",
        "23" | "22" | "21" => "a year",
        _ => "times",
    };
    let many = one.quantity.as_ref().map(|(code, many)| format!("{} {}", whole(*many), unit(code)));
    let every = one.every.as_ref().map(|(code, each)| format!("for each {} {}", each.map_or(1, whole), unit(code)));
    let within = one.within.as_ref().map(|(code, count)| match count {
        Some(count) if *count != 1 => format!("in {count} times {}", unit(code)),
        _ => unit(code).to_owned(),
    });
    [many, every, within].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[path = "eligibility_tests.rs"]
mod tests;
