//! Sends something outside: the form, what would leave line by line with the reason for what stays, and the packet. Looking changes nothing
//! but the list of who looked.

use access::{Action, Circumstances, Kind, Problem as Wrong, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::category::Category;
use confidential::decide::{Ground, Outcome};
use confidential::purpose::Purpose;
use confidential::recipient::{LegalStatus, Party};
use maud::{Markup, html};
use reactions::outside::{Desk, OutsideDesk, PacketFile, Preview, PreviewPacket, SendPacket};
use vocabulary::id::{DisclosureId, PatientId};

use super::{restrictions, say};
use crate::app::App;
use crate::component::{Banner, Button, Card, ChoiceRow, Field, Icon, PageHead, Problem, Select, Tick, csrf_field};
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::handed_out::File;
use crate::patients::filled::{Trouble, wrong};
use crate::recipients::{self, pick};
use crate::signed::{Signed, may};

/// Whether somebody may send anything outside.
pub(crate) fn may_send(app: &App, signed: &Signed) -> bool {
    app.0.house.policy().allows(&signed.actor.roles, Action::Disclose, Kind::Patient, &Circumstances::for_purpose())
}

/// The form is open to whoever may send, and says nothing to anybody else.
pub(super) struct Open {
    pub(super) app: App,
    pub(super) signed: Signed,
    pub(super) patient: PatientId,
    pub(super) desk: confidential::Released<Desk>,
}

pub(super) async fn open(app: App, signed: Signed, patient: PatientId) -> Result<Open, Response> {
    if !may_send(&app, &signed) {
        return Err(signed.refused(&Refusal::NotFound));
    }
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &OutsideDesk { patient })).await {
        Ok(desk) => Ok(Open { app, signed, patient, desk }),
        Err(refusal) => Err(signed.refused(&refusal)),
    }
}

impl Open {
    /// The page of a form.
    pub(super) fn page(&self, title: &str, below: &str, trouble: &Trouble, content: Markup) -> Response {
        self.page_with(title, &html! { (below) }, trouble, content)
    }

    fn page_with(&self, title: &str, below: &Markup, trouble: &Trouble, content: Markup) -> Response {
        let number = self.desk.record_number;
        let head = PageHead::new(title).below(html! { (below) " Record " span.code { (number) } "." });
        let page = Page::new(&self.signed.frame, Area::Patients, format!("{title}, No.{number}"))
            .style("people.css")
            .problem(trouble.is_some())
            .narrow();
        trouble.answer(page.render(html! { (head) (trouble.summary()) (content) }))
    }
}

pub(super) async fn form(State(app): State<App>, signed: Signed, Path(patient): Path<PatientId>) -> Response {
    match open(app, signed, patient).await {
        Ok(open) => draw(&open, &begun(), None, &Trouble::default()),
        Err(response) => response,
    }
}

pub(super) fn begun() -> Sent {
    Sent::of([("purpose", Purpose::Treatment.as_str()), ("status", LegalStatus::CoveredEntity.as_str()), ("ground", "consent")])
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
    // A name of the directory was taken instead of the one that was typed: it is looked at, not sent.
    let taken = sent.text("use").to_owned();
    let sent = if taken.is_empty() { sent } else { sent.with("name", taken).with("act", "look") };
    let mut unread = Vec::new();
    let what = read(&open, &sent, &mut unread);
    if !unread.is_empty() {
        return draw(&open, &sent, None, &Trouble::of(&Refusal::Invalid(unread)).unwrap_or_default());
    }
    let (app, actor) = (open.app.clone(), open.signed.actor.clone());
    if sent.text("act") == "send" {
        let wish = SendPacket { what, description: sent.text("description").to_owned(), press: app.0.wiring.press.clone() };
        let done = app.work(move |house| house.send_packet(&actor, &wish)).await;
        return match done {
            Ok(left) => to_made(open.patient, left.disclosure),
            Err(refusal) => match Trouble::of(&refusal) {
                Some(trouble) => draw(&open, &sent, None, &trouble),
                None => open.signed.refused(&refusal),
            },
        };
    }
    match app.work(move |house| house.ask(&actor, &what)).await {
        Ok(preview) => draw(&open, &sent, Some(&preview), &Trouble::default()),
        Err(refusal) => open.signed.refused(&refusal),
    }
}

fn read(open: &Open, sent: &Sent, unread: &mut Vec<Wrong>) -> PreviewPacket {
    let mut need = |field: &str, sentence: &str| unread.push(wrong(field, sentence));
    let payer = open.desk.payers.iter().find(|(id, _)| sent.text("payer") == id.to_string());
    let name = payer.map_or_else(|| sent.text("name").to_owned(), |(_, name)| name.clone());
    if name.trim().is_empty() && sent.text("ground") != "person" {
        need("name", "Write who receives it, or choose a payer.");
    }
    let categories: Vec<Category> = sent.all("categories").filter_map(Category::named).collect();
    if categories.is_empty() {
        need("categories", "Choose which information.");
    }
    let purpose = Purpose::named(sent.text("purpose")).unwrap_or_else(|| {
        need("purpose", "Choose what it is for.");
        Purpose::Treatment
    });
    let ground = match sent.text("ground") {
        "court" => Ground::Court,
        "person" => Ground::Person,
        "crime" => Ground::CrimeOnPremises,
        "child_abuse" => Ground::ChildAbuse,
        _ => Ground::Consent,
    };
    PreviewPacket {
        patient: open.patient,
        party: Party {
            name,
            status: LegalStatus::named(sent.text("status")).unwrap_or_default(),
            payer: payer.map(|(id, _)| *id),
            treats: sent.is_on("treats"),
            through: Some(sent.text("through")).filter(|through| !through.is_empty()).map(str::to_owned),
            ..Party::default()
        },
        purpose,
        categories,
        ground,
        is_decided_by_a_person: sent.is_on("decided"),
        summary: sent.text("summary").to_owned(),
    }
}

const GROUNDS: [(&str, &str); 5] = [
    ("consent", "A consent of the person"),
    ("person", "The person gets their own record"),
    ("court", "A court order"),
    ("crime", "A crime on the premises or against staff"),
    ("child_abuse", "Suspected abuse or neglect of a child"),
];

pub(super) fn draw(open: &Open, sent: &Sent, preview: Option<&Preview>, trouble: &Trouble) -> Response {
    let problems = &trouble.problems;
    let may_send_now = preview.is_some_and(|preview| preview.decision.outcome == Outcome::Allow);
    let keeps_notes = may(&open.app, &open.signed.actor, Action::Disclose, Kind::CounselingNote);
    let form = html! {
        form.form.cols method="post" action=(format!("/patients/{}/send", open.patient)) novalidate {
            (csrf_field(&open.signed.frame.csrf))
            (recipient_fields(open, sent, problems))
            @if let Some(preview) = preview { (pick::suggested(&preview.nearly)) }
            (many_of(say::choices_for(keeps_notes), "categories", "Which information", sent, problems))
            div.full { (Field::area("summary", "Summary of progress", 4).optional().hint("In your words; it goes only with that category. Progress notes are never sent from here").value(sent.text("summary")).problems(problems)) }
            (Field::text("description", "What it is, in a few words").hint("For the account the person may ask for").value(sent.text("description")).problems(problems))
            (Tick::new("decided", "yes", "Somebody decided to go on with counsel").small("Only where an order permits it and nothing compels it").checked(sent.is_on("decided")))
            div.acts {
                (Button::primary("Show what would leave").named("act", "look"))
                @if may_send_now { (Button::plain("Make the packet").icon(Icon::Check).named("act", "send")) }
            }
        }
    };
    let content = html! {
        (Card::new("Who, why and what").padded().body(form))
        (pick::lists(&open.desk.directory))
        @if let Some(preview) = preview { (preview_card(preview)) }
        (Card::new("In force now").padded().body(in_force(open)))
        (restrictions::card(open))
    };
    let death = format!("/patients/{}/death", open.patient);
    let below = html! { "Nothing leaves until you have seen it. " a href=(recipients::HREF) { "The directory" } ". " a href=(death) { "Somebody who died" } "." };
    open.page_with("Send something outside", &below, trouble, content)
}

/// Who receives and for what.
pub(super) fn recipient_fields(open: &Open, sent: &Sent, problems: &[Problem]) -> Markup {
    let payers = open.desk.payers.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let statuses = LegalStatus::ALL.map(|status| (status.as_str(), status.title()));
    let purposes = Purpose::ALL.into_iter().filter(|purpose| *purpose != Purpose::Emergency);
    html! {
        (Field::text("name", "Who receives it").autocomplete("off").list(pick::NAMES).hint("Of the directory, or as the consent names them").value(sent.text("name")).problems(problems))
        (Select::new("payer", "Or one of the payers").optional().option("", "No payer").options(payers).chosen(sent.text("payer")))
        (Select::new("status", "What they are").options(statuses).chosen(sent.text("status")).problems(problems))
        (Tick::new("treats", "yes", "They treat this person").checked(sent.is_on("treats")))
        (Field::text("through", "Through an intermediary").optional().autocomplete("off").list(pick::INTERMEDIARIES).hint("An exchange that passes it on to them").value(sent.text("through")).problems(problems))
        (Select::new("purpose", "What it is for").options(purposes.map(|purpose| (purpose.as_str(), purpose.title()))).chosen(sent.text("purpose")).problems(problems))
        (Select::new("ground", "On what it rests").options(GROUNDS).chosen(sent.text("ground")).problems(problems))
    }
}

/// The categories, any of them.
pub(super) fn many(name: &str, legend: &str, sent: &Sent, problems: &[Problem]) -> Markup {
    many_of(say::choices(), name, legend, sent, problems)
}

fn many_of(
    choices: impl Iterator<Item = (&'static str, &'static str)>,
    name: &str,
    legend: &str,
    sent: &Sent,
    problems: &[Problem],
) -> Markup {
    let row = sent.all(name).fold(ChoiceRow::many(name, legend).choices(choices), ChoiceRow::chosen);
    html! { div.full { (row.problems(problems)) } }
}

/// What would leave line by line, and why the rest stays.
pub(crate) fn preview_card(preview: &Preview) -> Markup {
    let decision = &preview.decision;
    let stays = |category: Category| decision.withheld.iter().find(|one| one.category == category).map(|one| one.why);
    let verdict = match decision.outcome {
        Outcome::Allow => Banner::done("It may leave. Notice, scope and the line in the account go with it."),
        Outcome::Permitted => Banner::due("The law permits it and nothing compels it: somebody has to decide."),
        Outcome::Deny => Banner::due("Nothing would leave."),
    };
    let body = html! {
        (verdict)
        (addressed(preview))
        @if !decision.reasons.is_empty() { ul { @for reason in &decision.reasons { li { (say::reason(*reason)) } } } }
        @for section in &preview.sections {
            section.leaves aria-label=(section.category.title()) {
                @if decision.released.has(section.category) {
                    h3 { (Icon::Check) " " (section.category.title()) }
                    ul { @for line in &section.lines { li { (line) } } }
                } @else {
                    h3 { (Icon::Lock) " Stays: " (section.category.title()) }
                    @if let Some(why) = stays(section.category) { p.muted { (say::reason(why)) } }
                }
            }
        }
        @for one in decision.withheld.iter().filter(|one| !preview.sections.iter().any(|section| section.category == one.category)) {
            p.muted { (Icon::Lock) " Stays: " (one.category.title()) ". " (say::reason(one.why)) }
        }
        @if preview.sections.is_empty() && decision.outcome != Outcome::Deny { p.muted { "There is nothing of it in this record." } }
        @if decision.outcome != Outcome::Deny {
            p { (decision.redisclosure.sentence()) }
            @if let Some(notice) = decision.notice { details { summary { "The notice, " (notice.cite) } @for line in notice.text.lines() { p { (line) } } } }
            @if !preview.scope.is_empty() { p.muted { (preview.scope) } }
        }
    };
    html! { div #preview { (Card::new("What would leave").padded().body(body)) } }
}

/// Who receives it, as packet and account will say.
fn addressed(preview: &Preview) -> Markup {
    let party = &preview.party;
    html! {
        p {
            "To " b { (party.name) }
            @if !party.address.is_empty() { ", " (party.address) }
            @if let Some(through) = &party.through { ", through " (through) }
            ". "
            @if party.listed.is_some() {
                span.muted { "Of the directory: " (party.status.title()) @if party.treats { "; they treat this person" } "." }
            } @else if party.payer.is_none() { span.muted { "Not of the directory: the account will name no address." } }
        }
    }
}

fn in_force(open: &Open) -> Markup {
    html! {
        @if open.desk.in_force.is_empty() {
            p.muted { "No consent is in force: nothing leaves by one." }
        } @else {
            ul { @for consent in &open.desk.in_force {
                li { (crate::words::capital(&crate::patients::say::recipients_named(&consent.recipients, &open.desk.payers))) ": " (say::categories(consent.categories.iter().copied())) }
            } }
        }
    }
}

/// Where somebody goes after it was made: a page of its own, so that loading it again sends nothing again.
pub(super) fn to_made(patient: PatientId, disclosure: DisclosureId) -> Response {
    Redirect::to(&format!("/patients/{patient}/disclosures/{disclosure}")).into_response()
}

/// Where the file is, and what to do with it.
pub(super) async fn made(
    State(app): State<App>,
    signed: Signed,
    Path((patient, disclosure)): Path<(PatientId, DisclosureId)>,
) -> Response {
    let open = match open(app, signed, patient).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let (app, actor) = (open.app.clone(), open.signed.actor.clone());
    if let Err(refusal) = app.work(move |house| house.ask(&actor, &PacketFile { patient, disclosure })).await {
        return open.signed.refused(&refusal);
    }
    let file = format!("/patients/{patient}/disclosures/{disclosure}/file");
    let account = format!("/patients/{patient}/account");
    let content = html! {
        (Card::new("Ready to hand over").padded().body(html! {
            p { "The packet is made and stands in the account. Print it, fax it or give it; send nothing else." }
            div.acts { (Button::primary("Open the packet").href(file)) (Button::quiet("What was shared").href(account)) }
        }))
    };
    open.page("The packet is made", "With notice and scope.", &Trouble::default(), content)
}

pub(super) async fn file(
    State(app): State<App>,
    signed: Signed,
    Path((patient, disclosure)): Path<(PatientId, DisclosureId)>,
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &PacketFile { patient, disclosure })).await {
        Ok(bytes) => File::pdf("packet").answer(&bytes, bytes.to_vec()),
        Err(refusal) => signed.refused(&refusal),
    }
}
