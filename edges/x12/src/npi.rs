//! The national provider identifier and its check digit.

/// Ten digits, the first 1 or 2, the last the Luhn check digit over `80840` and the other nine.
#[must_use]
pub fn is_npi(text: &str) -> bool {
    text.len() == 10
        && text.starts_with(['1', '2'])
        && text.bytes().all(|b| b.is_ascii_digit())
        && luhn(b"80840".iter().chain(text.as_bytes())) == 0
}

/// The Luhn remainder: from the right every second digit doubled, digits summed, modulo ten.
fn luhn<'a>(digits: impl DoubleEndedIterator<Item = &'a u8>) -> u32 {
    let sum: u32 = digits
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit.saturating_sub(b'0')) * if place % 2 == 1 { 2 } else { 1 };
            value / 10 + value % 10
        })
        .sum();
    sum % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_decides() {
        for right in ["1876543210", "1456789019", "1234567802", "1234567893"] {
            assert!(is_npi(right), "{right}");
        }
        for wrong in ["1234567890", "1876543211", "123456789", "12345678931", "3234567893", "12345x7893", ""] {
            assert!(!is_npi(wrong), "{wrong}");
        }
    }

    #[test]
    fn one_changed_digit_never_passes() {
        let right = b"1876543210";
        for place in 0..10 {
            for digit in b'0'..=b'9' {
                let mut other = *right;
                if let Some(slot) = other.get_mut(place) {
                    *slot = digit;
                }
                assert_eq!(is_npi(&String::from_utf8_lossy(&other)), &other == right);
            }
        }
    }
}
