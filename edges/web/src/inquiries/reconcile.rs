//! A document beside the chart: each item with its place in the document and what the chart already has; A puts it into the chart, S sets
//! it aside, U takes the decision back, J and K walk. Without script the same by buttons.

use access::Refusal;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use episode::reported::{ReportedKind, Standing};
use intake::referral::{ItemToDecide, ReconcileItem, Reconciliation, ReconciliationView};
use maud::{Markup, html};
use vocabulary::id::ReferralId;

use super::{referral, say};
use crate::app::App;
use crate::component::{Banner, Card, Chip, Crumb, Hue, Icon, PageHead, chip, csrf_field};
use crate::form::SignedForm;
use crate::frame::{Area, Page};
use crate::signed::Signed;
use crate::words;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    /// The item that was decided last: the next one gets the focus.
    after: Option<String>,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(referral): Path<ReferralId>,
    Query(asked): Query<Asked>,
) -> Response {
    match load(&app, &signed, referral).await {
        Ok(view) => draw(&app, &signed, &view, asked.after.as_deref()).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn decide(
    State(app): State<App>,
    Path(referral): Path<ReferralId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let Some(into) = Standing::parse(sent.text("into")) else { return signed.refused(&Refusal::NotFound) };
    let (actor, item) = (signed.actor.clone(), sent.text("item").to_owned());
    let command = ReconcileItem { referral, item: item.clone(), into };
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to(&format!("/referrals/{referral}/reconcile?after={item}")).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn load(app: &App, signed: &Signed, referral: ReferralId) -> Result<Released<ReconciliationView>, Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &Reconciliation { referral })).await
}

fn anchor(key: &str) -> String {
    format!("item-{}", key.replace('.', "-"))
}

fn draw(app: &App, signed: &Signed, view: &ReconciliationView, after: Option<&str>) -> Markup {
    let sender = view.sender.clone().unwrap_or_else(|| "an unnamed sender".to_owned());
    let count = |standing: Standing| {
        view.items.iter().filter(|one| one.decided.as_ref().is_some_and(|(known, ..)| *known == standing)).count()
    };
    let (taken, aside) = (count(Standing::Taken), count(Standing::SetAside));
    let open = view.items.len() - taken - aside;
    let below = html! {
        (view.title.as_deref().unwrap_or("Clinical document")) ", about " b { (view.name) } ". "
        (words::count(open, "item waits", "items wait")) ", " (taken) " in the chart, " (aside) " set aside."
    };
    let head = PageHead::new(format!("From {sender}"))
        .crumb(Crumb::to("Inquiries", "/inquiries"))
        .crumb(Crumb::to("One inquiry", format!("/inquiries/{}", view.inquiry)))
        .crumb(Crumb::here("Put into the chart"))
        .below(below);
    let focused = next(view, after);
    let kinds = ReportedKind::ALL.into_iter().filter(|kind| view.items.iter().any(|one| one.kind == *kind));
    let content = html! {
        (head)
        @if open == 0 { (Banner::done("Everything in this document is decided. A decision can be taken back at any time.")) }
        div.reconcile { @for kind in kinds { (group(app, signed, view, kind, focused.as_deref())) } }
    };
    Page::new(&signed.frame, Area::Inquiries, "Put into the chart")
        .style("desk.css")
        .top(html! { span.c.out { (Icon::Eye) "Your view is logged" } })
        .render(content)
}

/// The next item that waits after the one decided last, else the first that waits.
fn next(view: &ReconciliationView, after: Option<&str>) -> Option<String> {
    let from = after.and_then(|key| view.items.iter().position(|one| one.key == key)).map_or(0, |at| at + 1);
    let waits = |one: &&ItemToDecide| one.decided.is_none();
    let later = view.items.iter().skip(from).find(waits);
    later.or_else(|| view.items.iter().find(waits)).map(|one| one.key.clone())
}

fn group(app: &App, signed: &Signed, view: &ReconciliationView, kind: ReportedKind, focused: Option<&str>) -> Markup {
    let items: Vec<&ItemToDecide> = view.items.iter().filter(|one| one.kind == kind).collect();
    let has: Vec<_> = view.chart.iter().filter(|line| line.kind == kind).collect();
    let said: Vec<String> = has.iter().map(|line| line.words.clone()).collect();
    let small = match said.is_empty() {
        true => "The chart has none".to_owned(),
        false => format!("The chart has {}", words::list(&said)),
    };
    let body = html! { ul.items { @for one in items { (item(app, signed, view, one, focused == Some(one.key.as_str()))) } } };
    html! { (Card::new(kind.title()).small(small).body(body)) }
}

fn item(app: &App, signed: &Signed, view: &ReconciliationView, one: &ItemToDecide, is_next: bool) -> Markup {
    let zone = app.0.house.zone();
    let place = one.item.path.clone().unwrap_or_else(|| "in the document".to_owned());
    html! {
        li.item id=(anchor(&one.key)) data-row {
            ul.statements { (referral::statement(one.kind.title(), &one.item)) }
            div.beside {
                p.muted { (Icon::Form) (place) }
                @for line in one.like.iter().filter_map(|at| view.chart.get(*at)) {
                    p.has { (Icon::Check) span { "The chart has " b { (line.words) } ", " (line.source) } }
                }
                @if let Some((standing, by, at)) = &one.decided { p { (standing_chip(*standing)) " " span.muted { (by) ", " (say::moment(zone, *at)) } } }
            }
            @if view.may_decide { (acts(signed, view.referral, one, is_next)) }
        }
    }
}

fn standing_chip(standing: Standing) -> Chip {
    match standing {
        Standing::Taken => chip(Hue::Here, "In the chart").icon(Icon::Check),
        Standing::SetAside => chip(Hue::Outline, "Set aside"),
        Standing::Undecided => chip(Hue::Quiet, "Open"),
    }
}

/// The buttons of one item; the one that is next has the focus, so that one key decides it.
fn acts(signed: &Signed, referral: ReferralId, one: &ItemToDecide, is_next: bool) -> Markup {
    let name = one.item.display.as_deref().or(one.item.code.as_deref()).unwrap_or("this item");
    let standing = one.decided.as_ref().map(|(standing, ..)| *standing);
    let button = |into: Standing, words: &str, key: &str, is_first: bool| {
        html! {
            button.b.sm type="submit" name="into" value=(into.as_str()) data-row-key=(key) data-open[is_first]
                autofocus[is_first && is_next] { (words) span.vh { ": " (name) } " " kbd aria-hidden="true" { (key) } }
        }
    };
    html! {
        form.acts method="post" action=(format!("/referrals/{referral}/reconcile")) {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="item" value=(one.key);
            @if standing != Some(Standing::Taken) { (button(Standing::Taken, "Into the chart", "A", true)) }
            @if standing != Some(Standing::SetAside) { (button(Standing::SetAside, "Set aside", "S", standing.is_some())) }
            @if standing.is_some() { (button(Standing::Undecided, "Undo", "U", false)) }
        }
    }
}
