//! The notice of privacy practices: which edition is in force, who in care has had it, the editions of before, as of any day (P2-48).

use access::{Action, Kind, Refusal};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use intake::notice::{
    EditionLine, EditionView, Editions, GiveNotice, HasIt, ListEditions, NoticeLine, NoticeStanding, ReadEdition, WhoHasNotice,
    Whom,
};
use intake::paper::Review;
use jiff::civil::Date;
use maud::{Markup, html};

use super::{Place, list_page, one_page, today};
use crate::app::App;
use crate::component::{
    Banner, Button, Card, Chip, Column, Crumb, Field, Hue, Icon, PageHead, Row, RowList, Table, TableRow, chip, csrf_field, empty,
};
use crate::form::SignedForm;
use crate::link::words_of;
use crate::patients::filled::Trouble;
use crate::patients::say as chart_say;
use crate::signed::{Signed, may};
use crate::words::{count, full_day};

/// So many files are made in one transaction: nobody waits long for another.
const AT_ONCE: usize = 20;

/// Where somebody reads one edition.
pub(super) fn href(number: u32) -> String {
    format!("/rights/notice/{number}")
}

/// Which day is asked about.
#[derive(Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    on: String,
}

pub(super) async fn list(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Response {
    let on: Option<Date> = asked.on.parse().ok();
    let actor = signed.actor.clone();
    let seen = app.work(move |house| Ok((house.ask(&actor, &ListEditions { on })?, house.ask(&actor, &WhoHasNotice)?)));
    let (editions, standing) = match seen.await {
        Ok(seen) => seen,
        Err(refusal) => return signed.refused(&refusal),
    };
    let may_revise = may(&app, &signed.actor, Action::Record, Kind::NoticeEdition);
    let open = standing.lines.iter().filter(|line| line.has_it.is_open()).count();
    let sentence = match open {
        0 => "Everybody in care has had it.".to_owned(),
        some => format!("{} not answered it yet.", count(some, "person in care has", "people in care have")),
    };
    let head = PageHead::new("Notice of privacy practices")
        .below(html! { (sentence) " Everybody gets it when care begins, and again when a change is material." })
        .acts(html! { @if may_revise { (Button::primary("Revise the notice").icon(Icon::Pen).href("/rights/notice/revise")) } });
    let content = html! {
        (who_has_it(&app, &signed, &standing, may_revise))
        (Card::new("Editions").small("Newest first; none is ever lost").body(html! { (RowList::new("Editions").rows(editions.lines.iter().map(row).collect::<Vec<_>>())) }))
        (as_of(&asked, on, &editions))
    };
    list_page(&signed, Place::Notice, &head, &content).into_response()
}

fn row(line: &EditionLine) -> Row {
    let edition = &line.edition;
    let kind = if edition.number == 1 {
        String::new()
    } else if edition.is_material {
        " · Material: given to everybody".to_owned()
    } else {
        " · Not material".to_owned()
    };
    Row::new(format!("Edition {}", edition.number))
        .href(href(edition.number))
        .line(format!("{}{kind}", edition.what_changed))
        .chip(stands(line))
        .when(format!("From {}", full_day(edition.in_force_from)))
}

fn stands(line: &EditionLine) -> Chip {
    match (line.is_in_force, line.is_to_come) {
        (true, _) => chip(Hue::Here, "In force").icon(Icon::Check),
        (false, true) => chip(Hue::Due, "To come").icon(Icon::Clock),
        (false, false) => chip(Hue::Quiet, "Of before"),
    }
}

fn as_of(asked: &Asked, on: Option<Date>, editions: &Editions) -> Markup {
    html! {
        (Card::new("As of a day").padded().body(html! {
            form.form.cols method="get" action=(Place::Notice.href()) {
                (Field::date("on", "Which edition was in force on").value(asked.on.clone()))
                div.acts { (Button::plain("Show")) }
            }
            @match (on, editions.on) {
                (Some(day), Some(number)) => { p { "On " (full_day(day)) " " a href=(href(number)) { "edition " (number) } " was in force." } }
                (Some(day), None) => { p { "On " (full_day(day)) " there was no notice yet." } }
                (None, _) if !asked.on.is_empty() => { p { "Write the day as year-month-day, like 2026-03-12." } }
                (None, _) => {}
            }
        }))
    }
}

/// How somebody stands, in words and a hue.
fn has_it(line: &NoticeLine) -> Chip {
    match line.has_it {
        HasIt::NotGiven => chip(Hue::Due, "Not given").icon(Icon::Alert),
        HasIt::TakenBack => chip(Hue::Due, "Taken back").icon(Icon::Alert),
        HasIt::Waits => chip(Hue::Due, "Waits for their answer").icon(Icon::Pen),
        HasIt::Declined => chip(Hue::Outline, "Declined, written down").icon(Icon::Dash),
        HasIt::Acknowledged => chip(Hue::Here, "Received").icon(Icon::Check),
    }
}

fn who_has_it(app: &App, signed: &Signed, standing: &NoticeStanding, may_revise: bool) -> Markup {
    let lacking = standing.lines.iter().filter(|line| matches!(line.has_it, HasIt::NotGiven | HasIt::TakenBack)).count();
    let opens_papers = may(app, &signed.actor, Action::View, Kind::Paper);
    let open: Vec<&NoticeLine> = standing.lines.iter().filter(|line| line.has_it.is_open()).collect();
    let done: Vec<&NoticeLine> = standing.lines.iter().filter(|line| !line.has_it.is_open()).collect();
    html! {
        (Card::new("Who has not had it").small(format!("Edition {} or a later one", standing.needed)).body(html! {
            @if open.is_empty() { (empty("Everybody in care has had it.", "Whoever comes in, and everybody after a material change, appears here until they answer.", None)) }
            @else {
                (table(app, &open, opens_papers))
            }
        }))
        @if may_revise && lacking > 0 {
            (Card::new("Give it now").padded().body(html! {
                p { "Each gets edition " (standing.given) " in the language they read, to acknowledge on their phone, on a tablet or on paper. Who declines is written down." }
                form method="post" action="/rights/notice/give" {
                    (csrf_field(&signed.frame.csrf))
                    div.acts { (Button::primary(format!("Give it to {}", count(lacking, "person", "people")))) }
                }
            }))
        }
        @if !done.is_empty() { (Card::new("Who has had it").body(html! { (table(app, &done, opens_papers)) })) }
    }
}

fn table(app: &App, lines: &[&NoticeLine], opens_papers: bool) -> Table {
    let (zone, today) = (app.0.house.zone(), today(app));
    let columns = vec![Column::new("Who"), Column::new("Language"), Column::new("Had last"), Column::new("How it stands")];
    let row = |line: &&NoticeLine| {
        let since = line.since.map(|at| chart_say::moment(zone, at, today)).unwrap_or_default();
        let stands = html! { (has_it(line)) @if !since.is_empty() { small { " " (since) } } };
        let cells = vec![
            html! { (line.language.own_name()) },
            html! { @match line.edition { Some(number) => { "Edition " (number) } None => { "None" } } },
            stands,
        ];
        let who = html! {
            @match line.paper.filter(|_| opens_papers) {
                Some(paper) => { a href=(format!("/papers/{paper}?chart={}", line.patient)) { (line.name.full()) } }
                None => { (line.name.full()) }
            }
            small { " No. " (line.record_number) }
        };
        TableRow::new(who, cells)
    };
    Table::new("Who has had the notice", columns).silent_caption().rows(lines.iter().map(row))
}

/// Gives it to everybody whom `whom` names, a few at a time.
pub(super) async fn give_to(app: &App, signed: &Signed, whom: Whom) -> Result<i64, Refusal> {
    let press = app.0.wiring.press.clone();
    let actor = signed.actor.clone();
    let mut all = 0;
    loop {
        let (actor, command) = (actor.clone(), GiveNotice { whom, at_most: AT_ONCE, press: press.clone() });
        let given = app.work(move |house| house.perform(&actor, &command)).await?;
        all += given;
        if given == 0 {
            return Ok(all);
        }
    }
}

pub(super) async fn give(State(app): State<App>, SignedForm(signed, _): SignedForm) -> Response {
    match give_to(&app, &signed, Whom::EverybodyWithout).await {
        Ok(_) => Redirect::to(Place::Notice.href()).into_response(),
        Err(refusal) => signed.refused(&refusal),
    }
}

pub(super) async fn edition(State(app): State<App>, signed: Signed, Path(number): Path<u32>) -> Response {
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &ReadEdition { number })).await {
        Ok(view) => draw(&signed, &view),
        Err(refusal) => signed.refused(&refusal),
    }
}

fn draw(signed: &Signed, view: &EditionView) -> Response {
    let line = &view.line;
    let title = format!("Edition {} of the notice", line.edition.number);
    let from = full_day(line.edition.in_force_from);
    let until = line.last_day.map(|day| format!(" to {}", full_day(day))).unwrap_or_default();
    let head = PageHead::new(title.clone())
        .crumb(Crumb::to(Place::Notice.words(), Place::Notice.href()))
        .crumb(Crumb::here(format!("Edition {}", line.edition.number)))
        .below(html! { (stands(line)) " From " (from) (until) ". " (line.edition.what_changed) });
    let content = html! {
        @if line.edition.contact.email.is_empty() {
            (Banner::due("This edition names nobody and no e-mail address to talk to. 42 CFR 2.22 wants both: revise it and say who answers."))
        }
        @for (language, review, words) in &view.words {
            (Card::new(language.own_name()).small(review.title()).padded().body(html! {
                article.paper lang=(language.tag()) { h3 { (words.title) } (words_of(&words.blocks)) }
                @if *review == Review::Draft { p.muted { "Nobody has checked this translation: whoever gets it gets the English words, which count, after it." } }
            }))
        }
    };
    one_page(signed, &title, &head, &Trouble::default(), &content)
}
