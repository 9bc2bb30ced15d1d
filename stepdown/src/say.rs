//! What the program says: results on the output stream, for people or as JSON for scripts; everything else on the error stream.

use std::fmt::Display;
use std::io::{ErrorKind, Write};

use serde::Serialize;

use crate::outcome::{Exit, Failure};

/// One line of a result. A reader that has gone away (`| head`) is no failure.
pub(crate) fn line(text: impl Display) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::machine("The result could not be written", &error)),
        _ => Ok(()),
    }
}

/// A result as one line of JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    line(serde_json::to_string(value).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?)
}

/// A remark beside the result.
pub(crate) fn note(text: impl Display) {
    // Whoever closed the error stream does not want to hear it.
    let _nobody_listens = writeln!(std::io::stderr(), "{text}");
}

/// `"1 record"`, `"2 records"`.
pub(crate) fn count(number: impl TryInto<u64>, noun: &str) -> String {
    let number = number.try_into().unwrap_or(0);
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// `"12,345.60"`: cents as dollars.
pub(crate) fn dollars(cents: i64) -> String {
    let (sign, cents) = if cents < 0 { ("-", cents.unsigned_abs()) } else { ("", cents.unsigned_abs()) };
    let digits = (cents / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{:02}", cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_counts_read_as_people_write_them() {
        assert_eq!(dollars(0), "0.00");
        assert_eq!(dollars(12_345_605), "123,456.05");
        assert_eq!(dollars(-100_000), "-1,000.00");
        assert_eq!((count(1_u64, "record"), count(0_i64, "record")), ("1 record".to_owned(), "0 records".to_owned()));
    }
}
