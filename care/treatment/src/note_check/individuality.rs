//! Is a person's text nearly another person's of this session, or nearly what was written about them before?
//!
//! Names and inserted phrases are taken out first, case and accents do not matter. Longer texts are compared by runs of
//! words; short ones only count when all words, or all but one, are the same. It never stops signing; it is named.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;

use super::finding::{Check, Finding, Place, SameWith};
use super::words::{Word, each_word, words};

/// An earlier note's text about the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlierText<'a> {
    /// The day of that note.
    pub written_on: Date,
    /// What was written.
    pub text: &'a str,
}

/// What was written about one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnText<'a, P> {
    /// Whom it is about.
    pub person: P,
    /// The field, by the name the composer gives it.
    pub field: &'static str,
    /// What was written.
    pub text: &'a str,
    /// Phrases that were inserted and may still stand in it.
    pub phrases: &'a [String],
    /// The last notes about the same person.
    pub earlier: &'a [EarlierText<'a>],
}

/// From when two texts count as nearly the same. Percent of runs of three words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SamenessLimits {
    /// Texts with fewer words are compared word by word.
    pub short_words: usize,
    /// Shared runs among all runs of both texts.
    pub shared_percent: u8,
    /// Runs of the shorter text found in the longer.
    pub contained_percent: u8,
    /// Runs of one sentence, at least `short_words` long, found in the other text.
    pub sentence_percent: u8,
}

impl Default for SamenessLimits {
    fn default() -> Self {
        Self { short_words: 8, shared_percent: 60, contained_percent: 80, sentence_percent: 85 }
    }
}

/// Names every text that is nearly another's or nearly last time's, at most one finding of each sort a person.
///
/// `names` are the names of everyone in the session, which do not make texts different.
#[must_use]
pub fn individuality<P: Clone>(texts: &[OwnText<'_, P>], names: &[String], limits: SamenessLimits) -> Vec<Finding<P>> {
    let mut dictionary = Dictionary::with_names(names);
    let all: Vec<Telling<'_>> = texts.iter().map(|own| Telling::new(own.text, own.phrases, &mut dictionary)).collect();
    let mut findings = Vec::new();
    for (number, (own, telling)) in texts.iter().zip(&all).enumerate() {
        let others = texts.iter().zip(&all).enumerate().filter(|(other, _)| *other != number);
        let alike = others.filter_map(|(_, (other, theirs))| {
            Some((telling.same_as(theirs, limits)?, SameWith::Participant(other.person.clone())))
        });
        findings.extend(closest(alike).map(|(same, with)| finding(own, same, with)));
        let before = own.earlier.iter().filter_map(|earlier| {
            let theirs = Telling::to_compare_with(earlier.text, own.phrases, &mut dictionary);
            Some((telling.same_as(&theirs, limits)?, SameWith::EarlierNote { written_on: earlier.written_on }))
        });
        findings.extend(closest(before).map(|(same, with)| finding(own, same, with)));
    }
    findings
}

/// How alike two texts are, and where.
struct Same {
    percent: u8,
    range: Range<usize>,
    is_one_sentence: bool,
}

fn closest<P>(alike: impl Iterator<Item = (Same, SameWith<P>)>) -> Option<(Same, SameWith<P>)> {
    alike.fold(None, |best: Option<(Same, SameWith<P>)>, next| match best {
        Some(best) if best.0.percent >= next.0.percent => Some(best),
        _ => Some(next),
    })
}

fn finding<P: Clone>(own: &OwnText<'_, P>, same: Same, with: SameWith<P>) -> Finding<P> {
    let percent = same.percent;
    let what = if same.is_one_sentence { "This sentence is" } else { "This text is" };
    let sentence = match &with {
        SameWith::Participant(_) => format!("{what} nearly the same as another person's in this group ({percent} percent)."),
        SameWith::EarlierNote { written_on } => {
            format!("{what} nearly the same as in this person's note of {written_on} ({percent} percent).")
        }
    };
    Finding {
        check: Check::NearlySame { with, percent },
        stops_signing: false,
        person: Some(own.person.clone()),
        place: Place { field: own.field, range: Some(same.range) },
        sentence,
    }
}

/// A text reduced to the words that tell something about the person.
struct Telling<'a> {
    /// Words without names and phrases.
    own: Told<'a>,
    /// Words without names only, for texts made of phrases alone; empty for others.
    whole: Told<'a>,
}

/// Words with their numbers and runs of three, and those of each sentence that is worth comparing. What is only compared with has
/// neither words nor sentences.
#[derive(Default)]
struct Told<'a> {
    words: Vec<Word<'a>>,
    numbers: Vec<u32>,
    runs: Runs,
    sentences: Vec<(Range<usize>, Runs)>,
}

/// Runs of three words by the words' numbers, each run as one number, in order, each once.
type Runs = Vec<u64>;

/// The bits that one word has in the number of a run. More words than that in one session are not told apart.
const WORD_BITS: u32 = 21;

/// Every word of the compared texts has one number, so that runs are compared without their letters. A name has none: names do not
/// make texts different.
struct Dictionary {
    numbers: HashMap<String, Option<u32>>,
    next: u32,
}

impl Dictionary {
    fn with_names(names: &[String]) -> Self {
        let names = names.iter().flat_map(|name| words(name)).map(|word| (word.folded.into_owned(), None));
        Self { numbers: names.collect(), next: 0 }
    }

    fn number(&mut self, word: &str) -> Option<u32> {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = Some(self.next);
        self.next = (self.next + 1).min((1 << WORD_BITS) - 1);
        self.numbers.insert(word.to_owned(), number);
        number
    }
}

impl<'a> Told<'a> {
    fn new(mut words: Vec<Word<'a>>, dictionary: &mut Dictionary) -> Self {
        let mut numbers = Vec::with_capacity(words.len());
        words.retain(|word| {
            let number = dictionary.number(&word.folded);
            numbers.extend(number);
            number.is_some()
        });
        let mut at = 0;
        let mut sentences = Vec::new();
        for sentence in words.chunk_by(|a, b| a.sentence == b.sentence) {
            let here = at..at + sentence.len();
            at = here.end;
            let own = runs(numbers.get(here.clone()).unwrap_or_default());
            sentences.push((here, own));
        }
        let runs = runs(&numbers);
        Self { words, numbers, runs, sentences }
    }

    fn to_compare_with(text: &str, dictionary: &mut Dictionary) -> Self {
        let numbers: Vec<u32> = each_word(text).filter_map(|word| dictionary.number(&word.folded)).collect();
        let runs = runs(&numbers);
        Self { words: Vec::new(), numbers, runs, sentences: Vec::new() }
    }
}

impl<'a> Telling<'a> {
    fn new(text: &'a str, phrases: &[String], dictionary: &mut Dictionary) -> Self {
        let whole = words(text);
        if phrases.is_empty() {
            return Self { own: Told::new(whole, dictionary), whole: Told::default() };
        }
        let mut own = whole.clone();
        for phrase in phrases {
            take_out(&mut own, phrase);
        }
        let own = Told::new(own, dictionary);
        let whole = if own.numbers.is_empty() { Told::new(whole, dictionary) } else { Told::default() };
        Self { own, whole }
    }

    /// An earlier text, in which no spot is looked for.
    fn to_compare_with(text: &'a str, phrases: &[String], dictionary: &mut Dictionary) -> Self {
        if phrases.is_empty() {
            return Self { own: Told::to_compare_with(text, dictionary), whole: Told::default() };
        }
        Self::new(text, phrases, dictionary)
    }

    /// Whether this text is nearly `other`; the spot is in this text.
    fn same_as(&self, other: &Self, limits: SamenessLimits) -> Option<Same> {
        let is_phrases_only = self.own.numbers.is_empty() && other.own.numbers.is_empty();
        let (mine, theirs) = if is_phrases_only { (&self.whole, &other.whole) } else { (&self.own, &other.own) };
        if mine.numbers.is_empty() || theirs.numbers.is_empty() {
            return None;
        }
        if mine.numbers.len().min(theirs.numbers.len()) < limits.short_words {
            return short_same(&mine.numbers, &theirs.numbers).map(|percent| whole_text(&mine.words, percent));
        }
        let shared = shared(&mine.runs, &theirs.runs);
        let union = percent(shared, mine.runs.len() + theirs.runs.len() - shared);
        let contained = percent(shared, mine.runs.len().min(theirs.runs.len()));
        if union >= limits.shared_percent || contained >= limits.contained_percent {
            let sentence = copied_sentence(mine, &theirs.runs, shared, limits).filter(|same| same.percent > union.max(contained));
            return Some(sentence.unwrap_or_else(|| whole_text(&mine.words, union.max(contained))));
        }
        copied_sentence(mine, &theirs.runs, shared, limits)
    }
}

/// Removes every place where the words of `phrase` stand in a row.
fn take_out(own: &mut Vec<Word<'_>>, phrase: &str) {
    let phrase: Vec<Cow<'_, str>> = words(phrase).into_iter().map(|word| word.folded).collect();
    if phrase.is_empty() {
        return;
    }
    let mut at = 0;
    while at + phrase.len() <= own.len() {
        let stands_here = own.iter().skip(at).map(|word| &word.folded).zip(&phrase).all(|(word, wanted)| word == wanted);
        if stands_here {
            own.drain(at..at + phrase.len());
        } else {
            at += 1;
        }
    }
}

/// Short texts are the same when all words agree, or all but one of at least five.
fn short_same(mine: &[u32], theirs: &[u32]) -> Option<u8> {
    let longest = mine.len().max(theirs.len());
    let off = words_off_by_one(mine, theirs)?;
    (off == 0 || longest >= 5).then(|| percent(longest - off, longest))
}

/// How many words differ, if at most one: changed, added or left out.
fn words_off_by_one(mine: &[u32], theirs: &[u32]) -> Option<usize> {
    let same = |(a, b): &(&u32, &u32)| a == b;
    let front = mine.iter().zip(theirs).take_while(same).count();
    let room = mine.len().min(theirs.len()) - front;
    let back = mine.iter().rev().zip(theirs.iter().rev()).take_while(same).count().min(room);
    let rest = mine.len().max(theirs.len()) - front - back;
    (rest <= 1).then_some(rest)
}

fn runs(numbers: &[u32]) -> Runs {
    let as_one = |run: &[u32; 3]| run.iter().fold(0, |all, word| all << WORD_BITS | u64::from(*word));
    let mut all: Runs = numbers.array_windows().map(as_one).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// How many runs both have.
fn shared(mine: &Runs, theirs: &Runs) -> usize {
    let (mut mine, mut theirs) = (mine.as_slice(), theirs.as_slice());
    let mut both = 0;
    while let ([first, my_rest @ ..], [other, their_rest @ ..]) = (mine, theirs) {
        both += usize::from(first == other);
        if first <= other {
            mine = my_rest;
        }
        if other <= first {
            theirs = their_rest;
        }
    }
    both
}

/// The sentence most of which stands in the other text, if one is long enough and near enough. No sentence shares more runs than the
/// whole text does (`shared_at_most`), so most need not be looked at.
fn copied_sentence(mine: &Told<'_>, theirs: &Runs, shared_at_most: usize, limits: SamenessLimits) -> Option<Same> {
    let can_be_near = |own: &Runs| percent(shared_at_most, own.len()) >= limits.sentence_percent;
    let sentences = mine.sentences.iter().filter(|(words, own)| words.len() >= limits.short_words && can_be_near(own));
    let scored = sentences.map(|(words, own)| {
        let words = mine.words.get(words.clone()).unwrap_or_default();
        Same { is_one_sentence: true, ..whole_text(words, percent(shared(own, theirs), own.len())) }
    });
    scored.filter(|same| same.percent >= limits.sentence_percent).max_by_key(|same| same.percent)
}

fn whole_text(words: &[Word<'_>], percent: u8) -> Same {
    let start = words.first().map_or(0, |word| word.range.start);
    let end = words.last().map_or(start, |word| word.range.end);
    Same { percent, range: start..end, is_one_sentence: false }
}

fn percent(part: usize, whole: usize) -> u8 {
    u8::try_from(part * 100 / whole.max(1)).unwrap_or(100).min(100)
}
