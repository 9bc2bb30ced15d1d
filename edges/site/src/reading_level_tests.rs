//! Every English text of the site is graded and must be readable after six years of school (ux 10.2): the formula of Flesch and Kincaid,
//! with syllables counted as groups of vowels. The wording of instruments is not ours and is not graded.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use crate::tests::content;
use crate::{Language, Page};

/// The highest grade.
const MOST: f64 = 6.0;
/// A label of a few words has no grade of its own; a sentence has.
const SENTENCE_WORDS: usize = 8;

fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    if letters.len() <= 3 {
        return 1;
    }
    let is_vowel = |at: usize| "aeiouy".contains(letters[at]);
    let mut groups = (0..letters.len()).filter(|at| is_vowel(*at) && (*at == 0 || !is_vowel(*at - 1))).count();
    let text: String = letters.iter().collect();
    // "home", "names", "asked": the last e is silent; "table", "needed", "boxes": it is not.
    let is_silent = (text.ends_with('e') && !text.ends_with("le") && !is_vowel(letters.len() - 2))
        || (text.ends_with("ed") && !text.ends_with("ted") && !text.ends_with("ded") && !is_vowel(letters.len() - 3))
        || (text.ends_with("es")
            && !["ses", "xes", "ches", "shes", "zes", "ces", "ges"].iter().any(|end| text.ends_with(end))
            && !is_vowel(letters.len() - 3));
    if is_silent && groups > 1 {
        groups -= 1;
    }
    groups.max(1)
}

/// The grade of a text and how many words it has.
fn grade(text: &str) -> (f64, usize) {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .filter(|word| word.contains(char::is_alphabetic))
        .collect();
    let sentences = text.split(['.', '!', '?', ':', '\n']).filter(|part| part.contains(char::is_alphabetic)).count().max(1);
    let all: usize = words.iter().map(|word| syllables(word)).sum();
    let count = words.len().max(1) as f64;
    (0.39 * count / sentences as f64 + 11.8 * all as f64 / count - 15.59, words.len())
}

/// The words of a page without its tags; each block is a sentence of its own.
fn plain(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        if ["/p", "/h", "/li", "/td", "/th"].iter().any(|end| tag.starts_with(end)) {
            text.push('\n');
        }
        text.push_str(words);
    }
    text
}

#[test]
fn the_formula_knows_an_easy_text_from_a_hard_one() {
    for (word, count) in
        [("home", 1), ("names", 1), ("asked", 1), ("needed", 2), ("table", 2), ("boxes", 2), ("medicine", 3), ("us", 1)]
    {
        assert_eq!(syllables(word), count, "{word}");
    }
    assert!(grade("You can call us. We are here. We will talk with you.").0 < 2.0);
    assert!(
        grade("Comprehensive psychiatric rehabilitation necessitates multidisciplinary coordination of therapeutic modalities.")
            .0
            > 15.0
    );
}

#[test]
fn every_page_is_readable_after_six_years_of_school() {
    let content = content(true);
    for page in Page::written() {
        let written = content.written(Language::English, page).unwrap();
        let text = format!("{}.\n{}\n{}", written.title, written.lead, plain(&written.body.0));
        let (grade, words) = grade(&text);
        assert!(words > 60, "{page:?} has {words} words");
        assert!(grade <= MOST, "{page:?} is of grade {grade:.1}");
        for paragraph in text.lines() {
            let (grade, words) = self::grade(paragraph);
            assert!(words < 3 * SENTENCE_WORDS || grade <= MOST + 1.0, "{page:?} {grade:.1}: {paragraph}");
        }
    }
}

#[test]
fn every_sentence_of_the_frame_and_the_forms_is_too() {
    let content = content(true);
    let texts = content.all_texts().filter(|(key, _)| key.starts_with("en/") && !key.starts_with("en/page-"));
    let mut graded = 0;
    for (key, _) in texts {
        let key = key.trim_start_matches("en/").to_owned();
        let values = [
            ("number", "988"),
            ("name", "The line"),
            ("count", "11"),
            ("from", "8:30 am"),
            ("date", "Friday, March 13"),
            ("time", "9:30 am"),
        ];
        let text = content.say_with(Language::English, &key, &values).text;
        let (grade, words) = grade(&text);
        if words >= SENTENCE_WORDS {
            graded += 1;
            assert!(grade <= MOST, "{key} is of grade {grade:.1}: {text}");
        }
    }
    assert!(graded > 40, "{graded} sentences");
}
