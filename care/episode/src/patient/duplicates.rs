//! Who may be the same person as somebody who asks. Likenesses are shown with their reasons; nobody is ever merged by the
//! program (S-06: a referral is matched by a person).

use access::{Context, Refusal};
use jiff::civil::Date;
use vocabulary::{PersonName, Phone, search};

use super::{FoundPatient, Patient, store};

/// How many people with the same words in their names are looked at.
const CANDIDATES: i64 = 50;

/// What two people are compared by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// The words of every name the person goes by, folded for search.
    pub words: Vec<String>,
    /// Date of birth, when it is known.
    pub born: Option<Date>,
    /// Telephone numbers.
    pub phones: Vec<Phone>,
}

/// A reason to think that two records are of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Born on the same day, with a word of the name in common.
    BirthDateAndName,
    /// The same full name.
    FullName,
    /// The same telephone number.
    Phone,
}

/// Somebody known who may be the same person.
#[derive(Clone, Debug, PartialEq)]
pub struct PossibleDuplicate {
    /// Who, with two identifiers.
    pub found: FoundPatient,
    /// Why we ask; never empty.
    pub why: Vec<Likeness>,
}

impl Likeness {
    /// In words, for a list of reasons.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::BirthDateAndName => "same birth date and a name in common",
            Self::FullName => "same name",
            Self::Phone => "same telephone number",
        }
    }
}

impl Features {
    /// Of somebody with this name.
    #[must_use]
    pub fn new(name: &PersonName, born: Option<Date>, phones: Vec<Phone>) -> Self {
        Self { words: search::tokens(&name.full()), born, phones }
    }

    /// Of somebody who is known: legal and chosen name both count.
    #[must_use]
    pub fn of(patient: &Patient) -> Self {
        let chosen = patient.chosen_given.as_deref().unwrap_or_default();
        Self {
            words: search::tokens(&format!("{} {chosen}", patient.legal_name.full())),
            born: Some(patient.birth_date),
            phones: patient.phones().cloned().collect(),
        }
    }
}

/// Every reason to think that two records are of one person; none when there is none.
#[must_use]
pub fn likeness(one: &Features, other: &Features) -> Vec<Likeness> {
    let within = |a: &Features, b: &Features| a.words.iter().all(|word| b.words.contains(word));
    let shares_a_word = one.words.iter().any(|word| other.words.contains(word));
    let is_one_name_only = one.words.len().min(other.words.len()) < 2;
    let same_name = match (within(one, other), within(other, one)) {
        (true, true) => !one.words.is_empty(),
        (there, back) => (there || back) && !is_one_name_only,
    };
    let same_phone = one.phones.iter().any(|phone| other.phones.iter().any(|theirs| theirs.e164 == phone.e164));
    let same_day = one.born.is_some() && one.born == other.born;
    [(same_day && shares_a_word, Likeness::BirthDateAndName), (same_name, Likeness::FullName), (same_phone, Likeness::Phone)]
        .into_iter()
        .filter_map(|(holds, why)| holds.then_some(why))
        .collect()
}

/// Patients who may be the same as somebody with these features, by record number.
///
/// # Errors
/// The database's own.
pub fn possible_duplicates(cx: &Context<'_>, asked: &Features) -> Result<Vec<PossibleDuplicate>, Refusal> {
    let mut candidates = Vec::new();
    if let Some(day) = asked.born {
        candidates.extend(store::born_on(cx.tx, day)?);
    }
    if !asked.words.is_empty() {
        candidates.extend(store::by_exact_words(cx.tx, &asked.words, CANDIDATES)?);
    }
    for phone in &asked.phones {
        candidates.extend(store::by_exact_words(cx.tx, &[phone.last_four()], CANDIDATES)?);
    }
    candidates.sort_by_key(|stored| stored.record_number);
    candidates.dedup_by_key(|stored| stored.id);
    Ok(candidates
        .iter()
        .map(|stored| PossibleDuplicate { found: FoundPatient::of(stored), why: likeness(asked, &Features::of(stored)) })
        .filter(|possible| !possible.why.is_empty())
        .collect())
}
