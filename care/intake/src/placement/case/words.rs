//! Phrases of a case that leave no doubt. Anything else stays not known: a rule must not rest on a guess at somebody's words.

use crate::placement::answers::{SubstanceClass, SuicideScreen};

const ALCOHOL: &[&str] = &["alcohol", "beer", "wine", "whiskey", "whisky", "vodka", "liquor", "rum", "gin", "tequila", "spirits"];
const SEDATIVE: &[&str] = &[
    "benzodiazepine",
    "alprazolam",
    "clonazepam",
    "diazepam",
    "lorazepam",
    "etizolam",
    "temazepam",
    "chlordiazepoxide",
    "barbiturate",
    "phenobarbital",
    "butalbital",
    "zolpidem",
    "sedative",
];
const OPIOID: &[&str] = &[
    "opioid",
    "opiate",
    "heroin",
    "fentanyl",
    "oxycodone",
    "hydrocodone",
    "morphine",
    "methadone",
    "buprenorphine",
    "tramadol",
    "codeine",
    "kratom",
];
const STIMULANT: &[&str] = &["cocaine", "crack", "amphetamine", "methylphenidate", "stimulant"];
const CANNABIS: &[&str] = &["cannabis", "marijuana", "thc"];
const TOBACCO: &[&str] = &["tobacco", "nicotine", "cigarette", "vape"];

/// The kind of a substance by its name. Whole words for alcohol, because `gin` and `rum` hide in others.
pub(super) fn substance(name: &str) -> SubstanceClass {
    let lower = name.to_lowercase();
    let has = |list: &[&str]| list.iter().any(|word| lower.contains(word));
    let has_word = |list: &[&str]| words(&lower).any(|word| list.contains(&word.trim_end_matches('s')) || list.contains(&word));
    if has_word(ALCOHOL) {
        SubstanceClass::Alcohol
    } else if has(SEDATIVE) {
        SubstanceClass::Sedative
    } else if has(OPIOID) {
        SubstanceClass::Opioid
    } else if has(STIMULANT) {
        SubstanceClass::Stimulant
    } else if has(CANNABIS) {
        SubstanceClass::Cannabis
    } else if has(TOBACCO) {
        SubstanceClass::Tobacco
    } else {
        SubstanceClass::Other
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a substance is injected.
pub(super) fn is_injected(route: &str) -> bool {
    words(&route.to_lowercase()).any(|word| ["injected", "injecting", "injection", "iv", "intravenous"].contains(&word))
}

/// Whether it was used in the past 72 hours: by the day of the last use, else by daily use that still goes on.
pub(super) fn used_in_72_hours(last_use: &str, frequency: &str, amount: &str, is_current: bool) -> Option<bool> {
    let last_use = last_use.to_lowercase();
    if ["today", "yesterday", "day of admission", "now"].iter().any(|day| last_use.contains(day)) {
        return Some(true);
    }
    if let Some(hours) = number_before(&last_use, "hour") {
        return Some(hours <= 72);
    }
    if let Some(days) = number_before(&last_use, "day") {
        return Some(days <= 3);
    }
    if ["week", "month", "year"].iter().any(|unit| number_before(&last_use, unit).is_some()) {
        return Some(false);
    }
    if months_without(amount).is_some() {
        return Some(false);
    }
    let frequency = frequency.to_lowercase();
    let is_daily = frequency.starts_with("daily") || frequency.contains("times a day");
    (is_current && is_daily).then_some(true)
}

/// Months without use, from "none for 18 months".
pub(super) fn months_without(amount: &str) -> Option<u16> {
    let rest = amount.to_lowercase();
    let rest = rest.strip_prefix("none for ")?;
    number_before(rest, "month").or_else(|| number_before(rest, "year").map(|years| years.saturating_mul(12)))
}

/// The number that stands right before a unit.
fn number_before(text: &str, unit: &str) -> Option<u16> {
    let all: Vec<&str> = text.split_whitespace().collect();
    let at = all.iter().position(|word| word.starts_with(unit))?;
    all.get(at.checked_sub(1)?)?.parse().ok()
}

/// A withdrawal seizure or delirium before: yes, no, or nothing that leaves no doubt.
pub(super) fn complicated_withdrawal(text: &str) -> Option<bool> {
    let lower = text.to_lowercase();
    let names_it = lower.contains("seizure") || lower.contains("delirium") || lower.contains("dts");
    if !names_it {
        return None;
    }
    let denies = ["no history of", "no seizure", "no delirium", "never", "no withdrawal seizure"];
    if denies.iter().any(|phrase| lower.contains(phrase)) {
        return Some(false);
    }
    let tells =
        ["recent withdrawal seizure", "past withdrawal seizure", "past seizure", "past delirium", "past dts", "history of"];
    tells.iter().any(|phrase| lower.contains(phrase)).then_some(true)
}

/// Whether somebody sober at home supports them.
pub(super) fn sober_support(text: &str) -> Option<bool> {
    let lower = text.to_lowercase();
    if ["homeless", "alone", "eviction", "no shelter"].iter().any(|phrase| lower.contains(phrase)) {
        return Some(false);
    }
    ["supportive", "in recovery", "sober"].iter().any(|phrase| lower.contains(phrase)).then_some(true)
}

/// What is said about suicide. A denial answers the questions about thoughts; attempts in the past answer the one about behavior.
pub(super) fn suicidal(text: &str, screen: &mut SuicideScreen) {
    let lower = text.to_lowercase();
    let denies = ["denied", "denies", "none", "no "].iter().any(|phrase| lower.starts_with(phrase));
    if denies {
        screen.method = Some(false);
        screen.intent = Some(false);
        screen.plan = Some(false);
    }
    if lower.contains("past attempt") || lower.contains("earlier attempt") {
        screen.behavior_ever = Some(true);
    }
    if !denies && (lower.contains("intent") || lower.contains("with a plan") || lower.contains("has a plan")) {
        screen.intent = Some(true);
    }
    if !denies && lower.contains("recent attempt") {
        screen.behavior_in_3_months = Some(true);
    }
}
