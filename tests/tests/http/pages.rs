//! Every page that every role can reach: it is there, it names nobody where a shoulder or a log could read it, and nothing runs in
//! it that was not written as a file.

use std::collections::{BTreeMap, BTreeSet};

use journeys::browser::Answer;
use journeys::page;
use journeys::routes::{declared, route_of, shape};

#[test]
fn no_page_names_a_person_in_its_title_or_address() {
    // Given the names of everybody in the demonstration, and every page each role can reach from the front page
    let demo = super::demo();
    let names = demo.names();
    assert!(names.len() > 40, "the names of everybody");
    let routes = declared();
    let mut reached: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut not_there: BTreeSet<String> = BTreeSet::new();
    let mut dead: BTreeSet<String> = BTreeSet::new();
    for (role, visits) in super::walks(&demo) {
        eprintln!("{role}: {} pages", visits.len());
        for visit in visits {
            let told = format!("{role} at {} (found on {})", shape(&visit.address), shape(&visit.from));

            // Then each of them is there
            let Some(route) = route_of(routes.keys(), &visit.address) else {
                assert_eq!(visit.answer.status, 404, "{told}");
                not_there.insert(shape(&visit.address));
                continue;
            };
            if !matches!(visit.answer.status, 200 | 303) {
                dead.insert(format!("{told} answered {}", visit.answer.status));
                continue;
            }
            reached.entry(route.clone()).or_default().insert(role);

            // And names nobody in its title or in any address on it, and carries its policy and no code of its own
            names_nobody(&told, &names, &page::title(&visit.answer.body));
            for address in page::addresses(&visit.answer.body).iter().chain([&visit.address]) {
                names_nobody(&told, &names, address);
            }
            is_strict(&told, &visit.answer);
        }
    }
    assert!(dead.is_empty(), "links that lead nowhere for whoever sees them: {dead:#?}");
    let all: BTreeSet<&String> = routes.iter().filter(|(_, methods)| methods.contains(&"get")).map(|(route, _)| route).collect();
    insta::assert_snapshot!("reached", kept(&reached, &all, &not_there));
}

/// A given or family name as a word of its own; a number or a letter beside it makes it another word.
fn names_nobody(told: &str, names: &BTreeSet<String>, text: &str) {
    let text = text.to_lowercase();
    for name in names {
        let found = text.match_indices(name.as_str()).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + name.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        });
        assert!(!found, "{told} names a person");
    }
}

fn is_strict(told: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{told}: {policy}");
    assert_eq!(answer.header("cache-control"), "no-store", "{told}");
    assert_eq!(answer.header("referrer-policy"), "no-referrer", "{told}");
    // A file that is no page has no elements, whatever its bytes look like.
    if answer.header("content-type").starts_with("text/html") {
        let code = page::inline_code(&answer.body);
        assert!(code.is_empty(), "{told}: {code:?}");
    }
}

/// What is kept: who reaches what, what nobody reaches by a link, and links that lead nowhere yet.
fn kept(reached: &BTreeMap<String, BTreeSet<&str>>, all: &BTreeSet<&String>, not_there: &BTreeSet<String>) -> String {
    let mut text = String::from("Reached by links from the front page, by\n");
    for (route, roles) in reached {
        text.push_str(&format!("  {route}: {}\n", roles.iter().copied().collect::<Vec<_>>().join(", ")));
    }
    text.push_str("Declared, and reached by no link\n");
    for route in all.iter().filter(|route| !reached.contains_key(**route)) {
        text.push_str(&format!("  {route}\n"));
    }
    text.push_str("Linked, and not there yet (should become empty)\n");
    for shape in not_there {
        text.push_str(&format!("  {shape}\n"));
    }
    text
}
