//! Folding text for search: how a name is found by somebody who types it without its accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower-case words without accents, apostrophes or punctuation: `"Núñez-O’Brien"` gives `["nunez", "obrien"]`.
/// Scripts without a Latin form keep their letters.
#[must_use]
pub fn tokens(text: &str) -> Vec<String> {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        fold_into(&mut folded, c);
    }
    folded.split_whitespace().map(str::to_owned).collect()
}

/// A name with its words folded once, to be compared with many: the gate asks every recipient of every consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded(String);

impl Folded {
    /// The [`tokens`] of a text, with one space between two.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(tokens(text).join(" "))
    }

    /// Whether another text has the same words; a text without a letter has none, and is the same as no other.
    /// Reads no further than the first letter that differs.
    #[must_use]
    pub fn has_the_words_of(&self, text: &str) -> bool {
        let mut rest = self.0.as_str();
        let mut piece = String::with_capacity(8);
        let mut after_a_gap = false;
        for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
            piece.clear();
            fold_into(&mut piece, c);
            for letter in piece.chars() {
                if letter.is_whitespace() {
                    after_a_gap = rest.len() < self.0.len();
                    continue;
                }
                let from = if after_a_gap { rest.strip_prefix(' ') } else { Some(rest) };
                let Some(left) = from.and_then(|from| from.strip_prefix(letter)) else { return false };
                (rest, after_a_gap) = (left, false);
            }
        }
        rest.is_empty() && !self.0.is_empty()
    }
}

fn fold_into(out: &mut String, c: char) {
    match c {
        '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '\u{200b}' | '\u{200d}' | '\u{feff}' => {}
        c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
        c if is_latin(c) => match deunicode::deunicode_char(c) {
            Some(plain) => out.push_str(&plain.to_lowercase()),
            None => out.push(c),
        },
        c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
        _ => out.push(' '),
    }
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic()
}

/// Whether every word of `query` begins some word of `text`.
#[must_use]
pub fn matches(text: &str, query: &str) -> bool {
    let have = tokens(text);
    let want = tokens(query);
    !want.is_empty() && want.iter().all(|w| have.iter().any(|h| h.starts_with(w)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[derive(serde::Deserialize)]
    struct Cases {
        person: Vec<Person>,
    }
    #[derive(serde::Deserialize)]
    struct Person {
        given: String,
        family: String,
        legal_given: Option<String>,
        given_nfd: Option<String>,
        #[serde(default)]
        find: Vec<String>,
    }

    #[test]
    fn every_person_of_the_case_file_is_found_by_every_search_text() {
        let cases: Cases = toml::from_str(include_str!("../testdata/names.toml")).unwrap();
        assert!(cases.person.len() >= 30);
        for person in cases.person {
            let text = format!(
                "{} {} {} {}",
                person.given,
                person.family,
                person.legal_given.unwrap_or_default(),
                person.given_nfd.unwrap_or_default()
            );
            for query in person.find {
                assert!(matches(&text, &query), "{query:?} must find {text:?}: {:?} {:?}", tokens(&query), tokens(&text));
            }
        }
    }

    #[test]
    fn an_empty_query_finds_nobody() {
        assert!(!matches("Ana Silva", "  "));
        assert!(!matches("Ana Silva", "silvano"));
    }

    proptest::proptest! {
        #[test]
        fn a_folded_name_is_the_same_as_another_exactly_when_their_words_are(
            one in "(Núñez|nunez|O’Brien|obrien| |\\.|-|…|Ærø|[a-c]|字){0,5}",
            other in "(Núñez|nunez|O'Brien|obrien|  |,|Ærø|[a-c]|字|字){0,5}",
        ) {
            let (left, right) = (tokens(&one), tokens(&other));
            proptest::prop_assert_eq!(Folded::of(&one).has_the_words_of(&other), !left.is_empty() && left == right, "{:?} {:?}", one, other);
        }
    }
}
