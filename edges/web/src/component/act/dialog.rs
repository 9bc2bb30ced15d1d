//! A native dialog, only for what cannot be undone. Without script the server draws it open on a page of
//! its own.

use maud::{Markup, PreEscaped, Render, html};

/// A dialog. A button opens it with [`super::Button::opens`] and its id.
#[derive(Debug, Clone)]
pub struct Dialog {
    id: String,
    title: String,
    body: Markup,
    acts: Markup,
    open: bool,
    close_words: &'static str,
}

impl Dialog {
    /// A dialog with this id and question: "Sign 8 notes?".
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            body: PreEscaped(String::new()),
            acts: PreEscaped(String::new()),
            open: false,
            close_words: "Go back",
        }
    }

    /// What it explains or asks.
    #[must_use]
    pub fn body(mut self, body: Markup) -> Self {
        self.body = body;
        self
    }

    /// Its buttons, right of "Go back". Put a form around the dialog's content by giving the form here
    /// or in the body; a button outside the form names it with `form=`.
    #[must_use]
    pub fn acts(mut self, acts: Markup) -> Self {
        self.acts = acts;
        self
    }

    /// Draws it open, for a page without script.
    #[must_use]
    pub fn open(mut self, open: bool) -> Self {
        self.open = open;
        self
    }

    /// The word on the button that closes it.
    #[must_use]
    pub fn close_words(mut self, words: &'static str) -> Self {
        self.close_words = words;
        self
    }
}

impl Render for Dialog {
    fn render(&self) -> Markup {
        let title = format!("{}-title", self.id);
        html! {
            dialog id=(self.id) aria-labelledby=(title) open[self.open] {
                div.inner {
                    h2 id=(title) { (self.title) }
                    (self.body)
                    div.acts {
                        form method="dialog" { button.b type="submit" { (self.close_words) } }
                        (self.acts)
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
    fn a_dialog_is_named_by_its_question_and_can_be_left() {
        let drawn = Dialog::new("sign", "Sign 8 notes?").render().into_string();
        assert!(drawn.contains("aria-labelledby=\"sign-title\"") && drawn.contains("method=\"dialog\""));
        assert!(!drawn.contains(" open"));
    }
}
