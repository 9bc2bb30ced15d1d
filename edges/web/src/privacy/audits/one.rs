//! One audit: how it stands, what is promised, whose records, what was shown, its end and the destruction of its copies.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use privacy::audit::{
    AddToAudit, Audit, AuditPerson, AuditStanding, ConfirmDestruction, EndAudit, OpenAudit, OpenedAudit, RecordPromise, Way,
};
use vocabulary::day::parse_day;
use vocabulary::id::AuditId;

use super::super::breaches::numbers;
use super::super::{Place, one_page, today};
use super::form::{promise_fields, read_promise};
use super::standing;
use crate::app::App;
use crate::component::{
    Banner, Button, Card, Crumb, Fact, Field, Hue, Icon, PageHead, Row, RowList, chip, csrf_field, empty, facts,
};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};
use crate::words::{full_day, list};

pub(in super::super) async fn page(State(app): State<App>, signed: Signed, Path(audit): Path<AuditId>) -> Response {
    shown(&app, &signed, audit, &Sent::default(), &Trouble::default()).await
}

async fn shown(app: &App, signed: &Signed, audit: AuditId, sent: &Sent, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenAudit { audit })).await {
        Ok(opened) => draw(app, signed, &opened, sent, trouble),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn after(app: &App, signed: &Signed, audit: AuditId, sent: &Sent, result: Result<AuditId, Refusal>) -> Response {
    let refusal = match result {
        Ok(_) => return Redirect::to(&format!("/rights/audits/{audit}")).into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => shown(app, signed, audit, sent, &trouble).await,
        None => signed.refused(&refusal),
    }
}

pub(in super::super) async fn promise(
    State(app): State<App>,
    Path(audit): Path<AuditId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let result = filled::perform(&app, &signed, RecordPromise { audit, promise: read_promise(&sent) }, Vec::new()).await;
    after(&app, &signed, audit, &sent, result).await
}

pub(in super::super) async fn people(
    State(app): State<App>,
    Path(audit): Path<AuditId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let mut unread = Vec::new();
    let command = AddToAudit { audit, record_numbers: numbers(&sent, &mut unread) };
    let result = filled::perform(&app, &signed, command, unread).await;
    after(&app, &signed, audit, &sent, result).await
}

pub(in super::super) async fn end(
    State(app): State<App>,
    Path(audit): Path<AuditId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = EndAudit { audit, on: parse_day(sent.text("on")).ok(), words: sent.text("words").to_owned() };
    let result = filled::perform(&app, &signed, command, Vec::new()).await;
    after(&app, &signed, audit, &sent, result).await
}

pub(in super::super) async fn destroyed(
    State(app): State<App>,
    Path(audit): Path<AuditId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let on = parse_day(sent.text("destroyed_on")).ok();
    let command = ConfirmDestruction { audit, on, words: sent.text("how").to_owned() };
    let result = filled::perform(&app, &signed, command, Vec::new()).await;
    after(&app, &signed, audit, &sent, result).await
}

fn draw(app: &App, signed: &Signed, opened: &OpenedAudit, sent: &Sent, trouble: &Trouble) -> Response {
    let audit = &opened.audit;
    let may_amend = audit.ended.is_none() && may(app, &signed.actor, Action::Amend, Kind::Audit);
    let day = today(app).to_string();
    let begun = Sent::of([("on", day.as_str()), ("destroyed_on", day.as_str())]);
    let sent = sent.over(&begun);
    let head = PageHead::new(audit.auditor.as_str())
        .crumb(Crumb::to(Place::Audits.words(), Place::Audits.href()))
        .crumb(Crumb::here(audit.subject.as_str()))
        .below(html! { (audit.subject) });
    let content = html! {
        (Card::new("The audit").padded().body(facts(&known(opened))))
        (promise_card(signed, audit, may_amend, &sent, trouble))
        (people_card(signed, opened, may_amend, &sent, trouble))
        @if may_amend { (end_card(signed, audit, &sent, trouble)) }
        @if audit.ended.is_some() && audit.has_copies_out() && may(app, &signed.actor, Action::Sign, Kind::Audit) {
            (destroy_card(signed, audit, &sent, trouble))
        }
    };
    one_page(signed, "Audit", &head, trouble, &content)
}

fn known(opened: &OpenedAudit) -> Vec<Fact> {
    let audit = &opened.audit;
    let information = audit.categories.iter().map(|category| category.title().to_owned()).collect::<Vec<_>>();
    let mut all = vec![
        Fact::new("How it stands", standing(opened.standing)),
        Fact::new("Why they may", audit.kind.words()),
        Fact::new("How", audit.way.words()),
        Fact::new("About the time", format!("{} to {}", full_day(audit.from), full_day(audit.to))),
        Fact::new("Information", list(&information)),
    ];
    all.extend(audit.ended.as_ref().map(|end| Fact::new("Ended", format!("{}: {}", full_day(end.on), end.words))));
    let destroyed = audit.destroyed.as_ref();
    all.extend(destroyed.map(|one| Fact::new("Copies destroyed", format!("{}: {}", full_day(one.on), one.words))));
    all
}

fn promise_card(signed: &Signed, audit: &Audit, may_amend: bool, sent: &Sent, trouble: &Trouble) -> Markup {
    let missing: Vec<String> = audit.unpromised().iter().map(|one| one.words().to_owned()).collect();
    let form = html! {
        form.form.cols method="post" action=(format!("/rights/audits/{}/promise", audit.id)) novalidate {
            (csrf_field(&signed.frame.csrf))
            (promise_fields(&sent.over(&begun_promise(audit)), &trouble.problems))
            div.acts { (Button::plain("Save the promise")) }
        }
    };
    let body = html! {
        @match &audit.promise {
            None => { (Banner::private("Nothing is promised in writing yet: nothing is shown before.")) },
            Some(promise) => {
                (facts(&[
                    Fact::new("Document", promise.document.as_str()),
                    Fact::new("Signed", full_day(promise.signed_on)),
                    Fact::new("Promises", promise.promised.iter().map(|one| one.words()).collect::<Vec<_>>().join("; ")),
                    Fact::new("Destroyed by", promise.destroy_by.map_or_else(|| "–".to_owned(), full_day)),
                ]))
                @if !missing.is_empty() { (Banner::private(format!("Not promised yet: {}. Nothing is shown before.", list(&missing)))) }
            },
        }
        @if may_amend {
            @if audit.promise.is_some() && missing.is_empty() { details { summary { "It was signed anew" } (form) } } @else { (form) }
        }
    };
    html! { (Card::new("The written promise").padded().body(body)) }
}

fn begun_promise(audit: &Audit) -> Sent {
    let Some(promise) = &audit.promise else { return Sent::default() };
    let signed_on = promise.signed_on.to_string();
    let begun = Sent::of([("document", promise.document.as_str()), ("signed_on", signed_on.as_str())])
        .with("destroy_by", promise.destroy_by.map(|day| day.to_string()).unwrap_or_default());
    promise.promised.iter().fold(begun, |sent, one| sent.with("promised", one.as_str()))
}

fn people_card(signed: &Signed, opened: &OpenedAudit, may_amend: bool, sent: &Sent, trouble: &Trouble) -> Markup {
    let audit = &opened.audit;
    let row = |one: &AuditPerson| {
        let row = Row::new(format!("Record {}", one.record_number));
        let row = match one.shown.last() {
            None => row.line("Not shown yet"),
            Some(last) => row
                .line(if last.way == Way::Copies { "A copy was handed over" } else { "Looked at here" })
                .chip(chip(Hue::Here, full_day(last.on)).icon(Icon::Check)),
        };
        let is_open = opened.standing != AuditStanding::Closed && audit.ended.is_none();
        if is_open { row.href(format!("/rights/audits/{}/people/{}", audit.id, one.patient)) } else { row }
    };
    let body = html! {
        @if opened.people.is_empty() { (empty("No record is named yet.", "Each appears here with what was shown of it.", None)) }
        @else { (RowList::new("Whose records").rows(opened.people.iter().map(row))) }
        @if may_amend {
            div.pad {
                form.form method="post" action=(format!("/rights/audits/{}/people", audit.id)) novalidate {
                    (csrf_field(&signed.frame.csrf))
                    (Field::text("record_numbers", "More records").class("code").autocomplete("off").hint("Record numbers, divided by commas: 1042, 1077").value(sent.text("record_numbers")).problems(&trouble.problems))
                    div.acts { (Button::plain("Add")) }
                }
            }
        }
    };
    html! { (Card::new("Whose records").small("Each is shown one by one, through the gate").body(body)) }
}

fn end_card(signed: &Signed, audit: &Audit, sent: &Sent, trouble: &Trouble) -> Markup {
    let body = html! {
        form.form.cols method="post" action=(format!("/rights/audits/{}/end", audit.id)) novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::date("on", "It ended on").value(sent.text("on")).problems(&trouble.problems))
            (Field::text("words", "What came of it").hint("Nothing about anybody in care").value(sent.text("words")).problems(&trouble.problems))
            div.acts { (Button::plain("End the audit")) }
        }
    };
    html! { (Card::new("When it is over").small("Nothing is shown afterwards").padded().body(body)) }
}

fn destroy_card(signed: &Signed, audit: &Audit, sent: &Sent, trouble: &Trouble) -> Markup {
    let body = html! {
        form.form.cols method="post" action=(format!("/rights/audits/{}/destroyed", audit.id)) novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::date("destroyed_on", "Destroyed on").value(sent.text("destroyed_on")).problems(&trouble.problems))
            (Field::text("how", "Who confirmed it and how").hint("A letter, a certificate").value(sent.text("how")).problems(&trouble.problems))
            div.acts { (Button::primary("The copies are destroyed")) }
        }
    };
    html! { (Card::new("The copies").padded().body(body)) }
}
