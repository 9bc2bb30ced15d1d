//! The advisor in the field's words: the acceptance facts, what must hold for any answers, the published cases.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod acceptance;
mod cases;
mod continued;
mod properties;
mod table;

use super::answers::{Answers, Rating, Substance, SubstanceClass};
use super::{Advice, Table, advise};

pub(super) fn table() -> &'static Table {
    Table::supplied().unwrap()
}

pub(super) fn rating(value: u8) -> Option<Rating> {
    Some(Rating::try_new(value).unwrap())
}

/// An adult of forty with these ratings, in the order W B P M U E.
pub(super) fn adult(ratings: [u8; 6]) -> Answers {
    let [w, b, p, m, u, e] = ratings.map(rating);
    Answers {
        age: Some(40),
        withdrawal: w,
        body: b,
        psychiatric: p,
        motivation: m,
        use_risk: u,
        environment: e,
        ..Answers::default()
    }
}

pub(super) fn substance(class: SubstanceClass, in_72_hours: bool) -> Option<Vec<Substance>> {
    Some(vec![Substance { class, in_72_hours: Some(in_72_hours), is_dependent: Some(true) }])
}

pub(super) fn levels(advice: &Advice) -> Vec<&'static str> {
    advice.levels().map(super::Level::code).collect()
}

pub(super) fn rules(advice: &Advice) -> Vec<&str> {
    advice.rules().collect()
}

pub(super) fn ask(answers: &Answers) -> Advice {
    advise(answers, table())
}
