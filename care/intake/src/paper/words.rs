//! The words of a paper: plain Markdown read into blocks, with `{names}` filled from what is known. Only headings, paragraphs and
//! points exist, so that a paper reads the same on a phone, on a screen reader and in print.

use serde::{Deserialize, Serialize};

use super::Language;

/// A piece of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// Points.
    Points(Vec<String>),
    /// From here on the words are in this language.
    Language(Language),
}

/// The words of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The title.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// Why a text is no paper.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotWords {
    /// The first line is no title.
    #[error("the text must begin with a title: a line that starts with “# ”")]
    NoTitle,
    /// A name in braces that nobody knows, or whose value is not known.
    #[error("{{{0}}} is not known")]
    Unknown(String),
    /// A brace without its other half.
    #[error("a brace stands alone in “{0}”")]
    LoneBrace(String),
}

impl Words {
    /// Reads a text and fills it in.
    ///
    /// # Errors
    /// [`NotWords`]; the first thing that is wrong.
    pub fn read(text: &str, known: &dyn Fn(&str) -> Option<String>) -> Result<Self, NotWords> {
        let mut lines = text.lines();
        let title =
            lines.find(|line| !line.trim().is_empty()).and_then(|line| line.strip_prefix("# ")).ok_or(NotWords::NoTitle)?;
        let mut blocks: Vec<Block> = Vec::new();
        let mut is_open = false;
        for line in lines {
            let line = line.trim();
            if line.is_empty() {
                is_open = false;
            } else if let Some(heading) = line.strip_prefix("## ") {
                blocks.push(Block::Heading(fill(heading, known)?));
                is_open = false;
            } else if let Some(point) = line.strip_prefix("- ") {
                let point = fill(point, known)?;
                match blocks.last_mut() {
                    Some(Block::Points(points)) => points.push(point),
                    _ => blocks.push(Block::Points(vec![point])),
                }
                is_open = false;
            } else {
                let words = fill(line, known)?;
                match blocks.last_mut() {
                    Some(Block::Paragraph(paragraph)) if is_open => {
                        paragraph.push(' ');
                        paragraph.push_str(&words);
                    }
                    _ => blocks.push(Block::Paragraph(words)),
                }
                is_open = true;
            }
        }
        Ok(Self { title: fill(title, known)?, blocks })
    }
}

/// Fills in names; what is filled in is not read again.
fn fill(line: &str, known: &dyn Fn(&str) -> Option<String>) -> Result<String, NotWords> {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, next) = after.split_once('}').ok_or_else(|| NotWords::LoneBrace(line.to_owned()))?;
        out.push_str(before);
        out.push_str(&known(name).ok_or_else(|| NotWords::Unknown(name.to_owned()))?);
        rest = next;
    }
    if rest.contains('}') {
        return Err(NotWords::LoneBrace(line.to_owned()));
    }
    out.push_str(rest);
    Ok(out)
}
