//! Words of a text with their bytes, folded for comparison: no case, no accents, no possessive.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// Folded for comparison: `Núñez’s` is `nunez`.
    pub(super) folded: Cow<'a, str>,
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
    let mut found = Vec::with_capacity(text.len() / 5);
    found.extend(each_word(text));
    found
}

/// The words of a text, one by one.
pub(super) fn each_word(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut sentence = 0;
    let mut last_end = 0;
    let mut is_first = true;
    let mut follows_title = false;
    runs(text).filter_map(move |whole| {
        let gap = text.get(last_end..whole.start).unwrap_or_default();
        last_end = whole.end;
        let whole_end = whole.end;
        let range = without_possessive(text, whole);
        let is_possessive = range.end < whole_end;
        let raw = text.get(range.clone()).unwrap_or_default();
        let folded = fold(raw);
        if folded.is_empty() {
            return None;
        }
        let breaks =
            gap != " " && gap.contains(['.', '!', '?', ':', '\n', '•', '“', '"', '…', '。']) && !(follows_title && gap == ". ");
        let starts_sentence = is_first || breaks;
        sentence += usize::from(breaks && !is_first);
        is_first = false;
        follows_title = ["mr", "mrs", "ms", "mx", "dr"].contains(&&*folded);
        let is_dotted = text.get(range.end..).is_some_and(|rest| rest.starts_with('.'));
        Some(Word { folded, raw, range, gap, sentence, starts_sentence, is_possessive, is_dotted })
    })
}

/// Lower case without accents, one word.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    Cow::Owned(vocabulary::search::tokens(text).concat())
}

/// Runs of letters and digits; an apostrophe inside a run belongs to it.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let mut open: Option<Range<usize>> = None;
        while let Some(letter) = letter_at(text, next) {
            let at = next;
            next += letter.len_utf8();
            let goes_on = || letter_at(text, next).is_some_and(char::is_alphanumeric);
            let belongs = || is_invisible(letter) || is_combining_mark(letter) || (is_apostrophe(letter) && goes_on());
            if letter.is_alphanumeric() || (open.is_some() && letter != ' ' && belongs()) {
                open.get_or_insert(at..at).end = next;
            } else if open.is_some() {
                break;
            }
        }
        open
    })
}

/// The letter that begins at a byte; one of the first 128 is its own byte.
fn letter_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.get(at..)?.chars().next(),
    }
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
