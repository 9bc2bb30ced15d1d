//! A letter to an employer, a school or a court (S-16): which, to whom a consent lets it go, about which days; seen as it would leave before
//! it is made. Without a consent there is nobody to choose and nothing can be made.

use access::{Problem as Wrong, Refusal};
use axum::extract::{Path, State};
use axum::response::Response;
use confidential::Released;
use confidential::decide::Outcome;
use jiff::ToSpan;
use maud::{Markup, html};
use reactions::outside_letters::{LetterDesk, OpenLetterDesk, PreviewLetter, PreviewOfLetter, SendLetter, letter_kinds};
use vocabulary::id::PatientId;

use super::say;
use super::send::{may_send, to_made};
use crate::app::App;
use crate::component::{Banner, Button, Card, ChoiceRow, Field, Icon, PageHead, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::patients::filled::{self, Trouble};
use crate::signed::Signed;

struct Open {
    app: App,
    signed: Signed,
    patient: PatientId,
    desk: Released<LetterDesk>,
}

async fn open(app: App, signed: Signed, patient: PatientId) -> Result<Open, Response> {
    if !may_send(&app, &signed) {
        return Err(signed.refused(&Refusal::NotFound));
    }
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OpenLetterDesk { patient })).await {
        Ok(desk) => Ok(Open { app, signed, patient, desk }),
        Err(refusal) => Err(signed.refused(&refusal)),
    }
}

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match open(app, signed, patient).await {
        Ok(open) => draw(&open, &begun(&open), None, &Trouble::default()),
        Err(response) => response,
    }
}

/// The next two weeks for what is to come, and the first kind and recipient: most letters need no more than a look.
fn begun(open: &Open) -> Sent {
    let today = open.app.0.house.zone().day(open.app.0.house.clock().now());
    let (from, to) = (today.to_string(), today.saturating_add(14.days()).to_string());
    let kind = letter_kinds().first().map(|kind| kind.key.as_str()).unwrap_or_default();
    let recipient = open.desk.recipients.first().map(|one| one.name.as_str()).unwrap_or_default();
    Sent::of([("kind", kind), ("recipient", recipient), ("from", from.as_str()), ("to", to.as_str())])
}

pub(super) async fn act(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let open = match open(app, signed, patient).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let mut unread: Vec<Wrong> = Vec::new();
    let what = PreviewLetter {
        patient,
        kind: sent.text("kind").to_owned(),
        recipient: sent.text("recipient").to_owned(),
        from: filled::day(&sent, "from", &mut unread),
        to: filled::day(&sent, "to", &mut unread),
    };
    if !unread.is_empty() {
        return draw(&open, &sent, None, &Trouble::of(&Refusal::Invalid(unread)).unwrap_or_default());
    }
    let (app, actor) = (open.app.clone(), open.signed.actor.clone());
    if sent.text("act") == "send" {
        let wish = SendLetter { what, press: app.0.wiring.press.clone() };
        return match app.work(move |house| house.send_letter(&actor, &wish)).await {
            Ok(left) => to_made(patient, left.disclosure),
            Err(refusal) => again(&open, &sent, &refusal),
        };
    }
    match app.work(move |house| house.ask(&actor, &what)).await {
        Ok(preview) => draw(&open, &sent, Some(&preview), &Trouble::default()),
        Err(refusal) => again(&open, &sent, &refusal),
    }
}

fn again(open: &Open, sent: &Sent, refusal: &Refusal) -> Response {
    match Trouble::of(refusal) {
        Some(trouble) => draw(open, sent, None, &trouble),
        None => open.signed.refused(refusal),
    }
}

fn draw(open: &Open, sent: &Sent, preview: Option<&PreviewOfLetter>, trouble: &Trouble) -> Response {
    let below = html! { "To an employer, a school or a court. Nothing leaves until you have seen it. Record " span.code { (open.desk.record_number) } "." };
    let content = html! {
        (PageHead::new("Write a letter").below(below))
        (trouble.summary())
        @if open.desk.recipients.is_empty() { (nobody(open)) } @else {
            (Card::new("Which letter").padded().body(fields(open, sent, preview, trouble)))
            @if let Some(preview) = preview { (shown(preview)) }
        }
    };
    let page = Page::new(&open.signed.frame, Area::Patients, format!("A letter, No.{}", open.desk.record_number));
    trouble.answer(page.style("people.css").problem(trouble.is_some()).narrow().render(content))
}

/// What is missing, and the way to it.
fn nobody(open: &Open) -> Markup {
    let way = Button::primary("Build a consent").href(format!("/patients/{}/consents/build", open.patient));
    let why = "A letter goes only to somebody whom a consent in force names, and who may know their name and the days they come. Ask the person for one that names the employer, the school or the court.";
    html! { (Card::new("No consent names anybody").body(empty("No letter can be made.", why, Some(way)))) }
}

fn fields(open: &Open, sent: &Sent, preview: Option<&PreviewOfLetter>, trouble: &Trouble) -> Markup {
    let problems = &trouble.problems;
    let may_send_now = preview.is_some_and(may_leave);
    let kinds = letter_kinds().iter().map(|kind| (kind.key.as_str(), kind.title.as_str()));
    let people = open.desk.recipients.iter().map(|one| (one.name.as_str(), one.name.as_str()));
    html! {
        form.form.cols method="post" action=(format!("/patients/{}/letters", open.patient)) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            div.full { (ChoiceRow::one("kind", "Letter").choices(kinds).chosen(sent.text("kind")).problems(problems)) }
            div.full { ul { @for kind in letter_kinds() { li.muted { (kind.title) ": " (kind.for_whom) "." } } } }
            div.full { (ChoiceRow::one("recipient", "To whom a consent lets it go").choices(people).chosen(sent.text("recipient")).problems(problems)) }
            (Field::date("from", "About the days from").value(sent.text("from")).problems(problems))
            (Field::date("to", "To").value(sent.text("to")).problems(problems))
            div.acts {
                (Button::primary("Show the letter").named("act", "look"))
                @if may_send_now { (Button::plain("Make the letter").icon(Icon::Check).named("act", "send")) }
            }
        }
    }
}

fn may_leave(preview: &PreviewOfLetter) -> bool {
    preview.decision.outcome == Outcome::Allow && !preview.lines.is_empty() && preview.telling.is_empty()
}

/// The letter as it would leave, word for word.
fn shown(preview: &PreviewOfLetter) -> Markup {
    let verdict = match preview.decision.outcome {
        Outcome::Allow if !preview.telling.is_empty() => Banner::due(format!(
            "It is to reveal nothing, and would say “{}”. Nothing can be made.",
            preview.telling.join("”, “")
        )),
        Outcome::Allow if preview.lines.is_empty() => Banner::due("There is nothing to tell about these days."),
        Outcome::Allow => Banner::done("It may leave. A line in the account goes with it."),
        Outcome::Permitted | Outcome::Deny => Banner::due("Nothing would leave."),
    };
    let body = html! {
        (verdict)
        @if !preview.decision.reasons.is_empty() { ul { @for reason in &preview.decision.reasons { li { (say::reason(*reason)) } } } }
        @if may_leave(preview) {
            section.leaves aria-label="The letter" {
                p { b { (preview.letterhead) } }
                p { "To: " (preview.party.name) @if !preview.party.address.is_empty() { ", " (preview.party.address) } }
                h3 { (preview.heading) }
                @for words in &preview.before { p { (words) } }
                ul { @for line in &preview.lines { li { (line) } } }
                @for words in &preview.after { p { (words) } }
                @match &preview.notice {
                    Some(notice) => { details { summary { "The notice, on the same paper" } @for line in notice.lines() { p { (line) } } } }
                    None => { p.muted { "No notice stands on it: it would be the first word to tell what this is. It is kept with the line in the account." } }
                }
            }
        }
    };
    html! { div #preview { (Card::new("What would leave").padded().body(body)) } }
}
