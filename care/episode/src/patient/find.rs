//! Finds people by chosen or legal name, end of telephone number or record number; each answer shows two identifiers.

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use vocabulary::id::PatientId;
use vocabulary::{PersonName, search};

use super::store;

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

impl Query for FindPatients {
    type View = Vec<FoundPatient>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<FoundPatient>>, Refusal> {
        cx.require(Action::Search, Kind::Patient)?;
        let words = search::tokens(&self.words);
        let found = if words.is_empty() { Vec::new() } else { store::by_words(cx.tx, &words, self.limit)? };
        let answers = found.into_iter().map(|stored| {
            let name = stored.name();
            FoundPatient {
                id: stored.id,
                legal_name: Some(stored.legal_name.clone()).filter(|legal| *legal != name),
                name,
                birth_date: stored.birth_date,
                record_number: stored.record_number,
                pronouns: stored.pronouns.clone(),
            }
        });
        Ok(Guarded::several(Kind::Patient, answers.collect()))
    }
}

/// People who may be the same as somebody with this name and birth date: same day and a shared name word, or same full name.
/// They are shown, never merged.
///
/// # Errors
/// The database's own.
pub fn possible_duplicates(cx: &Context<'_>, name: &PersonName, born: Option<Date>) -> Result<Vec<PatientId>, Refusal> {
    let words = search::tokens(&name.full());
    let mut found: Vec<PatientId> = Vec::new();
    if let Some(day) = born {
        for stored in store::born_on(cx.tx, day)? {
            let theirs = search::tokens(&stored.search_text());
            if words.iter().any(|word| theirs.contains(word)) {
                found.push(stored.id);
            }
        }
    }
    if !words.is_empty() {
        found.extend(store::by_words(cx.tx, &words, 10)?.into_iter().map(|stored| stored.id));
    }
    found.sort();
    found.dedup();
    Ok(found)
}
