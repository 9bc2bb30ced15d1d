//! A session's people by video: what each said about it, where they are, whether their line is open; the way into the room for staff.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use maud::{Markup, html};
use reactions::remote::{EnterRoom, OpenSessionVideo, PersonVideo, SessionVideoView, StaffRoom, SwitchSessions};
use schedule::modality::{Modality, Scope, SwitchModality};
use schedule::video::{RecordTelehealthConsent, StatePlace};
use vocabulary::id::{GroupSessionId, PatientId};

use super::board;
use crate::app::App;
use crate::component::{Banner, Button, Card, Column, Field, Hue, Icon, PageHead, Table, TableRow, chip, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::patients::filled::Trouble;
use crate::phone_link::before_secret;
use crate::signed::{Signed, may};
use crate::time_words::from_to;
use crate::video::Guest;

/// What staff read to somebody who says yes or no without a phone in hand.
const READ_TO_THEM: &str = "By video you talk with us over the internet. Be where nobody else can hear; nobody may record. Each time we ask \
    which town and state you are in. You can say no, and change your mind at any time.";

fn address(session: GroupSessionId) -> String {
    format!("/sessions/{session}/video")
}

pub(super) async fn page(State(app): State<App>, Path(session): Path<GroupSessionId>, signed: Signed) -> Response {
    draw(&app, &signed, session, &Sent::default(), None, &Trouble::default(), &html! {}).await
}

async fn load(app: &App, signed: &Signed, session: GroupSessionId) -> Result<Released<SessionVideoView>, access::Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenSessionVideo { session })).await
}

/// The page, with what was sent about one person and what is wrong with it.
async fn draw(
    app: &App,
    signed: &Signed,
    session: GroupSessionId,
    sent: &Sent,
    about: Option<PatientId>,
    trouble: &Trouble,
    above: &Markup,
) -> Response {
    let view = match load(app, signed, session).await {
        Ok(view) => view,
        Err(refusal) => return signed.refused(&refusal),
    };
    let zone = app.0.house.zone();
    let held = &view.session;
    let is_over = held.ends_at <= app.0.house.clock().now() || held.cancelled.is_some();
    let below = html! {
        (vocabulary::day::long_day(held.day)) ", " (from_to(zone, held.starts_at, held.ends_at)) " · " (board::modality(view.standing.modality))
        @if let Some(seats) = view.standing.remote_seats { " · " (seats) " places by video" }
    };
    let may_note = may(app, &signed.actor, access::Action::Record, access::Kind::GroupNoteDraft);
    let acts = html! {
        (Button::plain("All sessions").href("/remote"))
        @if may_note { (Button::plain("Note").href(format!("/sessions/{session}/note"))) }
    };
    let content = html! {
        (PageHead::new(held.name.clone()).below(below).acts(acts))
        (above)
        (trouble.summary())
        @if !is_over && view.standing.modality.has_video() && view.may_mark { (enter_form(app, signed, session)) }
        @if !is_over && view.may_switch { (switch_form(signed, session, view.standing.modality)) }
        (Card::new("People").small("What they said about video, and where they are").body(people(app, signed, &view, sent, about, trouble)))
    };
    trouble.answer(Page::new(&signed.frame, Area::Today, "By video").problem(trouble.is_some()).render(content))
}

fn enter_form(app: &App, signed: &Signed, session: GroupSessionId) -> Markup {
    if app.0.wiring.video.is_none() {
        return html! { (Banner::due("No video server is configured, so nobody can join yet. Set video_url, video_app_id, video_key_file and video_events_token; docs/install.md says how.")) };
    }
    let body = html! {
        form.form method="post" action=(format!("{}/enter", address(session))) {
            (csrf_field(&signed.frame.csrf))
            p { "You go in as yourself and lead. People come in from their own page; when they come and go stands below and in the attendance." }
            div.acts { (Button::primary("Get the way in").icon(Icon::Screen)) }
        }
    };
    html! { (Card::new("Video room").padded().body(body)) }
}

fn switch_form(signed: &Signed, session: GroupSessionId, stands: Modality) -> Markup {
    let body = html! {
        form.form method="post" action=(format!("{}/switch", address(session))) {
            (csrf_field(&signed.frame.csrf))
            p { "Everybody in it is told at once." }
            div.acts { @for (one, value, title) in Modality::ALL { @if one != stands {
                (Button::plain(title).named("modality", value))
            } } }
        }
    };
    html! { (Card::new("Move this session").padded().body(body)) }
}

fn people(
    app: &App,
    signed: &Signed,
    view: &SessionVideoView,
    sent: &Sent,
    about: Option<PatientId>,
    trouble: &Trouble,
) -> Markup {
    if view.people.is_empty() {
        return empty("Nobody is expected.", "Whoever has a place in the group stands here.", None);
    }
    let zone = app.0.house.zone();
    let base = address(view.session.id);
    let row = |one: &PersonVideo| {
        let is_about = about == Some(one.patient);
        let problems = if is_about { trouble.problems.as_slice() } else { &[] };
        let typed = |name: &str| if is_about { sent.text(name).to_owned() } else { String::new() };
        let consent = html! {
            @match one.consent {
                Some((true, at)) => { (chip(Hue::Here, "Yes").icon(Icon::Check)) " " small { (zone.day(at)) } },
                Some((false, at)) => { (chip(Hue::Due, "Said no")) " " small { (zone.day(at)) } },
                None => { (chip(Hue::Due, "No consent to remote yet")) },
            }
            @if one.consent.is_none_or(|(is_given, _)| !is_given) && view.may_consent {
                details {
                    summary { "Ask them" }
                    p { "Read it to them: “" (READ_TO_THEM) "”" }
                    form.form method="post" action=(format!("{base}/{}/consent", one.patient)) {
                        (csrf_field(&signed.frame.csrf))
                        div.acts {
                            (Button::plain("They said yes").small().named("answer", "yes").about(one.name.short()))
                            (Button::quiet("They said no").small().named("answer", "no").about(one.name.short()))
                        }
                    }
                }
            } @else if one.consent.is_none() { br; small { "Ask intake or a clinician to ask them, or send them their own page." } }
        };
        let place = html! {
            @if let Some(place) = &one.place { (place) } @else { span.muted { "Not known" } }
            @if view.may_mark {
                details open[is_about && trouble.is_some()] {
                    summary { @if one.place.is_some() { "Change" } @else { "Write it down" } }
                    form.form method="post" action=(format!("{base}/{}/place", one.patient)) novalidate {
                        (csrf_field(&signed.frame.csrf))
                        (Field::text("town", "Town they are in").id(format!("town-{}", one.patient)).autocomplete("off").value(typed("town")).problems(problems))
                        (Field::text("state", "State").id(format!("state-{}", one.patient)).max(2).autocomplete("off").value(typed("state")).problems(problems))
                        div.acts { (Button::plain("Keep").small().about(one.name.short())) }
                    }
                }
            }
        };
        let line = html! {
            @if one.is_connected { (chip(Hue::Remote, "Connected").icon(Icon::Screen)) }
            @for (joined, left, was_lost) in &one.calls {
                div { small { (zone.clock_face(*joined)) "–" @if let Some(left) = left { (zone.clock_face(*left)) } @if *was_lost { " (line lost)" } } }
            }
        };
        TableRow::new(html! { (one.name.short()) }, vec![consent, place, line])
    };
    let columns = vec![Column::new("Who"), Column::new("Consent to video"), Column::new("Where they are"), Column::new("Line")];
    html! { (Table::new("People by video", columns).silent_caption().rows(view.people.iter().map(row))) }
}

pub(super) async fn switch(
    State(app): State<App>,
    Path(session): Path<GroupSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let Some(modality) = Modality::read(sent.text("modality")) else { return Redirect::to(&address(session)).into_response() };
    let from = app.0.house.zone().day(app.0.house.clock().now());
    let wish =
        SwitchModality { scope: Scope::Session(session), modality, from, until: None, remote_seats: None, reason: String::new() };
    let (actor, before_secret) = (signed.actor.clone(), before_secret(&app));
    match app.work(move |house| house.perform(&actor, &SwitchSessions { wish, before_secret })).await {
        Ok(_) => Redirect::to(&address(session)).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&app, &signed, session, &sent, None, &trouble, &html! {}).await,
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn enter(
    State(app): State<App>,
    Path(session): Path<GroupSessionId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    let way = app
        .work(move |house| {
            house.perform(&actor, &EnterRoom { session })?;
            house.ask(&actor, &StaffRoom { session })
        })
        .await;
    match (way, app.0.wiring.video.clone()) {
        (Ok(way), Some(server)) => {
            let guest =
                Guest { room: &way.room, id: &signed.actor.staff.to_string(), name: &signed.actor.signature_name, leads: true };
            let room = server.address(&guest, app.0.house.clock().now());
            let above = html! {
                (Card::new("The room is ready").padded().body(html! {
                    p { "It opens in a new page, for ten minutes from now." }
                    div.acts { a.b.p href=(room) target="_blank" rel="noopener noreferrer" { "Open the video room" } }
                }))
            };
            draw(&app, &signed, session, &sent, None, &Trouble::default(), &above).await
        }
        (Ok(_), None) => Redirect::to(&address(session)).into_response(),
        (Err(refusal), _) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&app, &signed, session, &sent, None, &trouble, &html! {}).await,
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn place(
    State(app): State<App>,
    Path((session, patient)): Path<(GroupSessionId, PatientId)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = StatePlace {
        patient,
        session,
        town: sent.text("town").to_owned(),
        state: sent.text("state").to_owned(),
        is_at_home: None,
    };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to(&address(session)).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&app, &signed, session, &sent, Some(patient), &trouble, &html! {}).await,
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn consent(
    State(app): State<App>,
    Path((session, patient)): Path<(GroupSessionId, PatientId)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let is_given = match sent.text("answer") {
        "yes" => true,
        "no" => false,
        _ => return Redirect::to(&address(session)).into_response(),
    };
    let command = RecordTelehealthConsent { patient, is_given, words: READ_TO_THEM.to_owned(), language: "en".to_owned() };
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &command)).await {
        Ok(_) => Redirect::to(&address(session)).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}
