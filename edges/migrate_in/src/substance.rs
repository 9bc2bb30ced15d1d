//! Which statements and narratives speak of substance use: by words and by well-known codes.
//! A wide net on purpose; a person reads what is found. It never concludes anything about a person.

use crate::document::ReferralDocument;
use crate::statement::{Concept, SocialHistory, SubstanceSource, SubstanceUse};

/// Beginnings of words that speak of substance use.
const WORDS: [&str; 41] = [
    "alcohol",
    "amphetamine",
    "barbiturate",
    "beer",
    "benzodiazepine",
    "bidi",
    "binge",
    "buprenorphine",
    "cannabi",
    "chewing",
    "cigar",
    "cocaine",
    "crack",
    "drinker",
    "drinking",
    "drinks",
    "fentanyl",
    "hallucinogen",
    "heroin",
    "inhalants",
    "ketamine",
    "kratom",
    "liquor",
    "marihuana",
    "marijuana",
    "mdma",
    "methadone",
    "methamphetamine",
    "naloxone",
    "naltrexone",
    "nicotine",
    "opiate",
    "opioid",
    "overdose",
    "sedative",
    "smok",
    "sobriety",
    "stimulant",
    "tobacco",
    "vaping",
    "wine",
];

/// Pairs of word beginnings that together speak of substance use, neighbours in the text.
const PAIRS: [(&str, &str); 10] = [
    ("substance", "use"),
    ("substance", "misuse"),
    ("substance", "abus"),
    ("substance", "depend"),
    ("substance", "disorder"),
    ("drug", "use"),
    ("drug", "misuse"),
    ("drug", "abus"),
    ("drug", "depend"),
    ("drugs", "recreational"),
];

/// LOINC and SNOMED codes of questions and findings about tobacco, alcohol and drug use.
const CODES: [&str; 28] = [
    "72166-2",
    "74013-4",
    "11331-6",
    "11342-3",
    "11343-1",
    "11366-2",
    "11367-0",
    "39240-7",
    "68518-0",
    "68519-8",
    "68520-6",
    "75626-2",
    "82667-7",
    "229819007",
    "110483000",
    "449868002",
    "428041000124106",
    "8517006",
    "266919005",
    "77176002",
    "266927001",
    "428071000124103",
    "428061000124105",
    "160573003",
    "228273003",
    "363908000",
    "230056004",
    "65568007",
];

/// Whether a text speaks of substance use.
pub(crate) fn speaks(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut before = "";
    for word in lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_word = WORDS.iter().any(|start| word.starts_with(start) && !is_other_word(word));
        let is_pair = PAIRS.iter().any(|(first, second)| before == *first && word.starts_with(second));
        if is_word || is_pair {
            return true;
        }
        before = word;
    }
    lower.contains("illicit") || lower.contains("recreational drug")
}

/// Words that only begin like one of ours.
fn is_other_word(word: &str) -> bool {
    ["crackle", "crackling"].iter().any(|other| word.starts_with(other))
}

/// Whether a concept is, by its code, about substance use. ICD-10 F10–F19 are the disorders themselves.
pub(crate) fn is_coded(concept: &Concept) -> bool {
    let of = |code: &str, system: Option<&str>| {
        CODES.contains(&code)
            || (system == Some("ICD10CM") && code.starts_with("F1"))
            || (system == Some("ICD9CM") && ["303", "304", "305"].iter().any(|start| code.starts_with(start)))
    };
    concept.code.as_deref().is_some_and(|code| of(code, concept.system.as_deref()))
        || concept.translations.iter().any(|(code, system, _)| of(code, system.as_deref()))
}

/// Gathers what social history and problems say about substance use.
pub(crate) fn gather(document: &ReferralDocument) -> Vec<SubstanceUse> {
    let social = document.social_history.iter().filter_map(of_social);
    let problems = document.problems.iter().filter_map(|problem| {
        let is_about = speaks(problem.item.name()) || is_coded(&problem.item.concept);
        is_about.then(|| SubstanceUse {
            what: Some(problem.item.name().to_owned()),
            value: problem.clinical_status.clone(),
            low: problem.item.low.clone(),
            high: problem.item.high.clone(),
            source: SubstanceSource::Problem,
            is_negated: problem.item.is_negated,
        })
    });
    social.chain(problems).collect()
}

/// One social history statement, if it is about substance use. A bare code gives way to the words beside it.
fn of_social(said: &SocialHistory) -> Option<SubstanceUse> {
    let what = said.item.concept.display.as_deref();
    let said_words = [what, said.value.as_deref(), said.item.text.as_deref()];
    let is_about =
        said_words.iter().flatten().any(|text| speaks(text)) || is_coded(&said.item.concept) || is_coded(&said.value_concept);
    let has_words = said.value.is_some() && said.value != said.value_concept.code;
    let value = if has_words { said.value.clone() } else { said.item.text.clone().or_else(|| said.value.clone()) };
    is_about.then(|| SubstanceUse {
        what: what.map(str::to_owned),
        value,
        low: said.item.low.clone(),
        high: said.item.high.clone(),
        source: SubstanceSource::SocialHistory,
        is_negated: said.item.is_negated,
    })
}
