//! The notice of privacy practices holds what 42 CFR 2.22 prescribes (P2-48).
#![allow(clippy::unwrap_used, reason = "tests")]

use super::Language;

const NOTICE: &str = include_str!("../../data/papers/notice.en.md");
const PAPERS: &str = include_str!("../../data/papers.toml");

#[test]
fn p2_48_the_notice_has_every_prescribed_topic_in_plain_words() {
    let text = NOTICE.to_lowercase();
    let prescribed = [
        ("the header: how information is used", "how health information about you may be used and shared"),
        ("the header: rights", "your rights to your health information"),
        ("the header: how to complain", "how to complain if the privacy or safety of your health information"),
        ("a copy, on paper or electronically", "you have a right to a copy of this notice, on paper or on a screen"),
        ("somebody named to talk it over with", "you may talk it over with {contact}: call {contact_phone}"),
        ("an e-mail address", "{contact_email}"),
        ("the stricter law of the state", "where a law of our state is stricter"),
        ("an emergency without consent", "your life or health is in danger"),
        ("audits without consent", "check our work"),
        ("service organizations", "companies that work for us"),
        ("crime on the premises and abuse of a child", "a crime done here or against our staff, or that a child is being hurt"),
        ("court orders, and that a subpoena is not one", "a paper from a lawyer alone is not enough"),
        (
            "uses with consent, once for treatment, payment and operations",
            "one form can cover treatment, payment and running the program",
        ),
        ("withdrawing a consent", "you can stop it in writing at any time"),
        ("counseling notes apart", "need a form of their own"),
        ("proceedings against the person", "may not be used against you in court"),
        ("a limit, and the health plan that is not told of what is paid in full", "we must agree"),
        ("the account of three years", "last 3 years"),
        ("the list of an intermediary", "a group that passes records on"),
        ("on paper or electronically", "on paper or on a screen"),
        ("no letters that ask for money", "ask for money"),
        ("the duty to tell of a breach", "if your records get into wrong hands"),
        ("a changed notice", "if we change it, we give you the new one"),
        ("complaints to the program and the Secretary", "secretary of the united states department of health and human services"),
        ("nobody is treated worse", "nobody may treat you worse because you complained"),
        ("the first day", "in force from {in_force_from}"),
    ];
    let missing: Vec<&str> = prescribed.iter().filter(|(_, words)| !text.contains(words)).map(|(what, _)| *what).collect();
    assert!(missing.is_empty(), "the notice does not say: {missing:?}");
}

#[test]
fn p2_48_it_stands_in_the_four_languages_with_every_part_and_as_many_points_in_each() {
    let all = crate::notice::in_force::first().unwrap();
    let points = |text: &str| -> Vec<usize> {
        text.split("\n## ").map(|part| part.lines().filter(|line| line.starts_with("- ")).count()).collect()
    };
    let english = points(&all.text(Language::En).unwrap().words);
    for language in Language::ALL {
        let text = all.text(language).unwrap();
        assert_eq!(crate::notice::parts::lacks(&text.words), None, "{language:?}");
        assert_eq!(points(&text.words), english, "a translation that lost a point: {language:?}");
        assert!(text.words.contains("HIPAA") && text.words.contains("42 CFR"), "{language:?}");
    }
}

#[test]
fn p2_48_it_is_given_to_everybody_acknowledged_or_declined() {
    let papers: toml::Table = PAPERS.parse().unwrap();
    let all = papers.get("paper").and_then(toml::Value::as_array).unwrap();
    let notice = all.iter().find(|paper| paper.get("key").and_then(toml::Value::as_str) == Some("notice")).unwrap();
    let says = |key: &str| notice.get(key).and_then(toml::Value::as_str);
    assert_eq!((says("act"), says("when")), (Some("acknowledge"), Some("always")));
    assert_eq!(notice.get("may_decline").and_then(toml::Value::as_bool), Some(true), "a refusal is written down, never a gate");
}
