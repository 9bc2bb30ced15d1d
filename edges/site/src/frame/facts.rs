//! Trust facts: a real address, a license, who answers, which languages, which insurers (ux 2.1, 6.2).

use maud::{Markup, html};

use super::View;

/// The facts, for the first screen.
pub(crate) fn trust_facts(view: &View<'_>) -> Markup {
    let facts = &view.site.content.facts;
    let row = |label: &str, value: Markup| html! { div { dt { (view.say(label)) } dd { (value) } } };
    let own = |words: &str| html! { (words) };
    html! {
        section.facts aria-labelledby="facts-title" {
            h2 id="facts-title" { (view.say("facts-title")) }
            dl {
                (row("fact-where", html! { (view.say("fact-where-is")) }))
                (row("fact-licence", own(&facts.licence)))
                (row("fact-answers", html! { (view.say("fact-answers-is")) }))
                (row("fact-languages", own(&facts.languages.join(", "))))
                (row("fact-insurers", html! { (view.say("fact-insurers-is")) }))
                (row("fact-cost", html! { (view.say("fact-cost-is")) }))
            }
        }
    }
}
