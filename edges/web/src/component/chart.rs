//! The head of a chart: who, at most six facts in a fixed order, acts, tabs. The name stands in the page
//! only, never in its title or address.

use maud::{Markup, Render, html};

use crate::component::{Chip, Tab, tabs};

/// The head of a chart. Goes into [`crate::frame::Page::above`].
#[derive(Debug, Clone)]
pub struct ChartHead {
    /// The name the person chose: "Marcus Dwyer".
    pub name: String,
    /// The name on claims and prints, where it differs.
    pub legal_name: Option<String>,
    /// "MD".
    pub initials: String,
    /// "he/him · 34 · born May 2, 1991".
    pub about: String,
    /// "H-20417".
    pub record: String,
    /// Safety plan, level of care, diagnoses, medicine, allergy, confidentiality: in this order, at most six.
    pub facts: Vec<Chip>,
    /// Buttons.
    pub acts: Markup,
    /// The tabs.
    pub tabs: Vec<Tab>,
}

impl Render for ChartHead {
    fn render(&self) -> Markup {
        html! {
            div.id {
                span.face aria-hidden="true" { (self.initials) }
                div {
                    h1 title=[&self.legal_name] {
                        (self.name) " " small { (self.about) " · " span.code { (self.record) } }
                    }
                    div.facts { @for fact in &self.facts { (fact) } }
                }
                div.acts { (self.acts) }
            }
            (tabs("Chart", &self.tabs))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::{Hue, chip};

    #[test]
    fn the_head_says_who_and_where_the_tabs_lead() {
        let head = ChartHead {
            name: "Marcus Dwyer".into(),
            legal_name: None,
            initials: "MD".into(),
            about: "he/him · 34".into(),
            record: "H-20417".into(),
            facts: vec![chip(Hue::Quiet, "IOP 2.1 · week 6")],
            acts: html! {},
            tabs: vec![Tab::new("Timeline", "/people/1").current(true)],
        };
        let drawn = head.render().into_string();
        assert!(drawn.contains("<h1>Marcus Dwyer") && drawn.contains("H-20417") && drawn.contains("IOP 2.1"));
    }
}
