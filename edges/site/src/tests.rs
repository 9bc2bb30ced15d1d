//! The site over its own routes: what is on every page, what is nowhere, what a form does. The whole program is walked in the journeys.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use reactions::{DatabaseUrl, House};
use tower::ServiceExt;
use vocabulary::{Clock, IdSource, ProgramZone};

use crate::content::Content;
use crate::site::{Look, Program, PublicSite, Transport, router};
use crate::{Language, Page};

fn program() -> Program {
    Program {
        public_name: "Harbor Day Treatment".into(),
        neutral_name: "Harbor St".into(),
        street: "18 Harbor St".into(),
        city: "Falmouth".into(),
        state: "MA".into(),
        zip: "02540".into(),
        phone: "(508) 555-0140".into(),
        phone_link: "+15085550140".into(),
    }
}

pub(crate) fn content(shows_drafts: bool) -> Content {
    Content::read(None, &program(), shows_drafts).unwrap()
}

fn house() -> House {
    let zone = ProgramZone::parse("America/New_York").unwrap();
    // Thursday, 11:04 pm
    let night = zone.at(jiff::civil::date(2026, 3, 12), jiff::civil::time(23, 4, 0, 0)).unwrap();
    House::open(&DatabaseUrl::InMemory, Clock::frozen(night), IdSource::seeded(5), zone).unwrap()
}

fn site(content: Content) -> Router {
    let place = (Transport::Plain, "http://127.0.0.1".to_owned(), false);
    let look = Look { tokens: "@layer tokens{:root{--ink:#000}}".into(), icon: "/icon.svg".into() };
    router(PublicSite::new(house(), program(), content, &look, place).unwrap())
}

async fn read(routes: &Router, request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, String) {
    let response = routes.clone().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, headers, String::from_utf8(body.to_vec()).unwrap())
}

async fn get(routes: &Router, path: &str) -> (StatusCode, axum::http::HeaderMap, String) {
    read(routes, Request::get(path).body(Body::empty()).unwrap()).await
}

async fn post(routes: &Router, path: &str, body: &str) -> (StatusCode, axum::http::HeaderMap, String) {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    read(routes, request.header("sec-fetch-site", "same-origin").body(Body::from(body.to_owned())).unwrap()).await
}

fn every_address() -> impl Iterator<Item = (Language, Page, String)> {
    Language::ALL.into_iter().flat_map(|language| Page::ALL.into_iter().map(move |page| (language, page, page.href(language))))
}

#[tokio::test]
async fn help_comes_before_everything_on_every_page_in_every_language() {
    let routes = site(content(true));
    for (language, _, address) in every_address() {
        let (status, headers, page) = get(&routes, &address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert!(page.contains(&format!("<html lang=\"{}\">", language.code())), "{address}");
        let first = page.split("<body>").nth(1).unwrap();
        let at = |words: &str| first.find(words).unwrap_or_else(|| panic!("{address}: {words}"));
        let help =
            [at("tel:911"), at("tel:988"), at("sms:988"), at("tel:+18337732445"), at("sms:+18337732445"), at("tel:+18003275050")];
        let rest = [at("<header"), at("<main"), at("<h1")];
        assert!(help.iter().max() < rest.iter().min(), "{address}");
        assert!(at("data-leave") < rest[0], "{address}: the way out");

        // No cookie, nothing kept, nothing from another host, no code in the page
        assert!(!headers.contains_key(header::SET_COOKIE), "{address}");
        assert_eq!(
            (headers[header::CACHE_CONTROL].to_str().unwrap(), headers["referrer-policy"].to_str().unwrap()),
            ("no-store", "no-referrer")
        );
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        let loaded = page
            .split(['<'])
            .filter(|tag| tag.starts_with("script src") || tag.contains("rel=\"stylesheet\"") || tag.starts_with("img"));
        for tag in loaded {
            assert!(!tag.contains("//"), "{address} loads {tag}");
        }
        assert!(!page.contains(" style=") && !page.contains("onclick"), "{address}");
        // Every text is there
        for (key, _) in content(true).all_texts().filter(|(key, _)| key.starts_with("en/")) {
            let key = key.trim_start_matches("en/");
            assert!(!key.contains('-') || !page.contains(&format!(">{key}<")), "{address} lacks {key}");
        }
        for missing in ["problem-problem", "{ $", "page:"] {
            assert!(!page.contains(missing), "{address}: {missing}");
        }
    }
}

#[tokio::test]
async fn the_first_screen_says_who_we_are() {
    let routes = site(content(false));
    let (_, _, page) = get(&routes, "/en").await;
    for fact in ["18 Harbor St, Falmouth, MA", "BSAS", "Estela and our own team", "Español", "MassHealth", "never sell"] {
        assert!(page.contains(fact), "{fact}");
    }
}

#[tokio::test]
async fn ma_05_the_site_uses_the_public_name_and_no_word_the_license_forbids() {
    use schedule::program::public_name::{License, check};
    let content = content(true);
    let license = License { state: "MA", provider_setting: "freestanding_clinic", has_clinic_license: false };
    let texts: Vec<(String, &str)> = content.all_texts().collect();
    assert!(texts.len() > 500, "all four languages");
    assert_eq!(check(license, jiff::civil::date(2026, 3, 12), texts), []);
    let routes = site(content);
    let (_, _, page) = get(&routes, "/en/contact").await;
    assert!(page.contains("Harbor Day Treatment"));
}

#[tokio::test]
async fn ma_03_and_ma_04_nobody_must_live_anywhere_and_video_is_said() {
    let content = content(true);
    let how = content.written(Language::English, Page::How).unwrap().body.0;
    assert!(how.contains("No one may make you live in a certain house"));
    assert!(how.contains("by video"));
}

#[tokio::test]
async fn an_address_without_a_language_answers_in_the_one_that_is_asked_for() {
    let routes = site(content(true));
    for (wish, code) in [("es-US,es;q=0.9", "es"), ("ht", "ht"), ("pt-BR", "pt"), ("en", "en"), ("de", "en")] {
        let request = Request::get("/how-it-works").header(header::ACCEPT_LANGUAGE, wish).body(Body::empty()).unwrap();
        let (status, headers, page) = read(&routes, request).await;
        assert_eq!((status, headers[header::CONTENT_LANGUAGE].to_str().unwrap()), (StatusCode::OK, code));
        assert!(page.contains(&format!("<html lang=\"{code}\">")) && page.contains(&format!("href=\"/{code}/cost\"")));
        // The switch names each language in itself and keeps the place
        assert!(page.contains("href=\"/ht/how-it-works\" lang=\"ht\" hreflang=\"ht\""));
    }
    assert_eq!(get(&routes, "/es/nowhere").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn words_that_nobody_has_reviewed_fall_back_to_english_and_say_so() {
    // Given a site that shows no drafts, and translations that nobody has reviewed
    let routes = site(content(false));
    let (_, _, page) = get(&routes, "/es/how-it-works").await;

    // Then the words are English and are marked as such; the languages are not offered
    assert!(page.contains("<html lang=\"es\">") && page.contains("<span lang=\"en\">Need help right now?</span>"));
    assert!(page.contains("<main id=\"content\" tabindex=\"-1\" lang=\"en\">"));
    assert!(!page.contains("hreflang=\"es\" aria-current"));

    // And with drafts shown the page says that they are drafts
    let (_, _, draft) = get(&site(content(true)), "/es/how-it-works").await;
    assert!(draft.contains("¿Necesita ayuda ahora?") && draft.contains("Este texto es un borrador"));
}

#[tokio::test]
async fn a_reviewed_text_is_shown_until_it_or_its_english_changes() {
    // Given the digest that the admin screen shows for one text
    let folder = std::env::temp_dir().join(format!("stepdown-site-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("es")).unwrap();
    let review = content(false).review();
    let spanish = review.iter().find(|one| one.language == Language::Spanish).unwrap();
    let digest = &spanish.unreviewed.iter().find(|text| text.key == "nav-home").unwrap().digest;
    let entry = format!("[nav-home]\nby = \"A native reader\"\non = \"2026-03-01\"\ndigest = \"{digest}\"\n");
    std::fs::write(folder.join("es/reviewed.toml"), &entry).unwrap();

    // Then it is shown, and one text fewer waits
    let read = |folder: &std::path::Path| Content::read(Some(folder), &program(), false).unwrap();
    let content = read(&folder);
    assert_eq!(content.say(Language::Spanish, "nav-home").text, "Inicio");
    assert_eq!(content.say(Language::Spanish, "nav-cost").text, "Cost");
    assert!(content.offered().contains(&Language::Spanish));
    let after = content.review();
    let waiting =
        |all: &[crate::LanguageReview]| all.iter().find(|one| one.language == Language::Spanish).unwrap().unreviewed.len();
    assert_eq!(waiting(&after) + 1, waiting(&review));

    // And a changed translation waits again
    std::fs::write(folder.join("es/words.ftl"), "nav-home = Portada\n").unwrap();
    let changed = read(&folder);
    let _gone = std::fs::remove_dir_all(&folder);
    assert_eq!(changed.say(Language::Spanish, "nav-home").text, "Home");
    let again = changed.review();
    let spanish = again.iter().find(|one| one.language == Language::Spanish).unwrap();
    assert!(spanish.unreviewed.iter().any(|text| text.key == "nav-home" && text.is_outdated));
}

#[test]
fn a_folder_with_mistakes_tells_all_of_them() {
    let folder = std::env::temp_dir().join(format!("stepdown-site-bad-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("en")).unwrap();
    std::fs::write(folder.join("site.toml"), "leave_to = 3").unwrap();
    std::fs::write(folder.join("check.toml"), "[[ask]]\nwho = \"phq-2\"").unwrap();
    let problems = Content::read(Some(&folder), &program(), false).unwrap_err();
    let _gone = std::fs::remove_dir_all(&folder);
    assert!(
        problems.iter().any(|one| one.starts_with("site.toml: ")) && problems.iter().any(|one| one.starts_with("check.toml: ")),
        "{problems:?}"
    );
}

#[test]
fn an_instrument_that_may_not_be_shown_to_everybody_is_refused() {
    use crate::content::{Ask, Plan};
    let ask =
        |instrument: &str| Plan { ask: vec![Ask { instrument: instrument.into(), part: None, levels: None }], say: Vec::new() };
    for id in ["audit-c", "dast-10", "assist-v3", "whodas-12", "c-ssrs-screener", "taps", "none"] {
        assert!(crate::check::Asked::of(&ask(id)).is_err(), "{id}");
    }
    assert!(crate::check::Asked::of(&content(false).plan).is_ok());
}

#[tokio::test]
async fn without_script_the_self_check_is_answered_and_forgotten() {
    let routes = site(content(true));
    let (_, _, questions) = get(&routes, "/en/self-check").await;
    assert!(questions.contains("In the PAST 12 MONTHS") && questions.contains("name=\"ruler-readiness\""));
    assert!(
        !questions.contains("name=\"taps2-") && !questions.contains("name=\"taps1-alcohol-m\""),
        "only what is asked of everybody"
    );

    let typed = "taps1-drugs=weekly&phq2-1=nearly-every-day&phq2-2=nearly-every-day&ruler-readiness=8";
    let (status, headers, page) = post(&routes, "/en/self-check", typed).await;
    assert_eq!((status, headers[header::CACHE_CONTROL].to_str().unwrap()), (StatusCode::OK, "no-store"));
    assert!(page.contains("worth a talk") && page.contains("You sound ready"), "{page}");
    assert!(!page.contains("weekly") && !page.contains("You may not feel ready"));

    // A hard stop shows help at once, before anything else is said
    let (_, _, stop) = post(&routes, "/en/self-check", "safety-suicide=yes&taps1-drugs=never").await;
    let main = stop.split("<main").nth(1).unwrap();
    assert!(main.find("call or text 988").unwrap() < main.find("What you can do next").unwrap());

    // Nonsense is no answer and no error
    let (status, _, none) = post(&routes, "/en/self-check", "taps1-drugs=often&ruler-readiness=99&x=y").await;
    assert!(status == StatusCode::OK && none.contains("You skipped the questions"));
}

const FORM: &str = "given=Alex&phone=508+555+0199&reach_by=call_and_message&line=Nights+are+hard&website=";

#[tokio::test]
async fn a_request_names_the_hour_the_voicemail_and_a_reference() {
    let routes = site(content(true));
    let (status, headers, page) = post(&routes, "/en/ask-for-a-call", FORM).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(!headers.contains_key(header::SET_COOKIE));
    assert!(page.contains("Thank you, Alex.") && page.contains("We will call you on Friday, March 13 by 9:30 am."), "{page}");
    assert!(page.contains("This is Estela from Harbor St. Please call me back at (508) 555-0140."));
    let reference = |page: &str| page.split("class=\"number\">").nth(1).unwrap()[..7].to_owned();
    assert!(!page.split("<title>").nth(1).unwrap().split("</title>").next().unwrap().contains("Alex"), "no name in a title");

    // Pressed twice, it is one request with one reference; another person has another
    let (_, _, again) = post(&routes, "/en/ask-for-a-call", FORM).await;
    assert_eq!(reference(&page), reference(&again));
    let (_, _, other) = post(&routes, "/en/ask-for-a-call", &FORM.replace("Alex", "Kim")).await;
    assert_ne!(reference(&page), reference(&other));
}

#[tokio::test]
async fn one_number_is_enough_to_be_texted() {
    let routes = site(content(true));
    let (status, _, page) = post(&routes, "/ht/ask-for-a-call", "phone=%28508%29+555-0198&reach_by=text").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("N ap ekri w vandredi 13 mas, anvan 9:30 nan maten") && page.contains("Harbor St:"), "{page}");
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field_and_everything_typed_is_kept() {
    let routes = site(content(true));
    let (status, _, page) = post(&routes, "/en/ask-for-a-call", "given=&phone=12&line=Please+call&website=").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "href=\"#given\"",
        "href=\"#phone\"",
        "href=\"#reach_by\"",
        "value=\"12\"",
        "value=\"Please call\"",
        "aria-invalid=\"true\"",
        "<title>Please look at this again: ",
    ] {
        assert!(page.contains(words), "{words}");
    }
    // The one field of the short form is wrong where it was typed
    let (_, _, short) = post(&routes, "/en/ask-for-a-call", "phone=12&reach_by=text").await;
    let (long, rather) = short.split_once("id=\"rather\"").unwrap();
    assert!(rather.contains("id=\"phone-wrong\"") && !long.contains("id=\"phone-wrong\""));
}

#[tokio::test]
async fn a_machine_that_fills_the_hidden_field_and_another_site_are_refused_with_their_words_kept() {
    let routes = site(content(true));
    let (status, _, page) = post(&routes, "/en/ask-for-a-call", &FORM.replace("website=", "website=spam")).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("value=\"Alex\""));
    let request = Request::post("/en/ask-for-a-call")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from(FORM))
        .unwrap();
    let (status, _, page) = read(&routes, request).await;
    assert!(status == StatusCode::FORBIDDEN && page.contains("value=\"Nights are hard\""));
}

#[tokio::test]
async fn a_flood_is_slowed_with_the_words_kept_and_the_numbers_in_sight() {
    let routes = site(content(true));
    let mut last = None;
    for number in 0..9 {
        last = Some(post(&routes, "/en/ask-for-a-call", &FORM.replace("Alex", &format!("Alex{number}"))).await);
    }
    let (status, headers, page) = last.unwrap();
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert!(headers[header::RETRY_AFTER].to_str().unwrap().parse::<u32>().unwrap() > 0);
    assert!(page.contains("value=\"Alex8\"") && page.contains("tel:988") && page.contains("(508) 555-0140"));
}

#[tokio::test]
async fn a_form_larger_than_any_person_writes_is_not_read() {
    let routes = site(content(true));
    let (status, ..) = post(&routes, "/en/ask-for-a-call", &format!("{FORM}{}", "a".repeat(20_000))).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn every_page_weighs_little() {
    let routes = site(content(true));
    for (_, _, address) in every_address() {
        let request = Request::get(&address).header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
        let response = routes.clone().oneshot(request).await.unwrap();
        assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip", "{address}");
        let weight = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap().len();
        // The sheet, the scripts and the tokens are weighed with it in the journeys, where the real tokens are.
        assert!(weight < 30_000, "{address} weighs {weight}");
    }
}
