//! The benefits sheet, on paper or on the screen: what the payer says in plain words, what so many days would cost by a good-faith
//! estimate, and what is not known. For somebody who pays alone it is the estimate that they must be given (45 CFR 149.610).

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use billing::eligibility::Estimate;
use maud::{Markup, html};
use reactions::cover::Sheet;
use vocabulary::id::PatientId;

use super::open::{Open, USUAL_DAYS, home, open};
use super::said;
use crate::app::App;
use crate::component::{Button, Card, Fact, Icon, facts};
use crate::signed::Signed;
use crate::words;

/// For how many days.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    days: Option<i64>,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(asked): Query<Asked>,
) -> Response {
    let days = asked.days.unwrap_or(USUAL_DAYS).clamp(1, 366);
    let open = match open(&app, signed, patient, days).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let sheet = &open.cover.sheet;
    let head = open.head("Benefits sheet").acts(html! {
        span.no-print { (Button::plain("Back").href(home(&open.cover))) }
    });
    let content = html! {
        (head)
        form.inline.no-print method="get" action=(format!("/cover/{patient}/sheet")) {
            label { "Days of treatment " input.in type="number" name="days" min="1" max="366" value=(days); }
            (Button::plain("Count anew").small())
        }
        (told(&open, sheet))
        @match &sheet.estimate {
            Some(estimate) => { (cost(sheet, estimate)) }
            None => { (Card::new("What it would cost").padded().body(html! { p { "No price of a day is set for this payer. Ask us before the first day." } })) }
        }
        (rights(&open, sheet))
    };
    open.page("Benefits sheet", &[], true, content).into_response()
}

fn told(open: &Open, sheet: &Sheet) -> Markup {
    let zone = open.app.0.house.zone();
    let Some(payer) = &sheet.payer else {
        return html! { (Card::new("Who pays").padded().body(html! { p { "Nobody but the person: there is no coverage for today, or the person chose to pay alone." } })) };
    };
    let answer = sheet.check.as_ref().and_then(|check| Some((check, check.answer.as_ref()?)));
    html! {
        (Card::new(format!("What {payer} says")).padded().body(html! {
            @match answer {
                None => { p { "The payer has not answered yet. Everything below is counted without it." } }
                Some((check, answer)) => {
                    ul.lines { @for sentence in answer.content.summary() { li { (sentence) } } }
                    p.muted { "Answer of " (said::moment(zone, answer.received_at)) " for " (words::full_day(check.service_on)) ". A payer’s answer is no promise to pay." }
                }
            }
        }))
    }
}

fn cost(sheet: &Sheet, estimate: &Estimate) -> Markup {
    let days = words::count(usize::try_from(estimate.days).unwrap_or(0), "day", "days");
    let code = sheet.code.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
    let mut all = vec![
        Fact::new(format!("Intensive outpatient treatment{code}, {days}"), words::dollars(estimate.total_cents))
            .small(format!("{} a day, our price", words::dollars(estimate.price_cents))),
    ];
    all.extend(
        estimate.parts().into_iter().map(|(words, cents)| Fact::new(words, cents.to_string()).small("of the person’s part")),
    );
    let rest = match (&sheet.payer, &sheet.fee) {
        (Some(payer), _) => format!("{payer} would pay"),
        (None, Some(fee)) => format!("The sliding fee takes off ({} % is paid)", fee.share.pays_percent),
        (None, None) => "Nobody else pays".to_owned(),
    };
    if estimate.rest_cents > 0 {
        all.push(Fact::new(rest, words::dollars(estimate.rest_cents)));
    }
    all.push(Fact::new("The person would pay about", html! { b.sum { (words::dollars(estimate.person_cents)) } }));
    html! {
        (Card::new("What it would cost").small("An estimate in good faith, not a bill").body(html! {
            (facts(&all))
            @if estimate.reaches_limit { p.pad { "The most to pay in a year is reached; more days cost nothing more this year, as far as the payer says." } }
        }))
        @if !estimate.unknown.is_empty() {
            (Card::new("What we do not know").padded().body(html! { ul.lines { @for sentence in &estimate.unknown { li { (Icon::Info) span { (sentence) } } } } }))
        }
    }
}

/// Who made the estimate, and what it does not do.
fn rights(open: &Open, sheet: &Sheet) -> Markup {
    let made = words::full_day(open.today);
    html! {
        (Card::new("About this estimate").padded().body(html! {
            @if let Some(program) = &sheet.program {
                p { (program.billing_name) ", " (program.street) ", " (program.city) ", " (program.state) " " (program.zip) ". NPI " (program.npi) ", tax id " (program.tax_id) ". Made on " (made) "." }
            }
            p { "It lists what we expect for these days. Other services, such as drug tests or visits about medicine, may be added and are told before." }
            @if sheet.payer.is_none() {
                p { "Somebody who is not insured, or does not use insurance, may dispute a bill that is at least $400 above this estimate, within 120 days of the bill, at the federal Department of Health and Human Services. It is good for 12 months. It is not a contract, and nobody has to take treatment because of it." }
            }
            p.muted { "Ask us when anything here is not clear." }
        }))
    }
}
