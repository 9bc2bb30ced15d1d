//! Reads an answer file. Strict about structure: a file that is cut off or has lost segments says so, and every problem names segment
//! and position. Generous about content: what these twins do not know is kept as it stood, and listed.

use crate::benefit::{Answering, EligibilityAnswer, Insured, Interchange271, Transaction271};
use crate::level::{self, Kind, Level};
use crate::reader::{Faults, Limits, ReadProblem, Transaction, read_into};

mod insured;
mod statement;

/// What was read, and everything that was wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading271 {
    /// One for each functional group.
    pub files: Vec<Interchange271>,
    /// What is wrong with the file. What is only unknown is kept beside the answers and is no problem.
    pub problems: Vec<ReadProblem>,
}

impl Reading271 {
    /// Every answer, in the order of the file.
    pub fn answers(&self) -> impl Iterator<Item = &EligibilityAnswer> {
        self.files.iter().flat_map(|file| &file.transactions).flat_map(|transaction| &transaction.answers)
    }

    /// Why the file must not be taken for whole: it is cut off, counts segments that are not there, or is no answer file at all.
    pub fn losses(&self) -> impl Iterator<Item = &ReadProblem> {
        self.problems.iter().filter(|problem| problem.is_loss)
    }
}

/// Reads an answer file.
#[must_use]
pub fn read_271(bytes: &[u8], limits: &Limits) -> Reading271 {
    let mut faults = Faults::new(limits.problems);
    let mut files = Vec::new();
    let mut room = limits.claims;
    for interchange in read_into(bytes, limits, &mut faults) {
        for group in &interchange.groups {
            let Some(envelope) = level::envelope(&interchange, group, "HB", &mut faults) else { continue };
            let transactions = group.transactions.iter().filter_map(|one| transaction(one, &mut room, &mut faults)).collect();
            files.push(Interchange271 { envelope, transactions });
        }
    }
    Reading271 { files, problems: faults.finish() }
}

fn transaction(transaction: &Transaction, room: &mut usize, faults: &mut Faults) -> Option<Transaction271> {
    let (reference, made_at) = level::header(transaction, "271", "11", faults)?;
    let levels = level::levels(transaction, faults);
    let mut open = Open::default();
    let mut answers = Vec::new();
    for (at, level) in levels.iter().enumerate() {
        open.take(level, faults);
        let goes_deeper = levels.get(at + 1).is_some_and(|next| next.kind > level.kind);
        if goes_deeper {
            continue;
        }
        let Some(answer) = open.answer(level.kind) else {
            faults.at(level.head, None, "opens a level that answers nothing about anybody");
            continue;
        };
        let Some(left) = room.checked_sub(1) else {
            faults.lost(level.head, None, "opens more answers than are read at once; the rest was left out");
            break;
        };
        *room = left;
        answers.push(answer);
    }
    Some(Transaction271 { control_number: transaction.header.element(2).to_owned(), reference, made_at, answers })
}

/// The levels that are open.
#[derive(Default)]
struct Open {
    source: Option<Answering>,
    receiver: Option<Answering>,
    subscriber: Option<Insured>,
    dependent: Option<Insured>,
}

impl Open {
    fn take(&mut self, level: &Level<'_>, faults: &mut Faults) {
        if level.kind <= Kind::Subscriber {
            self.dependent = None;
        }
        if level.kind <= Kind::Receiver {
            self.subscriber = None;
        }
        match level.kind {
            Kind::Source => {
                self.receiver = None;
                self.source = Some(insured::answering(level, faults));
            }
            Kind::Receiver => self.receiver = Some(insured::answering(level, faults)),
            Kind::Subscriber => self.subscriber = Some(insured::insured(level, faults)),
            Kind::Dependent => self.dependent = Some(insured::insured(level, faults)),
        }
    }

    /// The answer that ends at a level. A source without anything under it answers only when it refuses.
    fn answer(&self, kind: Kind) -> Option<EligibilityAnswer> {
        let source = self.source.clone().unwrap_or_default();
        let refuses = |one: Option<&Answering>| one.is_some_and(|one| !one.rejections.is_empty());
        let is_empty = kind < Kind::Subscriber && !refuses(Some(&source)) && !refuses(self.receiver.as_ref());
        (!is_empty).then(|| EligibilityAnswer {
            source,
            receiver: self.receiver.clone(),
            subscriber: self.subscriber.clone(),
            dependent: self.dependent.clone(),
        })
    }
}
