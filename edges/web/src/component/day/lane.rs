//! One group on the day board: its people, each with arrival, flags and the week's hours.

use maud::{Markup, Render, html};

use crate::component::{Button, Chip, StateButton};
use crate::words;

/// One person in a group today.
#[derive(Debug, Clone)]
pub struct PersonRow<'a> {
    /// The id of the row, so that an answer can swap it.
    pub id: String,
    /// "Marcus D.".
    pub name: &'a str,
    /// "MD", for the hallway view.
    pub initials: String,
    /// The person's page, for whoever may open it.
    pub href: Option<&'a str>,
    /// A few words after the name: "she/her", "texted 9:05".
    pub beside: Option<&'a str>,
    /// The arrival button.
    pub arrival: StateButton<'a>,
    /// Flags: what the person needs today.
    pub flags: Vec<Chip>,
    /// Minutes attended this week, minutes still booked, and the floor; none hides the meter.
    pub week: Option<(u32, u32, u32)>,
}

impl Render for PersonRow<'_> {
    fn render(&self) -> Markup {
        html! {
            li.r id=(self.id) data-row {
                (self.arrival)
                @if let Some(href) = self.href { a.nm href=(href) data-open { (self.called()) } } @else { span.nm { (self.called()) } }
                span.fl { @for flag in &self.flags { (flag) } }
                @if let Some((attended, booked, floor)) = self.week {
                    (crate::component::hours_meter(attended, booked, floor))
                } @else { span {} }
            }
        }
    }
}

impl PersonRow<'_> {
    fn called(&self) -> Markup {
        html! {
            span.full { (self.name) } span.initials { (self.initials) }
            @if let Some(beside) = self.beside { small { (beside) } }
        }
    }
}

/// One group in session.
#[derive(Debug, Clone)]
pub struct Lane<'a> {
    /// The id, so that a live update can swap the lane.
    pub id: String,
    /// "Relapse prevention skills".
    pub title: &'a str,
    /// "9:00 to 10:15 · Room 2 · Alvarez, Osei".
    pub small: String,
    /// Opens the group's note.
    pub act: Option<Button>,
    /// Counts and their words: `(10, "of 12 here")`.
    pub tally: Vec<(usize, String)>,
    /// The people.
    pub people: Vec<PersonRow<'a>>,
}

impl Render for Lane<'_> {
    fn render(&self) -> Markup {
        html! {
            section.card.lane id=(self.id) aria-label=(self.title) {
                header {
                    div { h2 { (self.title) } small { (self.small) } }
                    @if let Some(act) = &self.act { (act) }
                }
                p.tally { @for (number, words) in &self.tally { span { b { (number) } " " (words) } } }
                @if self.people.is_empty() {
                    p.empty { (words::NOBODY_BOOKED) }
                } @else {
                    ul data-rows { @for person in &self.people { (person) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::Arrival;

    fn row() -> PersonRow<'static> {
        PersonRow {
            id: "row-1".into(),
            name: "Marcus D.",
            initials: "MD".into(),
            href: Some("/people/1"),
            beside: Some("he/him"),
            arrival: StateButton {
                person: "Marcus D.",
                state: Arrival::Here,
                time: Some("8:52"),
                action: "/arrive/1",
                csrf: "t",
                next: ("left", "Left early"),
                all: &[],
            },
            flags: Vec::new(),
            week: Some((180, 180, 540)),
        }
    }

    #[test]
    fn a_row_shows_arrival_name_and_hours() {
        let drawn = row().render().into_string();
        assert!(drawn.contains("Here 8:52") && drawn.contains("Marcus D.") && drawn.contains("3 h short"));
    }

    #[test]
    fn a_lane_adds_up_and_says_when_nobody_is_booked() {
        let mut lane = Lane {
            id: "lane-1".into(),
            title: "Relapse prevention skills",
            small: "9:00 to 10:15".into(),
            act: None,
            tally: vec![(1, "of 12 here".into())],
            people: vec![row()],
        };
        assert!(lane.render().into_string().contains("<b>1</b> of 12 here"));
        lane.people.clear();
        assert!(lane.render().into_string().contains(words::NOBODY_BOOKED));
    }
}
