//! Sets a sheet. The compiler sees two files that exist in memory only: how a paper looks, and the words.

use std::sync::LazyLock;

use serde_json::json;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::drawing;
use crate::sheet::{Block, Moment, Sheet};

const LOOK: &str = include_str!("paper.typ");

/// Why there is no paper. Says nothing of what stands on it.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    /// The moment of making is none.
    #[error("the moment at which the paper was made is no moment")]
    NoMoment,
    /// The type setter refused: a fault of ours.
    #[error("the paper cannot be set: {0}")]
    Refused(String),
}

/// The PDF: tagged, PDF/A-2a and PDF/UA-1, the same bytes for the same sheet.
///
/// # Errors
/// [`NotMade`].
pub fn to_pdf(sheet: &Sheet) -> Result<Vec<u8>, NotMade> {
    let made_at = moment(sheet.made_at)?;
    let desk = Desk::for_words(words(sheet));
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| refused(&errors))?;
    let options = PdfOptions {
        ident: Smart::Custom(sheet.ident.clone()),
        creator: Smart::Custom(Some("Stepdown".to_owned())),
        timestamp: Some(Timestamp::new_utc(made_at)),
        standards: standards()?,
        tagged: true,
        ..PdfOptions::default()
    };
    let made = typst_pdf::pdf(&document, &options).map_err(|errors| refused(&errors));
    // What was remembered of this paper is forgotten: the next one is about somebody else.
    typst::comemo::evict(0);
    made
}

fn refused(errors: &[typst::diag::SourceDiagnostic]) -> NotMade {
    NotMade::Refused(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
}

fn moment(at: Moment) -> Result<Datetime, NotMade> {
    Datetime::from_ymd_hms(at.year, at.month, at.day, at.hour, at.minute, at.second).ok_or(NotMade::NoMoment)
}

fn standards() -> Result<PdfStandards, NotMade> {
    PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|error| NotMade::Refused(error.message().to_string()))
}

/// The words as the template reads them.
fn words(sheet: &Sheet) -> String {
    let at = sheet.made_at;
    let mut all = json!(sheet);
    if let Some(words) = all.as_object_mut() {
        words.insert("made_at".to_owned(), json!([at.year, at.month, at.day, at.hour, at.minute, at.second]));
    }
    let pictures = sheet.blocks.iter().enumerate().filter_map(|(place, block)| match block {
        Block::Drawing { strokes, .. } => Some((place, drawing::svg(strokes))),
        _ => None,
    });
    for (place, svg) in pictures {
        if let Some(block) = all.pointer_mut(&format!("/blocks/{place}")).and_then(serde_json::Value::as_object_mut) {
            block.insert("svg".to_owned(), json!(svg));
        }
    }
    all.to_string()
}

/// What the compiler may see.
struct Desk {
    look: Source,
    words: (FileId, Bytes),
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(<Library as LibraryExt>::default()));

/// The one family that is used, with its book.
static FONTS: LazyLock<(LazyHash<FontBook>, Vec<Font>)> = LazyLock::new(|| {
    let all = typst_assets::fonts().filter_map(|bytes| Font::new(Bytes::new(bytes), 0));
    let fonts: Vec<Font> = all.filter(|font| font.info().family == "Libertinus Serif").collect();
    (LazyHash::new(FontBook::from_fonts(&fonts)), fonts)
});

impl Desk {
    fn for_words(words: String) -> Self {
        let look = Source::new(file("paper.typ"), LOOK.to_owned());
        Self { look, words: (file("sheet.json"), Bytes::from_string(words)) }
    }
}

/// A file in memory. The names are ours and have no parts that could be refused.
fn file(name: &str) -> FileId {
    let path =
        VirtualPath::new(name).unwrap_or_else(|_| VirtualPath::new("/").unwrap_or_else(|_| unreachable!("the root is a path")));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.0
    }
    fn main(&self) -> FileId {
        self.look.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.look.id() { Ok(self.look.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.words.0 { Ok(self.words.1.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn font(&self, index: usize) -> Option<Font> {
        FONTS.1.get(index).cloned()
    }
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
