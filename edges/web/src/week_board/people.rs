//! Everybody's week: hours on each day, the sum against floor and ceiling, what is left of what is approved.

use jiff::civil::Date;
use maud::{Markup, html};
use reactions::week_board::{PersonOfWeek, WeekBoard};
use vocabulary::day::{days_between, short_day};

use super::say;
use crate::component::{Button, Column, Icon, Meter, Table, TableRow, empty};

pub(super) fn draw(board: &WeekBoard, days: &[Date], may_book: bool) -> Markup {
    if board.people.is_empty() {
        return empty(
            "Nobody to show.",
            "People with a stay or a place in this week appear here. Choose another track or week.",
            None,
        );
    }
    let mut columns = vec![Column::new("Person")];
    columns.extend(days.iter().map(|day| Column::number(short_day(*day))));
    columns.extend([Column::new("Week"), Column::new("Approved"), Column::new("")]);
    let rows = board.people.iter().map(|person| row(board, days, person, may_book));
    let table = Table::new("Hours of everybody’s week", columns)
        .small("Hours that count, planned on each day; the week against its floor and the most that is authorized.")
        .rows(rows);
    html! { section.card.wb-people { (table) } }
}

fn row(board: &WeekBoard, days: &[Date], person: &PersonOfWeek, may_book: bool) -> TableRow {
    let head = html! { a href=(format!("/patients/{}/schedule?week={}", person.patient, board.monday)) data-open { (say::name(&person.name)) } };
    let of_day = |day: &Date| usize::try_from(days_between(board.monday, *day)).ok().and_then(|at| person.days.get(at)).copied();
    let mut cells: Vec<Markup> = days
        .iter()
        .map(|day| match of_day(day).unwrap_or(0) {
            0 => html! { span.muted { "–" } },
            minutes => html! { span.hush { (say::hours(minutes)) " h" } },
        })
        .collect();
    cells.push(week(person));
    cells.push(html! {
        div.hush { @if person.units.is_empty() { span.muted { "–" } } @for left in &person.units { p { (say::units(left)) } } }
    });
    cells.push(html! {
        @if may_book { (Button::quiet("Book").small().href(format!("/schedule/book?patient={}", person.patient)).about(person.name.short())) }
    });
    TableRow::new(head, cells)
}

fn week(person: &PersonOfWeek) -> Markup {
    let planned: i64 = person.days.iter().sum();
    let Some(hours) = &person.hours else { return html! { (say::hours(planned)) " h" } };
    let amount = |minutes: i64| u32::try_from(minutes.max(0)).unwrap_or(0);
    let delivered = hours.week.delivered_minutes;
    let ahead = (planned - delivered).max(0);
    html! {
        div.hush {
            b { (say::hours(planned)) } " of " (say::hours(hours.floor_minutes)) " h"
            @if let Some(most) = say::most(hours) { small { (most) } }
            (Meter::new(amount(delivered), amount(hours.floor_minutes)).booked(amount(ahead)))
            @for flag in &hours.week.flags { p.told { (Icon::Clock) " " (flag.sentence()) } }
        }
    }
}
