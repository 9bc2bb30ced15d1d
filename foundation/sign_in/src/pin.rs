//! The PIN that unlocks a locked screen of one's own session (ux 11). It proves nothing on its own: five wrong tries and
//! the whole sign-in is asked for.

use crate::password::{PasswordError, Passwords, StoredHash};

/// How many wrong PINs in a row end the session.
pub const PIN_TRIES: u32 = 5;

/// Why a new PIN is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinWeakness {
    /// Not four to eight digits.
    #[error("Use 4 to 8 digits and nothing else.")]
    NotDigits,
    /// All digits the same, or counting up or down.
    #[error("Choose digits that are not all the same and do not count up or down.")]
    TooSimple,
}

/// What became of an unlock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlock {
    /// The right PIN: unlock, and forget the wrong tries.
    Unlocked,
    /// A wrong PIN: count it.
    Wrong {
        /// How many tries are left.
        tries_left: u32,
    },
    /// The tries are used up: end the session and ask for the whole sign-in.
    SignInAgain,
}

/// Looks at a new PIN.
///
/// # Errors
/// [`PinWeakness`].
pub fn check_new_pin(pin: &str) -> Result<(), PinWeakness> {
    let is_digits = (4..=8).contains(&pin.len()) && pin.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits {
        return Err(PinWeakness::NotDigits);
    }
    let steps: Vec<i16> = pin.bytes().zip(pin.bytes().skip(1)).map(|(a, b)| i16::from(b) - i16::from(a)).collect();
    let is_simple = [-1, 0, 1].iter().any(|step| steps.iter().all(|other| other == step));
    if is_simple { Err(PinWeakness::TooSimple) } else { Ok(()) }
}

/// Tries a PIN. `wrong_tries` is how many were wrong in a row before; after the fifth the PIN is not even looked at.
/// Hash a new PIN with [`Passwords::hash`].
///
/// # Errors
/// [`PasswordError::Unreadable`] if what is stored is not a hash.
pub fn unlock(passwords: &Passwords, pin: &str, stored: Option<&StoredHash>, wrong_tries: u32) -> Result<Unlock, PasswordError> {
    if wrong_tries >= PIN_TRIES {
        return Ok(Unlock::SignInAgain);
    }
    if passwords.verify(pin, stored)? {
        return Ok(Unlock::Unlocked);
    }
    match PIN_TRIES - wrong_tries - 1 {
        0 => Ok(Unlock::SignInAgain),
        tries_left => Ok(Unlock::Wrong { tries_left }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;
    use crate::Cost;

    #[test]
    fn a_new_pin_has_four_to_eight_digits_that_are_not_a_pattern() {
        use PinWeakness::{NotDigits, TooSimple};
        for (pin, expected) in [
            ("2580", Ok(())),
            ("19472836", Ok(())),
            ("123", Err(NotDigits)),
            ("123456789", Err(NotDigits)),
            ("12a4", Err(NotDigits)),
            ("", Err(NotDigits)),
            ("١٢٣٤", Err(NotDigits)),
            ("0000", Err(TooSimple)),
            ("1234", Err(TooSimple)),
            ("87654", Err(TooSimple)),
            ("1235", Ok(())),
        ] {
            assert_eq!(check_new_pin(pin), expected, "{pin}");
        }
    }

    #[test]
    fn five_wrong_pins_ask_for_the_whole_sign_in() {
        let passwords = Passwords::new(Cost { memory_kib: 64, passes: 1, lanes: 1 }).unwrap();
        let stored = passwords.hash("2580").unwrap();
        let attempt = |pin, wrong_tries| unlock(&passwords, pin, Some(&stored), wrong_tries).unwrap();
        assert_eq!(attempt("2580", 0), Unlock::Unlocked);
        assert_eq!(attempt("2581", 0), Unlock::Wrong { tries_left: 4 });
        assert_eq!(attempt("2581", 3), Unlock::Wrong { tries_left: 1 });
        assert_eq!(attempt("2580", 4), Unlock::Unlocked);
        assert_eq!(attempt("2581", 4), Unlock::SignInAgain);
        assert_eq!(attempt("2580", 5), Unlock::SignInAgain, "the right PIN comes too late");
        assert_eq!(attempt("2580", u32::MAX), Unlock::SignInAgain);
        assert_eq!(unlock(&passwords, "2580", None, 0).unwrap(), Unlock::Wrong { tries_left: 4 });
    }
}
