//! The rules by which anything leaves, as a compliance officer reads them: the order of the checks, what each purpose needs at most, the
//! notices in force, and the program's own cases decided now, before their eyes.

use access::{Action, Kind, Refusal};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use confidential::case::{WorkedCase, worked};
use confidential::decide::Outcome;
use confidential::notice::{self, Form};
use confidential::purpose::minimum_necessary;
use maud::{Markup, html};

use super::say;
use crate::app::App;
use crate::component::{Card, Chip, Column, Hue, Icon, PageHead, Table, TableRow, chip};
use crate::frame::{Area, Page};
use crate::signed::{Signed, may};
use crate::words::full_day;

/// The checks, in their order (P2-40).
const CHECKS: [(&str, &str, &str); 9] = [
    ("1", "P2-40", "The ground is known: a consent, a right, an order or an exception of the law. Without one nothing leaves."),
    ("2", "P2-26", "It is good at this instant: signed, not ended, not withdrawn, not known to be false, nothing missing in it."),
    ("3", "P2-20", "Recipient, purpose and information are inside it."),
    ("4", "P2-23", "Counseling notes go by their own consent only."),
    ("5", "P2-25", "Proceedings need their own consent, or an order of a court."),
    ("6", "P2-50", "What the program agreed to keep back stays; an emergency goes before it."),
    ("7", "P2-12", "What the purpose does not need is taken out."),
    ("8", "P2-33", "The notice and the scope of the consent go with it."),
    ("9", "P2-49", "The line in the account is written with it. If it cannot be, nothing leaves."),
];

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    if !may(&app, &signed.actor, Action::View, Kind::Disclosure) {
        return signed.refused(&Refusal::NotFound);
    }
    let today = app.0.house.zone().day(app.0.house.clock().now());
    let (Ok(cases), Ok(needs)) = (worked(), minimum_necessary()) else {
        return signed.refused(&Refusal::Fault("the gate's own lists cannot be read".into()));
    };
    let notices = [Form::Short, Form::Long].into_iter().filter_map(|form| notice::on(form, today).ok());
    let checks =
        CHECKS.iter().map(|(number, rule, words)| TableRow::new(html! { (number) }, vec![html! { (words) }, html! { (rule) }]));
    let need = needs.purpose.iter().map(|one| {
        TableRow::new(
            html! { (one.of.title()) },
            vec![html! { (say::categories(one.needs.iter().copied())) }, html! { (one.why) }],
        )
    });
    let content = html! {
        (PageHead::new("The gate").below(html! { "By these rules, and no others, anything about a person leaves the program. " code { "stepdown gate" } " tries your own cases." }))
        (Card::new("What is asked, in this order").body(html! { (Table::new("Checks", vec![Column::new("No."), Column::new("Check"), Column::new("Rule")]).silent_caption().rows(checks)) }))
        (Card::new("What each purpose needs at most").small(format!("From {}; {}", full_day(needs.valid_from), needs.source)).body(html! { (Table::new("Needs", vec![Column::new("Purpose"), Column::new("At most"), Column::new("Why")]).silent_caption().rows(need)) }))
        (Card::new("Notices in force").padded().body(html! { @for notice in notices { h3 { (notice.cite) ", from " (full_day(notice.valid_from)) } @for line in notice.text.lines() { p { (line) } } } }))
        (Card::new("Our own cases, decided now").small(format!("{} cases", cases.len())).body(html! { (cases_table(cases)) }))
    };
    Page::new(&signed.frame, Area::Audit, "The gate").render(content).into_response()
}

fn cases_table(cases: &[WorkedCase]) -> Markup {
    let columns =
        vec![Column::new("Case"), Column::new("Rule"), Column::new("Decision"), Column::new("Leaves"), Column::new("Why not")];
    let rows = cases.iter().map(|one| {
        let answer = one.case.answer();
        let why: Vec<String> = answer.reasons.iter().map(|reason| reason.sentence.clone()).collect();
        let holds = answer.decision == one.decision && answer.categories == one.categories;
        TableRow::new(
            html! { (one.case.name) },
            vec![
                html! { (one.rule) },
                html! { (verdict(answer.decision)) @if !holds { " " (chip(Hue::Due, "not as expected").icon(Icon::Flag)) } },
                html! { (say::categories(answer.categories.iter().copied())) },
                html! { (why.join(" ")) },
            ],
        )
    });
    html! { (Table::new("Cases", columns).silent_caption().rows(rows)) }
}

fn verdict(outcome: Outcome) -> Chip {
    match outcome {
        Outcome::Allow => chip(Hue::Quiet, "leaves"),
        Outcome::Permitted => chip(Hue::Due, "somebody decides"),
        Outcome::Deny => chip(Hue::Private, "stays").icon(Icon::Lock),
    }
}
