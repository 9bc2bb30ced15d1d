//! The shelf holds everything the pages name, under addresses that follow the bytes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use super::href;
use super::shelf::SHELF;

#[test]
fn every_file_has_an_address_with_a_digest() {
    for asset in SHELF.iter() {
        let middle = asset.href.rsplit('.').nth(1).unwrap();
        assert_eq!(middle.len(), 12, "{}", asset.href);
    }
    assert!(href("app.css").starts_with("/assets/app."));
}

#[test]
fn no_text_still_names_a_file_in_braces() {
    for asset in SHELF.iter().filter(|asset| asset.kind.starts_with("text/")) {
        let text = std::str::from_utf8(&asset.bytes).unwrap();
        assert!(asset.name == "htmx.js" || !text.contains("{{"), "{}", asset.name);
    }
}

#[test]
fn the_script_stays_under_forty_kilobytes_and_the_style_under_sixty() {
    let weigh = |wanted: &dyn Fn(&str) -> bool| -> usize {
        SHELF.iter().filter(|asset| wanted(asset.name)).map(|asset| asset.bytes.len()).sum()
    };
    assert!(weigh(&|name| name.ends_with(".js") && name != "htmx.js") < 40_000);
    // A page takes the common sheet and at most one of its chapter.
    for chapter in SHELF.iter().filter(|asset| asset.name.ends_with(".css") && asset.name != "app.css") {
        // the pages of a link have a sheet of their own and nothing else
        let page = weigh(&|name| name == chapter.name || (name == "app.css" && chapter.name != "person.css"));
        assert!(page < 60_000, "{} makes {page}", chapter.name);
    }
}

#[test]
fn the_script_evaluates_nothing_and_keeps_no_words_in_the_browser() {
    for asset in SHELF.iter().filter(|asset| asset.name.ends_with(".js") && asset.name != "htmx.js") {
        let text = std::str::from_utf8(&asset.bytes).unwrap();
        for word in ["eval(", "new Function", "localStorage", "sessionStorage", "indexedDB", "document.write", ".style."] {
            assert!(!text.contains(word), "{}: {word}", asset.name);
        }
    }
}

#[test]
fn a_finger_may_sign_on_a_phone_and_on_a_tablet_of_staff() {
    for name in ["app.js", "person.js"] {
        let script = SHELF.iter().find(|asset| asset.name == name).unwrap();
        let text = std::str::from_utf8(&script.bytes).unwrap();
        assert!(text.contains(&format!("import \"{}\";", href("draw.js"))), "{name} does not draw");
    }
}

#[test]
fn nothing_is_loaded_from_another_host() {
    for asset in SHELF.iter().filter(|asset| [".css", ".js"].iter().any(|end| asset.name.ends_with(end))) {
        let text = std::str::from_utf8(&asset.bytes).unwrap();
        assert!(asset.name == "htmx.js" || !text.contains("//fonts.") && !text.contains("https://"), "{}", asset.name);
    }
}

#[test]
fn every_font_ships_with_its_licence() {
    for name in ["sans", "human", "code"] {
        let licence = SHELF.iter().find(|asset| asset.name == format!("{name}.OFL.txt")).unwrap();
        assert!(String::from_utf8_lossy(&licence.bytes).contains("SIL Open Font License"));
    }
}

mod served {
    use axum::Router;
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use axum::response::Response;
    use tower::ServiceExt;

    use super::href;
    use crate::asset::router;

    async fn get(address: &str) -> Response {
        let asked = Request::get(address).header("accept-encoding", "gzip").body(Body::empty()).unwrap();
        let routes: Router = router();
        routes.oneshot(asked).await.unwrap()
    }

    #[tokio::test]
    async fn a_file_may_be_kept_for_a_year_and_text_comes_compressed() {
        let answer = get(href("app.css")).await;
        assert_eq!(answer.headers()["content-type"], "text/css; charset=utf-8");
        assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(answer.headers()["content-encoding"], "gzip");
    }

    #[tokio::test]
    async fn a_font_is_sent_as_it_is() {
        let answer = get(href("sans.woff2")).await;
        assert_eq!(answer.headers()["content-type"], "font/woff2");
        assert!(!answer.headers().contains_key("content-encoding"));
    }

    #[tokio::test]
    async fn an_old_address_is_gone() {
        assert_eq!(get("/assets/app.000000000000.css").await.status(), StatusCode::NOT_FOUND);
    }
}
