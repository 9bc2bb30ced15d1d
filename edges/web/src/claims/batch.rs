//! One batch: its claims, which of them would not leave now and why, and its file. Downloading passes the gate: consent is looked at
//! again, and each disclosure is written into the person's account in the same transaction (P2-40).

use std::collections::BTreeMap;

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use billing::claim::{BatchClaim, ClaimBatchView, ClaimFile, OpenClaimBatch};
use confidential::Released;
use maud::{Markup, html};
use privacy::agreement::Service;
use vocabulary::id::{ClaimBatchId, PayerId};

use super::say;
use crate::app::App;
use crate::component::{
    Banner, Button, Card, Column, Crumb, Hue, Icon, PageHead, Problem, Table, TableRow, chip, csrf_field, error_summary,
};
use crate::form::SignedForm;
use crate::frame::{Area, Page};
use crate::handed_out::File;
use crate::signed::{Signed, may};
use crate::words;

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(batch): Path<ClaimBatchId>) -> Response {
    match load(&app, &signed, batch).await {
        Ok(view) => draw(&app, &signed, &view, &[]).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn load(app: &App, signed: &Signed, batch: ClaimBatchId) -> Result<Released<ClaimBatchView>, Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenClaimBatch { batch })).await
}

/// The button that makes the file: a form, because each disclosure is written down when it is pressed (ASVS 3.5.3). With a payer, only
/// the claims to that one.
pub(super) fn download(signed: &Signed, batch: ClaimBatchId, payer: Option<PayerId>, words: &str) -> Markup {
    html! {
        form method="post" action=(format!("/claims/batches/{batch}/file")) {
            (csrf_field(&signed.frame.csrf))
            @if let Some(payer) = payer { input type="hidden" name="payer" value=(payer); }
            (Button::primary(words).icon(Icon::Save))
        }
    }
}

/// The file. When it cannot be written, every reason is said on the page and nothing was disclosed.
pub(super) async fn file(
    State(app): State<App>,
    Path(batch): Path<ClaimBatchId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let payer = sent.parse::<PayerId>("payer");
    if payer.is_none() && !sent.text("payer").is_empty() {
        // What cannot be read as one payer must not become all of them.
        return signed.refused(&Refusal::NotFound);
    }
    let (actor, write) = (signed.actor.clone(), app.0.wiring.write_claims.clone());
    let carried_by = app.0.wiring.has_clearinghouse.then_some(Service::ClearingHouse);
    let written = app.work(move |house| {
        let file = ClaimFile { batch, payer };
        let (released, bytes) = house.release_claims(&actor, &file, carried_by, |released| write(released))?;
        let name = format!("{}.x12", released.name(&file));
        Ok((released, name, bytes))
    });
    match written.await {
        Ok((released, name, bytes)) => File::kept(name).answer(&released, bytes),
        Err(Refusal::Invalid(found)) => {
            let problems: Vec<Problem> = found.into_iter().map(|problem| Problem::new("claims", problem.sentence)).collect();
            match load(&app, &signed, batch).await {
                Ok(view) => (StatusCode::CONFLICT, draw(&app, &signed, &view, &problems)).into_response(),
                Err(refusal) => signed.refused(&refusal),
            }
        }
        Err(Refusal::Refused { sentence, remedy, .. }) => match load(&app, &signed, batch).await {
            Ok(view) => {
                let problems = [Problem::new("claims", format!("{sentence} {remedy}"))];
                (StatusCode::CONFLICT, draw(&app, &signed, &view, &problems)).into_response()
            }
            Err(refusal) => signed.refused(&refusal),
        },
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, view: &ClaimBatchView, problems: &[Problem]) -> Markup {
    let batch = &view.batch;
    let may_send = may(app, &signed.actor, Action::Disclose, Kind::Claim);
    let files = files(view, app.0.wiring.has_clearinghouse);
    let stopped = view.claims.iter().filter(|claim| claim.stopped.is_some()).count();
    let head = PageHead::new(format!("Batch {:06}", batch.control_number))
        .crumb(Crumb::to("Claims", "/claims?tab=sent"))
        .crumb(Crumb::here("One batch"))
        .below(html! {
            (say::form_words(batch.form)) ", built " (words::full_day(batch.built_on)) ", "
            (words::count(view.claims.len(), "claim", "claims")) ", " b { (words::dollars(batch.total_cents)) }
        })
        .acts(html! {
            @if may_send { @for file in &files {
                (download(signed, batch.id, file.payer, &file.words))
            } }
        });
    let content = html! {
        (error_summary(problems))
        (head)
        @if stopped > 0 {
            (Banner::private(format!("{} of this batch would not leave now: the consent to tell the payer is no longer in force. The file holds the others.", words::count(stopped, "claim", "claims"))))
        }
        section.card id="claims" tabindex="-1" aria-label="Claims of this batch" { (claims(view)) }
        @if !batch.held.is_empty() { (held(view)) }
    };
    Page::new(&signed.frame, Area::Claims, format!("Batch {:06}", batch.control_number))
        .style("desk.css")
        .problem(!problems.is_empty())
        .render(content)
}

/// A file that can be made of a batch.
struct FileChoice {
    words: String,
    payer: Option<PayerId>,
}

/// One file through a clearinghouse; without one, a file for each payer whose claims may leave.
fn files(view: &ClaimBatchView, has_clearinghouse: bool) -> Vec<FileChoice> {
    let payers: BTreeMap<PayerId, &str> = view
        .claims
        .iter()
        .filter(|claim| claim.stopped.is_none())
        .map(|claim| (claim.payer, claim.payer_name.as_str()))
        .collect();
    let is_one = has_clearinghouse || payers.len() == 1;
    match payers.len() {
        0 => Vec::new(),
        _ if is_one => vec![FileChoice { words: "Download the file".to_owned(), payer: None }],
        _ => payers
            .into_iter()
            .map(|(payer, name)| FileChoice { words: format!("Download for {name}"), payer: Some(payer) })
            .collect(),
    }
}

fn claims(view: &ClaimBatchView) -> Table {
    let columns = vec![
        Column::new("Claim"),
        Column::new("Person"),
        Column::new("Payer"),
        Column::new("Service days"),
        Column::number("Lines"),
        Column::new("May it leave now?"),
        Column::number("Sum"),
    ];
    Table::new("Claims", columns).silent_caption().rows(view.claims.iter().map(row))
}

fn row(claim: &BatchClaim) -> TableRow {
    let leaves = match claim.stopped {
        None => html! { (chip(Hue::Here, "Yes").icon(Icon::Check)) },
        Some(why) => html! { (chip(Hue::Private, "No").icon(Icon::Lock)) " " small { (why) } },
    };
    TableRow::new(
        html! { span.code { (claim.number) } },
        vec![
            html! { a href=(format!("/patients/{}", claim.patient)) { (claim.name.full()) } },
            html! { (claim.payer_name) },
            html! { (words::short_day(claim.from)) " to " (words::short_day(claim.to)) },
            html! { (claim.lines) },
            leaves,
            html! { span.money { (say::money(claim.total)) } },
        ],
    )
}

fn held(view: &ClaimBatchView) -> Markup {
    let body = html! {
        ul.lines { @for (sentence, count) in &view.batch.held { li { (sentence) @if *count > 1 { " (" (count) " times)" } } } }
        p.hint { "These stayed ready. Put them right and build again." }
    };
    html! { (Card::new("Held back when it was built").padded().body(body)) }
}
