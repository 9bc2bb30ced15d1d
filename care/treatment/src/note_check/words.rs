//! Words of a text with their bytes, folded for comparison: no case, no accents, no possessive.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// Folded for comparison: `Núñez’s` is `nunez`.
    pub(super) folded: String,
    /// As written, without the possessive.
    pub(super) raw: &'a str,
    /// Its bytes, without the possessive.
    pub(super) range: Range<usize>,
    /// What stands between the word before and this one.
    pub(super) gap: &'a str,
    /// The number of the sentence it is in.
    pub(super) sentence: usize,
    /// Whether it is the first of its sentence.
    pub(super) starts_sentence: bool,
    /// Whether it was written with a possessive.
    pub(super) is_possessive: bool,
    /// Whether a dot follows at once.
    pub(super) is_dotted: bool,
}

impl Word<'_> {
    pub(super) fn is_capitalised(&self) -> bool {
        self.raw.chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn is_all_capitals(&self) -> bool {
        self.raw.chars().filter(|letter| letter.is_alphabetic()).nth(1).is_some() && !self.raw.chars().any(char::is_lowercase)
    }

    /// The letter, if it is a single capital that can stand for a name: `T`, `T.`, `A.`, but not the word `I` or `A`.
    pub(super) fn name_initial(&self) -> Option<char> {
        self.initial().filter(|letter| self.is_dotted || !matches!(letter, 'i' | 'a'))
    }

    /// The letter, if it is a single capital.
    pub(super) fn initial(&self) -> Option<char> {
        let mut letters = self.folded.chars();
        letters.next().filter(|_| letters.next().is_none() && self.is_capitalised())
    }
}

/// Splits a text into words. Every range lies on character boundaries.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found: Vec<Word<'_>> = Vec::new();
    let mut sentence = 0;
    let mut last_end = 0;
    for whole in runs(text) {
        let gap = text.get(last_end..whole.start).unwrap_or_default();
        last_end = whole.end;
        let whole_end = whole.end;
        let range = without_possessive(text, whole);
        let is_possessive = range.end < whole_end;
        let raw = text.get(range.clone()).unwrap_or_default();
        let folded = fold(raw);
        if folded.is_empty() {
            continue;
        }
        let follows_title = found.last().is_some_and(|word| ["mr", "mrs", "ms", "mx", "dr"].contains(&word.folded.as_str()));
        let breaks = gap.contains(['.', '!', '?', ':', '\n', '•', '“', '"', '…', '。']) && !(follows_title && gap == ". ");
        let starts_sentence = found.is_empty() || breaks;
        sentence += usize::from(breaks && !found.is_empty());
        let is_dotted = text.get(range.end..).is_some_and(|rest| rest.starts_with('.'));
        found.push(Word { folded, raw, range, gap, sentence, starts_sentence, is_possessive, is_dotted });
    }
    found
}

/// Lower case without accents, one word.
pub(super) fn fold(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return text.to_ascii_lowercase();
    }
    vocabulary::search::tokens(text).concat()
}

/// Runs of letters and digits; an apostrophe inside a run belongs to it.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        let goes_on = letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let inside = open.is_some() && (is_invisible(letter) || is_combining_mark(letter) || (is_apostrophe(letter) && goes_on));
        if letter.is_alphanumeric() || inside {
            open.get_or_insert(at..at).end = end;
        } else {
            runs.extend(open.take());
        }
    }
    runs.extend(open);
    runs
}

fn without_possessive(text: &str, whole: Range<usize>) -> Range<usize> {
    let raw = text.get(whole.clone()).unwrap_or_default();
    let stem = raw.strip_suffix(['s', 'S']).and_then(|stem| stem.strip_suffix(is_apostrophe));
    match stem {
        Some(stem) if !stem.is_empty() => whole.start..whole.start + stem.len(),
        _ => whole,
    }
}

pub(super) fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '＇')
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
