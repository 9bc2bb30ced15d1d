//! The one place where a chore writes to the terminal.

use std::io::Write;

/// Writes one line to standard output. A closed pipe (`| head`) is not an error of the chore.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _closed_pipe = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Writes a headline that separates the stages of a long chore.
pub fn headline(title: &str) {
    say(&format!("\n== {title} =="));
}
