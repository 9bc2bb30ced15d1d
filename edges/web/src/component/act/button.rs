//! Buttons. A link goes somewhere, a submit button does something: both look alike.

use maud::{Markup, Render, html};

use crate::component::Icon;

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The one act this screen is for. At most one in view.
    Primary,
    /// An ordinary act.
    Plain,
    /// An act inside text or a crowded row: no border.
    Quiet,
    /// A button that acts on risk to life or safety. Nothing else is red.
    Safety,
}

/// A button or a link that looks like one.
#[derive(Debug, Clone)]
pub struct Button {
    weight: Weight,
    words: String,
    icon: Option<Icon>,
    key: Option<String>,
    href: Option<String>,
    named: Option<(String, String)>,
    opens: Option<String>,
    about: Option<String>,
    small: bool,
    class: &'static str,
}

impl Button {
    /// A button of any weight; submits its form unless [`Button::href`] or [`Button::opens`] is given.
    #[must_use]
    pub fn new(weight: Weight, words: impl Into<String>) -> Self {
        Self {
            weight,
            words: words.into(),
            icon: None,
            key: None,
            href: None,
            named: None,
            opens: None,
            about: None,
            small: false,
            class: "",
        }
    }

    /// The one act this screen is for.
    #[must_use]
    pub fn primary(words: impl Into<String>) -> Self {
        Self::new(Weight::Primary, words)
    }

    /// An ordinary act.
    #[must_use]
    pub fn plain(words: impl Into<String>) -> Self {
        Self::new(Weight::Plain, words)
    }

    /// An act without a border.
    #[must_use]
    pub fn quiet(words: impl Into<String>) -> Self {
        Self::new(Weight::Quiet, words)
    }

    /// An act on risk to life or safety.
    #[must_use]
    pub fn safety(words: impl Into<String>) -> Self {
        Self::new(Weight::Safety, words)
    }

    /// Makes it a link to this address.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Sends this name and value with the form.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.named = Some((name.into(), value.into()));
        self
    }

    /// Opens the dialog with this id. Needs script; give the dialog its own address for when there is none.
    #[must_use]
    pub fn opens(mut self, dialog: impl Into<String>) -> Self {
        self.opens = Some(dialog.into());
        self
    }

    /// Puts an icon before the words.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Shows the key that does the same and lets it be pressed: a letter, or `Ctrl+Enter`.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Words heard after the visible ones, to tell equal buttons apart: "for Marcus D.".
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }

    /// The smaller size, for rows and card corners.
    #[must_use]
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// Extra classes: `desk-only`, `phone-only`, `wide`.
    #[must_use]
    pub fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    fn classes(&self) -> String {
        let weight = match self.weight {
            Weight::Primary => "b p",
            Weight::Plain => "b",
            Weight::Quiet => "b q",
            Weight::Safety => "b s",
        };
        let small = if self.small { " sm" } else { "" };
        let gap = if self.class.is_empty() { "" } else { " " };
        format!("{weight}{small}{gap}{}", self.class)
    }

    fn inside(&self) -> Markup {
        html! {
            @if let Some(icon) = self.icon { (icon) }
            (self.words)
            @if let Some(about) = &self.about { span.vh { " " (about) } }
            @if let Some(key) = &self.key {
                " " kbd aria-hidden="true" { (key.replace('+', " ").replace("Enter", "↵")) }
            }
        }
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let (name, value) = self.named.clone().unzip();
        match &self.href {
            Some(href) => html! {
                a class=(self.classes()) href=(href) data-key=[&self.key] { (self.inside()) }
            },
            None => html! {
                button class=(self.classes()) type=(if self.opens.is_some() { "button" } else { "submit" })
                    name=[name] value=[value] data-opens=[&self.opens] data-key=[&self.key] { (self.inside()) }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_with_an_address_is_a_link_and_without_one_submits() {
        let link = Button::primary("Open note").href("/groups/1/note").render().into_string();
        assert!(link.starts_with("<a class=\"b p\"") && link.contains("/groups/1/note"));
        let act = Button::plain("Log outreach").named("act", "outreach").render().into_string();
        assert!(act.contains("type=\"submit\" name=\"act\" value=\"outreach\""));
    }

    #[test]
    fn the_key_is_shown_and_reachable() {
        let drawn = Button::plain("New inquiry").key("I").render().into_string();
        assert!(drawn.contains("data-key=\"I\"") && drawn.contains("<kbd aria-hidden=\"true\">I</kbd>"));
    }
}
