//! The form of one item: shown, looked at, saved. What changed meanwhile is shown beside what was typed, and nothing is overwritten
//! unseen.

use access::Refusal;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use maud::{Markup, html};
use reactions::House;
use schedule::program::{ChangeItem, Item, ItemPreview, OpenProgram, PreviewItem, ProgramOverview};
use vocabulary::day::parse_day;

use super::item::{self, Ground, Standing};
use super::part::{Part, SettingsPage};
use super::preview;
use crate::app::App;
use crate::component::{Button, Card, Field, Problem, csrf_field, error_summary};
use crate::form::{Sent, SignedForm};
use crate::kept;
use crate::signed::Signed;

pub(super) async fn new_form(State(app): State<App>, signed: Signed, Path(word): Path<String>) -> Response {
    show(&app, &signed, &word, None).await
}

pub(super) async fn form(State(app): State<App>, signed: Signed, Path((word, id)): Path<(String, String)>) -> Response {
    show(&app, &signed, &word, Some(id)).await
}

async fn show(app: &App, signed: &Signed, word: &str, id: Option<String>) -> Response {
    let Some(part) = part_of(app, signed, word, id.as_deref()) else { return signed.refused(&Refusal::NotFound) };
    let program = match load(app, signed).await {
        Ok(program) => program,
        Err(refusal) => return signed.refused(&refusal),
    };
    let standing = id.as_deref().map(|id| item::standing(part, id, &program));
    match standing {
        Some(None) => signed.refused(&Refusal::NotFound),
        Some(Some(found)) => {
            let today = app.0.house.zone().day(app.0.house.clock().now());
            let sent = item::begin(&found.item).with("version", found.version.to_string()).with("holds_from", today.to_string());
            Drawing { app, signed, part, program: &program, standing: Some(&found) }.form(&sent, &[]).into_response()
        }
        None => {
            let today = app.0.house.zone().day(app.0.house.clock().now());
            let sent = Sent::default().with("from", today.to_string());
            Drawing { app, signed, part, program: &program, standing: None }.form(&sent, &[]).into_response()
        }
    }
}

/// The part, for whoever may change this item of it.
fn part_of(app: &App, signed: &Signed, word: &str, id: Option<&str>) -> Option<Part> {
    Part::with_items(word)
        .filter(|part| id.map_or_else(|| part.may_change(app, signed), |id| part.may_change_one(app, signed, id)))
}

async fn load(app: &App, signed: &Signed) -> Result<Released<ProgramOverview>, Refusal> {
    let actor = signed.actor.clone();
    app.work(move |house| house.ask(&actor, &OpenProgram { day: house.zone().day(house.clock().now()) })).await
}

pub(super) async fn save_new(State(app): State<App>, Path(word): Path<String>, SignedForm(signed, sent): SignedForm) -> Response {
    change(&app, &signed, &word, None, sent).await
}

pub(super) async fn save(
    State(app): State<App>,
    Path((word, id)): Path<(String, String)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    change(&app, &signed, &word, Some(id), sent).await
}

/// What a form led to.
enum Outcome {
    /// Written.
    Saved,
    /// The form once more, as it was typed.
    Again,
    /// To be looked at before it is saved.
    Look(Box<ItemPreview>),
    /// Somebody changed it since the form was shown.
    Meanwhile(Box<ItemPreview>),
    /// Not to be saved as it is.
    Wrong(StatusCode, Vec<Problem>),
}

async fn change(app: &App, signed: &Signed, word: &str, id: Option<String>, sent: Sent) -> Response {
    let Some(part) = part_of(app, signed, word, id.as_deref()) else { return signed.refused(&Refusal::NotFound) };
    let (actor, typed) = (signed.actor.clone(), sent.clone());
    let done = app
        .work(move |house| {
            let program = house.ask(&actor, &OpenProgram { day: house.zone().day(house.clock().now()) })?;
            let standing = id.as_deref().map(|id| item::standing(part, id, &program).ok_or(Refusal::NotFound)).transpose()?;
            let outcome = judge(house, &actor, part, &program, standing.as_ref(), &typed)?;
            Ok((program, standing, outcome))
        })
        .await;
    let (program, standing, outcome) = match done {
        Ok(done) => done,
        Err(refusal) => return signed.refused(&refusal),
    };
    let drawing = Drawing { app, signed, part, program: &program, standing: standing.as_ref() };
    match outcome {
        Outcome::Again => drawing.form(&sent, &[]).into_response(),
        Outcome::Saved => Redirect::to(&drawing.back()).into_response(),
        Outcome::Look(looked) => drawing.preview(&sent, &looked, false).into_response(),
        Outcome::Meanwhile(looked) => (StatusCode::CONFLICT, drawing.preview(&sent, &looked, true)).into_response(),
        Outcome::Wrong(status, problems) => (status, drawing.form(&sent, &problems)).into_response(),
    }
}

fn judge(
    house: &House,
    actor: &access::Actor,
    part: Part,
    program: &ProgramOverview,
    standing: Option<&Standing>,
    sent: &Sent,
) -> Result<Outcome, Refusal> {
    if sent.is_on("again") {
        return Ok(Outcome::Again);
    }
    let mut problems = Vec::new();
    let ground = Ground { standing: standing.map(|found| &found.item), program, house };
    let next = item::read(part, ground, sent, &mut problems).ok_or(Refusal::NotFound)?;
    let holds_from = match sent.text("holds_from") {
        "" => None,
        typed => parse_day(typed).map_err(|problem| problems.push(Problem::new("holds_from", problem.to_string()))).ok(),
    };
    let change = ChangeItem { item: next, based_on: sent.parse("version"), holds_from, why: sent.text("why").to_owned() };
    let answer = if problems.is_empty() && sent.is_on("confirm") {
        house.perform(actor, &change).map(|_| Outcome::Saved)
    } else {
        house.ask(actor, &PreviewItem(change.clone())).map(|looked| Outcome::Look(Box::new(looked.clone())))
    };
    match answer {
        Ok(outcome) if problems.is_empty() => Ok(outcome),
        Ok(_) => Ok(Outcome::Wrong(StatusCode::UNPROCESSABLE_ENTITY, problems)),
        Err(Refusal::Conflict) if problems.is_empty() && standing.is_some() => {
            let newest = ChangeItem { based_on: standing.map(|found| found.version), ..change };
            Ok(Outcome::Meanwhile(Box::new(house.ask(actor, &PreviewItem(newest))?.clone())))
        }
        Err(Refusal::Conflict) if !problems.is_empty() => Ok(Outcome::Wrong(StatusCode::UNPROCESSABLE_ENTITY, problems)),
        Err(refusal) => match kept::problems(&refusal) {
            Some((status, ruled)) => {
                let new: Vec<Problem> = ruled.into_iter().filter(|one| is_new(&problems, one)).collect();
                problems.extend(new);
                problems.dedup();
                Ok(Outcome::Wrong(status, problems))
            }
            None => Err(refusal),
        },
    }
}

/// Whether a rule says more than what could not be read says already, at its field or in a line of meeting times.
fn is_new(known: &[Problem], ruled: &Problem) -> bool {
    let covers = |one: &Problem| one.field == ruled.field || (ruled.field == "meetings" && one.field.starts_with("meeting."));
    !known.iter().any(covers)
}

/// What a page of one item is drawn from.
struct Drawing<'a> {
    app: &'a App,
    signed: &'a Signed,
    part: Part,
    program: &'a ProgramOverview,
    standing: Option<&'a Standing>,
}

impl Drawing<'_> {
    fn address(&self) -> String {
        match self.standing {
            Some(_) => format!("{}/change", self.back()),
            None => format!("/settings/{}/new", self.part.word()),
        }
    }

    /// Where it leads back to: the item, or its list.
    fn back(&self) -> String {
        match self.standing {
            Some(found) => format!("/settings/{}/{}", self.part.word(), id(&found.item)),
            None => self.part.href(),
        }
    }

    fn page(&self, problem: bool) -> SettingsPage<'static> {
        let title = match self.standing {
            Some(found) => item::name(&found.item),
            None => format!("New {}", self.part.one()),
        };
        let crumb = if self.standing.is_some() { "Change" } else { "New" };
        let tab = (self.part == Part::Staff).then(|| "Member of staff".to_owned());
        SettingsPage { title, tab, crumb: Some(crumb), problem, ..SettingsPage::of(self.part) }
    }

    fn form(&self, sent: &Sent, problems: &[Problem]) -> Markup {
        let today = self.app.0.house.zone().day(self.app.0.house.clock().now());
        let drawn = item::Drawn { program: self.program, sent, problems, is_new: self.standing.is_none(), today };
        let body = html! {
            form.form.cols method="post" action=(self.address()) id="form" novalidate {
                (csrf_field(&self.signed.frame.csrf))
                @if self.standing.is_some() { input type="hidden" name="version" value=(sent.text("version")); }
                (item::fields(self.part, &drawn))
                @if self.standing.is_some() {
                    div.full { (Field::text("why", "Why").value(sent.text("why")).optional().autocomplete("off").hint("Stands in the history beside your name").max(200)) }
                }
                div.acts { (Button::primary("See what changes").key("Ctrl+Enter")) (Button::quiet("Cancel").href(self.back())) }
            }
        };
        let title = if self.standing.is_some() { "What stands now".to_owned() } else { format!("The new {}", self.part.one()) };
        self.page(!problems.is_empty()).render(
            self.app,
            self.signed,
            html! {
                (error_summary(problems)) (Card::new(title).padded().body(body))
            },
        )
    }

    fn preview(&self, sent: &Sent, looked: &ItemPreview, meanwhile: bool) -> Markup {
        let now = looked.standing.as_ref().map(|item| item::lines(item, self.program));
        let version = self.standing.map(|found| found.version);
        let carried = preview::Carried { action: self.address(), csrf: &self.signed.frame.csrf, sent, version };
        let look = preview::Look {
            now: now.as_ref(),
            will: &item::lines(&looked.next, self.program),
            calendar: looked.calendar,
            meanwhile_by: self.standing.filter(|_| meanwhile).map(|found| found.changed.as_str()),
            back: &self.back(),
        };
        self.page(false).render(self.app, self.signed, preview::draw(&carried, &look))
    }
}

fn id(item: &Item) -> String {
    match item {
        Item::Program(one) => one.id.to_string(),
        Item::Track(one) => one.id.to_string(),
        Item::Room(one) => one.id.to_string(),
        Item::ServiceType(one) => one.id.to_string(),
        Item::TherapyGroup(one) => one.id.to_string(),
        Item::Staff(one) => one.id.to_string(),
    }
}
