//! A list to choose one from, when there are too many for a row of choices.

use maud::{Markup, Render, html};

use super::around::around;
use super::problem::Problem;
use crate::component::Icon;

/// A select with its label. Options are value and words.
#[derive(Debug, Clone)]
pub struct Select {
    name: String,
    label: String,
    options: Vec<(String, String)>,
    chosen: String,
    hint: Option<String>,
    wrong: Option<String>,
    optional: bool,
    id: Option<String>,
}

impl Select {
    /// A select with this field name and label.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            options: Vec::new(),
            chosen: String::new(),
            hint: None,
            wrong: None,
            optional: false,
            id: None,
        }
    }

    /// Adds one option.
    #[must_use]
    pub fn option(mut self, value: impl Into<String>, words: impl Into<String>) -> Self {
        self.options.push((value.into(), words.into()));
        self
    }

    /// Adds options.
    #[must_use]
    pub fn options<V: Into<String>, W: Into<String>>(mut self, options: impl IntoIterator<Item = (V, W)>) -> Self {
        self.options.extend(options.into_iter().map(|(value, words)| (value.into(), words.into())));
        self
    }

    /// The value chosen now.
    #[must_use]
    pub fn chosen(mut self, value: impl Into<String>) -> Self {
        self.chosen = value.into();
        self
    }

    /// A sentence of help under the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Takes its own problem from all problems of the form.
    #[must_use]
    pub fn problems(mut self, problems: &[Problem]) -> Self {
        self.wrong = Problem::at(problems, &self.name).map(str::to_owned);
        self
    }

    /// Says that it may stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// An id other than the name.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl Render for Select {
    fn render(&self) -> Markup {
        let id = self.id.as_deref().unwrap_or(&self.name);
        around(id, &self.label, self.optional, self.hint.as_deref(), self.wrong.as_deref(), |told_by| {
            html! {
                div.sel {
                    select.in id=(id) name=(self.name) aria-describedby=[told_by]
                        aria-invalid=[self.wrong.as_ref().map(|_| "true")] {
                        @for (value, words) in &self.options {
                            option value=(value) selected[*value == self.chosen] { (words) }
                        }
                    }
                    (Icon::Down)
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_option_is_marked_and_the_label_belongs_to_it() {
        let drawn = Select::new("topic", "Topic").option("halt", "HALT").option("urges", "Urges").chosen("urges");
        let drawn = drawn.render().into_string();
        assert!(drawn.contains("<option value=\"urges\" selected>Urges"));
        assert!(drawn.contains("for=\"topic\""));
    }
}
