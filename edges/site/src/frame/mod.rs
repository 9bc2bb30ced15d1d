//! What stands around every page: help first, the way out, the menu, the languages, who we are.

mod crisis;
mod document;
mod facts;

pub(crate) use document::Document;
pub(crate) use facts::trust_facts;

use axum::http::HeaderMap;

use crate::content::Said;
use crate::site::Inner;
use crate::{Language, Page};

/// A page as somebody asked for it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) site: &'a Inner,
    pub(crate) language: Language,
    pub(crate) page: Page,
}

impl View<'_> {
    /// A text.
    pub(crate) fn say(&self, key: &str) -> Said {
        self.site.content.say(self.language, key)
    }

    /// A text with values.
    pub(crate) fn say_with(&self, key: &str, values: &[(&str, &str)]) -> Said {
        self.site.content.say_with(self.language, key, values)
    }

    /// The address of a page in this language.
    pub(crate) fn href(&self, page: Page) -> String {
        page.href(self.language)
    }
}

/// The language a browser asks for, among those that are offered.
pub(crate) fn language_asked(site: &Inner, headers: &HeaderMap) -> Language {
    let wish = headers.get(axum::http::header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::asked_for(wish.unwrap_or_default(), &site.content.offered())
}
