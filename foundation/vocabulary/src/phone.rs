//! Telephone numbers: read once, kept in E.164, never guessed.

use serde::{Deserialize, Serialize};

/// A telephone number in E.164 with an optional extension.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Phone {
    /// `+15085550100`
    pub e164: String,
    /// Digits to dial after the call is answered.
    pub extension: Option<String>,
}

/// The text is not a number that can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write the number with its area code, like 508 555 0100, or with + and the country code")]
pub struct NotAPhone;

impl Phone {
    /// Reads a number as people type it; numbers without `+` are taken as United States numbers.
    ///
    /// # Errors
    /// [`NotAPhone`] for local numbers without an area code, short codes and emergency numbers.
    pub fn parse(typed: &str) -> Result<Self, NotAPhone> {
        let (main, extension) = split_extension(typed);
        let number = phonenumber::parse(Some(phonenumber::country::US), main).map_err(|_| NotAPhone)?;
        if !phonenumber::is_valid(&number) {
            return Err(NotAPhone);
        }
        let e164 = number.format().mode(phonenumber::Mode::E164).to_string();
        Ok(Self { e164, extension })
    }

    /// `(508) 555-0100` for United States numbers, the E.164 form otherwise.
    #[must_use]
    pub fn display(&self) -> String {
        let digits = self.e164.strip_prefix("+1").unwrap_or_default();
        let base = match (digits.get(0..3), digits.get(3..6), digits.get(6..10)) {
            (Some(area), Some(office), Some(line)) if digits.len() == 10 => format!("({area}) {office}-{line}"),
            _ => self.e164.clone(),
        };
        match &self.extension {
            Some(extension) => format!("{base} x{extension}"),
            None => base,
        }
    }

    /// The last four digits, by which people are found at the front desk.
    #[must_use]
    pub fn last_four(&self) -> String {
        let digits: Vec<char> = self.e164.chars().filter(char::is_ascii_digit).collect();
        digits.iter().skip(digits.len().saturating_sub(4)).collect()
    }
}

fn split_extension(typed: &str) -> (&str, Option<String>) {
    let lower = typed.to_ascii_lowercase();
    for mark in ["ext.", "ext", "x", "#"] {
        if let Some(at) = lower.find(mark) {
            let digits: String = lower.get(at..).unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
            if let (Some(main), false) = (typed.get(..at), digits.is_empty()) {
                return (main, Some(digits));
            }
        }
    }
    (typed, None)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[derive(serde::Deserialize)]
    struct Cases {
        phone: Vec<Case>,
    }
    #[derive(serde::Deserialize)]
    struct Case {
        typed: String,
        e164: Option<String>,
        extension: Option<String>,
        valid: Option<bool>,
    }

    #[test]
    fn an_extension_is_read_whole_whatever_stands_before_it() {
        for (typed, extension) in [("508–555–0134 x12", "12"), ("508–555–0134 ext. 12", "12"), ("508-555-0134 #7", "7")] {
            let phone = Phone::parse(typed).unwrap();
            assert_eq!((phone.e164.as_str(), phone.extension.as_deref()), ("+15085550134", Some(extension)), "{typed}");
        }
    }

    #[test]
    fn numbers_of_the_case_file_are_read_or_asked_about() {
        let cases: Cases = toml::from_str(include_str!("../testdata/names.toml")).unwrap();
        assert!(cases.phone.len() >= 6);
        for case in cases.phone {
            let read = Phone::parse(&case.typed);
            if case.valid == Some(false) {
                assert_eq!(read, Err(NotAPhone), "{}", case.typed);
            } else {
                let phone = read.unwrap();
                assert_eq!(Some(phone.e164), case.e164, "{}", case.typed);
                assert_eq!(phone.extension, case.extension, "{}", case.typed);
            }
        }
    }

    #[test]
    fn a_number_is_shown_as_people_write_it() {
        let phone = Phone::parse("1-508-555-0100").unwrap();
        assert_eq!(phone.display(), "(508) 555-0100");
        assert_eq!(phone.last_four(), "0100");
    }
}
