//! The shelf holds everything the pages name, under addresses that follow the bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

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
        assert!(
            asset.name == "htmx.js" || !text.contains("{{"),
            "{}",
            asset.name
        );
    }
}
