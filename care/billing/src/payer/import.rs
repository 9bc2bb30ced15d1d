//! Imports the book of payers and rules. A book with any problem is refused whole, every problem named with its row.

use access::{Action, Command, Context, Done, Kind, Refusal};

use super::book_view::read;
use super::{BOOK, Payer, PayerBook, store};
use crate::Fact;
use crate::rule::PayerKind;

/// Imports the book.
#[derive(Clone, Debug)]
pub struct ImportPayers {
    /// The file.
    pub toml: String,
}

impl Command for ImportPayers {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        cx.require(Action::Configure, Kind::Payer)?;
        let rules = read(&self.toml)?;
        let book = PayerBook { id: BOOK, toml: self.toml.clone() };
        match cx.tx.load::<PayerBook>(BOOK)? {
            Some(known) if known.toml == self.toml => return Ok(Done::already(0)),
            Some(known) => cx.tx.amend(&book, known.version, &cx.entry("payer rules imported"))?,
            None => cx.tx.append(&book, &cx.entry("payer rules imported"))?,
        }
        let mut count = 0;
        for row in rules.payers() {
            count += i64::from(put(cx, row)?);
        }
        Ok(Done::with(count, Fact::PayersConfigured))
    }
}

fn put(cx: &Context<'_>, row: &crate::rule::Payer) -> Result<bool, Refusal> {
    let known = store::by_key(cx.tx, &row.id)?;
    let payer = Payer {
        id: known.as_ref().map_or_else(|| cx.new_id(), |payer| payer.id),
        key: row.id.clone(),
        name: row.name.clone(),
        electronic_id: row.electronic_id.clone().unwrap_or_else(|| row.id.to_uppercase()),
        claim_filing: row.claim_filing.clone().unwrap_or_else(|| filing(row.kind).to_owned()),
        is_self_pay: row.kind == PayerKind::SelfPay,
    };
    match known {
        Some(known) if known.record == payer => Ok(false),
        Some(known) => Ok(cx.tx.amend(&payer, known.version, &cx.entry("payer rules imported")).map(|()| true)?),
        None => Ok(cx.tx.append(&payer, &cx.entry("payer rules imported")).map(|()| true)?),
    }
}

/// The usual claim filing indicator of each sort of payer.
fn filing(kind: PayerKind) -> &'static str {
    match kind {
        PayerKind::Commercial => "CI",
        PayerKind::Medicaid => "MC",
        PayerKind::Medicare => "MA",
        PayerKind::SelfPay => "09",
    }
}
