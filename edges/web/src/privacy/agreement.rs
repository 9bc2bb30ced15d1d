//! One agreement: how it stands, the signed paper as a file, its versions, and renewing it (P2-58).

use access::{Action, Kind, Problem as Wrong, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use privacy::agreement::{
    AgreementFile, AgreementOf, AgreementState, AgreementVersion, AgreementView, KeepAgreementDocument, RenewAgreement,
};
use vocabulary::day::parse_day;
use vocabulary::id::AgreementId;

use super::agreements::services;
use super::{Place, one_page, say, today};
use crate::app::App;
use crate::component::{Banner, Button, Card, Column, Crumb, Fact, Field, Icon, PageHead, Table, TableRow, csrf_field, facts};
use crate::form::{Sent, SignedForm};
use crate::handed_out::File;
use crate::patients::filled::{self, Trouble};
use crate::patients::say as chart_say;
use crate::signed::{Signed, may};
use crate::upload::{Broken, SignedFiles, next_file};
use crate::words::full_day;

const MOST_BYTES: usize = 12 << 20;
/// With the form around the file.
pub(super) const MOST_BYTES_IN_ALL: usize = 13 << 20;

pub(super) fn href(agreement: AgreementId) -> String {
    format!("{}/{agreement}", Place::Agreements.href())
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(agreement): Path<AgreementId>) -> Response {
    shown(&app, &signed, agreement, &Sent::default(), &Trouble::default()).await
}

async fn shown(app: &App, signed: &Signed, agreement: AgreementId, sent: &Sent, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &AgreementOf { agreement })).await {
        Ok(view) => draw(app, signed, &view, sent, trouble),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn after(
    app: &App,
    signed: &Signed,
    agreement: AgreementId,
    sent: &Sent,
    result: Result<AgreementId, Refusal>,
) -> Response {
    let refusal = match result {
        Ok(_) => return Redirect::to(&href(agreement)).into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => shown(app, signed, agreement, sent, &trouble).await,
        None => signed.refused(&refusal),
    }
}

pub(super) async fn keep(
    State(app): State<App>,
    Path(agreement): Path<AgreementId>,
    SignedFiles(signed, mut sent): SignedFiles,
) -> Response {
    let read = match next_file(&mut sent, MOST_BYTES).await {
        Ok(Some(file)) => file.bytes.map_err(|why| why.sentence("The file is larger than 12 megabytes.")),
        Ok(None) => Err("Choose the file.".to_owned()),
        Err(Broken) => Err("The sending broke off, or the file is larger than 12 megabytes. Send it again.".to_owned()),
    };
    let done = match read {
        Ok(bytes) => {
            let actor = signed.actor.clone();
            app.work(move |house| house.perform(&actor, &KeepAgreementDocument { agreement, bytes: bytes.clone() })).await
        }
        Err(sentence) => Err(Refusal::Invalid(vec![Wrong { field: "document".to_owned(), sentence }])),
    };
    after(&app, &signed, agreement, &Sent::default(), done).await
}

pub(super) async fn renew(
    State(app): State<App>,
    Path(agreement): Path<AgreementId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let mut unread = Vec::new();
    let command = RenewAgreement {
        agreement,
        signed_on: parse_day(sent.text("signed_on")).ok(),
        valid_to: filled::maybe_day(&sent, "valid_to", &mut unread),
        kept_at: sent.text("kept_at").to_owned(),
    };
    let done = filled::perform(&app, &signed, command, unread).await;
    after(&app, &signed, agreement, &sent, done).await
}

pub(super) async fn file(
    State(app): State<App>,
    signed: Signed,
    Path((agreement, number)): Path<(AgreementId, i64)>,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &AgreementFile { agreement, version: number })).await {
        Ok(bytes) => File::pdf("agreement").answer(&bytes, bytes.clone()),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, view: &AgreementView, sent: &Sent, trouble: &Trouble) -> Response {
    let one = &view.agreement;
    let may_change = may(app, &signed.actor, Action::Amend, Kind::Agreement);
    let may_end = may(app, &signed.actor, Action::Void, Kind::Agreement);
    let is_over = view.state == AgreementState::Over || one.ended.is_some();
    let newest = view.versions.first().map_or(1, |version| version.version);
    let head = PageHead::new(one.vendor.clone())
        .crumb(Crumb::to(Place::Agreements.words(), Place::Agreements.href()))
        .crumb(Crumb::here("One agreement"))
        .below(html! { (say::agreement(view.state, false)) " " (services(one)) ", " (one.kinds()) })
        .acts(html! {
            @if one.document.is_some() { (Button::primary("Open the signed paper").icon(Icon::Save).href(format!("{}/file/{newest}", href(one.id)))) }
            @if may_end && !is_over { (Button::quiet("End").href(format!("{}/end", href(one.id)))) }
        });
    let content = html! {
        @if one.document.is_none() { (Banner::due("The signed paper is not here. Add it as a file: whoever asks later sees what was signed.")) }
        (Card::new("How it stands").padded().body(stands(view)))
        @if may_change {
            (Card::new(if one.document.is_some() { "Another scan of the signed paper" } else { "The signed paper" }).padded().body(document_form(signed, one.id, trouble)))
            @if one.ended.is_none() { (Card::new("It was renewed").padded().body(renew_form(signed, view, sent, trouble))) }
        }
        (Card::new("Versions").small("Newest first").body(html! { (versions(app, view)) }))
    };
    one_page(signed, "An agreement", &head, trouble, &content)
}

fn stands(view: &AgreementView) -> Markup {
    let one = &view.agreement;
    let mut all = vec![
        Fact::new("Both had signed", full_day(one.signed_on)),
        Fact::new("Last day", say::maybe_day(one.last_day(), "until it is ended")),
    ];
    if !one.kept_at.is_empty() {
        all.push(Fact::new("The paper lies", one.kept_at.as_str()));
    }
    match &one.document {
        Some(document) => all.push(
            Fact::new("The signed paper as a file", size(document.size))
                .value_small(format!("SHA-256 {}…", document.sha256.get(..16).unwrap_or_default())),
        ),
        None => all.push(Fact::new("The signed paper as a file", "Not here")),
    }
    if let Some(ended) = &one.ended {
        all.push(Fact::new("Ended", full_day(ended.on)).value_small(ended.reason.as_str()));
    }
    facts(&all)
}

/// How large a file is, for people.
fn size(bytes: u64) -> String {
    format!("{} KB", bytes.div_ceil(1024))
}

fn document_form(signed: &Signed, agreement: AgreementId, trouble: &Trouble) -> Markup {
    html! {
        form.form method="post" action=(format!("{}/document", href(agreement))) enctype="multipart/form-data" {
            (csrf_field(&signed.frame.csrf))
            (Field::file("document", "The file").hint("A PDF of at most 12 megabytes.").problems(&trouble.problems))
            div.acts { (Button::primary("Keep the file")) }
        }
    }
}

fn renew_form(signed: &Signed, view: &AgreementView, sent: &Sent, trouble: &Trouble) -> Markup {
    let kept_at = if sent.is_on("signed_on") { sent.text("kept_at") } else { &view.agreement.kept_at };
    html! {
        p { "What holds now stays as a version of before, with the paper that was signed for it." }
        form.form method="post" action=(format!("{}/renew", href(view.agreement.id))) novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::date("signed_on", "Both signed again on").value(sent.text("signed_on")).problems(&trouble.problems))
            (Field::date("valid_to", "New last day").hint("Empty when it runs until it is ended").value(sent.text("valid_to")).problems(&trouble.problems).optional())
            (Field::text("kept_at", "Where the signed paper lies").value(kept_at).problems(&trouble.problems).optional())
            div.acts { (Button::plain("Write the renewal down")) }
        }
    }
}

fn versions(app: &App, view: &AgreementView) -> Table {
    let (zone, today) = (app.0.house.zone(), today(app));
    let columns =
        vec![Column::new("When"), Column::new("What"), Column::new("Signed"), Column::new("Last day"), Column::new("File")];
    let row = |version: &AgreementVersion| {
        let one = &version.agreement;
        let file = html! {
            @if one.document.is_some() { (Button::quiet("Open").small().href(format!("{}/file/{}", href(one.id), version.version)).about(format!("the paper of version {}", version.version))) }
            @else { span.muted { "none" } }
        };
        let cells = vec![
            html! { (crate::words::capital(&version.what)) },
            html! { (full_day(one.signed_on)) },
            html! { (say::maybe_day(one.last_day(), "until it is ended")) },
            file,
        ];
        TableRow::new(html! { (chart_say::moment(zone, version.at, today)) }, cells)
    };
    Table::new("Versions", columns).silent_caption().rows(view.versions.iter().map(row))
}
