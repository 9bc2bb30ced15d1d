//! One paper for staff: its words, its exact file and its signed copy, and signing on a tablet held out to the person, by scan of what
//! was signed on paper, declining for them, taking it back.

use access::{Action, Kind, Problem as Wrong, Refusal};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use intake::paper::{
    Act, Capacity, DeclinePaper, Mark, Paper, PaperFile, PaperFileView, PaperLine, PaperState, ReadPaper, SignPaper, Signature,
    SignedHow, WithdrawPaper,
};
use maud::{Markup, html};
use vocabulary::id::{InquiryId, PaperId, PatientId};

use super::admission::paper_state;
use super::say;
use crate::app::App;
use crate::component::{Button, Card, ChoiceRow, Crumb, Field, Icon, PageHead, Problem, csrf_field, error_summary};
use crate::drawn;
use crate::form::{Sent, SignedForm};
use crate::frame::{Area, Page};
use crate::handed_out::File;
use crate::kept;
use crate::link::words_of;
use crate::signed::{Signed, may};
use crate::upload::{Broken, SentFile, SignedFiles, next_file_and_typed};

const MOST_BYTES: usize = 12 << 20;
pub(super) const MOST_BYTES_IN_ALL: usize = 13 << 20;

#[derive(Debug, Clone, Copy, Default, serde::Deserialize)]
pub(super) struct CameFrom {
    from: Option<InquiryId>,
    chart: Option<PatientId>,
}

impl CameFrom {
    fn back(self) -> String {
        match (self.from, self.chart) {
            (Some(inquiry), _) => format!("/inquiries/{inquiry}/admission#papers"),
            (None, Some(patient)) => format!("/patients/{patient}/consents"),
            (None, None) => "/inquiries".to_owned(),
        }
    }

    fn of(sent: &Sent) -> Self {
        Self { from: sent.parse("from"), chart: sent.parse("chart") }
    }
}

pub(super) async fn page(
    State(app): State<App>,
    signed: Signed,
    Path(paper): Path<PaperId>,
    Query(from): Query<CameFrom>,
) -> Response {
    again(&app, signed, paper, from, &Sent::default(), (StatusCode::OK, Vec::new())).await
}

async fn again(
    app: &App,
    signed: Signed,
    paper: PaperId,
    from: CameFrom,
    sent: &Sent,
    (status, problems): (StatusCode, Vec<Problem>),
) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &ReadPaper { paper })).await {
        Ok(line) => (status, draw(app, &signed, &line, from, sent, &problems)).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, line: &Released<PaperLine>, from: CameFrom, sent: &Sent, problems: &[Problem]) -> Markup {
    let paper = &line.paper;
    let zone = app.0.house.zone();
    let address = format!("/papers/{}", paper.id);
    let acts = html! {
        (Button::plain("File as given").icon(Icon::Save).href(format!("{address}/file/given")))
        @if line.state == PaperState::Signed { (Button::plain("Signed copy").icon(Icon::Save).href(format!("{address}/file/signed"))) }
    };
    let (head, area) = match from.chart {
        Some(_) => (PageHead::new(line.title.clone()).crumb(Crumb::to("Consents", from.back())), Area::Patients),
        None => {
            let head = PageHead::new(line.title.clone()).crumb(Crumb::to("Inquiries", "/inquiries"));
            (head.crumb(Crumb::to("Admission", from.back())), Area::Inquiries)
        }
    };
    let head = head
        .crumb(Crumb::here("Paper"))
        .below(html! { (paper_state(line.state)) " " (say::moment(zone, line.since)) ", " (paper.language.own_name()) ", version " (paper.template_version) })
        .acts(acts);
    let content = html! {
        (error_summary(problems))
        (head)
        div.split {
            div { (Card::new(paper.words.title.clone()).padded().body(html! { article.paper lang=(paper.language.tag()) { (words_of(&paper.words.blocks)) } })) }
            div {
                @if line.state == PaperState::Open && may(app, &signed.actor, Action::Sign, Kind::Paper) { (answers(signed, line, from, sent, problems, &address)) }
                @if !paper.signatures.is_empty() { (Card::new("Signatures").padded().body(html! { @for one in &paper.signatures { (signature(one, zone, &address)) } })) }
                (Card::new("The exact file").padded().body(html! { p.secret { (paper.sha256) } p.hint { "SHA-256 of the bytes that were given. A signature names them; they are never made anew." } }))
            }
        }
    };
    Page::new(&signed.frame, area, "Paper").style("desk.css").problem(!problems.is_empty()).render(content)
}

fn signature(one: &Signature, zone: &vocabulary::ProgramZone, address: &str) -> Markup {
    html! {
        p { b { (one.name) } ", " (one.capacity.title()) ", " (say::moment(zone, one.at)) }
        p.muted {
            @match &one.how { SignedHow::Typed => "Typed", SignedHow::Drawn(_) => "Typed and drawn", SignedHow::Scan { .. } => { a href=(format!("{address}/file/scan")) { "On paper, scanned" } } }
            @match one.place { intake::paper::Where::OwnPhone => ", on their own phone", intake::paper::Where::Beside(_) => ", beside staff" }
            ", read in " (one.language.own_name())
        }
    }
}

/// On a tablet held out to the person, or for what was signed on paper.
fn answers(signed: &Signed, line: &PaperLine, from: CameFrom, sent: &Sent, problems: &[Problem], address: &str) -> Markup {
    let paper = &line.paper;
    let chart = from.chart.map(|patient| patient.to_string()).unwrap_or_default();
    let from = from.from.map(|inquiry| inquiry.to_string()).unwrap_or_default();
    let common = || {
        html! {
            (csrf_field(&signed.frame.csrf))
            input type="hidden" name="from" value=(from);
            input type="hidden" name="chart" value=(chart);
            input type="hidden" name="file" value=(paper.sha256);
        }
    };
    let yes = if paper.act == Act::Sign { "They sign" } else { "They received it" };
    let here = html! {
        form.form method="post" action=(address) id="form" {
            (common())
            (signer(By::Tablet, paper, sent, problems))
            (drawn::field(sent.text("drawn"), "Or draw here as well", "Draw again"))
            div.acts { (Button::primary(yes).icon(Icon::Pen)) }
        }
    };
    let scanned = html! {
        form.form method="post" action=(format!("{address}/scan")) enctype="multipart/form-data" {
            (common())
            (signer(By::Scan, paper, sent, problems))
            (Field::file(By::Scan.field("mark"), "PDF, JPEG or PNG").problems(problems))
            div.acts { (Button::plain("Keep the scan").icon(Icon::Save)) }
        }
    };
    let no = html! {
        @if paper.may_decline {
            form.form method="post" action=(format!("{address}/decline")) {
                (common())
                (Field::area("words", "They choose not to; in their words", 2).optional().value(sent.text("words")).problems(problems))
                div.acts { (Button::plain("Write down that they declined")) }
            }
        } @else { p.hint { "Care cannot begin without this paper. It cannot be declined; talk about what stands in it." } }
        form.form method="post" action=(format!("{address}/withdraw")) {
            (common())
            (Field::text("reason", "Take it back: why").value(sent.text("reason")).autocomplete("off").max(200).problems(problems))
            div.acts { (Button::quiet("Take back")) }
        }
    };
    html! {
        (Card::new("Sign here").small("Hand the tablet over").padded().body(here))
        (Card::new("Signed on paper").padded().body(scanned))
        (Card::new("Not signed").padded().body(no))
    }
}

/// Which of the two forms that take a signature: on this screen, or the scan of one on paper. Both stand on one page, so each has names
/// of its own for its fields.
#[derive(Clone, Copy)]
enum By {
    Tablet,
    Scan,
}

impl By {
    /// The name in this form of what the core calls so.
    fn field(self, known: &str) -> String {
        match (self, known) {
            (Self::Tablet, "mark") => kept::WHOLE.to_owned(),
            (Self::Scan, "mark") => "scan".to_owned(),
            (Self::Scan, "name" | "capacity" | "authority") => format!("scan_{known}"),
            _ => known.to_owned(),
        }
    }
}

/// Who signs, under which name, and by which right when it is somebody else than the person.
fn signer(by: By, paper: &Paper, sent: &Sent, problems: &[Problem]) -> Markup {
    let asked = paper.still_to_sign();
    let (who, name, authority) = (by.field("capacity"), by.field("name"), by.field("authority"));
    let keys = || asked.iter().map(|one| one.as_str());
    let chosen = keys().find(|key| *key == sent.text(&who)).or_else(|| keys().next()).unwrap_or("patient");
    html! {
        (ChoiceRow::one(who.clone(), "Who signs").choices(asked.iter().map(|one| (one.as_str(), one.title()))).chosen(chosen).problems(problems))
        (Field::text(name.clone(), "Name as signed").value(sent.text(&name)).autocomplete("off").max(120).problems(problems))
        @if asked.iter().any(|one| *one != Capacity::Patient) {
            (Field::text(authority.clone(), "The paper that lets them sign").optional().value(sent.text(&authority)).autocomplete("off").max(200).problems(problems))
        }
    }
}

fn capacity(typed: &str) -> Capacity {
    match typed {
        "parent" => Capacity::Parent,
        "representative" => Capacity::Representative,
        "spouse" => Capacity::Spouse,
        "family_member" => Capacity::FamilyMember,
        _ => Capacity::Patient,
    }
}

pub(super) async fn sign(State(app): State<App>, Path(paper): Path<PaperId>, SignedForm(signed, sent): SignedForm) -> Response {
    let strokes = drawn::read(sent.text("drawn"));
    let mark = if strokes.is_empty() { Mark::Typed } else { Mark::Drawn(strokes) };
    let command = match asked(&app, &signed, paper, &sent, By::Tablet, mark).await {
        Ok(command) => command,
        Err(response) => return response,
    };
    let actor = signed.actor.clone();
    let done = app.work(move |house| house.perform(&actor, &command)).await;
    answered(&app, signed, paper, &sent, done, By::Tablet).await
}

/// What is to be signed, in the language the paper was read in.
async fn asked(app: &App, signed: &Signed, paper: PaperId, sent: &Sent, by: By, mark: Mark) -> Result<SignPaper, Response> {
    let actor = signed.actor.clone();
    let line = app.work(move |house| house.ask(&actor, &ReadPaper { paper })).await;
    let language = line.map(|line| line.paper.language).map_err(|refusal| signed.refused(&refusal))?;
    Ok(SignPaper {
        paper,
        sha256: sent.text("file").to_owned(),
        name: sent.text(&by.field("name")).to_owned(),
        mark,
        capacity: capacity(sent.text(&by.field("capacity"))),
        authority: sent.text(&by.field("authority")).to_owned(),
        language,
        press: app.0.wiring.press.clone(),
    })
}

async fn answered(app: &App, signed: Signed, paper: PaperId, sent: &Sent, done: Result<PaperId, Refusal>, by: By) -> Response {
    let from = CameFrom::of(sent);
    match done {
        Ok(_) => Redirect::to(&from.back()).into_response(),
        Err(refusal) => match kept::problems(&refusal) {
            Some((status, problems)) => {
                let problems = problems.into_iter().map(|one| Problem::new(by.field(&one.field), one.words)).collect();
                again(app, signed, paper, from, sent, (status, problems)).await
            }
            None => signed.refused(&refusal),
        },
    }
}

pub(super) async fn scan(
    State(app): State<App>,
    Path(paper): Path<PaperId>,
    SignedFiles(signed, mut sent): SignedFiles,
) -> Response {
    let mut typed = Sent::default();
    let read = match next_file_and_typed(&mut sent, MOST_BYTES, &mut typed).await {
        Ok(Some(SentFile { bytes, .. })) => bytes.map_err(|why| why.sentence("The scan is larger than 12 megabytes.")),
        Ok(None) => Err("Choose the scan.".to_owned()),
        Err(Broken) => Err("The sending broke off, or the scan is larger than 12 megabytes. Send it again.".to_owned()),
    };
    let mut unread = Vec::new();
    let mark = match read {
        Ok(bytes) => Mark::Scan { bytes },
        Err(sentence) => {
            unread.push(Wrong { field: "mark".to_owned(), sentence });
            Mark::Typed
        }
    };
    let command = match asked(&app, &signed, paper, &typed, By::Scan, mark).await {
        Ok(command) => command,
        Err(response) => return response,
    };
    let done = kept::perform(&app, &signed, command, unread).await;
    answered(&app, signed, paper, &typed, done, By::Scan).await
}

pub(super) async fn decline(
    State(app): State<App>,
    Path(paper): Path<PaperId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    let command = DeclinePaper { paper, words: sent.text("words").to_owned() };
    let done = app.work(move |house| house.perform(&actor, &command)).await;
    answered(&app, signed, paper, &sent, done, By::Tablet).await
}

pub(super) async fn withdraw(
    State(app): State<App>,
    Path(paper): Path<PaperId>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let actor = signed.actor.clone();
    let command = WithdrawPaper { paper, reason: sent.text("reason").to_owned() };
    let done = app.work(move |house| house.perform(&actor, &command)).await;
    answered(&app, signed, paper, &sent, done, By::Tablet).await
}

pub(super) async fn file(State(app): State<App>, signed: Signed, Path((paper, which)): Path<(PaperId, String)>) -> Response {
    let which = match which.as_str() {
        "given" => PaperFileView::AsGiven,
        "signed" => PaperFileView::Signed,
        "scan" => PaperFileView::Scan,
        _ => return signed.refused(&Refusal::NotFound),
    };
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &PaperFile { paper, which })).await {
        Ok(file) => File::shown(&file.0).named("paper").answer(&file, file.1.clone()),
        Err(refusal) => signed.refused(&refusal),
    }
}
