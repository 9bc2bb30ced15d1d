//! What payers say: the last answer in plain words with its date, what changed, "check now", and everything that was asked before.

use access::{Action, Kind};
use billing::eligibility::{CheckState, CoverStatus, EligibilityCheck};
use maud::{Markup, html};
use reactions::cover::{CheckLine, CoverView, CoverageLine};
use vocabulary::ProgramZone;

use crate::app::App;
use crate::component::{Banner, Button, Card, Chip, Hue, Icon, Row, RowList, chip, csrf_field, empty};
use crate::signed::{Signed, may};
use crate::words;

/// The cards beside a chart's coverages: the pictures, what it would cost, and the way to everything else.
pub(crate) fn beside(app: &App, signed: &Signed, view: &CoverView) -> Markup {
    html! {
        (pictures(app, signed, view)) (cost(app, signed, view))
        p { a href=(format!("/cover/{}", view.patient)) { "All about who pays, and paying alone in confidence" } }
    }
}

/// The newest answer about each coverage that can be asked about, and the history.
pub(crate) fn answers(app: &App, signed: &Signed, view: &CoverView) -> Markup {
    let zone = app.0.house.zone();
    let may_ask = may(app, &signed.actor, Action::Disclose, Kind::Coverage);
    let today = view.coverages.iter().find(|line| line.counts_today);
    let act = html! { @if let Some(line) = today { @if may_ask { (ask_button(signed, view, line)) } } };
    let body = html! {
        @match today {
            None => { (empty("No coverage counts today.", "Add the coverage on the card; then the payer can be asked.", None)) }
            Some(line) => { (newest(app, signed, view, line)) }
        }
        @if !view.checks.is_empty() { (history(view, zone)) }
    };
    html! { (Card::new("What the payer says").acts(act).id("answers").body(body)) }
}

/// One click asks; why it cannot be asked stands in its place.
fn ask_button(signed: &Signed, view: &CoverView, line: &CoverageLine) -> Markup {
    html! {
        @if line.held.is_none() {
            form method="post" action=(format!("/cover/{}/check", view.patient)) {
                (csrf_field(&signed.frame.csrf))
                input type="hidden" name="coverage" value=(line.coverage.id);
                (Button::primary("Check now").icon(Icon::Send).small().about(format!("with {}", line.payer.name)))
            }
        }
    }
}

fn newest(app: &App, signed: &Signed, view: &CoverView, line: &CoverageLine) -> Markup {
    let may_consent = may(app, &signed.actor, Action::Record, Kind::Consent);
    let about = |check: &&CheckLine| check.check.coverage == line.coverage.id;
    let last = view.checks.iter().find(about);
    let answered = view.checks.iter().filter(about).find(|check| check.check.answer.is_some());
    html! {
        @if let Some(held) = line.held {
            p.warn { (Icon::Lock) span { (held) @if may_consent && held.contains("P2-20") { " " a href=(format!("/cover/{}/consent", view.patient)) { "Record a consent" } } } }
        }
        @match answered {
            None => { p.pad.muted { @if last.is_some() { "Asked; " (line.payer.name) " has not answered yet." } @else { (line.payer.name) " has not been asked yet." } } }
            Some(check) => { (answer(app, signed, view, &check.check)) }
        }
        @if let Some(waiting) = last.filter(|check| check.check.state() == CheckState::Asked) { (waiting_for(app, signed, view, waiting)) }
    }
}

/// An answer in sentences, with what changed before it.
fn answer(app: &App, signed: &Signed, view: &CoverView, check: &EligibilityCheck) -> Markup {
    let zone = app.0.house.zone();
    let Some(answer) = &check.answer else { return html! {} };
    let may_record = may(app, &signed.actor, Action::Record, Kind::Coverage);
    let needs_attention = may_record && check.state() == CheckState::NeedsAttention;
    let mut told = answer.content.summary().into_iter();
    let first = told.next().unwrap_or_default();
    html! {
        div.pad.said {
            p.status { (status(answer.content.status())) " " b { (first) } }
            p.muted { (check.payer_name) ", " (moment(zone, answer.received_at)) ", asked for " (words::full_day(check.service_on)) }
            @if !answer.changes.is_empty() {
                div.changes {
                    h3 { "Different from the last answer" }
                    ul.lines { @for change in &answer.changes { li { @if change.is_alarm { (Icon::Alert) } @else { (Icon::Check) } span { (change.sentence) } } } }
                }
            }
            ul.lines { @for sentence in told { li { (sentence) } } }
            details.hold { summary { (Icon::Right) b { "Everything the payer says" } span.muted { (answer.content.statements.len()) } }
                ul.lines { @for statement in &answer.content.statements { li { (statement.sentence()) } } }
            }
            @if !answer.content.unread.is_empty() {
                details.hold { summary { (Icon::Right) b { "Kept as it stood" } (chip(Hue::Due, words::count(answer.content.unread.len(), "place", "places"))) }
                    ul.lines { @for place in &answer.content.unread { li { span.code { (place) } } } }
                }
            }
            @if !answer.content.contacts.is_empty() { p.muted { "The payer: " (answer.content.contacts.join(", ")) } }
            @if needs_attention {
                form method="post" action=(format!("/cover/{}/checks/{}/seen", view.patient, check.id)) {
                    (csrf_field(&signed.frame.csrf)) (Button::plain("I have looked at it").icon(Icon::Check).small())
                }
            }
        }
    }
}

fn waiting_for(app: &App, signed: &Signed, view: &CoverView, line: &CheckLine) -> Markup {
    let zone = app.0.house.zone();
    let may_record = may(app, &signed.actor, Action::Record, Kind::Coverage);
    let file = format!("/cover/{}/checks/{}/question", view.patient, line.check.id);
    html! {
        div.pad.waiting {
            p { (chip(Hue::Outline, "Waiting").icon(Icon::Clock)) " asked " (moment(zone, line.check.asked_at)) " by " (line.asked_by) ". " a href=(file) { "The question as a file" } }
            @if may_record { (answer_form(signed)) }
        }
    }
}

/// Where an answer file is handed in by hand.
pub(super) fn answer_form(signed: &Signed) -> Markup {
    html! {
        form.inline method="post" action="/cover/answers" enctype="multipart/form-data" {
            (csrf_field(&signed.frame.csrf))
            label.fld { span.lab { "Answer file (271)" } input.in type="file" name="files" multiple accept=".271,.x12,.edi,.txt"; }
            (Button::plain("Take in").icon(Icon::Inbox).small().about("the answer file"))
        }
    }
}

fn history(view: &CoverView, zone: &ProgramZone) -> Markup {
    let row = |line: &CheckLine| {
        let check = &line.check;
        let row = Row::new(format!("{}, {}", check.payer_name, words::full_day(check.service_on)));
        let (chip, said) = match &check.answer {
            None => (chip(Hue::Outline, "Waiting").icon(Icon::Clock), "No answer yet.".to_owned()),
            Some(answer) => {
                let alarms = answer.changes.iter().filter(|change| change.is_alarm).count();
                let changed = match alarms {
                    0 => String::new(),
                    several => format!(" {}.", words::count(several, "change to the worse", "changes to the worse")),
                };
                (
                    status(answer.content.status()),
                    format!("{}{changed}", answer.content.summary().into_iter().next().unwrap_or_default()),
                )
            }
        };
        let file = |name: &str| format!("/cover/{}/checks/{}/{name}", view.patient, check.id);
        let links = html! {
            a href=(file("question")) aria-label=(format!("Question {} as a file", check.number)) { "270" }
            @if check.answer.is_some() { " · " a href=(file("answer")) aria-label=(format!("Answer to question {} as a file", check.number)) { "271" } }
        };
        row.line(html! { (said) " Asked " (moment(zone, check.asked_at)) " by " (line.asked_by) ". " (links) }).chip(chip)
    };
    html! {
        details.hold {
            summary { (Icon::Right) b { "Asked before" } span.muted { (view.checks.len()) } }
            (RowList::new("Questions to payers").rows(view.checks.iter().map(row)))
        }
    }
}

/// Insured or not, as a chip.
pub(super) fn status(status: CoverStatus) -> Chip {
    match status {
        CoverStatus::Active => chip(Hue::Here, status.words()).icon(Icon::Check),
        CoverStatus::Inactive => chip(Hue::Due, status.words()).icon(Icon::Alert),
        CoverStatus::Refused | CoverStatus::NotSaid => chip(Hue::Due, status.words()).icon(Icon::Info),
    }
}

/// The newest picture of each side.
pub(super) fn pictures(app: &App, signed: &Signed, view: &CoverView) -> Markup {
    let zone = app.0.house.zone();
    let may_add = may(app, &signed.actor, Action::Record, Kind::Coverage);
    let acts = html! { @if may_add { (Button::plain("Add a picture").icon(Icon::Plus).small().href(format!("/cover/{}/card", view.patient)).about("of the insurance card")) } };
    let newest: Vec<_> = billing::insurance_card::CardSide::ALL
        .into_iter()
        .filter_map(|side| view.cards.iter().find(|(card, _)| card.side == side))
        .collect();
    let body = html! {
        @if newest.is_empty() && view.sent.is_empty() { (empty("No picture of the card.", "Front and back, from the person’s telephone or taken here.", None)) } @else if !newest.is_empty() {
            div.pad.cards {
                @for (card, at) in newest {
                    @let address = format!("/cover/{}/card/{}", view.patient, card.id);
                    figure {
                        @if card.is_shown() { a href=(address) { img src=(address) alt=(format!("{} of the insurance card", card.side.title())) loading="lazy"; } }
                        @else { p { a href=(address) { "Download the picture" } " (" (card.media_type) ")" } }
                        figcaption { (card.side.title()) ", " (moment(zone, *at)) }
                    }
                }
            }
        }
    };
    html! { (Card::new("Insurance card").acts(acts).id("card").body(body)) (sent(app, view)) }
}

/// What the person sent from their own phone, newest first; nothing when they sent nothing.
pub(super) fn sent(app: &App, view: &CoverView) -> Markup {
    let zone = app.0.house.zone();
    let body = html! {
        div.pad.cards {
            @for photo in &view.sent {
                @let address = format!("/cover/{}/card/sent/{}", view.patient, photo.event);
                figure {
                    a href=(address) { img src=(address) alt=(format!("{} of the insurance card, as the person sent it", photo.side.title())) loading="lazy"; }
                    figcaption { (photo.side.title()) ", " (moment(zone, photo.at)) }
                }
            }
        }
    };
    html! { @if !view.sent.is_empty() { (Card::new("Sent by the person").small("From their own phone").id("sent").body(body)) } }
}

/// What treatment would cost, in a line, and the way to the sheet and the sliding fee.
pub(super) fn cost(app: &App, signed: &Signed, view: &CoverView) -> Markup {
    let may_agree = may(app, &signed.actor, Action::Record, Kind::Coverage);
    let sheet = &view.sheet;
    let acts =
        html! { (Button::plain("Benefits sheet").icon(Icon::Print).small().href(format!("/cover/{}/sheet", view.patient))) };
    let body = html! {
        div.pad.said {
            @match &sheet.estimate {
                None => { p.muted { "No price of a day is set for this payer; the payer rules name it." } }
                Some(estimate) => {
                    p { "About " b { (words::dollars(estimate.person_cents)) } " of " (words::dollars(estimate.total_cents)) " for " (words::count(usize::try_from(estimate.days).unwrap_or(0), "day", "days")) " of treatment." }
                    @if !estimate.unknown.is_empty() { p.muted { (words::count(estimate.unknown.len(), "thing is", "things are")) " not known; the sheet says which." } }
                }
            }
            @if let Some(fee) = view.fees.first() {
                p { "Sliding fee: " (fee.share.pays_percent) " % of our price, from " (words::full_day(fee.from)) " to " (words::full_day(fee.to)) "." }
            }
            @if may_agree { p { a href=(format!("/cover/{}/fee", view.patient)) { "Sliding fee" } } }
        }
    };
    html! { (Card::new("What it would cost").acts(acts).id("cost").body(body)) }
}

/// A day and a time.
pub(super) fn moment(zone: &ProgramZone, at: jiff::Timestamp) -> String {
    format!("{}, {}", words::full_day(zone.day(at)), zone.clock_face(at))
}

/// What a page says about a question that was just asked.
pub(crate) fn outcome(outcome: &str) -> Markup {
    match outcome {
        "answered" => html! { (Banner::done("The payer answered.")) },
        "sent" => html! { (Banner::info("The question is on its way; the answer appears here.")) },
        "by-hand" => {
            html! { (Banner::info("The question is recorded. Download it for the payer’s site, and hand in the answer below.")) }
        }
        "unreadable" => html! { (Banner::due("The payer’s answer could not be read; the question is recorded.")) },
        "not-sent" => html! { (Banner::due("The question is recorded, but it could not be sent; download it below.")) },
        _ => html! {},
    }
}
