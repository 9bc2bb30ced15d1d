//! The public site in the real program: what somebody finds at night, and what staff find of it in the morning.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;

use journeys::browser::{Answer, Browser};
use journeys::demo::Demo;
use journeys::page;
use site::{Language, Page};

/// Everything a page may weigh on its way, with its sheet and its scripts, without fonts (ux 11).
const MOST_BYTES: usize = 60_000;

fn every_page() -> impl Iterator<Item = String> {
    Language::ALL.into_iter().flat_map(|language| Page::ALL.into_iter().map(move |page| page.href(language)))
}

/// How many bytes come for a request that a browser would send, heads and all.
fn on_the_wire(demo: &Demo, path: &str) -> usize {
    let host = demo.origin.trim_start_matches("http://");
    let mut line = TcpStream::connect(host).unwrap();
    write!(line, "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n").unwrap();
    let mut bytes = Vec::new();
    line.read_to_end(&mut bytes).unwrap();
    bytes.len()
}

fn ask(browser: &Browser, name: &str, phone: &str) -> Answer {
    let fields = [("given", name), ("phone", phone), ("reach_by", "call_and_message"), ("line", ""), ("website", "")];
    browser.post("/en/ask-for-a-call", &fields)
}

fn reference(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.words());
    let after = answer.body.split("class=\"number\">").nth(1).expect("a reference");
    after[..7].to_owned()
}

#[test]
fn somebody_asks_for_a_call_at_night_and_intake_finds_them_in_the_morning() {
    // Given somebody nobody knows
    let demo = super::front_door();
    let phone = demo.stranger();
    let home = phone.get("/");
    assert!(home.status == 200 && home.header("set-cookie").is_empty());
    assert!(home.words().contains("18 Harbor St, Falmouth, MA"), "{}", home.words());

    // When they ask for a call, and press twice
    let first = ask(&phone, "Riverlight", "508 555 0167");
    let second = ask(&phone, "Riverlight", "508 555 0167");

    // Then they read one reference and the words of the voicemail
    assert_eq!(reference(&first), reference(&second));
    assert!(first.words().contains("This is Estela from Harbor St."), "{}", first.words());
    assert_eq!(demo.inquiries_with("Riverlight"), 1);

    // And intake has it in the one queue, with the way to reach them and the same reference
    let intake = demo.with_role("intake");
    let queue = intake.get("/inquiries");
    assert!(queue.words().contains("Riverlight"), "{}", queue.words());
    let opened =
        page::links(&queue.body).into_iter().filter(|link| link.starts_with("/inquiries/0")).map(|link| intake.get(&link));
    let inquiry = opened.into_iter().find(|inquiry| inquiry.words().contains("Riverlight")).expect("the inquiry");
    assert!(inquiry.words().contains("Web form") && inquiry.words().contains(&reference(&first)), "{}", inquiry.words());
    assert!(inquiry.words().contains("a message is fine"));
}

#[test]
fn p2_14_the_answer_is_the_same_whether_or_not_the_number_is_known() {
    // Given a number of somebody in care, and one of nobody
    let demo = super::front_door();
    let known = demo.a_known_number();
    let stranger = demo.stranger();

    // When both ask in the same words
    let (one, other) = (ask(&stranger, "Sam", &known), ask(&stranger, "Sam", "508 555 0171"));

    // Then everything but the reference is the same
    let plain = |answer: &Answer| answer.body.replace(&reference(answer), "reference");
    assert_eq!(plain(&one), plain(&other));
    let heads = |answer: &Answer| ["content-type", "cache-control", "content-length"].map(|name| answer.header(name).to_owned());
    assert_eq!(heads(&one), heads(&other));
}

#[test]
fn s_26_the_self_check_leaves_no_trace() {
    let demo = super::demo();
    let before = demo.everything_kept();
    let marker = "a-word-that-nobody-keeps";
    let typed = [("taps1-drugs", "daily"), ("safety-suicide", "yes"), ("phq2-1", "nearly-every-day"), ("note", marker)];
    for language in Language::ALL {
        let answer = demo.stranger().post(&Page::Check.href(language), &typed);
        assert_eq!(answer.status, 200);
        assert!(answer.header("set-cookie").is_empty() && answer.header("cache-control") == "no-store");
        assert!(!answer.body.contains(marker));
    }
    assert_eq!(demo.everything_kept(), before);
    assert!(!demo.keeps(marker));
}

#[test]
fn no_page_sets_a_cookie_asks_another_host_or_leads_nowhere() {
    let demo = super::demo();
    let stranger = demo.stranger();
    let mut led: BTreeSet<String> = BTreeSet::new();
    for address in every_page() {
        let answer = stranger.get(&address);
        assert_eq!((answer.status, answer.header("set-cookie")), (200, ""), "{address}");
        assert!(page::inline_code(&answer.body).is_empty(), "{address}");
        for tag in page::tags(&answer.body) {
            let loads = match tag.name.as_str() {
                "link" if tag.get("rel").is_some_and(|rel| rel == "stylesheet" || rel == "icon") => tag.get("href"),
                "script" | "img" | "iframe" | "source" | "video" => tag.get("src"),
                "form" => tag.get("action"),
                _ => None,
            };
            assert!(loads.is_none_or(|there| there.starts_with('/') && !there.starts_with("//")), "{address}: {tag:?}");
            let outside = tag.name == "a" && tag.get("href").is_some_and(|there| there.starts_with("http"));
            assert!(!outside || tag.attributes.contains_key("data-leave"), "{address}: {tag:?}");
        }
        led.extend(page::addresses(&answer.body).into_iter().filter(|there| there.starts_with('/')));
    }
    for there in led {
        let there = there.split('#').next().unwrap_or_default().to_owned();
        let status = stranger.get(&there).status;
        assert_eq!(status, 200, "{there}");
    }
}

#[test]
fn every_page_weighs_at_most_sixty_kilobytes_on_the_wire() {
    let demo = super::demo();
    let stranger = demo.stranger();
    let mut heaviest = (0, String::new());
    for address in every_page() {
        let tags = page::tags(&stranger.get(&address).body);
        let files = tags.iter().filter_map(|tag| match tag.name.as_str() {
            "link" if tag.get("rel").is_some_and(|rel| rel == "stylesheet" || rel == "icon") => tag.get("href"),
            "script" => tag.get("src"),
            _ => None,
        });
        let weight = on_the_wire(&demo, &address) + files.map(|file| on_the_wire(&demo, file)).sum::<usize>();
        assert!(weight <= MOST_BYTES, "{address} weighs {weight}");
        heaviest = heaviest.max((weight, address));
    }
    eprintln!("heaviest: {heaviest:?}");
}

#[test]
fn the_front_page_is_for_everybody_and_the_desk_for_staff() {
    let demo = super::demo();
    let clinician = demo.with_role("clinician");
    assert_eq!(clinician.get("/").status, 200);
    assert!(clinician.get("/desk").place().starts_with("/today"));
    assert_eq!(demo.stranger().get("/desk").place(), "/sign-in");
    assert!(demo.stranger().get("/sign-in").words().contains("Or look at the public site"));
}

#[test]
fn whoever_answers_for_the_site_sees_drafts_and_the_age_of_its_numbers() {
    let demo = super::demo();
    let words = demo.with_role("clinical_director").get("/settings/words");
    for said in ["Spanish", "Haitian Creole", "wait for a native reader", "The public site shows drafts"] {
        assert!(words.words().contains(said), "{said}: {}", words.words());
    }
    let health = demo.with_role("installer").get("/health");
    assert!(health.words().contains("Numbers on the public site") && health.words().contains("833-773-2445"));
}
