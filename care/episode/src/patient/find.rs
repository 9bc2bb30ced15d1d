//! Finds people by chosen or legal name, end of telephone number or record number; each answer shows two identifiers.

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use vocabulary::id::PatientId;
use vocabulary::{PersonName, search};

use super::{Patient, store};

/// Looks for people.
#[derive(Clone, Debug)]
pub struct FindPatients {
    /// What was typed.
    pub words: String,
    /// How many answers at most.
    pub limit: i64,
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPatient {
    /// Who.
    pub id: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// The legal name, when it differs.
    pub legal_name: Option<PersonName>,
    /// First identifier.
    pub birth_date: Date,
    /// Second identifier.
    pub record_number: i64,
    /// Pronouns.
    pub pronouns: Option<String>,
}

impl FoundPatient {
    /// What a list shows of a person.
    #[must_use]
    pub fn of(patient: &Patient) -> Self {
        let name = patient.name();
        Self {
            id: patient.id,
            legal_name: Some(patient.legal_name.clone()).filter(|legal| *legal != name),
            name,
            birth_date: patient.birth_date,
            record_number: patient.record_number,
            pronouns: patient.pronouns.clone(),
        }
    }
}

impl Query for FindPatients {
    type View = Vec<FoundPatient>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<FoundPatient>>, Refusal> {
        cx.require(Action::Search, Kind::Patient)?;
        let words = search::tokens(&self.words);
        let found = if words.is_empty() { Vec::new() } else { store::by_words(cx.tx, &words, self.limit)? };
        Ok(Guarded::several(Kind::Patient, found.iter().map(|stored| FoundPatient::of(stored)).collect()))
    }
}
