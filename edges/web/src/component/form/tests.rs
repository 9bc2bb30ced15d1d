//! Fields as a screen reader and a browser see them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use maud::Render;

use super::{Field, Problem};

fn drawn(field: Field) -> String {
    field.render().into_string()
}

#[test]
fn a_label_belongs_to_its_input_and_a_hint_describes_it() {
    let text = drawn(Field::text("room", "Room").hint("As on the door").value("2"));
    assert!(text.contains("for=\"room\"") && text.contains("id=\"room\" name=\"room\" value=\"2\""));
    assert!(text.contains("aria-describedby=\"room-hint\""));
}

#[test]
fn a_wrong_field_keeps_what_was_typed_and_says_what_is_wrong() {
    let problems = [Problem::new("ended", "Enter an end after 9:00")];
    let text = drawn(Field::time("ended", "Ended").value("08:00").problems(&problems));
    assert!(text.contains("value=\"08:00\"") && text.contains("aria-invalid=\"true\""));
    assert!(text.contains("id=\"ended-wrong\"") && text.contains("aria-describedby=\"ended-wrong\""));
}

#[test]
fn secrets_are_never_filled_in_again() {
    for field in [Field::password("password", "Password"), Field::code("code", "Code")] {
        assert!(!drawn(field.value("s3cret")).contains("s3cret"));
    }
}

#[test]
fn optional_is_said_and_required_is_the_rule() {
    assert!(drawn(Field::text("note", "Note").optional()).contains("(optional)"));
    assert!(!drawn(Field::text("note", "Note")).contains("optional"));
}

#[test]
fn money_shows_its_sign_and_asks_for_digits() {
    let text = drawn(Field::money("charge", "Charge").value("125.00"));
    assert!(text.contains("<span>$</span>") && text.contains("inputmode=\"decimal\""));
}

#[test]
fn long_text_is_escaped_inside_its_area() {
    assert!(drawn(Field::area("own", "Only Marcus", 2).value("</textarea>")).contains("&lt;/textarea&gt;"));
}
