//! The notice of privacy practices holds what 42 CFR 2.22 prescribes (P2-48).
#![allow(clippy::unwrap_used, reason = "tests")]

const NOTICE: &str = include_str!("../../data/papers/notice.en.md");
const PAPERS: &str = include_str!("../../data/papers.toml");

#[test]
fn p2_48_the_notice_has_every_prescribed_topic_in_plain_words() {
    let text = NOTICE.to_lowercase();
    let prescribed = [
        (
            "the header: how records are used, rights, how to complain",
            "how we may use and share your records, what your rights are, and how to complain",
        ),
        ("a copy, and somebody to talk it over with", "you may have a copy, and you may talk it over with us"),
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
        ("the first day", "in force from"),
    ];
    let missing: Vec<&str> = prescribed.iter().filter(|(_, words)| !text.contains(words)).map(|(what, _)| *what).collect();
    assert!(missing.is_empty(), "the notice does not say: {missing:?}");
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
