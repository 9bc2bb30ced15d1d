//! What a form would send when nobody touches it: values that stand there, ticked boxes, chosen options, the words of a text field.
//! Buttons are not pressed.

use crate::page::{Tag, tags_with_text};

/// Names and values, in order; nothing when the page has no such form.
///
/// # Panics
/// When the page holds no form with this action.
#[must_use]
pub fn untouched(html: &str, action: &str) -> Vec<(String, String)> {
    let all = tags_with_text(html);
    let begins = |(tag, _): &(Tag, String)| tag.name == "form" && tag.get("action") == Some(action);
    let at = all.iter().position(begins).unwrap_or_else(|| panic!("no form is sent to {action}"));
    let inside: Vec<&(Tag, String)> = all[at..].iter().take_while(|(tag, _)| tag.name != "/form").collect();
    let mut sent = Vec::new();
    let mut select: Option<(String, Vec<(String, bool)>)> = None;
    for (tag, text) in inside {
        let name = || tag.get("name").unwrap_or_default().to_owned();
        match tag.name.as_str() {
            "input" if tag.get("name").is_some() && is_sent(tag) => sent.push((name(), value(tag))),
            "textarea" => sent.push((name(), text.strip_prefix('\n').unwrap_or(text).to_owned())),
            "select" => select = Some((name(), Vec::new())),
            "option" => {
                if let Some((_, options)) = &mut select {
                    options.push((tag.get("value").unwrap_or_default().to_owned(), tag.get("selected").is_some()));
                }
            }
            "/select" => sent.extend(select.take().and_then(chosen)),
            _ => {}
        }
    }
    sent
}

fn is_sent(tag: &Tag) -> bool {
    match tag.get("type").unwrap_or("text") {
        "radio" | "checkbox" => tag.get("checked").is_some(),
        "submit" | "file" | "image" | "button" => false,
        _ => true,
    }
}

fn value(tag: &Tag) -> String {
    let otherwise = if matches!(tag.get("type"), Some("radio" | "checkbox")) { "on" } else { "" };
    tag.get("value").unwrap_or(otherwise).to_owned()
}

/// A list from which one is chosen sends the first when none is marked.
fn chosen((name, options): (String, Vec<(String, bool)>)) -> Option<(String, String)> {
    let marked = options.iter().find(|(_, is_marked)| *is_marked).or(options.first());
    marked.map(|(value, _)| (name, value.clone()))
}

/// The same with other values in some fields; a field with several values is given once for each.
#[must_use]
pub fn with(sent: &[(String, String)], typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let is_kept = |(name, _): &&(String, String)| !typed.iter().any(|(other, _)| other == name);
    let typed = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    sent.iter().filter(is_kept).cloned().chain(typed).collect()
}

/// The value of the choice whose words these are: an option, a radio or a tick.
///
/// # Panics
/// When the page does not offer it.
#[must_use]
pub fn choice(html: &str, words: &str) -> String {
    let at = html.find(words).unwrap_or_else(|| panic!("the page does not offer {words}"));
    let before = &html[..at];
    let from = before.rfind(" value=\"").expect("a value before the words") + " value=\"".len();
    before[from..].split('"').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<form action=\"/a\"><input type=\"hidden\" name=\"csrf\" value=\"t\"><input name=\"given\" value=\"A &amp; B\">\
        <input type=\"radio\" name=\"sex\" value=\"f\"><input type=\"radio\" name=\"sex\" value=\"m\" checked>\
        <input type=\"checkbox\" name=\"text\" value=\"yes\"><textarea name=\"words\">Two\nlines &lt;3</textarea>\
        <select name=\"who\"><option value=\"\">Nobody</option><option value=\"7\" selected>Ken</option></select>\
        <button name=\"then\" value=\"next\">Next</button></form>";

    #[test]
    fn an_untouched_form_sends_what_stands_there() {
        let sent = untouched(PAGE, "/a");
        let expected = [("csrf", "t"), ("given", "A & B"), ("sex", "m"), ("words", "Two\nlines <3"), ("who", "7")];
        assert_eq!(sent, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let typed = with(&sent, &[("given", "C"), ("text", "yes")]);
        assert!(typed.contains(&("given".into(), "C".into())) && !typed.contains(&("given".into(), "A & B".into())));
        assert_eq!(choice(PAGE, "Ken"), "7");
    }
}
