//! The payers and their rules: one book of dated data, imported whole, every version kept.

pub mod book_view;
pub mod import;
mod store;

use std::sync::{Arc, Mutex, PoisonError};

use access::{Context, Refusal};
use serde::{Deserialize, Serialize};
use vocabulary::id::PayerId;

use crate::rule::RuleBook;

pub use book_view::{BookChange, OpenPayerBook, PayerBookView, PreviewPayers};
pub use import::ImportPayers;
pub use store::{all_payers, by_key, payer};

/// The whole book as it was imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerBook {
    /// Always the same: there is one book.
    pub id: uuid::Uuid,
    /// The file.
    pub toml: String,
}

/// A payer, so that coverage and consents can name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payer {
    /// The id.
    pub id: PayerId,
    /// Its key in the book.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its id in claim files.
    pub electronic_id: String,
    /// Its claim filing indicator.
    pub claim_filing: String,
    /// Whether the person pays and nothing goes to a payer.
    pub is_self_pay: bool,
}

/// The one book's id.
pub(crate) const BOOK: uuid::Uuid = uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_b00c);

/// The last book read, by the hash of its record: reading it anew for every arrival would cost more than the arrival.
static LAST_READ: Mutex<Option<(Vec<u8>, Arc<RuleBook>)>> = Mutex::new(None);

/// The rule book as it stands.
///
/// # Errors
/// The database's own; a book that no longer reads is a fault, because it was checked when it was imported.
pub fn rule_book(cx: &Context<'_>) -> Result<Arc<RuleBook>, Refusal> {
    let Some(hash) = cx.tx.hash_of(BOOK)? else { return Ok(Arc::default()) };
    let mut last = LAST_READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, rules)) = &*last
        && *known == hash
    {
        return Ok(Arc::clone(rules));
    }
    let book = cx.tx.load::<PayerBook>(BOOK)?.ok_or(Refusal::NotFound)?;
    let rules = RuleBook::from_toml(&book.toml).map_err(|problems| Refusal::Fault(problems.to_string()))?;
    let rules = Arc::new(rules);
    *last = Some((hash, Arc::clone(&rules)));
    Ok(rules)
}
