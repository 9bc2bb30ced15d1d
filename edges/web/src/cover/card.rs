//! Pictures of an insurance card: taken in, judged by their content, shown again without what a telephone writes into them.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use billing::insurance_card::{CardSide, KeepInsuranceCard, MOST_BYTES, PictureProblem};
use maud::html;
use reactions::cover::{OpenCardPicture, OpenSentPhoto};
use vocabulary::id::{InsuranceCardId, LinkEventId, PatientId};

use super::open::{home, open_to};
use super::said;
use crate::app::App;
use crate::component::{Button, Card, Icon, Problem, csrf_field, error_summary, wrong_words};
use crate::handed_out::File;
use crate::kept;
use crate::signed::{Signed, may};
use crate::upload::{Broken, SignedFiles, next_file};

/// The most bytes of one sending: both sides.
pub(super) const MOST_BYTES_IN_ALL: usize = 2 * MOST_BYTES + (1 << 20);

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    draw(&app, signed, patient, &[]).await
}

async fn draw(app: &App, signed: Signed, patient: PatientId, problems: &[Problem]) -> Response {
    let open = match open_to(app, signed, patient, Kind::Coverage).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let form = html! {
        form.form method="post" action=(format!("/cover/{patient}/card")) enctype="multipart/form-data" id=(kept::WHOLE) {
            (csrf_field(&open.signed.frame.csrf))
            @for side in CardSide::ALL {
                div.fld {
                    label.lab for=(side.as_str()) { (side.title()) }
                    @if let Some(words) = Problem::at(problems, side.as_str()) { (wrong_words(side.as_str(), words)) }
                    input.in type="file" id=(side.as_str()) name=(side.as_str()) accept="image/jpeg,image/png,image/heic,.heic" capture="environment";
                }
            }
            p.hint { "JPEG, PNG or HEIC, up to 12 MB. What the telephone wrote into a JPEG or PNG, such as place and time, is taken out. A HEIC picture is kept as it came." }
            div.acts { (Button::primary("Keep the pictures").icon(Icon::Save)) (Button::quiet("Cancel").href(home(&open.cover))) }
        }
    };
    let content = html! { (open.head("Insurance card")) (error_summary(problems)) (Card::new("Front and back").padded().body(form)) (said::sent(app, &open.cover)) };
    let page = open.page("Insurance card", problems, true, content);
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, page).into_response()
}

pub(super) async fn keep(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedFiles(signed, mut sent): SignedFiles,
) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::Coverage) {
        return signed.refused(&Refusal::NotFound);
    }
    let mut taken = 0;
    let mut problems = Vec::new();
    loop {
        let picture = match next_file(&mut sent, MOST_BYTES).await {
            Ok(Some(picture)) => picture,
            Ok(None) => break,
            Err(Broken) => {
                problems.push(Problem::new(
                    kept::WHOLE,
                    "The sending broke off, or the pictures are larger than 12 MB. Send them again.",
                ));
                break;
            }
        };
        let Some(side) = CardSide::parse(&picture.field) else { continue };
        let file = match picture.bytes {
            Ok(file) => file,
            Err(why) => {
                problems.push(Problem::new(side.as_str(), why.sentence(PictureProblem::TooLarge.to_string())));
                continue;
            }
        };
        let actor = signed.actor.clone();
        match app.work(move |house| house.perform(&actor, &KeepInsuranceCard { patient, side, file })).await {
            Ok(_) => taken += 1,
            Err(Refusal::Invalid(found)) => problems.extend(found.into_iter().map(|one| Problem::new(one.field, one.sentence))),
            Err(refusal) => return signed.refused(&refusal),
        }
    }
    if taken == 0 && problems.is_empty() {
        problems.push(Problem::new(CardSide::Front.as_str(), "Choose at least one picture."));
    }
    if !problems.is_empty() {
        return draw(&app, signed, patient, &problems).await;
    }
    Redirect::to(&format!("/cover/{patient}#card")).into_response()
}

/// A picture; one that browsers do not show is handed out as a file.
pub(super) async fn picture(
    State(app): State<App>,
    signed: Signed,
    Path((patient, card)): Path<(PatientId, InsuranceCardId)>,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenCardPicture { card, patient })).await {
        Ok(picture) => {
            let card = &picture.card;
            picture_file(card.is_shown(), &card.media_type, card.side).answer(&picture, picture.bytes.clone())
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

/// A photo that the person sent on a link of their own: only what every screen shows was taken there.
pub(super) async fn sent(
    State(app): State<App>,
    signed: Signed,
    Path((patient, event)): Path<(PatientId, LinkEventId)>,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenSentPhoto { patient, event })).await {
        Ok(opened) => picture_file(true, &opened.photo.media_type, opened.photo.side).answer(&opened, opened.bytes.clone()),
        Err(refusal) => signed.refused(&refusal),
    }
}

/// Nothing in a picture is ever run: its kind is said and not guessed.
fn picture_file(is_shown: bool, media_type: &str, side: CardSide) -> File {
    if is_shown { File::shown(media_type) } else { File::kept(format!("card-{}.heic", side.as_str())) }
}
