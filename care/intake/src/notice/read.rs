//! The editions to read: all of them, one in its languages, and which was in force on any day (P2-48).

use access::{Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use schedule::program::all_programs;

use super::edition::NoticeEdition;
use super::in_force;
use crate::paper::{Language, Review, Words};

/// Asks for all editions.
#[derive(Clone, Copy, Debug)]
pub struct ListEditions {
    /// Also which was in force on this day.
    pub on: Option<Date>,
}

/// An edition and how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct EditionLine {
    /// The edition.
    pub edition: NoticeEdition,
    /// Whether it is the one that is given today.
    pub is_in_force: bool,
    /// Whether its first day is still to come.
    pub is_to_come: bool,
    /// The last day on which it held; nothing as long as nothing follows.
    pub last_day: Option<Date>,
}

/// All editions.
#[derive(Clone, Debug, PartialEq)]
pub struct Editions {
    /// Newest first.
    pub lines: Vec<EditionLine>,
    /// The number of the edition that was in force on the day that was asked for; nothing before the first.
    pub on: Option<u32>,
}

impl Query for ListEditions {
    type View = Editions;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Editions>, Refusal> {
        let all = in_force::all(cx.tx)?;
        let on = self.on.and_then(|day| in_force::in_force(&all, day)).map(|edition| edition.number);
        let lines = all.iter().rev().map(|edition| line(cx, &all, edition)).collect();
        Ok(Guarded::several(Kind::NoticeEdition, Editions { lines, on }))
    }
}

fn line(cx: &Context<'_>, all: &[NoticeEdition], edition: &NoticeEdition) -> EditionLine {
    let next = all.iter().filter(|other| edition.number < other.number).map(|other| other.in_force_from).min();
    EditionLine {
        is_in_force: in_force::in_force(all, cx.today()).is_some_and(|today| today.number == edition.number),
        is_to_come: cx.today() < edition.in_force_from,
        last_day: next.map(|next| next.yesterday().unwrap_or(next)),
        edition: edition.clone(),
    }
}

/// Asks for one edition to read.
#[derive(Clone, Copy, Debug)]
pub struct ReadEdition {
    /// Its number.
    pub number: u32,
}

/// One edition as it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct EditionView {
    /// How it stands.
    pub line: EditionLine,
    /// Its words in each language, filled in, and how far they may be trusted.
    pub words: Vec<(Language, Review, Words)>,
}

impl Query for ReadEdition {
    type View = EditionView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<EditionView>, Refusal> {
        let all = in_force::all(cx.tx)?;
        let edition = all.iter().find(|edition| edition.number == self.number).ok_or(Refusal::NotFound)?;
        let programs = all_programs(cx.tx)?;
        let program = programs.first().ok_or(Refusal::NotFound)?;
        let one =
            |text: &super::NoticeText| Ok((text.language, text.review(), in_force::words(edition, program, text.language)?));
        let words: Result<Vec<_>, Refusal> = edition.texts.iter().map(one).collect();
        let view = EditionView { line: line(cx, &all, edition), words: words? };
        Ok(Guarded::several(Kind::NoticeEdition, view))
    }
}
