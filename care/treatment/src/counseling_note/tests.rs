//! What looks like an item of the ordinary chart, and what does not (P2-11).

use super::OrdinaryItem::{self, *};
use super::ordinary::find;

fn items(text: &str) -> Vec<OrdinaryItem> {
    find(text).into_iter().map(|found| found.item).collect()
}

#[test]
fn p2_11_ordinary_chart_items_are_recognised_by_their_look() {
    for (text, item) in [
        ("She takes 8 mg at night.", Medication),
        ("It went up to 16mg.", Medication),
        ("2.5 mcg", Medication),
        ("The dose frightens him.", Medication),
        ("9:00-10:00", SessionTimes),
        ("We met from 9:00–10:15.", SessionTimes),
        ("at 9am, again", SessionTimes),
        ("until 10 a.m. today", SessionTimes),
        ("9-10am", SessionTimes),
        ("She comes three times a week.", ModalityAndFrequency),
        ("The UDS was clean.", TestResults),
        ("He tested positive.", TestResults),
        ("PHQ-9 of 14", TestResults),
        ("F10.20 it is.", Diagnosis),
        ("The diagnosis shook her.", Diagnosis),
        ("Level of functioning is better.", FunctionalStatus),
        ("Treatment plan: see her sister.", Plan),
        ("Symptoms of withdrawal.", Symptoms),
        ("Prognosis good.", Prognosis),
        ("Progress to date is slow.", Progress),
    ] {
        assert_eq!(items(text), [item], "{text}");
    }
}

#[test]
fn p2_11_what_was_said_is_not_asked_about() {
    for text in [
        "",
        "He told me about his father, who left when he was 8.",
        "She said: nobody at 40 starts over. We sat with that.",
        "1 of 3 brothers, 12 years apart; psalm 23, the long one",
        "“I progress when I plan less,” he laughed: 50-50.",
        "In 1998, on U.S. 6, version 2.0 of herself.",
        "e.g. so-and-so, i.e. nobody; 10:75 is no time and F1.2 no code.",
    ] {
        assert_eq!(items(text), [], "{text}");
    }
}

#[test]
fn each_kind_is_asked_about_once_in_the_order_of_the_regulation_with_its_words() {
    let found = find("Progress to date: at 9:00 and 9:30 she took 8 mg, then 4 mg.");
    let told: Vec<(OrdinaryItem, &str)> = found.iter().map(|one| (one.item, one.words.as_str())).collect();
    assert_eq!(told, [(Medication, "8 mg"), (SessionTimes, "9:00"), (Progress, "progress to date")]);
    let fields: std::collections::BTreeSet<_> = OrdinaryItem::ALL.map(OrdinaryItem::field).into_iter().collect();
    assert_eq!(fields.len(), 10, "a field of its own for each");
    for item in OrdinaryItem::ALL {
        assert!(item.sentence().contains("belongs in the chart note"), "{item:?}");
    }
}
