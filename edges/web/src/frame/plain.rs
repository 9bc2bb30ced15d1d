//! A page without a rail: sign-in, lock, first start. Shows nothing about anyone.

use maud::{DOCTYPE, Markup, html};

use super::page::{brand, head, patterns};
use super::viewer::Theme;

/// A page for someone who is not signed in.
#[derive(Debug, Clone)]
pub struct PlainPage {
    title: String,
    program_name: String,
    theme: Theme,
    problem: bool,
    wide: bool,
}

impl PlainPage {
    /// A page with this title, under the program's name.
    pub fn new(title: impl Into<String>, program_name: impl Into<String>) -> Self {
        Self { title: title.into(), program_name: program_name.into(), theme: Theme::System, problem: false, wide: false }
    }

    /// Light or dark, where it is known.
    #[must_use]
    pub fn theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// Says in the title that something is wrong.
    #[must_use]
    pub fn problem(mut self, problem: bool) -> Self {
        self.problem = problem;
        self
    }

    /// For longer forms.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// The whole document around this content.
    #[must_use]
    pub fn render(self, content: Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" data-theme=[self.theme.attribute()] {
                (head(&self.title, self.problem, self.theme, None, None))
                body {
                    a.skip href="#content" { "Skip to content" }
                    (patterns())
                    div.plain {
                        (brand("/", &self.program_name))
                        main.wide[self.wide] id="content" tabindex="-1" { (content) }
                        footer {
                            span { "In danger now? Call 911." } span { "Thoughts of suicide? Call or text 988." }
                        }
                    }
                    div.vh id="say" role="status" aria-live="polite" {}
                }
            }
        }
    }
}
