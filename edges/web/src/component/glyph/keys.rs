//! Which keys do what, said beside the work. Hidden on phones.

use maud::{Markup, html};

/// Keys and their words: `key_hint(&[(&["J", "K"], "next, back"), (&["W"], "words")])`.
#[must_use]
pub fn key_hint(keys: &[(&[&str], &str)]) -> Markup {
    html! {
        div.keys {
            @for (keys, words) in keys {
                span { @for key in *keys { kbd { (key) } } (words) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_words() {
        let drawn = key_hint(&[(&["J", "K"], "next, back")]).into_string();
        assert_eq!(drawn, "<div class=\"keys\"><span><kbd>J</kbd><kbd>K</kbd>next, back</span></div>");
    }
}
