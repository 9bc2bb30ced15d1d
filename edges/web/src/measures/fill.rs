//! Fills a form together with the person, on one page, with the keyboard and without script. Saving half of it keeps everything; what
//! cannot be an answer comes back beside its question with everything else as it was.

use std::collections::BTreeMap;

use access::Problem as Wrong;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::Released;
use forms::{Answer, Answers, ContextValues, Form, Item, Library};
use measure::{FormView, Means, OpenForm, RecordMeasure, Sheet};
use uuid::Uuid;
use vocabulary::id::MeasureId;

use super::around::{Around, around};
use super::fill_page;
use crate::app::App;
use crate::form::{Sent, SignedForm};
use crate::patients::filled::{self, Trouble};
use crate::signed::Signed;

pub(super) async fn form<const IN_CHART: bool>(
    State(app): State<App>,
    signed: Signed,
    Path((id, instrument)): Path<(Uuid, String)>,
) -> Response {
    let around = match around::<IN_CHART>(&app, signed, id).await {
        Ok(around) => around,
        Err(response) => return response,
    };
    match load(&around, &instrument).await {
        Ok((form, view)) => fill_page::draw(&around, form, &view, &begun(form, &view), &Trouble::default()),
        Err(response) => response,
    }
}

async fn load(around: &Around, instrument: &str) -> Result<(&'static Form, Released<FormView>), Response> {
    let not_found = || around.signed().refused(&access::Refusal::NotFound);
    let form = Library::standard().form(instrument).ok_or_else(not_found)?;
    let (actor, query) = (around.signed().actor.clone(), OpenForm { patient: around.person(), instrument: form.id.clone() });
    let view = around.app().work(move |house| house.ask(&actor, &query)).await;
    view.map(|view| (form, view)).map_err(|refusal| around.signed().refused(&refusal))
}

/// The page as it begins: what was answered so far.
fn begun(form: &Form, view: &FormView) -> Sent {
    let Some((measure, version)) = &view.open else {
        return Sent::default().with("means", fill_page::usual(form, view).as_str());
    };
    let mut sent = Sent::default()
        .with("measure", measure.id.to_string())
        .with("version", version.to_string())
        .with("means", measure.means.unwrap_or_else(|| fill_page::usual(form, view)).as_str())
        .with("early_reason", measure.early_reason.clone().unwrap_or_default());
    for (id, answer) in measure.answers.iter() {
        sent = match answer {
            Answer::Code(code) => sent.with(id, code.as_str()),
            Answer::Number(number) => sent.with(id, number.to_string()),
            Answer::Codes(codes) => codes.iter().fold(sent, |sent, code| sent.with(id, code.as_str())),
            Answer::Unreadable => sent,
        };
    }
    for (key, value) in &measure.context {
        sent = sent.with(key, value.as_str());
    }
    measure.totals.iter().fold(sent, |sent, (score, total)| sent.with(fill_page::total_field(score), total.to_string()))
}

pub(super) async fn save<const IN_CHART: bool>(
    State(app): State<App>,
    Path((id, instrument)): Path<(Uuid, String)>,
    SignedForm(signed, sent): SignedForm,
) -> Response {
    let around = match around::<IN_CHART>(&app, signed, id).await {
        Ok(around) => around,
        Err(response) => return response,
    };
    let (form, view) = match load(&around, &instrument).await {
        Ok(loaded) => loaded,
        Err(response) => return response,
    };
    let mut unread = Vec::new();
    let command = RecordMeasure {
        patient: around.person(),
        instrument,
        from: sent.parse::<MeasureId>("measure").zip(sent.parse("version")),
        sheet: sheet(form, &sent, &mut unread),
        means: Means::parse(sent.text("means")).unwrap_or(Means::Together),
        is_done: sent.text("act") != "save",
    };
    let is_done = command.is_done;
    match filled::perform(&app, around.signed(), command, unread).await {
        Ok(measure) if is_done => Redirect::to(&format!("{}/{measure}", around.list())).into_response(),
        Ok(_) => Redirect::to(&around.list()).into_response(),
        Err(refusal) => match Trouble::of(&refusal) {
            Some(trouble) => fill_page::draw(&around, form, &view, &sent, &trouble),
            None => around.signed().refused(&refusal),
        },
    }
}

/// What the page says. A field that is empty is a blank.
fn sheet(form: &Form, sent: &Sent, unread: &mut Vec<Wrong>) -> Sheet {
    let mut answers = Answers::default();
    for item in &form.items {
        answers.set(&item.id, answer(item, sent, unread));
    }
    let context: ContextValues = form
        .context
        .iter()
        .map(|known| (known.key.clone(), sent.text(&known.key).to_owned()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let mut totals = BTreeMap::new();
    for score in form.scores.iter().filter(|score| score.kind.is_counted()) {
        let field = fill_page::total_field(&score.id);
        if !sent.text(&field).is_empty() {
            match sent.parse(&field) {
                Some(total) => {
                    totals.insert(score.id.clone(), total);
                }
                None => unread.push(filled::wrong(field, "Write a whole number.")),
            }
        }
    }
    Sheet { answers, context, totals, early_reason: sent.text("early_reason").to_owned() }
}

fn answer(item: &Item, sent: &Sent, unread: &mut Vec<Wrong>) -> Option<Answer> {
    if item.takes_several {
        return Some(Answer::Codes(sent.all(&item.id).filter(|code| !code.is_empty()).map(str::to_owned).collect()));
    }
    let text = sent.text(&item.id);
    if text.is_empty() {
        return None;
    }
    if item.range.is_none() {
        return Some(Answer::Code(text.to_owned()));
    }
    let number = sent.parse(&item.id).map(Answer::Number);
    if number.is_none() {
        unread.push(filled::wrong(&item.id, "Write a whole number."));
    }
    number
}
