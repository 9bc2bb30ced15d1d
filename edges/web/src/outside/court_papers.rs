//! What a court or a lawyer served: a page that refuses by default, says what a subpoena is and what an order is, and unlocks exactly what
//! an order names once counsel has read it (P2-46). The pages name nobody in care: the record number is enough.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::category::Category;
use confidential::court_paper::{CourtPaper, Section, Served};
use maud::{Markup, html};
use privacy::court_paper::{MarkReadByCounsel, RecordCourtPaper};
use reactions::outside::{CourtPapers, CourtPapersOf};
use vocabulary::day::parse_day;
use vocabulary::id::{CourtPaperId, PatientId};

use super::say;
use super::send::many;
use crate::app::App;
use crate::component::{
    Banner, Button, Card, Chip, ChoiceRow, Fact, Field, Hue, Icon, PageHead, Select, Tick, chip, csrf_field, empty, facts,
};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::patients::filled::{self, Trouble, maybe_day};
use crate::signed::{Signed, may};
use crate::words::full_day;

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    let found = match find(&app, &signed, patient).await {
        Ok(found) => found,
        Err(refusal) => return signed.refused(&refusal),
    };
    draw(&app, &signed, patient, &found, &Trouble::default())
}

async fn find(app: &App, signed: &Signed, patient: PatientId) -> Result<confidential::Released<CourtPapers>, Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &CourtPapersOf { patient })).await
}

fn draw(app: &App, signed: &Signed, patient: PatientId, found: &CourtPapers, trouble: &Trouble) -> Response {
    let new = format!("/patients/{patient}/court-papers/new");
    let may_record = may(app, &signed.actor, Action::Record, Kind::CourtPaper);
    let below = html! { "For record " span.code { (found.record_number) } "." };
    let mut head = PageHead::new("Court papers").below(below);
    if may_record {
        head = head.acts(html! { (Button::primary("Write one down").icon(Icon::Plus).href(new)) });
    }
    let content = html! {
        (head)
        (trouble.summary())
        (Banner::private("Say to whoever asks: “Federal law does not let us say whether somebody is or was a patient here.” Then call counsel."))
        (Card::new("What is what").padded().body(what_is_what()))
        @if found.papers.is_empty() {
            (Card::new("Served").body(empty("Nothing was served about this record.", "", None)))
        }
        @for paper in &found.papers { (card(app, signed, patient, paper)) }
    };
    let page = Page::new(&signed.frame, Area::Audit, format!("Court papers, {}", found.record_number)).problem(trouble.is_some());
    trouble.answer(page.render(content))
}

fn what_is_what() -> Markup {
    html! {
        ul {
            li { b { "A subpoena, a warrant, a lawyer’s letter: " } "compels nothing here by itself. The answer is no, in words that do not say whether somebody is known." }
            li { b { "A court order under 42 CFR Part 2: " } "permits what it names, and nothing more. Alone it compels nothing: somebody decides with counsel." }
            li { b { "Both together: " } "what the order names goes to whom it names, until it ends." }
        }
    }
}

fn card(app: &App, signed: &Signed, patient: PatientId, paper: &CourtPaper) -> Markup {
    let mut all = vec![Fact::new("How it stands", standing(paper)), Fact::new("From", paper.court.as_str())];
    if !paper.docket.is_empty() {
        all.push(Fact::new("Docket", paper.docket.as_str()));
    }
    all.push(Fact::new("Served", full_day(paper.served_on)));
    all.extend(paper.section.map(|section| Fact::new("Under", section.title())));
    if !paper.categories.is_empty() {
        all.push(Fact::new("Names", say::categories(paper.categories.iter().copied())));
        all.push(Fact::new("To", crate::words::list(&paper.persons)));
    }
    all.extend(paper.expires.map(|last| Fact::new("Until", full_day(last))));
    all.extend(paper.counsel.as_ref().map(|counsel| Fact::new("Read by counsel", counsel.name.as_str())));
    let body = html! {
        (facts(&all))
        @if paper.served != Served::SubpoenaOnly && paper.counsel.is_none() && may(app, &signed.actor, Action::Sign, Kind::CourtPaper) {
            form.form.cols method="post" action=(format!("/patients/{patient}/court-papers/{}/counsel", paper.id)) novalidate {
                (csrf_field(&signed.frame.csrf))
                (Field::text("counsel", "Counsel who read it").id(format!("counsel-{}", paper.id)).autocomplete("off"))
                div.acts { (Button::primary("Counsel has read it")) }
            }
        }
        @if paper.counsel.is_some() { div.acts { (Button::plain("Answer it").href(format!("/patients/{patient}/send"))) } }
    };
    html! { (Card::new(paper.served.title()).small(if paper.is_sealed { "Sealed by the court" } else { "" }).padded().body(body)) }
}

fn standing(paper: &CourtPaper) -> Chip {
    match (paper.served, &paper.counsel) {
        (Served::SubpoenaOnly, _) => chip(Hue::Private, "Unlocks nothing").icon(Icon::Lock),
        (_, None) => chip(Hue::Due, "Waits for counsel"),
        (Served::OrderOnly, Some(_)) => chip(Hue::Due, "Permits, does not compel"),
        (Served::OrderAndSubpoena, Some(_)) => chip(Hue::Private, "Unlocks what it names").icon(Icon::Check),
    }
}

pub(super) async fn counsel(
    State(app): State<App>,
    Path((patient, paper)): Path<(PatientId, CourtPaperId)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let command = MarkReadByCounsel { patient, paper, counsel: sent.text("counsel").to_owned() };
    match filled::perform(&app, &signed, command, Vec::new()).await {
        Ok(_) => Redirect::to(&format!("/patients/{patient}/court-papers")).into_response(),
        Err(refusal) => match (Trouble::of(&refusal), find(&app, &signed, patient).await) {
            (Some(trouble), Ok(found)) => draw(&app, &signed, patient, &found, &trouble),
            _ => signed.refused(&refusal),
        },
    }
}

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    if !may(&app, &signed.actor, Action::Record, Kind::CourtPaper) {
        return signed.refused(&Refusal::NotFound);
    }
    let today = app.0.house.zone().day(app.0.house.clock().now()).to_string();
    draw_form(&signed, patient, &Sent::of([("served_on", today.as_str())]), &Trouble::default())
}

pub(super) async fn save(
    State(app): State<App>,
    Path(patient): Path<PatientId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let mut unread = Vec::new();
    let command = RecordCourtPaper {
        patient,
        served: Served::named(sent.text("served")),
        court: sent.text("court").to_owned(),
        docket: sent.text("docket").to_owned(),
        section: Section::named(sent.text("section")),
        categories: sent.all("categories").filter_map(Category::named).collect(),
        persons: sent.text("persons").lines().map(str::to_owned).collect(),
        served_on: parse_day(sent.text("served_on")).ok(),
        expires: maybe_day(&sent, "expires", &mut unread),
        is_sealed: sent.is_on("is_sealed"),
    };
    match filled::perform(&app, &signed, command, unread).await {
        Ok(_) => Redirect::to(&format!("/patients/{patient}/court-papers")).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => draw_form(&signed, patient, &sent, &trouble),
            None => signed.refused(&refusal),
        },
    }
}

fn draw_form(signed: &Signed, patient: PatientId, sent: &Sent, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let served = ChoiceRow::one("served", "What was served")
        .choices(Served::ALL.map(|served| (served.as_str(), served.title())))
        .chosen(sent.text("served"))
        .keys()
        .problems(problems);
    let form = html! {
        form.form.cols method="post" action=(format!("/patients/{patient}/court-papers/new")) novalidate {
            (csrf_field(&signed.frame.csrf))
            div.full { (served) }
            (Field::text("court", "Court or lawyer").autocomplete("off").value(sent.text("court")).problems(problems))
            (Field::text("docket", "Docket number").class("code").autocomplete("off").value(sent.text("docket")).problems(problems))
            (Field::date("served_on", "Served on").value(sent.text("served_on")).problems(problems))
            (Field::date("expires", "Holds until").optional().value(sent.text("expires")).problems(problems))
            (Select::new("section", "Under which section").optional().option("", "No order").options(Section::ALL.map(|section| (section.as_str(), section.title()))).chosen(sent.text("section")).problems(problems))
            (Tick::new("is_sealed", "yes", "The court sealed it").checked(sent.is_on("is_sealed")))
            (many("categories", "What the order names", sent, problems))
            div.full { (Field::area("persons", "Whom the order lets know", 3).hint("One name a line; empty for a subpoena").value(sent.text("persons")).problems(problems)) }
            div.acts { (Button::primary("Save").key("Ctrl+Enter")) (Button::quiet("Cancel").href(format!("/patients/{patient}/court-papers"))) }
        }
    };
    let head =
        PageHead::new("Write down a court paper").below(html! { "Exactly as it is served. Writing it down unlocks nothing." });
    let page = Page::new(&signed.frame, Area::Audit, "Write down a court paper").problem(trouble.is_some()).narrow();
    trouble.answer(page.render(html! { (head) (trouble.summary()) (Card::new("The paper").padded().body(form)) }))
}
