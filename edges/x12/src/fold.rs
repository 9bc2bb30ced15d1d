//! Names and addresses in the letters an X12 file can carry: upper case, no accents, no delimiters. Accents fold to the base
//! letter and Latin letters without a base are spelled out. Another script is a choice that only people can make, so it is
//! refused. The person's own spelling is never changed anywhere else.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Why a text cannot be carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FoldProblem {
    /// Nothing is left.
    #[error("is missing; enter it")]
    Empty,
    /// Letters of another script.
    #[error("has letters outside the Latin alphabet, which a claim file cannot carry; set a billing name in Latin letters")]
    OtherScript,
    /// Does not fit.
    #[error("is too long for a claim file; shorten it")]
    TooLong,
}

/// The last and first name elements of a person: folded, cut to 60 and 35 characters. A single name is the last name.
///
/// # Errors
/// [`FoldProblem::OtherScript`], [`FoldProblem::Empty`].
pub fn person(first: &str, last: &str) -> Result<(String, String), FoldProblem> {
    let (first, last) = (letters(first)?, letters(last)?);
    match (last.is_empty(), first.is_empty()) {
        (true, true) => Err(FoldProblem::Empty),
        (true, false) => Ok((cut(&first, 60), String::new())),
        _ => Ok((cut(&last, 60), cut(&first, 35))),
    }
}

/// The name of an organization: folded, cut to 60 characters.
///
/// # Errors
/// [`FoldProblem::OtherScript`], [`FoldProblem::Empty`].
pub fn organization(name: &str) -> Result<String, FoldProblem> {
    short(name, 60)
}

/// One line of an address: folded, without the number sign.
///
/// # Errors
/// [`FoldProblem::OtherScript`], [`FoldProblem::Empty`], and [`FoldProblem::TooLong`] over 55 characters: a cut address would
/// lead somewhere else.
pub fn address_line(line: &str) -> Result<String, FoldProblem> {
    let line = letters(&line.replace('#', ""))?;
    match line.len() {
        0 => Err(FoldProblem::Empty),
        1..=55 => Ok(line),
        _ => Err(FoldProblem::TooLong),
    }
}

/// Folded and cut to a number of characters.
pub(crate) fn short(text: &str, limit: usize) -> Result<String, FoldProblem> {
    let text = cut(&letters(text)?, limit);
    if text.is_empty() { Err(FoldProblem::Empty) } else { Ok(text) }
}

/// Folded, whatever the length; empty for empty.
pub(crate) fn letters(text: &str) -> Result<String, FoldProblem> {
    let mut folded = String::with_capacity(text.len());
    for c in spaced_fractions(text).nfkd().filter(|c| !is_combining_mark(*c)) {
        letter(c, &mut folded)?;
    }
    let upper = folded.to_ascii_uppercase();
    Ok(upper.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
}

/// `123½` is one hundred twenty-three and a half, not 1231/2.
fn spaced_fractions(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        let fraction = matches!(c, '\u{bc}'..='\u{be}' | '\u{2150}'..='\u{215e}');
        if fraction && spaced.ends_with(|before: char| before.is_ascii_digit()) {
            spaced.push(' ');
        }
        spaced.push(c);
    }
    spaced
}

fn letter(c: char, out: &mut String) -> Result<(), FoldProblem> {
    match c {
        '*' | '~' | ':' | '^' => out.push(' '),
        '`' | '\u{2018}' | '\u{2019}' | '\u{2032}' | '\u{2b9}'..='\u{2bf}' | '\u{2c8}' => out.push('\''),
        '\u{201c}' | '\u{201d}' | '\u{2033}' => out.push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        '\u{2044}' => out.push('/'),
        c if c.is_ascii_graphic() => out.push(c),
        c if c.is_whitespace() || c.is_control() => out.push(' '),
        '\u{c0}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' if c.is_alphabetic() => {
            let spelled = deunicode::deunicode_char(c).ok_or(FoldProblem::OtherScript)?;
            out.extend(spelled.chars().filter(char::is_ascii_alphanumeric));
        }
        c if c.is_alphanumeric() => return Err(FoldProblem::OtherScript),
        _ => {}
    }
    Ok(())
}

/// At most so many characters, without a blank at the end. The text is ASCII by now.
fn cut(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;
