//! What the desk does about an inquiry beside talking: an owner, a first visit, the waiting list with its clocks, who sent them, and the
//! reason for a late visit.

use access::Refusal;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use conversation::language::Language;
use intake::inquiry::desk::VisitResult;
use intake::inquiry::{InquiryDetailView, TakeOver};
use intake::referral_source::{NameReferralSource, ReferralSourceView};
use intake::visit::{BookVisit, MarkVisit, NoteVisitOffered, SayWhyLate, Slot, WantedVisit};
use intake::waitlist::{JoinWaitlist, LeaveWaitlist, NoteInterimService, PriorityClass};
use maud::{Markup, html};
use vocabulary::ProgramZone;
use vocabulary::id::InquiryId;

use super::detail::{self, done};
use super::say;
use crate::app::App;
use crate::component::{
    Banner, Button, Card, ChoiceRow, Fact, Field, Hue, Icon, Problem, Select, chip, csrf_field, facts, wrong_words,
};
use crate::form::{Sent, SignedForm};
use crate::kept;
use crate::signed::Signed;
use crate::words;

pub(super) async fn take_over(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let owner = signed.actor.staff;
    done(&app, &signed, inquiry, &sent, TakeOver { inquiry, owner }).await
}

pub(super) async fn book(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    match wanted(&sent) {
        Some(visit) => done(&app, &signed, inquiry, &sent, BookVisit { inquiry, visit }).await,
        None => {
            let refusal = Refusal::invalid("slot", "Choose an opening.");
            let found = kept::problems(&refusal).unwrap_or_default();
            detail::again(&app, &signed, inquiry, &sent, found).await
        }
    }
}

/// The opening somebody chose, as `staff@moment`.
pub(super) fn wanted(sent: &Sent) -> Option<WantedVisit> {
    let (staff, at) = sent.text("slot").split_once('@')?;
    Some(WantedVisit {
        staff: staff.parse().ok()?,
        starts_at: at.parse().ok()?,
        late_reason: sent.text("late_reason").to_owned(),
        language: Language::parse(sent.text("language")).unwrap_or_default(),
    })
}

pub(super) async fn mark_visit(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    match VisitResult::parse(sent.text("result")) {
        Some(result) => done(&app, &signed, inquiry, &sent, MarkVisit { inquiry, result }).await,
        None => signed.refused(&Refusal::NotFound),
    }
}

pub(super) async fn offered(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    done(&app, &signed, inquiry, &sent, NoteVisitOffered { inquiry }).await
}

pub(super) async fn late(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let reason = sent.text("late").to_owned();
    done(&app, &signed, inquiry, &sent, SayWhyLate { inquiry, reason }).await
}

pub(super) async fn waitlist(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    match (PriorityClass::parse(sent.text("class")), sent.text("interim"), sent.text("left")) {
        (Some(class), ..) => done(&app, &signed, inquiry, &sent, JoinWaitlist { inquiry, class }).await,
        (None, "", reason) if sent.is_on("leave") => {
            let reason = reason.to_owned();
            done(&app, &signed, inquiry, &sent, LeaveWaitlist { inquiry, reason }).await
        }
        (None, words, _) => {
            let words = words.to_owned();
            done(&app, &signed, inquiry, &sent, NoteInterimService { inquiry, words }).await
        }
    }
}

pub(super) async fn source(
    State(app): State<App>,
    Path(inquiry): Path<InquiryId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    match sent.parse("source") {
        Some(source) => done(&app, &signed, inquiry, &sent, NameReferralSource { inquiry, source }).await,
        None => Redirect::to(&format!("/inquiries/{inquiry}")).into_response(),
    }
}

/// The openings as a row of choices; the first is chosen by key 1.
pub(super) fn openings(slots: &[Slot], zone: &ProgramZone, sent: &Sent, problems: &[Problem]) -> Markup {
    let choices = slots.iter().map(|slot| (opening_value(slot), opening_words(slot, zone)));
    html! { (ChoiceRow::one("slot", "The next openings").choices(choices).chosen(sent.text("slot")).keys().problems(problems)) }
}

fn opening_value(slot: &Slot) -> String {
    format!("{}@{}", slot.staff, slot.starts_at)
}

fn opening_words(slot: &Slot, zone: &ProgramZone) -> String {
    format!("{} · {}", say::moment(zone, slot.starts_at), slot.staff_name)
}

/// The key of the first opening: 1 to 4 say on the same page how a call went.
const FIRST_KEY: usize = 5;

/// The openings, each booked by one key (ux 2.2).
fn bookings(slots: &[Slot], zone: &ProgramZone, problems: &[Problem]) -> Markup {
    let wrong = Problem::at(problems, "slot");
    html! {
        fieldset.choice aria-describedby=[wrong.map(|_| "slot-wrong")] {
            legend.lab { "Book one of the next openings" }
            @if let Some(wrong) = wrong { (wrong_words("slot", wrong)) }
            div.openings {
                @for (at, slot) in slots.iter().enumerate() {
                    @let button = Button::plain(opening_words(slot, zone)).named("slot", opening_value(slot));
                    @if at + FIRST_KEY < 10 { (button.key((at + FIRST_KEY).to_string())) } @else { (button) }
                }
            }
        }
    }
}

/// The alarm: two days are over, no visit was offered, nobody has said why.
pub(super) fn alarm(signed: &Signed, detail: &InquiryDetailView, sent: &Sent, problems: &[Problem]) -> Markup {
    if !detail.row.clocks.asks_for_reason || !detail.allowed.contact {
        return html! {};
    }
    html! {
        (Banner::due("48 hours are over and no visit was offered. Offer one, or say why not."))
        (Card::new("Why no visit yet").padded().body(html! {
            form.form method="post" action=(format!("/inquiries/{}/late", detail.row.id)) {
                (csrf_field(&signed.frame.csrf))
                (Field::text("late", "Why").value(sent.text("late")).problems(problems))
                div.acts { (Button::plain("Keep the reason")) }
            }
        }))
    }
}

/// First visit: booked, over, or to be chosen.
pub(super) fn visit(
    signed: &Signed,
    detail: &InquiryDetailView,
    slots: &[Slot],
    zone: &ProgramZone,
    sent: &Sent,
    problems: &[Problem],
) -> Markup {
    let address = format!("/inquiries/{}", detail.row.id);
    let booked = detail.desk.visit.as_ref().filter(|visit| visit.result.is_none());
    let body = html! {
        @if let Some(visit) = &detail.desk.visit {
            p { b { (say::moment(zone, visit.starts_at)) } @if let Some(with) = &detail.visit_with { " with " (with) } " "
                @match visit.result { Some(result) => { (chip(Hue::Quiet, result.title())) } None => { (chip(Hue::Here, "Booked").icon(Icon::Check)) } } }
        }
        @if booked.is_some() && detail.allowed.contact {
            form.form method="post" action=(format!("{address}/visit-result")) {
                (csrf_field(&signed.frame.csrf))
                div.acts { @for result in VisitResult::ALL { (Button::plain(result.title()).named("result", result.as_str()).small()) } }
            }
        } @else if detail.allowed.contact && !slots.is_empty() {
            form.form method="post" action=(format!("{address}/visit")) {
                (csrf_field(&signed.frame.csrf))
                (Select::new("language", "The text speaks").options(Language::ALL.map(|one| (one.as_str(), one.title()))).chosen(sent.text("language")))
                (Field::text("late_reason", "Why later than 48 hours").optional().value(sent.text("late_reason")).problems(problems))
                (bookings(slots, zone, problems))
            }
            @if detail.desk.first_offer_at.is_none() {
                form.form method="post" action=(format!("{address}/visit-offered")) {
                    (csrf_field(&signed.frame.csrf))
                    div.acts { (Button::quiet("Offered, none suited").small()) }
                }
            }
        }
    };
    html! { (Card::new("First visit").padded().body(body)) }
}

/// The waiting list: class, what was given, the clock.
pub(super) fn waiting(
    signed: &Signed,
    detail: &InquiryDetailView,
    zone: &ProgramZone,
    sent: &Sent,
    problems: &[Problem],
) -> Markup {
    let address = format!("/inquiries/{}/waitlist", detail.row.id);
    let place = detail.desk.waitlist.as_ref().filter(|place| place.left.is_none());
    let body = html! {
        @if let Some(place) = place {
            p { b { (place.class.title()) } ", priority " (place.class.number()) }
            p { "Asked " (say::moment(zone, place.requested_at)) }
            @let due = detail.row.waitlist.map(|(_, due)| due).unwrap_or_default();
            @if let Some(by) = due.interim_due { p { (chip(Hue::Due, format!("Interim services by {}", say::moment(zone, by))).icon(Icon::Clock)) } }
            @if let Some(by) = due.admit_by { p { (chip(Hue::Due, format!("Admit by {}", words::full_day(by))).icon(Icon::Clock)) } }
            ul { @for service in &place.interim { li { (say::moment(zone, service.at)) ": " (service.words) } } }
        }
        @if detail.allowed.contact {
            @if place.is_some() {
                form.form method="post" action=(address) {
                    (csrf_field(&signed.frame.csrf))
                    (Field::text("interim", "Interim service given").value(sent.text("interim")).problems(problems))
                    div.acts { (Button::plain("Write it down")) }
                }
                form.form method="post" action=(address) {
                    (csrf_field(&signed.frame.csrf))
                    input type="hidden" name="leave" value="yes";
                    (Field::text("left", "Why the place is given up").value(sent.text("left")).problems(problems))
                    div.acts { (Button::quiet("Take off the list")) }
                }
            } @else {
                form.form method="post" action=(address) {
                    (csrf_field(&signed.frame.csrf))
                    (Select::new("class", "Priority").options(PriorityClass::ALL.iter().map(|class| (class.as_str(), class.title()))).chosen(detail.suggested_class.unwrap_or(PriorityClass::Other).as_str()))
                    div.acts { (Button::plain("Put on the waiting list")) }
                }
            }
        }
    };
    html! { (Card::new("Waiting list").padded().body(body)) }
}

/// Owner, clocks and who sent them.
pub(super) fn ownership(signed: &Signed, detail: &InquiryDetailView, sources: &[ReferralSourceView]) -> Markup {
    let row = &detail.row;
    let minutes = |clock: Option<i64>| clock.map_or_else(|| "Not yet".to_owned(), in_words);
    let all = vec![
        Fact::new("Owner", row.owner_name.clone().unwrap_or_else(|| "Nobody yet".to_owned())),
        Fact::new("Time to first contact", minutes(row.clocks.to_first_answer_minutes)),
        Fact::new("Time to first offered visit", minutes(row.clocks.to_first_offer_minutes)),
        Fact::new("Sent by", detail.referred_by.clone().unwrap_or_else(|| "Not said".to_owned())),
    ];
    let address = format!("/inquiries/{}", row.id);
    let body = html! {
        (facts(&all))
        @if let Some(late) = &detail.desk.late { p.pad { "Later than 48 hours: " (late.words) } }
        @if detail.allowed.contact {
            div.pad {
                @if row.owner != Some(signed.actor.staff) {
                    form.form method="post" action=(format!("{address}/owner")) { (csrf_field(&signed.frame.csrf)) div.acts { (Button::plain("I look after it").small()) } }
                }
                @if !sources.is_empty() {
                    form.form method="post" action=(format!("{address}/source")) {
                        (csrf_field(&signed.frame.csrf))
                        (Select::new("source", "Who sent them").option("", "Not said").options(sources.iter().map(|one| (one.id.to_string(), one.name.clone()))))
                        div.acts { (Button::quiet("Keep").small()) }
                    }
                }
            }
        }
    };
    html! { (Card::new("Owner and clock").body(body)) }
}

fn in_words(minutes: i64) -> String {
    match minutes {
        ..60 => format!("{minutes} min"),
        60..2880 => format!("{} h {} min", minutes / 60, minutes % 60),
        _ => format!("{} days", minutes / 1440),
    }
}
