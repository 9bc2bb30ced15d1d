//! Who signed, with what credential, when; and the quiet words that say a draft is kept.

use maud::{Markup, Render, html};

use crate::component::Icon;

/// A signature, or the place where one is awaited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// "Jo Alvarez, LICSW".
    pub name: String,
    /// What the signature means: "Signed", "Co-signed as supervisor", "Addendum".
    pub meaning: String,
    /// "Thu Mar 12, 10:31"; none while it is awaited.
    pub when: Option<String>,
}

impl Render for Signature {
    fn render(&self) -> Markup {
        html! {
            div.signed.wait-for[self.when.is_none()] {
                @if self.when.is_some() { (Icon::Pen) } @else { (Icon::Clock) }
                b { (self.name) }
                span {
                    (self.meaning)
                    @match &self.when { Some(when) => { " · " (when) } None => { " · not signed yet" } }
                }
            }
        }
    }
}

/// "Saved 10:21": where the autosave speaks. Empty until the first save.
#[must_use]
pub fn saved(time: Option<&str>) -> Markup {
    html! { span.saved data-saved role="status" { @if let Some(time) = time { "Saved " (time) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_names_person_credential_and_time() {
        let signed =
            Signature { name: "Jo Alvarez, LICSW".into(), meaning: "Signed".into(), when: Some("Thu Mar 12, 10:31".into()) };
        assert!(signed.render().into_string().contains("Signed · Thu Mar 12, 10:31"));
    }

    #[test]
    fn an_awaited_signature_says_so() {
        let awaited = Signature { name: "Ken Osei, LADC II".into(), meaning: "Co-leader".into(), when: None };
        assert!(awaited.render().into_string().contains("not signed yet"));
    }
}
