//! How a text travels: in the telephone's own alphabet (GSM-7) when every letter is in it, else in UCS-2, and in how many parts. A
//! character that costs two places is not split over parts. Small and pure; crates that count this were tried against the carried
//! cases or are not kept up.

/// The telephone's alphabet; each letter costs one place.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Its second page; each costs two places.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// An alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// The telephone's own: 160 places in one part, 153 in each of several.
    Gsm7,
    /// Everything else: 70 places in one part, 67 in each of several.
    Ucs2,
}

/// What a text costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// In which alphabet it travels.
    pub encoding: Encoding,
    /// How many characters it has.
    pub units: usize,
    /// How many places they take.
    pub places: usize,
    /// In how many parts it is sent.
    pub segments: usize,
}

impl Encoding {
    /// As the networks name it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gsm7 => "GSM-7",
            Self::Ucs2 => "UCS-2",
        }
    }

    const fn room(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }

    fn places(self, letter: char) -> usize {
        match self {
            Self::Gsm7 if EXTENDED.contains(letter) => 2,
            Self::Gsm7 => 1,
            Self::Ucs2 => letter.len_utf16(),
        }
    }
}

/// What a text costs.
#[must_use]
pub fn cost(text: &str) -> Cost {
    let is_plain = text.chars().all(|letter| BASIC.contains(letter) || EXTENDED.contains(letter));
    let encoding = if is_plain { Encoding::Gsm7 } else { Encoding::Ucs2 };
    let places = text.chars().map(|letter| encoding.places(letter)).sum();
    let (alone, of_several) = encoding.room();
    let segments = if places <= alone { usize::from(places > 0) } else { parts(text, encoding, of_several) };
    Cost { encoding, units: text.chars().count(), places, segments }
}

fn parts(text: &str, encoding: Encoding, room: usize) -> usize {
    let (mut parts, mut filled) = (1, 0);
    for needed in text.chars().map(|letter| encoding.places(letter)) {
        if filled + needed > room {
            (parts, filled) = (parts + 1, 0);
        }
        filled += needed;
    }
    parts
}

/// The letters of a text that force the short alphabet, each once: what to leave out so that it fits.
#[must_use]
pub fn outside_the_alphabet(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    for letter in text.chars().filter(|letter| !BASIC.contains(*letter) && !EXTENDED.contains(*letter)) {
        if !found.contains(&letter) {
            found.push(letter);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Cases {
        case: Vec<Case>,
    }
    #[derive(Deserialize)]
    struct Case {
        text: String,
        encoding: String,
        segments: usize,
        units: usize,
    }

    #[test]
    fn every_case_of_the_carried_file_is_counted_the_same() {
        let cases: Cases = toml::from_str(include_str!("../testdata/sms-cases.toml")).unwrap();
        assert!(cases.case.len() >= 30, "{}", cases.case.len());
        for case in cases.case {
            let cost = cost(&case.text);
            let said = (cost.encoding.as_str(), cost.segments, cost.units);
            assert_eq!(said, (case.encoding.as_str(), case.segments, case.units), "{}", case.text);
        }
    }

    #[test]
    fn the_letters_to_leave_out_are_named() {
        assert_eq!(outside_the_alphabet("amanhã, não"), ['ã']);
        assert!(outside_the_alphabet("mañana").is_empty());
    }

    proptest! {
        #[test]
        fn more_words_never_cost_less(text in "\\PC{0,400}", more in "\\PC{0,40}") {
            let longer = format!("{text}{more}");
            prop_assert!(cost(&longer).segments >= cost(&text).segments);
            prop_assert!(cost(&text).segments * 153 >= cost(&text).places.min(153) || text.is_empty());
        }
    }
}
