//! Pages are written as Markdown and cleaned: what a program's own folder says can never run anything or load anything.

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::{Language, Page};

/// Marks a link to a page until the language is known.
const PAGE: &str = "/page/";

/// The HTML of a text. Links to pages of ours are written `page:how`.
pub(super) fn html(text: &str) -> String {
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let own = dest_url.strip_prefix("page:").map(|key| format!("{PAGE}{key}"));
            Event::Start(Tag::Link { link_type, dest_url: own.map_or(dest_url, Into::into), title, id })
        }
        other => other,
    });
    let mut written = String::new();
    pulldown_cmark::html::push_html(&mut written, parser);
    let mut cleaner = ammonia::Builder::default();
    cleaner.url_schemes(["https", "tel", "sms", "mailto"].into()).rm_tags(["img", "map", "area"]).link_rel(None);
    let cleaned = cleaner.clean(&written).to_string();
    // A table scrolls by itself before a narrow page does; its head names its columns.
    cleaned.replace("<th>", "<th scope=\"col\">")
}

/// The same with its links leading to the pages of a language.
pub(super) fn with_links(html: &str, language: Language) -> String {
    let mut rest = html;
    let mut out = String::with_capacity(html.len() + 64);
    while let Some((before, after)) = rest.split_once(&format!("href=\"{PAGE}")) {
        let (key, tail) = after.split_once('"').unwrap_or((after, ""));
        let href = Page::with_key(key).unwrap_or(Page::Home).href(language);
        out.push_str(before);
        out.push_str(&format!("href=\"{href}\""));
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_of_the_language() {
        let html = with_links(&html("[How](page:how), [nowhere](page:none), [call](tel:+15085550140)"), Language::Spanish);
        assert_eq!(
            html,
            "<p><a href=\"/es/how-it-works\">How</a>, <a href=\"/es\">nowhere</a>, <a href=\"tel:+15085550140\">call</a></p>\n"
        );
    }

    #[test]
    fn nothing_that_runs_or_loads_survives() {
        for bad in [
            "<script>alert(1)</script>",
            "<img src=\"https://example.org/x.png\">",
            "![x](https://example.org/x.png)",
            "[x](javascript:alert(1))",
            "<p onclick=\"x\" style=\"color:red\">y</p>",
            "<iframe src=\"https://example.org\"></iframe>",
            "<style>p{}</style>",
        ] {
            let html = html(bad);
            for word in ["script", "<img", "onclick", "style", "iframe", "example.org"] {
                assert!(!html.contains(word), "{bad} became {html}");
            }
        }
    }
}
