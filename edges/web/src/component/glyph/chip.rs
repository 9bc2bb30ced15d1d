//! A chip: shape or icon, a word, and a hue. It is never the only place a fact lives.

use maud::{Markup, Render, html};

use super::icon::Icon;

/// What kind of fact a chip names. Hue never says good or bad; safety is the only red.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hue {
    /// Present, done, signed.
    Here,
    /// Waiting, late, needs a person.
    Due,
    /// By video, information.
    Remote,
    /// Confidentiality and consent.
    Private,
    /// Risk to life or safety, and nothing else.
    Safety,
    /// A neutral fact.
    Quiet,
    /// A neutral fact with a border and no fill.
    Outline,
    /// Something that did not happen: dashed border.
    Gone,
}

impl Hue {
    pub(in crate::component) fn class(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Due => "due",
            Self::Remote => "remote",
            Self::Private => "priv",
            Self::Safety => "safe",
            Self::Quiet => "quiet",
            Self::Outline => "out",
            Self::Gone => "gone",
        }
    }
}

/// A chip with its word. Built with [`chip`], drawn by splicing it into a page.
#[derive(Debug, Clone)]
pub struct Chip {
    hue: Hue,
    icon: Option<Icon>,
    words: String,
}

/// A chip: `(chip(Hue::Due, "UDS").icon(Icon::Cup))`.
#[must_use]
pub fn chip(hue: Hue, words: impl Into<String>) -> Chip {
    Chip { hue, icon: None, words: words.into() }
}

impl Chip {
    /// Puts an icon before the word.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }
}

impl Render for Chip {
    fn render(&self) -> Markup {
        html! {
            span.c.(self.hue.class()) {
                @if let Some(icon) = self.icon { (icon) }
                (self.words)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chip_always_has_its_word() {
        let drawn = chip(Hue::Due, "UDS").icon(Icon::Cup).render().into_string();
        assert!(drawn.contains("c due") && drawn.contains("UDS") && drawn.contains("#cup"));
    }

    #[test]
    fn words_are_escaped() {
        assert!(chip(Hue::Quiet, "<b>").render().into_string().contains("&lt;b&gt;"));
    }
}
