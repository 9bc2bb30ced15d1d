//! What a change would change, before it is saved: each line as it stands and as it would stand.

use maud::{Markup, html};

use super::item::Lines;
use crate::component::{Banner, Button, Card, Column, Icon, Table, TableRow, csrf_field};
use crate::form::Sent;
use crate::words;

/// What the page carries on, so that saving sends the same form again.
pub(super) struct Carried<'a> {
    pub(super) action: String,
    pub(super) csrf: &'a str,
    pub(super) sent: &'a Sent,
    pub(super) version: Option<i64>,
}

/// What is looked at.
pub(super) struct Look<'a> {
    pub(super) now: Option<&'a Lines>,
    pub(super) will: &'a Lines,
    /// Meetings on the calendar that change, are cancelled, are added.
    pub(super) calendar: (usize, usize, usize),
    /// Who changed it while the form was open.
    pub(super) meanwhile_by: Option<&'a str>,
    pub(super) back: &'a str,
}

pub(super) fn draw(carried: &Carried<'_>, look: &Look<'_>) -> Markup {
    let changed = changes(look.now, look.will);
    let body = html! {
        @if changed.is_empty() { p.pad { "Nothing would change: everything stands as you wrote it." } } @else { (table(&changed, look.now.is_some())) }
        @if let Some(words) = calendar_words(look.calendar) { p.pad.calendar { (Icon::Grid) span { (words) } } }
        form method="post" action=(carried.action) id="form" {
            (csrf_field(carried.csrf))
            @for (name, value) in carried.sent.pairs().filter(|(name, _)| !["csrf", "version", "confirm", "again"].contains(name)) {
                input type="hidden" name=(name) value=(value);
            }
            @if let Some(version) = carried.version { input type="hidden" name="version" value=(version); }
            footer.acts {
                @if !changed.is_empty() { (Button::primary("Save").icon(Icon::Check).named("confirm", "yes").key("Ctrl+Enter")) }
                (Button::plain("Change something").named("again", "yes"))
                (Button::quiet("Cancel").href(look.back))
            }
        }
    };
    let small =
        if look.now.is_some() { "What stood before stays readable as an earlier version." } else { "Nothing was written yet." };
    html! {
        @if let Some(by) = look.meanwhile_by {
            (Banner::due(format!("{by} changed this while you had it open. Their version stands at the left, yours at the right; nothing was saved over.")))
        }
        (Card::new("What would change").small(small).body(body))
    }
}

/// "On the calendar: 6 meetings move or change, 2 are added."
fn calendar_words((changed, cancelled, added): (usize, usize, usize)) -> Option<String> {
    let is = |count: usize, one: &str, many: &str| (count > 0).then(|| words::count(count, one, many));
    let parts: Vec<String> = [
        is(changed, "meeting moves or changes", "meetings move or change"),
        is(cancelled, "meeting is cancelled", "meetings are cancelled"),
        is(added, "meeting is added", "meetings are added"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| format!("On the calendar, {}.", words::list(&parts)))
}

fn table(changed: &[(String, String, String)], has_now: bool) -> Table {
    let row = |(what, now, will): &(String, String, String)| {
        let said = |text: &str| html! { @if text.is_empty() { span.muted { "Nothing" } } @else { (text) } };
        let cells = if has_now { vec![said(now), said(will)] } else { vec![said(will)] };
        TableRow::new(html! { (what) }, cells)
    };
    let columns = if has_now {
        vec![Column::new("What"), Column::new("Now"), Column::new("Will be")]
    } else {
        vec![Column::new("What"), Column::new("Will be")]
    };
    Table::new("What would change", columns).silent_caption().rows(changed.iter().map(row))
}

/// The lines that differ: what, now, then. For a new item every line that says something.
pub(super) fn changes(now: Option<&Lines>, will: &Lines) -> Vec<(String, String, String)> {
    let value = |lines: &Lines, what: &str| {
        lines.iter().find(|(known, _)| known == what).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let standing = |what: &str| now.map(|lines| value(lines, what)).unwrap_or_default();
    let mut all: Vec<_> = will.iter().map(|(what, value)| (what.clone(), standing(what), value.clone())).collect();
    let gone = now.into_iter().flatten().filter(|(what, _)| !will.iter().any(|(known, _)| known == what));
    all.extend(gone.map(|(what, value)| (what.clone(), value.clone(), String::new())));
    all.retain(|(_, now, will)| now != will);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown_and_what_goes_too() {
        let lines =
            |all: &[(&str, &str)]| all.iter().map(|(what, value)| ((*what).to_owned(), (*value).to_owned())).collect::<Lines>();
        let now = lines(&[("Name", "Room 2"), ("Seats", "12"), ("Level 3", "gone")]);
        let will = lines(&[("Name", "Room 2"), ("Seats", "14")]);
        let changed = changes(Some(&now), &will);
        assert_eq!(changed.len(), 2);
        assert!(changed.contains(&("Seats".into(), "12".into(), "14".into())));
        assert!(changed.contains(&("Level 3".into(), "gone".into(), String::new())));
        assert_eq!(changes(None, &will).len(), 2);
    }
}
