//! Another participant's name, nickname, initials or telephone number must not enter a chart (OP-12, OP-A15).
//!
//! Names are found in any case, with or without accents, with a possessive. A name that is also a word counts when it
//! is capitalised inside a sentence or stands beside the family name or an initial. The person's own names and those
//! of staff are allowed, unless the next word makes clear that the other participant is meant.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::common_words::{is_common, is_date, is_particle, is_reporting};
use super::finding::{Certainty, Check, Finding, Place};
use super::phone::{comparable, numbers};
use super::words::{Word, fold, words};

/// Someone who belongs to the session: every name and number by which others would know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant<P> {
    /// Who it is.
    pub person: P,
    /// Given names: legal and chosen, and nicknames.
    pub given: Vec<String>,
    /// Family names, legal and chosen.
    pub family: Vec<String>,
    /// Telephone numbers in any form.
    pub phones: Vec<String>,
}

/// A text to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckedText<'a, P> {
    /// Whose chart it goes into; `None` is the shared text, which goes into everyone's.
    pub owner: Option<&'a P>,
    /// The field, by the name the composer gives it.
    pub field: &'static str,
    /// What was written.
    pub text: &'a str,
    /// Words that someone said name nobody here. Only a possible name can be answered so, a certain one cannot.
    pub answered: &'a [String],
}

/// The names of one session, ready to look through any number of texts.
#[derive(Clone, Debug)]
pub struct Firewall<'a, P> {
    people: Vec<Known<'a, P>>,
    by_word: HashMap<String, Vec<usize>>,
    staff: Known<'a, ()>,
}

/// A participant's names folded.
#[derive(Clone, Debug)]
struct Known<'a, P> {
    person: &'a P,
    given: BTreeSet<String>,
    family: BTreeSet<String>,
    whole: Vec<String>,
    phones: Vec<String>,
}

/// A name found in a text.
struct Hit {
    person: usize,
    range: Range<usize>,
    certainty: Certainty,
}

impl<'a, P: Clone + PartialEq> Firewall<'a, P> {
    /// Prepares the names. `staff` are full names of staff, which may stand in a chart.
    #[must_use]
    pub fn new(people: &'a [Participant<P>], staff: &[String]) -> Self {
        let people: Vec<Known<'a, P>> = people.iter().map(Known::new).collect();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, known) in people.iter().enumerate() {
            for word in known.given.union(&known.family) {
                by_word.entry(word.clone()).or_default().push(number);
            }
        }
        let parts = staff.iter().flat_map(|name| name_words(name, false)).collect();
        let staff = Known { person: &(), given: parts, family: BTreeSet::new(), whole: vec![], phones: vec![] };
        Self { people, by_word, staff }
    }

    /// Everything in `checked` that names someone other than its owner, in the order of the text.
    #[must_use]
    pub fn check(&self, checked: &CheckedText<'_, P>) -> Vec<Finding<P>> {
        let owner = checked.owner.and_then(|owner| self.people.iter().position(|known| known.person == owner));
        let words = words(checked.text);
        let mut hits: Vec<Hit> = Vec::new();
        for at in 0..words.len() {
            self.names_at(&words, at, owner, &mut hits);
            self.initials_at(&words, at, owner, &mut hits);
        }
        self.unsegmented(checked.text, owner, &mut hits);
        self.phones(checked.text, owner, &mut hits);
        let hits = joined(hits, checked.text);
        hits.into_iter().filter_map(|hit| self.finding(hit, checked)).collect()
    }

    /// Whether the word at this place names somebody else.
    fn names_at(&self, words: &[Word<'_>], at: usize, owner: Option<usize>, hits: &mut Vec<Hit>) {
        let Some(word) = words.get(at) else { return };
        let others = self.by_word.get(&*word.folded).into_iter().flatten().copied().filter(|other| Some(*other) != owner);
        let own = owner.and_then(|owner| self.people.get(owner));
        for person in others {
            let Some(known) = self.people.get(person) else { continue };
            let beside = known.beside(words, at).filter(|_| !own.is_some_and(|own| own.is_also(known, words, at)));
            let is_allowed = own.is_some_and(|own| own.has(&word.folded)) || self.staff.has(&word.folded);
            let is_word = is_common(&word.folded);
            let (range, certainty) = match beside {
                Some(range) if !is_word || word.is_capitalised() => (range, Certainty::Certain),
                _ if is_allowed => continue,
                _ if !is_word => (word.range.clone(), Certainty::Certain),
                _ if reads_as_name(words, at) => (word.range.clone(), Certainty::Possible),
                _ => continue,
            };
            hits.push(Hit { person, range, certainty });
        }
    }

    /// Whether `M.T.` or `M. T.` begins at this place and belongs to somebody else, and neither to the owner nor to staff.
    fn initials_at(&self, words: &[Word<'_>], at: usize, owner: Option<usize>, hits: &mut Vec<Hit>) {
        let Some(run) = initials_run(words, at) else { return };
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        let (Some(given), Some(family)) = (first.initial(), last.initial()) else { return };
        if owner.and_then(|owner| self.people.get(owner)).is_some_and(|own| own.has_initials(given, family)) {
            return;
        }
        for (person, known) in self.people.iter().enumerate() {
            if Some(person) != owner && known.has_initials(given, family) {
                hits.push(Hit { person, range: first.range.start..last.range.end, certainty: Certainty::Possible });
            }
        }
    }

    /// Names of scripts that do not part words by blanks are looked for as they stand.
    fn unsegmented(&self, text: &str, owner: Option<usize>, hits: &mut Vec<Hit>) {
        for (person, known) in self.people.iter().enumerate().filter(|(person, _)| Some(*person) != owner) {
            for name in &known.whole {
                let found = text.match_indices(name.as_str());
                let certainty = Certainty::Certain;
                hits.extend(found.map(|(at, name)| Hit { person, range: at..at + name.len(), certainty }));
            }
        }
    }

    fn phones(&self, text: &str, owner: Option<usize>, hits: &mut Vec<Hit>) {
        let own = owner.and_then(|owner| self.people.get(owner)).map_or(&[][..], |own| &own.phones);
        for number in numbers(text) {
            for (person, known) in self.people.iter().enumerate().filter(|(person, _)| Some(*person) != owner) {
                let shared = |phone: &&String| !own.contains(phone);
                for range in known.phones.iter().filter(shared).filter_map(|phone| number.find(phone)) {
                    hits.push(Hit { person, range, certainty: Certainty::Certain });
                }
            }
        }
    }

    fn finding(&self, hit: Hit, checked: &CheckedText<'_, P>) -> Option<Finding<P>> {
        let known = self.people.get(hit.person)?;
        let found = checked.text.get(hit.range.clone())?.to_owned();
        if hit.certainty == Certainty::Possible && checked.answered.contains(&found) {
            return None;
        }
        let sentence = match hit.certainty {
            Certainty::Certain => "Another person of this group is named here. Take it out.",
            Certainty::Possible => "This may name another person of this group. Take it out, or say that it does not.",
        };
        Some(Finding {
            check: Check::NamesAnother { whom: known.person.clone(), certainty: hit.certainty, found },
            stops_signing: true,
            person: checked.owner.cloned(),
            place: Place { field: checked.field, range: Some(hit.range) },
            sentence: sentence.to_owned(),
        })
    }
}

impl<'a, P> Known<'a, P> {
    fn new(participant: &'a Participant<P>) -> Self {
        let parts = |names: &[String], is_family| names.iter().flat_map(|name| name_words(name, is_family)).collect();
        let unsegmented = participant.given.iter().chain(&participant.family).filter(|name| is_unsegmented(name));
        let mut whole: Vec<String> = unsegmented.filter(|name| name.chars().nth(1).is_some()).cloned().collect();
        for family in participant.family.iter().filter(|name| is_unsegmented(name)) {
            whole.extend(participant.given.iter().map(|given| format!("{family}{given}")));
        }
        Self {
            person: &participant.person,
            given: parts(&participant.given, false),
            family: parts(&participant.family, true),
            whole,
            phones: participant.phones.iter().filter_map(|phone| comparable(phone)).collect(),
        }
    }

    fn has(&self, word: &str) -> bool {
        self.given.contains(word) || self.family.contains(word)
    }

    fn has_initials(&self, given: char, family: char) -> bool {
        begins(&self.given, given) && begins(&self.family, family)
    }

    /// The stretch in which given and family name, or one of them and the other's initial, stand side by side.
    fn beside(&self, words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
        let word = words.get(at)?;
        let after = words.get(at + 1).filter(|next| is_close(next.gap));
        let before = at.checked_sub(1).and_then(|before| words.get(before)).filter(|_| is_close(word.gap));
        let is_given = self.given.contains(&*word.folded);
        let is_family = self.family.contains(&*word.folded);
        let is_other = |other: &&Word<'_>, parts: &BTreeSet<String>| {
            parts.contains(&*other.folded) || other.name_initial().is_some_and(|letter| begins(parts, letter))
        };
        let next = after.filter(|next| {
            (is_given && (is_other(next, &self.family) || self.given.contains(&*next.folded)))
                || (is_family && self.given.contains(&*next.folded))
        });
        let last = before.filter(|last| {
            (is_family && is_other(last, &self.given))
                || (is_given && (self.family.contains(&*last.folded) || self.given.contains(&*last.folded)))
        });
        match (last, next) {
            (None, None) => None,
            (last, next) => {
                Some(last.map_or(word.range.start, |last| last.range.start)..next.map_or(word.range.end, |next| next.range.end))
            }
        }
    }

    /// Whether the words beside this one fit this person as well as the other, so that the name may be their own.
    fn is_also<Q>(&self, other: &Known<'_, Q>, words: &[Word<'_>], at: usize) -> bool {
        self.beside(words, at)
            .is_some_and(|own| other.beside(words, at).is_some_and(|range| own.start <= range.start && range.end <= own.end))
    }
}

/// Whether a word that is also a name stands where only a name would.
fn reads_as_name(words: &[Word<'_>], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let before = at.checked_sub(1).and_then(|before| words.get(before)).map(|word| &*word.folded);
    let after = words.get(at + 1).map(|word| &*word.folded);
    if !word.is_capitalised() || word.is_all_capitals() || is_date(&word.folded, before, after) {
        return false;
    }
    !word.starts_sentence || word.is_possessive || after.is_some_and(is_reporting)
}

/// Single capitals that follow each other with dots, the last with a dot too. Not a time of day.
fn initials_run<'w, 't>(words: &'w [Word<'t>], at: usize) -> Option<&'w [Word<'t>]> {
    let first = words.get(at)?;
    let continues = |word: &Word<'_>| word.initial().is_some() && matches!(word.gap, "." | ". ");
    let follows_digit = at.checked_sub(1).and_then(|before| words.get(before));
    let follows_digit = follows_digit.is_some_and(|before| before.raw.ends_with(|last: char| last.is_ascii_digit()));
    if first.initial().is_none() || follows_digit || (at > 0 && continues(first) && words.get(at - 1)?.initial().is_some()) {
        return None;
    }
    let more = words.get(at + 1..)?.iter().take_while(|word| continues(word)).count();
    let run = words.get(at..=at + more)?;
    (more > 0 && run.last()?.is_dotted).then_some(run)
}

/// Hits of one person that touch become one, the surer certainty kept. A hit inside a longer one is dropped: the family
/// name has told which of two people is meant. Sorted by their place.
fn joined(mut hits: Vec<Hit>, text: &str) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.person, hit.range.start, hit.range.end));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        let is_next = |gap: &str| matches!(gap, " " | "-" | "\u{a0}");
        let touches =
            |last: &Hit| hit.range.start <= last.range.end || text.get(last.range.end..hit.range.start).is_some_and(is_next);
        match kept.last_mut() {
            Some(last) if last.person == hit.person && touches(last) => {
                last.range.end = last.range.end.max(hit.range.end);
                last.certainty = last.certainty.max(hit.certainty);
            }
            _ => kept.push(hit),
        }
    }
    let spots: Vec<Range<usize>> = kept.iter().map(|hit| hit.range.clone()).collect();
    let is_within =
        |spot: &Range<usize>, wide: &Range<usize>| wide.start <= spot.start && spot.end <= wide.end && wide.len() > spot.len();
    kept.retain(|hit| !spots.iter().any(|wide| is_within(&hit.range, wide)));
    kept.sort_by_key(|hit| (hit.range.start, hit.range.end, hit.person));
    kept
}

/// Whether two words with this between them can be parts of one name.
fn is_close(gap: &str) -> bool {
    matches!(gap, " " | ". " | "." | "-" | ", " | "\u{a0}" | ".\u{a0}")
}

fn begins(parts: &BTreeSet<String>, letter: char) -> bool {
    parts.iter().any(|part| part.starts_with(letter))
}

/// Folded parts of a name that can stand for the person: no single Latin letters, and of a family name no particles.
fn name_words(name: &str, is_family: bool) -> Vec<String> {
    let parts = words(name).into_iter().map(|word| fold(word.raw).into_owned());
    let parts: Vec<String> = parts.filter(|part| part.chars().nth(1).is_some()).collect();
    let telling: Vec<String> = parts.iter().filter(|part| !is_family || !is_particle(part)).cloned().collect();
    if telling.is_empty() { parts } else { telling }
}

/// Whether a name is written in a script without blanks between words.
fn is_unsegmented(name: &str) -> bool {
    name.chars().any(|letter| {
        matches!(letter, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    })
}
