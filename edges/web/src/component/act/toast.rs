//! A confirmation at the bottom, with undo for ten seconds. Never the only sign that something failed.

use maud::{Markup, Render, html};

use crate::component::{Icon, csrf_field};

/// A short confirmation.
#[derive(Debug, Clone)]
pub struct Toast {
    words: String,
    undo: Option<(String, String)>,
}

impl Toast {
    /// What was done: "Marcus D. is here since 8:52".
    #[must_use]
    pub fn new(words: impl Into<String>) -> Self {
        Self { words: words.into(), undo: None }
    }

    /// Offers to take it back. Takes the address of the form and the anti-forgery token.
    #[must_use]
    pub fn undo(mut self, action: impl Into<String>, csrf: impl Into<String>) -> Self {
        self.undo = Some((action.into(), csrf.into()));
        self
    }

    /// As an answer to an htmx request: lands in the toast region whatever else the answer changes.
    #[must_use]
    pub fn out_of_band(&self) -> Markup {
        html! { div id="toasts" hx-swap-oob="innerHTML" { (self) } }
    }
}

impl Render for Toast {
    fn render(&self) -> Markup {
        html! {
            div.toast data-toast {
                (Icon::Check)
                span { (self.words) }
                @if let Some((action, csrf)) = &self.undo {
                    form method="post" action=(action) {
                        (csrf_field(csrf))
                        button.b.sm type="submit" { (Icon::Undo) "Undo" }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_is_a_form_that_works_without_script() {
        let drawn = Toast::new("Marked here").undo("/undo/1", "t").render().into_string();
        assert!(drawn.contains("action=\"/undo/1\"") && drawn.contains("Undo"));
    }

    #[test]
    fn it_can_ride_on_any_answer() {
        assert!(Toast::new("Saved").out_of_band().into_string().contains("hx-swap-oob"));
    }
}
