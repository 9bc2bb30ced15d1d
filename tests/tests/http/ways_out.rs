//! Every address that is declared, tried for what leaves by it without the gate (P2-40). Where bytes can leave at all, and what stands in
//! the way there, is a list that `cargo xtask tidy` compares with the code (`xtask/src/tidy/ways_out.rs`).

use std::collections::BTreeMap;

use journeys::browser::{Answer, Browser};
use journeys::routes::{declared, route_of, shape};

/// Addresses beside those of the pages for staff: for everybody, for networks, for whoever watches the machine.
const OTHERS: [&str; 12] = [
    "/",
    "/en",
    "/es",
    "/pt",
    "/ht",
    "/robots.txt",
    "/healthz",
    "/readyz",
    "/metrics",
    "/hooks/text",
    "/hooks/text/status",
    "/api/referrals",
];

/// Files that hold something about a person, each released to whoever asked, and by which record of the account when it goes outside.
const FILES: [&str; 21] = [
    "/claims/batches/{batch}/file",
    "/cover/{patient}/card/sent/{event}",
    "/cover/{patient}/card/{card}",
    "/cover/{patient}/checks/{check}/{file}",
    "/daypacks/{pack}/print",
    "/papers/{paper}/file/{which}",
    "/patients/{patient}/account.csv",
    "/patients/{patient}/account.pdf",
    "/patients/{patient}/disclosures/{disclosure}/file",
    "/referrals/{referral}/files/{number}",
    "/referrals/{referral}/original",
    "/referrals/{referral}/pages",
    "/referrals/{referral}/pages/{number}",
    "/rights/agreements/{agreement}/file/{number}",
    "/rights/breaches/{breach}/letters/print",
    "/rights/letters/{letter}",
    "/settings/export/payers",
    "/metrics",
    "/assets/{file}",
    "/live/{topic}",
    "/healthz",
];

#[test]
fn p2_40_no_address_tells_somebody_without_a_session_about_anybody() {
    // Given everything by which a person could be known, and every address there is, with the ids of real people and things
    let demo = super::demo();
    let telling = demo.what_tells_people();
    assert!(telling.len() > 20, "the demonstration has people");
    let routes = declared();
    let patient = demo.patients().remove(0);
    let mut addresses: BTreeMap<String, String> =
        OTHERS.iter().map(|address| ((*address).to_owned(), (*address).to_owned())).collect();
    for visit in super::walks(&demo).iter().flat_map(|(_, visits)| visits) {
        addresses.entry(shape(&visit.address)).or_insert_with(|| visit.address.clone());
    }
    for route in routes.keys() {
        let address = super::about(route, &patient).unwrap_or_else(|| route.replace(['{', '}'], ""));
        addresses.entry(shape(&address)).or_insert(address);
    }

    // When somebody without a session asks for each, and sends something to each
    let stranger = demo.stranger();
    for address in addresses.values() {
        let sent = stranger.post(address, &[("csrf", ""), ("name", "a"), ("act", "send")]);
        for answer in [stranger.get(address), sent] {
            // Then nothing in it tells of anybody, and none of it is a page of the house
            assert_tells_nobody(&telling, &shape(address), &answer, address);
        }
    }
    eprintln!("{} addresses", addresses.len());
}

#[test]
fn p2_40_every_file_that_staff_can_take_is_released_or_about_nobody() {
    // Given every page that anybody in the program reaches
    let demo = super::demo();
    let telling = demo.what_tells_people();
    let routes = declared();
    let mut found: BTreeMap<String, Answer> = BTreeMap::new();
    for (role, visits) in super::walks(&demo) {
        for visit in visits.iter().filter(|visit| visit.answer.status == 200) {
            let kind = visit.answer.header("content-type");
            if !kind.starts_with("text/html") {
                let route = route_of(routes.keys(), &visit.address).cloned().unwrap_or_else(|| shape(&visit.address));
                found.entry(route).or_insert_with(|| demo.with_role(role).get(&visit.address));
            }
        }
    }

    // Then each of those that are no pages is known
    let unknown: Vec<&String> = found.keys().filter(|route| !FILES.contains(&route.as_str())).collect();
    assert!(unknown.is_empty(), "files that nobody wrote down: {unknown:?}");
    assert!(found.keys().any(|route| route.ends_with("account.csv")), "{:?}", found.keys());

    // And what is about nobody names nobody
    for (route, role) in [("/settings/export/payers", "biller"), ("/metrics", "installer")] {
        let answer = demo.with_role(role).get(route);
        assert_tells_nobody(&telling, route, &answer, "");
    }
}

#[test]
fn p2_49_a_packet_that_leaves_is_one_row_of_the_account_and_a_refused_one_is_none() {
    let demo = super::demo();
    let patient = demo.patients().remove(0);
    let clinician = demo.with_role("clinician");
    let before = rows(&demo);

    // When something is sent to somebody whom no consent names
    let refused = send(&clinician, &patient, "consent", "A stranger");

    // Then the page says why, and no row is written
    assert_eq!(refused.status, 409, "{}", refused.words());
    assert_eq!(rows(&demo), before);

    // When the person gets their own record
    let made = send(&clinician, &patient, "person", "");

    // Then there is one row more, and the file of it
    assert_eq!(made.status, 303, "{}", made.words());
    assert_eq!(rows(&demo), before + 1);
    let page = clinician.get(made.header("location"));
    let file = journeys::page::links(&page.body).into_iter().find(|link| link.ends_with("/file")).expect("the file");
    assert!(clinician.get(&file).body.starts_with("%PDF"));
}

fn send(browser: &Browser, patient: &str, ground: &str, name: &str) -> Answer {
    let fields = [
        ("act", "send"),
        ("ground", ground),
        ("name", name),
        ("status", "covered_entity"),
        ("purpose", if ground == "person" { "person_request" } else { "treatment" }),
        ("categories", "plan"),
        ("description", "the plan"),
    ];
    browser.send(&format!("/patients/{patient}/send"), &fields)
}

fn rows(demo: &journeys::demo::Demo) -> usize {
    demo.kept_by_kind().get("disclosure").and_then(|count| count.parse().ok()).unwrap_or(0)
}

fn assert_tells_nobody(telling: &std::collections::BTreeSet<String>, shape: &str, answer: &Answer, asked: &str) {
    // Whoever asks for an address knows what stands in it
    let said = format!("{} {}", answer.body, answer.header("location")).replace(asked, "");
    let told = telling.iter().filter(|words| !asked.contains(words.as_str())).find(|words| said.contains(words.as_str()));
    assert!(told.is_none(), "{shape} tells of somebody, with status {}", answer.status);
}
