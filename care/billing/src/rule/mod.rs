//! Payer rules as dated data (OP-20..OP-49): codes, minutes, modifiers, money and limits live in a file, never in code.
//!
//! `model` is the shape of the file, `book` loads it, names every problem at once and picks the rows valid on a day.

pub mod model;

pub mod book;

mod check;

#[cfg(test)]
mod tests;

pub use book::{PayerTerms, RuleBook, RuleProblem, RuleProblems};
pub use model::{
    ClaimForm, DayAlgorithm, Mark, ModifierRule, ModifierWhen, OverUse, Payer, PayerKind, PayerRule, PriorAuthorization,
    ProviderSetting, Rounding, Tier, Unit,
};

/// The rules of the invented payers of the demonstration program.
pub const DEMONSTRATION_PAYERS: &str = include_str!("../../data/payers.toml");
