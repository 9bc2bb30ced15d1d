//! The insurance card, front and back, from the phone's own camera.

use access::Refusal;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use episode::patient_link::{AnswerOnLink, CardSide, LinkAnswer};
use maud::{Markup, html};

use super::list;
use super::visit::{Visiting, closed};
use super::words;
use crate::app::App;
use crate::upload::{Broken, NotTaken, Sending, is_ours, next_file};

const MOST_BYTES: usize = 12 << 20;
pub(super) const MOST_BYTES_IN_ALL: usize = 26 << 20;

pub(super) async fn page(visiting: Visiting) -> Response {
    visiting.page("/l/photo", &draw(&visiting, false))
}

fn draw(visiting: &Visiting, is_wrong: bool) -> Markup {
    let language = visiting.language;
    html! {
        p { a href="/l" { (words::BACK.to(language)) } }
        h1 { (words::CARD.to(language)) }
        @if is_wrong { div.told role="alert" tabindex="-1" { p { (words::BAD_PHOTO.to(language)) } } }
        form method="post" action="/l/photo" enctype="multipart/form-data" {
            input type="hidden" name="csrf" value=(visiting.csrf());
            label for="front" { (words::FRONT.to(language)) }
            input id="front" name="front" type="file" accept="image/jpeg,image/png" capture="environment" required;
            label for="back" { (words::REVERSE.to(language)) }
            input id="back" name="back" type="file" accept="image/jpeg,image/png" capture="environment";
            button.big type="submit" { (words::SEND.to(language)) }
        }
        p.hint { (words::NO_CARD.to(language)) }
    }
}

pub(super) async fn take(State(app): State<App>, visiting: Visiting, sent: Multipart) -> Response {
    let mut sent = Sending::new(&app, sent);
    if !is_ours(Some(&visiting.token), &mut sent).await {
        return closed(visiting.language);
    }
    let wrong = || (StatusCode::UNPROCESSABLE_ENTITY, visiting.page("/l/photo", &draw(&visiting, true))).into_response();
    let mut took = 0;
    // One of each side at most.
    for _ in 0..2 {
        let file = match next_file(&mut sent, MOST_BYTES).await {
            Ok(Some(file)) => file,
            Ok(None) => break,
            Err(Broken) => return wrong(),
        };
        let side = if file.field == "back" { CardSide::Back } else { CardSide::Front };
        let bytes = match file.bytes {
            Ok(bytes) => bytes,
            // What a scanner finds is for whoever runs the computer; a person at their phone is asked for another picture.
            Err(NotTaken::TooLarge | NotTaken::Scanned(_)) => return wrong(),
        };
        let (person, link) = (visiting.on.person.clone(), visiting.on.link.id);
        let answer = AnswerOnLink { link, answer: LinkAnswer::CardPhoto { side, bytes } };
        match app.work(move |house| house.perform(&person, &answer)).await {
            Ok(_) => took += 1,
            Err(Refusal::Invalid(_)) => return wrong(),
            Err(refusal) => return crate::answer::refused(None, &refusal),
        }
    }
    if took == 0 { wrong() } else { Redirect::to(&list::next(&app, &visiting).await).into_response() }
}
