//! The queue: whoever waits longest first, with the clock since the last contact. Kept fresh by itself.

use access::{Action, Kind};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use confidential::Released;
use intake::inquiry::{InquiryQueue, InquiryRow};
use jiff::Span;
use maud::{Markup, html};

use super::say;
use crate::app::App;
use crate::component::{Button, Hue, Icon, PageHead, Row, RowList, chip, empty, fragment, segments};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};
use crate::words;

/// How far back ended inquiries are shown.
const ENDED_DAYS: i64 = 30;

#[derive(Debug, Clone, Copy, Default, serde::Deserialize)]
pub(super) struct Asked {
    ended: Option<u8>,
}

impl Asked {
    fn with_ended(self) -> bool {
        self.ended.is_some()
    }

    fn address(self, base: &str) -> String {
        if self.with_ended() { format!("{base}?ended=1") } else { base.to_owned() }
    }
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    match load(&app, &signed, asked).await {
        Ok(rows) => {
            let part = fragment("inquiries-part", &asked.address("/inquiries/part"), draw(&app, &signed, asked, &rows));
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
    match load(&app, &signed, asked).await {
        Ok(rows) => draw(&app, &signed, asked, &rows).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn load(app: &App, signed: &Signed, asked: Asked) -> Result<Released<Vec<InquiryRow>>, access::Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| {
        let today = house.zone().day(house.clock().now());
        let finished_since = asked.with_ended().then(|| today.saturating_sub(Span::new().days(ENDED_DAYS)));
        house.ask(&actor, &InquiryQueue { finished_since })
    })
    .await
}

fn draw(app: &App, signed: &Signed, asked: Asked, rows: &[InquiryRow]) -> Markup {
    let (open, ended): (Vec<&InquiryRow>, Vec<&InquiryRow>) = rows.iter().partition(|row| row.state.is_open());
    html! {
        (head(app, signed, asked, &open))
        section.card {
            @if open.is_empty() {
                (empty("No one is waiting on us.", "Whoever calls, texts, walks in or is referred appears here, whoever waits longest first.", None))
            } @else {
                (RowList::new("Inquiries that wait for us").rows(open.iter().map(|row| line(row))))
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

fn head(app: &App, signed: &Signed, asked: Asked, open: &[&InquiryRow]) -> Markup {
    let longest = open.iter().map(|row| row.hours_waiting).max();
    let below = html! {
        @match longest {
            None => { "You are clear." }
            Some(longest) => {
                (words::count(open.len(), "person waits", "people wait")) " for us, the longest for " b { (say::hours(longest)) } "."
            }
        }
    };
    let may_file = may(app, &signed.actor, Action::Record, Kind::ReferralDocument);
    let acts = html! {
        (segments("Which", &[("Waiting", "/inquiries", !asked.with_ended()), ("With ended", "/inquiries?ended=1", asked.with_ended())]))
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
    if row.possible_duplicates > 0 {
        line = line.chip(chip(Hue::Due, format!("Known? {}", row.possible_duplicates)).icon(Icon::People));
    }
    if row.has_referral {
        line = line.chip(chip(Hue::Outline, "Document").icon(Icon::Form));
    }
    line = line.chip(say::state(row.state));
    if open { line.chip(say::clock(row)).id(format!("inquiry-{}", row.id)) } else { line }
}
