//! The claims worklist with invented days.

use maud::{Markup, html};

use super::sample;
use crate::component::{
    Button, Card, Column, Hue, Icon, PageHead, Pagination, Row, RowList, Tab, Table, TableRow, chip, money_tabs,
};
use crate::frame::{Area, Page};

fn ready() -> Table {
    let day = |who: &str, day: &str, minutes: &str, proof: &str, used: &str, charge: &str| {
        TableRow::link(
            who,
            "/gallery/claims",
            vec![html! { (day) }, html! { (minutes) }, html! { (proof) }, html! { (used) }, html! { span.money { (charge) } }],
        )
    };
    let columns = vec![
        Column::new("Person").sort("?by=person", Some(true)),
        Column::new("Service day").sort("?by=day", None),
        Column::number("Minutes"),
        Column::new("Proof"),
        Column::new("Authorization"),
        Column::number("Charge"),
    ];
    Table::new("Ready to send", columns)
        .small("One line for each billable day. Open a line to see what proves it.")
        .row(day("Aisha B.", "Wed Mar 11", "195", "2 signed notes", "9 of 12 days", "$250.00"))
        .row(day("Dmitri V.", "Wed Mar 11", "190", "2 signed notes", "4 of 20 days", "$250.00"))
        .row(day("Jordan K.", "Wed Mar 11", "195", "2 signed notes", "11 of 12 days", "$250.00"))
        .row(day("Rosa M.", "Wed Mar 11", "183", "2 signed notes", "2 of 20 days", "$250.00"))
        .totals(TableRow::new(
            html! { "4 days" },
            vec![html! {}, html! { "763" }, html! {}, html! {}, html! { span.money { "$1,000.00" } }],
        ))
}

fn hold(cause: &str, days: &str, money: &str, owner: &str, open: bool) -> Markup {
    let rows = RowList::new(cause.to_owned())
        .row(
            Row::new("Sam W. · Tue Mar 10")
                .line("Group note at 9:00 is not signed. 195 minutes counted.")
                .when("2 days")
                .pick("day", "1")
                .act(Button::plain("Open the spot").href("/gallery/note").small()),
        )
        .row(
            Row::new("Tomás G. · Tue Mar 10")
                .line("Group note at 10:30 is not signed. 180 minutes counted.")
                .when("2 days")
                .pick("day", "2")
                .act(Button::plain("Open the spot").href("/gallery/note").small()),
        )
        .bulk(html! { (Button::primary("Ask Jo Alvarez once").small()) });
    html! {
        details.hold open[open] {
            summary { (Icon::Right) b { (cause) } span.muted { (days) " · " (owner) } span.money { (money) } }
            (rows)
        }
    }
}

fn held() -> Markup {
    let body = html! {
        (hold("Note not signed", "18 days held", "$4,500.00", "Jo Alvarez 12, Ken Osei 6", true))
        (hold("Under the daily minimum", "3 days held", "$750.00", "no one: explain or write off", false))
        (hold("Authorization used up", "2 days held", "$500.00", "Mara Quinn", false))
    };
    html! { (Card::new("Held, by cause").small("Each hold is one sentence, one owner, one fix").body(body)) }
}

pub(super) fn page() -> Markup {
    let tab =
        |words: &str, amount: &str, counted: &str| (Tab::new(words, "/gallery/claims"), amount.to_owned(), counted.to_owned());
    let mut tabs = [
        tab("Ready", "$1,000", "4 days"),
        tab("Held", "$5,750", "23 days"),
        tab("Sent", "$18,250", "73 days"),
        tab("Paid", "$41,500", "166 days this month"),
        tab("Denied", "$1,250", "5 days"),
    ];
    if let Some(first) = tabs.first_mut() {
        first.0.current = true;
    }
    let head = PageHead::new("Claims").below(html! { "4 days are ready and can go now. 23 wait for someone." }).acts(html! {
        (chip(Hue::Quiet, "Last file Mar 11, 4:10 pm"))
        (Button::primary("Send 4 days").icon(Icon::Send).href("?send").key("S"))
    });
    Page::new(&sample::frame(), Area::Claims, "Claims").style("desk.css").render(html! {
        (head)
        (money_tabs("Claims by state", &tabs))
        section.card { (ready()) }
        (Pagination { words: "1 to 4 of 4".into(), back: None, on: None })
        (held())
    })
}
