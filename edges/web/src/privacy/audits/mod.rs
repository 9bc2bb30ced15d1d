//! Audits and evaluations (P2-43): which there are and what is overdue, a new one, one with its promise and its people, and what an auditor
//! sees of one record. The pages name nobody in care: the record number is enough.

mod form;
mod one;
mod show;

pub(super) use form::{form, save};
pub(super) use one::{destroyed, end, page, people, promise};
pub(super) use show::{look, show};

use access::{Action, Kind};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use privacy::audit::{AuditLine, AuditStanding, ListAudits};

use super::{Place, list_page};
use crate::app::App;
use crate::component::{Button, Card, Chip, Column, Hue, Icon, PageHead, Table, TableRow, chip, empty};
use crate::signed::{Signed, may};
use crate::words::{count, full_day};

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    let lines = match app.work(move |house| house.ask(&actor, &ListAudits)).await {
        Ok(lines) => lines,
        Err(refusal) => return signed.refused(&refusal),
    };
    let may_record = may(&app, &signed.actor, Action::Record, Kind::Audit);
    let head = PageHead::new("Audits")
        .below(html! { "Whoever audits or evaluates the program promises in writing first what happens with what they see." })
        .acts(html! { @if may_record { (Button::primary("Record an audit").icon(Icon::Plus).href("/rights/audits/new")) } });
    let body = html! {
        @if lines.is_empty() { (empty("Nobody audits or evaluates the program.", "Each audit appears here until its copies are destroyed.", None)) }
        @else { (table(&lines)) }
    };
    list_page(&signed, Place::Audits, &head, &html! { (Card::new("All audits").small("What is overdue first").body(body)) })
        .into_response()
}

/// The address of one.
pub(super) fn href(line: &AuditLine) -> String {
    format!("/rights/audits/{}", line.audit.id)
}

/// How it stands, in words and a hue.
pub(super) fn standing(standing: AuditStanding) -> Chip {
    let in_days = |days: i64| count(usize::try_from(days).unwrap_or(0), "day", "days");
    match standing {
        AuditStanding::WaitsForPromise => chip(Hue::Private, "Waits for the promise").icon(Icon::Lock),
        AuditStanding::Open => chip(Hue::Quiet, "Open"),
        AuditStanding::CopiesOut { days: 0 } => chip(Hue::Due, "Copies to be destroyed today").icon(Icon::Clock),
        AuditStanding::CopiesOut { days } => chip(Hue::Due, format!("Copies to be destroyed in {}", in_days(days))),
        AuditStanding::Overdue { days } => {
            chip(Hue::Due, format!("Destruction not confirmed, {} late", in_days(days))).icon(Icon::Alert)
        }
        AuditStanding::Closed => chip(Hue::Here, "Closed").icon(Icon::Check),
    }
}

fn table(lines: &[AuditLine]) -> Table {
    let columns = vec![Column::new("By whom"), Column::new("About"), Column::new("How"), Column::new("How it stands")];
    let row = |line: &AuditLine| {
        let one = &line.audit;
        let about = html! { div { (one.subject) small { (full_day(one.from)) " to " (full_day(one.to)) } } };
        TableRow::link(
            one.auditor.as_str(),
            href(line),
            vec![about, html! { (one.way.words()) }, html! { (standing(line.standing)) }],
        )
    };
    Table::new("All audits", columns).silent_caption().rows(lines.iter().map(row))
}

/// Those that somebody has to do something about, for the page of what is due.
pub(super) fn is_due(line: &AuditLine) -> bool {
    line.standing != AuditStanding::Closed
}

/// A line under the name of an audit.
pub(super) fn line(line: &AuditLine) -> Markup {
    html! { (line.audit.subject) }
}
