//! Words about people: person-first, in code, screens, tests and documents alike.
//! A phrase is found however it is joined: with spaces, hyphens, underscores, or as `CamelCase`.

use super::Finding;
use super::tree::Tree;

const RULE: &str = "words";

/// What not to write, in lower case with single spaces, and what to write instead.
const PHRASES: &[(&str, &str)] = &[
    ("addict", "person with a substance use disorder"),
    ("addicts", "people with a substance use disorder"),
    ("alcoholic", "person with alcohol use disorder"),
    ("alcoholics", "people with alcohol use disorder"),
    ("abuser", "person with a substance use disorder"),
    ("abusers", "people with a substance use disorder"),
    ("substance abuse", "substance use"),
    ("drug abuse", "substance use"),
    ("alcohol abuse", "alcohol use"),
    ("drug user", "person who uses drugs"),
    ("drug users", "people who use drugs"),
    ("junkie", "person with a substance use disorder"),
    ("junkies", "people with a substance use disorder"),
    ("druggie", "person with a substance use disorder"),
    ("crackhead", "person with a substance use disorder"),
    ("wino", "person with alcohol use disorder"),
    ("habit", "substance use"),
    ("habits", "substance use; for ways of working, say ways"),
    ("clean and sober", "in recovery"),
    ("clean time", "time in recovery"),
    ("stay clean", "stay in recovery"),
    ("got clean", "entered recovery"),
    ("clean urine", "test as expected"),
    ("dirty urine", "test not as expected"),
    ("clean test", "negative test, or as expected"),
    ("dirty test", "positive test, or not as expected"),
    ("clean screen", "negative test, or as expected"),
    ("dirty screen", "positive test, or not as expected"),
    ("failed drug test", "positive test"),
    ("no show", "did not come"),
    ("no shows", "did not come"),
    ("noshow", "did not come"),
    ("non compliant", "what the person did or chose"),
    ("noncompliant", "what the person did or chose"),
    ("non compliance", "what the person did or chose"),
    ("noncompliance", "what the person did or chose"),
    ("relapsed", "returned to use"),
    ("relapser", "person who returned to use"),
    ("fell off the wagon", "returned to use"),
    ("dropped out", "left before finishing"),
    ("absconded", "left before finishing"),
    ("committed suicide", "died by suicide"),
    ("codependent", "concerned other"),
    ("enabler", "concerned other"),
];

/// Names that others chose, in lower case: what is inside them is not ours to change.
const PROPER_NAMES: &[&str] =
    &["substance abuse and mental health services", "alcoholics anonymous", "adult children of alcoholics"];

/// Checks every text file, code and prose alike.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in tree.sources() {
        for (number, line) in source.numbered() {
            let line = without_proper_names(line);
            for (phrase, instead) in phrases_in(&line) {
                let remedy = format!("write \"{instead}\"");
                found.push(Finding::new(RULE, &source.path, number, &format!("\"{phrase}\""), "we write person-first", &remedy));
            }
        }
    }
    found
}

fn without_proper_names(line: &str) -> String {
    let lower = line.to_ascii_lowercase();
    let hit = PROPER_NAMES.iter().find_map(|name| lower.find(name).map(|at| at..at + name.len()));
    match hit {
        Some(range) => {
            let mut rest = line.to_owned();
            rest.replace_range(range, "_");
            without_proper_names(&rest)
        }
        None => line.to_owned(),
    }
}

/// One word of a line: where it stands, in lower case.
struct Word {
    start: usize,
    end: usize,
    lower: String,
}

/// The words of a line; a capital after a small letter begins a new word.
fn words_of(line: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut before = ' ';
    for (offset, character) in line.char_indices() {
        if character.is_alphanumeric() {
            let continues = before.is_alphanumeric() && !(before.is_lowercase() && character.is_uppercase());
            match words.last_mut().filter(|_| continues) {
                Some(word) => {
                    word.end = offset + character.len_utf8();
                    word.lower.extend(character.to_lowercase());
                }
                None => words.push(Word {
                    start: offset,
                    end: offset + character.len_utf8(),
                    lower: character.to_lowercase().collect(),
                }),
            }
        }
        before = character;
    }
    words
}

/// Every forbidden phrase of a line with its better words.
fn phrases_in(line: &str) -> Vec<(&'static str, &'static str)> {
    let words = words_of(line);
    PHRASES.iter().filter(|(phrase, _)| (0..words.len()).any(|at| stands_at(line, &words, at, phrase))).copied().collect()
}

/// Whether the words from `at` on are the phrase, with at most one space, hyphen or underscore between them.
fn stands_at(line: &str, words: &[Word], at: usize, phrase: &str) -> bool {
    let mut end_before: Option<usize> = None;
    let mut place = words.iter().skip(at);
    phrase.split(' ').all(|wanted| {
        let Some(word) = place.next() else { return false };
        let gap = end_before.map_or("", |end| line.get(end..word.start).unwrap_or("?"));
        end_before = Some(word.end);
        word.lower == wanted && matches!(gap, "" | " " | "-" | "_")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        check(&Tree::of(&[("care/plan/src/model.rs", text)])).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_phrase_is_found_however_it_is_joined() {
        for text in ["a no-show", "NoShow", "no_show: bool", "No show.", "is_no_show()", "An ADDICT", "a Junkie's", "drug-abuse"]
        {
            assert_eq!(found(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn parts_of_other_words_and_sentences_pass() {
        for text in
            ["addiction", "addictive", "inhabit", "no. Show it", "does no good; show it", "relapse prevention", "test database"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn names_that_others_chose_pass() {
        assert!(found("Substance Abuse and Mental Health Services Administration").is_empty());
        assert_eq!(found("Alcoholics Anonymous, for alcoholics").len(), 1);
    }

    #[test]
    fn the_finding_says_what_to_write_instead() {
        assert_eq!(
            found("\nthe addict"),
            [
                "care/plan/src/model.rs:2: \"addict\"; we write person-first; write \"person with a substance use disorder\" [words]"
            ]
        );
    }
}
