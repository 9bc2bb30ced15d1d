//! The acceptance cases of instruments that the interpreter alone can show.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use forms::{
    Answer, Answers, Asked, ContextValues, Form, KeptOutcome, Library, Number, Overlay, Practice, Showing, Stage, Verdict,
};

fn form(id: &str) -> &'static Form {
    Library::standard().form(id).unwrap()
}

fn codes(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().map(|(id, code)| ((*id).to_owned(), Answer::Code((*code).to_owned()))).collect()
}

fn score(id: &str, answers: &Answers) -> KeptOutcome {
    let form = form(id);
    form.score(&form.read_answers(answers, &ContextValues::new()).unwrap()).keep()
}

fn phq9(code: &str, without: &str) -> Answers {
    let items = (1..=9).map(|n| format!("phq9-{n}")).filter(|id| id != without);
    items.map(|id| (id, Answer::Code(code.to_owned()))).collect()
}

#[test]
fn in_a02_item_9_alerts_although_item_4_is_blank() {
    let mut answers = phq9("not-at-all", "phq9-4");
    answers.set("phq9-9", Some(Answer::Code("several-days".into())));
    let outcome = score("phq-9", &answers);
    assert!(!outcome.scores.contains_key("total") && outcome.bands.is_empty());
    assert_eq!((outcome.alerts, outcome.missing), (vec!["phq9-item9".to_owned()], vec!["phq9-4".to_owned()]));
}

#[test]
fn in_a03_a_bound_that_reaches_a_cut_off_fires_its_alert() {
    let outcome = score("phq-9", &phq9("nearly-every-day", "phq9-9"));
    assert_eq!(outcome.at_least.get("total"), Some(&24));
    assert_eq!(outcome.alerts, ["phq9-item9-unanswered", "phq9-positive", "phq9-severe"]);
}

#[test]
fn in_a04_a_blank_after_behaviour_counts_as_recent() {
    let answers = codes(&[("cssrs-1", "no"), ("cssrs-2", "no"), ("cssrs-6", "yes")]);
    let outcome = score("c-ssrs-screener", &answers);
    assert_eq!(outcome.levels.get("risk").map(String::as_str), Some("high"));
    assert!(outcome.alerts.contains(&"cssrs-recent-behaviour".to_owned()) && outcome.missing == ["cssrs-6a"]);
    // It is said at once, not only when the form is handed in.
    let form = form("c-ssrs-screener");
    let filled = form.read_answers(&answers, &ContextValues::new()).unwrap();
    assert_eq!(form.score_at(&filled, Stage::Underway).keep().alerts, ["cssrs-recent-behaviour"]);
}

#[test]
fn in_a05_an_answer_that_was_not_asked_counts_and_is_shown() {
    let outcome =
        score("c-ssrs-screener", &codes(&[("cssrs-1", "no"), ("cssrs-2", "no"), ("cssrs-4", "yes"), ("cssrs-6", "no")]));
    assert_eq!(outcome.levels.get("risk").map(String::as_str), Some("high"));
    assert_eq!(outcome.unexpected, ["cssrs-4"]);
}

#[test]
fn in_a06_a_level_with_an_open_question_above_it_is_at_least() {
    let answers = codes(&[("cssrs-1", "yes"), ("cssrs-2", "yes"), ("cssrs-3", "yes"), ("cssrs-5", "no"), ("cssrs-6", "no")]);
    let outcome = score("c-ssrs-screener", &answers);
    assert_eq!(outcome.levels.get("risk").map(String::as_str), Some("moderate"));
    assert_eq!(outcome.floor, ["risk"]);
}

#[test]
fn in_a07_a_form_without_its_wording_is_shown_only_under_a_whole_overlay() {
    let form = form("ftnd");
    let Showing::PaperOnly { why, without_text } = form.wording().showing() else { unreachable!() };
    assert!(why.contains("permission") && without_text.len() == 6, "{why}");
    let head = "instrument = \"ftnd\"\nlanguage = \"en\"\nsource = \"invented\"\npermission = \"invented, 2026-01-05, letter 7\"\n[text]\n";
    let lines =
        |items: &[forms::Item]| items.iter().map(|item| format!("{} = \"Words {}\"\n", item.id, item.n)).collect::<String>();
    let lacking = Overlay::read(&format!("{head}{}", lines(form.items.get(1..).unwrap())), form).unwrap_err();
    assert!(lacking.to_string().contains("ftnd-1"), "{lacking}");
    let stranger = Overlay::read(&format!("{head}{}ftnd-99 = \"x\"\n", lines(&form.items)), form).unwrap_err();
    assert!(stranger.to_string().contains("ftnd-99"), "{stranger}");
    let overlay = Overlay::read(&format!("{head}{}", lines(&form.items)), form).unwrap();
    let wording = form.worded_by(Some(&overlay));
    assert_eq!(wording.showing(), Showing::Whole);
    assert_eq!(wording.question(form.items.first().unwrap()), Some("Words 1"));
    assert_eq!(overlay.permission, "invented, 2026-01-05, letter 7");
}

#[test]
fn in_07_the_total_of_a_paper_form_has_bands_and_alerts_and_says_nothing_about_answers() {
    let totals = |id: &str, total| form(id).score_totals(&BTreeMap::from([("total".to_owned(), total)]), &ContextValues::new());
    let outcome = totals("phq-9", 21).unwrap().keep();
    assert_eq!(outcome.bands.get("total").map(String::as_str), Some("severe"));
    assert_eq!(outcome.alerts, ["phq9-positive", "phq9-severe"]);
    assert!(outcome.missing.is_empty() && outcome.levels.is_empty());
    assert_eq!(totals("whodas-12", 12).unwrap().keep().scores.get("percent").map(ToString::to_string).as_deref(), Some("25.0"));
    assert!(totals("phq-9", 28).is_err());
}

#[test]
fn in_a08_who_has_not_said_takes_the_lower_cut_off() {
    let form = form("audit-c");
    let three = codes(&[("auditc-1", "monthly-or-less"), ("auditc-2", "3-4"), ("auditc-3", "less-than-monthly")]);
    let band = |sex: &[(&str, &str)]| {
        let context = sex.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let filled = form.read_answers(&three, &context).unwrap();
        form.score(&filled).keep().bands.get("total").cloned().unwrap_or_default()
    };
    assert_eq!([band(&[("sex", "male")]), band(&[("sex", "female")]), band(&[])], ["negative", "positive", "positive"]);
    let odd = form.read_answers(&three, &ContextValues::from([("sex".into(), "m".into())])).unwrap_err();
    assert_eq!(odd.to_string(), "the context \"sex\" must be one of unknown, female, male");
}

#[test]
fn in_a09_a_number_that_is_not_on_the_scale_is_refused() {
    let fault = form("cows").read_answers(&codes(&[("cows-1", "3")]), &ContextValues::new()).unwrap_err();
    assert_eq!((fault.code(), fault.about()), ("invalid-answer", "cows-1"));
}

#[test]
fn in_a11_points_decide_and_a_percentage_is_said_beside_them() {
    let change = |before, after| form("phq-9").change("total", Number::whole(before), Number::whole(after));
    assert_eq!(change(18, 12).verdict, Verdict::Improved);
    let less = change(18, 14);
    assert_eq!(less.verdict, Verdict::WithinChance);
    assert_eq!(less.reached.iter().map(|figure| figure.size.as_str()).collect::<Vec<_>>(), ["20%"]);
    assert_eq!(change(9, 16).verdict, Verdict::Worsened);
    assert_eq!(form("barc-10").change("total", Number::whole(30), Number::whole(50)).verdict, Verdict::NoFigure);
}

#[test]
fn in_a15_none_and_another_answer_together_are_refused() {
    let both = Answer::Codes(vec!["none".into(), "mold".into()]);
    let answers: Answers = [("ahc-2".to_owned(), both)].into_iter().collect();
    assert!(form("ahc-hrsn").read_answers(&answers, &ContextValues::new()).is_err());
}

#[test]
fn in_a13_a_library_without_the_noncommercial_files_goes_on_and_says_what_the_schedule_lacks() {
    let without = Library::files().iter().filter(|(name, _)| !["audit.toml", "audit-c.toml", "dast-10.toml"].contains(name));
    let library = Library::read(&without.copied().collect::<Vec<_>>());
    assert_eq!((library.forms().len(), library.set_aside.len()), (23, 0));
    let missing = Practice::standard().not_in(&library);
    assert!(missing.contains(&"audit-c") && missing.contains(&"dast-10"), "{missing:?}");
    assert_eq!(Practice::standard().not_in(Library::standard()), [""; 0]);
    assert!(Practice::standard().occasions.len() >= 8 && Practice::standard().after("phq9-item9").count() == 1);
}

#[test]
fn one_question_follows_another_and_skipped_gates_ask_nothing() {
    let form = form("c-ssrs-screener");
    let filled = |answers: &Answers| form.read_answers(answers, &ContextValues::new()).unwrap();
    let next = |answers: &Answers, after| form.question_after(&filled(answers), after).map(|question| question.item.id.clone());
    let none = Answers::default();
    assert_eq!(next(&none, None).as_deref(), Some("cssrs-1"));
    assert_eq!(next(&none, Some("cssrs-2")).as_deref(), Some("cssrs-6"));
    let thoughts = codes(&[("cssrs-2", "yes")]);
    assert_eq!(next(&thoughts, Some("cssrs-2")).as_deref(), Some("cssrs-3"));
    assert_eq!(form.questions_left(&filled(&thoughts), Some("cssrs-2")), 4);
    assert_eq!(form.question_before(&filled(&none), "cssrs-6").unwrap().item.id, "cssrs-2");
    assert_eq!(form.questions(&filled(&none)).get(2).unwrap().asked, Asked::Perhaps);
    assert_eq!(next(&none, Some("cssrs-6a")), None);
}

#[test]
fn a_bad_file_is_named_with_its_item_and_what_to_do() {
    let text = Library::files().iter().find(|(name, _)| *name == "phq-2.toml").unwrap().1;
    let told = |from: &str, to: &str| Form::read("phq-2.toml", &text.replacen(from, to, 1)).unwrap_err().to_string();
    let lost = told("options = \"phq-frequency\"", "options = \"frequency\"");
    assert!(lost.starts_with("phq-2.toml, item phq2-1: the option set \"frequency\" is not there"), "{lost}");
    let later = told("items = [\"phq2-1\"", "items = [\"phq2-9\"");
    assert!(later.starts_with("phq-2.toml, score total: there is no item \"phq2-9\" above it. Correct"), "{later}");
    let unknown = told("short = ", "shirt = ");
    assert!(unknown.contains("line ") && unknown.contains("shirt"), "{unknown}");
    let band = told("min = 3", "min = 4");
    assert!(band.starts_with("phq-2.toml, the bands of total: positive begins at 4, and 3 is expected there"), "{band}");
}

#[test]
fn in_08_every_form_that_asks_for_a_notice_carries_it() {
    for form in Library::standard().forms() {
        let is_free = form.licence.terms == forms::Terms::PublicDomain;
        assert!(is_free || form.notice().is_some(), "{}", form.id);
    }
}
