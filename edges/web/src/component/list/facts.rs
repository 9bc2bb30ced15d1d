//! Facts as pairs of a word and a value.

use maud::{Markup, Render, html};

use crate::component::Meter;

/// One fact.
#[derive(Debug, Clone)]
pub struct Fact {
    words: String,
    value: Markup,
    small: Option<String>,
    value_small: Option<String>,
    meter: Option<Meter>,
}

impl Fact {
    /// A word and its value.
    #[must_use]
    pub fn new(words: impl Into<String>, value: impl Render) -> Self {
        Self { words: words.into(), value: value.render(), small: None, value_small: None, meter: None }
    }

    /// A line under the word.
    #[must_use]
    pub fn small(mut self, words: impl Into<String>) -> Self {
        self.small = Some(words.into());
        self
    }

    /// A line under the value.
    #[must_use]
    pub fn value_small(mut self, words: impl Into<String>) -> Self {
        self.value_small = Some(words.into());
        self
    }

    /// A meter below both.
    #[must_use]
    pub fn meter(mut self, meter: Meter) -> Self {
        self.meter = Some(meter);
        self
    }
}

/// A list of facts.
#[must_use]
pub fn facts(facts: &[Fact]) -> Markup {
    html! {
        dl.kv {
            @for fact in facts {
                div {
                    dt { (fact.words) @if let Some(small) = &fact.small { small { (small) } } }
                    dd { (fact.value) @if let Some(small) = &fact.value_small { small { (small) } } }
                    @if let Some(meter) = &fact.meter { (meter) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_a_term_and_its_description() {
        let drawn = facts(&[Fact::new("Authorization", "9 of 12 used").value_small("3 left")]).into_string();
        assert!(drawn.contains("<dt>Authorization</dt><dd>9 of 12 used<small>3 left</small></dd>"));
    }
}
