//! Telephone numbers in a text, however they are written.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// A stretch of text that reads as one number: its digits, each with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NumberInText {
    digits: Vec<(char, Range<usize>)>,
}

/// Digits of a number as it is compared: the last ten, without a country code. `None` under seven digits.
pub(super) fn comparable(number: &str) -> Option<String> {
    let main = number.split(['x', 'X', '#', ';']).next().unwrap_or_default();
    let digits: Vec<char> = main.nfkc().filter(char::is_ascii_digit).collect();
    (digits.len() >= 7).then(|| digits.iter().skip(digits.len().saturating_sub(10)).collect())
}

/// Runs of at least seven digits with nothing but blanks, dots, dashes, slashes or brackets between them.
pub(super) fn numbers(text: &str) -> Vec<NumberInText> {
    let mut numbers = Vec::new();
    let mut digits: Vec<(char, Range<usize>)> = Vec::new();
    let mut between = 0;
    for (at, letter) in text.char_indices() {
        let digit = if letter.is_ascii() { Some(letter) } else { letter.nfkc().next() }.filter(char::is_ascii_digit);
        if let Some(digit) = digit {
            digits.push((digit, at..at + letter.len_utf8()));
            between = 0;
        } else {
            between += 1;
            if !is_separator(letter) || between > 3 {
                keep(&mut numbers, &mut digits);
            }
        }
    }
    keep(&mut numbers, &mut digits);
    numbers
}

impl NumberInText {
    /// The bytes in which `wanted` (as [`comparable`] gives it) stands, also without its area code.
    pub(super) fn find(&self, wanted: &str) -> Option<Range<usize>> {
        let own: Vec<char> = self.digits.iter().map(|(digit, _)| *digit).collect();
        let wanted: Vec<char> = wanted.chars().collect();
        let local: Vec<char> = wanted.iter().skip(wanted.len().saturating_sub(7)).copied().collect();
        let at = |part: &[char]| own.windows(part.len()).position(|window| window == part);
        let (start, length) = match at(&wanted) {
            Some(start) => (start, wanted.len()),
            None => (at(&local).filter(|_| own.len() == local.len())?, local.len()),
        };
        let first = self.digits.get(start)?;
        let last = self.digits.get(start + length - 1)?;
        Some(first.1.start..last.1.end)
    }
}

fn keep(numbers: &mut Vec<NumberInText>, digits: &mut Vec<(char, Range<usize>)>) {
    let digits = std::mem::take(digits);
    if digits.len() >= 7 {
        numbers.push(NumberInText { digits });
    }
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '(' | ')' | '.' | '-' | '/' | '+' | '·' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
