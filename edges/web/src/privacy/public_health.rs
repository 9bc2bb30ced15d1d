//! Figures for a public health authority (P2-44): seen first, then handed over and kept; nothing in them points to anybody.

use access::{Action, Kind, Refusal};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use confidential::deidentified::Table as Figures;
use maud::{Markup, html};
use privacy::outside_recipient::Directory;
use privacy::public_health_report::{ListPublicHealthReports, PublicHealthReport};
use reactions::outside::{HandOverFigures, HandedOverFigures, PublicHealthFigures};
use vocabulary::id::PublicHealthReportId;

use super::{Place, one_page, today};
use crate::app::App;
use crate::component::{
    Banner, Button, Card, Column, Crumb, Field, Icon, PageHead, Row, RowList, Table, TableRow, csrf_field, empty,
};
use crate::form::{Sent, SignedForm};
use crate::handed_out::File;
use crate::outside::csv_line;
use crate::patients::filled::Trouble;
use crate::recipients::pick;
use crate::signed::{Signed, may};
use crate::words::full_day;

pub(super) const HREF: &str = "/rights/public-health";

pub(super) async fn page(State(app): State<App>, signed: Signed) -> Response {
    let year = today(&app).year().to_string();
    let begun = Sent::of([("from_year", year.as_str()), ("to_year", year.as_str())]);
    draw(&app, &signed, &begun, None, &Trouble::default()).await
}

pub(super) async fn act(State(app): State<App>, SignedForm(signed, sent): SignedForm) -> Response {
    let taken = sent.text("use").to_owned();
    let sent = if taken.is_empty() { sent } else { sent.with("authority", taken).with("act", "look") };
    let figures = PublicHealthFigures { from_year: sent.parse("from_year"), to_year: sent.parse("to_year") };
    let actor = signed.actor.clone();
    let refusal = if sent.text("act") == "hand_over" {
        let wish = HandOverFigures { figures, authority: sent.text("authority").to_owned() };
        match app.work(move |house| house.hand_over_figures(&actor, &wish)).await {
            Ok(_) => return Redirect::to(HREF).into_response(),
            Err(refusal) => refusal,
        }
    } else {
        match app.work(move |house| house.ask(&actor, &figures)).await {
            Ok(found) => return draw(&app, &signed, &sent, Some(&found), &Trouble::default()).await,
            Err(refusal) => refusal,
        }
    };
    match Trouble::of(&refusal) {
        Some(trouble) => draw(&app, &signed, &sent, None, &trouble).await,
        None => signed.refused(&refusal),
    }
}

async fn draw(app: &App, signed: &Signed, sent: &Sent, found: Option<&Figures>, trouble: &Trouble) -> Response {
    let actor = signed.actor.clone();
    let reports = match app.work(move |house| house.ask(&actor, &ListPublicHealthReports)).await {
        Ok(reports) => reports,
        Err(refusal) => return signed.refused(&refusal),
    };
    let typed = if found.is_some() { vec![sent.text("authority").to_owned()] } else { Vec::new() };
    let directory = match pick::directory(app, signed, typed).await {
        Ok(directory) => directory,
        Err(refusal) => return signed.refused(&refusal),
    };
    let title = "Public health";
    let head = PageHead::new(title)
        .crumb(Crumb::to("Privacy", Place::Due.href()))
        .crumb(Crumb::here(title))
        .below(html! { "A public health authority gets figures by the year. Nothing in them points to anybody; fewer than 11 people are not counted out." });
    let content = html! {
        @if may(app, &signed.actor, Action::Disclose, Kind::PublicHealthReport) {
            (Card::new("Which figures").padded().body(form(signed, &directory, sent, found.is_some(), trouble)))
        }
        @if let Some(figures) = found { (Card::new("What would be handed over").body(html! { (table(figures)) })) }
        (Card::new("Handed over").small("The newest first").body(handed_over(&reports)))
    };
    one_page(signed, title, &head, trouble, &content)
}

fn form(signed: &Signed, directory: &Directory, sent: &Sent, is_seen: bool, trouble: &Trouble) -> Markup {
    let problems = &trouble.problems;
    let nearly = directory.nearly.iter().flat_map(|(_, near)| near.clone()).collect::<Vec<_>>();
    html! {
        form.form.cols method="post" action=(HREF) novalidate {
            (csrf_field(&signed.frame.csrf))
            (Field::text("authority", "Which authority asks").autocomplete("off").list(pick::NAMES).value(sent.text("authority")).problems(problems))
            (pick::suggested(&nearly))
            (Field::number("from_year", "From the year").value(sent.text("from_year")).problems(problems))
            (Field::number("to_year", "To the year").value(sent.text("to_year")).problems(problems))
            div.acts {
                (Button::primary("Show the figures").named("act", "look"))
                @if is_seen { (Button::plain("Hand them over").icon(Icon::Check).named("act", "hand_over")) }
            }
        }
        (pick::lists(&directory.listed))
    }
}

fn table(figures: &Figures) -> Table {
    let columns = vec![Column::new("Year"), Column::new("What"), Column::number("People")];
    let row = |row: &Vec<String>| {
        let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
        TableRow::new(html! { (cell(0)) }, vec![html! { (crate::words::capital(&cell(1))) }, html! { (cell(2)) }])
    };
    Table::new("Figures", columns).silent_caption().rows(figures.rows.iter().map(row))
}

fn handed_over(reports: &[PublicHealthReport]) -> Markup {
    let row = |one: &PublicHealthReport| {
        let to = if one.address.is_empty() { one.authority.clone() } else { format!("{}, {}", one.authority, one.address) };
        Row::new(to).line(format!("Years {} to {}, by {}", one.from_year, one.to_year, one.by)).when(full_day(one.on)).act(
            Button::plain("The table").small().href(format!("{HREF}/{}/figures.csv", one.id)).about(format!("of {}", one.on)),
        )
    };
    html! {
        @if reports.is_empty() { (empty("No figures were handed over.", "Each table appears here with whom it went to.", None)) }
        @else { (Banner::private("Give them the table; send nothing else.")) (RowList::new("Handed over").rows(reports.iter().map(row))) }
    }
}

pub(super) async fn csv(State(app): State<App>, signed: Signed, Path(report): Path<PublicHealthReportId>) -> Response {
    if !may(&app, &signed.actor, Action::Disclose, Kind::PublicHealthReport) {
        return signed.refused(&Refusal::NotFound);
    }
    let actor = signed.actor.clone();
    match app.work(move |house| house.ask(&actor, &HandedOverFigures { report })).await {
        Ok(kept) => {
            let mut text = csv_line(&kept.table.header);
            kept.table.rows.iter().for_each(|row| text.push_str(&csv_line(row)));
            File::kept("figures.csv").of_kind("text/csv; charset=utf-8").answer(&kept, text)
        }
        Err(refusal) => signed.refused(&refusal),
    }
}
