//! The records whose time is over: told to whoever answers for them, and nothing more. What becomes of one is decided by people.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use reactions::retention::{OverTime, RecordOverTime, RecordsOverTime};

use super::{Place, one_page};
use crate::app::App;
use crate::component::{Card, Crumb, Hue, Icon, PageHead, Row, RowList, chip, empty};
use crate::patients::filled::Trouble;
use crate::signed::Signed;
use crate::words::{count, full_day};

const TITLE: &str = "How long records are kept";

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    let actor = signed.actor.clone();
    let seen = match app.work(move |house| house.ask(&actor, &RecordsOverTime)).await {
        Ok(seen) => seen,
        Err(refusal) => return signed.refused(&refusal),
    };
    let head = PageHead::new(TITLE).crumb(Crumb::to("Privacy", Place::Due.href())).crumb(Crumb::here(TITLE)).below(
        html! { "Nothing is ever deleted here, also when the time is over. A legal hold keeps a record whatever the time." },
    );
    let content = html! {
        (Card::new("By which rule").padded().body(rules(&seen)))
        (Card::new("Records whose time is over").body(records(&seen.records)))
    };
    one_page(&signed, TITLE, &head, &Trouble::default(), &content)
}

fn rules(seen: &OverTime) -> Markup {
    html! {
        @if seen.rules.is_empty() {
            p { "Nobody has said for how long a record must be kept in this state, so every record is kept. Counsel knows; it is written into the program’s file." }
        }
        @for rule in &seen.rules {
            p { (count(usize::from(rule.years.unsigned_abs()), "year", "years")) " after the last day of care, from " (full_day(rule.valid_from)) " on "
                span.muted { "(" (rule.source) "; " (rule.mark.words()) ")" } "." }
        }
        @if seen.rules.len() > 1 { p.muted { "Of the rules that held since somebody’s last day, the longest counts." } }
    }
}

fn records(all: &[RecordOverTime]) -> Markup {
    let row = |one: &RecordOverTime| {
        let row = Row::new(one.name.full())
            .line(format!("No. {}, last day of care {}", one.record_number, full_day(one.last_day)))
            .when(format!("Had to be kept until {}", full_day(one.until)))
            .href(format!("/rights/holds?patient={}", one.patient));
        if one.is_held { row.chip(chip(Hue::Private, "Legal hold: kept").icon(Icon::Lock)) } else { row }
    };
    html! {
        @if all.is_empty() {
            (empty("No record’s time is over.", "One appears here the day after the last day on which it has to be kept.", None))
        } @else { (RowList::new("Records whose time is over").rows(all.iter().map(row))) }
    }
}
