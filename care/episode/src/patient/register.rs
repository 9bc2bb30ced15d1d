//! Registers a person (P2-03, P2-04: from here on everything about them is a protected record).

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::PatientId;
use vocabulary::{PersonName, name};

use super::{Address, AdministrativeSex, ContactPoint, Patient, store};
use crate::Fact;

/// What a form or a document says about a person, read but not yet judged.
#[derive(Clone, Debug, PartialEq)]
pub struct PatientInput {
    /// Legal given name.
    pub given: String,
    /// Legal family name.
    pub family: String,
    /// Chosen given name; empty when it is the legal one.
    pub chosen_given: String,
    /// Pronouns; may be empty.
    pub pronouns: String,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Sex as the payer holds it.
    pub sex: AdministrativeSex,
    /// Ways to reach the person.
    pub contact_points: Vec<ContactPoint>,
    /// Where the person lives.
    pub address: Option<Address>,
    /// Preferred language tag.
    pub language: String,
    /// Whether an interpreter is needed.
    pub needs_interpreter: bool,
}

/// Registers a person.
#[derive(Clone, Debug)]
pub struct RegisterPatient {
    /// The id under which the person asked before (P2-04: an applicant is a patient); a new one when there is none.
    pub id: Option<PatientId>,
    /// Who.
    pub input: PatientInput,
}

impl Command for RegisterPatient {
    type Output = PatientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Patient)?;
        let patient = decide(&self.input, self.id.unwrap_or_else(|| cx.new_id()), store::next_record_number(cx.tx)?, cx.today())?;
        store::save_new(cx.tx, &patient, &cx.entry("registered"))?;
        Ok(Done::with(patient.id, Fact::PatientRegistered(patient.id)))
    }
}

/// Judges the input: a name and a plausible date of birth; everything else may come later.
pub(super) fn decide(input: &PatientInput, id: PatientId, record_number: i64, today: Date) -> Result<Patient, Refusal> {
    let mut problems = Problems::none();
    let legal_name = problems.check("given", PersonName::parse(&input.given, &input.family));
    match input.birth_date {
        None => problems.add("birth_date", "Write the date of birth as year-month-day."),
        Some(day) if day > today => problems.add("birth_date", "The date of birth is in the future. Check the year."),
        Some(day) if day.year() < today.year() - 120 => {
            problems.add("birth_date", "The date of birth is over 120 years ago. Check the year.")
        }
        Some(_) => {}
    }
    let patient = legal_name.zip(input.birth_date).map(|(legal_name, birth_date)| Patient {
        id,
        record_number,
        chosen_given: optional(&input.chosen_given).filter(|chosen| *chosen != legal_name.given),
        legal_name,
        pronouns: optional(&input.pronouns),
        billing_name: None,
        birth_date,
        sex: input.sex,
        contact_points: input.contact_points.clone(),
        address: input.address.clone(),
        language: optional(&input.language).unwrap_or_else(|| "en".to_owned()),
        needs_interpreter: input.needs_interpreter,
    });
    problems.finish(patient)
}

fn optional(text: &str) -> Option<String> {
    Some(name::tidy(text)).filter(|tidy| !tidy.is_empty())
}
