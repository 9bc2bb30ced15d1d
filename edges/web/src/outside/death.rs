//! Somebody who died: what the law lets an authority know without a consent, seen before it is told, and who signs for everything else
//! (42 CFR 2.15; P2-32).

use axum::extract::{Path, State};
use axum::response::Response;
use confidential::decide::Outcome;
use confidential::signer::Capacity;
use maud::{Markup, html};
use reactions::outside::{AboutDeath, DeathInquiry, Preview, PreviewOfDeath, TellOfDeath};
use vocabulary::day::parse_day;
use vocabulary::id::PatientId;

use super::send::{Open, open, preview_card, to_made};
use crate::app::App;
use crate::component::{Banner, Button, Card, ChoiceRow, Field, Icon, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::Trouble;
use crate::recipients::pick;
use crate::signed::Signed;

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match open(app, signed, patient).await {
        Ok(open) => draw(&open, &Sent::default(), None, &Trouble::default()),
        Err(response) => response,
    }
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
    let taken = sent.text("use").to_owned();
    let sent = if taken.is_empty() { sent } else { sent.with("authority", taken).with("act", "look") };
    let about = AboutDeath {
        authority: sent.text("authority").to_owned(),
        inquiry: DeathInquiry::ALL.into_iter().find(|one| one.as_str() == sent.text("inquiry")),
        law: sent.text("law").to_owned(),
        died_on: parse_day(sent.text("died_on")).ok(),
    };
    let what = PreviewOfDeath { patient, about };
    let (app, actor) = (open.app.clone(), open.signed.actor.clone());
    let refusal = if sent.text("act") == "send" {
        let wish = TellOfDeath { what, press: app.0.wiring.press.clone() };
        match app.work(move |house| house.tell_of_death(&actor, &wish)).await {
            Ok(left) => return to_made(patient, left.disclosure),
            Err(refusal) => refusal,
        }
    } else {
        match app.work(move |house| house.ask(&actor, &what)).await {
            Ok(preview) => return draw(&open, &sent, Some(&preview), &Trouble::default()),
            Err(refusal) => refusal,
        }
    };
    match Trouble::of(&refusal) {
        Some(trouble) => draw(&open, &sent, None, &trouble),
        None => open.signed.refused(&refusal),
    }
}

fn draw(open: &Open, sent: &Sent, preview: Option<&Preview>, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let may_tell = preview.is_some_and(|preview| preview.decision.outcome == Outcome::Allow);
    let inquiry = ChoiceRow::one("inquiry", "What the law asks")
        .choices(DeathInquiry::ALL.map(|one| (one.as_str(), one.words())))
        .chosen(sent.text("inquiry"))
        .problems(problems);
    let form = html! {
        form.form.cols method="post" action=(format!("/patients/{}/death", open.patient)) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            (Field::text("authority", "Which authority asks").autocomplete("off").list(pick::NAMES).hint("The town clerk, the medical examiner").value(sent.text("authority")).problems(problems))
            @if let Some(preview) = preview { (pick::suggested(&preview.nearly)) }
            div.full { (inquiry) }
            (Field::text("law", "Which law they name").autocomplete("off").hint("As their letter says it; it stands in the account").value(sent.text("law")).problems(problems))
            (Field::date("died_on", "Day of death").value(sent.text("died_on")).problems(problems))
            div.acts {
                (Button::primary("Show what would be told").named("act", "look"))
                @if may_tell { (Button::plain("Make the packet").icon(Icon::Check).named("act", "send")) }
            }
        }
        (pick::lists(&open.desk.directory))
    };
    let content = html! {
        (Banner::private("Who has died is protected as in life. A newspaper, an insurer, a lawyer gets no answer from this page."))
        (Card::new("What the law lets an authority know").small("Who it was, that they were in care here, when they died; nothing about care").padded().body(form))
        @if let Some(preview) = preview { (preview_card(preview)) }
        (Card::new("For everything else somebody signs").padded().body(signs(open)))
    };
    open.page("Somebody who died", "Vital statistics and inquiries into the cause of death.", trouble, content)
}

/// Who signs for somebody who died, in the order of the rule.
fn signs(open: &Open) -> Markup {
    html! {
        p { "The first of these that there is; an executor or administrator is a personal representative:" }
        ol { @for one in Capacity::AFTER_DEATH { li { (crate::words::capital(one.title())) } } }
        p.muted { "Write down by which paper, or how you know that nobody comes before them." }
        div.acts { (Button::plain("Record the consent").href(format!("/patients/{}/consents/build", open.patient))) }
    }
}
