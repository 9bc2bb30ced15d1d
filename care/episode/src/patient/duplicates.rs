//! Who may be the same person as somebody who asks. Likenesses are shown with their reasons; nobody is ever merged by the
//! program (S-06: a referral is matched by a person).

use std::collections::{HashMap, HashSet};

use access::{Context, Refusal};
use jiff::civil::Date;
use vocabulary::id::PatientId;
use vocabulary::{PersonName, Phone, search};

use super::{FoundPatient, Patient, store};

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
    Ok(possible_duplicates_of_each(cx, std::slice::from_ref(asked))?.pop().unwrap_or_default())
}

/// The same for each of several, in their order. However many they are, every question is asked once for all of them.
///
/// # Errors
/// The database's own.
pub fn possible_duplicates_of_each(cx: &Context<'_>, asked: &[Features]) -> Result<Vec<Vec<PossibleDuplicate>>, Refusal> {
    let sieve = Sieve::of(cx, asked)?;
    let candidates: Vec<HashSet<PatientId>> = asked.iter().map(|one| sieve.candidates(one)).collect();
    let mut ids: Vec<PatientId> = candidates.iter().flatten().copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut known = store::load_many(cx.tx, &ids)?;
    known.sort_by_key(|stored| stored.record_number);
    let of_one = |(asked, candidates): (&Features, &HashSet<PatientId>)| {
        known
            .iter()
            .filter(|stored| candidates.contains(&stored.id))
            .map(|stored| PossibleDuplicate { found: FoundPatient::of(stored), why: likeness(asked, &Features::of(stored)) })
            .filter(|possible| !possible.why.is_empty())
            .collect()
    };
    Ok(asked.iter().zip(&candidates).map(of_one).collect())
}

/// Who has which word and who was born when, as far as somebody asks.
struct Sieve {
    by_word: HashMap<String, HashSet<PatientId>>,
    by_day: HashMap<Date, HashSet<PatientId>>,
}

impl Sieve {
    fn of(cx: &Context<'_>, asked: &[Features]) -> Result<Self, Refusal> {
        let ends = asked.iter().flat_map(|one| one.phones.iter().map(Phone::last_four));
        let mut words: Vec<String> = asked.iter().flat_map(|one| one.words.iter().cloned()).chain(ends).collect();
        words.sort_unstable();
        words.dedup();
        let mut days: Vec<Date> = asked.iter().filter_map(|one| one.born).collect();
        days.sort_unstable();
        days.dedup();
        let mut sieve = Self { by_word: HashMap::new(), by_day: HashMap::new() };
        for (word, patient) in store::with_words(cx.tx, &words)? {
            sieve.by_word.entry(word).or_default().insert(patient);
        }
        for (day, patient) in store::born_on(cx.tx, &days)? {
            sieve.by_day.entry(day).or_default().insert(patient);
        }
        Ok(sieve)
    }

    /// Born that day, or all the words, or the end of a number.
    fn candidates(&self, asked: &Features) -> HashSet<PatientId> {
        let mut found: HashSet<PatientId> =
            asked.born.and_then(|day| self.by_day.get(&day)).into_iter().flatten().copied().collect();
        let mut with: Vec<Option<&HashSet<PatientId>>> = asked.words.iter().map(|word| self.by_word.get(word)).collect();
        let first = with.pop().flatten();
        found.extend(first.into_iter().flatten().filter(|id| with.iter().all(|set| set.is_some_and(|set| set.contains(*id)))));
        found.extend(asked.phones.iter().filter_map(|phone| self.by_word.get(&phone.last_four())).flatten());
        found
    }
}
