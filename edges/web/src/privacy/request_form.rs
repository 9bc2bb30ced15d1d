//! A new request: who asks, for what, in which words. From a chart the person is filled in; elsewhere they are looked for first.

use access::{Action, Kind, Refusal};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use maud::{Markup, html};
use privacy::request::{AskedBy, ReceiveRequest, RequestKind, Way};
use reactions::rights::{Asker, FindWhoAsks, WhoAsks};
use vocabulary::day::parse_day;
use vocabulary::id::PatientId;

use super::{Place, may_read, one_page, today};
use crate::app::App;
use crate::component::{Banner, Button, Card, ChoiceRow, Crumb, Field, Icon, PageHead, Row, RowList, Select, csrf_field, empty};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};
use crate::words::full_day;

/// Who asks, or what was typed to find them.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    patient: String,
    #[serde(default)]
    q: String,
}

pub(super) async fn form(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::PrivacyRequest) {
        return signed.refused(&Refusal::NotFound);
    }
    let Ok(patient) = asked.patient.parse::<PatientId>() else { return find(&app, &signed, &asked.q).await };
    match who(&app, &signed, patient).await {
        Ok(asker) => {
            let today = today(&app).to_string();
            draw(&app, &signed, &asker, &Sent::of([("received_on", today.as_str()), ("asked_by", "person")]), &Trouble::default())
        }
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn who(app: &App, signed: &Signed, patient: PatientId) -> Result<Released<Asker>, Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &WhoAsks { patient })).await
}

fn head(app: &App, signed: &Signed, title: &str) -> PageHead {
    let crumb = if may_read(app, signed, Kind::PrivacyRequest) {
        Crumb::to(Place::Requests.words(), Place::Requests.href())
    } else {
        Crumb::to("Patients", "/patients")
    };
    PageHead::new(title).crumb(crumb).crumb(Crumb::here(title))
}

/// The person is looked for by name, end of a telephone number or record number.
async fn find(app: &App, signed: &Signed, words: &str) -> Response {
    let (actor, typed) = (signed.actor.clone(), words.to_owned());
    let found = match app.work(move |house| house.ask(&actor, &FindWhoAsks { words: typed })).await {
        Ok(found) => found,
        Err(refusal) => return signed.refused(&refusal),
    };
    let rows = found.iter().map(|one| {
        Row::new(one.name.full()).href(format!("/rights/requests/new?patient={}", one.id)).line(format!(
            "Born {}, No. {}",
            full_day(one.birth_date),
            one.record_number
        ))
    });
    let title = "They ask for something";
    let away = if may_read(app, signed, Kind::PrivacyRequest) { Place::Requests.href() } else { "/patients" };
    let content = html! {
        (Card::new("Who asks?").padded().body(html! {
            form.form method="get" action="/rights/requests/new" role="search" {
                (Field::search("q", "Name, end of telephone number, or record number").value(words).focus())
                div.acts { (Button::primary("Look").icon(Icon::Search)) (Button::quiet("Cancel").href(away)) }
            }
        }))
        @if !words.trim().is_empty() {
            (Card::new("Found").body(html! {
                @if found.is_empty() { (empty("Nobody is found.", "Try the record number or the end of the telephone number.", None)) }
                @else { (RowList::new("Found").rows(rows)) }
            }))
        }
    };
    one_page(signed, title, &head(app, signed, title), &Trouble::default(), &content)
}

pub(super) async fn save(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::PrivacyRequest) {
        return signed.refused(&Refusal::NotFound);
    }
    let Some(patient) = sent.parse::<PatientId>("patient") else { return signed.refused(&Refusal::NotFound) };
    let asked_by = match sent.text("asked_by") {
        "representative" => {
            AskedBy::Representative { name: sent.text("representative").to_owned(), authority: sent.text("authority").to_owned() }
        }
        _ => AskedBy::Person,
    };
    let command = ReceiveRequest {
        patient,
        kind: sent.parse("kind"),
        payer: sent.parse("payer"),
        received_on: parse_day(sent.text("received_on")).ok(),
        asked_by,
        way: sent.parse("way"),
        words: sent.text("words").to_owned(),
    };
    let refusal = match filled::perform(&app, &signed, command, Vec::new()).await {
        Ok(request) if may_read(&app, &signed, Kind::PrivacyRequest) => {
            return Redirect::to(&format!("/rights/requests/{request}")).into_response();
        }
        Ok(_) => return Redirect::to("/rights/written-down").into_response(),
        Err(refusal) => refusal,
    };
    match (Trouble::of(&refusal), who(&app, &signed, patient).await) {
        (Some(trouble), Ok(asker)) => draw(&app, &signed, &asker, &sent, &trouble),
        _ => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, asker: &Asker, sent: &Sent, trouble: &Trouble) -> Response {
    let title = "They ask for something";
    let problems = &trouble.problems;
    let choose = |row: ChoiceRow, name: &str| row.chosen(sent.text(name)).problems(problems);
    let kinds = RequestKind::ALL.iter().map(|kind| (kind.as_str(), kind.words()));
    let ways = Way::ALL.iter().map(|way| (way.as_str(), way.words()));
    let payers = asker.payers.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let back = if may_read(app, signed, Kind::PrivacyRequest) {
        Place::Requests.href().to_owned()
    } else {
        format!("/patients/{}", asker.patient)
    };
    let form = html! {
        form.form method="post" action="/rights/requests/new" novalidate {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="patient" value=(asker.patient);
            (choose(ChoiceRow::one("kind", "What they ask for").choices(kinds), "kind"))
            (Select::new("payer", "Which payer is to learn nothing").hint("Only when they pay in full and their payer is not to know").option("", "None").options(payers).chosen(sent.text("payer")).problems(problems).optional())
            (Field::area("words", "In their words", 3).value(sent.text("words")).problems(problems))
            (Field::date("received_on", "It reached us on").hint("The clock begins on this day").value(sent.text("received_on")).problems(problems))
            (choose(ChoiceRow::one("way", "How").choices(ways), "way"))
            (choose(ChoiceRow::one("asked_by", "Who asks").choice("person", "The person").choice("representative", "Somebody for them"), "asked_by"))
            (Field::text("representative", "Who asks for them").value(sent.text("representative")).problems(problems).optional())
            (Field::text("authority", "What their authority rests on").hint("A power of attorney, a court’s order, the parent of a minor").value(sent.text("authority")).problems(problems).optional())
            div.acts { (Button::primary("Write it down").key("Ctrl+Enter")) (Button::quiet("Cancel").href(back)) }
        }
    };
    let content = html! {
        (Card::new(asker.name.full()).small(format!("No. {}", asker.record_number)).padded().body(form))
        @if may(app, &signed.actor, Action::Record, Kind::Complaint) {
            (Banner::info("They are not content with how their record was handled?").link("Write down a complaint", format!("/rights/complaints/new?patient={}", asker.patient)))
        }
        (law())
    };
    one_page(signed, title, &head(app, signed, title), trouble, &content)
}

fn law() -> Markup {
    html! {
        (Card::new("What the law wants").padded().body(html! {
            dl.kv { @for kind in RequestKind::ALL { div { dt { (kind.words()) } dd { (kind.law()) } } } }
        }))
    }
}
