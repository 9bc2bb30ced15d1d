//! A letter on paper, with the address in the window of an envelope where one is known. A neutral one stands under the neutral name from
//! its head to its foot.

use confidential::recipient::Party;
use confidential::{Packet, Released, ToOutside, neutral};
use intake::paper::{Block, Language, PressSheet, Window, Words, press};
use jiff::Timestamp;
use schedule::program::Program;
use vocabulary::Phone;

use super::facts::LetterContent;
use super::kind::LetterKind;

/// The words of a letter, filled in.
pub(super) struct Filled {
    pub(super) heading: String,
    pub(super) before: Vec<String>,
    pub(super) lines: Vec<String>,
    pub(super) after: Vec<String>,
}

/// The name at the head.
pub(super) fn letterhead<'a>(kind: &LetterKind, program: &'a Program) -> &'a str {
    if kind.is_neutral { &program.neutral_name } else { &program.public_name }
}

pub(super) fn words(kind: &LetterKind, program: &Program, content: &LetterContent) -> Filled {
    let phone = Phone::parse(&program.phone).map_or_else(|_| program.phone.clone(), |phone| phone.display());
    let fill = |all: &[String]| {
        all.iter().map(|words| words.replace("{name}", &content.name).replace("{phone}", &phone)).collect::<Vec<_>>()
    };
    Filled { heading: kind.heading.clone(), before: fill(&kind.before), lines: content.lines.clone(), after: fill(&kind.after) }
}

/// The words of a neutral letter that would tell more than it may; none of another one.
pub(super) fn telling(kind: &LetterKind, program: &Program, words: &Filled) -> Result<Vec<String>, String> {
    if !kind.is_neutral {
        return Ok(Vec::new());
    }
    let all = [vec![words.heading.clone()], words.before.clone(), words.after.clone(), from(program)].concat();
    neutral::telling(&all.join(" "))
}

fn from(program: &Program) -> Vec<String> {
    let zip = program.zip.get(..5).unwrap_or(&program.zip);
    vec![program.neutral_name.clone(), program.street.clone(), format!("{}, {} {zip}", program.city, program.state)]
}

pub(super) fn sheet(
    packet: &Released<Packet<LetterContent>, ToOutside>,
    kind: &LetterKind,
    program: &Program,
    party: &Party,
    (ident, (at, made)): (String, (Timestamp, String)),
) -> PressSheet {
    let words = words(kind, program, &packet.content);
    let mut blocks = vec![Block::Paragraph(format!("To: {}", party.name))];
    blocks.extend(words.before.into_iter().map(Block::Paragraph));
    blocks.push(Block::Points(words.lines));
    blocks.extend(words.after.into_iter().map(Block::Paragraph));
    if !kind.is_neutral {
        blocks.push(Block::Heading("Protected by federal law".to_owned()));
        blocks.extend(packet.notice.lines().map(|line| Block::Paragraph(line.to_owned())));
        blocks.push(Block::Paragraph(packet.redisclosure.sentence().to_owned()));
        if !packet.scope.is_empty() {
            blocks.push(Block::Heading("What the person allowed".to_owned()));
            blocks.push(Block::Paragraph(packet.scope.clone()));
        }
    }
    let has_address = !party.address.trim().is_empty();
    let to = std::iter::once(party.name.clone()).chain(party.address.split(", ").map(str::to_owned)).collect();
    PressSheet {
        ident,
        language: Language::En,
        program: letterhead(kind, program).to_owned(),
        notice: if kind.is_neutral { String::new() } else { press::foot(at) },
        made_at: at,
        made,
        words: Words { title: words.heading, blocks },
        signed: Vec::new(),
        drawings: Vec::new(),
        window: has_address.then(|| Window { from: from(program), to }),
        then: Vec::new(),
    }
}
