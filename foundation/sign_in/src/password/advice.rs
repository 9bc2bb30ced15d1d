//! Advice on a new password: everything that is weak about it at once, in plain words, never repeating it.

use zxcvbn::Score;
use zxcvbn::feedback::{Suggestion, Warning};

/// The least number of characters.
const SHORTEST: usize = 12;
/// The most characters that are looked at for patterns.
const LOOKED_AT: usize = 100;
/// A name shorter than this is not looked for: two letters occur in any sentence.
const SHORTEST_NAME: usize = 3;

/// One thing that is weak about a new password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Fewer than twelve characters.
    #[error("It has {has} characters; use at least 12. Four or five words are easy to remember.")]
    TooShort {
        /// How many it has.
        has: usize,
    },
    /// More than 1024 bytes.
    #[error("It is too long; use at most 1024 characters.")]
    TooLong,
    /// It contains a name or word of the person or the program, which would be tried first.
    #[error("It contains your name or the name of the program; those are tried first.")]
    ContainsName,
    /// It can be guessed: zxcvbn gives it less than 3 of 4.
    #[error("It can be guessed. {advice}")]
    EasyToGuess {
        /// What makes it guessable and what would help, in sentences.
        advice: String,
    },
}

/// Looks at a new password. `names` are the person's names, account name and e-mail address, and the program's name.
/// No rule asks for capitals, digits or signs (ASVS 5.0.0-6.2.5).
///
/// # Errors
/// Every weakness at once, in the order in which a person would mend them.
pub fn check_new_password(password: &str, names: &[&str]) -> Result<(), Vec<Weakness>> {
    let mut weaknesses = Vec::new();
    let has = password.chars().count();
    if has < SHORTEST {
        weaknesses.push(Weakness::TooShort { has });
    }
    if password.len() > super::LONGEST {
        weaknesses.push(Weakness::TooLong);
    }
    let words = words_of(names);
    let lowered = password.to_lowercase();
    if words.iter().any(|word| lowered.contains(word.as_str())) {
        weaknesses.push(Weakness::ContainsName);
    }
    weaknesses.extend(easy_to_guess(password, &words));
    if weaknesses.is_empty() { Ok(()) } else { Err(weaknesses) }
}

fn words_of(names: &[&str]) -> Vec<String> {
    let parts = names.iter().flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    parts.filter(|part| part.chars().count() >= SHORTEST_NAME).map(str::to_lowercase).collect()
}

fn easy_to_guess(password: &str, words: &[String]) -> Option<Weakness> {
    let looked_at: String = password.chars().take(LOOKED_AT).collect();
    let inputs: Vec<&str> = words.iter().map(String::as_str).collect();
    let estimate = zxcvbn::zxcvbn(&looked_at, &inputs);
    if estimate.score() >= Score::Three {
        return None;
    }
    let feedback = estimate.feedback();
    let mut advice: Vec<&str> = feedback.and_then(|feedback| feedback.warning()).map(because).into_iter().collect();
    advice.extend(feedback.iter().flat_map(|feedback| feedback.suggestions()).filter_map(|hint| instead(*hint)));
    if advice.is_empty() {
        advice.push("Use four or five words that do not belong together.");
    }
    Some(Weakness::EasyToGuess { advice: advice.join(" ") })
}

const fn because(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess => {
            "Rows and patterns of keys are among the first things tried."
        }
        Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            "Repeating something makes it hardly any harder."
        }
        Warning::ThisIsATop10Password | Warning::ThisIsATop100Password | Warning::ThisIsACommonPassword => {
            "Many people use exactly this one."
        }
        Warning::ThisIsSimilarToACommonlyUsedPassword => "It is close to one that many people use.",
        Warning::SequencesLikeAbcAreEasyToGuess => "Sequences of letters or digits are easy to guess.",
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => "Years and dates are easy to guess.",
        Warning::AWordByItselfIsEasyToGuess => "One word by itself is easy to guess.",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess => {
            "Names are easy to guess."
        }
    }
}

const fn instead(suggestion: Suggestion) -> Option<&'static str> {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => Some("Use a few words that are not a known phrase."),
        Suggestion::AddAnotherWordOrTwo => Some("Add one or two unusual words."),
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => Some("Words are better than patterns of keys."),
        Suggestion::AvoidRepeatedWordsAndCharacters => Some("Do not repeat words or characters."),
        Suggestion::AvoidSequences => Some("Leave out sequences."),
        Suggestion::AvoidRecentYears | Suggestion::AvoidYearsThatAreAssociatedWithYou => Some("Leave out years."),
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => Some("Leave out dates."),
        Suggestion::CapitalizationDoesntHelpVeryMuch | Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => {
            Some("Capitals hardly help.")
        }
        Suggestion::ReversedWordsArentMuchHarderToGuess => Some("Reversed words hardly help."),
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => Some("Signs in place of letters hardly help."),
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => None,
    }
}
