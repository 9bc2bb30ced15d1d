//! What the find box found: people, places, verbs. Each is a link; the script only moves through them.

use maud::{Markup, html};

use crate::component::Icon;

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What kind of thing.
    pub icon: Icon,
    /// "Marcus D." or "New note for Marcus D.".
    pub words: String,
    /// A second identifier or an explanation: "MD 417 · day track". "Restricted record" where it is.
    pub small: String,
    /// Where it leads.
    pub href: String,
}

/// The found things under their headings; the answer to the find box and the body of the find page.
#[must_use]
pub fn find_hits(groups: &[(&str, Vec<Hit>)]) -> Markup {
    let none = groups.iter().all(|(_, hits)| hits.is_empty());
    html! {
        @if none { p.empty { "Nothing found. Try a last name, the last four digits of a phone, or a record number." } }
        @for (title, hits) in groups.iter().filter(|(_, hits)| !hits.is_empty()) {
            h3 { (title) }
            @for hit in hits {
                a role="option" aria-selected="false" href=(hit.href) {
                    (hit.icon) span { (hit.words) } " " small.push { (hit.small) }
                }
            }
        }
    }
}

/// The find box as a page of its own, for when there is no script.
#[must_use]
pub fn find_page(words: &str, groups: &[(&str, Vec<Hit>)]) -> Markup {
    html! {
        form.filters method="get" action="/find" role="search" {
            label.vh for="q" { "Find a person or do something" }
            input.in type="search" id="q" name="q" value=(words) data-find;
            button.b type="submit" { "Find" }
        }
        div.card.pad.hits role="listbox" aria-label="Found" { (find_hits(groups)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_shows_two_identifiers_and_leads_somewhere() {
        let hit =
            Hit { icon: Icon::People, words: "Marcus D.".into(), small: "MD 417 · day track".into(), href: "/people/1".into() };
        let drawn = find_page("mar", &[("People", vec![hit])]).into_string();
        assert!(drawn.contains("MD 417 · day track") && drawn.contains("href=\"/people/1\""));
    }

    #[test]
    fn nothing_found_says_what_to_try() {
        assert!(find_hits(&[("People", Vec::new())]).into_string().contains("Nothing found."));
    }
}
