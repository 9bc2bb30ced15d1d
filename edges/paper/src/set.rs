//! Makes the file: draws every line of every page, and writes beside it the tree that a screen reader follows.

use std::num::NonZeroU16;

use jiff::civil::DateTime;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime as FileMoment, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke as Pen};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::{Document, SerializeSettings};

use crate::drawing;
use crate::font::{Cut, Weight};
use crate::layout::{
    self, BOX, CELL, CELL_EDGE, CELL_LEADING, DRAWING, Element, Foot, MARGIN, Placed, Role, Row, SQUARE, Table, What,
};
use crate::line::Words;
use crate::scan;
use crate::sheet::{Moment, Sheet};

/// Why there is no paper. Says nothing of what stands on it.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    /// The moment of making is none.
    #[error("the moment at which the paper was made is no moment")]
    NoMoment,
    /// The file would not be what it says it is: a fault of ours.
    #[error("the paper cannot be made: {0}")]
    Refused(&'static str),
}

/// The PDF: tagged, PDF/A-2a and PDF/UA-1, the same bytes for the same sheet.
///
/// # Errors
/// [`NotMade`].
pub fn to_pdf(sheet: &Sheet) -> Result<Vec<u8>, NotMade> {
    all_to_pdf(std::slice::from_ref(sheet))
}

/// Several sheets in one file, for one printing: its title, language and moment are those of the first. Each begins on a leaf of its own
/// even where both sides are printed, so that no two people's papers share one.
///
/// # Errors
/// [`NotMade`].
pub fn all_to_pdf(sheets: &[Sheet]) -> Result<Vec<u8>, NotMade> {
    let first = sheets.first().ok_or(NotMade::Refused("no sheet"))?;
    let mut document = Document::new_with(settings()?);
    document.set_metadata(metadata(first, moment(first.made_at)?));
    let mut outline = Outline::new();
    let mut tree = TagTree::new().with_lang(Some(first.language.clone()));
    let mut before = 0;
    for (at, sheet) in sheets.iter().enumerate() {
        let is_last = at + 1 == sheets.len();
        before += one(&mut document, sheet, before, is_last, (&mut outline, &mut tree))?;
    }
    document.set_outline(outline);
    document.set_tag_tree(tree);
    document.finish().map_err(|_| NotMade::Refused("it would not be PDF/A-2a and PDF/UA-1"))
}

/// Puts one sheet into the file. Answers how many pages it takes.
fn one(
    document: &mut Document,
    sheet: &Sheet,
    before: usize,
    is_last: bool,
    (outline, tree): (&mut Outline, &mut TagTree),
) -> Result<usize, NotMade> {
    let elements = layout::elements(sheet);
    let foot = Foot::of(sheet);
    let pages = layout::pages(&elements, &foot);
    let mut drawn = Drawn { pieces: elements.iter().map(|_| Piece::default()).collect(), headings: Vec::new() };
    let size = PageSettings::from_wh(foot.page.0, foot.page.1).ok_or(NotMade::Refused("no page"))?;
    for (at, page) in pages.iter().enumerate() {
        let mut sheet_of_paper = document.start_page_with(size.clone());
        let mut surface = sheet_of_paper.surface();
        around(&mut surface, sheet, &foot, (at + 1, pages.len()))?;
        for placed in page {
            let element = elements.get(placed.element).ok_or(NotMade::Refused("no element"))?;
            drawn.draw(&mut surface, element, placed, (before + at, foot.body))?;
        }
        surface.finish();
        sheet_of_paper.finish();
    }
    drawn.outline(outline);
    drawn.tree(&elements, tree)?;
    if !is_last && !pages.len().is_multiple_of(2) {
        document.start_page_with(size).finish();
        return Ok(pages.len() + 1);
    }
    Ok(pages.len())
}

fn settings() -> Result<SerializeSettings, NotMade> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| NotMade::Refused("the two standards do not go together"))?;
    Ok(SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() })
}

fn moment(at: Moment) -> Result<FileMoment, NotMade> {
    let number = |value: u8| i8::try_from(value).map_err(|_| NotMade::NoMoment);
    let year = i16::try_from(at.year).map_err(|_| NotMade::NoMoment)?;
    DateTime::new(year, number(at.month)?, number(at.day)?, number(at.hour)?, number(at.minute)?, number(at.second)?, 0)
        .map_err(|_| NotMade::NoMoment)?;
    let year = u16::try_from(year).map_err(|_| NotMade::NoMoment)?;
    let day = FileMoment::new(year).month(at.month).day(at.day);
    Ok(day.hour(at.hour).minute(at.minute).second(at.second).utc_offset_hour(0).utc_offset_minute(0))
}

fn metadata(sheet: &Sheet, made_at: FileMoment) -> Metadata {
    Metadata::new()
        .title(sheet.title.clone())
        .authors(vec![sheet.program.clone()])
        .language(sheet.language.clone())
        .creator("Stepdown".to_owned())
        .document_id(sheet.ident.clone())
        .creation_date(made_at)
}

/// What stands on every page: the program above, the notice, the moment and the number of the page beneath. None of it is read aloud
/// with the words.
fn around(surface: &mut Surface<'_>, sheet: &Sheet, foot: &Foot, (page, of): (usize, usize)) -> Result<(), NotMade> {
    // Through the window of an envelope nobody reads who writes.
    if page > 1 || sheet.window.is_none() {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)));
        one_line(surface, &sheet.program, 9.0, (MARGIN, 44.0))?;
        surface.end_tagged();
    }
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    let mut y = foot.top();
    for line in &foot.lines {
        write(surface, foot.words.parts(line), foot.size, (MARGIN, y))?;
        y += foot.leading;
    }
    one_line(surface, &sheet.made, foot.size, (MARGIN, y))?;
    let number = format!("{page}/{of}");
    let wide: f32 = cut(Weight::Regular)?.shape(&number).iter().map(|glyph| glyph.x_advance * foot.size).sum();
    one_line(surface, &number, foot.size, (MARGIN + foot.body - wide, y))?;
    surface.end_tagged();
    Ok(())
}

fn one_line(surface: &mut Surface<'_>, text: &str, size: f32, at: (f32, f32)) -> Result<(), NotMade> {
    let words = Words::plain(Weight::Regular, text);
    write(surface, words.parts(&(0..words.text.len())), size, at)
}

fn cut(weight: Weight) -> Result<&'static Cut, NotMade> {
    Cut::of_weight(weight).ok_or(NotMade::Refused("the font cannot be read"))
}

/// Writes parts of a line one after the other.
fn write<'a>(
    surface: &mut Surface<'_>,
    parts: impl Iterator<Item = (Weight, &'a str)>,
    size: f32,
    (mut x, y): (f32, f32),
) -> Result<(), NotMade> {
    for (weight, text) in parts {
        let cut = cut(weight)?;
        let glyphs = cut.shape(text);
        surface.draw_glyphs(Point::from_xy(x, y), &glyphs, cut.font.clone(), text, size, false);
        x += glyphs.iter().map(|glyph| glyph.x_advance * size).sum::<f32>();
    }
    Ok(())
}

/// What was drawn of an element.
#[derive(Default)]
struct Piece {
    /// Its lines, in their order.
    lines: Vec<Identifier>,
    /// The mark before a point.
    mark: Option<Identifier>,
    /// Where a drawing or a code stands.
    frame: Option<BBox>,
    /// The cells of a table, row by row; its head is the first row.
    rows: Vec<Vec<Vec<Identifier>>>,
}

/// A row of a table. Its words are heard when it belongs to an element; a head that stands again is not.
fn row(
    surface: &mut Surface<'_>,
    table: &Table,
    row: &Row,
    y: f32,
    heard: Option<&Element>,
) -> Result<Vec<Vec<Identifier>>, NotMade> {
    let mut cells = Vec::with_capacity(row.cells.len());
    for ((left, _), (words, lines)) in table.columns.iter().zip(&row.cells) {
        let mut cell = Vec::new();
        let mut base = y + CELL_EDGE + CELL;
        for line in lines.iter().filter(|line| !line.is_empty()) {
            let tag = match heard {
                Some(element) => ContentTag::Span(SpanTag::empty().with_lang(Some(&element.language))),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
            };
            let ident = surface.start_tagged(tag);
            write(surface, words.parts(line), CELL, (MARGIN + left + CELL_EDGE, base))?;
            surface.end_tagged();
            if heard.is_some() {
                cell.push(ident);
            }
            base += CELL_LEADING;
        }
        cells.push(cell);
    }
    let wide = table.columns.last().map_or(0.0, |(left, wide)| left + wide);
    for (left, _) in &table.columns {
        upright(surface, (MARGIN + left, y), row.height);
    }
    upright(surface, (MARGIN + wide, y), row.height);
    rule(surface, (MARGIN, y), wide, 0.5);
    rule(surface, (MARGIN, y + row.height), wide, 0.5);
    Ok(cells)
}

/// A line from left to right, which nobody hears.
fn rule(surface: &mut Surface<'_>, (x, y): (f32, f32), wide: f32, thick: f32) {
    line(surface, (x, y), (x + wide, y), thick);
}

fn upright(surface: &mut Surface<'_>, (x, y): (f32, f32), high: f32) {
    line(surface, (x, y), (x, y + high), 0.5);
}

fn line(surface: &mut Surface<'_>, from: (f32, f32), to: (f32, f32), thick: f32) {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(None);
    surface.set_stroke(Some(Pen { width: thick, ..Pen::default() }));
    surface.draw_path(&path);
    surface.set_stroke(None);
    surface.end_tagged();
}

/// An empty box to tick.
fn square(surface: &mut Surface<'_>, (x, y): (f32, f32)) -> Result<(), NotMade> {
    let frame = Rect::from_xywh(x, y, BOX, BOX).ok_or(NotMade::Refused("no box"))?;
    let mut path = PathBuilder::new();
    path.push_rect(frame);
    let path = path.finish().ok_or(NotMade::Refused("no box"))?;
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(None);
    surface.set_stroke(Some(Pen { width: 0.8, ..Pen::default() }));
    surface.draw_path(&path);
    surface.set_stroke(None);
    surface.end_tagged();
    Ok(())
}

/// The code for a scanner. Who hears the paper has heard the same code as words.
#[expect(clippy::cast_precision_loss, reason = "a code has a few dozen squares on a side")]
fn squares(surface: &mut Surface<'_>, words: &str, (left, top): (f32, f32)) -> Result<(), NotMade> {
    let (side, dark) = scan::squares(words).ok_or(NotMade::Refused("too long for a code"))?;
    let unit = SQUARE / side as f32;
    let mut path = PathBuilder::new();
    for (x, y) in dark {
        let at = (left + x as f32 * unit, top + y as f32 * unit);
        path.push_rect(Rect::from_xywh(at.0, at.1, unit, unit).ok_or(NotMade::Refused("no square"))?);
    }
    let path = path.finish().ok_or(NotMade::Refused("no code"))?;
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_stroke(None);
    surface.set_fill(Some(Fill::default()));
    surface.draw_path(&path);
    surface.set_fill(None);
    surface.end_tagged();
    Ok(())
}

/// The tree of a table: the first row heads the columns, the first cell of every other row heads the row.
fn table(rows: Vec<Vec<Vec<Identifier>>>, lang: Option<String>) -> TagGroup {
    let mut group = TagGroup::new(Tag::Table.with_lang(lang));
    for (at, cells) in rows.into_iter().enumerate() {
        let mut row = TagGroup::new(Tag::TR);
        for (place, cell) in cells.into_iter().enumerate() {
            let words: Vec<Node> = cell.into_iter().map(Node::from).collect();
            row.push(match (at, place) {
                (0, _) => TagGroup::with_children(Tag::TH(TableHeaderScope::Column), words),
                (_, 0) => TagGroup::with_children(Tag::TH(TableHeaderScope::Row), words),
                _ => TagGroup::with_children(Tag::TD, words),
            });
        }
        group.push(row);
    }
    group
}

struct Drawn {
    pieces: Vec<Piece>,
    headings: Vec<(String, usize, f32)>,
}

impl Drawn {
    fn draw(
        &mut self,
        surface: &mut Surface<'_>,
        element: &Element,
        placed: &Placed,
        (page, body): (usize, f32),
    ) -> Result<(), NotMade> {
        let piece = self.pieces.get_mut(placed.element).ok_or(NotMade::Refused("no element"))?;
        let span = || ContentTag::Span(SpanTag::empty().with_lang(Some(&element.language)));
        if placed.is_first && matches!(element.role, Role::Point { .. }) {
            piece.mark = Some(surface.start_tagged(span()));
            one_line(surface, "• ", element.size, (MARGIN, placed.y))?;
            surface.end_tagged();
        }
        if placed.is_first && matches!(element.role, Role::Heading(_)) {
            self.headings.push((element.words.text.clone(), page, placed.y - element.size));
        }
        match (&element.role, &placed.what) {
            (Role::Figure { strokes, .. }, _) => {
                let frame = Rect::from_xywh(placed.x, placed.y, DRAWING.0, DRAWING.1).ok_or(NotMade::Refused("no frame"))?;
                let Some(path) = drawing::path(strokes, (placed.x, placed.y)) else { return Ok(()) };
                piece.lines.push(surface.start_tagged(ContentTag::Other));
                surface.set_fill(None);
                surface.set_stroke(Some(drawing::pen()));
                surface.draw_path(&path);
                surface.set_stroke(None);
                surface.end_tagged();
                piece.frame = Some(BBox::new(page, frame));
            }
            (Role::Table(table), What::Head { is_again }) => {
                let cells = row(surface, table, &table.head, placed.y, (!is_again).then_some(element))?;
                if !is_again {
                    piece.rows.push(cells);
                }
            }
            (Role::Table(table), What::Row(at)) => {
                let found = table.rows.get(*at).ok_or(NotMade::Refused("no row"))?;
                piece.rows.push(row(surface, table, found, placed.y, Some(element))?);
            }
            (_, What::Line) => rule(surface, (placed.x, placed.y + 21.0), body, 0.7),
            (Role::Boxes(rows), What::Boxes(at)) => {
                for (x, words) in rows.get(*at).into_iter().flatten() {
                    square(surface, (placed.x + x, placed.y + 3.0))?;
                    piece.lines.push(surface.start_tagged(span()));
                    let at = (placed.x + x + BOX + 5.0, placed.y + 3.0 + BOX);
                    write(surface, words.parts(&(0..words.text.len())), element.size, at)?;
                    surface.end_tagged();
                }
            }
            (Role::Code, _) => {
                piece.lines.push(surface.start_tagged(span()));
                let at = (placed.x + SQUARE + 16.0, placed.y + SQUARE / 2.0 + element.size / 3.0);
                write(surface, element.words.parts(&(0..element.words.text.len())), element.size, at)?;
                surface.end_tagged();
                squares(surface, &element.words.text, (placed.x, placed.y))?;
            }
            (_, What::Words(line)) => {
                piece.lines.push(surface.start_tagged(span()));
                write(surface, element.words.parts(line), element.size, (placed.x, placed.y))?;
                surface.end_tagged();
            }
            _ => {}
        }
        Ok(())
    }

    fn outline(&self, outline: &mut Outline) {
        for (words, page, y) in &self.headings {
            outline.push_child(OutlineNode::new(words.clone(), XyzDestination::new(*page, Point::from_xy(MARGIN, *y))));
        }
    }

    /// The tree in the order of reading; points of a list that follow each other are one list.
    fn tree(self, elements: &[Element], tree: &mut TagTree) -> Result<(), NotMade> {
        let mut list: Option<TagGroup> = None;
        for (element, piece) in elements.iter().zip(self.pieces) {
            let lang = Some(element.language.clone());
            let lines: Vec<Node> = piece.lines.into_iter().map(Node::from).collect();
            if let Role::Point { is_first } = element.role {
                if is_first {
                    list.take().into_iter().for_each(|done| tree.push(done));
                }
                let list = list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::Disc)));
                let mark = piece.mark.map(|mark| Node::from(TagGroup::with_children(Tag::Lbl, vec![Node::from(mark)])));
                let body = TagGroup::with_children(Tag::LBody.with_lang(lang), lines);
                list.push(TagGroup::with_children(Tag::LI, mark.into_iter().chain([Node::from(body)]).collect()));
                continue;
            }
            list.take().into_iter().for_each(|done| tree.push(done));
            match &element.role {
                Role::Heading(level) => {
                    let level = NonZeroU16::new(*level).ok_or(NotMade::Refused("no level"))?;
                    let tag = Tag::Hn(level, Some(element.words.text.clone())).with_lang(lang);
                    tree.push(TagGroup::with_children(tag, lines));
                }
                Role::Figure { words, .. } if !lines.is_empty() => {
                    let tag = Tag::Figure(Some(words.clone())).with_lang(lang).with_bbox(piece.frame);
                    tree.push(TagGroup::with_children(tag, lines));
                }
                Role::Figure { .. } | Role::NewPage => {}
                Role::Table(_) => tree.push(table(piece.rows, lang)),
                Role::Paragraph | Role::Point { .. } | Role::Lines(_) | Role::Boxes(_) | Role::Code => {
                    tree.push(TagGroup::with_children(Tag::P.with_lang(lang), lines))
                }
            }
        }
        list.take().into_iter().for_each(|done| tree.push(done));
        Ok(())
    }
}
