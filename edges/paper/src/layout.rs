//! Where everything stands: elements one beneath the other, lines on pages, nothing drawn yet.

use std::ops::Range;

use crate::font::Weight;
use crate::line::Words;
use crate::sheet::{Block, Column, PaperSize, Sheet, Stroke};

/// US letter, in points: what envelopes with a window are made for.
const LETTER: (f32, f32) = PaperSize::Letter.points();
pub(crate) const MARGIN: f32 = 68.0;
const TOP: f32 = 72.0;
/// Where a page that is folded in three has its first fold.
pub(crate) const FOLD: f32 = LETTER.1 / 3.0;
/// Where the sender and the address begin, and how far apart their lines are: inside both windows of a number 10 envelope.
const FROM: (f32, f32) = (46.0, 44.0);
const TO: (f32, f32) = (72.0, 164.0);
const WINDOW_SIZE: f32 = 11.0;
const WINDOW_LINE: f32 = 13.5;
const FOOT_SIZE: f32 = 8.5;
const TEXT: f32 = 11.5;
const LEADING: f32 = 1.42;
/// How far the words of a point stand in.
const POINT: f32 = 14.0;
/// A drawing is shown so wide; it lies in 600 by 200.
pub(crate) const DRAWING: (f32, f32) = (198.0, 66.0);
/// The type in a table, and how far its words stand from the edges of a cell.
pub(crate) const CELL: f32 = 10.5;
pub(crate) const CELL_LEADING: f32 = 13.5;
pub(crate) const CELL_EDGE: f32 = 4.0;
/// How high a row is at least that somebody writes in, and a line to write on.
const WRITTEN_ROW: f32 = 27.0;
const WRITTEN_LINE: f32 = 25.0;
/// A box to tick, and how high a row of them is.
pub(crate) const BOX: f32 = 10.0;
const BOX_ROW: f32 = 20.0;
const BOX_GAP: f32 = 18.0;
/// The side of a code for a scanner, and the type of the same code for people.
pub(crate) const SQUARE: f32 = 62.0;
pub(crate) const CODE: f32 = 30.0;

/// What an element is, for whoever hears the paper.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Role {
    Heading(u16),
    Paragraph,
    /// A point of a list, and whether the list begins with it.
    Point {
        is_first: bool,
    },
    Figure {
        words: String,
        strokes: Vec<Stroke>,
    },
    Table(Table),
    /// So many lines to write on, under the words.
    Lines(u8),
    /// Boxes to tick, in rows.
    Boxes(Vec<Vec<(f32, Words)>>),
    /// A code for a scanner beside the words.
    Code,
    NewPage,
}

/// A table, measured.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    /// Where each column begins, from the margin, and how wide it is.
    pub(crate) columns: Vec<(f32, f32)>,
    pub(crate) head: Row,
    pub(crate) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// Words and lines of each cell.
    pub(crate) cells: Vec<(Words, Vec<Range<usize>>)>,
    pub(crate) height: f32,
}

/// A piece of the paper.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Element {
    pub(crate) role: Role,
    pub(crate) language: String,
    pub(crate) size: f32,
    pub(crate) words: Words,
    space_before: f32,
    /// Where it stands on the first page, whatever else does.
    fixed: Option<(f32, f32)>,
}

impl Element {
    fn new(role: Role, language: &str, words: Words) -> Self {
        let (size, space_before) = match role {
            Role::Heading(1) => (18.0, 0.0),
            Role::Heading(_) => (13.0, 14.0),
            Role::Code => (CODE, 9.0),
            Role::Boxes(_) | Role::Lines(_) => (TEXT, 11.0),
            Role::NewPage => (TEXT, 0.0),
            Role::Point { is_first: false } => (TEXT, 3.0),
            Role::Paragraph | Role::Point { .. } | Role::Figure { .. } | Role::Table(_) => (TEXT, 9.0),
        };
        Self { role, language: language.to_owned(), size, words, space_before, fixed: None }
    }

    /// A line in the window of an envelope.
    fn in_window(language: &str, words: &str, at: (f32, f32)) -> Self {
        let plain = Words::plain(Weight::Regular, words);
        Self { size: WINDOW_SIZE, fixed: Some(at), ..Self::new(Role::Paragraph, language, plain) }
    }

    fn indent(&self) -> f32 {
        if matches!(self.role, Role::Point { .. }) { POINT } else { 0.0 }
    }

    fn leading(&self) -> f32 {
        if matches!(self.role, Role::Heading(_)) { self.size * 1.2 } else { self.size * LEADING }
    }
}

/// A line on a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    /// Of which element.
    pub(crate) element: usize,
    /// What of it.
    pub(crate) what: What,
    /// Whether the element begins with it.
    pub(crate) is_first: bool,
    pub(crate) x: f32,
    /// The base line, or the upper edge of a drawing.
    pub(crate) y: f32,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    /// These of its words.
    Words(Range<usize>),
    /// The drawing.
    Drawing,
    /// The head of the table; again, where it goes on.
    Head { is_again: bool },
    /// The row of the table.
    Row(usize),
    /// A line to write on.
    Line,
    /// The row of boxes.
    Boxes(usize),
    /// The code.
    Code,
}

/// The pieces of a sheet, in the order in which they are read.
pub(crate) fn elements(sheet: &Sheet) -> Vec<Element> {
    let plain = |words: &str| Words::plain(Weight::Regular, words);
    let mut language = sheet.language.clone();
    let title = Words::plain(Weight::Bold, &sheet.title);
    let mut all = window(sheet);
    all.push(Element::new(Role::Heading(1), &language, title));
    for block in &sheet.blocks {
        match block {
            Block::Heading { words } => {
                all.push(Element::new(Role::Heading(2), &language, Words::plain(Weight::Bold, words)));
            }
            Block::Paragraph { words } => all.push(Element::new(Role::Paragraph, &language, plain(words))),
            Block::Points { points } => all.extend(
                points
                    .iter()
                    .enumerate()
                    .map(|(at, words)| Element::new(Role::Point { is_first: at == 0 }, &language, plain(words))),
            ),
            Block::Line { label, value } => {
                let words = Words::of(&[(Weight::Bold, label), (Weight::Regular, ": "), (Weight::Regular, value)]);
                all.push(Element::new(Role::Paragraph, &language, words));
            }
            Block::Language { tag } => language.clone_from(tag),
            Block::Drawing { words, strokes } => {
                let role = Role::Figure { words: words.clone(), strokes: strokes.clone() };
                all.push(Element::new(role, &language, plain("")));
            }
            Block::Table { columns, rows, is_to_write_in } => {
                let table = table(columns, rows, *is_to_write_in, body(sheet.size));
                all.push(Element::new(Role::Table(table), &language, plain("")));
            }
            Block::Lines { label, count } => {
                all.push(Element::new(Role::Lines(*count), &language, Words::plain(Weight::Bold, label)));
            }
            Block::Boxes { label, choices } => {
                let role = Role::Boxes(boxes(choices, body(sheet.size)));
                all.push(Element::new(role, &language, Words::plain(Weight::Bold, label)));
            }
            Block::Code { shown } => all.push(Element::new(Role::Code, &language, Words::plain(Weight::Bold, shown))),
            Block::NewPage => all.push(Element::new(Role::NewPage, &language, plain(""))),
        }
    }
    let is_more_than_words = |element: &Element| {
        matches!(element.role, Role::Figure { .. } | Role::Table(_) | Role::Lines(_) | Role::Boxes(_) | Role::NewPage)
    };
    all.retain(|element| is_more_than_words(element) || !element.words.text.trim().is_empty());
    all
}

/// How wide what stands on a page may be.
pub(crate) fn body(size: PaperSize) -> f32 {
    size.points().0 - 2.0 * MARGIN
}

/// Measures a table. A cell that is not there is empty.
#[expect(clippy::cast_precision_loss, reason = "a few lines in a cell")]
fn table(columns: &[Column], rows: &[Vec<String>], is_to_write_in: bool, width: f32) -> Table {
    let all: f32 = columns.iter().map(|column| f32::from(column.share)).sum::<f32>().max(1.0);
    let mut left = 0.0;
    let mut places = Vec::with_capacity(columns.len());
    for column in columns {
        let wide = width * f32::from(column.share) / all;
        places.push((left, wide));
        left += wide;
    }
    let row = |weight: Weight, cells: &mut dyn Iterator<Item = &str>, least: f32| {
        let measured = |((_, wide), words): (&(f32, f32), &str)| {
            let words = Words::plain(weight, words);
            let lines = words.lines(CELL, (wide - 2.0 * CELL_EDGE).max(CELL));
            (words, lines)
        };
        let cells: Vec<(Words, Vec<Range<usize>>)> = places.iter().zip(cells).map(measured).collect();
        let most = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0).max(1);
        Row { height: (most as f32 * CELL_LEADING + 2.0 * CELL_EDGE).max(least), cells }
    };
    let head = row(Weight::Bold, &mut columns.iter().map(|column| column.words.as_str()), 0.0);
    let least = if is_to_write_in { WRITTEN_ROW } else { 0.0 };
    let empty = std::iter::repeat("");
    let rows = rows.iter().map(|cells| row(Weight::Regular, &mut cells.iter().map(String::as_str).chain(empty.clone()), least));
    Table { head, rows: rows.collect(), columns: places.clone() }
}

/// Puts boxes side by side as long as they fit.
fn boxes(choices: &[String], width: f32) -> Vec<Vec<(f32, Words)>> {
    let mut rows: Vec<Vec<(f32, Words)>> = vec![Vec::new()];
    let mut x = 0.0;
    for choice in choices {
        let words = Words::plain(Weight::Regular, choice);
        let wide = BOX + 5.0 + words.width(TEXT);
        if x > 0.0 && x + wide > width {
            rows.push(Vec::new());
            x = 0.0;
        }
        if let Some(row) = rows.last_mut() {
            row.push((x, words));
        }
        x += wide + BOX_GAP;
    }
    rows
}

/// The lines in the window of an envelope.
fn window(sheet: &Sheet) -> Vec<Element> {
    let Some(window) = &sheet.window else { return Vec::new() };
    let mut all = Vec::new();
    for (lines, (x, top)) in [(&window.from, FROM), (&window.to, TO)] {
        let mut y = top;
        for words in lines {
            all.push(Element::in_window(&sheet.language, words, (x, y)));
            y += WINDOW_LINE;
        }
    }
    all
}

/// The lines at the foot of every page: the notice, and beneath it when the paper was made.
pub(crate) struct Foot {
    pub(crate) words: Words,
    pub(crate) lines: Vec<Range<usize>>,
    pub(crate) size: f32,
    pub(crate) leading: f32,
    /// The whole page, and how wide what stands on it may be.
    pub(crate) page: (f32, f32),
    pub(crate) body: f32,
}

impl Foot {
    pub(crate) fn of(sheet: &Sheet) -> Self {
        let words = Words::plain(Weight::Regular, &sheet.notice);
        let body = body(sheet.size);
        let lines = words.lines(FOOT_SIZE, body);
        Self { words, lines, size: FOOT_SIZE, leading: FOOT_SIZE * 1.35, page: sheet.size.points(), body }
    }

    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    fn height(&self) -> f32 {
        (self.lines.len() + 1) as f32 * self.leading
    }

    /// The base line of its first line.
    pub(crate) fn top(&self) -> f32 {
        self.page.1 - 40.0 - self.height() + self.leading
    }
}

/// Lays the elements on pages. A heading is never the last on its page.
pub(crate) fn pages(elements: &[Element], foot: &Foot) -> Vec<Vec<Placed>> {
    let bottom = foot.top() - foot.leading - 14.0;
    let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut y = if elements.iter().any(|element| element.fixed.is_some()) { FOLD + 22.0 } else { TOP };
    for (at, element) in elements.iter().enumerate() {
        if let Some((x, y)) = element.fixed {
            // A line that is too long for the window is cut by it, never by us: the first of its lines holds all.
            let what = What::Words(0..element.words.text.len());
            pages.iter_mut().take(1).for_each(|page| page.push(Placed { element: at, what: what.clone(), is_first: true, x, y }));
            continue;
        }
        let is_at_top = pages.last().is_none_or(|page| !page.iter().any(|placed| !is_fixed(elements, placed)));
        if element.role == Role::NewPage {
            if !is_at_top {
                pages.push(Vec::new());
                y = TOP;
            }
            continue;
        }
        if !is_at_top {
            y += element.space_before;
        }
        let parts = parts(element, foot.body);
        if y + needs(element, &parts) > bottom && !is_at_top {
            pages.push(Vec::new());
            y = TOP;
        }
        let count = parts.len();
        for (place, (what, height)) in parts.into_iter().enumerate() {
            // The last line of a paragraph does not stand alone on the next page.
            let together = if count > 2 && place + 2 == count && matches!(what, What::Words(_)) { 2.0 * height } else { height };
            if y + together > bottom && pages.last().is_some_and(|page| page.iter().any(|placed| !is_fixed(elements, placed))) {
                pages.push(Vec::new());
                y = TOP;
                if let (Role::Table(table), What::Row(_)) = (&element.role, &what) {
                    let head = Placed { element: at, what: What::Head { is_again: true }, is_first: false, x: MARGIN, y };
                    pages.last_mut().into_iter().for_each(|page| page.push(head.clone()));
                    y += table.head.height;
                }
            }
            let base = if matches!(what, What::Words(_)) { y + element.size } else { y };
            let placed = Placed { element: at, what, is_first: place == 0, x: MARGIN + element.indent(), y: base };
            if let Some(page) = pages.last_mut() {
                page.push(placed);
            }
            y += height;
        }
    }
    pages
}

/// What an element consists of, each with its height.
fn parts(element: &Element, body: f32) -> Vec<(What, f32)> {
    let lines = || element.words.lines(element.size, body - element.indent());
    let words = || lines().into_iter().map(|line| (What::Words(line), element.leading()));
    match &element.role {
        Role::Figure { .. } => vec![(What::Drawing, DRAWING.1)],
        Role::Table(table) => {
            let rows = table.rows.iter().enumerate().map(|(at, row)| (What::Row(at), row.height));
            std::iter::once((What::Head { is_again: false }, table.head.height)).chain(rows).collect()
        }
        Role::Lines(count) => words().chain((0..*count).map(|_| (What::Line, WRITTEN_LINE))).collect(),
        Role::Boxes(rows) => words().chain((0..rows.len()).map(|at| (What::Boxes(at), BOX_ROW))).collect(),
        Role::Code => vec![(What::Code, SQUARE)],
        Role::NewPage => Vec::new(),
        Role::Heading(_) | Role::Paragraph | Role::Point { .. } => words().collect(),
    }
}

/// How much of an element stands together on a page at least.
fn needs(element: &Element, parts: &[(What, f32)]) -> f32 {
    let first = |count: usize| parts.iter().take(count).map(|(_, height)| height).sum::<f32>();
    match element.role {
        Role::Heading(_) => element.leading() + 3.0 * TEXT * LEADING,
        // A head with its first row; a label with its first line, or with all its boxes.
        Role::Table(_) | Role::Lines(_) => first(2),
        Role::Boxes(_) => first(parts.len()),
        _ => first(1).max(if matches!(element.role, Role::Figure { .. } | Role::Code) { 0.0 } else { element.leading() }),
    }
}

fn is_fixed(elements: &[Element], placed: &Placed) -> bool {
    elements.get(placed.element).is_some_and(|element| element.fixed.is_some())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]
    use super::*;
    use crate::sheet::{Moment, Window};

    #[test]
    fn nothing_but_sender_and_address_stands_in_the_third_that_a_window_shows() {
        let sheet = Sheet {
            ident: "1".into(),
            title: "About your information".into(),
            language: "en".into(),
            program: "Falmouth program".into(),
            notice: "A notice".into(),
            made: "March 12, 2026".into(),
            made_at: Moment { year: 2026, month: 3, day: 12, hour: 14, minute: 0, second: 0 },
            blocks: vec![Block::Paragraph { words: "What happened, at length. ".repeat(400) }],
            size: PaperSize::Letter,
            window: Some(Window {
                from: vec!["RC office".into(), "1 Harbor Road".into()],
                to: vec!["Ana Silva".into(), "2 Main Street".into(), "Falmouth, MA 02540".into()],
            }),
        };
        let elements = elements(&sheet);
        let pages = pages(&elements, &Foot::of(&sheet));
        assert!(pages.len() > 1);
        let above: Vec<&str> = pages[0]
            .iter()
            .filter(|placed| placed.y - elements[placed.element].size < FOLD)
            .map(|placed| elements[placed.element].words.text.as_str())
            .collect();
        assert_eq!(above, ["RC office", "1 Harbor Road", "Ana Silva", "2 Main Street", "Falmouth, MA 02540"]);
        assert!(pages[1][0].y < FOLD, "the pages after it are like any other");
        assert!(pages.iter().skip(1).flatten().all(|placed| !is_fixed(&elements, placed)));
    }
}
