//! Names and words that are markup, put into every field that takes words, and then every page is read: all of it stands there as text
//! (ASVS 1.2.1, 1.3.11).

use std::collections::BTreeSet;

use journeys::browser::{Answer, Browser};
use journeys::demo::Demo;
use journeys::page::{self, Tag};
use journeys::routes::{declared, route_of, shape};
use journeys::walk;

use super::{MARK, what_breaks_out};

/// Ends everything that words can stand in.
const LONG: &str = "\"'></title></textarea></script></style>--><hostile7f3a y=\"2\"> hostile7f3a=\"1";
/// Fits into a name.
const SHORT: &str = "\"'><hostile7f3a x=\"1\">";
/// Forms that end the session, change what this journey stands on, or check every record.
const LEFT_ALONE: [&str; 8] = [
    "/sign-out",
    "/lock",
    "/locked",
    "/account/sign-out",
    "/health/verify",
    "/settings/staff/{staff}/close",
    "/settings/staff/{staff}/end",
    "/claims/build",
];
/// What addresses may carry behind their question mark.
const ASKED: [&str; 16] =
    ["q", "back", "next", "day", "view", "tab", "as_of", "from", "to", "track", "flag", "by", "done", "show", "number", "error"];

#[derive(serde::Deserialize)]
struct Names {
    person: Vec<Name>,
}

#[derive(serde::Deserialize)]
struct Name {
    given: String,
    family: String,
}

fn is_text(who: &str, at: &str, answer: &Answer) {
    assert!(answer.status < 500, "{who} at {at}: {}", answer.words());
    let header = answer.header("location");
    assert!(
        !header.contains('\r') && !header.contains('\n') && answer.header("set-cookie").matches(MARK).count() == 0,
        "{who} at {at}"
    );
    let kind = answer.header("content-type");
    if !kind.starts_with("text/html") {
        // A file is not shown as a page, whatever is in it
        let is_file = ["application/", "image/", "text/plain"].iter().any(|one| kind.starts_with(one)) && !kind.contains("xml");
        let is_empty = answer.body.is_empty();
        assert!((is_empty || is_file) && answer.header("x-content-type-options") == "nosniff", "{who} at {at}: {kind}");
        return;
    }
    if let Some(broken) = what_breaks_out(&answer.body) {
        panic!("{who} at {at}: {broken}");
    }
    assert!(!answer.body.contains("<b>Ann</b>"), "{who} at {at}");
}

/// The fields of a form into which anything can be typed.
fn typed_fields(html: &str, action: &str) -> Vec<String> {
    let all = page::tags(html);
    let Some(at) = all.iter().position(|tag| tag.name == "form" && tag.get("action") == Some(action)) else { return Vec::new() };
    let inside = all[at + 1..].iter().take_while(|tag| tag.name != "/form");
    let takes_words = |tag: &&Tag| {
        let kind = tag.get("type").unwrap_or("text");
        tag.name == "textarea" || (tag.name == "input" && matches!(kind, "text" | "search" | "tel" | "email" | "url" | "hidden"))
    };
    inside.filter(takes_words).filter_map(|tag| tag.get("name")).filter(|name| *name != "csrf").map(str::to_owned).collect()
}

/// Every form that somebody meets, once for each shape.
fn forms(visits: &[walk::Visit]) -> Vec<(Answer, String)> {
    let routes = declared();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for visit in visits {
        for form in page::forms(&visit.answer.body).into_iter().filter(|form| form.method == "post") {
            let route = route_of(routes.keys(), &form.action);
            if route.is_some_and(|route| !LEFT_ALONE.contains(&route.as_str())) && seen.insert(shape(&form.action)) {
                found.push((visit.answer.clone(), form.action.clone()));
            }
        }
    }
    found
}

/// Sends a form with these words in every field that takes any; what was not typed stays as it stands.
fn fill_all(browser: &Browser, page: &Answer, action: &str, words: &str) -> Answer {
    let fields = typed_fields(&page.body, action);
    let typed: Vec<(&str, &str)> = fields.iter().map(|name| (name.as_str(), words)).collect();
    browser.fill(page, action, &typed)
}

fn encoded(words: &str) -> String {
    words.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Puts hostile names and words where they are kept.
fn plant(demo: &Demo) {
    let file = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/hostile_names.toml")).unwrap();
    let names: Names = toml::from_str(&file).unwrap();
    let intake = demo.with_role("intake");
    for (number, name) in names.person.iter().enumerate() {
        let page = intake.get("/inquiries/new");
        let phone = format!("508 555 01{number:02}");
        let typed = [("given", name.given.as_str()), ("family", &name.family), ("phone", &phone), ("words", LONG)];
        let answer = intake.fill(&page, "/inquiries/new", &typed);
        is_text("intake", "/inquiries/new", &answer);
        assert!(matches!(answer.status, 303 | 422), "{}: {}", name.family, answer.words());
    }
    let patient = demo.patients().remove(0);
    let counselor = demo.with_role("clinician");
    let spoken = [("way", "call"), ("result", "reached"), ("words", LONG), ("kind", "safety"), ("sentence", LONG)];
    for act in ["outreach", "concern"] {
        let answer = counselor.send(&format!("/patients/{patient}/{act}"), &spoken);
        assert_eq!(answer.status, 303, "{act}: {}", answer.words());
    }
    let person = format!("/patients/{patient}/edit");
    let page = intake.get(&person);
    let typed =
        [("given", SHORT), ("family", "\" hostile7f3a=\"1"), ("chosen_given", SHORT), ("pronouns", SHORT), ("reason", SHORT)];
    let answer = intake.fill(&page, &person, &typed);
    is_text("intake", &person, &answer);
    let answer = demo.stranger().post("/demo/phone", &[("number", "508 555 0177"), ("words", LONG)]);
    assert_eq!(answer.status, 303, "{}", answer.words());
}

#[test]
fn asvs_1_2_1_whatever_was_typed_stands_on_every_page_as_text() {
    // Given people and words that are markup
    let folder = tempfile::tempdir().unwrap();
    let demo = crate::own_demo(folder.path(), None, "2026-03-12", "09:30");
    plant(&demo);

    // When everybody opens every page, and sends every form with markup in every field
    let mut shown = 0;
    let mut sent = 0;
    for role in ["clinical_director", "intake", "clinician", "biller", "front_desk"] {
        let browser = demo.with_role(role);
        let visits = walk::everywhere(&browser);
        for visit in &visits {
            is_text(role, &visit.address, &visit.answer);
            shown += usize::from(visit.answer.body.contains(MARK));
        }
        for (page, action) in forms(&visits) {
            for words in [LONG, SHORT] {
                let answer = fill_all(&browser, &page, &action, words);
                is_text(role, &action, &answer);
                sent += 1;
            }
        }
        // And everything that stands behind a question mark is markup
        let asked: String = ASKED.iter().map(|name| format!("{name}={}&", encoded(LONG))).collect();
        let mut addresses: BTreeSet<String> =
            visits.iter().map(|visit| visit.address.split('?').next().unwrap().to_owned()).collect();
        addresses.insert("/find".to_owned());
        for address in addresses.iter().filter(|address| !address.starts_with("/demo/sign-in")) {
            is_text(role, address, &browser.get(&format!("{address}?{asked}")));
        }
    }
    assert!(sent > 60, "{sent} forms");

    // Then none of it was anything but text, also where what the forms kept is shown
    for role in ["clinical_director", "intake"] {
        for visit in walk::everywhere(&demo.with_role(role)) {
            is_text(role, &visit.address, &visit.answer);
            shown += usize::from(visit.answer.body.contains(MARK));
        }
    }
    assert!(shown > 20, "the words were on {shown} pages");
    eprintln!("{sent} forms sent, the words stood on {shown} pages");
}
