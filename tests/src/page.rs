//! Reads a page as far as a walk needs it: its tags, its title, where it leads and what its forms would send.

use std::collections::BTreeMap;

/// A tag with its attributes, as written.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Its name in lower case; closing tags begin with a slash.
    pub name: String,
    /// Its attributes in lower case, with their values unescaped.
    pub attributes: BTreeMap<String, String>,
}

impl Tag {
    /// The value of an attribute.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// A form as it would be sent untouched.
#[derive(Clone, Debug)]
pub struct Form {
    /// `get` or `post`.
    pub method: String,
    /// Where it is sent.
    pub action: String,
    /// Names and values of its fields and buttons.
    pub fields: Vec<(String, String)>,
}

/// Every tag of a page.
#[must_use]
pub fn tags(html: &str) -> Vec<Tag> {
    tags_with_text(html).into_iter().map(|(tag, _)| tag).collect()
}

/// Every tag of a page with the text that follows it up to the next.
#[must_use]
pub fn tags_with_text(html: &str) -> Vec<(Tag, String)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (inside, after) = one_tag(rest);
        rest = after;
        let name: String = inside.chars().take_while(|c| !c.is_whitespace()).collect();
        let tag = Tag { attributes: attributes(&inside[name.len()..]), name: name.to_lowercase() };
        found.push((tag, unescaped(rest.split('<').next().unwrap_or_default())));
    }
    found
}

/// The text up to the `>` that is not inside a value, and what follows.
fn one_tag(text: &str) -> (&str, &str) {
    let mut is_inside_value = false;
    for (at, character) in text.char_indices() {
        match character {
            '"' => is_inside_value = !is_inside_value,
            '>' if !is_inside_value => return (&text[..at], &text[at + 1..]),
            _ => {}
        }
    }
    (text, "")
}

fn attributes(mut text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = text.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(text.len());
        if end == 0 {
            return found;
        }
        let name = text[..end].to_lowercase();
        text = &text[end..];
        let value = match text.strip_prefix("=\"") {
            Some(quoted) => {
                let (value, after) = quoted.split_once('"').unwrap_or((quoted, ""));
                text = after;
                unescaped(value)
            }
            None => String::new(),
        };
        found.insert(name, value);
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// The words a person reads between two places of a page, without tags, with single blanks.
#[must_use]
pub fn words(html: &str) -> String {
    let all: String = tags_with_text(html).into_iter().map(|(_, text)| format!("{text} ")).collect();
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title.
#[must_use]
pub fn title(html: &str) -> String {
    let inside = html.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    inside.map(|(title, _)| unescaped(title)).unwrap_or_default()
}

/// Every address a page names: links, forms, parts it fetches, files it loads.
#[must_use]
pub fn addresses(html: &str) -> Vec<String> {
    let named = ["href", "action", "formaction", "src", "hx-get", "hx-post", "data-fragment"];
    let tags = tags(html);
    tags.iter().flat_map(|tag| named.iter().filter_map(|name| tag.get(name))).map(str::to_owned).collect()
}

/// Where a person can go from here: links, and parts the page fetches. Without the place on the page, without files.
#[must_use]
pub fn links(html: &str) -> Vec<String> {
    let tags = tags(html);
    let ways = tags
        .iter()
        .filter_map(|tag| if tag.name == "a" { tag.get("href") } else { tag.get("hx-get").or(tag.get("data-fragment")) });
    let without_place = ways.map(|href| href.split('#').next().unwrap_or_default());
    without_place.filter(|href| href.starts_with('/') && !href.starts_with("/assets/")).map(str::to_owned).collect()
}

/// The forms of a page.
#[must_use]
pub fn forms(html: &str) -> Vec<Form> {
    let mut found: Vec<Form> = Vec::new();
    let mut is_inside = false;
    for tag in tags(html) {
        match tag.name.as_str() {
            "form" => {
                let method = tag.get("method").unwrap_or("get").to_lowercase();
                found.push(Form { method, action: tag.get("action").unwrap_or_default().to_owned(), fields: Vec::new() });
                is_inside = true;
            }
            "/form" => is_inside = false,
            "input" | "button" | "textarea" | "select" if is_inside => {
                let field = tag.get("name").map(|name| (name.to_owned(), tag.get("value").unwrap_or_default().to_owned()));
                found.last_mut().unwrap().fields.extend(field);
            }
            _ => {}
        }
    }
    found
}

/// What a strict content policy would not run or paint: styles and scripts written into the page.
#[must_use]
pub fn inline_code(html: &str) -> Vec<String> {
    let tags = tags(html);
    let is_code = |tag: &&Tag| {
        let has_handler = tag.attributes.keys().any(|name| name == "style" || (name.starts_with("on") && name.len() > 2));
        let is_data = tag.get("type").is_some_and(|kind| kind.ends_with("json"));
        has_handler || tag.name == "style" || (tag.name == "script" && tag.get("src").is_none() && !is_data)
    };
    tags.iter().filter(is_code).map(|tag| format!("{tag:?}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!DOCTYPE html><title>A &amp; B</title><!-- <a href=\"/no\"> --><a href=\"/one?x=1&amp;y=2#place\" title=\"a > b\">1</a>\
        <form method=\"post\" action=\"/two\"><input name=\"csrf\" value=\"t\"><button name=\"state\" value=\"here\">H</button></form>\
        <div hx-get=\"/part\" hidden></div><div data-fragment=\"/live-part\"></div>";

    #[test]
    fn a_page_is_read_as_a_browser_reads_it() {
        assert_eq!(title(PAGE), "A & B");
        assert_eq!(links(PAGE), ["/one?x=1&y=2", "/part", "/live-part"]);
        let form = forms(PAGE).remove(0);
        assert_eq!((form.method.as_str(), form.action.as_str()), ("post", "/two"));
        assert_eq!(form.fields, [("csrf".into(), "t".into()), ("state".into(), "here".into())]);
        assert!(inline_code(PAGE).is_empty());
    }

    #[test]
    fn code_in_the_page_is_found() {
        for bad in ["<p style=\"x\">", "<style>", "<script>alert(1)</script>", "<p onclick=\"x\">"] {
            assert_eq!(inline_code(bad).len(), 1, "{bad}");
        }
        assert!(inline_code("<script src=\"/a.js\" defer></script><script type=\"application/json\">{}</script>").is_empty());
    }
}
