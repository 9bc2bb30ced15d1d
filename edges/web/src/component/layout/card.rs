//! A card: a heading, an optional line below it, acts at its right, then whatever belongs together.

use maud::{Markup, PreEscaped, Render, html};

/// A card around one piece of content.
#[derive(Debug, Clone)]
pub struct Card {
    title: String,
    small: Option<String>,
    acts: Option<Markup>,
    class: &'static str,
    id: Option<String>,
    padded: bool,
    body: Markup,
}

impl Card {
    /// A card with this heading.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), small: None, acts: None, class: "", id: None, padded: false, body: PreEscaped(String::new()) }
    }

    /// A line under the heading.
    #[must_use]
    pub fn small(mut self, words: impl Into<String>) -> Self {
        self.small = Some(words.into());
        self
    }

    /// Buttons or words at the right of the heading.
    #[must_use]
    pub fn acts(mut self, acts: Markup) -> Self {
        self.acts = Some(acts);
        self
    }

    /// Extra classes.
    #[must_use]
    pub fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// The id, so that a link or a live update can name the card.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Gives the content room at its edges; lists and tables need none.
    #[must_use]
    pub fn padded(mut self) -> Self {
        self.padded = true;
        self
    }

    /// The content.
    #[must_use]
    pub fn body(mut self, body: Markup) -> Self {
        self.body = body;
        self
    }
}

impl Render for Card {
    fn render(&self) -> Markup {
        html! {
            section class=(format!("card {}", self.class).trim_end()) id=[&self.id] aria-label=(self.title) {
                header {
                    div { h2 { (self.title) } @if let Some(small) = &self.small { small { (small) } } }
                    @if let Some(acts) = &self.acts { div.acts { (acts) } }
                }
                @if self.padded { div.pad { (self.body) } } @else { (self.body) }
            }
        }
    }
}

/// The hidden field that every form carries, so that only our own pages can send it.
#[must_use]
pub fn csrf_field(token: &str) -> Markup {
    html! { input type="hidden" name="csrf" value=(token); }
}

/// A part of the page that a live update may swap: the update names the id, and the part is asked for
/// again at `address`, which answers with the content alone.
#[must_use]
pub fn fragment(id: &str, address: &str, content: Markup) -> Markup {
    html! { div.live id=(id) data-fragment=(address) { (content) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_a_named_region() {
        let drawn = Card::new("Due today").small("3 left").body(html! { p { "x" } }).render().into_string();
        assert!(drawn.contains("<section class=\"card\" aria-label=\"Due today\">"));
        assert!(drawn.contains("<small>3 left</small>"));
    }
}
