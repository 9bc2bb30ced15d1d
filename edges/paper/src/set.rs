//! Makes the file: draws every line of every page, and writes beside it the tree that a screen reader follows.

use std::num::NonZeroU16;

use jiff::civil::DateTime;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Rect};
use krilla::metadata::{DateTime as FileMoment, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, Node, SpanTag, Tag, TagGroup, TagTree,
};
use krilla::{Document, SerializeSettings};

use crate::drawing;
use crate::font::{Cut, Weight};
use crate::layout::{self, BODY, DRAWING, Element, Foot, MARGIN, PAGE, Placed, Role};
use crate::line::Words;
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
    let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(NotMade::Refused("no page"))?;
    for (at, page) in pages.iter().enumerate() {
        let mut sheet_of_paper = document.start_page_with(size.clone());
        let mut surface = sheet_of_paper.surface();
        around(&mut surface, sheet, &foot, (at + 1, pages.len()))?;
        for placed in page {
            let element = elements.get(placed.element).ok_or(NotMade::Refused("no element"))?;
            drawn.draw(&mut surface, element, placed, before + at)?;
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
    one_line(surface, &number, foot.size, (MARGIN + BODY - wide, y))?;
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
    /// Where a drawing stands.
    frame: Option<BBox>,
}

struct Drawn {
    pieces: Vec<Piece>,
    headings: Vec<(String, usize, f32)>,
}

impl Drawn {
    fn draw(&mut self, surface: &mut Surface<'_>, element: &Element, placed: &Placed, page: usize) -> Result<(), NotMade> {
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
        if let Role::Figure { strokes, .. } = &element.role {
            let frame = Rect::from_xywh(placed.x, placed.y, DRAWING.0, DRAWING.1).ok_or(NotMade::Refused("no frame"))?;
            let Some(path) = drawing::path(strokes, (placed.x, placed.y)) else { return Ok(()) };
            piece.lines.push(surface.start_tagged(ContentTag::Other));
            surface.set_fill(None);
            surface.set_stroke(Some(drawing::pen()));
            surface.draw_path(&path);
            surface.set_stroke(None);
            surface.end_tagged();
            piece.frame = Some(BBox::new(page, frame));
        } else if let Some(line) = &placed.line {
            piece.lines.push(surface.start_tagged(span()));
            write(surface, element.words.parts(line), element.size, (placed.x, placed.y))?;
            surface.end_tagged();
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
                Role::Figure { .. } => {}
                Role::Paragraph | Role::Point { .. } => tree.push(TagGroup::with_children(Tag::P.with_lang(lang), lines)),
            }
        }
        list.take().into_iter().for_each(|done| tree.push(done));
        Ok(())
    }
}
