//! Consents and sharing: who may know, what, why, until when, and the button that stops it; and what was shared (P2-20, P2-27, P2-49).

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use confidential::{Consent, Disclosure};
use intake::notice::NOTICE;
use intake::paper::{ConsentToRecord, Language, Outcome, PaperLine, PaperState, PapersOf, plain};
use jiff::Timestamp;
use maud::{Markup, html};
use privacy::legal_hold::LegalHoldsOf;
use privacy::retention::Kept;
use reactions::retention::RetentionOf;
use vocabulary::id::PatientId;

use super::chart::{Open, Tab, open};
use super::say;
use crate::app::App;
use crate::component::{Banner, Button, Card, Chip, Column, Hue, Icon, Table, TableRow, chip, empty};
use crate::outside::may_send;
use crate::signed::Signed;
use crate::words::{capital, full_day};

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    let open = match open(&app, signed, patient, Tab::Consents).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let holds = match holds(&app, &open).await {
        Ok(holds) => holds,
        Err(refusal) => return open.signed.refused(&refusal),
    };
    let kept = match kept(&app, &open).await {
        Ok(kept) => kept,
        Err(refusal) => return open.signed.refused(&refusal),
    };
    let waiting = match waiting(&app, &open).await {
        Ok(waiting) => waiting,
        Err(refusal) => return open.signed.refused(&refusal),
    };
    let now = app.0.house.clock().now();
    let (in_force, over): (Vec<&Consent>, Vec<&Consent>) =
        open.chart.consents.iter().partition(|consent| consent.is_in_force(now, open.today));
    let href = format!("/patients/{patient}/consents/new");
    let may_record = open.may(Action::Record, Kind::Consent);
    let base = format!("/patients/{patient}");
    let content = html! {
        @if open.sees(Kind::Consent) {
            div.head { div { h2.human { "Who may know" } p.muted { "Nothing leaves the program without a line on this page." } } div.acts {
                @if may_record {
                    (Button::primary("Record a consent").icon(Icon::Plus).href(format!("{base}/consents/build")))
                    (Button::plain("To a payer").about("a consent to payment").href(href))
                }
                @if open.may(Action::Record, Kind::PatientLink) {
                    (Button::plain("Their privacy page").icon(Icon::Phone).href(format!("{base}/privacy-link")))
                }
                @if may_send(&open.app, &open.signed) {
                    (Button::plain("Letter").about("to an employer, a school or a court").href(format!("{base}/letters")))
                    (Button::plain("Send something").href(format!("{base}/send")))
                    (Button::plain("Emergency").icon(Icon::Flag).href(format!("{base}/emergency")))
                }
            } }
            (waiting)
            @if in_force.is_empty() {
                (Card::new("In force").body(empty("Nobody outside may know anything.", "Without a consent for the payer, every day is held or stands on the person’s own account.", None)))
            }
            div.consents { @for consent in &in_force { (card(&open, consent, true)) } }
            @if !over.is_empty() {
                details.over { summary { "Ended or stopped, " (over.len()) } div.consents { @for consent in &over { (card(&open, consent, false)) } } }
            }
        }
        @if open.sees(Kind::Disclosure) { (disclosures(&open)) }
        (holds)
        (kept)
    };
    open.page(Tab::Consents, content).into_response()
}

/// Whether the record must be kept whole, for whoever may know.
async fn holds(app: &App, open: &Open) -> Result<Markup, Refusal> {
    if !open.sees(Kind::LegalHold) {
        return Ok(html! {});
    }
    let (actor, patient) = (open.signed.actor.clone(), open.patient());
    let holds = app.work(move |house| house.ask(&actor, &LegalHoldsOf { patient })).await?;
    let standing = holds.iter().filter(|hold| hold.lifted.is_none()).count();
    Ok(html! {
        @if standing > 0 {
            (Banner::private("A legal hold stands on this record: nothing of it is destroyed or given back.").link("Look", format!("/rights/holds?patient={patient}")))
        }
    })
}

/// How long the record is kept (MA-20), for whoever sees the course of care.
async fn kept(app: &App, open: &Open) -> Result<Markup, Refusal> {
    if !open.sees(Kind::Episode) {
        return Ok(html! {});
    }
    let (actor, patient) = (open.signed.actor.clone(), open.patient());
    let retention = app.work(move |house| house.ask(&actor, &RetentionOf { patient })).await?;
    let body = match &retention.kept {
        Kept::NotEnded => html! { p { "The time begins on the last day of care." } },
        Kept::NoRule { last_day } => {
            html! { p { "The last day of care was " (full_day(*last_day)) ". Nobody has said for how long records are kept here, so it is kept." } }
        }
        Kept::Until { last_day, until, rule } => html! {
            p { "The last day of care was " (full_day(*last_day)) ". The record must be kept until " b { (full_day(*until)) } "." }
            p.muted { (rule.source) "; " (rule.mark.words()) "." }
        },
    };
    Ok(html! { (Card::new("How long this record is kept").small("Nothing is ever deleted by itself").padded().body(body)) })
}

/// Consents, and the notice of privacy practices (P2-48), that are on the person's phone and wait for them, and those they chose not to
/// sign.
async fn waiting(app: &App, open: &Open) -> Result<Markup, Refusal> {
    if !open.sees(Kind::Paper) {
        return Ok(html! {});
    }
    let (actor, patient) = (open.signed.actor.clone(), open.patient());
    let papers = app.work(move |house| house.ask(&actor, &PapersOf { patient })).await?;
    let is_shown = |line: &PaperLine| line.paper.consent.is_some() || line.paper.template == NOTICE;
    let of = |state: PaperState| papers.iter().filter(move |line| line.state == state && is_shown(line));
    let payers: Vec<_> = open.chart.around.payers.iter().map(|payer| (payer.id, payer.name.clone())).collect();
    let row = |line: &PaperLine| {
        let terms = line.paper.consent.as_ref();
        let recipients = |terms: &ConsentToRecord| plain::recipients(Language::En, &terms.recipients, &payers);
        let to = terms.map_or_else(|| line.title.clone(), recipients);
        let state = match &line.paper.outcome {
            Some(Outcome::Declined { words, .. }) if !words.is_empty() => html! { "They chose not to: " (words) },
            Some(_) => html! { "They chose not to." },
            None => html! { "Waits for them, " (line.paper.language.own_name()) },
        };
        let open_it = format!("/papers/{}?chart={patient}", line.paper.id);
        TableRow::new(
            html! { a href=(open_it) { (capital(&to)) } },
            vec![html! { (say::moment(open.app.0.house.zone(), line.since, open.today)) }, state],
        )
    };
    let columns = vec![Column::new("Who may know, or which paper"), Column::new("Since"), Column::new("")];
    let rows: Vec<TableRow> = of(PaperState::Open).chain(of(PaperState::Declined)).map(row).collect();
    let has_open = of(PaperState::Open).next().is_some();
    Ok(html! {
        @if !rows.is_empty() {
            div id="waiting" {
                (Card::new("To be signed").small("On their own pages, or on your screen").body(html! { (Table::new("To be signed", columns).silent_caption().rows(rows)) }))
            }
            @if has_open && open.may(Action::Record, Kind::PatientLink) {
                p.hint { "It stands on " a href=(format!("/patients/{patient}/privacy-link")) { "their privacy page" } " as soon as a link to it is open." }
            }
        }
    })
}

/// One consent, read from who to how it is stopped.
fn card(open: &Open, consent: &Consent, is_in_force: bool) -> Markup {
    let line = |words: &str, value: String| html! { div { dt { (words) } dd { (value) } } };
    let stop = format!("/patients/{}/consents/{}/stop", open.patient(), consent.id);
    let recipients = say::recipients(&consent.recipients, &open.chart.around.payers);
    html! {
        article.consent aria-label={ "Consent for " (recipients) } {
            dl {
                (line("Who may know", recipients.clone()))
                (line("What", capital(&say::categories(&consent.categories))))
                (line("Why", capital(&say::purposes(&consent.purposes))))
                (line("Until when", capital(&say::expiry(consent.expires))))
            }
            footer {
                span { "Signed " (full_day(consent.signed_on)) " as " (consent.patient_name_as_signed) }
                @if is_in_force && open.may(Action::Void, Kind::Consent) {
                    (Button::plain("Stop sharing").icon(Icon::Lock).small().href(stop).about(format!("with {recipients}")))
                } @else { (state(open, consent, is_in_force)) }
            }
        }
    }
}

fn state(open: &Open, consent: &Consent, is_in_force: bool) -> Chip {
    let zone = open.app.0.house.zone();
    match consent.revoked_at {
        Some(at) => chip(Hue::Private, format!("Stopped {}", full_day(zone.day(at)))).icon(Icon::Lock),
        None if is_in_force => chip(Hue::Private, "In force").icon(Icon::Lock),
        None => chip(Hue::Gone, "Ended"),
    }
}

fn disclosures(open: &Open) -> Markup {
    let columns = vec![Column::new("When"), Column::new("To whom"), Column::new("What"), Column::new("Why"), Column::new("How")];
    let row = |(disclosure, at): &(Disclosure, Timestamp)| {
        TableRow::new(
            html! { (say::moment(open.app.0.house.zone(), *at, open.today)) },
            vec![
                html! { (disclosure.recipient) },
                html! { div { (capital(&say::categories(&disclosure.categories))) small { (disclosure.description) } } },
                html! { (capital(&say::purposes(&[disclosure.purpose]))) },
                html! { (capital(&disclosure.channel)) },
            ],
        )
    };
    let table = Table::new("What was shared", columns).silent_caption().rows(open.chart.disclosures.iter().map(row));
    let body = html! {
        @if open.chart.disclosures.is_empty() { (empty("Nothing has been shared.", "Whatever leaves the program is listed here, with the consent it rests on.", None)) }
        @else { (table) }
    };
    html! { (Card::new("What was shared").small("The account a person may ask for").acts(html! { (Button::quiet("Three years, on paper").href(format!("/patients/{}/account", open.patient()))) }).body(body)) }
}
