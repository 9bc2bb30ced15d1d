//! How the person is reached, as it is known: right, or what is to be changed, which somebody then does.

use access::Refusal;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use episode::patient::Channel;
use episode::patient_link::{AnswerOnLink, LinkAnswer};
use maud::{Markup, html};
use reactions::link::OwnLinkView;

use super::list;
use super::visit::{VisitForm, Visiting};
use super::words::{self, Say};
use crate::app::App;
use crate::form::Sent;

pub(super) async fn page(State(app): State<App>, visiting: Visiting) -> Response {
    match list::own(&app, &visiting).await {
        Ok(view) => visiting.page("/l/say", &draw(&visiting, &view, &Sent::default(), None)),
        Err(refusal) => crate::answer::refused(None, &refusal),
    }
}

/// The page, with what was written and what is to be told about it.
fn draw(visiting: &Visiting, view: &OwnLinkView, sent: &Sent, told: Option<&Say>) -> Markup {
    let language = visiting.language;
    let csrf = visiting.csrf();
    let is_empty = view.contact_points.is_empty() && view.address.is_none();
    html! {
        p { a href="/l" { (words::BACK.to(language)) } }
        h1 { (words::DETAILS.to(language)) }
        @if let Some(told) = told { div.told role="alert" tabindex="-1" { p { (told.to(language)) } } }
        @if is_empty { p { (words::NOTHING_KNOWN.to(language)) } } @else {
            dl.known {
                @for point in &view.contact_points {
                    @match &point.channel {
                        Channel::Phone(phone) => { div { dt { (words::NUMBER.to(language)) } dd { (phone.display()) } } }
                        Channel::Email(address) => { div { dt { (words::EMAIL.to(language)) } dd { (address) } } }
                    }
                }
                @if let Some(home) = &view.address {
                    div { dt { (words::ADDRESS.to(language)) } dd { (home.lines.join(", ")) br; (home.city) " " (home.state) " " (home.zip) } }
                }
            }
            form method="post" action="/l/say" {
                input type="hidden" name="csrf" value=(csrf);
                p { b { (words::IS_RIGHT.to(language)) } }
                button.big type="submit" name="right" value="yes" { (words::YES_RIGHT.to(language)) }
            }
        }
        form method="post" action="/l/say" {
            input type="hidden" name="csrf" value=(csrf);
            label for="words" { (words::NOT_RIGHT.to(language)) }
            textarea id="words" name="words" rows="3" maxlength="1000" required { (sent.text("words")) }
            button.big.plain type="submit" { (words::SEND.to(language)) }
        }
    }
}

pub(super) async fn save(State(app): State<App>, VisitForm(visiting, sent): VisitForm) -> Response {
    let answer = if sent.text("right") == "yes" {
        LinkAnswer::DetailsAreRight
    } else {
        LinkAnswer::DetailsToCorrect(sent.text("words").to_owned())
    };
    let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
    match app.work(move |house| house.perform(&person, &AnswerOnLink { link, answer })).await {
        Ok(_) => Redirect::to(&list::next(&app, &visiting).await).into_response(),
        Err(Refusal::Invalid(_)) => match list::own(&app, &visiting).await {
            Ok(view) => {
                let content = draw(&visiting, &view, &sent, Some(&words::WRITE_CHANGE));
                (StatusCode::UNPROCESSABLE_ENTITY, visiting.page("/l/say", &content)).into_response()
            }
            Err(refusal) => crate::answer::refused(None, &refusal),
        },
        Err(refusal) => crate::answer::refused(None, &refusal),
    }
}
