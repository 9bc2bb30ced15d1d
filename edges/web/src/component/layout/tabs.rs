//! Tabs of one thing, a switch between two or three views, and the money tabs of a worklist. All are
//! links: each view has its own address.

use maud::{Markup, html};

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its word.
    pub words: String,
    /// Its address.
    pub href: String,
    /// Whether it is the one shown.
    pub current: bool,
    /// Work due behind it; a number on a tab means nothing else.
    pub due: Option<u32>,
}

impl Tab {
    /// A tab that is not the one shown.
    pub fn new(words: impl Into<String>, href: impl Into<String>) -> Self {
        Self { words: words.into(), href: href.into(), current: false, due: None }
    }

    /// Marks it as the one shown.
    #[must_use]
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    /// Work due behind it.
    #[must_use]
    pub fn due(mut self, due: u32) -> Self {
        self.due = (due > 0).then_some(due);
        self
    }
}

/// A row of tabs under a heading.
#[must_use]
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav.sub aria-label=(label) {
            @for tab in tabs {
                a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                    (tab.words)
                    @if let Some(due) = tab.due { " " span.n { (due) span.vh { " due" } } }
                }
            }
        }
    }
}

/// One side of a switch: words, address, whether it is the one shown.
pub type Segment<'a> = (&'a str, &'a str, bool);

/// A switch between views: "My groups" or "Whole program".
#[must_use]
pub fn segments(label: &str, sides: &[Segment<'_>]) -> Markup {
    html! {
        nav.seg aria-label=(label) {
            @for (words, href, current) in sides { a href=(href) aria-current=[current.then_some("page")] { (words) } }
        }
    }
}

/// The tabs of a worklist with money: the tab, its amount in words, and what it counts ("18 days").
#[must_use]
pub fn money_tabs(label: &str, tabs: &[(Tab, String, String)]) -> Markup {
    html! {
        nav.money-tabs aria-label=(label) {
            @for (tab, amount, counted) in tabs {
                a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                    span { (tab.words) } b { (amount) } small { (counted) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shown_tab_is_marked_and_a_number_is_work_due() {
        let drawn = tabs("Chart", &[Tab::new("Timeline", "/t").current(true), Tab::new("Notes", "/n").due(1)]);
        let drawn = drawn.into_string();
        assert!(drawn.contains("aria-current=\"page\">Timeline"));
        assert!(drawn.contains("<span class=\"n\">1<span class=\"vh\"> due</span></span>"));
    }

    #[test]
    fn a_switch_is_made_of_links() {
        let drawn = segments("Whose groups", &[("My groups", "/?mine", true), ("Whole program", "/", false)]);
        assert_eq!(drawn.into_string().matches("<a href").count(), 2);
    }
}
