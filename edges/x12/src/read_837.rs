//! Reads a claim file back into the twins it was written from: envelope, header, and the levels of provider, subscriber and
//! patient. What the twins cannot hold is reported, never dropped in silence.

use crate::part::{Part, code, fixed, moment, only, parse_time, text};
use crate::read_claim;
use crate::reader::{Faults, Group, Interchange, Limits, ReadProblem, Transaction, read_into};
use crate::{Claim, Envelope, Guide, Interchange837, Receiver, Segment, Submitter, TradingPartner, Transaction837, Usage};

mod levels;

pub(crate) use levels::address as levels_address;

/// What was read, and everything that was wrong or not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading837 {
    /// One for each functional group of claims.
    pub files: Vec<Claims837>,
    /// Empty when the twins hold all that the file says.
    pub problems: Vec<ReadProblem>,
}

/// A group of claims with its envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims837 {
    /// Which guide it follows.
    pub guide: Guide,
    /// The claims, as the writer takes them.
    pub interchange: Interchange837,
}

/// Reads a claim file. A claim that lacks what it must have is left out and reported; the others are kept.
#[must_use]
pub fn read_837(bytes: &[u8], limits: &Limits) -> Reading837 {
    let mut faults = Faults::new(limits.problems);
    let mut files = Vec::new();
    let mut room = limits.claims;
    for interchange in read_into(bytes, limits, &mut faults) {
        for one in &interchange.groups {
            files.extend(group(&interchange, one, &mut room, &mut faults));
        }
    }
    Reading837 { files, problems: faults.finish() }
}

fn group(interchange: &Interchange, group: &Group, room: &mut usize, faults: &mut Faults) -> Option<Claims837> {
    fixed(&group.header, 1, "HC", faults);
    let guide = code(&group.header, 8, Guide::from_code, faults)?;
    let envelope = envelope(&interchange.header, &group.header, faults)?;
    let transactions = group.transactions.iter().filter_map(|one| transaction(one, guide, room, faults)).collect();
    Some(Claims837 { guide, interchange: Interchange837 { envelope, transactions } })
}

fn envelope(isa: &Segment, gs: &Segment, faults: &mut Faults) -> Option<Envelope> {
    for (number, value) in [(1, "00"), (2, ""), (3, "00"), (4, "")] {
        fixed(isa, number, value, faults);
    }
    plain_envelope(isa, gs, faults)
}

/// ISA and GS without what only claim files must say.
pub(crate) fn plain_envelope(isa: &Segment, gs: &Segment, faults: &mut Faults) -> Option<Envelope> {
    fixed(gs, 7, "X", faults);
    let made_at = moment(gs, 4, faults)?;
    let same = isa.element(9) == made_at.strftime("%y%m%d").to_string() && parse_time(isa.element(10)) == Some(made_at.time());
    if !same {
        faults.at(isa, Some(9), "is not the date and time of the group; the group's is taken");
    }
    Some(Envelope {
        sender: partner(isa, 5, gs.element(2)),
        receiver: partner(isa, 7, gs.element(3)),
        made_at,
        control_number: number(isa, 13, faults)?,
        group_control_number: number(gs, 6, faults)?,
        acknowledgment_requested: code(isa, 14, flag, faults)?,
        usage: code(isa, 15, Usage::from_code, faults)?,
    })
}

fn partner(isa: &Segment, at: usize, application_id: &str) -> TradingPartner {
    TradingPartner {
        qualifier: isa.element(at).to_owned(),
        interchange_id: isa.element(at + 1).to_owned(),
        application_id: application_id.to_owned(),
    }
}

fn flag(code: &str) -> Option<bool> {
    match code {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}

fn number(segment: &Segment, at: usize, faults: &mut Faults) -> Option<u32> {
    code(segment, at, |text| text.parse().ok(), faults)
}

fn transaction(transaction: &Transaction, guide: Guide, room: &mut usize, faults: &mut Faults) -> Option<Transaction837> {
    let st = &transaction.header;
    fixed(st, 1, "837", faults);
    fixed(st, 3, guide.code(), faults);
    let mut loops = loops(&transaction.segments).into_iter();
    let (made_at, reference, submitter, receiver) = header(loops.next().unwrap_or_default(), st, faults)?;
    let mut levels = levels::Levels::default();
    let mut claims: Vec<Claim> = Vec::new();
    let mut open: Option<read_claim::Open> = None;
    for one in loops {
        let Some(part) = Part::of(one) else { continue };
        match part.head.id.as_str() {
            "LX" => match &mut open {
                Some(claim) => claim.line(part, faults),
                None => faults.at(part.head, None, "is a service line without a claim; it was left out"),
            },
            "CLM" => {
                close(open.take(), &mut claims, faults);
                let Some(left) = room.checked_sub(1) else {
                    faults.at(part.head, None, "opens more claims than are read at once; the rest was left out");
                    break;
                };
                *room = left;
                open = read_claim::open(part, guide, levels.parties(), faults);
            }
            _ => {
                close(open.take(), &mut claims, faults);
                levels.take(part, faults);
            }
        }
    }
    close(open.take(), &mut claims, faults);
    let control_number = number(st, 2, faults)?;
    Some(Transaction837 { control_number, reference, made_at, submitter, receiver, claims })
}

fn close(open: Option<read_claim::Open>, claims: &mut Vec<Claim>, faults: &mut Faults) {
    claims.extend(open.and_then(|claim| claim.close(faults)));
}

/// The header, then one stretch for each HL, CLM and LX.
fn loops(segments: &[Segment]) -> Vec<&[Segment]> {
    let starts = segments.iter().enumerate().filter(|(_, s)| matches!(s.id.as_str(), "HL" | "CLM" | "LX")).map(|(at, _)| at);
    let mut bounds: Vec<usize> = std::iter::once(0).chain(starts.filter(|at| *at > 0)).collect();
    bounds.push(segments.len());
    bounds.windows(2).filter_map(|pair| segments.get(*pair.first()?..*pair.last()?)).collect()
}

fn header(
    segments: &[Segment],
    st: &Segment,
    faults: &mut Faults,
) -> Option<(jiff::civil::DateTime, String, Submitter, Receiver)> {
    let Some(part) = Part::of(segments).filter(|part| part.head.id == "BHT") else {
        faults.at(st, None, "opens a transaction that does not begin with BHT; it was left out");
        return None;
    };
    let bht = part.head;
    only(bht, &[1, 2, 3, 4, 5, 6], faults);
    for (number, value) in [(1, "0019"), (2, "00"), (6, "CH")] {
        fixed(bht, number, value, faults);
    }
    let made_at = moment(bht, 4, faults);
    let from = part.need("NM1", "41", faults);
    let contact = part.need("PER", "IC", faults);
    let to = part.need("NM1", "40", faults);
    part.finish(faults);
    let (from, contact, to) = (from?, contact?, to?);
    for (one, kind) in [(from, "46"), (to, "46")] {
        organization(one, kind, faults);
    }
    only(contact, &[1, 2, 3, 4, 5, 6], faults);
    fixed(contact, 3, "TE", faults);
    if !contact.element(5).is_empty() {
        fixed(contact, 5, "EM", faults);
    }
    let submitter = Submitter {
        name: from.element(3).to_owned(),
        id: from.element(9).to_owned(),
        contact_name: contact.element(2).to_owned(),
        contact_phone: contact.element(4).to_owned(),
        contact_email: text(contact, 6),
    };
    let receiver = Receiver { name: to.element(3).to_owned(), id: to.element(9).to_owned() };
    Some((made_at?, bht.element(3).to_owned(), submitter, receiver))
}

/// Checks an NM1 of an organization with an id of one kind.
fn organization(nm1: &Segment, kind: &str, faults: &mut Faults) {
    fixed(nm1, 2, "2", faults);
    fixed(nm1, 8, kind, faults);
    only(nm1, &[1, 2, 3, 8, 9], faults);
}
