//! The page on which a form is filled: the holder's notice, the questions in order with real radio buttons, and, where the wording may
//! not be shown, its number and topic for copying from a licensed paper form, or only the totals (IN-07, IN-08).

use axum::response::Response;
use forms::{Asked, Form, FormOption, Item, Practice, Question, Showing, Wording};
use maud::{Markup, html};
use measure::{FormView, Means};

use super::around::Around;
use super::list::{self, day};
use crate::component::{Banner, Button, Card, ChoiceRow, Field, csrf_field};
use crate::form::Sent;
use crate::patients::filled::Trouble;
use crate::words::{capital, full_day};

/// The field that carries a total copied from paper.
pub(super) fn total_field(score: &str) -> String {
    format!("total.{score}")
}

/// How a form is usually filled here: together, or from paper where its wording may not be shown.
pub(super) fn usual(form: &Form, view: &FormView) -> Means {
    match form.worded_by(view.overlay.as_ref()).showing() {
        Showing::Whole => Means::Together,
        Showing::PaperOnly { .. } => Means::Paper,
    }
}

pub(super) fn draw(around: &Around, form: &Form, view: &FormView, sent: &Sent, trouble: &Trouble) -> Response {
    let wording = form.worded_by(view.overlay.as_ref());
    let showing = wording.showing();
    let is_private = form.items.iter().any(|item| Practice::standard().is_private(&item.id));
    let problems = &trouble.problems;
    let content = html! {
        @if let Showing::PaperOnly { why, without_text } = &showing {
            (Banner::private(format!("{why} Enter the answers or the totals from a licensed paper form; questions {} are shown by number and topic only.", without_text.join(", "))))
        }
        @if is_private { (Banner::private("Asks about safety at home: in private, with nobody else in the room, never read aloud where others hear it.")) }
        @if let Some(until) = view.early_until { (early(around, view, until)) }
        form.form.measure method="post" action=(list::fill(around, &form.id)) id="form" novalidate {
            (csrf_field(&around.signed().frame.csrf))
            input type="hidden" name="measure" value=(sent.text("measure"));
            input type="hidden" name="version" value=(sent.text("version"));
            @for known in &form.context { (context(&known.key, &known.values, sent, trouble)) }
            @if let Some(stem) = wording.stem() { p.stem { (stem) } }
            @for question in questions(form, view) { (ask(&wording, &question, sent, trouble)) }
            @if matches!(showing, Showing::PaperOnly { .. }) { (totals(form, sent, trouble)) }
            @if view.early_until.is_some() {
                (Field::text("early_reason", "Why it is repeated now").optional().value(sent.text("early_reason")).problems(problems))
            }
            (means(sent, trouble))
            div.acts {
                (Button::primary("Hand in").named("act", "done").key("Ctrl+Enter"))
                (Button::plain("Save and go on later").named("act", "save"))
                (Button::quiet("Cancel").href(around.list()))
            }
        }
        (notice(form, view))
    };
    let below = format!("{}. {}.", form.title, capital(&form.lookback_text));
    around.behind(&form.short, &below, trouble, html! { (Card::new(form.short.clone()).padded().body(content)) })
}

fn questions<'f>(form: &'f Form, view: &FormView) -> Vec<Question<'f>> {
    let known = view.open.as_ref().and_then(|(measure, _)| form.read_answers(&measure.answers, &measure.context).ok());
    let blank = || form.read_answers(&forms::Answers::default(), &forms::ContextValues::new()).ok();
    known.or_else(blank).map(|filled| form.questions(&filled)).unwrap_or_default()
}

/// One question. Without script nothing can be hidden, so a question that depends on another says so.
fn ask(wording: &Wording<'_>, question: &Question<'_>, sent: &Sent, trouble: &Trouble) -> Markup {
    let item = question.item;
    let legend = format!("{}. {}", item.n, words(wording, item));
    let hint = match question.asked {
        Asked::Yes => None,
        Asked::Perhaps => Some("Only if an answer above leads here."),
        Asked::No => Some("Not to be asked after the answers above; if it is answered, it counts."),
    };
    if let Some((min, max)) = item.range {
        let unit = if item.unit.as_deref() == Some("d") { " days" } else { "" };
        let range = format!("A whole number from {min} to {max}{unit}. {}", hint.unwrap_or_default());
        return html! { (Field::number(&item.id, legend).hint(range.trim_end()).optional().value(sent.text(&item.id)).problems(&trouble.problems)) };
    }
    let row = if item.takes_several { ChoiceRow::many(&item.id, legend) } else { ChoiceRow::one(&item.id, legend) };
    let choice = |option: &FormOption| (option.code.clone(), wording.label(item, option).to_owned());
    let mut row = row.choices(item.options.iter().map(choice)).problems(&trouble.problems);
    if !item.takes_several && !sent.text(&item.id).is_empty() {
        // A radio button cannot be let go of without script; a blank must stay possible (IN-04).
        row = row.choice("", "No answer");
    }
    for code in sent.all(&item.id) {
        row = row.chosen(code);
    }
    match hint {
        Some(hint) => html! { (row.hint(hint)) },
        None => html! { (row) },
    }
}

/// The wording where it may be shown, else the topic.
pub(super) fn words(wording: &Wording<'_>, item: &Item) -> String {
    let question = wording.question(item).map(str::to_owned);
    question.or_else(|| item.topic.as_ref().map(|topic| format!("({topic})"))).unwrap_or_default()
}

fn context(key: &str, values: &[String], sent: &Sent, trouble: &Trouble) -> Markup {
    let legend = if key == "sex" { "Which published cut-off or wording applies".to_owned() } else { capital(key) };
    let choices = values.iter().map(|value| (value.clone(), capital(value)));
    let chosen = if sent.text(key).is_empty() { "unknown" } else { sent.text(key) };
    let hint = "For this form only; unknown takes the lower cut-off.";
    html! { (ChoiceRow::one(key, legend).choices(choices).chosen(chosen).hint(hint).problems(&trouble.problems)) }
}

fn totals(form: &Form, sent: &Sent, trouble: &Trouble) -> Markup {
    html! {
        fieldset.totals {
            legend { "Or only the totals" }
            @for score in form.scores.iter().filter(|score| score.kind.is_counted()) {
                @let field = total_field(&score.id);
                @let hint = score.range.map(|(min, max)| format!("From {min} to {max}.")).unwrap_or_default();
                (Field::number(&field, &score.title).hint(hint).optional().value(sent.text(&field)).problems(&trouble.problems))
            }
        }
    }
}

fn means(sent: &Sent, trouble: &Trouble) -> Markup {
    let ways = [Means::Together, Means::Tablet, Means::Paper].map(|means| (means.as_str(), means.title()));
    html! { (ChoiceRow::one("means", "How it was filled").choices(ways).chosen(sent.text("means")).problems(&trouble.problems)) }
}

fn early(around: &Around, view: &FormView, until: jiff::civil::Date) -> Markup {
    let last = view.last.map(|at| day(around, at)).unwrap_or_default();
    html! { (Banner::due(format!("It was done on {last}; a repeat says little before {}. It can be done all the same.", full_day(until)))) }
}

/// What the holder asks to stand on the form (IN-08), and who granted a licensed wording (IN-A07).
pub(super) fn notice(form: &Form, view: &FormView) -> Markup {
    html! {
        @if let Some(notice) = form.notice() { p.muted.holder { (notice) } }
        @if form.is_noncommercial() { p.muted.holder { "Free of charge for use without commercial purpose only." } }
        @if let Some(overlay) = &view.overlay { p.muted.holder { "Wording: " (overlay.source) ". Permission: " (overlay.permission) "." } }
    }
}
