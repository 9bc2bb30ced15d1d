//! The letters of a case: what they say, one for each person concerned, printed in one job or one by one, and written down as they go
//! (P2-55, P2-66).

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use privacy::breach::{Duty, Recipient};
use privacy::breach_letter::{DeliverLetters, HowSent};
use reactions::breach_letters::{
    BreachLetterFile, BreachLetters, BreachLettersView, LetterLine, LettersToPrint, MakeBreachLetters,
};
use vocabulary::day::parse_day;
use vocabulary::id::{BreachId, BreachLetterId};

use super::breach::who;
use super::{Place, list_page, say, today};
use crate::app::App;
use crate::component::{
    Banner, Button, Card, Chip, ChoiceRow, Column, Crumb, Field, Hue, Icon, PageHead, Table, TableRow, chip, csrf_field, empty,
};
use crate::form::{Sent, SignedForm};
use crate::handed_out::File;
use crate::patients::filled::{self, Trouble};
use crate::signed::{Signed, may};
use crate::words::{count, full_day};

/// So many files are made in one transaction.
const AT_ONCE: usize = 20;

pub(super) fn href(breach: BreachId) -> String {
    format!("/rights/breaches/{breach}/letters")
}

pub(super) async fn page(State(app): State<App>, signed: Signed, Path(breach): Path<BreachId>) -> Response {
    shown(&app, &signed, breach, &Sent::default(), &Trouble::default()).await
}

async fn shown(app: &App, signed: &Signed, breach: BreachId, sent: &Sent, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &BreachLetters { breach })).await {
        Ok(view) => draw(app, signed, &view, sent, trouble),
        Err(refusal) => signed.refused(&refusal),
    }
}

async fn after<T>(app: &App, signed: &Signed, breach: BreachId, sent: &Sent, result: Result<T, Refusal>) -> Response {
    let refusal = match result {
        Ok(_) => return Redirect::to(&href(breach)).into_response(),
        Err(refusal) => refusal,
    };
    match Trouble::of(&refusal) {
        Some(trouble) => shown(app, signed, breach, sent, &trouble).await,
        None => signed.refused(&refusal),
    }
}

/// Makes what is not made yet, a few at a time.
pub(super) async fn make(State(app): State<App>, Path(breach): Path<BreachId>, SignedForm(signed, sent): SignedForm) -> Response {
    let done = loop {
        let actor = signed.actor.clone();
        let command = MakeBreachLetters { breach, at_most: AT_ONCE, press: app.0.wiring.press.clone() };
        match app.work(move |house| house.perform(&actor, &command)).await {
            Ok(0) => break Ok(()),
            Ok(_) => {}
            Err(refusal) => break Err(refusal),
        }
    };
    after(&app, &signed, breach, &sent, done).await
}

pub(super) async fn gone(State(app): State<App>, Path(breach): Path<BreachId>, SignedForm(signed, sent): SignedForm) -> Response {
    let command = DeliverLetters {
        breach,
        letters: sent.all("letters").filter_map(|letter| letter.parse().ok()).collect(),
        on: parse_day(sent.text("on")).ok(),
        how: sent.parse::<HowSent>("how"),
        note: sent.text("note").to_owned(),
    };
    let done = filled::perform(&app, &signed, command, Vec::new()).await;
    after(&app, &signed, breach, &sent, done).await
}

pub(super) async fn file(State(app): State<App>, signed: Signed, Path(letter): Path<BreachLetterId>) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &BreachLetterFile { letter })).await {
        Ok(bytes) => File::pdf("letter").answer(&bytes, bytes.clone()),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn print(State(app): State<App>, signed: Signed, Path(breach): Path<BreachId>) -> Response {
    let actor = signed.actor.clone();
    let sheets = match app.work(move |house| house.ask(&actor, &LettersToPrint { breach })).await {
        Ok(sheets) => sheets,
        Err(refusal) => return signed.refused(&refusal),
    };
    let (set, sheet) = (app.0.wiring.press.clone(), (*sheets).clone());
    match app.work(move |_| set(&sheet).map_err(Refusal::Fault)).await {
        Ok(bytes) => File::pdf("letters").answer(&sheets, bytes),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(app: &App, signed: &Signed, view: &BreachLettersView, sent: &Sent, trouble: &Trouble) -> Response {
    let breach = &view.breach;
    let may_change = may(app, &signed.actor, Action::Amend, Kind::Breach) && breach.counts();
    let case = format!("/rights/breaches/{}", breach.id);
    let waiting: Vec<&LetterLine> = view.lines.iter().filter(|line| line.letter.waits()).collect();
    let gone: Vec<&LetterLine> = view.lines.iter().filter(|line| line.letter.gone.is_some()).collect();
    let head = PageHead::new("Letters to the people concerned")
        .crumb(Crumb::to(Place::Breaches.words(), Place::Breaches.href()))
        .crumb(Crumb::to("One case", case))
        .crumb(Crumb::here("Letters"))
        .below(html! { (count(waiting.len(), "letter waits", "letters wait")) ", " (count(gone.len(), "letter has gone", "letters have gone")) "." })
        .acts(html! {
            @if waiting.iter().any(|line| !line.letter.content.address.is_empty()) { (Button::primary("Print all that wait").icon(Icon::Save).href(format!("{}/print", href(breach.id)))) }
            @if may_change { (Button::plain("What the letters say").icon(Icon::Pen).href(format!("{}/text", href(breach.id)))) }
        });
    let content = html! {
        (trouble.summary())
        (hints(view))
        (Card::new("How it stands").body(duties(app, view)))
        @if may_change { (Card::new("Make the letters").padded().body(make_form(signed, view))) }
        (Card::new("Letters that wait").body(html! {
            @if waiting.is_empty() { (empty("No letter waits.", "Each person concerned whose chart is known gets one, in the language they read.", None)) }
            @else { (table(&waiting)) }
        }))
        @if may_change && !waiting.is_empty() { (Card::new("Letters went").padded().body(gone_form(app, signed, view, &waiting, sent, trouble))) }
        @if !gone.is_empty() { (Card::new("Letters that have gone").body(html! { (table(&gone)) })) }
    };
    let page = list_page(signed, Place::Breaches, &head, &content);
    trouble.answer(page)
}

/// What somebody should know before they print.
fn hints(view: &BreachLettersView) -> Markup {
    let unreached = view.lines.iter().filter(|line| line.letter.waits() && line.letter.content.address.is_empty()).count();
    html! {
        @if view.without_chart > 0 {
            (Banner::due(format!("{} counted without a record number: no letter is made for them here. Add their numbers to the case, or write down on its page how they were told.", count(usize::try_from(view.without_chart).unwrap_or(0), "person is", "people are"))))
        }
        @if unreached > 0 {
            (Banner::due(format!("{} no address to go to, or the person asked to be reached in another way. They are not in the printing: look how each can be reached, and write it down alone.", count(unreached, "letter has", "letters have"))))
        }
    }
}

fn duties(app: &App, view: &BreachLettersView) -> Markup {
    let columns = vec![Column::new("Who"), Column::new("Gone"), Column::new("Last day"), Column::new("How it stands")];
    let to_people = |duty: &&Duty| matches!(duty.to, Recipient::People | Recipient::Residents);
    let row = |duty: &Duty| {
        let theirs = || view.lines.iter().filter(|line| line.letter.to == duty.to && line.letter.state == duty.state);
        let gone = theirs().filter(|line| line.letter.gone.is_some()).count();
        let stands = match duty.met_on {
            Some(day) => html! { (chip(Hue::Here, format!("Told {}", full_day(day))).icon(Icon::Check)) },
            None => html! { (say::standing(privacy::request::Standing::of(duty.due_on, today(app)))) },
        };
        let of = theirs().count();
        TableRow::new(
            html! { (who(duty)) },
            vec![html! { (gone) " of " (of) }, html! { (say::maybe_day(duty.due_on, "without delay")) }, stands],
        )
    };
    let rows: Vec<TableRow> = view.duties.iter().filter(to_people).map(row).collect();
    html! {
        @if rows.is_empty() { (empty("Nobody has to be told.", "Say on the page of the case whom it concerns.", None)) }
        @else { (Table::new("How it stands", columns).silent_caption().rows(rows)) }
    }
}

fn make_form(signed: &Signed, view: &BreachLettersView) -> Markup {
    let breach = &view.breach;
    html! {
        @if breach.letter_text.is_none() {
            p { "Write first what the letters say." }
            div.acts { (Button::primary("What the letters say").href(format!("{}/text", href(breach.id)))) }
        } @else {
            p { "Letters that are not made yet are made, and those that wait are made anew where the words or the address have changed. What has gone stays as it went." }
            form method="post" action=(format!("{}/make", href(breach.id))) {
                (csrf_field(&signed.frame.csrf))
                div.acts { (Button::primary("Make the letters")) }
            }
        }
    }
}

fn stands(line: &LetterLine) -> Chip {
    match &line.letter.gone {
        Some(gone) => chip(Hue::Here, format!("{}, {}", gone.how.words(), full_day(gone.on))).icon(Icon::Check),
        None if line.letter.content.asked_for_another_way => {
            chip(Hue::Due, "Asked to be reached in another way").icon(Icon::Alert)
        }
        None if line.letter.content.address.is_empty() => chip(Hue::Due, "No address").icon(Icon::Alert),
        None => chip(Hue::Due, "Waits").icon(Icon::Clock),
    }
}

fn kind(line: &LetterLine) -> String {
    match &line.letter.state {
        None => "To everybody concerned".to_owned(),
        Some(state) => format!("To residents ({state})"),
    }
}

fn language(line: &LetterLine) -> &'static str {
    intake::paper::Language::of_tag(&line.letter.content.language).own_name()
}

fn table(lines: &[&LetterLine]) -> Table {
    let columns = vec![
        Column::new("Who"),
        Column::new("Which letter"),
        Column::new("Language"),
        Column::new("How it stands"),
        Column::new("File"),
    ];
    let row = |line: &&LetterLine| {
        let note = line.letter.gone.as_ref().map(|gone| gone.note.clone()).unwrap_or_default();
        let cells = vec![
            html! { (kind(line)) },
            html! { (language(line)) },
            html! { (stands(line)) @if !note.is_empty() { small { " " (note) } } },
            html! { (Button::quiet("Open").small().href(format!("/rights/letters/{}", line.letter.id)).about(format!("the letter to {}", line.name.full()))) },
        ];
        TableRow::new(html! { (line.name.full()) small { " No. " (line.record_number) } }, cells)
    };
    Table::new("Letters", columns).silent_caption().rows(lines.iter().map(row))
}

fn gone_form(
    app: &App,
    signed: &Signed,
    view: &BreachLettersView,
    waiting: &[&LetterLine],
    sent: &Sent,
    trouble: &Trouble,
) -> Markup {
    let problems = &trouble.problems;
    let label = |line: &LetterLine| format!("{} (No. {}), {}", line.name.full(), line.record_number, kind(line).to_lowercase());
    let choices: Vec<(String, String)> = waiting.iter().map(|line| (line.letter.id.to_string(), label(line))).collect();
    let row = ChoiceRow::many("letters", "Which letters went");
    let row = choices.iter().fold(row, |row, (id, label)| row.choice(id.clone(), label.clone()));
    // When the form is new, everything that can go by mail has gone: that is what happens after a printing.
    let is_new = sent.all("how").next().is_none();
    let by_mail = waiting.iter().filter(|line| !line.letter.content.address.is_empty()).map(|line| line.letter.id.to_string());
    let chosen: Vec<String> = if is_new { by_mail.collect() } else { sent.all("letters").map(str::to_owned).collect() };
    let row = chosen.iter().fold(row, |row, id| row.chosen(id)).problems(problems);
    let on = if is_new { today(app).to_string() } else { sent.text("on").to_owned() };
    let how = if is_new { HowSent::Mail.as_str() } else { sent.text("how") };
    html! {
        form.form method="post" action=(format!("{}/gone", href(view.breach.id))) novalidate {
            (csrf_field(&signed.frame.csrf))
            (row)
            (ChoiceRow::one("how", "How").choices(HowSent::ALL.iter().map(|how| (how.as_str(), how.words()))).chosen(how).problems(problems))
            (Field::date("on", "On").value(on).problems(problems))
            (Field::text("note", "Anything else").hint("The number of a receipt, who took it").autocomplete("off").max(200).value(sent.text("note")).problems(problems).optional())
            div.acts { (Button::primary("Write it down")) }
        }
    }
}
