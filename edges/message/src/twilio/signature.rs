//! The signature of the network's words: HMAC-SHA1 with our token over the address it called and every field of the form, sorted by
//! name. Compared in constant time.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// The header it comes in.
pub const HEADER: &str = "x-twilio-signature";

fn mac(token: &str, address: &str, fields: &[(String, String)]) -> Option<Hmac<Sha1>> {
    let mut sorted: Vec<&(String, String)> = fields.iter().collect();
    sorted.sort();
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(token.as_bytes()).ok()?;
    mac.update(address.as_bytes());
    for (name, value) in sorted {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    Some(mac)
}

/// The signature of a form sent to an address.
#[must_use]
pub fn sign(token: &str, address: &str, fields: &[(String, String)]) -> String {
    mac(token, address, fields).map_or_else(String::new, |mac| STANDARD.encode(mac.finalize().into_bytes()))
}

/// Whether a signature is the network's own.
#[must_use]
pub fn is_genuine(token: &str, address: &str, fields: &[(String, String)], given: &str) -> bool {
    let Ok(given) = STANDARD.decode(given) else { return false };
    !token.is_empty() && mac(token, address, fields).is_some_and(|mac| mac.verify_slice(&given).is_ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fields(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_example_of_the_networks_own_manual_is_signed_the_same() {
        let form = fields(&[
            ("CallSid", "CA1234567890ABCDE"),
            ("Caller", "+14158675309"),
            ("Digits", "1234"),
            ("From", "+14158675309"),
            ("To", "+18005551212"),
        ]);
        let address = "https://mycompany.com/myapp.php?foo=1&bar=2";
        assert_eq!(sign("12345", address, &form), "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
        assert!(is_genuine("12345", address, &form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
    }

    proptest! {
        #[test]
        fn nothing_else_is_genuine(token in "[a-z0-9]{8,32}", words in "\\PC{0,60}", other in "\\PC{0,60}") {
            let address = "https://chart.example.org/hooks/text";
            let form = fields(&[("From", "+15085550134"), ("Body", &words)]);
            let signed = sign(&token, address, &form);
            prop_assert!(is_genuine(&token, address, &form, &signed));
            let another = format!("{token}x");
            prop_assert!(!is_genuine(&another, address, &form, &signed));
            prop_assert!(!is_genuine(&token, "https://chart.example.org/hooks/other", &form, &signed));
            prop_assert!(!is_genuine("", address, &form, &signed));
            if other != words {
                let changed = fields(&[("From", "+15085550134"), ("Body", &other)]);
                prop_assert!(!is_genuine(&token, address, &changed, &signed));
            }
            prop_assert!(!is_genuine(&token, address, &form, &other) || other == signed);
        }
    }
}
