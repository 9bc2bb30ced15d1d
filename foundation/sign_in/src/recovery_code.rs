//! Ten codes on paper for the day the phone is lost. Each works once; only their digests are stored.

use crate::bytes::{NoRandomness, digest, random, same, to_text};

/// How many codes a person gets.
const HOW_MANY: usize = 10;
/// Letters and digits that are not mistaken for one another: no I, L, O, U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Sixteen letters of five bits: 80 bits cannot be guessed from a fast digest.
const LENGTH: usize = 16;

/// New codes: the texts to show once, and what to store.
pub struct NewRecoveryCodes {
    /// `ABCD-EFGH-JKMN-PQRS`, ten of them. Shown once, printed, never stored.
    pub shown: Vec<String>,
    /// What to store.
    pub stored: RecoveryCodes,
}

impl std::fmt::Debug for NewRecoveryCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewRecoveryCodes(…)")
    }
}

/// The digests of the codes that are left.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct RecoveryCodes(Vec<String>);

impl RecoveryCodes {
    /// Ten new codes. All earlier ones end when these are stored.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn generate() -> Result<NewRecoveryCodes, NoRandomness> {
        let mut shown = Vec::with_capacity(HOW_MANY);
        for _ in 0..HOW_MANY {
            shown.push(grouped(&random::<LENGTH>()?));
        }
        let stored = Self(shown.iter().map(|code| fingerprint(&tidied(code))).collect());
        Ok(NewRecoveryCodes { shown, stored })
    }

    /// Spends a code as typed (case, spaces and hyphens do not matter; O is 0, I and L are 1). Returns the codes that are
    /// left; store them in the same transaction as the sign-in. `None` if it is none of them.
    #[must_use]
    pub fn spend(&self, typed: &str) -> Option<Self> {
        let attempt = fingerprint(&tidied(typed));
        let mut found = false;
        let mut left = Vec::with_capacity(self.0.len());
        // Every digest is compared, so that the time does not tell the place.
        for stored in &self.0 {
            if same(stored.as_bytes(), attempt.as_bytes()) {
                found = true;
            } else {
                left.push(stored.clone());
            }
        }
        found.then_some(Self(left))
    }

    /// How many codes are left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.0.len()
    }
}

fn grouped(bytes: &[u8]) -> String {
    let letters = bytes.iter().filter_map(|byte| LETTERS.get(usize::from(byte % 32))).map(|letter| char::from(*letter));
    let letters: Vec<char> = letters.collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

fn tidied(typed: &str) -> String {
    let kept = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    kept.collect()
}

fn fingerprint(code: &str) -> String {
    to_text(&digest("recovery code", code.as_bytes()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn ten_codes_each_work_once() {
        let new = RecoveryCodes::generate().unwrap();
        assert_eq!((new.shown.len(), new.stored.left()), (10, 10));
        let mut left = new.stored.clone();
        for code in &new.shown {
            let after = left.spend(code).unwrap();
            assert_eq!(after.left(), left.left() - 1);
            assert_eq!(after.spend(code), None, "spent");
            left = after;
        }
        assert_eq!(left, RecoveryCodes::default());
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let codes = RecoveryCodes(vec![fingerprint("0123ABCD1111QRST")]);
        for typed in ["0123-ABCD-1111-QRST", " 0123abcdIlL1qrst ", "o123 abcd 1111 qrst"] {
            assert!(codes.spend(typed).is_some(), "{typed}");
        }
        for typed in ["", "0123-ABCD-1111-QRSV", "0123-ABCD-1111"] {
            assert!(codes.spend(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn nothing_that_is_stored_or_logged_shows_a_code() {
        let new = RecoveryCodes::generate().unwrap();
        let written = format!("{new:?} {:?} {}", new.stored, serde_json::to_string(&new.stored).unwrap());
        assert!(new.shown.iter().all(|code| !written.contains(code.as_str()) && code.len() == 19));
        let read: RecoveryCodes = serde_json::from_str(&serde_json::to_string(&new.stored).unwrap()).unwrap();
        assert_eq!(read, new.stored);
    }
}
