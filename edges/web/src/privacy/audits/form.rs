//! The form of a new audit.

use access::{Action, Kind, Refusal};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use confidential::category::Category;
use maud::{Markup, html};
use privacy::audit::{Auditor, PromiseInput, Promised, RecordAudit, Way};
use privacy::outside_recipient::Directory;
use vocabulary::day::parse_day;

use super::super::breaches::numbers;
use super::super::{Place, one_page};
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Crumb, Field, PageHead, Problem, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::recipients::pick;
use crate::signed::{Signed, may};

pub(in super::super) async fn form(State(app): State<App>, signed: Signed) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::Audit) {
        return signed.refused(&Refusal::NotFound);
    }
    match pick::directory(&app, &signed, Vec::new()).await {
        Ok(directory) => draw(&signed, &directory, &Sent::default(), &Trouble::default()),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(in super::super) async fn save(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let directory = match pick::directory(&app, &signed, vec![sent.text("auditor").to_owned()]).await {
        Ok(directory) => directory,
        Err(refusal) => return signed.refused(&refusal),
    };
    if !directory.nearly.is_empty() && !sent.is_on(pick::AS_TYPED) {
        return draw(&signed, &directory, &sent, &Trouble::question());
    }
    let mut unread = Vec::new();
    let command = RecordAudit {
        auditor: sent.text("auditor").to_owned(),
        kind: sent.parse::<Auditor>("kind"),
        subject: sent.text("subject").to_owned(),
        way: sent.parse::<Way>("way"),
        from: filled::maybe_day(&sent, "from", &mut unread),
        to: filled::maybe_day(&sent, "to", &mut unread),
        categories: sent.all("categories").filter_map(Category::named).collect(),
        promise: read_promise(&sent),
        record_numbers: numbers(&sent, &mut unread),
    };
    match filled::perform(&app, &signed, command, unread).await {
        Ok(audit) => Redirect::to(&format!("/rights/audits/{audit}")).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => draw(&signed, &directory, &sent, &trouble),
            None => signed.refused(&refusal),
        },
    }
}

/// What is promised, as it was sent.
pub(super) fn read_promise(sent: &Sent) -> PromiseInput {
    PromiseInput {
        document: sent.text("document").to_owned(),
        signed_on: parse_day(sent.text("signed_on")).ok(),
        promised: sent.all("promised").filter_map(|one| one.parse().ok()).collect(),
        destroy_by: parse_day(sent.text("destroy_by")).ok(),
    }
}

/// The fields of the written promise.
pub(super) fn promise_fields(sent: &Sent, problems: &[Problem]) -> Markup {
    let promised = ChoiceRow::many("promised", "It promises")
        .choices(Promised::ALL.iter().map(|one| (one.as_str(), one.words())))
        .hint("All four for copies; the first two where nothing is copied");
    let promised = sent.all("promised").fold(promised, ChoiceRow::chosen).problems(problems);
    html! {
        (Field::text("document", "The document").hint("Its title, and where the signed paper lies").value(sent.text("document")).problems(problems))
        (Field::date("signed_on", "Signed on").value(sent.text("signed_on")).problems(problems))
        div.full { (promised) }
        (Field::date("destroy_by", "Copies are destroyed by").optional().value(sent.text("destroy_by")).problems(problems))
    }
}

fn draw(signed: &Signed, directory: &Directory, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let title = "Record an audit";
    let one = |name: &str, legend: &str, choices: Vec<(&'static str, &'static str)>| {
        ChoiceRow::one(name, legend).choices(choices).chosen(sent.text(name)).problems(problems)
    };
    let kinds = Auditor::ALL.iter().map(|kind| (kind.as_str(), kind.words())).collect();
    let ways = Way::ALL.iter().map(|way| (way.as_str(), way.words())).collect();
    let categories = Category::ORDINARY.map(|category| (category.as_str(), category.title()));
    let categories = ChoiceRow::many("categories", "Which information it needs").choices(categories);
    let categories = sent.all("categories").fold(categories, ChoiceRow::chosen).problems(problems);
    let form = html! {
        form.form.cols method="post" action="/rights/audits/new" novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::text("auditor", "By whom").autocomplete("off").list(pick::NAMES).hint("Of the directory, so that the account names their address").value(sent.text("auditor")).problems(problems).focus())
            (Field::text("subject", "What it is about").autocomplete("off").hint("It stands in the account of each person").value(sent.text("subject")).problems(problems))
            div.full { (one("kind", "Why they may", kinds)) }
            div.full { (one("way", "How records are looked at", ways)) }
            (Field::date("from", "About the time from").value(sent.text("from")).problems(problems))
            (Field::date("to", "To").value(sent.text("to")).problems(problems))
            div.full { (categories) }
            div.full { (Field::text("record_numbers", "Whose records").class("code").autocomplete("off").hint("Record numbers, divided by commas: 1042, 1077. More can be added later").value(sent.text("record_numbers")).problems(problems).optional()) }
            div.full { h3 { "The written promise" } p.muted { "Leave it empty when it is not signed yet: nothing is shown before." } }
            (promise_fields(sent, problems))
            (pick::suggested_each(&directory.nearly))
            div.acts { (Button::primary("Save the audit").key("Ctrl+Enter")) (Button::quiet("Cancel").href(Place::Audits.href())) }
        }
        (pick::lists(&directory.listed))
    };
    let head = PageHead::new(title).crumb(Crumb::to(Place::Audits.words(), Place::Audits.href())).crumb(Crumb::here(title));
    one_page(signed, title, &head, trouble, &html! { (Card::new("The audit").padded().body(form)) })
}
