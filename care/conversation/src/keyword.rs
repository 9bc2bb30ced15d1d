//! The words every telephone network knows: STOP ends texts to a number, START allows them again, HELP says who we are. A message is
//! a keyword when it is nothing but the word.

/// What a message asks for when it is nothing but a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyword {
    /// Send nothing more to this number.
    Stop,
    /// Send again.
    Start,
    /// Say who you are.
    Help,
}

const STOP: &[&str] = &["STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "OPT OUT"];
const START: &[&str] = &["START", "UNSTOP"];
const HELP: &[&str] = &["HELP", "INFO"];

/// The keyword a message is, if it is one. `YES` starts again only where texts were stopped before: elsewhere it is an answer.
#[must_use]
pub fn keyword(words: &str, is_stopped: bool) -> Option<Keyword> {
    let letters: String = words.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_uppercase() } else { ' ' }).collect();
    let plain = letters.split_whitespace().collect::<Vec<_>>().join(" ");
    match plain.as_str() {
        word if STOP.contains(&word) => Some(Keyword::Stop),
        word if START.contains(&word) => Some(Keyword::Start),
        "YES" if is_stopped => Some(Keyword::Start),
        word if HELP.contains(&word) => Some(Keyword::Help),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_is_nothing_but_the_word_is_the_keyword() {
        for words in ["STOP", "stop", " Stop. ", "StopAll", "opt-out", "Quit", "END", "cancel", "unsubscribe", "revoke"] {
            assert_eq!(keyword(words, false), Some(Keyword::Stop), "{words}");
        }
        assert_eq!(keyword("start", false), Some(Keyword::Start));
        assert_eq!(keyword("HELP!", false), Some(Keyword::Help));
        for words in ["please stop by at 9", "when does it end?", "", "I need help with a ride", "9"] {
            assert_eq!(keyword(words, false), None, "{words}");
        }
        assert_eq!((keyword("yes", false), keyword("yes", true)), (None, Some(Keyword::Start)));
    }
}
