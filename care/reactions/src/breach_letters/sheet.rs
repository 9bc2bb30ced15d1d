//! A letter as it is set: name and address for the window, the words in the person's language, and the English ones after a translation
//! that nobody has checked. The same content gives the same bytes, so that one printing of many is what was kept of each.

use intake::paper::issue::not_checked;
use intake::paper::{Block, Language, PressSheet, Window, press};
use jiff::Timestamp;
use privacy::breach_letter::Content;
use vocabulary::id::BreachLetterId;

use super::words::words_in;

/// The sheet of a letter.
///
/// # Errors
/// In words for the log.
pub(super) fn sheet(
    id: BreachLetterId,
    content: &Content,
    state: Option<&str>,
    (made_at, made): (Timestamp, String),
) -> Result<PressSheet, String> {
    let language = Language::of_tag(&content.language);
    let mut words = words_in(language, content, state)?;
    if language != Language::En {
        let english = words_in(Language::En, content, state)?;
        words.blocks.push(Block::Paragraph(not_checked(language).to_owned()));
        words.blocks.push(Block::Language(Language::En));
        words.blocks.push(Block::Heading(english.title));
        words.blocks.extend(english.blocks);
    }
    let to = std::iter::once(content.name.clone()).chain(content.address.iter().cloned()).collect();
    Ok(PressSheet {
        ident: id.to_string(),
        language,
        program: content.program.clone(),
        notice: press::foot(made_at),
        made_at,
        made,
        words,
        signed: Vec::new(),
        drawings: Vec::new(),
        window: Some(Window { from: content.sender.clone(), to }),
        then: Vec::new(),
    })
}
