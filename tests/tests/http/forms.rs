//! Forms: problems are told beside what was typed, and nothing changes without this session's token.

use journeys::page;
use journeys::routes::{declared, route_of};

const WORDS: &str = "Rang twice & the line was <busy>; tries \"tomorrow\" at nine.";
const WORDS_ON_THE_PAGE: &str = "Rang twice &amp; the line was &lt;busy&gt;; tries &quot;tomorrow&quot; at nine.";

#[test]
fn a_form_with_problems_keeps_what_was_typed() {
    // Given a counselor who logs a call and forgets to say what came of it
    let demo = super::demo();
    let counselor = demo.with_role("clinician");
    let patient = demo.patients().remove(0);
    let address = format!("/patients/{patient}/outreach");
    let before = demo.everything_kept();

    // When the form is sent
    let answer = counselor.send(&address, &[("way", "visit"), ("result", ""), ("words", WORDS)]);

    // Then the page comes back with the problem, its title says so, and everything typed is still there
    assert_eq!(answer.status, 422);
    assert!(page::title(&answer.body).starts_with("Problem"), "{}", page::title(&answer.body));
    assert!(answer.body.contains("Choose what came of it."));
    assert!(answer.body.contains(WORDS_ON_THE_PAGE), "the words");
    let inputs = page::tags(&answer.body);
    let visit = inputs.iter().find(|tag| tag.get("name") == Some("way") && tag.get("value") == Some("visit")).unwrap();
    assert!(visit.get("checked").is_some(), "the choice");
    assert_eq!(demo.everything_kept(), before, "and nothing was written");

    // And when the problem is mended, it is saved
    assert_eq!(counselor.send(&address, &[("way", "visit"), ("result", "no_answer"), ("words", WORDS)]).status, 303);
    assert_ne!(demo.everything_kept(), before);
}

#[test]
fn a_post_without_the_token_changes_nothing() {
    // Given the director, who may do most, and one form of every kind
    let demo = super::demo();
    let director = demo.with_role("clinical_director");
    let mut forms: Vec<page::Form> = Vec::new();
    let routes = declared();
    let route = |form: &page::Form| route_of(routes.keys(), &form.action);
    let walked = super::walks(&demo).iter().find(|(role, _)| *role == "clinical_director");
    for visit in &walked.expect("a director").1 {
        for form in page::forms(&visit.answer.body).into_iter().filter(|form| form.method == "post") {
            if route(&form).is_some() && !forms.iter().any(|known| route(known) == route(&form)) {
                forms.push(form);
            }
        }
    }
    assert!(forms.len() >= 3, "the walk finds forms: {forms:?}");
    let before = demo.everything_kept();

    // When each is sent with no token, and with another session's
    let foreign = demo.with_role("front_desk").token();
    let before_foreign = demo.everything_kept();
    for form in &forms {
        let typed = form.fields.iter().filter(|(name, _)| name != "csrf").map(|(name, value)| (name.as_str(), value.as_str()));
        let without: Vec<(&str, &str)> = typed.collect();
        let mut with_foreign = without.clone();
        with_foreign.push(("csrf", foreign.as_str()));

        // Then it is refused
        for fields in [&without, &with_foreign] {
            let answer = director.post(&form.action, fields);
            assert_eq!(answer.status, 403, "{} answered {}", form.action, answer.status);
        }
        // And a person nobody knows is sent to the door
        let stranger = demo.stranger().post(&form.action, &without);
        assert!(matches!(stranger.status, 303 | 403), "{} answered {} to a stranger", form.action, stranger.status);
    }

    // And nothing changed but that somebody signed in
    assert_eq!(demo.everything_kept(), before_foreign);
    assert_eq!(before[..3], before_foreign[..3]);
    eprintln!("refused without a token: {:?}", forms.iter().filter_map(route).collect::<Vec<_>>());
}
