//! A packet as a file: on the first page the notice, what it rests on and what the recipient may do with it; then what was released, and
//! nothing else.

use confidential::recipient::Party;
use confidential::{Packet, Released, ToOutside};
use intake::paper::{Block, Language, PressSheet, Words, press};
use jiff::Timestamp;

use super::content::PacketContent;

/// What stands around the content.
pub(super) struct Around<'a> {
    pub(super) ident: String,
    pub(super) program: &'a str,
    pub(super) recipient: &'a Party,
    pub(super) purpose: &'a str,
    pub(super) sender: &'a str,
    pub(super) at: Timestamp,
    pub(super) made: String,
}

/// Who receives it: name, address when it is known, and through whom (P2-49a, P2-09).
fn addressed(party: &Party) -> String {
    let address = Some(party.address.clone()).filter(|address| !address.is_empty());
    let through = party.through.as_ref().map(|through| format!("through {through}"));
    [Some(party.name.clone()), address, through].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The sheet.
pub(super) fn sheet(packet: &Released<Packet<PacketContent>, ToOutside>, around: &Around<'_>) -> PressSheet {
    let mut blocks = vec![
        Block::Paragraph(format!("To: {}", addressed(around.recipient))),
        Block::Paragraph(format!("From: {}, {}", around.program, around.sender)),
        Block::Paragraph(format!("Purpose: {}", around.purpose)),
        Block::Heading("Protected by federal law".to_owned()),
    ];
    blocks.extend(packet.notice.lines().map(|line| Block::Paragraph(line.to_owned())));
    blocks.push(Block::Paragraph(packet.redisclosure.sentence().to_owned()));
    blocks.push(Block::Paragraph("It may not be used against the person.".to_owned()));
    if !packet.scope.is_empty() {
        blocks.push(Block::Heading("What the person allowed".to_owned()));
        blocks.push(Block::Paragraph(packet.scope.clone()));
    }
    blocks.push(Block::Heading("About".to_owned()));
    blocks.push(Block::Paragraph(format!("{}, born {}", packet.content.name, packet.content.birth_date)));
    for section in &packet.content.sections {
        blocks.push(Block::Heading(section.category.title().to_owned()));
        blocks.push(Block::Points(section.lines.clone()));
    }
    PressSheet {
        ident: around.ident.clone(),
        language: Language::En,
        program: around.program.to_owned(),
        notice: press::foot(around.at),
        made_at: around.at,
        made: around.made.clone(),
        words: Words { title: "Confidential record".to_owned(), blocks },
        signed: Vec::new(),
        drawings: Vec::new(),
    }
}
