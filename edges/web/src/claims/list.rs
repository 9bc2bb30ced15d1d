//! The worklist: money and counts as tabs, then the lines of the tab that is open. Kept fresh by itself.

use access::{Action, Kind, Refusal};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use billing::claim::{BatchReceipt, ClaimsWorklist, OpenClaimsWorklist};
use confidential::Released;
use jiff::Span;
use jiff::civil::Date;
use maud::{Markup, html};
use vocabulary::Cents;
use vocabulary::day::parse_day;

use super::{build, held, ready, say, sent};
use crate::app::App;
use crate::component::{Banner, Button, Field, Icon, PageHead, Problem, Tab, error_summary, fragment, money_tabs};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};
use crate::words;

/// How many days the page shows when nothing is said.
const USUAL_DAYS: i64 = 30;

/// What the address asks for.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    tab: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

/// The range of days and the tab, read; days that cannot be read are said and the usual ones shown.
#[derive(Debug, Clone)]
pub(super) struct View {
    pub(super) tab: &'static str,
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) problems: Vec<Problem>,
}

impl View {
    pub(super) fn of(asked: &Asked, today: Date) -> Self {
        let mut problems = Vec::new();
        let mut day = |field: &str, typed: &Option<String>, usual: Date| match typed.as_deref().map(str::trim) {
            None | Some("") => usual,
            Some(typed) => parse_day(typed).unwrap_or_else(|problem| {
                problems.push(Problem::new(field, words::sentence(problem)));
                usual
            }),
        };
        let from = day("from", &asked.from, today.saturating_sub(Span::new().days(USUAL_DAYS)));
        let to = day("to", &asked.to, today);
        if to < from {
            problems.push(Problem::new("to", "The last day is before the first."));
        }
        let tab = ["held", "sent"].into_iter().find(|tab| asked.tab.as_deref() == Some(*tab)).unwrap_or("ready");
        Self { tab, from, to, problems }
    }

    pub(super) fn address(&self, base: &str, tab: &str) -> String {
        format!("{base}?tab={tab}&from={}&to={}", self.from, self.to)
    }
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    match load(&app, &signed, &asked).await {
        Ok((work, view)) => draw_page(&app, &signed, &view, &work, None).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

/// The part alone, for the page that keeps itself fresh.
pub(super) async fn part(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    match load(&app, &signed, &asked).await {
        Ok((work, view)) => draw(&app, &signed, &view, &work).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn load(app: &App, signed: &Signed, asked: &Asked) -> Result<(Released<ClaimsWorklist>, View), Refusal> {
    let (actor, asked) = (signed.actor.clone(), asked.clone());
    app.work(move |house| {
        let view = View::of(&asked, house.zone().day(house.clock().now()));
        Ok((house.ask(&actor, &OpenClaimsWorklist { from: view.from, to: view.to })?, view))
    })
    .await
}

impl Asked {
    /// The range of days that a form carried on.
    pub(super) fn days(tab: &str, from: &str, to: &str) -> Self {
        Self { tab: Some(tab.to_owned()), from: Some(from.to_owned()), to: Some(to.to_owned()) }
    }
}

pub(super) fn draw_page(app: &App, signed: &Signed, view: &View, work: &ClaimsWorklist, built: Option<&BatchReceipt>) -> Markup {
    let part = fragment("claims-part", &view.address("/claims/part", view.tab), draw(app, signed, view, work));
    let content = html! {
        (error_summary(&view.problems))
        (head(app, signed, view, work))
        @if let Some(built) = built { (build::result(signed, built)) }
        (part)
    };
    Page::new(&signed.frame, Area::Claims, "Claims")
        .style("desk.css")
        .problem(!view.problems.is_empty())
        .live("/live/claims")
        .render(content)
}

fn head(app: &App, signed: &Signed, view: &View, work: &ClaimsWorklist) -> Markup {
    let ready: usize = work.ready.iter().map(|form| form.lines.len()).sum();
    let held = usize::try_from(work.held_days).unwrap_or(0);
    let below = html! {
        (words::count(ready, "line", "lines")) " can go now. " (words::count(held, "day waits", "days wait")) " for someone."
        @if work.outdated > 0 { " " b { (words::count(usize::try_from(work.outdated).unwrap_or(0), "day on a claim", "days on claims")) } " came out differently since." }
    };
    let range = html! {
        form.range method="get" action="/claims" role="search" {
            input type="hidden" name="tab" value=(view.tab);
            (Field::date("from", "From").value(view.from.to_string()).problems(&view.problems))
            (Field::date("to", "To").value(view.to.to_string()).problems(&view.problems))
            (Button::plain("Show"))
        }
    };
    let acts = html! {
        (range)
        @if may(app, &signed.actor, Action::View, Kind::Coverage) { (Button::plain("Cover").icon(Icon::Coin).href("/cover")) }
    };
    html! { (PageHead::new("Claims").below(below).acts(acts)) }
}

fn draw(app: &App, signed: &Signed, view: &View, work: &ClaimsWorklist) -> Markup {
    html! {
        (tabs(view, work))
        @if work.outdated > 0 && view.tab != "held" {
            (Banner::due(format!("{} on claims that were sent came out differently since: a correction to the payer is due.", words::count(usize::try_from(work.outdated).unwrap_or(0), "day", "days"))))
        }
        @match view.tab {
            "held" => (held::list(app, signed, view, work)),
            "sent" => (sent::list(work)),
            _ => (ready::list(view, work, may_build(app, signed).then_some(signed.frame.csrf.as_str()))),
        }
    }
}

pub(super) fn may_build(app: &App, signed: &Signed) -> bool {
    may(app, &signed.actor, Action::Record, Kind::Claim)
}

fn tabs(view: &View, work: &ClaimsWorklist) -> Markup {
    let ready: Cents = work.ready.iter().map(|form| form.total).sum();
    let ready_count: usize = work.ready.iter().map(|form| form.lines.len()).sum();
    let sent: i64 = work.sent.iter().map(|batch| batch.total_cents).sum();
    let tab = |words: &str, key: &str| Tab::new(words, view.address("/claims", key)).current(view.tab == key);
    let held_days = words::count(usize::try_from(work.held_days).unwrap_or(0), "day", "days");
    let causes = words::count(work.held.len(), "cause", "causes");
    money_tabs(
        "Claims by state",
        &[
            (tab("Ready", "ready"), say::whole_money(ready), words::count(ready_count, "line", "lines")),
            (tab("Held", "held"), say::whole_money(work.held_expected), format!("{held_days}, {causes}")),
            (tab("Sent", "sent"), words::round_dollars(sent), words::count(work.sent.len(), "batch", "batches")),
        ],
    )
}
