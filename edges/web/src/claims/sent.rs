//! What was built: batches with their number, form, money, and the way to their file.

use billing::claim::{ClaimBatch, ClaimsWorklist};
use maud::{Markup, html};

use super::say;
use crate::component::{Column, Table, TableRow, empty};
use crate::words;

pub(super) fn list(work: &ClaimsWorklist) -> Markup {
    let columns = vec![
        Column::new("Batch"),
        Column::new("Form"),
        Column::new("Built"),
        Column::new("Service days"),
        Column::number("Claims"),
        Column::number("Held back"),
        Column::number("Sum"),
    ];
    html! {
        section.card {
            @if work.sent.is_empty() { (empty("No batch was built yet.", "Batches stand here with their files, the newest first.", None)) } @else {
                (Table::new("Batches", columns).small("The newest first. Open one to see its claims and download its file.").rows(work.sent.iter().map(row)))
            }
        }
    }
}

fn row(batch: &ClaimBatch) -> TableRow {
    let held: i64 = batch.held.iter().map(|(_, count)| count).sum();
    TableRow::link(
        format!("{:06}", batch.control_number),
        format!("/claims/batches/{}", batch.id),
        vec![
            html! { (say::form_words(batch.form)) },
            html! { (words::full_day(batch.built_on)) },
            html! { (words::short_day(batch.from)) " to " (words::short_day(batch.to)) },
            html! { (batch.claims) },
            html! { (held) },
            html! { span.money { (words::dollars(batch.total_cents)) } },
        ],
    )
}
