//! Where everything stands: elements one beneath the other, lines on pages, nothing drawn yet.

use std::ops::Range;

use crate::font::Weight;
use crate::line::Words;
use crate::sheet::{Block, Sheet, Stroke};

/// US letter, in points.
pub(crate) const PAGE: (f32, f32) = (612.0, 792.0);
pub(crate) const MARGIN: f32 = 68.0;
const TOP: f32 = 72.0;
/// Where a page that is folded in three has its first fold.
pub(crate) const FOLD: f32 = PAGE.1 / 3.0;
/// Where the sender and the address begin, and how far apart their lines are: inside both windows of a number 10 envelope.
const FROM: (f32, f32) = (46.0, 44.0);
const TO: (f32, f32) = (72.0, 164.0);
const WINDOW_SIZE: f32 = 11.0;
const WINDOW_LINE: f32 = 13.5;
const FOOT_SIZE: f32 = 8.5;
pub(crate) const BODY: f32 = PAGE.0 - 2.0 * MARGIN;
const TEXT: f32 = 11.5;
const LEADING: f32 = 1.42;
/// How far the words of a point stand in.
const POINT: f32 = 14.0;
/// A drawing is shown so wide; it lies in 600 by 200.
pub(crate) const DRAWING: (f32, f32) = (198.0, 66.0);

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
            Role::Point { is_first: false } => (TEXT, 3.0),
            Role::Paragraph | Role::Point { .. } | Role::Figure { .. } => (TEXT, 9.0),
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
    /// Which of its words; nothing for a drawing.
    pub(crate) line: Option<Range<usize>>,
    /// Whether the element begins with it.
    pub(crate) is_first: bool,
    pub(crate) x: f32,
    /// The base line, or the upper edge of a drawing.
    pub(crate) y: f32,
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
        }
    }
    all.retain(|element| matches!(element.role, Role::Figure { .. }) || !element.words.text.trim().is_empty());
    all
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
}

impl Foot {
    pub(crate) fn of(sheet: &Sheet) -> Self {
        let words = Words::plain(Weight::Regular, &sheet.notice);
        let lines = words.lines(FOOT_SIZE, BODY);
        Self { words, lines, size: FOOT_SIZE, leading: FOOT_SIZE * 1.35 }
    }

    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    fn height(&self) -> f32 {
        (self.lines.len() + 1) as f32 * self.leading
    }

    /// The base line of its first line.
    pub(crate) fn top(&self) -> f32 {
        PAGE.1 - 40.0 - self.height() + self.leading
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
            let line = Some(0..element.words.text.len());
            pages.iter_mut().take(1).for_each(|page| page.push(Placed { element: at, line: line.clone(), is_first: true, x, y }));
            continue;
        }
        let is_at_top = pages.last().is_none_or(|page| !page.iter().any(|placed| !is_fixed(elements, placed)));
        if !is_at_top {
            y += element.space_before;
        }
        let lines = match element.role {
            Role::Figure { .. } => vec![None],
            _ => element.words.lines(element.size, BODY - element.indent()).into_iter().map(Some).collect(),
        };
        let needs = match element.role {
            Role::Heading(_) => element.leading() + 3.0 * TEXT * LEADING,
            Role::Figure { .. } => DRAWING.1,
            _ => element.leading(),
        };
        if y + needs > bottom && !is_at_top {
            pages.push(Vec::new());
            y = TOP;
        }
        let count = lines.len();
        for (place, line) in lines.into_iter().enumerate() {
            let height = if line.is_some() { element.leading() } else { DRAWING.1 };
            // The last line of a paragraph does not stand alone on the next page.
            let together = if count > 2 && place + 2 == count { 2.0 * height } else { height };
            if y + together > bottom && pages.last().is_some_and(|page| page.iter().any(|placed| !is_fixed(elements, placed))) {
                pages.push(Vec::new());
                y = TOP;
            }
            let base = if line.is_some() { y + element.size } else { y };
            let placed = Placed { element: at, line, is_first: place == 0, x: MARGIN + element.indent(), y: base };
            if let Some(page) = pages.last_mut() {
                page.push(placed);
            }
            y += height;
        }
    }
    pages
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
