//! Whole documents: what every page has, and what none may have.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use axum::routing::get;
use maud::html;
use tower::ServiceExt;

use super::gallery::pages;
use super::{Area, Density, Frame, Notice, Page, RailItem, Theme, Transport, View, ViewerBar, gallery, security_headers};

fn frame() -> Frame {
    Frame {
        viewer: ViewerBar::new("Jo Alvarez", "LICSW", "JA", "Clinician, day track"),
        rail: vec![
            RailItem::new(Area::Today, "/today"),
            RailItem::new(Area::Groups, "/groups").due(2),
            RailItem::new(Area::Patients, "/patients"),
            RailItem::new(Area::Schedule, "/schedule"),
            RailItem::new(Area::Inbox, "/inbox").waiting(6),
            RailItem::new(Area::Outcomes, "/outcomes"),
        ],
        program_name: "Harbor Street IOP".into(),
        place: "Day track".into(),
        csrf: "token".into(),
        new_inquiry: None,
        carried: None,
    }
}

async fn text(answer: Response) -> String {
    String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

async fn ask(routes: Router, address: &str) -> Response {
    routes.oneshot(Request::get(address).body(Body::empty()).unwrap()).await.unwrap()
}

#[test]
fn no_page_carries_inline_style_or_inline_script() {
    for (name, page) in pages() {
        let page = page.into_string();
        for forbidden in [" style=", "<style", " onclick=", " onload=", " onsubmit=", "javascript:", " hx-on", "hx-vals=\"js:"] {
            assert!(!page.contains(forbidden), "{name}: {forbidden}");
        }
        for script in page.split("<script").skip(1) {
            let (attributes, inside) = script.split_once('>').unwrap();
            assert!(attributes.contains("src=\"/assets/"), "{name}: {attributes}");
            assert!(inside.starts_with("</script>"), "{name}: {inside:.40}");
        }
    }
}

#[test]
fn every_file_a_page_names_is_shipped() {
    for (name, page) in pages() {
        assert!(!page.into_string().contains("not-shipped"), "{name}");
    }
}

#[test]
fn no_id_comes_twice_on_a_page() {
    for (name, page) in pages() {
        let page = page.into_string();
        let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{name}: {twice:?}");
    }
}

#[test]
fn every_page_has_one_heading_a_way_past_the_rail_and_a_place_to_speak() {
    for (name, page) in pages() {
        let page = page.into_string();
        assert_eq!(page.matches("<h1").count(), 1, "{name}");
        assert!(page.contains("href=\"#content\"") && page.contains("id=\"content\""), "{name}");
        assert!(page.contains("aria-live=\"polite\""), "{name}");
        assert!(page.contains("<html lang=\"en\""), "{name}");
    }
}

#[test]
fn every_posted_form_carries_the_token() {
    for (name, page) in pages().into_iter().filter(|(name, _)| *name != "sign-in") {
        let page = page.into_string();
        for form in page.split("<form").skip(1).filter(|form| form.contains("method=\"post\"")) {
            let form = form.split("</form>").next().unwrap();
            assert!(!form.contains("action") || form.contains("name=\"csrf\""), "{name}: {form:.120}");
        }
    }
}

#[test]
fn a_page_with_problems_says_so_first_in_its_title() {
    let page = Page::new(&frame(), Area::Groups, "Group note").problem(true).render(html! {}).into_string();
    assert!(page.contains("<title>Problem: Group note · Stepdown</title>"));
}

#[test]
fn preferences_become_attributes_of_the_document() {
    let mut frame = frame();
    frame.viewer.theme = Theme::Dark;
    frame.viewer.density = Density::Compact;
    frame.viewer.keys_on = false;
    frame.viewer.shared_screen = true;
    let page = Page::new(&frame, Area::Today, "Today").view(View::Hallway).render(html! {}).into_string();
    for attribute in [
        "data-theme=\"dark\"",
        "data-density=\"compact\"",
        "data-keys=\"off\"",
        "data-shared",
        "data-view=\"hallway\"",
        "data-lock-minutes=\"5\"",
    ] {
        assert!(page.contains(attribute), "{attribute}");
    }
}

#[test]
fn the_rail_marks_where_one_is_and_what_is_due() {
    let page = Page::new(&frame(), Area::Groups, "Groups").render(html! {}).into_string();
    assert!(page.contains("<a href=\"/groups\" aria-current=\"page\" title=\"Groups\" data-go=\"G\">"));
    assert!(page.contains("<span class=\"n due\">2<span class=\"vh\"> due</span></span>"));
}

#[test]
fn a_phone_keeps_people_and_messages_in_reach_of_the_thumb() {
    let page = Page::new(&frame(), Area::Today, "Today").render(html! {}).into_string();
    let tabs = page.split_once("<nav class=\"tabs\"").unwrap().1.split_once("<details>").unwrap().0;
    assert!(tabs.contains("/inbox") && !tabs.contains("/schedule"));
}

#[tokio::test]
async fn absent_and_not_yours_are_the_same_page() {
    let answer = Notice::NotFound.answer(Some(&frame()));
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(text(answer).await.contains("does not exist, or it is not yours to see"));
}

#[tokio::test]
async fn a_refusal_names_the_rule_and_who_can_help() {
    let refused = Notice::Refused { why: "The consent ended March 11.".into(), next: "Ask Luis?".into() };
    let answer = refused.answer(None);
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let page = text(answer).await;
    assert!(page.contains("The consent ended March 11.") && page.contains("Ask Luis?"));
}

#[tokio::test]
async fn every_answer_carries_the_headers_and_pages_are_never_stored() {
    let routes: Router = security_headers(gallery(), Transport::Tls);
    let answer = ask(routes, "/gallery/day").await;
    let headers = answer.headers();
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"));
    assert!(!policy.contains("unsafe"));
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    assert!(headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn files_keep_their_own_word_on_how_long_they_may_be_kept() {
    let plain: Router = security_headers(crate::asset::router().route("/x", get(async || "x")), Transport::Plain);
    let answer = ask(plain.clone(), crate::asset::href("app.js")).await;
    assert!(answer.headers()["cache-control"].to_str().unwrap().contains("immutable"));
    let answer = ask(plain, "/x").await;
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert!(!answer.headers().contains_key("strict-transport-security"));
}
