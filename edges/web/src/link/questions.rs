//! The questions of a measure, one on each screen: saved with every answer, so that a signal that drops loses nothing and one goes on
//! where one stopped. Which question comes next is asked of the forms' interpreter; the address names its place and nothing else.

use access::Refusal;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use confidential::{Released, ToPatient};
use forms::{Answer, Asked, Filled, Form, Item, Library};
use measure::{AnswerQuestion, HandIn, Means, OwnMeasure, OwnMeasureView, needs_help};
use vocabulary::id::MeasureId;

use super::question_page::{self, Screen};
use super::visit::{VisitForm, Visiting};
use super::words::{self, Say};
use super::{help, list};
use crate::app::App;
use crate::form::Sent;

/// A measure that is being answered.
struct Answering {
    form: &'static Form,
    filled: Filled,
    view: Released<OwnMeasureView, ToPatient>,
}

async fn load(app: &App, visiting: &Visiting, measure: MeasureId) -> Result<Answering, Response> {
    let not_there = || crate::answer::refused(None, &Refusal::NotFound);
    let (person, language) = (visiting.on.person.clone(), visiting.language.tag().to_owned());
    let query = OwnMeasure { measure, language };
    let view = match app.work(move |house| house.ask_for_person(&person, &query)).await {
        Ok(view) => view,
        // What may not be shown any more is asked by staff, as the list says.
        Err(Refusal::Refused { .. }) => return Err(Redirect::to("/l").into_response()),
        Err(refusal) => return Err(crate::answer::refused(None, &refusal)),
    };
    let form = Library::standard().form(&view.measure.instrument).ok_or_else(not_there)?;
    let filled = form.read_answers(&view.measure.answers, &view.measure.context).map_err(|_| not_there())?;
    Ok(Answering { form, filled, view })
}

impl Answering {
    fn address(&self) -> String {
        format!("/l/questions/{}", self.view.measure.id)
    }

    fn is_over(&self) -> bool {
        self.view.measure.completed_at.is_some()
    }

    /// The address of the question after an item, or of the end.
    fn after(&self, item: Option<&str>) -> String {
        let next = self.form.question_after(&self.filled, item);
        next.map_or_else(|| format!("{}/end", self.address()), |question| self.place(question.item))
    }

    /// The address of the question before an item, or of the list.
    fn before(&self, item: &str) -> String {
        let before = self.form.question_before(&self.filled, item);
        before.map_or_else(|| "/l".to_owned(), |question| self.place(question.item))
    }

    /// Where one stopped: behind what was answered last.
    fn where_one_stopped(&self) -> String {
        let last = self.view.measure.answers.iter().last().map(|(item, _)| item.to_owned());
        self.after(last.as_deref())
    }

    fn place(&self, item: &Item) -> String {
        format!("{}/{}", self.address(), place_of(self.form, item))
    }

    /// The item at a place, when it is asked after the answers so far.
    fn item(&self, place: usize) -> Option<&'static Item> {
        let questions = self.form.questions(&self.filled);
        let question = questions.into_iter().nth(place.checked_sub(1)?)?;
        (question.asked == Asked::Yes).then_some(question.item)
    }

    /// Help, when an answer was about their safety.
    async fn help(&self, app: &App, visiting: &Visiting) -> Option<maud::Markup> {
        if !needs_help(&self.view.measure) {
            return None;
        }
        let phone = list::own(app, visiting).await.map(|view| view.phone.clone()).unwrap_or_default();
        Some(help::block(app, visiting.language, &phone))
    }

    async fn show(
        &self,
        app: &App,
        visiting: &Visiting,
        item: &'static Item,
        sent: Option<&Sent>,
        told: Option<&Say>,
    ) -> Response {
        let screen = Screen {
            visiting,
            wording: self.form.worded_by(self.view.overlay.as_ref()),
            answers: &self.view.measure.answers,
            address: self.place(item),
            help: self.help(app, visiting).await,
            told,
        };
        let status = if told.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let content = screen.question(item, &self.filled, sent);
        (status, visiting.page(&screen.address, &content)).into_response()
    }
}

fn place_of(form: &Form, item: &Item) -> usize {
    form.items.iter().position(|known| known.id == item.id).map_or(1, |at| at + 1)
}

/// Begins, or goes on where one stopped; what was handed in says so and leads to the next thing.
pub(super) async fn begin(State(app): State<App>, visiting: Visiting, Path(measure): Path<MeasureId>) -> Response {
    let answering = match load(&app, &visiting, measure).await {
        Ok(answering) => answering,
        Err(response) => return response,
    };
    if !answering.is_over() {
        return Redirect::to(&answering.where_one_stopped()).into_response();
    }
    let help = answering.help(&app, &visiting).await;
    let next = list::next(&app, &visiting).await;
    visiting.page(&answering.address(), &question_page::handed_in(visiting.language, help.as_ref(), &next))
}

/// One question.
pub(super) async fn page(
    State(app): State<App>,
    visiting: Visiting,
    Path((measure, place)): Path<(MeasureId, usize)>,
) -> Response {
    match load(&app, &visiting, measure).await {
        Ok(answering) => match answering.item(place).filter(|_| !answering.is_over()) {
            Some(item) => answering.show(&app, &visiting, item, None, None).await,
            None => Redirect::to(&answering.address()).into_response(),
        },
        Err(response) => response,
    }
}

/// Which way somebody goes on from a question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Next,
    Back,
    Skip,
}

pub(super) async fn save(
    State(app): State<App>,
    Path((measure, place)): Path<(MeasureId, usize)>,
    VisitForm(visiting, sent): VisitForm,
) -> Response {
    let answering = match load(&app, &visiting, measure).await {
        Ok(answering) => answering,
        Err(response) => return response,
    };
    let Some(item) = answering.item(place).filter(|_| !answering.is_over()) else {
        return Redirect::to(&answering.address()).into_response();
    };
    let way = match sent.text("go") {
        "back" => Way::Back,
        "skip" => Way::Skip,
        _ => Way::Next,
    };
    let answer = match (way, read(item, &sent)) {
        (Way::Skip, _) => None,
        (_, Some(answer)) => Some(answer),
        (Way::Back, None) => return Redirect::to(&answering.before(&item.id)).into_response(),
        (Way::Next, None) => return answering.show(&app, &visiting, item, Some(&sent), Some(&words::CHOOSE_ONE)).await,
    };
    let language = visiting.language.tag().to_owned();
    let command = AnswerQuestion { measure, item: item.id.clone(), answer, language, means: Means::Link };
    let person = visiting.on.person.clone();
    match app.work(move |house| house.perform(&person, &command)).await {
        Ok(_) => moved(&app, &visiting, measure, item, way).await,
        Err(Refusal::Invalid(_)) => answering.show(&app, &visiting, item, Some(&sent), Some(&words::CHOOSE_ONE)).await,
        Err(Refusal::Refused { .. }) => Redirect::to("/l").into_response(),
        Err(refusal) => crate::answer::refused(None, &refusal),
    }
}

/// The way on after an answer was saved: the answer may have changed what is asked.
async fn moved(app: &App, visiting: &Visiting, measure: MeasureId, item: &Item, way: Way) -> Response {
    match load(app, visiting, measure).await {
        Ok(now) if way == Way::Back => Redirect::to(&now.before(&item.id)).into_response(),
        Ok(now) => Redirect::to(&now.after(Some(&item.id))).into_response(),
        Err(response) => response,
    }
}

/// What was chosen or written; nothing when it is no answer at all.
fn read(item: &Item, sent: &Sent) -> Option<Answer> {
    if item.takes_several {
        let codes: Vec<String> = sent.all("answer").filter(|code| !code.is_empty()).map(str::to_owned).collect();
        return (!codes.is_empty()).then_some(Answer::Codes(codes));
    }
    if item.range.is_some() {
        return sent.parse("answer").map(Answer::Number);
    }
    Some(sent.text("answer")).filter(|code| !code.is_empty()).map(|code| Answer::Code(code.to_owned()))
}

/// The end: what was left open, and handing in.
pub(super) async fn end(State(app): State<App>, visiting: Visiting, Path(measure): Path<MeasureId>) -> Response {
    match load(&app, &visiting, measure).await {
        Ok(answering) if answering.is_over() => Redirect::to(&answering.address()).into_response(),
        Ok(answering) => last(&app, &visiting, &answering, None).await,
        Err(response) => response,
    }
}

async fn last(app: &App, visiting: &Visiting, answering: &Answering, told: Option<&Say>) -> Response {
    let screen = Screen {
        visiting,
        wording: answering.form.worded_by(answering.view.overlay.as_ref()),
        answers: &answering.view.measure.answers,
        address: format!("{}/end", answering.address()),
        help: answering.help(app, visiting).await,
        told,
    };
    let questions = answering.form.questions(&answering.filled);
    let open = questions.iter().filter(|question| question.asked == Asked::Yes && !question.is_answered);
    let open: Vec<(&Item, String)> = open.map(|question| (question.item, answering.place(question.item))).collect();
    let status = if told.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    (status, visiting.page(&screen.address, &screen.end(&open))).into_response()
}

pub(super) async fn hand_in(
    State(app): State<App>,
    Path(measure): Path<MeasureId>,
    VisitForm(visiting, _): VisitForm,
) -> Response {
    let answering = match load(&app, &visiting, measure).await {
        Ok(answering) => answering,
        Err(response) => return response,
    };
    let (person, language) = (visiting.on.person.clone(), visiting.language.tag().to_owned());
    let command = HandIn { measure, language, means: Means::Link };
    match app.work(move |house| house.perform(&person, &command)).await {
        Ok(_) => Redirect::to(&answering.address()).into_response(),
        Err(Refusal::Invalid(_)) => last(&app, &visiting, &answering, Some(&words::NONE_YET)).await,
        Err(Refusal::Refused { .. }) => Redirect::to("/l").into_response(),
        Err(refusal) => crate::answer::refused(None, &refusal),
    }
}
