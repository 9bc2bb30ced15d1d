//! The items of the settings, each with its form: how it begins, how it is drawn, how it is read, and how it reads as lines of words.

mod group;
mod program;
mod room;
pub(super) mod service;
mod staff;
mod track;

use access::Staff;
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use schedule::program::{Item, ProgramOverview};
use vocabulary::IdSource;
use vocabulary::day::parse_day;

use super::part::Part;
use crate::component::{Field, Problem};
use crate::form::Sent;
use crate::words;

/// The line of one curriculum session begins with this; its number follows.
pub(super) const SESSION: &str = "Session ";

/// The lines of an item: what, and its value in words.
pub(super) type Lines = Vec<(String, String)>;

/// An item that stands, with its version.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) item: Item,
    pub(super) version: i64,
    pub(super) changed: String,
}

/// The items of a part with their ids.
pub(super) fn standing(part: Part, id: &str, program: &ProgramOverview) -> Option<Standing> {
    fn found<T: Clone>(all: &[schedule::program::Kept<T>], is_it: impl Fn(&T) -> bool, back: fn(T) -> Item) -> Option<Standing> {
        let kept = all.iter().find(|kept| is_it(&kept.item))?;
        Some(Standing { item: back(kept.item.clone()), version: kept.version, changed: kept.changed_by.clone() })
    }
    match part {
        Part::Program => found(&program.programs, |one| one.id.to_string() == id, Item::Program),
        Part::Tracks => found(&program.tracks, |one| one.id.to_string() == id, Item::Track),
        Part::Rooms => found(&program.rooms, |one| one.id.to_string() == id, Item::Room),
        Part::Services => found(&program.service_types, |one| one.id.to_string() == id, Item::ServiceType),
        Part::Groups => found(&program.groups, |one| one.id.to_string() == id, Item::TherapyGroup),
        Part::Staff => found(&program.staff, |one| one.id.to_string() == id, Item::Staff),
        Part::Payers | Part::Words | Part::Import => None,
    }
}

/// The fields of a form that shows this item.
pub(super) fn begin(item: &Item) -> Sent {
    match item {
        Item::Program(one) => program::begin(one),
        Item::Track(one) => track::begin(one),
        Item::Room(one) => room::begin(one),
        Item::ServiceType(one) => service::begin(one),
        Item::TherapyGroup(one) => group::begin(one),
        Item::Staff(one) => staff::begin(one),
    }
}

/// What the fields of a form are drawn from. A new item also chooses its key.
#[derive(Clone, Copy)]
pub(super) struct Drawn<'a> {
    pub(super) program: &'a ProgramOverview,
    pub(super) sent: &'a Sent,
    pub(super) problems: &'a [Problem],
    pub(super) is_new: bool,
    pub(super) today: Date,
}

impl Drawn<'_> {
    /// Whether a member of staff can still be chosen.
    fn works(&self, staff: &Staff) -> bool {
        staff.left_at.is_none() && self.is_there(staff.to)
    }

    /// Whether something with this last day can still be chosen.
    fn is_there(&self, to: Option<Date>) -> bool {
        to.is_none_or(|last| self.today <= last)
    }
}

/// The fields, drawn.
pub(super) fn fields(part: Part, drawn: &Drawn<'_>) -> Markup {
    let Drawn { program, sent, problems, is_new, .. } = *drawn;
    match part {
        Part::Program => program::fields(sent, problems, is_new),
        Part::Tracks => track::fields(program, sent, problems, is_new),
        Part::Rooms => room::fields(sent, problems, is_new),
        Part::Services => service::fields(sent, problems, is_new),
        Part::Groups => group::fields(drawn),
        Part::Staff => staff::fields(drawn),
        Part::Payers | Part::Words | Part::Import => html! {},
    }
}

/// The item that a form says, on the ground of what stands or of a new id; what cannot be read is noted.
pub(super) fn read(part: Part, ground: Ground<'_>, sent: &Sent, problems: &mut Vec<Problem>) -> Option<Item> {
    match part {
        Part::Program => Some(Item::Program(program::read(ground, sent, problems))),
        Part::Tracks => Some(Item::Track(track::read(ground, sent, problems))),
        Part::Rooms => Some(Item::Room(room::read(ground, sent, problems))),
        Part::Services => Some(Item::ServiceType(service::read(ground, sent, problems))),
        Part::Groups => Some(Item::TherapyGroup(group::read(ground, sent, problems))),
        Part::Staff => Some(Item::Staff(staff::read(ground, sent, problems))),
        Part::Payers | Part::Words | Part::Import => None,
    }
}

/// What a reading stands on.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    /// What stands; nothing for a new item.
    pub(super) standing: Option<&'a Item>,
    /// Everything else.
    pub(super) program: &'a ProgramOverview,
    /// Where ids come from.
    pub(super) house: &'a reactions::House,
}

impl Ground<'_> {
    fn ids(&self) -> &IdSource {
        self.house.ids()
    }

    fn now(&self) -> Timestamp {
        self.house.clock().now()
    }

    fn today(&self) -> Date {
        self.house.zone().day(self.now())
    }
}

/// The item as lines of words, for looking at a change before it is saved.
pub(super) fn lines(item: &Item, program: &ProgramOverview) -> Lines {
    match item {
        Item::Program(one) => program::lines(one),
        Item::Track(one) => track::lines(one),
        Item::Room(one) => room::lines(one),
        Item::ServiceType(one) => service::lines(one),
        Item::TherapyGroup(one) => group::lines(one, program),
        Item::Staff(one) => staff::lines(one, program),
    }
}

/// The name by which people know it.
pub(super) fn name(item: &Item) -> String {
    match item {
        Item::Program(one) => one.public_name.clone(),
        Item::Track(one) => one.name.clone(),
        Item::Room(one) => one.name.clone(),
        Item::ServiceType(one) => one.name.clone(),
        Item::TherapyGroup(one) => one.name.clone(),
        Item::Staff(one) => one.name.full(),
    }
}

// what several forms share

fn text(sent: &Sent, problems: &[Problem], field: &'static str, label: &'static str) -> Field {
    Field::text(field, label).value(sent.text(field)).autocomplete("off").problems(problems)
}

fn number(sent: &Sent, problems: &[Problem], field: &'static str, label: &'static str) -> Field {
    Field::number(field, label).value(sent.text(field)).problems(problems)
}

fn key(sent: &Sent, problems: &[Problem], is_new: bool) -> Markup {
    html! { @if is_new { (text(sent, problems, "key", "Short key").hint("Small letters and digits; used in files, never shown to patients").class("medium")) } }
}

fn days(sent: &Sent, problems: &[Problem]) -> Markup {
    html! {
        (Field::date("from", "First day").value(sent.text("from")).problems(problems))
        (Field::date("to", "Last day").optional().value(sent.text("to")).hint("Nothing is deleted; after this day it is no longer offered").problems(problems))
    }
}

fn begin_days(sent: Sent, from: Date, to: Option<Date>) -> Sent {
    sent.with("from", from.to_string()).with("to", to.map(|day| day.to_string()).unwrap_or_default())
}

fn read_days(sent: &Sent, today: Date, problems: &mut Vec<Problem>) -> (Date, Option<Date>) {
    let mut day = |field: &str| match sent.text(field) {
        "" => None,
        typed => parse_day(typed).map_err(|problem| problems.push(Problem::new(field, problem.to_string()))).ok(),
    };
    let (from, to) = (day("from"), day("to"));
    if from.is_none() && sent.text("from").is_empty() {
        problems.push(Problem::new("from", "Write the first day."));
    }
    (from.unwrap_or(today), to)
}

/// A whole number; what is none is asked about.
fn read_number(sent: &Sent, field: &str, problems: &mut Vec<Problem>) -> i64 {
    sent.parse(field).unwrap_or_else(|| {
        problems.push(Problem::new(field, "Write a whole number."));
        0
    })
}

fn day_lines(from: Date, to: Option<Date>) -> Lines {
    let last = to.map_or_else(|| "Until further notice".to_owned(), words::full_day);
    vec![line("First day", words::full_day(from)), line("Last day", last)]
}

fn line(what: &str, value: impl Into<String>) -> (String, String) {
    (what.to_owned(), value.into())
}

/// The items of a text with one on each line.
fn by_line(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}
