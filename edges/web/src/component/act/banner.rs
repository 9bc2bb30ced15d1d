//! One line above the content that concerns the whole page. One at a time; never covers anything.

use maud::{Markup, Render, html};

use crate::component::{Hue, Icon, csrf_field};

/// A banner with its words.
#[derive(Debug, Clone)]
pub struct Banner {
    hue: Hue,
    icon: Icon,
    words: String,
    link: Option<(String, String)>,
    dismiss: Option<(String, String)>,
}

impl Banner {
    /// Good to know.
    #[must_use]
    pub fn info(words: impl Into<String>) -> Self {
        Self::new(Hue::Remote, Icon::Info, words)
    }

    /// Waiting for a person.
    #[must_use]
    pub fn due(words: impl Into<String>) -> Self {
        Self::new(Hue::Due, Icon::Alert, words)
    }

    /// About safety, and nothing else.
    #[must_use]
    pub fn safety(words: impl Into<String>) -> Self {
        Self::new(Hue::Safety, Icon::Shield, words)
    }

    /// About confidentiality.
    #[must_use]
    pub fn private(words: impl Into<String>) -> Self {
        Self::new(Hue::Private, Icon::Lock, words)
    }

    /// Done.
    #[must_use]
    pub fn done(words: impl Into<String>) -> Self {
        Self::new(Hue::Here, Icon::Check, words)
    }

    fn new(hue: Hue, icon: Icon, words: impl Into<String>) -> Self {
        Self { hue, icon, words: words.into(), link: None, dismiss: None }
    }

    /// Another icon than the usual one.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = icon;
        self
    }

    /// The one thing to do about it.
    #[must_use]
    pub fn link(mut self, words: impl Into<String>, href: impl Into<String>) -> Self {
        self.link = Some((words.into(), href.into()));
        self
    }

    /// Can be put away; the server remembers. Takes the address of the form and the anti-forgery token.
    #[must_use]
    pub fn dismiss(mut self, action: impl Into<String>, csrf: impl Into<String>) -> Self {
        self.dismiss = Some((action.into(), csrf.into()));
        self
    }
}

impl Render for Banner {
    fn render(&self) -> Markup {
        html! {
            div.banner.(self.hue.class()) role=[(self.hue == Hue::Safety).then_some("alert")] {
                (self.icon)
                span { (self.words) }
                @if let Some((words, href)) = &self.link { a href=(href) { (words) } }
                @if let Some((action, csrf)) = &self.dismiss {
                    form method="post" action=(action) {
                        (csrf_field(csrf))
                        button type="submit" { (Icon::Close) span.vh { "Put away" } }
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
    fn only_safety_interrupts_a_screen_reader() {
        assert!(Banner::safety("x").render().into_string().contains("role=\"alert\""));
        assert!(!Banner::due("x").render().into_string().contains("role="));
    }

    #[test]
    fn putting_it_away_is_a_form() {
        let drawn = Banner::info("x").dismiss("/banner/1", "t").render().into_string();
        assert!(drawn.contains("method=\"post\" action=\"/banner/1\""));
    }
}
