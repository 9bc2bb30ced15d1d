//! Nothing yet, and not yet here.

use maud::{Markup, html};

use crate::component::Button;

/// Says what will appear here and offers the one next step.
#[must_use]
pub fn empty(words: &str, will_appear: &str, next: Option<Button>) -> Markup {
    html! {
        div.empty {
            b { (words) }
            @if !will_appear.is_empty() { p { (will_appear) } }
            @if let Some(next) = next { (next) }
        }
    }
}

/// Grey bars in the shape of what is coming.
#[must_use]
pub fn waiting_bars() -> Markup {
    html! { div.wait aria-busy="true" { span.vh { "Loading" } i {} i {} i {} } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_place_offers_one_step() {
        let drawn = empty("You are clear.", "", Some(Button::plain("Back to today").href("/today"))).into_string();
        assert!(drawn.contains("You are clear.") && drawn.matches("<a ").count() == 1);
    }
}
