//! "Look here first": who, why in one or two sentences, who owns it and by when, one act. The card never
//! shows the answer to a safety question, only that one was raised: boards are seen by other eyes.

use maud::{Markup, Render, html};

use crate::component::{Button, Chip};

/// One person to look at first.
#[derive(Debug, Clone)]
pub struct ReasonCard {
    /// "Marcus D.".
    pub name: String,
    /// The person's page.
    pub href: Option<String>,
    /// What kind of reason.
    pub kind: Chip,
    /// One or two sentences.
    pub sentence: String,
    /// Who owns it and by when: "Ken Osei · by 10:00".
    pub owner: String,
    /// The one act.
    pub act: Button,
    /// Whether it is about safety: the only card with a red edge.
    pub safety: bool,
}

impl Render for ReasonCard {
    fn render(&self) -> Markup {
        html! {
            article.w.safety[self.safety] {
                div.who { @if let Some(href) = &self.href { a href=(href) { (self.name) } } @else { b { (self.name) } } (self.kind) }
                p { (self.sentence) }
                footer { span { (self.owner) } (self.act) }
            }
        }
    }
}

/// All cards under one heading, in the order that the rule gives. At most seven belong here.
/// `rest` says how the others are: "4 people. Nothing new for the other 28 since yesterday."
#[must_use]
pub fn reason_cards(cards: &[ReasonCard], rest: &str) -> Markup {
    html! {
        section.worry aria-label="Look here first" id="look-here-first" {
            h2 { "Look here first" " " span { (rest) } }
            @for card in cards { (card) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::{Hue, Icon, chip};

    #[test]
    fn a_card_says_why_who_and_what_next() {
        let card = ReasonCard {
            name: "Teresa A.".into(),
            href: Some("/people/2".into()),
            kind: chip(Hue::Gone, "Not here").icon(Icon::Dash),
            sentence: "Missed Tuesday and today.".into(),
            owner: "Ken Osei · by 10:00".into(),
            act: Button::plain("Log outreach").href("/outreach/2").small(),
            safety: false,
        };
        let drawn = reason_cards(&[card], "1 person.").into_string();
        assert!(drawn.contains("Missed Tuesday and today.") && drawn.contains("by 10:00"));
        assert!(!drawn.contains("w safety"));
    }
}
