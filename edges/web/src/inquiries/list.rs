//! The queue: whoever waits longest first, with the clock since the last contact. Kept fresh by itself.

use access::{Action, Kind};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use confidential::Released;
use intake::inquiry::queue::PAGE;
use intake::inquiry::{InquiryCounts, InquiryQueue, InquiryRow, State as Standing};
use intake::referral::{PagesRow, PagesToIndex};
use jiff::Span;
use maud::{Markup, html};

use super::{index, say};
use crate::app::App;
use crate::component::{Button, Hue, Icon, PageHead, Row, RowList, chip, empty, fragment, segments};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};
use crate::words;

/// How far back ended inquiries are shown.
const ENDED_DAYS: i64 = 30;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    ended: Option<u8>,
    state: Option<String>,
    from: Option<usize>,
}

/// The queue as it is shown: a page of it, and how many wait in each state.
struct Shown {
    rows: Released<Vec<InquiryRow>>,
    counts: Released<Vec<(Standing, i64)>>,
    /// For those who index them: the pages that wait.
    pages: Option<Released<Vec<PagesRow>>>,
}

impl Asked {
    fn with_ended(&self) -> bool {
        self.ended.is_some()
    }

    fn state(&self) -> Option<Standing> {
        Standing::OPEN.into_iter().find(|state| self.state.as_deref() == Some(state.as_str()))
    }

    fn address(&self, base: &str) -> String {
        let mut parts = Vec::new();
        parts.extend(self.with_ended().then(|| "ended=1".to_owned()));
        parts.extend(self.state().map(|state| format!("state={}", state.as_str())));
        parts.extend(self.from.map(|from| format!("from={from}")));
        if parts.is_empty() { base.to_owned() } else { format!("{base}?{}", parts.join("&")) }
    }
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    match load(&app, &signed, &asked).await {
        Ok(shown) => {
            let part = fragment("inquiries-part", &asked.address("/inquiries/part"), draw(&app, &signed, &asked, &shown));
            Page::new(&signed.frame, Area::Inquiries, "Inquiries")
                .style("desk.css")
                .live("/live/inquiries")
                .render(part)
                .into_response()
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

/// The part alone, for the page that keeps itself fresh.
pub(super) async fn part(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    match load(&app, &signed, &asked).await {
        Ok(shown) => draw(&app, &signed, &asked, &shown).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn load(app: &App, signed: &Signed, asked: &Asked) -> Result<Shown, access::Refusal> {
    let (actor, asked) = (signed.actor.clone(), asked.clone());
    let may_index = may(app, &signed.actor, Action::Record, Kind::ReferralDocument);
    app.work(move |house| {
        let today = house.zone().day(house.clock().now());
        let finished_since = asked.with_ended().then(|| today.saturating_sub(Span::new().days(ENDED_DAYS)));
        let wish = InquiryQueue { finished_since, state: asked.state(), from: asked.from.unwrap_or(0) };
        let pages = may_index.then(|| house.ask(&actor, &PagesToIndex)).transpose()?;
        Ok(Shown { rows: house.ask(&actor, &wish)?, counts: house.ask(&actor, &InquiryCounts)?, pages })
    })
    .await
}

fn draw(app: &App, signed: &Signed, asked: &Asked, shown: &Shown) -> Markup {
    let rows = &shown.rows;
    let from = asked.from.unwrap_or(0);
    let (open, ended): (Vec<&InquiryRow>, Vec<&InquiryRow>) = rows.iter().partition(|row| row.state.is_open());
    html! {
        (head(app, signed, asked, shown))
        (board(asked, &shown.counts))
        @if let Some(pages) = &shown.pages { (index::card(pages)) }
        section.card {
            @if open.is_empty() {
                (empty("No one is waiting on us.", "Whoever calls, texts, walks in or is referred appears here, whoever waits longest first.", None))
            } @else {
                (RowList::new("Inquiries that wait for us").rows(open.iter().map(|row| line(row))))
            }
            @if from > 0 || open.len() == PAGE {
                div.pad.acts {
                    @if from > 0 { (Button::quiet("Before these").href(Asked { from: Some(from.saturating_sub(PAGE)), ..asked.clone() }.address("/inquiries"))) }
                    @if open.len() == PAGE { (Button::quiet("After these").href(Asked { from: Some(from + PAGE), ..asked.clone() }.address("/inquiries"))) }
                }
            }
        }
        @if asked.with_ended() {
            section.card {
                header { div { h2 { "Ended in the last " (ENDED_DAYS) " days" } small { "Closed ones can be opened again." } } }
                @if ended.is_empty() { (empty("None.", "", None)) } @else {
                    (RowList::new("Inquiries that ended").rows(ended.iter().map(|row| line(row))))
                }
            }
        }
    }
}

/// Where everybody stands, as a row of states with how many wait in each.
fn board(asked: &Asked, counts: &[(Standing, i64)]) -> Markup {
    let all: i64 = counts.iter().map(|(_, count)| count).sum();
    let base = |state: Option<Standing>| {
        Asked { state: state.map(|one| one.as_str().to_owned()), from: None, ended: None }.address("/inquiries")
    };
    let mut shown = vec![(format!("All {all}"), base(None), asked.state().is_none())];
    for (state, count) in counts {
        shown.push((format!("{} {count}", state.title()), base(Some(*state)), asked.state() == Some(*state)));
    }
    let parts: Vec<(&str, &str, bool)> =
        shown.iter().map(|(words, address, is_here)| (words.as_str(), address.as_str(), *is_here)).collect();
    html! { div.acts { (segments("Where they stand", &parts)) } }
}

fn head(app: &App, signed: &Signed, asked: &Asked, shown: &Shown) -> Markup {
    let longest = shown.rows.iter().filter(|row| row.state.is_open()).map(|row| row.hours_waiting).max();
    let waiting: i64 = shown.counts.iter().map(|(_, count)| count).sum();
    let waiting = usize::try_from(waiting).unwrap_or(0);
    let below = html! {
        @match longest {
            None => { "You are clear." }
            Some(longest) => {
                (words::count(waiting, "person waits", "people wait")) " for us, the longest for " b { (say::hours(longest)) } "."
            }
        }
    };
    let may_file = may(app, &signed.actor, Action::Record, Kind::ReferralDocument);
    let acts = html! {
        (segments("Which", &[("Waiting", "/inquiries", !asked.with_ended()), ("With ended", "/inquiries?ended=1", asked.with_ended())]))
        (Button::plain("Call back").icon(Icon::Phone).href("/inquiries/calls").key("C"))
        (Button::quiet("Who sends people").href("/inquiries/sources"))
        @if app.0.wiring.sandbox.is_some() { (Button::quiet("Their telephone").href("/demo/phone")) }
        @if may_file { (Button::plain("Add referral documents").icon(Icon::Inbox).href("/inquiries/referrals")) }
        @if signed.frame.new_inquiry.is_some() { (Button::primary("New inquiry").icon(Icon::Phone).href("/inquiries/new").class("phone-only")) }
    };
    html! { (PageHead::new("Inquiries").below(below).acts(acts)) }
}

fn line(row: &InquiryRow) -> Row {
    let open = row.state.is_open();
    let mut line = Row::new(row.name.full()).href(format!("/inquiries/{}", row.id)).line(html! {
        @match &row.closed_because { Some(reason) => { (reason) } None => { (row.words) } }
        @if open {
            @if let Some(phone) = &row.phone { @if !row.words.is_empty() { " · " } span.money { (phone.display()) } }
            @if let Some(owner) = &row.owner_name { " · " (owner) }
        }
    });
    if row.raises_safety && open {
        line = line.chip(chip(Hue::Safety, "Safety").icon(Icon::Shield));
    }
    if row.clocks.they_wrote && open {
        line = line.chip(chip(Hue::Remote, "Wrote to us").icon(Icon::Message));
    }
    if row.clocks.asks_for_reason {
        line = line.chip(chip(Hue::Due, "48 h: say why").icon(Icon::Alert));
    }
    if let Some((class, due)) = &row.waitlist {
        let hue = if due.interim_due.is_some() { Hue::Due } else { Hue::Outline };
        line = line.chip(chip(hue, format!("Priority {}", class.number())).icon(Icon::Flag));
    }
    if row.possible_duplicates > 0 {
        line = line.chip(chip(Hue::Due, format!("Known? {}", row.possible_duplicates)).icon(Icon::People));
    }
    if row.has_referral {
        line = line.chip(chip(Hue::Outline, "Document").icon(Icon::Form));
    }
    line = line.chip(say::state(row.state));
    if open { line.chip(say::clock(row)).id(format!("inquiry-{}", row.id)) } else { line }
}
