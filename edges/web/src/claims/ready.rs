//! What may go out: a table for each form, every line with what proves it, and one button that builds the batch.

use billing::claim::ClaimsWorklist;
use billing::claim::worklist::{ReadyForm, ReadyLine};
use maud::{Markup, html};

use super::list::View;
use super::say;
use crate::component::{Button, Column, Hue, Icon, Table, TableRow, chip, csrf_field, empty};
use crate::words;

/// The lines by form. Whoever may build gets the button with the anti-forgery token.
pub(super) fn list(view: &View, work: &ClaimsWorklist, csrf: Option<&str>) -> Markup {
    html! {
        @if work.ready.is_empty() {
            section.card { (empty("Nothing waits to be sent.", "Days become ready as soon as their notes are signed and nothing is in the way.", None)) }
        }
        @for form in &work.ready { (one_form(view, form, csrf)) }
    }
}

fn one_form(view: &View, form: &ReadyForm, csrf: Option<&str>) -> Markup {
    let minutes: i64 = form.lines.iter().map(|line| line.minutes).sum();
    let columns = vec![
        Column::new("Person"),
        Column::new("Service day"),
        Column::new("Payer"),
        Column::new("Code"),
        Column::number("Minutes"),
        Column::new("Proof"),
        Column::new("Authorization"),
        Column::number("Charge"),
    ];
    let blank = || html! {};
    let totals =
        vec![blank(), blank(), blank(), html! { (minutes) }, blank(), blank(), html! { span.money { (say::money(form.total)) } }];
    let table = Table::new(say::form_words(form.form), columns)
        .silent_caption()
        .rows(form.lines.iter().map(row))
        .totals(TableRow::new(html! { (words::count(form.lines.len(), "line", "lines")) }, totals));
    html! {
        section.card aria-label=(say::form_words(form.form)) {
            header {
                div { h2 { (say::form_words(form.form)) } small { (words::count(form.lines.len(), "line", "lines")) ", " (say::money(form.total)) } }
                @if let Some(csrf) = csrf {
                    div.acts {
                        form method="post" action="/claims/build" {
                            (csrf_field(csrf))
                            input type="hidden" name="form" value=(form.form.as_str());
                            input type="hidden" name="from" value=(view.from);
                            input type="hidden" name="to" value=(view.to);
                            (Button::primary(format!("Build the batch of {}", words::count(form.lines.len(), "line", "lines"))).icon(Icon::Send))
                        }
                    }
                }
            }
            (table)
        }
    }
}

fn row(line: &ReadyLine) -> TableRow {
    let used = line.authorization_used.map(|(used, approved)| format!("{used} of {approved} used"));
    let authorization = html! {
        @match &line.authorization_number {
            Some(number) => { span.code { (number) } @if let Some(used) = used { small { (used) } } }
            None => { span.muted { "None asked for" } }
        }
        @if line.is_at_risk { " " (chip(Hue::Due, "At risk").icon(Icon::Alert)) }
    };
    let code = if line.units == 1 { line.code.clone() } else { format!("{} × {}", line.units, line.code) };
    TableRow::link(
        line.name.full(),
        format!("/patients/{}", line.patient),
        vec![
            html! { (words::short_day(line.day)) small { "file by " (words::short_day(line.file_by)) } },
            html! { (line.payer_name) },
            html! { span.code { (code) } },
            html! { (line.minutes) },
            html! { (words::count(line.signed_notes, "signed note", "signed notes")) },
            authorization,
            html! { span.money { (say::money(line.amount)) } },
        ],
    )
}
