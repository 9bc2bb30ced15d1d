//! One inquiry: what was said since, the document that came with it, who it may be, how the person may be reached, and the way in.

use access::{Action, Command, Kind, Refusal};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use episode::patient::Channel;
use intake::admission::AdmissionWarning;
use intake::inquiry::{InquiryDetail, InquiryDetailView, Outcome};
use intake::referral_source::{ReferralSourceView, ReferralSources};
use intake::visit::{OpenSlots, Slot};
use maud::{Markup, html};
use vocabulary::ProgramZone;
use vocabulary::id::InquiryId;

use super::{desk, duplicates, merge, message, referral, say, thread};
use crate::app::App;
use crate::component::{Banner, Button, Card, Crumb, Fact, Hue, Icon, PageHead, Problem, chip, csrf_field, error_summary, facts};
use crate::form::Sent;
use crate::frame::{Area, Page};
use crate::kept;
use crate::signed::{Signed, may};
use crate::words;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    look: Option<String>,
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(inquiry): Path<InquiryId>,
    Query(asked): Query<Asked>,
) -> Response {
    match load(&app, &signed, inquiry).await {
        Ok(detail) => {
            let beside = beside(&app, &signed, &detail).await;
            draw(&app, &signed, &detail, &beside, &Sent::default(), &[], asked.look.is_some()).into_response()
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(crate) async fn load(app: &App, signed: &Signed, inquiry: InquiryId) -> Result<Released<InquiryDetailView>, Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &InquiryDetail { inquiry })).await
}

/// The page again with what was typed and what is wrong with it.
pub(super) async fn again(
    app: &App,
    signed: &Signed,
    inquiry: InquiryId,
    sent: &Sent,
    (status, problems): (StatusCode, Vec<Problem>),
) -> Response {
    match load(app, signed, inquiry).await {
        Ok(detail) => {
            let beside = beside(app, signed, &detail).await;
            (status, draw(app, signed, &detail, &beside, sent, &problems, false)).into_response()
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

/// Does it and goes to the inquiry, or shows the page again with what was typed and what is wrong with it.
pub(super) async fn done<C>(app: &App, signed: &Signed, inquiry: InquiryId, sent: &Sent, command: C) -> Response
where
    C: Command + Send + 'static,
    C::Output: Send + 'static,
    reactions::Fact: From<C::Fact>,
{
    done_then(app, signed, inquiry, sent, command, |_| format!("/inquiries/{inquiry}")).await
}

/// As [`done`], but it goes where its outcome leads.
pub(super) async fn done_then<C>(
    app: &App,
    signed: &Signed,
    inquiry: InquiryId,
    sent: &Sent,
    command: C,
    to: impl FnOnce(C::Output) -> String,
) -> Response
where
    C: Command + Send + 'static,
    C::Output: Send + 'static,
    reactions::Fact: From<C::Fact>,
{
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(outcome) => Redirect::to(&to(outcome)).into_response(),
        Err(refusal) => match kept::problems(&refusal) {
            Some(found) => again(app, signed, inquiry, sent, found).await,
            None => signed.refused(&refusal),
        },
    }
}

/// What stands beside an open inquiry: the next openings and who sends people.
#[derive(Default)]
struct Beside {
    slots: Vec<Slot>,
    sources: Vec<ReferralSourceView>,
}

async fn beside(app: &App, signed: &Signed, detail: &InquiryDetailView) -> Beside {
    if !detail.allowed.contact {
        return Beside::default();
    }
    let actor = signed.actor.clone();
    let loaded = app.work(move |house| {
        let slots = house.ask(&actor, &OpenSlots { count: 3, with: None })?;
        let sources = house.ask(&actor, &ReferralSources)?;
        Ok(Beside { slots: slots.clone(), sources: sources.clone() })
    });
    loaded.await.unwrap_or_default()
}

fn draw(
    app: &App,
    signed: &Signed,
    detail: &Released<InquiryDetailView>,
    beside: &Beside,
    sent: &Sent,
    problems: &[Problem],
    look_at_diagnosis: bool,
) -> Markup {
    let zone = app.0.house.zone();
    let row = &detail.row;
    let content = html! {
        (error_summary(problems))
        (head(app, signed, detail, zone))
        @if look_at_diagnosis { (Banner::due(AdmissionWarning::PrincipalIsNotSubstanceUse.sentence())) }
        @if row.raises_safety && row.state.is_open() { (safety(detail)) }
        div.split {
            div {
                @if let Some(Outcome::Admitted { patient, .. }) = &detail.outcome { (next_steps(app, signed, &patient.to_string())) }
                (desk::alarm(signed, detail, sent, problems))
                (merge::card(signed, detail))
                (duplicates::card(signed, detail))
                (thread::card(signed, detail, zone, sent, problems))
                (message::composer(signed, detail, sent, problems))
                @if let Some(referral) = &detail.referral { (referral::cards(referral, zone, may(app, &signed.actor, Action::Record, Kind::ReportedItem))) }
                @else if row.has_referral {
                    (Banner::private("A document came with this inquiry. It is read by intake and clinicians."))
                }
            }
            div {
                (desk::ownership(signed, detail, &beside.sources))
                (desk::visit(signed, detail, &beside.slots, zone, sent, problems))
                (desk::waiting(signed, detail, zone, sent, problems))
                (reach(detail)) (message::permissions(signed, detail, zone)) (said(detail, zone))
            }
        }
    };
    let title = format!("Inquiry, {}", say::tab_name(row));
    Page::new(&signed.frame, Area::Inquiries, title)
        .style("desk.css")
        .problem(!problems.is_empty())
        .top(html! { span.c.out { (Icon::Eye) "Your view is logged" } })
        .render(content)
}

fn head(app: &App, signed: &Signed, detail: &InquiryDetailView, zone: &ProgramZone) -> Markup {
    let row = &detail.row;
    let acts = html! {
        @if crate::patients::chart::sees(app, signed, Kind::Measure) {
            (Button::plain("Measures").icon(Icon::Chart).href(format!("/inquiries/{}/measures", row.id)))
        }
        @if may(app, &signed.actor, Action::View, Kind::Coverage) {
            (Button::plain("Cover").icon(Icon::Coin).href(format!("/cover/{}", detail.patient)))
        }
        @if detail.allowed.reopen {
            form method="post" action=(format!("/inquiries/{}/reopen", row.id)) {
                (csrf_field(&signed.frame.csrf)) (Button::plain("Open it again").icon(Icon::Undo))
            }
        }
        @if may(app, &signed.actor, Action::View, Kind::Assessment) {
            (Button::plain("Assessment").href(format!("/inquiries/{}/assessment", row.id)))
            (Button::plain("Placement").href(format!("/inquiries/{}/placement", row.id)))
        }
        @if detail.allowed.close { (Button::plain("Close").href(format!("/inquiries/{}/close", row.id))) }
        @if detail.allowed.admit { (Button::primary("Admission").icon(Icon::Door).href(format!("/inquiries/{}/admission", row.id)).key("A")) }
    };
    let below = html! {
        (row.source.title()) ", " (say::moment(zone, row.received_at)) " "
        @if row.source == intake::inquiry::Source::Web { "reference " span.code { (intake::inquiry::reference(row.id)) } " " }
        (say::state(row.state)) " "
        @if row.state.is_open() { (say::clock(row)) " " span.muted { @if row.contact_count == 0 { "since it reached us" } @else { "since the last contact" } } }
    };
    html! { (PageHead::new(row.name.full()).crumb(Crumb::to("Inquiries", "/inquiries")).crumb(Crumb::here("One inquiry")).below(below).acts(acts)) }
}

fn safety(detail: &InquiryDetailView) -> Markup {
    let said = [
        (detail.call.in_danger, "someone in danger"),
        (detail.call.risky_use, "worrying use today or a sudden stop"),
        (detail.call.suicide_thoughts, "thoughts of suicide"),
    ];
    let yes: Vec<String> =
        said.iter().filter(|(answer, _)| *answer == Some(true)).map(|(_, words)| (*words).to_owned()).collect();
    let then =
        if detail.row.contact_count == 0 { "Nobody has talked with them since." } else { "See the thread for what was done." };
    html! { (Banner::safety(format!("On the call: {}. {then}", words::list(&yes)))) }
}

/// Once admitted: what billing and the day need next, on the pages of the chart.
fn next_steps(app: &App, signed: &Signed, patient: &str) -> Markup {
    let steps = [
        (Action::Record, Kind::Coverage, "Add coverage", "coverage/new", Icon::Coin, "Who pays, or that the person pays."),
        (
            Action::Record,
            Kind::Consent,
            "Record consent to bill",
            "consents/new",
            Icon::Lock,
            "Without it nothing goes to a payer.",
        ),
        (
            Action::Record,
            Kind::Authorization,
            "Add the authorization",
            "authorizations/new",
            Icon::Clock,
            "Number, days or units, from and to.",
        ),
        (Action::View, Kind::Patient, "See the week", "schedule", Icon::Grid, "Groups, hours and what is missing to the floor."),
    ];
    let steps = steps.into_iter().filter(|(action, kind, ..)| may(app, &signed.actor, *action, *kind));
    let body = html! {
        ul.rows {
            @for (_, _, words, path, icon, why) in steps {
                li { (icon) div.txt { a href=(format!("/patients/{patient}/{path}")) { (words) } p { (why) } } (Icon::Right) }
            }
        }
    };
    let acts = html! { (Button::plain("Open chart").href(format!("/patients/{patient}")).small()) };
    html! { (Card::new("In care now").small("What the day and the bill need next").acts(acts).body(body)) }
}

fn reach(detail: &InquiryDetailView) -> Markup {
    let body = html! {
        @if detail.contact_points.is_empty() { p.pad.muted { "No number and no address were given." } } @else {
            dl.kv.reach {
                @for point in &detail.contact_points {
                    div {
                        dt { @match &point.channel { Channel::Phone(phone) => { b { (phone.display()) } } Channel::Email(address) => { b { (address) } } } small { (say::permissions(point)) } }
                    }
                }
            }
        }
    };
    html! { (Card::new("How to reach them").body(body)) }
}

fn said(detail: &InquiryDetailView, zone: &ProgramZone) -> Markup {
    let answer = |given: Option<bool>| match given {
        Some(true) => html! { (chip(Hue::Safety, "Yes").icon(Icon::Shield)) },
        Some(false) => html! { "No" },
        None => html! { span.muted { "Not asked" } },
    };
    let mut all = vec![
        Fact::new("Birth date", detail.birth_date.map_or_else(|| "Not said".to_owned(), words::full_day)),
        Fact::new("Who looks after it", detail.row.owner_name.clone().unwrap_or_else(|| "Nobody yet".to_owned())),
        Fact::new("Reached us", say::moment(zone, detail.row.received_at)),
    ];
    if detail.referral.is_none() && !detail.row.has_referral {
        let who_for = detail.call.who_for.map_or("Not said", |who| who.title());
        all.push(Fact::new("Who it is for", who_for));
        all.push(Fact::new("In danger now", answer(detail.call.in_danger)));
        all.push(Fact::new("Worrying use or sudden stop", answer(detail.call.risky_use)));
        all.push(Fact::new("Thoughts of suicide", answer(detail.call.suicide_thoughts)));
    }
    html! { (Card::new("What was said").body(facts(&all))) }
}
