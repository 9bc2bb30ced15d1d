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
use super::words;
use crate::app::App;

/// What there is to do for somebody, as the gate lets them see it.
pub(super) async fn own(app: &App, visiting: &Visiting) -> Result<Released<OwnLinkView, ToPatient>, Refusal> {
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    app.work(move |house| house.ask_for_person(&person, &OwnLink { link })).await
}

pub(super) async fn page(State(app): State<App>, visiting: Visiting) -> Response {
    match own(&app, &visiting).await {
        Ok(view) => visiting.page("/l", &draw(&visiting, &view)),
        Err(refusal) => crate::answer::refused(None, &refusal),
    }
}

fn draw(visiting: &Visiting, view: &OwnLinkView) -> Markup {
    let language = visiting.language;
    let all_done = view.items.iter().all(|item| item.is_done);
    html! {
        h1 { (words::HELLO.to(language)) ", " (view.name) }
        p { @if all_done { (words::ALL_DONE.to(language)) } @else { (words::TO_DO.to(language)) } }
        ol.todo {
            @for item in &view.items {
                li.done[item.is_done] {
                    @let name = name(item, language);
                    @let state = if item.is_done { words::DONE.to(language) } else { words::STILL.to(language) };
                    @match address(item) {
                        Some(address) if !item.is_done => { a href=(address) { span { (name) } small { (state) } } }
                        _ => { div { span { (name) } small { (state) } } }
                    }
                }
            }
        }
        @if all_done {
            form method="post" action="/l/done" {
                input type="hidden" name="csrf" value=(visiting.csrf());
                button.big type="submit" { (words::CLOSE.to(language)) }
            }
        }
        p.call { (words::CALL_US.to(language)) ": " a href=(format!("tel:{}", digits(&view.phone))) { (view.phone) } }
    }
}

fn digits(phone: &str) -> String {
    phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

fn name(item: &OwnItem, language: Language) -> String {
    match (&item.what, &item.paper) {
        (_, Some(paper)) => paper.words.title.clone(),
        (ToDo::Details, _) => words::DETAILS.to(language).to_owned(),
        (ToDo::InsuranceCard, _) => words::CARD.to(language).to_owned(),
        (ToDo::Measure(_) | ToDo::Paper(_), _) => words::QUESTIONS.to(language).to_owned(),
    }
}

/// Where a thing is done; nothing for what is not done on a phone.
fn address(item: &OwnItem) -> Option<String> {
    match &item.what {
        ToDo::Details => Some("/l/say".to_owned()),
        ToDo::InsuranceCard => Some("/l/photo".to_owned()),
        ToDo::Paper(paper) => Some(format!("/l/p/{paper}")),
        ToDo::Measure(_) => None,
    }
}

/// The address of the next thing to do, or the list when there is none.
pub(super) async fn next(app: &App, visiting: &Visiting) -> String {
    let view = own(app, visiting).await.ok();
    let next = view.as_ref().and_then(|view| view.items.iter().find(|item| !item.is_done).and_then(address));
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
