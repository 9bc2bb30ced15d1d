//! The levels of an eligibility file, in order: source (20), receiver (21), subscriber (22), dependent (23). Every level must have
//! the next number and name the one above it.

use jiff::civil::DateTime;

use crate::part::{fixed, moment};
use crate::reader::{Faults, Group, Interchange, Transaction};
use crate::{ELIGIBILITY_GUIDE, Envelope, Segment, read_837};

/// One HL with what stands under it.
#[derive(Clone, Copy)]
pub(crate) struct Level<'a> {
    /// HL03.
    pub(crate) kind: Kind,
    /// The HL segment.
    pub(crate) head: &'a Segment,
    /// What stands under it, up to the next HL.
    pub(crate) rest: &'a [Segment],
}

/// What a level is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Source,
    Receiver,
    Subscriber,
    Dependent,
}

impl Kind {
    fn of(code: &str) -> Option<Self> {
        match code {
            "20" => Some(Self::Source),
            "21" => Some(Self::Receiver),
            "22" => Some(Self::Subscriber),
            "23" => Some(Self::Dependent),
            _ => None,
        }
    }
}

/// The envelope of a group, when it is one of this kind. What ISA02 and ISA04 hold is between sender and receiver and not kept.
pub(crate) fn envelope(interchange: &Interchange, group: &Group, kind: &str, faults: &mut Faults) -> Option<Envelope> {
    let gs = &group.header;
    if gs.element(1) != kind || !gs.element(8).starts_with("005010X279") {
        faults.lost(gs, Some(1), format!("opens a group that is not {kind} of {ELIGIBILITY_GUIDE}; it was left out"));
        return None;
    }
    read_837::plain_envelope(&interchange.header, gs, faults)
}

/// BHT of a transaction: reference and moment.
pub(crate) fn header(transaction: &Transaction, set: &str, purpose: &str, faults: &mut Faults) -> Option<(String, DateTime)> {
    let st = &transaction.header;
    if st.element(1) != set {
        faults.lost(st, Some(1), format!("must be {set}; the transaction was left out"));
        return None;
    }
    let Some(bht) = transaction.segments.first().filter(|first| first.id == "BHT") else {
        faults.lost(st, None, "opens a transaction that does not begin with BHT; it was left out");
        return None;
    };
    fixed(bht, 1, "0022", faults);
    fixed(bht, 2, purpose, faults);
    Some((bht.element(3).to_owned(), moment(bht, 4, faults)?))
}

/// The levels in order; what is wrong with their numbers is noted, and a level that is none is left out.
pub(crate) fn levels<'a>(transaction: &'a Transaction, faults: &mut Faults) -> Vec<Level<'a>> {
    let segments = transaction.segments.get(1..).unwrap_or_default();
    let starts: Vec<usize> = segments.iter().enumerate().filter(|(_, segment)| segment.id == "HL").map(|(at, _)| at).collect();
    let before = segments.get(..starts.first().copied().unwrap_or(segments.len())).unwrap_or_default();
    for stray in before {
        faults.at(stray, None, "is not understood at this place");
    }
    if starts.is_empty() {
        faults.lost(&transaction.header, None, "opens a transaction without a level (HL)");
    }
    let ends = starts.iter().skip(1).copied().chain([segments.len()]);
    let mut found = Vec::new();
    let mut open: [Option<&str>; 4] = [None; 4];
    for (expected, (from, to)) in (1_usize..).zip(starts.iter().copied().zip(ends)) {
        let Some((head, rest)) = segments.get(from..to).and_then(<[Segment]>::split_first) else { continue };
        if head.element(1).parse() != Ok(expected) {
            faults.at(head, Some(1), "is not the next level number");
        }
        let Some(kind) = Kind::of(head.element(3)) else {
            faults.at(head, Some(3), "is not a level of an eligibility file; it was left out");
            continue;
        };
        if !nests(kind, head, &mut open) {
            faults.at(head, Some(2), "does not name the level above it");
        }
        found.push(Level { kind, head, rest });
    }
    found
}

/// Whether a level names the open level of the kind above; opens it.
fn nests<'a>(kind: Kind, head: &'a Segment, open: &mut [Option<&'a str>; 4]) -> bool {
    let at = kind as usize;
    let above = at.checked_sub(1).and_then(|above| open.get(above).copied().flatten());
    for (place, level) in open.iter_mut().enumerate().skip(at) {
        *level = (place == at).then(|| head.element(1));
    }
    match kind {
        Kind::Source => head.element(2).is_empty(),
        _ => above.is_some_and(|above| above == head.element(2)),
    }
}
