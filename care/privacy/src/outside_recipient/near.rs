//! Whether two names are nearly the same: a letter that is missing, a word more. Only a suggestion rests on it, never a decision: the gate
//! compares whole names.

use vocabulary::search;

/// Whether somebody who typed one may mean the other. Names that are the same are not nearly so.
#[must_use]
pub fn is_nearly(typed: &str, name: &str) -> bool {
    let (one, other) = (search::tokens(typed), search::tokens(name));
    if one.is_empty() || other.is_empty() || one == other {
        return false;
    }
    let (one_line, other_line) = (one.concat(), other.concat());
    one_line == other_line || is_part(&one, &other) || is_mistyped(&one_line, &other_line)
}

/// Whether all words of the shorter begin words of the longer; a single short word says too little.
fn is_part(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let says_enough = short.iter().map(String::len).sum::<usize>() >= 5;
    says_enough && short.iter().all(|word| long.iter().any(|known| known.starts_with(word.as_str())))
}

fn is_mistyped(one: &str, other: &str) -> bool {
    let allowed = match one.chars().count().min(other.chars().count()) {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    allowed > 0 && strsim::levenshtein(one, other) <= allowed
}

#[cfg(test)]
mod tests {
    use super::is_nearly;

    #[test]
    fn a_slip_or_a_word_more_is_nearly_the_same_and_another_name_is_not() {
        let cases = [
            ("Harbor Huose", "Harbor House", true),
            ("Harbor House", "Harbor House, Inc.", true),
            ("Harbour House", "Harbor House", true),
            ("HarborHouse", "Harbor House", true),
            ("Dr. Lee", "Dr. Anna Lee", true),
            ("Nuñes", "Núñez", true),
            ("harbor house", "Harbor House", false),
            ("Harbor House", "Outer Cape Health", false),
            ("Lee", "Dr. Anna Lee", false),
            ("Ann", "Abe", false),
            ("", "Harbor House", false),
        ];
        for (typed, name, expected) in cases {
            assert_eq!(is_nearly(typed, name), expected, "{typed} / {name}");
        }
    }
}
