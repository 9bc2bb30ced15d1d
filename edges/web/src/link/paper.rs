//! One paper on one screen: the words large, the exact file beside them, and yes or no. The form carries the hash of the file that was
//! shown, so that nobody signs words that changed while they read.

use access::Refusal;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use episode::patient_link::{AnswerOnLink, LinkAnswer};
use intake::paper::{Act, Block, Capacity, DeclinePaper, Mark, Paper, PaperState, SignPaper};
use maud::{Markup, html};
use reactions::link::OwnPaperFile;
use vocabulary::id::PaperId;

use super::list;
use super::visit::{VisitForm, Visiting};
use super::words::{self, Say};
use crate::app::App;
use crate::drawn;
use crate::form::Sent;
use crate::handed_out::File;

pub(super) async fn page(State(app): State<App>, Path(paper): Path<PaperId>, visiting: Visiting) -> Response {
    match list::own(&app, &visiting).await {
        Ok(view) if view.items.iter().any(|item| item.paper.as_ref().is_some_and(|known| known.id == paper)) => {}
        Ok(_) => return crate::answer::refused(None, &Refusal::NotFound),
        Err(refusal) => return crate::answer::refused(None, &refusal),
    }
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    let read = AnswerOnLink { link, answer: LinkAnswer::Reads(paper) };
    if let Err(refusal) = app.work(move |house| house.perform(&person, &read)).await {
        return crate::answer::refused(None, &refusal);
    }
    again(&app, &visiting, paper, &Sent::default(), None).await
}

async fn again(app: &App, visiting: &Visiting, paper: PaperId, sent: &Sent, told: Option<&Say>) -> Response {
    let view = match list::own(app, visiting).await {
        Ok(view) => view,
        Err(refusal) => return crate::answer::refused(None, &refusal),
    };
    let Some(paper) = view.items.iter().filter_map(|item| item.paper.as_ref()).find(|known| known.id == paper) else {
        return crate::answer::refused(None, &Refusal::NotFound);
    };
    let status = if told.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let content = draw(visiting, paper, sent, told);
    (status, visiting.page(&format!("/l/p/{}", paper.id), &content)).into_response()
}

fn draw(visiting: &Visiting, paper: &Paper, sent: &Sent, told: Option<&Say>) -> Markup {
    let language = visiting.language;
    let address = format!("/l/p/{}", paper.id);
    let is_open = paper.state() == PaperState::Open && paper.still_to_sign().contains(&Capacity::Patient);
    html! {
        p { a href="/l" { (words::BACK.to(language)) } }
        @if let Some(told) = told { div.told role="alert" tabindex="-1" { p { (told.to(language)) } } }
        article.words lang=(paper.language.tag()) { h1 { (paper.words.title) } (words_of(&paper.words.blocks)) }
        p { a href=(format!("{address}/file")) { (words::AS_FILE.to(language)) } " (PDF)" }
        @if is_open { (answer(visiting, paper, &address, sent)) } @else { p.told { (words::ALREADY.to(language)) } }
    }
}

/// The words of a paper, each part in its own language.
pub(crate) fn words_of(blocks: &[Block]) -> Markup {
    let mut language: Option<&str> = None;
    let parts = blocks.iter().filter_map(|block| {
        if let Block::Language(next) = block {
            language = Some(next.tag());
            return None;
        }
        Some((language, block))
    });
    let parts: Vec<(Option<&str>, &Block)> = parts.collect();
    html! {
        @for (language, block) in parts {
            @match block {
                Block::Language(_) => {}
                Block::Heading(words) => { h2 lang=[language] { (words) } }
                Block::Paragraph(words) => { p lang=[language] { (words) } }
                Block::Points(points) => { ul lang=[language] { @for point in points { li { (point) } } } }
            }
        }
    }
}

fn answer(visiting: &Visiting, paper: &Paper, address: &str, sent: &Sent) -> Markup {
    let language = visiting.language;
    let csrf = visiting.csrf();
    let yes = match paper.act {
        Act::Sign => words::SIGN.to(language),
        Act::Acknowledge => words::GOT_IT.to(language),
    };
    html! {
        p.hint { (words::READ_FIRST.to(language)) }
        form method="post" action=(format!("{address}/yes")) {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="file" value=(paper.sha256);
            label for="name" { (words::YOUR_NAME.to(language)) }
            input id="name" name="name" type="text" autocomplete="name" maxlength="120" value=(sent.text("name"));
            (drawn::field(sent.text("drawn"), words::OR_DRAW.to(language), words::CLEAR.to(language)))
            button.big type="submit" { (yes) }
        }
        @if paper.may_decline {
            details {
                summary { (words::NOT_SIGN.to(language)) }
                form method="post" action=(format!("{address}/no")) {
                    input type="hidden" name="csrf" value=(csrf);
                    label for="why" { (words::NOT_SIGN_WHY.to(language)) }
                    textarea id="why" name="why" rows="3" maxlength="600" {}
                    button.big.plain type="submit" { (words::SAY_NO.to(language)) }
                }
            }
        } @else { p.hint { (words::NEEDED.to(language)) } }
    }
}

pub(super) async fn file(State(app): State<App>, Path(paper): Path<PaperId>, visiting: Visiting) -> Response {
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    match app.work(move |house| house.ask_for_person(&person, &OwnPaperFile { link, paper })).await {
        Ok(bytes) => File::pdf("page").answer(&bytes, bytes.to_vec()),
        Err(refusal) => crate::answer::refused(None, &refusal),
    }
}

pub(super) async fn sign(State(app): State<App>, Path(paper): Path<PaperId>, VisitForm(visiting, sent): VisitForm) -> Response {
    let strokes = drawn::read(sent.text("drawn"));
    let command = SignPaper {
        paper,
        sha256: sent.text("file").to_owned(),
        name: sent.text("name").to_owned(),
        mark: if strokes.is_empty() { Mark::Typed } else { Mark::Drawn(strokes) },
        capacity: Capacity::Patient,
        authority: String::new(),
        language: visiting.language,
        press: app.0.wiring.press.clone(),
    };
    let person = visiting.on.person.clone();
    match app.work(move |house| house.perform(&person, &command)).await {
        Ok(_) => Redirect::to(&list::next(&app, &visiting).await).into_response(),
        Err(Refusal::Invalid(_)) => again(&app, &visiting, paper, &sent, Some(&words::WRITE_NAME)).await,
        Err(Refusal::Conflict) => again(&app, &visiting, paper, &sent, Some(&words::CHANGED)).await,
        Err(Refusal::Refused { .. }) => again(&app, &visiting, paper, &sent, Some(&words::ALREADY)).await,
        Err(refusal) => crate::answer::refused(None, &refusal),
    }
}

pub(super) async fn decline(
    State(app): State<App>,
    Path(paper): Path<PaperId>,
    VisitForm(visiting, sent): VisitForm,
) -> Response {
    let person = visiting.on.person.clone();
    let command = DeclinePaper { paper, words: sent.text("why").to_owned() };
    match app.work(move |house| house.perform(&person, &command)).await {
        Ok(_) => Redirect::to(&list::next(&app, &visiting).await).into_response(),
        Err(Refusal::Refused { .. }) => again(&app, &visiting, paper, &sent, Some(&words::NEEDED)).await,
        Err(refusal) => crate::answer::refused(None, &refusal),
    }
}
