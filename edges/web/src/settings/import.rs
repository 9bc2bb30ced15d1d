//! The program file and the book of payers, taken from a file: looked at first, imported whole or not at all, every problem named with
//! its row.

use access::Refusal;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use billing::payer::{BookChange, ImportPayers, PreviewPayers};
use maud::{Markup, html};
use schedule::program::{ImportProgram, ItemChange, OpenProgram, PreviewProgram, ProgramFile, ProgramOverview};

use super::part::{Part, SettingsPage};
use super::{item, preview};
use crate::app::App;
use crate::component::{Button, Card, Column, Hue, Icon, Problem, Table, TableRow, chip, csrf_field};
use crate::form::SignedForm;
use crate::kept;
use crate::signed::Signed;
use crate::upload::{NotTaken, Sending, SignedFiles, next_file};
use crate::words::{self, capital};

/// The most bytes of one file; a large program file has some hundred thousand.
const MOST_BYTES: usize = 700_000;
/// The most bytes that are let pass.
pub(super) const MOST_BYTES_IN_ALL: usize = 64 * 1024 * 1024;

/// Which of the two files.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Program,
    Payers,
}

impl Which {
    fn word(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Payers => "payers",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Program => "Program file",
            Self::Payers => "Book of payers",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Self::Program => {
                "Program, tracks, rooms, services, staff and groups. Items are matched by their key; importing again changes only what changed."
            }
            Self::Payers => {
                "Payers, their billing rules and day algorithms, with validity dates and sources. The whole book is replaced; earlier versions stay readable."
            }
        }
    }

    fn may(self, app: &App, signed: &Signed) -> bool {
        match self {
            Self::Program => Part::Program.may_change(app, signed) && Part::Staff.may_change(app, signed),
            Self::Payers => Part::Payers.may_change(app, signed),
        }
    }
}

pub(super) async fn form(State(app): State<App>, signed: Signed) -> Response {
    if Part::Import.may_change(&app, &signed) {
        page(&app, &signed, html! {}, false).into_response()
    } else {
        signed.refused(&Refusal::NotFound)
    }
}

pub(super) async fn preview_program(State(app): State<App>, SignedFiles(signed, sent): SignedFiles) -> Response {
    preview(&app, &signed, sent, Which::Program).await
}

pub(super) async fn preview_payers(State(app): State<App>, SignedFiles(signed, sent): SignedFiles) -> Response {
    preview(&app, &signed, sent, Which::Payers).await
}

async fn preview(app: &App, signed: &Signed, mut sent: Sending, which: Which) -> Response {
    if !which.may(app, signed) {
        return signed.refused(&Refusal::NotFound);
    }
    let text = match next_file(&mut sent, MOST_BYTES).await {
        Ok(Some(file)) => text(file.bytes),
        Ok(None) => Err("Choose a file.".to_owned()),
        Err(_) => Err("The sending broke off. Send the file again.".to_owned()),
    };
    match text {
        Ok(text) => look(app, signed, which, text).await,
        Err(sentence) => wrong(app, signed, which, StatusCode::UNPROCESSABLE_ENTITY, &[Problem::new("file", sentence)]),
    }
}

fn text(bytes: Result<Vec<u8>, NotTaken>) -> Result<String, String> {
    let too_large = "The file is larger than any program file or book of payers. Choose the TOML file.";
    let bytes = bytes.map_err(|why| why.sentence(too_large))?;
    String::from_utf8(bytes).map_err(|_| "The file is not text in UTF-8. Choose the TOML file.".to_owned())
}

async fn look(app: &App, signed: &Signed, which: Which, text: String) -> Response {
    let (actor, toml) = (signed.actor.clone(), text.clone());
    let looked = app
        .work(move |house| match which {
            Which::Program => {
                let changes = house.ask(&actor, &PreviewProgram { file: program_file(&toml)? })?;
                let program = house.ask(&actor, &OpenProgram { day: house.zone().day(house.clock().now()) })?;
                Ok((program_changes(&changes, &program), !changes.is_empty()))
            }
            Which::Payers => {
                let change = house.ask(&actor, &PreviewPayers { toml })?;
                Ok((payer_changes(*change), change.new_rows + change.gone_rows > 0))
            }
        })
        .await;
    match looked {
        Ok((changes, is_any)) => {
            let body = html! {
                (changes)
                form method="post" action=(format!("/settings/import/{}/confirm", which.word())) {
                    (csrf_field(&signed.frame.csrf))
                    textarea name="toml" hidden readonly { "\n" (text) }
                    footer.acts {
                        @if is_any { (Button::primary("Import").icon(Icon::Check).key("Ctrl+Enter")) }
                        (Button::quiet("Cancel").href("/settings/import"))
                    }
                }
            };
            let card = Card::new(format!("{}: what would change", which.title())).small("Nothing was written yet").body(body);
            page(app, signed, html! { (card) }, false).into_response()
        }
        Err(refusal) => match kept::problems(&refusal) {
            Some((status, problems)) => wrong(app, signed, which, status, &problems),
            None => signed.refused(&refusal),
        },
    }
}

fn program_file(toml: &str) -> Result<ProgramFile, Refusal> {
    ProgramFile::read(toml).map_err(|problems| {
        Refusal::Invalid(problems.into_iter().map(|(row, sentence)| access::Problem { field: row, sentence }).collect())
    })
}

pub(super) async fn import_program(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    if !Which::Program.may(&app, &signed) {
        return signed.refused(&Refusal::NotFound);
    }
    let (actor, toml) = (signed.actor.clone(), sent.text("toml").to_owned());
    let done = app.work(move |house| house.perform(&actor, &ImportProgram { file: program_file(&toml)? })).await;
    after(&app, &signed, Which::Program, "/settings", done)
}

pub(super) async fn import_payers(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    if !Which::Payers.may(&app, &signed) {
        return signed.refused(&Refusal::NotFound);
    }
    let (actor, toml) = (signed.actor.clone(), sent.text("toml").to_owned());
    let done = app.work(move |house| house.perform(&actor, &ImportPayers { toml })).await;
    after(&app, &signed, Which::Payers, "/settings/payers", done)
}

fn after(app: &App, signed: &Signed, which: Which, to: &str, done: Result<i64, Refusal>) -> Response {
    match done {
        Ok(_) => Redirect::to(to).into_response(),
        Err(refusal) => match kept::problems(&refusal) {
            Some((status, problems)) => wrong(app, signed, which, status, &problems),
            None => signed.refused(&refusal),
        },
    }
}

/// Every problem with its row; nothing was imported.
fn wrong(app: &App, signed: &Signed, which: Which, status: StatusCode, problems: &[Problem]) -> Response {
    let rows =
        problems.iter().map(|problem| TableRow::new(html! { span.code { (problem.field) } }, vec![html! { (problem.words) }]));
    let table = Table::new("Problems", vec![Column::new("Row"), Column::new("What is wrong, and what to do")])
        .silent_caption()
        .rows(rows);
    let count = words::count(problems.len(), "problem", "problems");
    let card = Card::new(format!("{}: {count}", which.title()))
        .small("Nothing was imported. Put these right in the file and choose it again.")
        .body(html! { (table) });
    let block = html! { div role="alert" tabindex="-1" data-focus { (card) } };
    (status, page(app, signed, block, true)).into_response()
}

/// Each item that would change, with what would change in it; what is new says what it will be.
fn program_changes(changes: &[ItemChange], program: &ProgramOverview) -> Markup {
    let words = |(now, will): (&str, &str)| match (now, will) {
        ("", will) => will.to_owned(),
        (now, "") => format!("{now} goes"),
        (now, will) => format!("{now} becomes {will}"),
    };
    let row = |change: &ItemChange| {
        let now = change.standing.as_ref().map(|item| item::lines(item, program));
        let all = preview::changes(now.as_ref(), &item::lines(&change.next, program));
        let how = html! {
            @if change.standing.is_none() { (chip(Hue::Here, "New")) } @else {
                ul.changes { @for (what, now, will) in &all { li { span.muted { (what) ": " } (words((now, will))) } } }
            }
        };
        let name = html! { (item::name(&change.next)) small { span.code { (change.key) } } };
        TableRow::new(name, vec![html! { (capital(&change.kind.replace('_', " "))) }, how])
    };
    let columns = vec![Column::new("Item"), Column::new("What"), Column::new("How")];
    html! {
        @if changes.is_empty() { p.pad { "Nothing would change: everything in the file stands already." } } @else {
            (Table::new("What would change", columns).silent_caption().rows(changes.iter().map(row)))
        }
    }
}

fn payer_changes(change: BookChange) -> Markup {
    let rows = [("Payers", change.payers), ("Rules", change.rules)];
    let row =
        |(what, (now, then)): &(&str, (usize, usize))| TableRow::new(html! { (what) }, vec![html! { (now) }, html! { (then) }]);
    let columns = vec![Column::new("Rows"), Column::number("Now"), Column::number("Then")];
    html! {
        (Table::new("What would change", columns).silent_caption().rows(rows.iter().map(row)))
        p.pad {
            @if change.new_rows == 0 && change.gone_rows == 0 { "Nothing would change: every row stands already." }
            @else {
                (words::count(change.new_rows, "row is new or different", "rows are new or different")) ", "
                (words::count(change.gone_rows, "row goes", "rows go")) ". Days that were counted before stand as they were until something about them changes."
            }
        }
    }
}

fn page(app: &App, signed: &Signed, first: Markup, problem: bool) -> Markup {
    let content = html! {
        (first)
        @for which in [Which::Program, Which::Payers] { @if which.may(app, signed) { (choose(signed, which)) } }
    };
    SettingsPage { problem, ..SettingsPage::of(Part::Import) }.render(app, signed, content)
}

fn choose(signed: &Signed, which: Which) -> Markup {
    let id = format!("file-{}", which.word());
    let body = html! {
        form.form method="post" action=(format!("/settings/import/{}", which.word())) enctype="multipart/form-data" {
            (csrf_field(&signed.frame.csrf))
            div.fld {
                label.lab for=(id) { (which.title()) ", TOML" }
                p.hint id=(format!("{id}-hint")) { (which.about()) }
                input.in type="file" id=(id) name="file" accept=".toml,text/plain" aria-describedby=(format!("{id}-hint"));
            }
            div.acts { (Button::plain("See what changes")) }
        }
    };
    html! { (Card::new(which.title()).padded().body(body)) }
}
