//! The head of a page: where it belongs, what it is, one sentence that adds up, and its acts.

use maud::{Markup, PreEscaped, Render, html};

/// One step of the way here; the last needs no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    words: String,
    href: Option<String>,
}

impl Crumb {
    /// A step that leads somewhere.
    pub fn to(words: impl Into<String>, href: impl Into<String>) -> Self {
        Self { words: words.into(), href: Some(href.into()) }
    }

    /// A step that is only said.
    pub fn here(words: impl Into<String>) -> Self {
        Self { words: words.into(), href: None }
    }
}

/// The way to this page.
#[must_use]
pub fn breadcrumbs(crumbs: &[Crumb]) -> Markup {
    html! {
        nav.crumbs aria-label="You are here" {
            ol {
                @for crumb in crumbs {
                    li { @match &crumb.href { Some(href) => { a href=(href) { (crumb.words) } } None => { (crumb.words) } } }
                }
            }
        }
    }
}

/// The head of a page.
#[derive(Debug, Clone)]
pub struct PageHead {
    title: String,
    crumbs: Vec<Crumb>,
    below: Markup,
    acts: Option<Markup>,
    is_second: bool,
}

impl PageHead {
    /// What the page is, in the human typeface: "Thursday, March 12".
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), crumbs: Vec::new(), below: PreEscaped(String::new()), acts: None, is_second: false }
    }

    /// Adds a step of the way here.
    #[must_use]
    pub fn crumb(mut self, crumb: Crumb) -> Self {
        self.crumbs.push(crumb);
        self
    }

    /// One sentence under the title.
    #[must_use]
    pub fn below(mut self, sentence: Markup) -> Self {
        self.below = html! { p { (sentence) } };
        self
    }

    /// Under a heading of the first level that the page has already: the name on a chart.
    #[must_use]
    pub fn second(mut self) -> Self {
        self.is_second = true;
        self
    }

    /// Buttons at the right.
    #[must_use]
    pub fn acts(mut self, acts: Markup) -> Self {
        self.acts = Some(acts);
        self
    }
}

impl Render for PageHead {
    fn render(&self) -> Markup {
        html! {
            div.head {
                div {
                    @if !self.crumbs.is_empty() { (breadcrumbs(&self.crumbs)) }
                    @if self.is_second { h2.h1 { (self.title) } } @else { h1 { (self.title) } }
                    (self.below)
                }
                @if let Some(acts) = &self.acts { div.acts { (acts) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_heading_with_the_way_above_and_the_sentence_below() {
        let head = PageHead::new("Relapse prevention skills")
            .crumb(Crumb::to("Groups", "/groups"))
            .crumb(Crumb::here("Thursday, March 12"))
            .below(html! { "9:00 to 10:15" });
        let drawn = head.render().into_string();
        assert_eq!(drawn.matches("<h1>").count(), 1);
        let second = PageHead::new("Add coverage").second().render().into_string();
        assert!(second.contains("<h2 class=\"h1\">Add coverage</h2>") && !second.contains("<h1"), "{second}");
        assert!(drawn.contains("<a href=\"/groups\">Groups</a>") && drawn.contains("<p>9:00 to 10:15</p>"));
    }
}
