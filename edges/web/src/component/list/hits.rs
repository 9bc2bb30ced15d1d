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

/// Said when nothing was found.
const NOTHING: &str = "Nothing found. Try a last name, the last four digits of a phone, or a record number.";

/// The answer to the find box: options in named groups. A list of options holds nothing else, so headings are drawn and not told.
#[must_use]
pub fn find_hits(groups: &[(&str, Vec<Hit>)]) -> Markup {
    html! {
        @if is_nothing(groups) { div.empty role="option" aria-disabled="true" { (NOTHING) } }
        @for (title, hits) in groups.iter().filter(|(_, hits)| !hits.is_empty()) {
            div role="group" aria-label=(title) {
                span.heading aria-hidden="true" { (title) }
                @for hit in hits { a role="option" aria-selected="false" href=(hit.href) { (drawn(hit)) } }
            }
        }
    }
}

fn is_nothing(groups: &[(&str, Vec<Hit>)]) -> bool {
    groups.iter().all(|(_, hits)| hits.is_empty())
}

fn drawn(hit: &Hit) -> Markup {
    html! { (hit.icon) span { (hit.words) } " " small.push { (hit.small) } }
}

/// The find box as a page of its own, for when there is no script: headings and plain links.
#[must_use]
pub fn find_page(words: &str, groups: &[(&str, Vec<Hit>)]) -> Markup {
    html! {
        form.filters method="get" action="/find" role="search" {
            label.vh for="q" { "Find a person or do something" }
            input.in type="search" id="q" name="q" value=(words) data-find;
            button.b type="submit" { "Find" }
        }
        section.card.pad.hits aria-label="Found" {
            @if is_nothing(groups) { p.empty { (NOTHING) } }
            @for (title, hits) in groups.iter().filter(|(_, hits)| !hits.is_empty()) {
                h2.heading { (title) }
                ul { @for hit in hits { li { a.hit href=(hit.href) { (drawn(hit)) } } } }
            }
        }
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
    fn a_list_of_options_holds_options_in_named_groups_and_the_page_holds_headings_and_links() {
        let hit = Hit { icon: Icon::People, words: "Marcus D.".into(), small: String::new(), href: "/people/1".into() };
        let groups = [("People", vec![hit]), ("Do", Vec::new())];
        let list = find_hits(&groups).into_string();
        assert!(list.contains("role=\"group\" aria-label=\"People\"") && !list.contains("<h") && !list.contains("Do"));
        let page = find_page("mar", &groups).into_string();
        assert!(page.contains("<h2") && !page.contains("role=\"option\"") && !page.contains("listbox"));
    }

    #[test]
    fn nothing_found_says_what_to_try() {
        assert!(find_hits(&[("People", Vec::new())]).into_string().contains("Nothing found."));
    }
}
