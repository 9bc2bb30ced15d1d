//! What stands around any one control: its label, its hint, its problem, tied together for screen readers.

use maud::{Markup, html};

use super::problem::wrong_words;

/// The label, hint and problem around any one control; the control gets the ids that describe it.
pub(super) fn around(
    id: &str,
    label: &str,
    optional: bool,
    hint: Option<&str>,
    wrong: Option<&str>,
    control: impl FnOnce(Option<&str>) -> Markup,
) -> Markup {
    let told_by = [hint.map(|_| format!("{id}-hint")), wrong.map(|_| format!("{id}-wrong"))]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    html! {
        div class=(if wrong.is_some() { "fld wrong" } else { "fld" }) {
            label.lab for=(id) { (label) @if optional { span.opt { " (optional)" } } }
            @if let Some(hint) = hint { p.hint id={ (id) "-hint" } { (hint) } }
            @if let Some(wrong) = wrong { (wrong_words(id, wrong)) }
            (control((!told_by.is_empty()).then_some(told_by.as_str())))
        }
    }
}
