//! What could be done about what no longer holds: each change with why, what it costs whom and who is in it. All or a part is accepted.

use access::Refusal;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use maud::{Markup, html};
use reactions::program_week::{AcceptChanges, Change, Proposal, ProposeChanges};
use vocabulary::ProgramZone;
use vocabulary::day::parse_day;

use super::{days, one_page};
use crate::app::App;
use crate::component::{Button, Card, Crumb, Field, Hue, PageHead, chip, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::Signed;
use crate::words;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    let today = app.0.house.zone().day(app.0.house.clock().now());
    let from = parse_day(&asked.from).unwrap_or(today);
    let to = parse_day(&asked.to).unwrap_or(vocabulary::Week::of(from).sunday());
    shown(&app, &signed, (from, to), None, &Trouble::default()).await
}

pub(super) async fn accept(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let (Ok(from), Ok(to)) = (parse_day(sent.text("from")), parse_day(sent.text("to"))) else {
        return signed.refused(&Refusal::NotFound);
    };
    let keys = sent.all("change").map(str::to_owned).collect();
    let command = AcceptChanges { from, to, mark: sent.text("mark").to_owned(), keys };
    match filled::perform(&app, &signed, command, Vec::new()).await {
        Ok(change) => Redirect::to(&format!("/week/changes/{change}")).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => shown(&app, &signed, (from, to), Some(&sent), &trouble).await,
            None => signed.refused(&refusal),
        },
    }
}

async fn shown(app: &App, signed: &Signed, (from, to): (Date, Date), sent: Option<&Sent>, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    let asked = app.work(move |house| house.ask(&actor, &ProposeChanges { from, to })).await;
    let (proposal, unasked) = match asked {
        Ok(proposal) => (Some(proposal), None),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => (None, Some(trouble)),
            None => return signed.refused(&refusal),
        },
    };
    // What is wrong with the days comes before what was wrong with the ticks.
    let trouble = unasked.as_ref().unwrap_or(trouble);
    let title = "What could be done";
    let head = PageHead::new(title)
        .crumb(Crumb::to("Week", "/week"))
        .crumb(Crumb::here(title))
        .below(html! { (days(from, to)) ". Nothing changes before you accept it, and what you accept can be put back." });
    let content = html! {
        (other_days(from, to, trouble))
        @if let Some(proposal) = &proposal { (changes(app.0.house.zone(), signed, proposal, sent)) }
    };
    one_page(signed, title, &head, trouble, &content)
}

fn other_days(from: Date, to: Date, trouble: &Trouble) -> Markup {
    html! {
        form.these-days method="get" action="/week/proposal" {
            (Field::date("from", "From").value(from.to_string()).problems(&trouble.problems))
            (Field::date("to", "To").value(to.to_string()).problems(&trouble.problems))
            (Button::plain("Look at these days"))
        }
    }
}

fn changes(zone: &ProgramZone, signed: &Signed, proposal: &Proposal, sent: Option<&Sent>) -> Markup {
    let of_sessions = proposal.changes.iter().filter(|change| change.with.is_none()).count();
    let sessions = words::count(proposal.sessions, "session stands", "sessions stand");
    let touched: usize = of_sessions;
    html! {
        @if proposal.changes.is_empty() {
            (Card::new("Nothing to do").body(empty("Everything on these days can be held as it stands.", &format!("{sessions} on them."), None)))
        } @else {
            p { (sessions) " on these days; " (touched) " cannot be held as " @if touched == 1 { "it stands" } @else { "they stand" } ". The others stay as they are." }
            form.form.changes method="post" action="/week/proposal" {
                (csrf_field(&signed.frame.csrf))
                input type="hidden" name="from" value=(proposal.from);
                input type="hidden" name="to" value=(proposal.to);
                input type="hidden" name="mark" value=(proposal.mark);
                @for (at, change) in proposal.changes.iter().enumerate() {
                    @let is_on = sent.is_none_or(|sent| sent.all("change").any(|key| key == change.key));
                    (card(zone, at, change, is_on))
                }
                div.acts { (Button::primary("Accept what is ticked").key("Ctrl+Enter")) (Button::quiet("Leave everything as it is").href("/week")) }
            }
        }
    }
}

fn card(zone: &ProgramZone, at: usize, change: &Change, is_on: bool) -> Markup {
    let id = if at == 0 { "change".to_owned() } else { format!("change-{}", at + 1) };
    let when = format!(
        "{}, {}",
        words::long_day(zone.day(change.starts_at)),
        crate::time_words::from_to(zone, change.starts_at, change.ends_at)
    );
    html! {
        article.change.make-up[change.with.is_some()] {
            label.ob {
                input type="checkbox" id=(id) name="change" value=(change.key) checked[is_on];
                span { b { @for (at, act) in change.acts.iter().enumerate() { @if at > 0 { ". " } (act) } } small { (change.name) " · " (when) } }
            }
            @if change.with.is_some() { (chip(Hue::Quiet, "Make-up")) } @else if change.is_cancelled { (chip(Hue::Due, "Not held")) }
            @if !change.why.is_empty() { p.muted { (change.why.join(" ")) } }
            @if !change.costs.is_empty() { ul.costs { @for cost in &change.costs { li { (cost.words()) } } } }
            @else if change.with.is_none() { p.muted { "Nobody loses time." } }
            @if change.with.is_none() && !change.people.is_empty() {
                details.over { summary { (words::count(change.people.len(), "person is in it", "people are in it")) }
                    p { (words::list(&change.people.iter().map(|name| name.full()).collect::<Vec<_>>())) }
                }
            }
        }
    }
}
