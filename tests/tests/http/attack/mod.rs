//! Whoever means harm: everything here is sent to the real program over HTTP, as somebody would who has read its sources. What other
//! journeys show already is named beside it in `docs/security/asvs.md`.

mod crawl;
mod documents;
mod doors;
mod fields;
mod markup;
mod references;
mod timing;
mod wire;

/// Words that become part of a page when anybody forgets to write them as text: a tag, an attribute, the end of whatever they stand in.
const MARK: &str = "hostile7f3a";

/// Why a page runs or shows what was only typed; nothing when all of it stands there as text.
fn what_breaks_out(body: &str) -> Option<String> {
    let is_ours = |text: &str| text.contains(MARK);
    for tag in journeys::page::tags(body) {
        let runs = ["href", "src", "action", "formaction", "hx-get", "hx-post"].iter().filter_map(|name| tag.get(name));
        let mut runs = runs.filter(|value| value.trim_start().to_lowercase().starts_with("javascript:"));
        if is_ours(&tag.name) || tag.attributes.keys().any(|name| is_ours(name)) || runs.next().is_some() {
            return Some(format!("{tag:?}"));
        }
    }
    None
}

#[test]
fn what_breaks_out_of_its_place_is_seen() {
    for broken in [
        format!("<p><{MARK} x=\"1\"></p>"),
        format!("<input value=\"\" {MARK}=\"1\">"),
        format!("<a href=\" javascript:{MARK}()\">go</a>"),
    ] {
        assert!(what_breaks_out(&broken).is_some(), "{broken}");
    }
    let as_text = format!("<p title=\"&quot; {MARK}=&quot;1\">&lt;{MARK}&gt; javascript:{MARK}()</p>");
    assert_eq!(what_breaks_out(&as_text), None);
}
