//! Tells medical personnel in an emergency, without a consent: the four items that must be written down at once (42 CFR 2.51; P2-41), the
//! packet, and a line for the compliance officer, who looks at it the same day.

use access::Refusal;
use axum::extract::{Path, State};
use axum::response::Response;
use confidential::category::Category;
use confidential::decide::{Emergency, Ground};
use confidential::purpose::Purpose;
use confidential::recipient::{LegalStatus, Party};
use maud::html;
use reactions::outside::{PreviewPacket, SendPacket};
use vocabulary::day::{parse_day, parse_time};
use vocabulary::id::PatientId;

use super::send::{Open, many, open, to_made};
use crate::app::App;
use crate::component::{Banner, Button, Card, Field, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::Trouble;
use crate::recipients::pick;
use crate::signed::Signed;

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match open(app, signed, patient).await {
        Ok(open) => {
            let begun = begun(&open);
            draw(&open, &begun, &Trouble::default())
        }
        Err(response) => response,
    }
}

/// Now, by whoever is signed in, with what keeps somebody alive chosen.
fn begun(open: &Open) -> Sent {
    let local = open.app.0.house.zone().local(open.app.0.house.clock().now());
    let mut sent = Sent::default()
        .with("day", local.date().to_string())
        .with("at", local.strftime("%H:%M").to_string())
        .with("disclosed_by", open.signed.actor.signature_name.clone());
    for category in [Category::IdentityAndAttendance, Category::Diagnosis, Category::Medications, Category::Labs] {
        sent = sent.with("categories", category.as_str());
    }
    sent
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
    let (day, time) = (parse_day(sent.text("day")).ok(), parse_time(sent.text("at")).ok());
    let at = day.zip(time).and_then(|(day, time)| open.app.0.house.zone().at(day, time).ok());
    let told = Emergency {
        personnel: sent.text("personnel").to_owned(),
        facility: sent.text("facility").to_owned(),
        disclosed_by: sent.text("disclosed_by").to_owned(),
        at,
        nature: sent.text("nature").to_owned(),
    };
    let name = if told.personnel.is_empty() { "medical personnel" } else { &told.personnel };
    let what = PreviewPacket {
        patient,
        party: Party { name: format!("{name}, {}", told.facility), status: LegalStatus::CoveredEntity, ..Party::default() },
        purpose: Purpose::Emergency,
        categories: sent.all("categories").filter_map(Category::named).collect(),
        ground: Ground::Emergency(told),
        is_decided_by_a_person: false,
        summary: sent.text("summary").to_owned(),
    };
    let press = open.app.0.wiring.press.clone();
    let wish = SendPacket { what, description: "told in a medical emergency".to_owned(), press };
    let (app, actor) = (open.app.clone(), open.signed.actor.clone());
    match app.work(move |house| house.send_packet(&actor, &wish)).await {
        Ok(left) => to_made(patient, left.disclosure),
        Err(refusal) => again(&open, &sent, &refusal),
    }
}

fn again(open: &Open, sent: &Sent, refusal: &Refusal) -> Response {
    match Trouble::of(refusal) {
        Some(trouble) => draw(open, sent, &trouble),
        None => open.signed.refused(refusal),
    }
}

fn draw(open: &Open, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let form = html! {
        (pick::lists(&open.desk.directory))
        (Banner::private("Tell first, write after: nobody waits for a form. Tell only what the emergency needs."))
        form.form.cols method="post" action=(format!("/patients/{}/emergency", open.patient)) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            (Field::text("personnel", "Who was told").autocomplete("off").hint("The name of the medical personnel").value(sent.text("personnel")).problems(problems))
            (Field::text("facility", "At which facility").autocomplete("off").list(pick::NAMES).value(sent.text("facility")).problems(problems))
            (Field::text("disclosed_by", "Who told them").autocomplete("off").value(sent.text("disclosed_by")).problems(problems))
            (Field::date("day", "Day").value(sent.text("day")).problems(problems))
            (Field::time("at", "Time").value(sent.text("at")).problems(problems))
            div.full { (Field::area("nature", "What happened", 3).value(sent.text("nature")).problems(problems)) }
            (many("categories", "What was told", sent, problems))
            div.full { (Field::area("summary", "In a few words", 3).optional().hint("Goes with the summary of progress").value(sent.text("summary")).problems(problems)) }
            div.acts { (Button::primary("Write it down").key("Ctrl+Enter")) (Button::quiet("Cancel").href(format!("/patients/{}", open.patient))) }
        }
    };
    let below = "When somebody’s life or health is in danger and they cannot be asked. The compliance officer looks at it today.";
    open.page(
        "A medical emergency",
        below,
        trouble,
        html! { (Card::new("The four things the law wants written down").padded().body(form)) },
    )
}
