//! Pages of a long list: where one is, and back and on.

use maud::{Markup, Render, html};

use crate::component::Button;

/// Where in a long list this page is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// "41 to 80 of 312".
    pub words: String,
    /// The page before.
    pub back: Option<String>,
    /// The page after.
    pub on: Option<String>,
}

impl Render for Pagination {
    fn render(&self) -> Markup {
        html! {
            nav.pages aria-label="Pages" {
                span { (self.words) }
                div.acts {
                    @if let Some(back) = &self.back { (Button::plain("Back").href(back.clone()).small()) }
                    @if let Some(on) = &self.on { (Button::plain("Next").href(on.clone()).small()) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_does_not_lead_on() {
        let last = Pagination { words: "81 to 90 of 90".into(), back: Some("?page=2".into()), on: None };
        let drawn = last.render().into_string();
        assert!(drawn.contains("?page=2") && !drawn.contains("Next"));
    }
}
