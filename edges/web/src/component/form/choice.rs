//! Choices as real radio buttons and checkboxes drawn as pills, with number keys, and single ticks with
//! a sentence. A form post without script sends them like any other form.

use maud::{Markup, Render, html};

use super::problem::{Problem, wrong_words};
use crate::component::Icon;

/// A row of choices under one question.
#[derive(Debug, Clone)]
pub struct ChoiceRow {
    many: bool,
    name: String,
    legend: String,
    choices: Vec<(String, String)>,
    chosen: Vec<String>,
    keys: bool,
    hint: Option<String>,
    wrong: Option<String>,
}

impl ChoiceRow {
    /// One of several.
    #[must_use]
    pub fn one(name: impl Into<String>, legend: impl Into<String>) -> Self {
        Self {
            many: false,
            name: name.into(),
            legend: legend.into(),
            choices: Vec::new(),
            chosen: Vec::new(),
            keys: false,
            hint: None,
            wrong: None,
        }
    }

    /// Any of several. The field comes once for every chosen value.
    #[must_use]
    pub fn many(name: impl Into<String>, legend: impl Into<String>) -> Self {
        Self { many: true, ..Self::one(name, legend) }
    }

    /// Adds one choice: value and words.
    #[must_use]
    pub fn choice(mut self, value: impl Into<String>, words: impl Into<String>) -> Self {
        self.choices.push((value.into(), words.into()));
        self
    }

    /// Adds choices.
    #[must_use]
    pub fn choices<V: Into<String>, W: Into<String>>(mut self, choices: impl IntoIterator<Item = (V, W)>) -> Self {
        self.choices.extend(choices.into_iter().map(|(value, words)| (value.into(), words.into())));
        self
    }

    /// Marks a value as chosen.
    #[must_use]
    pub fn chosen(mut self, value: impl Into<String>) -> Self {
        self.chosen.push(value.into());
        self
    }

    /// Shows the keys 1, 2, 3 … and lets them choose. One row per screen or card.
    #[must_use]
    pub fn keys(mut self) -> Self {
        self.keys = true;
        self
    }

    /// A sentence of help under the question.
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

    fn pill(&self, at: usize, value: &str, words: &str) -> Markup {
        // The first pill carries the bare name as its id, so that an error summary can link to it.
        let id = if at == 0 { self.name.clone() } else { format!("{}-{}", self.name, at + 1) };
        html! {
            label.t {
                input type=(if self.many { "checkbox" } else { "radio" }) id=(id) name=(self.name) value=(value)
                    checked[self.chosen.iter().any(|chosen| chosen == value)]
                    data-digit=[self.keys.then_some(at + 1)];
                (Icon::Check)
                @if self.keys { kbd aria-hidden="true" { (at + 1) } }
                (words)
            }
        }
    }
}

impl Render for ChoiceRow {
    fn render(&self) -> Markup {
        html! {
            fieldset.choice aria-describedby=[self.wrong.as_ref().map(|_| format!("{}-wrong", self.name))] {
                legend.lab { (self.legend) }
                @if let Some(hint) = &self.hint { p.hint { (hint) } }
                @if let Some(wrong) = &self.wrong { (wrong_words(&self.name, wrong)) }
                div.tg {
                    @for (at, (value, words)) in self.choices.iter().enumerate() { (self.pill(at, value, words)) }
                }
            }
        }
    }
}

/// One tick with a sentence and an optional line below it: an objective, a statement agreed to.
#[derive(Debug, Clone)]
pub struct Tick {
    name: String,
    value: String,
    words: String,
    small: Option<String>,
    checked: bool,
    id: Option<String>,
}

impl Tick {
    /// A tick that sends `name=value` when set.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<String>, words: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), words: words.into(), small: None, checked: false, id: None }
    }

    /// A line below the sentence.
    #[must_use]
    pub fn small(mut self, small: impl Into<String>) -> Self {
        self.small = Some(small.into());
        self
    }

    /// Whether it is set.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }

    /// An id, so that an error summary can link to it.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl Render for Tick {
    fn render(&self) -> Markup {
        html! {
            label.ob {
                input type="checkbox" id=[&self.id] name=(self.name) value=(self.value) checked[self.checked];
                span { (self.words) @if let Some(small) = &self.small { small { (small) } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_several_is_made_of_real_radio_buttons_with_number_keys() {
        let row = ChoiceRow::one("part", "Took part").choice("led", "Led").choice("active", "Active");
        let drawn = row.chosen("active").keys().render().into_string();
        assert!(drawn.contains("type=\"radio\" id=\"part-2\" name=\"part\" value=\"active\" checked data-digit=\"2\""));
        assert!(drawn.contains("<legend class=\"lab\">Took part</legend>"));
    }

    #[test]
    fn any_of_several_is_made_of_checkboxes() {
        let drawn = ChoiceRow::many("mood", "Seemed").choice("calm", "Calm").render().into_string();
        assert!(drawn.contains("type=\"checkbox\""));
    }

    #[test]
    fn a_problem_stands_beside_the_question() {
        let problems = [Problem::new("part", "Choose how they took part")];
        let drawn = ChoiceRow::one("part", "Took part").choice("led", "Led").problems(&problems).render().into_string();
        assert!(drawn.contains("id=\"part-wrong\"") && drawn.contains("aria-describedby=\"part-wrong\""));
    }

    #[test]
    fn a_tick_shows_its_sentence_and_where_it_came_from() {
        let drawn = Tick::new("objective", "o1", "2.1 Name three").small("Carried from plan").checked(true);
        let drawn = drawn.render().into_string();
        assert!(drawn.contains("checked") && drawn.contains("Carried from plan"));
    }
}
