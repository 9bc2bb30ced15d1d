//! The switch, what stands, and who is to be called.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use maud::{Markup, html};
use reactions::remote::{BringBack, OpenRemote, RemoteView, SwitchLine, SwitchSessions, ToCallLine};
use schedule::modality::{MarkCalled, Modality, Scope, SwitchModality};
use vocabulary::id::{ModalityNoticeId, ModalitySwitchId};

use crate::app::App;
use crate::component::{
    Banner, Button, Card, ChoiceRow, Column, Field, Hue, Icon, PageHead, Select, Table, TableRow, chip, csrf_field, empty,
};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::patients::filled::{self, Trouble, wrong};
use crate::phone_link::before_secret;
use crate::signed::Signed;
use crate::time_words::from_to;
use crate::words;

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    draw(&app, &signed, &Sent::default(), &Trouble::default()).await
}

async fn load(app: &App, signed: &Signed) -> Result<Released<RemoteView>, access::Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenRemote)).await
}

async fn draw(app: &App, signed: &Signed, sent: &Sent, trouble: &Trouble) -> Response {
    let view = match load(app, signed).await {
        Ok(view) => view,
        Err(refusal) => return signed.refused(&refusal),
    };
    let (standing, over): (Vec<&SwitchLine>, Vec<&SwitchLine>) = view.switches.iter().partition(|line| line.holds);
    let head = PageHead::new("By video").below(html! { "Where sessions are, from which day on, and who was told." });
    let content = html! {
        (head)
        @if app.0.wiring.video.is_none() {
            (Banner::due("No video server is configured, so nobody can join yet. Set video_url, video_app_id, video_key_file and video_events_token; docs/install.md says how."))
        }
        (trouble.summary())
        @if view.may_switch { (form(app, signed, &view, sent, trouble)) }
        (Card::new("To call").small("They may not be written to, and their sessions are elsewhere").body(to_call(signed, &view.to_call)))
        (Card::new("Today").body(today(app, &view)))
        (Card::new("What stands").body(switches(signed, &view, &standing)))
        @if !over.is_empty() { (Card::new("Over, or taken back").body(switches(signed, &view, &over))) }
    };
    trouble.answer(Page::new(&signed.frame, Area::Today, "By video").problem(trouble.is_some()).render(content))
}

fn form(app: &App, signed: &Signed, view: &RemoteView, sent: &Sent, trouble: &Trouble) -> Markup {
    let problems = &trouble.problems;
    let today = app.0.house.zone().day(app.0.house.clock().now()).to_string();
    let or = |name: &str, begins: &str| if sent.text(name).is_empty() { begins.to_owned() } else { sent.text(name).to_owned() };
    let scopes = std::iter::once(("program".to_owned(), "The whole program".to_owned()))
        .chain(view.tracks.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let body = html! {
        form.form method="post" action="/remote" novalidate {
            (csrf_field(&signed.frame.csrf))
            (Select::new("scope", "What moves").options(scopes).chosen(or("scope", "program")).problems(problems))
            (ChoiceRow::one("modality", "Where to").choices(Modality::ALL.map(|(_, value, title)| (value, title))).chosen(or("modality", "remote")).problems(problems))
            (Field::date("from", "From").value(or("from", &today)).problems(problems))
            (Field::date("until", "Until").optional().hint("Empty: until you switch again").value(sent.text("until")).problems(problems))
            (Field::number("remote_seats", "Places by video").optional().hint("Beside the seats of the room; empty when nobody counts").value(sent.text("remote_seats")).problems(problems))
            (Field::text("reason", "Why").optional().hint("For staff: snow, heating").autocomplete("off").value(sent.text("reason")).problems(problems))
            p.hint { "Everybody whose sessions move is told at once: by text or e-mail where they allowed it, in their language, with a page to join; the others stand under To call." }
            div.acts { (Button::primary("Switch and tell everybody").key("Ctrl+Enter").icon(Icon::Send)) }
        }
    };
    html! { (Card::new("Move sessions").padded().body(body)) }
}

fn to_call(signed: &Signed, lines: &[ToCallLine]) -> Markup {
    if lines.is_empty() {
        return empty("Nobody is to be called.", "Whoever cannot be written to stands here until somebody called.", None);
    }
    let row = |line: &ToCallLine| {
        let act = html! {
            form method="post" action=(format!("/remote/called/{}", line.notice)) {
                (csrf_field(&signed.frame.csrf))
                (Button::plain("Called").small().about(line.name.short()))
            }
        };
        let phones = html! { @for phone in &line.phones { a href=(format!("tel:{phone}")) { (phone) } " " } @if line.phones.is_empty() { "No number" } };
        let cells =
            vec![phones, html! { (line.modality.title()) " from " (words::full_day(line.day)) }, html! { (line.language) }, act];
        TableRow::new(html! { (line.name.short()) }, cells)
    };
    let columns =
        vec![Column::new("Who"), Column::new("Number"), Column::new("What to say"), Column::new("Speaks"), Column::new("")];
    html! { (Table::new("To call", columns).silent_caption().rows(lines.iter().map(row))) }
}

fn today(app: &App, view: &RemoteView) -> Markup {
    if view.today.is_empty() {
        return empty("No session today.", "Every session of today stands here with where it is.", None);
    }
    let zone = app.0.house.zone();
    html! {
        ul.rows { @for one in &view.today {
            li { a.row href=(format!("/sessions/{}/video", one.session)) {
                span { b { (one.name) } " " small { (from_to(zone, one.starts_at, one.ends_at)) } } " " (modality(one.modality))
            } }
        } }
    }
}

/// A modality as a chip.
pub(super) fn modality(modality: Modality) -> Markup {
    match modality {
        Modality::InPerson => html! { (chip(Hue::Here, modality.title())) },
        Modality::Remote | Modality::Hybrid => html! { (chip(Hue::Remote, modality.title()).icon(Icon::Screen)) },
    }
}

fn switches(signed: &Signed, view: &RemoteView, lines: &[&SwitchLine]) -> Markup {
    if lines.is_empty() {
        return empty(
            "Nothing is switched.",
            "Each session is where its room says: in person, or both where the room has video.",
            None,
        );
    }
    let row = |line: &&SwitchLine| {
        let one = &line.switch;
        let days = match one.until {
            Some(until) if until == one.from => words::full_day(one.from),
            Some(until) => format!("{} to {}", words::full_day(one.from), words::full_day(until)),
            None => format!("From {}", words::full_day(one.from)),
        };
        let may_undo = line.holds && (view.may_switch || matches!(one.scope, Scope::Session(_)));
        let act = html! { @if may_undo {
            form method="post" action=(format!("/remote/{}/undo", one.id)) {
                (csrf_field(&signed.frame.csrf))
                (Button::plain("Undo").small().about(format!("{} {}", line.about, one.modality.title())))
            }
        } @else if one.withdrawn.is_some() { "Taken back" } };
        let told = format!("{} written, {} to call, {} called", line.written, line.to_call, line.called);
        let seats = one.remote_seats.map(|seats| format!(" · {seats} places")).unwrap_or_default();
        let cells = vec![
            html! { (modality(one.modality)) (seats) @if !one.reason.is_empty() { br; small { (one.reason) } } },
            html! { (days) },
            html! { (told) br; small { "by " (line.by) } },
            act,
        ];
        TableRow::new(html! { (line.about) }, cells)
    };
    let columns = vec![Column::new("What"), Column::new("Where"), Column::new("When"), Column::new("Told"), Column::new("")];
    html! { (Table::new("Switches", columns).silent_caption().rows(lines.iter().map(row))) }
}

pub(super) async fn switch(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let mut unread = Vec::new();
    let from = filled::day(&sent, "from", &mut unread);
    let until = if sent.text("until").is_empty() { None } else { Some(filled::day(&sent, "until", &mut unread)) };
    let scope = match sent.text("scope") {
        "program" => Some(Scope::Program),
        other => other.parse().ok().map(Scope::Track),
    };
    let scope = scope.unwrap_or_else(|| {
        unread.push(wrong("scope", "Choose what moves."));
        Scope::Program
    });
    let modality = Modality::read(sent.text("modality")).unwrap_or_else(|| {
        unread.push(wrong("modality", "Choose where to."));
        Modality::Remote
    });
    let remote_seats = sent.parse("remote_seats");
    if remote_seats.is_none() && !sent.text("remote_seats").is_empty() {
        unread.push(wrong("remote_seats", "Write a whole number up to 500, or leave it empty."));
    }
    let wish = SwitchModality { scope, modality, from, until, remote_seats, reason: sent.text("reason").to_owned() };
    let command = SwitchSessions { wish, before_secret: before_secret(&app) };
    match filled::perform(&app, &signed, command, unread).await {
        Ok(_) => Redirect::to("/remote").into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&app, &signed, &sent, &trouble).await,
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn undo(
    State(app): State<App>,
    Path(switch): Path<ModalitySwitchId>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let (actor, before_secret) = (signed.actor.clone(), before_secret(&app));
    match app.work(move |house| house.perform(&actor, &BringBack { switch, before_secret })).await {
        Ok(_) => Redirect::to("/remote").into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn called(
    State(app): State<App>,
    Path(notice): Path<ModalityNoticeId>,
    SignedForm(signed, _): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.perform(&actor, &MarkCalled { notice })).await {
        Ok(_) => Redirect::to("/remote").into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}
