//! Segments to interchanges, groups and transactions. Every trailer must name its header and count what it closes.

use std::collections::HashSet;

use super::{Faults, Group, Interchange, Transaction};
use crate::Segment;

/// Everything that stands between proper headers; what stands elsewhere is reported.
pub(super) fn interchanges(segments: Vec<Segment>, faults: &mut Faults) -> Vec<Interchange> {
    let mut assembly =
        Assembly { done: Vec::new(), interchange: None, group: None, transaction: None, used: Used::default(), faults };
    for segment in segments {
        assembly.take(segment);
    }
    assembly.end_interchange(None);
    assembly.done
}

struct Assembly<'a> {
    done: Vec<Interchange>,
    interchange: Option<Interchange>,
    group: Option<Group>,
    transaction: Option<Transaction>,
    used: Used,
    faults: &'a mut Faults,
}

/// Control numbers met so far at each level.
#[derive(Default)]
struct Used {
    interchanges: HashSet<String>,
    groups: HashSet<String>,
    transactions: HashSet<String>,
}

impl Assembly<'_> {
    fn take(&mut self, segment: Segment) {
        match segment.id.as_str() {
            "ISA" => self.begin_interchange(segment),
            "IEA" => self.end_interchange(Some(&segment)),
            "TA1" if self.group.is_none() => match &mut self.interchange {
                Some(open) => open.acknowledgments.push(segment),
                None => self.faults.at(&segment, None, "stands outside an interchange"),
            },
            "GS" => self.begin_group(segment),
            "GE" => self.end_group(Some(&segment)),
            "ST" => self.begin_transaction(segment),
            "SE" => self.end_transaction(Some(&segment)),
            _ => match &mut self.transaction {
                Some(open) => open.segments.push(segment),
                None => self.faults.lost(&segment, None, "stands outside a transaction"),
            },
        }
    }

    fn begin_interchange(&mut self, header: Segment) {
        self.end_interchange(None);
        if header.element(12) != "00501" {
            self.faults.at(&header, Some(12), "is not version 00501");
        }
        self.used.groups.clear();
        if !self.used.interchanges.insert(header.element(13).to_owned()) {
            self.faults.at(&header, Some(13), "repeats the control number of an earlier interchange");
        }
        self.interchange = Some(Interchange { header, acknowledgments: Vec::new(), groups: Vec::new() });
    }

    fn end_interchange(&mut self, trailer: Option<&Segment>) {
        self.end_group(None);
        let Some(open) = self.interchange.take() else {
            self.stray(trailer, "closes an interchange, but none is open");
            return;
        };
        self.trailer(&open.header, trailer, open.header.element(13), open.groups.len(), "IEA");
        self.done.push(open);
    }

    fn begin_group(&mut self, header: Segment) {
        self.end_group(None);
        if self.interchange.is_none() {
            self.faults.at(&header, None, "opens a group outside an interchange; it was left out");
            return;
        }
        self.used.transactions.clear();
        if !self.used.groups.insert(header.element(6).to_owned()) {
            self.faults.at(&header, Some(6), "repeats the control number of an earlier group");
        }
        self.group = Some(Group { header, transactions: Vec::new() });
    }

    fn end_group(&mut self, trailer: Option<&Segment>) {
        self.end_transaction(None);
        let Some(open) = self.group.take() else {
            self.stray(trailer, "closes a group, but none is open");
            return;
        };
        self.trailer(&open.header, trailer, open.header.element(6), open.transactions.len(), "GE");
        if let Some(interchange) = &mut self.interchange {
            interchange.groups.push(open);
        }
    }

    fn begin_transaction(&mut self, header: Segment) {
        self.end_transaction(None);
        if self.group.is_none() {
            self.faults.at(&header, None, "opens a transaction outside a group; it was left out");
            return;
        }
        if !self.used.transactions.insert(header.element(2).to_owned()) {
            self.faults.at(&header, Some(2), "repeats the control number of an earlier transaction");
        }
        self.transaction = Some(Transaction { header, segments: Vec::new() });
    }

    fn end_transaction(&mut self, trailer: Option<&Segment>) {
        let Some(open) = self.transaction.take() else {
            self.stray(trailer, "closes a transaction, but none is open");
            return;
        };
        self.trailer(&open.header, trailer, open.header.element(2), open.segments.len() + 2, "SE");
        if let Some(group) = &mut self.group {
            group.transactions.push(open);
        }
    }

    /// A trailer counts in its first element and names its header in the second.
    fn trailer(&mut self, header: &Segment, trailer: Option<&Segment>, number: &str, count: usize, id: &str) {
        let Some(trailer) = trailer else {
            self.faults.lost(header, None, format!("is never closed: {id} is missing"));
            return;
        };
        if trailer.element(1).parse() != Ok(count) {
            self.faults.lost(trailer, Some(1), format!("should count {count}"));
        }
        if trailer.element(2) != number {
            self.faults.at(trailer, Some(2), "is not the control number of the header it closes");
        }
    }

    fn stray(&mut self, trailer: Option<&Segment>, text: &str) {
        if let Some(trailer) = trailer {
            self.faults.at(trailer, None, text);
        }
    }
}
