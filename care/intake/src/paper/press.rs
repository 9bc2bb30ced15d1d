//! What makes a file of a paper. It is handed in, because setting type is the work of an edge; it runs inside the transaction, so
//! that what is kept is what was made.

use std::sync::Arc;

use confidential::notice;
use jiff::Timestamp;

use super::{Block, Language, Paper, Signature, SignedHow, Where, Words};

/// Makes the file of a sheet; refuses in words for the log.
pub type Press = Arc<dyn Fn(&PressSheet) -> Result<Vec<u8>, String> + Send + Sync>;

/// A paper as it is to be set.
#[derive(Clone, Debug, PartialEq)]
pub struct PressSheet {
    /// A stable name of this file.
    pub ident: String,
    /// The language it begins in.
    pub language: Language,
    /// The program, at the head.
    pub program: String,
    /// The line at the foot.
    pub notice: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// The same in words.
    pub made: String,
    /// The words.
    pub words: Words,
    /// What stands under them once it is signed, line by line: label and value.
    pub signed: Vec<(String, String)>,
    /// Marks drawn by hand, with whose they are.
    pub drawings: Vec<(String, Drawing)>,
    /// What shows through the window of an envelope; nothing for a paper that is handed over.
    pub window: Option<Window>,
    /// Further sheets in the same file, each on leaves of its own.
    pub then: Vec<PressSheet>,
}

/// What shows through the window of an envelope, and is all that does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The sender, in words that say nothing.
    pub from: Vec<String>,
    /// Name and address.
    pub to: Vec<String>,
}

/// A mark drawn by hand: its strokes, each the points it went through.
pub type Drawing = Vec<Vec<(u16, u16)>>;

/// The sheet of a paper as it is given.
pub(super) fn given(ident: String, language: Language, program: &str, words: Words, at: Timestamp, made: String) -> PressSheet {
    PressSheet {
        ident,
        language,
        program: program.to_owned(),
        notice: foot(at),
        made_at: at,
        made,
        words,
        signed: Vec::new(),
        drawings: Vec::new(),
        window: None,
        then: Vec::new(),
    }
}

/// The line at the foot of every page: the short notice prescribed on that day. Before the first day of the law there was none.
#[must_use]
pub fn foot(at: Timestamp) -> String {
    let day = jiff::tz::Offset::UTC.to_datetime(at).date();
    notice::on(notice::Form::Short, day).map(|notice| notice.text.clone()).unwrap_or_default()
}

/// The sheet of the copy with the signatures under it.
pub(super) fn signed(
    paper: &Paper,
    program: &str,
    say: &dyn Fn(Timestamp) -> String,
    staff: &dyn Fn(&Where) -> String,
) -> PressSheet {
    let last = paper.signatures.iter().map(|signature| signature.at).max().unwrap_or(paper.given_at);
    let mut words = paper.words.clone();
    words.blocks.push(Block::Language(Language::En));
    words.blocks.push(Block::Heading("Signatures".to_owned()));
    let mut lines = vec![("File that was signed, SHA-256".to_owned(), paper.sha256.clone())];
    for signature in &paper.signatures {
        lines.extend(lines_of(signature, say, staff));
    }
    let drawings = paper.signatures.iter().filter_map(|signature| match &signature.how {
        SignedHow::Drawn(strokes) => Some((format!("Mark drawn by {}", signature.name), strokes.clone())),
        SignedHow::Typed | SignedHow::Scan { .. } => None,
    });
    let drawings = drawings.collect();
    let sheet = given(format!("{} signed", paper.id), paper.language, program, words, last, say(last));
    PressSheet { signed: lines, drawings, ..sheet }
}

fn lines_of(signature: &Signature, say: &dyn Fn(Timestamp) -> String, staff: &dyn Fn(&Where) -> String) -> Vec<(String, String)> {
    let how = match &signature.how {
        SignedHow::Typed => "by typing the name".to_owned(),
        SignedHow::Drawn(_) => "by typing the name and drawing a mark".to_owned(),
        SignedHow::Scan { sha256, .. } => format!("on paper; SHA-256 of the scan {sha256}"),
    };
    let mut lines = vec![
        ("Signed by".to_owned(), format!("{}, {}", signature.name, signature.capacity.title())),
        ("How".to_owned(), format!("{how}, {}", staff(&signature.place))),
        ("When".to_owned(), say(signature.at)),
        ("Language read".to_owned(), signature.language.own_name().to_owned()),
    ];
    if let Some(authority) = &signature.authority {
        lines.push(("On the strength of".to_owned(), authority.clone()));
    }
    lines
}
