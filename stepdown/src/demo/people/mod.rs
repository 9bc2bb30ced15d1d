//! The invented people: pools of names, towns, payers and plans, and one person drawn out of them.

pub mod person;
pub mod pools;

pub use person::{Character, Person, PlanObjective, PlanProblem, Wish, draw};
pub use pools::Pools;

#[cfg(test)]
mod tests;
