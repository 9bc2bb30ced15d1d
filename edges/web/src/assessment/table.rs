//! The decision tables: which one is in use, every threshold with its source and how sure it is, and the director's approval (LC-03).

use access::Refusal;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use intake::placement::{Rating, TITLE};
use intake::placement_table::{ApproveTable, OpenTables, TableRow, TablesView};
use maud::{Markup, html};

use crate::app::App;
use crate::component::{Button, Card, Crumb, Hue, Icon, PageHead, Problem, chip, csrf_field, error_summary};
use crate::form::SignedForm;
use crate::frame::{Area, Page};
use crate::kept;
use crate::signed::Signed;
use crate::words;

async fn load(app: &App, signed: &Signed) -> Result<Released<TablesView>, Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenTables)).await
}

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    match load(&app, &signed).await {
        Ok(view) => draw(&signed, &view, &[]).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn approve(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let view = match load(&app, &signed).await {
        Ok(view) => view,
        Err(refusal) => return signed.refused(&refusal),
    };
    let Some(toml) = view.rows.iter().find(|row| row.table.version == sent.text("version")).map(|row| row.toml.clone()) else {
        return signed.refused(&Refusal::NotFound);
    };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &ApproveTable { toml: toml.clone(), from: None })).await {
        Ok(_) => Redirect::to("/settings/placement").into_response(),
        Err(refusal) => kept::again(&signed, &refusal, |problems| draw(&signed, &view, problems)),
    }
}

fn draw(signed: &Signed, view: &TablesView, problems: &[Problem]) -> Markup {
    let head = PageHead::new(TITLE).crumb(Crumb::to("Settings", "/settings")).crumb(Crumb::here("Decision table")).below(
        html! { "The advisor uses the table that a clinical director approved. Results keep the version they were made with." },
    );
    Page::new(&signed.frame, Area::Settings, "Decision table").style("desk.css").problem(!problems.is_empty()).render(html! {
        (head) (error_summary(problems)) @for row in &view.rows { (one(signed, view, row)) }
    })
}

fn one(signed: &Signed, view: &TablesView, row: &TableRow) -> Markup {
    let table = &row.table;
    let ratings: Vec<Rating> = (0..=4).filter_map(Rating::try_new).collect();
    let body = html! {
        p {
            @match &row.approval {
                Some((from, by, on)) => {
                    @if row.is_in_use { (chip(Hue::Here, "In use").icon(Icon::Check)) " " }
                    "Approved by " (by) " on " (words::full_day(*on)) ", used from " (words::full_day(*from)) "."
                }
                None => { (chip(Hue::Due, "Not approved")) " Nothing is decided by it." }
            }
        }
        p.muted { (table.source) " · " (table.mark.title()) }
        h3 { "Risk of use by surroundings" }
        div.scroll tabindex="0" role="region" aria-label="Risk of use by surroundings" {
            table {
                caption.vh { "Risk of use by surroundings" }
                thead { tr { th scope="col" { "U \\ E" } @for e in &ratings { th scope="col" { "E" (e) } } } }
                tbody {
                    @for u in &ratings {
                        tr {
                            th scope="row" { "U" (u) }
                            @for e in &ratings { td { @if let Some(cell) = table.cell(*u, *e) {
                                (cell.level)
                                @if let Some(other) = cell.with_services_of { " with " (other) }
                                @if cell.has_recovery_residence { " + residence" }
                                @if let Some(other) = cell.alternative { " (or " (other) ")" }
                            } } }
                        }
                    }
                }
            }
        }
        h3 { "Thresholds" }
        ul.rows {
            @for one in &table.thresholds {
                li { div.txt { b { (one.rule) " · " (one.value) " " (one.unit) } p { (one.source) ", " (one.mark.title()) } } }
            }
        }
        @if view.may_approve && row.approval.is_none() {
            form method="post" action="/settings/placement" id="form" {
                (csrf_field(&signed.frame.csrf))
                input type="hidden" name="version" value=(table.version);
                div.acts { (Button::primary("Approve this table")) }
            }
        }
    };
    html! { (Card::new(format!("Version {}", table.version)).padded().body(body)) }
}
