//! Whether words are a notice: the header, the five parts, the contact and the first day that 42 CFR 2.22(b) prescribes (P2-48). The marks
//! are the same in every language, so that a translation that lost a part is found by whoever does not read it.

use super::edition::{Contact, Part};
use crate::paper::Words;

/// What stands before words that are there only when an e-mail address is known.
const EMAIL: &str = "[email] ";

/// The names that words must fill in somewhere, with what they are.
const NAMES: [(&str, &str); 4] = [
    ("{program}", "the name of the program"),
    ("{contact}", "whom to talk to"),
    ("{contact_phone}", "the telephone of whom to talk to"),
    ("{in_force_from}", "the first day"),
];

/// The first thing that is missing, as a sentence; nothing when the words are a notice.
#[must_use]
pub fn lacks(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some("Write the words in this language too: everybody gets the notice in the language they read.".to_owned());
    }
    for part in Part::ALL {
        let heading = format!("## [{}] ", part.mark());
        let mut found = text.split(heading.as_str()).skip(1);
        let body = found.next().map(|rest| rest.split("\n## ").next().unwrap_or_default());
        let is_there = body.is_some_and(|body| body.lines().skip(1).any(|line| !line.trim().is_empty()));
        if !is_there || found.next().is_some() {
            return Some(format!("The part about {} must stand there once, under a line “{heading}…”.", part.words()));
        }
    }
    if let Some((name, what)) = NAMES.iter().find(|(name, _)| !text.contains(name)) {
        return Some(format!("Write {name} where {what} stands: it is filled in."));
    }
    let header = text.split("\n## ").next().unwrap_or_default();
    if !header.contains("{contact}") || header.lines().filter(|line| line.starts_with("- ")).count() < 3 {
        return Some("The beginning names three topics, as points, and whom to talk to: {contact}.".to_owned());
    }
    let known = |name: &str| NAMES.iter().any(|(known, _)| *known == format!("{{{name}}}")).then(String::new);
    let with_email = |name: &str| if name == "contact_email" { Some(String::new()) } else { known(name) };
    Words::read(&shown(text, &Contact { email: "-".to_owned(), ..Contact::default() }), &with_email)
        .err()
        .map(|error| format!("These words cannot be used: {error}."))
}

/// The words without their marks, and without the line about an e-mail address where there is none.
#[must_use]
pub fn shown(text: &str, contact: &Contact) -> String {
    let line = |line: &str| match line.strip_prefix(EMAIL) {
        Some(rest) => (!contact.email.is_empty()).then(|| rest.to_owned()),
        None => Some(match line.strip_prefix("## [").and_then(|rest| rest.split_once("] ")) {
            Some((_, rest)) => format!("## {rest}"),
            None => line.to_owned(),
        }),
    };
    text.lines().filter_map(line).collect::<Vec<_>>().join("\n")
}
