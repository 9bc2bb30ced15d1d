//! After signing: what is signed, and for each person what the signature made of the day; what is left, and why.

use access::{Action, Circumstances, Kind};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use billing::service_day::BillingState;
use confidential::Released;
use maud::{Markup, html};
use reactions::session_days::{DaysOfSession, SessionDay};
use treatment::group_note::{Composer, ComposerPerson, OpenComposer, SignedNote};
use vocabulary::day::long_day;
use vocabulary::id::GroupSessionId;

use super::checks;
use super::note::{self, Open, part_2};
use super::people::{self, is_open, need};
use crate::app::App;
use crate::component::{Button, Card, Chip, Crumb, Hue, Icon, PageHead, Row, RowList, chip};
use crate::frame::{Area, Page};
use crate::signed::Signed;
use crate::time_words::from_to;

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(session): Path<GroupSessionId>) -> Response {
    let actor = signed.actor.clone();
    let asked = app
        .work(move |house| {
            let composer = house.ask(&actor, &OpenComposer { session })?;
            // Billing is not everybody's to see: then the page says only what was signed.
            let sees = house.policy().allows(&actor.roles, Action::View, Kind::ServiceDay, &Circumstances::default());
            let days = if sees { Some(house.ask(&actor, &DaysOfSession { session })?) } else { None };
            Ok((composer, days))
        })
        .await;
    match asked {
        Ok((composer, days)) => draw(&app, &signed, &composer, days.as_ref()).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, viewer: &Signed, composer: &Composer, days: Option<&Released<Vec<SessionDay>>>) -> Markup {
    let zone = app.0.house.zone();
    let signed: Vec<(&ComposerPerson, &SignedNote)> =
        composer.people.iter().filter_map(|person| person.signed.as_ref().map(|note| (person, note))).collect();
    let latest = signed.iter().map(|(_, note)| note.at).max();
    let just_now = signed.iter().filter(|(_, note)| Some(note.at) == latest).count();
    let title = match just_now {
        0 => "Nothing is signed yet".to_owned(),
        1 => "1 note signed".to_owned(),
        many => format!("{many} notes signed"),
    };
    let by = signed.iter().find(|(_, note)| Some(note.at) == latest).map(|(_, note)| note.by.clone());
    let below = html! {
        @if let (Some(at), Some(by)) = (latest, by) {
            "By " (by) " on " (long_day(zone.day(at))) " at " (zone.clock_face(at)) "."
            @if signed.len() > just_now { " " (signed.len() - just_now) " were signed before." }
        }
    };
    let head = PageHead::new(title)
        .crumb(Crumb::to("Groups", "/groups"))
        .crumb(Crumb::to(composer.name.clone(), format!("/sessions/{}/note", composer.session)))
        .crumb(Crumb::here("Signed"))
        .below(below)
        .acts(html! { (Button::primary("Back to groups").href("/groups").key("Enter")) });
    let rows = signed.iter().map(|(person, note)| {
        let day = days.and_then(|days| days.iter().find(|day| day.patient == person.patient));
        row(zone, person, note, latest, day)
    });
    let small = format!("{}, {}", long_day(composer.day), from_to(zone, composer.starts_at, composer.ends_at));
    let content = html! {
        (head)
        @if !signed.is_empty() {
            (Card::new("What the signatures made of the day").small(small).class("list").acts(html! { @if may_correct_shared(composer) { (shared_act(composer, signed.len())) } }).body(html! { (RowList::new("Signed").rows(rows)) }))
        }
        (left(composer))
    };
    Page::new(&viewer.frame, Area::Groups, "Signed").style("note.css").top(part_2()).render(content)
}

/// The shared part stands in every note: correcting it takes the right to correct each of them.
pub(super) fn may_correct_shared(composer: &Composer) -> bool {
    let mut signed = composer.people.iter().filter_map(|person| person.signed.as_ref()).peekable();
    signed.peek().is_some() && signed.all(|note| note.may.amend)
}

fn shared_act(composer: &Composer, notes: usize) -> Markup {
    let words = if notes == 1 { "Correct the shared part".to_owned() } else { format!("Correct the shared part of all {notes}") };
    html! { (Button::quiet(words).href(format!("/sessions/{}/amend", composer.session)).small()) }
}

fn row(
    zone: &vocabulary::ProgramZone,
    person: &ComposerPerson,
    note: &SignedNote,
    latest: Option<jiff::Timestamp>,
    day: Option<&SessionDay>,
) -> Row {
    let href = format!("/notes/{}", note.note);
    let is_earned = |day: &SessionDay| matches!(day.state, BillingState::Billable | BillingState::SelfPay);
    let line = html! {
        (note.minutes) " min. "
        @if Some(note.at) != latest { "Signed before, at " (zone.clock_face(note.at)) ". " }
        @if let Some(day) = day {
            span.loop { (day.headline) }
            @if is_earned(day) { " " (day.credited_minutes) " minutes credited that day." }
        }
    };
    let mut row = Row::new(person.name.short()).href(href.clone()).line(line);
    if note.awaits_cosignature {
        row = row.chip(chip(Hue::Due, "Waits for co-signature").icon(Icon::Clock));
    }
    if let Some(day) = day {
        row = row.chip(state(day.state));
    }
    row.act(html! {
        span.acts {
            @if note.may.amend { (Button::quiet("Amend").about(format!("the note of {}", person.name.short())).href(format!("{href}/amend")).small()) }
            @if note.may.void { (Button::quiet("Void").about(format!("the note of {}", person.name.short())).href(format!("{href}/void")).small()) }
        }
    })
}

/// The shape of a day's billing state.
fn state(state: BillingState) -> Chip {
    match state {
        BillingState::Billable => chip(Hue::Here, state.words()).icon(Icon::Check),
        BillingState::Held => chip(Hue::Due, state.words()).icon(Icon::Clock),
        BillingState::SelfPay => chip(Hue::Private, state.words()).icon(Icon::Coin),
        BillingState::NotBillable | BillingState::NotExpected | BillingState::NothingAttended => {
            chip(Hue::Quiet, state.words()).icon(Icon::Dash)
        }
    }
}

/// Whose note is still a draft, and why.
fn left(composer: &Composer) -> Markup {
    let open: Vec<&ComposerPerson> = composer.people.iter().filter(|person| is_open(person)).collect();
    let why = |person: &ComposerPerson| {
        let own = composer.findings.iter().find(|finding| finding.stops_signing && finding.person == Some(person.patient));
        let shared = composer.findings.iter().find(|finding| finding.stops_signing && finding.person.is_none());
        match (own, shared) {
            (Some(finding), _) => need(person, finding),
            (None, Some(finding)) => checks::sentence(composer, finding),
            (None, None) if !person.own.is_ready => "Not called ready yet".to_owned(),
            (None, None) => "Ready to sign".to_owned(),
        }
    };
    let rows = open.iter().map(|person| {
        let to = note::address(composer.session, Open::Person(person.patient));
        Row::new(person.name.short())
            .href(to.clone())
            .line(why(person))
            .act(Button::plain("Open").about(person.name.short()).href(to).small())
    });
    let is_one_ready = !people::ready(composer).is_empty();
    let acts = html! { @if is_one_ready { (Button::plain("Review and sign").href(format!("/sessions/{}/sign", composer.session)).small()) } };
    let title = if open.len() == 1 { "1 is still a draft".to_owned() } else { format!("{} are still drafts", open.len()) };
    html! { @if !open.is_empty() { (Card::new(title).class("list").acts(acts).body(html! { (RowList::new("Still drafts").rows(rows)) })) } }
}
