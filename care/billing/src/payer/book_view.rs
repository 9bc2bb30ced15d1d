//! The payers and their rules to read: every row with its days and where it comes from; and what an import would change.

use access::{Action, Context, Kind, Problems, Refusal, author_name};
use confidential::{Guarded, Query};
use jiff::Timestamp;

use super::{BOOK, PayerBook};
use crate::rule::{DayAlgorithm, Payer, PayerRule, RuleBook};

/// Opens the book.
#[derive(Clone, Copy, Debug)]
pub struct OpenPayerBook;

/// The book as it stands.
#[derive(Clone, Debug, Default)]
pub struct PayerBookView {
    /// Payers with their terms, in the order of the file; a payer stands once for each range of days.
    pub payers: Vec<Payer>,
    /// Rules, in the order of the file.
    pub rules: Vec<PayerRule>,
    /// Day algorithms, in the order of the file.
    pub algorithms: Vec<DayAlgorithm>,
    /// Which version of the book; 0 when there is none.
    pub version: i64,
    /// When each version was imported and by whom, by name; oldest first.
    pub imports: Vec<(Timestamp, String)>,
    /// The file as it was imported; empty when there is none.
    pub toml: String,
}

/// Looks at what an import would change; nothing is written.
#[derive(Clone, Debug)]
pub struct PreviewPayers {
    /// The file.
    pub toml: String,
}

/// What an import would change, in rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BookChange {
    /// Payers: rows before and after.
    pub payers: (usize, usize),
    /// Rules: rows before and after.
    pub rules: (usize, usize),
    /// Rows of the new file that do not stand in the present one as they are.
    pub new_rows: usize,
    /// Rows of the present file that do not stand in the new one as they are.
    pub gone_rows: usize,
}

impl Query for OpenPayerBook {
    type View = PayerBookView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<PayerBookView>, Refusal> {
        cx.require(Action::View, Kind::Payer)?;
        let versions = cx.tx.history::<PayerBook>(BOOK.hyphenated())?;
        let Some((book, _)) = versions.last() else { return Ok(Guarded::program(Kind::Payer, PayerBookView::default())) };
        let rules = super::rule_book(cx)?;
        let view = PayerBookView {
            payers: rules.payers().cloned().collect(),
            rules: rules.rules().cloned().collect(),
            algorithms: rules.algorithms().cloned().collect(),
            version: book.version,
            imports: versions
                .iter()
                .map(|(one, _)| Ok((one.recorded_at, author_name(cx.tx, one.recorded_by)?)))
                .collect::<Result<_, Refusal>>()?,
            toml: book.toml.clone(),
        };
        Ok(Guarded::program(Kind::Payer, view))
    }
}

impl Query for PreviewPayers {
    type View = BookChange;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<BookChange>, Refusal> {
        cx.require(Action::Configure, Kind::Payer)?;
        let now = super::rule_book(cx)?;
        let next = read(&self.toml)?;
        let (gone_payers, new_payers) = differences(now.payers().collect(), next.payers().collect());
        let (gone_rules, new_rules) = differences(now.rules().collect(), next.rules().collect());
        let (gone_algorithms, new_algorithms) = differences(now.algorithms().collect(), next.algorithms().collect());
        let change = BookChange {
            payers: (now.payers().count(), next.payers().count()),
            rules: (now.rules().count(), next.rules().count()),
            new_rows: new_payers + new_rules + new_algorithms,
            gone_rows: gone_payers + gone_rules + gone_algorithms,
        };
        Ok(Guarded::program(Kind::Payer, change))
    }
}

/// A book, or every problem with its row.
pub(super) fn read(toml: &str) -> Result<RuleBook, Refusal> {
    RuleBook::from_toml(toml).map_err(|found| {
        let mut problems = Problems::none();
        found.0.into_iter().for_each(|problem| problems.add(problem.row, problem.problem));
        problems.finish::<()>(None).err().unwrap_or(Refusal::NotFound)
    })
}

fn differences<T: PartialEq>(now: Vec<T>, next: Vec<T>) -> (usize, usize) {
    let gone = now.iter().filter(|row| !next.contains(row)).count();
    (gone, next.iter().filter(|row| !now.contains(row)).count())
}
