//! Is a person's text nearly another person's of this session, or nearly what was written about them before?
//!
//! Names and inserted phrases are taken out first, case and accents do not matter. Longer texts are compared by runs of
//! words; short ones only count when all words, or all but one, are the same. It never stops signing; it is named.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use jiff::civil::Date;

use super::finding::{Check, Finding, Place, SameWith};
use super::words::{Word, words};

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
    let names: HashSet<String> = names.iter().flat_map(|name| words(name)).map(|word| word.folded).collect();
    let all: Vec<Telling<'_>> = texts.iter().map(|own| Telling::new(own.text, own.phrases, &names)).collect();
    let mut findings = Vec::new();
    for (number, (own, telling)) in texts.iter().zip(&all).enumerate() {
        let others = texts.iter().zip(&all).enumerate().filter(|(other, _)| *other != number);
        let alike = others.filter_map(|(_, (other, theirs))| {
            Some((telling.same_as(theirs, limits)?, SameWith::Participant(other.person.clone())))
        });
        findings.extend(closest(alike).map(|(same, with)| finding(own, same, with)));
        let before = own.earlier.iter().filter_map(|earlier| {
            let theirs = Telling::new(earlier.text, own.phrases, &names);
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
    own: Vec<Word<'a>>,
    /// Words without names only, for texts made of phrases alone.
    whole: Vec<Word<'a>>,
    /// Every run of three words of `own`.
    runs: Runs,
}

/// Runs of three words, each as one text.
type Runs = BTreeSet<String>;

impl<'a> Telling<'a> {
    fn new(text: &'a str, phrases: &[String], names: &HashSet<String>) -> Self {
        let mut own = words(text);
        let mut whole = own.clone();
        for phrase in phrases {
            take_out(&mut own, phrase);
        }
        own.retain(|word| !names.contains(&word.folded));
        whole.retain(|word| !names.contains(&word.folded));
        let runs = runs(&own);
        Self { own, whole, runs }
    }

    /// Whether this text is nearly `other`; the spot is in this text.
    fn same_as(&self, other: &Self, limits: SamenessLimits) -> Option<Same> {
        let (mine, theirs) =
            if self.own.is_empty() && other.own.is_empty() { (&self.whole, &other.whole) } else { (&self.own, &other.own) };
        if mine.is_empty() || theirs.is_empty() {
            return None;
        }
        if mine.len().min(theirs.len()) < limits.short_words {
            return short_same(mine, theirs).map(|percent| whole_text(mine, percent));
        }
        let is_phrases_only = self.own.is_empty();
        let whole_runs = is_phrases_only.then(|| (runs(mine), runs(theirs)));
        let (my_runs, their_runs) = whole_runs.as_ref().map_or((&self.runs, &other.runs), |(mine, theirs)| (mine, theirs));
        let shared = my_runs.intersection(their_runs).count();
        let union = percent(shared, my_runs.len() + their_runs.len() - shared);
        let contained = percent(shared, my_runs.len().min(their_runs.len()));
        if union >= limits.shared_percent || contained >= limits.contained_percent {
            let sentence = copied_sentence(mine, their_runs, limits).filter(|same| same.percent > union.max(contained));
            return Some(sentence.unwrap_or_else(|| whole_text(mine, union.max(contained))));
        }
        copied_sentence(mine, their_runs, limits)
    }
}

/// Removes every place where the words of `phrase` stand in a row.
fn take_out(own: &mut Vec<Word<'_>>, phrase: &str) {
    let phrase: Vec<String> = words(phrase).into_iter().map(|word| word.folded).collect();
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
fn short_same(mine: &[Word<'_>], theirs: &[Word<'_>]) -> Option<u8> {
    let longest = mine.len().max(theirs.len());
    let off = words_off_by_one(mine, theirs)?;
    (off == 0 || longest >= 5).then(|| percent(longest - off, longest))
}

/// How many words differ, if at most one: changed, added or left out.
fn words_off_by_one(mine: &[Word<'_>], theirs: &[Word<'_>]) -> Option<usize> {
    let same = |(a, b): &(&Word<'_>, &Word<'_>)| a.folded == b.folded;
    let front = mine.iter().zip(theirs).take_while(same).count();
    let room = mine.len().min(theirs.len()) - front;
    let back = mine.iter().rev().zip(theirs.iter().rev()).take_while(same).count().min(room);
    let rest = mine.len().max(theirs.len()) - front - back;
    (rest <= 1).then_some(rest)
}

fn runs(words: &[Word<'_>]) -> Runs {
    let run = |window: &[Word<'_>]| window.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ");
    words.windows(3).map(run).collect()
}

/// The sentence most of which stands in the other text, if one is long enough and near enough.
fn copied_sentence(mine: &[Word<'_>], theirs: &Runs, limits: SamenessLimits) -> Option<Same> {
    let sentences = mine.chunk_by(|a, b| a.sentence == b.sentence).filter(|words| words.len() >= limits.short_words);
    let scored = sentences.map(|sentence| {
        let own = runs(sentence);
        let shared = own.iter().filter(|run| theirs.contains(*run)).count();
        Same { is_one_sentence: true, ..whole_text(sentence, percent(shared, own.len())) }
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
