//! A paper of the front door → a file: the words go over as they are, and nothing in them is read as markup.

use ::paper::{Moment, NotMade, Sheet};
use intake::paper::{Block, PressSheet};

/// The bytes of the file.
///
/// # Errors
/// In words for the log; they say nothing of what stands on the paper.
pub fn set(sheet: &PressSheet) -> Result<Vec<u8>, String> {
    let all: Vec<Sheet> = std::iter::once(sheet).chain(&sheet.then).map(converted).collect();
    ::paper::all_to_pdf(&all).map_err(|error: NotMade| error.to_string())
}

fn converted(sheet: &PressSheet) -> Sheet {
    let mut blocks: Vec<::paper::Block> = sheet.words.blocks.iter().map(block).collect();
    blocks.extend(sheet.signed.iter().map(|(label, value)| ::paper::Block::Line { label: label.clone(), value: value.clone() }));
    blocks.extend(
        sheet.drawings.iter().map(|(words, strokes)| ::paper::Block::Drawing { words: words.clone(), strokes: strokes.clone() }),
    );
    Sheet {
        ident: sheet.ident.clone(),
        title: sheet.words.title.clone(),
        language: sheet.language.tag().to_owned(),
        program: sheet.program.clone(),
        notice: sheet.notice.clone(),
        made: sheet.made.clone(),
        made_at: moment(sheet.made_at),
        blocks,
        size: ::paper::PaperSize::Letter,
        window: sheet.window.as_ref().map(|window| ::paper::Window { from: window.from.clone(), to: window.to.clone() }),
    }
}

fn block(block: &Block) -> ::paper::Block {
    match block {
        Block::Heading(words) => ::paper::Block::Heading { words: words.clone() },
        Block::Paragraph(words) => ::paper::Block::Paragraph { words: words.clone() },
        Block::Points(points) => ::paper::Block::Points { points: points.clone() },
        Block::Language(language) => ::paper::Block::Language { tag: language.tag().to_owned() },
    }
}

/// To the second, in UTC: a file has no finer clock.
pub(super) fn moment(at: jiff::Timestamp) -> Moment {
    let utc = jiff::tz::Offset::UTC.to_datetime(at);
    let small = |number: i8| u8::try_from(number).unwrap_or(0);
    Moment {
        year: i32::from(utc.year()),
        month: small(utc.month()),
        day: small(utc.day()),
        hour: small(utc.hour()),
        minute: small(utc.minute()),
        second: small(utc.second()),
    }
}
