//! The code of a slip: three letters that name the pack, two that count, one that finds a mistyped one. Letters that are taken for
//! others on paper are not used, and are understood when somebody types them.

use sha2::{Digest, Sha256};

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters that name a pack.
pub const MARK: usize = 3;
/// Letters of a whole code.
pub const LENGTH: usize = 6;
/// So many slips one pack can count.
pub const MOST: usize = 32 * 32;

fn letter(value: usize) -> char {
    LETTERS.get(value % 32).map_or('0', |letter| char::from(*letter))
}

fn value(letter: char) -> Option<usize> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    };
    LETTERS.iter().position(|known| char::from(*known) == letter)
}

/// The letters of a pack, from whatever is its own; another try, another three.
#[must_use]
pub fn mark(of: &str, attempt: u32) -> String {
    let digest = Sha256::digest(format!("{of}/{attempt}"));
    digest.iter().take(MARK).map(|byte| letter(usize::from(*byte))).collect()
}

/// The code of the slip with this number, counted from 0.
#[must_use]
pub fn code(mark: &str, number: usize) -> String {
    let mut all = format!("{mark}{}{}", letter(number / 32), letter(number));
    all.push(check(&all));
    all
}

/// The letter by which a mistyped code is found: any one letter wrong, and nearly every two that changed places (Luhn, to the base 32).
fn check(letters: &str) -> char {
    let mut sum = 0;
    for (at, one) in letters.chars().rev().enumerate() {
        let value = value(one).unwrap_or(0) * if at % 2 == 0 { 2 } else { 1 };
        sum += value / 32 + value % 32;
    }
    letter((32 - sum % 32) % 32)
}

/// The code as it is kept, from whatever was typed or scanned; nothing when it is none.
#[must_use]
pub fn read(typed: &str) -> Option<String> {
    let letters = typed.chars().filter(|one| !one.is_whitespace() && *one != '-');
    let values: Vec<usize> = letters.map(value).collect::<Option<_>>()?;
    let all: String = values.iter().map(|value| letter(*value)).collect();
    let (body, last) = (all.get(..LENGTH - 1)?, all.get(LENGTH - 1..)?);
    (all.len() == LENGTH && last.starts_with(check(body))).then_some(all)
}

/// The code as it is printed: two halves.
#[must_use]
pub fn shown(code: &str) -> String {
    match (code.get(..MARK), code.get(MARK..)) {
        (Some(mark), Some(rest)) => format!("{mark}-{rest}"),
        _ => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_printed_typed_or_scanned() {
        let code = code(&mark("a pack", 0), 37);
        assert_eq!(read(&shown(&code)).unwrap(), code);
        assert_eq!(read(&format!(" {} ", code.to_lowercase())).unwrap(), code);
        assert_eq!(read(&code.replace('0', "o").replace('1', "l")).unwrap(), code);
        for nothing in ["", "K7Q", "K7Q-04M-2", "K7Q 0!M"] {
            assert_eq!(read(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn one_wrong_letter_is_always_found() {
        for number in [0, 1, 37, 1023] {
            let code = code("K7Q", number);
            for at in 0..LENGTH {
                for other in LETTERS {
                    let mut wrong: Vec<char> = code.chars().collect();
                    if wrong.get(at) != Some(&char::from(*other)) {
                        wrong.splice(at..=at, [char::from(*other)]);
                        assert_eq!(read(&wrong.iter().collect::<String>()), None, "{code} {wrong:?}");
                    }
                }
            }
        }
    }
}
