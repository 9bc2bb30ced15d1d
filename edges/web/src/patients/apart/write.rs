//! Keeps somebody apart from somebody else: found by words as in the find box, or chosen among those who work here.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use reactions::apart::{FindOther, Others};
use schedule::no_contact::{KeepApart, Other, Reason};
use vocabulary::id::PatientId;

use super::super::filled::{self, Trouble};
use super::{base, may_enter, page as room};
use crate::app::App;
use crate::component::{Button, Card, Field, Icon, Problem, Select, csrf_field, wrong_words};
use crate::form::{Sent, SignedForm};
use crate::signed::Signed;
use crate::words::full_day;

#[derive(Debug, Clone, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

pub(super) async fn form(
    State(app): State<App>,
    signed: Signed,
    Path(patient): Path<PatientId>,
    Query(asked): Query<Asked>,
) -> Response {
    let today = app.0.house.zone().day(app.0.house.clock().now()).to_string();
    let sent = Sent::of([("from", today.as_str()), ("q", asked.q.as_str())]);
    draw(&app, &signed, patient, &sent, &Trouble::default()).await
}

pub(super) async fn save(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    if let Err(refusal) = may_enter(&app, &signed) {
        return signed.refused(&refusal);
    }
    let mut unread = Vec::new();
    let command = KeepApart {
        patient,
        other: other(&sent),
        reason: Reason::read(sent.text("reason")),
        words: sent.text("words").to_owned(),
        from: filled::day(&sent, "from", &mut unread),
        to: filled::maybe_day(&sent, "to", &mut unread),
    };
    match filled::perform(&app, &signed, command, unread).await {
        Ok(_) => Redirect::to(&base(patient)).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&app, &signed, patient, &sent, &trouble).await,
            None => signed.refused(&refusal),
        },
    }
}

/// Who was chosen: `patient:…` or `staff:…`; the member of staff only when nobody in care was.
fn other(sent: &Sent) -> Option<Other> {
    let person = sent.parse("other").map(Other::Patient);
    person.or_else(|| sent.parse("staff").map(Other::Staff))
}

async fn draw(app: &App, signed: &Signed, patient: PatientId, sent: &Sent, trouble: &Trouble) -> Response {
    if let Err(refusal) = may_enter(app, signed) {
        return signed.refused(&refusal);
    }
    let (actor, query) = (signed.actor.clone(), FindOther { patient, words: sent.text("q").to_owned() });
    let others = match app.work(move |house| house.ask(&actor, &query)).await {
        Ok(others) => others,
        Err(refusal) => return signed.refused(&refusal),
    };
    let action = format!("{}/new", base(patient));
    let find = html! {
        form.filters method="get" action=(action) role="search" {
            label.vh for="q" { "Find somebody in care" }
            input.in type="search" id="q" name="q" value=(sent.text("q")) placeholder="Name, end of telephone, record number";
            (Button::plain("Find"))
        }
    };
    let content = html! {
        (Card::new("Somebody in care").small("Or choose somebody who works here below").padded().body(find))
        (Card::new("Keep apart").padded().body(fields(signed, &action, &others, sent, &trouble.problems)))
    };
    room(app, signed, &others.patient, "Keep apart", (html! {}, trouble), content)
}

fn fields(signed: &Signed, action: &str, others: &Others, sent: &Sent, problems: &[Problem]) -> Markup {
    let staff = others.staff.iter().map(|one| (one.id.to_string(), one.signature_name()));
    let staff = std::iter::once((String::new(), "Nobody".to_owned())).chain(staff);
    let reasons = Reason::ALL.iter().map(|(_, value, words)| (*value, *words));
    let reasons = std::iter::once(("", "Choose")).chain(reasons);
    html! {
        form.form method="post" action=(action) novalidate {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="q" value=(sent.text("q"));
            @if let Some(words) = Problem::at(problems, "other") { (wrong_words("other", words)) }
            @if !others.people.is_empty() {
                fieldset.choice {
                    legend.lab { "Who was found" }
                    div.obs { @for (at, one) in others.people.iter().enumerate() {
                        @let value = one.id.to_string();
                        label.ob {
                            input type="radio" id=(if at == 0 { "other".to_owned() } else { format!("other-{}", at + 1) }) name="other" value=(value) checked[value == sent.text("other")];
                            span { (one.name.full()) small { "born " (full_day(one.birth_date)) " · No. " (one.record_number) } }
                        }
                    } }
                }
            } @else if !sent.text("q").is_empty() {
                p.muted role="status" { "Nobody was found by these words." }
            }
            (Select::new("staff", "Or somebody who works here").id(if others.people.is_empty() { "other" } else { "staff" }).options(staff).chosen(sent.text("staff")))
            (Select::new("reason", "Why").options(reasons).chosen(sent.text("reason")).problems(problems))
            (Field::area("words", "In words", 2).optional().hint("Seen by those who keep such guards only").value(sent.text("words")).problems(problems))
            div.two {
                (Field::date("from", "From").value(sent.text("from")).problems(problems))
                (Field::date("to", "Until").optional().value(sent.text("to")).problems(problems))
            }
            div.acts { (Button::primary("Keep them apart").icon(Icon::Lock).key("Ctrl+Enter")) (Button::quiet("Cancel").href(base(others.patient.id))) }
        }
    }
}
