//! Takes a Rust file apart: code without comments and string contents, the string literals, and which lines are tests.
//! No full parser: it knows comments, strings, characters and braces, which is all that the rules ask.

use std::iter::Peekable;
use std::ops::RangeInclusive;
use std::str::Chars;

/// A string literal and the line where it begins.
#[derive(Debug, PartialEq, Eq)]
pub struct Literal {
    /// From 1.
    pub line: usize,
    /// As written between the quotes.
    pub text: String,
}

/// One Rust file, taken apart.
pub struct Parts {
    /// The file with comments and string contents blanked out; line numbers stay.
    code: String,
    /// All string literals in order.
    literals: Vec<Literal>,
    /// Lines inside `#[cfg(test)]` items.
    tests: Vec<RangeInclusive<usize>>,
}

impl Parts {
    /// Takes `text` apart.
    pub fn of(text: &str) -> Self {
        let mut scanner = Scanner { rest: text.chars().peekable(), code: String::new(), literals: Vec::new(), line: 1 };
        scanner.scan();
        let tests = test_lines(&scanner.code);
        Self { code: scanner.code, literals: scanner.literals, tests }
    }

    /// Lines of code outside `#[cfg(test)]`, with their numbers.
    pub fn code_outside_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line)).filter(|(line, _)| !self.is_test(*line))
    }

    /// All lines of code, with their numbers.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// String literals outside `#[cfg(test)]`.
    pub fn literals_outside_tests(&self) -> impl Iterator<Item = &Literal> {
        self.literals.iter().filter(|literal| !self.is_test(literal.line))
    }

    fn is_test(&self, line: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&line))
    }
}

/// Reads a file character by character.
struct Scanner<'a> {
    rest: Peekable<Chars<'a>>,
    code: String,
    literals: Vec<Literal>,
    line: usize,
}

impl Scanner<'_> {
    fn scan(&mut self) {
        while let Some(next) = self.take() {
            match (next, self.rest.peek().copied()) {
                ('/', Some('/')) => self.skip_line_comment(),
                ('/', Some('*')) => self.skip_block_comment(),
                ('"', _) => self.string(),
                ('r', Some('"' | '#')) if !self.code.ends_with(is_name) => self.raw_string(),
                ('\'', _) => self.character(),
                _ => self.code.push(next),
            }
        }
    }

    fn take(&mut self) -> Option<char> {
        let next = self.rest.next();
        if next == Some('\n') {
            self.line += 1;
        }
        next
    }

    fn skip_line_comment(&mut self) {
        while self.rest.peek().is_some_and(|next| *next != '\n') {
            self.take();
        }
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0_usize;
        let mut before = '/';
        while let Some(next) = self.take() {
            match (before, next) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth = depth.saturating_sub(1),
                _ => {}
            }
            let is_pair = matches!((before, next), ('/', '*') | ('*', '/'));
            before = if is_pair { ' ' } else { next };
            if next == '\n' {
                self.code.push('\n');
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self) {
        let line = self.line;
        let mut text = String::new();
        while let Some(next) = self.take() {
            match next {
                '"' => break,
                '\\' => {
                    text.push(next);
                    text.extend(self.take());
                }
                _ => text.push(next),
            }
        }
        self.keep(line, text);
    }

    fn raw_string(&mut self) {
        let line = self.line;
        let mut hashes = 0;
        while self.rest.peek() == Some(&'#') {
            self.take();
            hashes += 1;
        }
        if self.rest.peek() != Some(&'"') {
            // r#type: a raw name, no string
            self.code.push_str("r#");
            return;
        }
        self.take();
        let end = format!("\"{}", "#".repeat(hashes));
        let mut text = String::new();
        while let Some(next) = self.take() {
            text.push(next);
            if text.ends_with(&end) {
                text.truncate(text.len() - end.len());
                break;
            }
        }
        self.keep(line, text);
    }

    /// A character literal is blanked; a lifetime is code.
    fn character(&mut self) {
        let mut ahead = self.rest.clone();
        match (ahead.next(), ahead.next()) {
            (Some('\\'), _) => {
                self.take();
                self.take();
                while self.take().is_some_and(|next| next != '\'') {}
                self.code.push_str("' '");
            }
            (Some(_), Some('\'')) => {
                self.take();
                self.take();
                self.code.push_str("' '");
            }
            _ => self.code.push('\''),
        }
    }

    fn keep(&mut self, line: usize, text: String) {
        self.code.push('"');
        self.code.extend(text.chars().filter(|character| *character == '\n'));
        self.code.push('"');
        self.literals.push(Literal { line, text });
    }
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The line ranges of items under `#[cfg(test)]`; the whole file under `#![cfg(test)]`.
fn test_lines(code: &str) -> Vec<RangeInclusive<usize>> {
    let line_of = |offset: usize| code.get(..offset).unwrap_or_default().matches('\n').count() + 1;
    if code.contains("#![cfg(test)]") {
        return vec![1..=line_of(code.len())];
    }
    let mut ranges = Vec::new();
    for (start, marker) in code.match_indices("#[cfg(test)]") {
        let after = start + marker.len();
        let item = code.get(after..).unwrap_or_default();
        ranges.push(line_of(start)..=line_of(after + item_length(item)));
    }
    ranges
}

/// How long the item at the beginning of `code` is: to its `;`, or to the brace that closes its first one.
fn item_length(code: &str) -> usize {
    let mut depth = 0_usize;
    for (offset, character) in code.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth <= 1 => return offset,
            '}' => depth -= 1,
            ';' if depth == 0 => return offset,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    fn code(text: &str) -> String {
        Parts::of(text).code
    }

    #[test]
    fn comments_and_string_contents_are_no_code() {
        assert_eq!(code("a // b\nc /* d /* e */\nf */ g"), "a \nc \n g");
        assert_eq!(code("x(\"y\", 'z', '\\'', '\"') // w"), "x(\"\", ' ', ' ', ' ') ");
        assert_eq!(code("fn f<'a>(x: &'a str) {}"), "fn f<'a>(x: &'a str) {}");
        assert_eq!(code("r#type + number\"no\""), "r#type + number\"\"");
    }

    #[test]
    fn literals_keep_their_line_and_text() {
        let parts = Parts::of("a\n\"one \\\" two\" r#\"three \" four\"#\n\"five\nsix\" b\"seven\"");
        let told: Vec<(usize, &str)> = parts.literals.iter().map(|l| (l.line, l.text.as_str())).collect();
        assert_eq!(told, [(2, "one \\\" two"), (2, "three \" four"), (3, "five\nsix"), (4, "seven")]);
    }

    #[test]
    fn code_under_cfg_test_is_known() {
        let parts = Parts::of(
            "use a;\n#[cfg(test)]\nmod tests {\n  fn f() { \"in\"; }\n}\nfn g() { \"out\"; }\n#[cfg(test)]\nmod more;\nlast",
        );
        let lines: Vec<usize> = parts.code_outside_tests().map(|(line, _)| line).collect();
        assert_eq!(lines, [1, 6, 9]);
        let literals: Vec<&str> = parts.literals_outside_tests().map(|l| l.text.as_str()).collect();
        assert_eq!(literals, ["out"]);
        assert_eq!(Parts::of("#![cfg(test)]\nfn f() {}").code_outside_tests().count(), 0);
    }
}
