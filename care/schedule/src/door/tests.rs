//! The door: its questions in four languages.

#![allow(clippy::unwrap_used, reason = "tests")]
use super::*;

#[test]
fn s_25_every_question_at_the_door_stands_in_four_languages() {
    assert_eq!(standard().len(), 3);
    for question in standard() {
        for language in ["en", "es", "pt", "ht"] {
            assert!(question.words(language).ends_with('?'), "{} {language}", question.key);
        }
    }
}
