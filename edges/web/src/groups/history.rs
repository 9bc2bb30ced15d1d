//! Every version of a note with who, when and why; each can be read.

use maud::{Markup, html};
use treatment::progress_note::NoteDocument;
use vocabulary::ProgramZone;

use super::document::at;
use crate::component::{Card, Row, RowList};

/// The versions, newest first; `shown` is the older one on the page.
pub(super) fn card(zone: &ProgramZone, document: &NoteDocument, shown: Option<i64>) -> Markup {
    let here = format!("/notes/{}", document.note.id);
    let rows = document.versions.iter().rev().map(|version| {
        let title = format!("Version {}: {}", version.version, version.what.to_lowercase());
        let is_shown = shown.unwrap_or(document.version) == version.version;
        let mut row = Row::new(title).line(html! {
            (version.by) @if let Some(why) = &version.why { ". " q { (why) } } @if is_shown { " · shown above" }
        });
        row = row.when(at(zone, version.at));
        let is_newest = version.version == document.version;
        if is_shown {
            row
        } else if is_newest {
            row.href(here.clone())
        } else {
            row.href(format!("{here}?version={}", version.version))
        }
    });
    let count = document.versions.len();
    let small =
        if count == 1 { "It was never changed.".to_owned() } else { format!("{count} versions. Nothing is overwritten.") };
    html! { (Card::new("History").small(small).class("list").body(html! { (RowList::new("Versions of this note").rows(rows)) })) }
}
