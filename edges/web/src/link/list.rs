//! What is to be done, one line each; and the end, when the person says that they are done.

use access::Refusal;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use confidential::{Released, ToPatient};
use episode::patient_link::{FinishLink, ToDo};
use intake::paper::Language;
use maud::{Markup, html};
use reactions::link::{OwnItem, OwnLink, OwnLinkView};

use super::page::PersonPage;
use super::visit::{VisitForm, Visiting, cookie};
use super::{help, privacy, sessions, week, words};
use crate::app::App;

/// What there is to do for somebody, as the gate lets them see it.
pub(super) async fn own(app: &App, visiting: &Visiting) -> Result<Released<OwnLinkView, ToPatient>, Refusal> {
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    app.work(move |house| house.ask_for_person(&person, &OwnLink { link })).await
}

pub(super) async fn page(State(app): State<App>, visiting: Visiting) -> Response {
    match own(&app, &visiting).await {
        Ok(view) => visiting.page("/l", &draw(&app, &visiting, &view)),
        Err(refusal) => crate::answer::refused(None, &refusal),
    }
}

fn draw(app: &App, visiting: &Visiting, view: &OwnLinkView) -> Markup {
    let language = visiting.language;
    let all_done = view.items.iter().all(|item| item.is_done || address(item).is_none());
    let needs_help = view.items.iter().filter_map(|item| item.questions).any(|questions| questions.needs_help);
    html! {
        @if needs_help { (help::block(app, language, &view.phone)) }
        h1 { (words::HELLO.to(language)) ", " (view.name) }
        @if view.is_for_privacy {
            @if !all_done { p { (privacy::waiting(visiting)) } }
        } @else if view.is_for_sessions && all_done { p { (sessions::first(language)) } } @else { p { @if all_done { (words::ALL_DONE.to(language)) } @else { (words::TO_DO.to(language)) } } }
        @if !view.items.is_empty() { ol.todo {
            @for item in &view.items {
                li.done[item.is_done] {
                    @let name = name(item, &view.items, language);
                    @let state = state(item, language);
                    @match address(item) {
                        Some(address) if !item.is_done => { a href=(address) { span { (name) } small { (state) } } }
                        _ => { div { span { (name) } small { (state) } } }
                    }
                }
            }
        } }
        @if view.is_for_sessions { (sessions::lines(visiting)) }
        @if view.is_for_privacy { (week::way(visiting)) (privacy::ways(visiting)) } @else if all_done && !view.is_for_sessions {
            form method="post" action="/l/done" {
                input type="hidden" name="csrf" value=(visiting.csrf());
                button.big type="submit" { (words::CLOSE.to(language)) }
            }
        }
        p.call { (words::CALL_US.to(language)) ": " a href=(format!("tel:{}", digits(&view.phone))) { (view.phone) } }
    }
}

/// What a telephone dials of a number as it is shown.
pub(super) fn digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    if digits.len() == 10 { format!("+1{digits}") } else { digits }
}

fn name(item: &OwnItem, all: &[OwnItem], language: Language) -> String {
    match (&item.what, &item.paper) {
        (_, Some(paper)) => paper.words.title.clone(),
        (ToDo::Details, _) => words::DETAILS.to(language).to_owned(),
        (ToDo::InsuranceCard, _) => words::CARD.to(language).to_owned(),
        (ToDo::Measure(_) | ToDo::Paper(_) | ToDo::Privacy | ToDo::Sessions, _) => questions_name(item, all, language),
    }
}

/// No form's own name, which would say what it asks; counted where there are several.
fn questions_name(item: &OwnItem, all: &[OwnItem], language: Language) -> String {
    let words = words::QUESTIONS.to(language);
    let mut several = all.iter().filter(|one| one.questions.is_some()).map(|one| &one.what);
    match (all.iter().filter(|one| one.questions.is_some()).count(), several.position(|one| *one == item.what)) {
        (many, Some(at)) if many > 1 => format!("{words} ({} {} {many})", at + 1, words::OF.to(language)),
        _ => words.to_owned(),
    }
}

fn state(item: &OwnItem, language: Language) -> String {
    match item.questions {
        _ if item.is_done => words::DONE.to(language).to_owned(),
        Some(questions) if questions.is_asked_here => words::QUESTIONS_HERE.to(language).to_owned(),
        Some(questions) if questions.to_answer > 0 => {
            format!("{} · {} {}", words::STILL.to(language), questions.to_answer, words::TO_ANSWER.to(language))
        }
        _ => words::STILL.to(language).to_owned(),
    }
}

/// Where a thing is done; nothing for what is not done on a phone.
fn address(item: &OwnItem) -> Option<String> {
    match &item.what {
        ToDo::Details => Some("/l/say".to_owned()),
        ToDo::InsuranceCard => Some("/l/photo".to_owned()),
        ToDo::Paper(paper) => Some(format!("/l/p/{paper}")),
        ToDo::Privacy | ToDo::Sessions => None,
        ToDo::Measure(measure) => {
            let is_here = item.questions.is_some_and(|questions| questions.is_asked_here);
            (!is_here).then(|| format!("/l/questions/{measure}"))
        }
    }
}

/// The address of the next thing to do, or the list when there is none.
pub(super) async fn next(app: &App, visiting: &Visiting) -> String {
    let view = own(app, visiting).await.ok();
    let next = view.as_ref().and_then(|view| view.items.iter().filter(|item| !item.is_done).find_map(address));
    next.unwrap_or_else(|| "/l".to_owned())
}

pub(super) async fn done(State(app): State<App>, VisitForm(visiting, _): VisitForm) -> Response {
    let (person, link, language) = (visiting.on.person.clone(), visiting.on.link.id, visiting.language);
    match app.work(move |house| house.perform(&person, &FinishLink { link })).await {
        Ok(_) => {
            let content = html! { h1 { (words::THANKS.to(language)) } p { (words::THANKS_WHY.to(language)) } };
            let page = PersonPage { language, csrf: None, address: "/l" }.render(&content);
            ([(header::SET_COOKIE, cookie(&app, None))], page).into_response()
        }
        Err(refusal) => crate::answer::refused(None, &refusal),
    }
}
