//! Conditions, compiled: any of some lists, all of whose tests hold. Each test names an item, score or context key by its place and
//! the allowed answers as bits, so that a test is a comparison of numbers (IN-17).

use crate::{Number, Truth};

/// Any of these lists.
#[derive(Clone, Debug)]
pub(crate) struct AnyOf(pub(crate) Vec<Vec<Test>>);

/// One test.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Test {
    /// The chosen answer is (not) among these.
    Chosen { item: usize, among: u64, wanted: bool },
    /// Any of several chosen answers is among these.
    AnyChosen { item: usize, among: u64 },
    /// The raw score compares.
    Raw { item: usize, how: Compare, with: i64 },
    /// Was asked, or may have been, and has no answer.
    Missing { item: usize },
    /// A score compares.
    Score { score: usize, how: Compare, with: i64 },
    /// A level is this.
    Level { score: usize, level: usize },
    /// A context value is (not) among these.
    Context { key: usize, among: u64, wanted: bool },
}

/// How a number is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compare {
    Ge,
    Gt,
    Le,
    Lt,
    Eq,
}

impl Compare {
    pub(crate) fn holds(self, value: Number, with: i64) -> bool {
        let order = value.cmp_whole(with);
        match self {
            Self::Ge => order.is_ge(),
            Self::Gt => order.is_gt(),
            Self::Le => order.is_le(),
            Self::Lt => order.is_lt(),
            Self::Eq => order.is_eq(),
        }
    }

    /// A lower bound can only show that a score is high enough, never that it is low enough (IN-05).
    pub(crate) fn holds_from_below(self, at_least: i64, with: i64) -> Truth {
        let raises = matches!(self, Self::Ge | Self::Gt);
        if raises && self.holds(Number::whole(at_least), with) { Truth::True } else { Truth::Unknown }
    }
}

impl AnyOf {
    /// Evaluates every list with `test`.
    pub(crate) fn truth(&self, test: impl Fn(&Test) -> Truth) -> Truth {
        Truth::any(self.0.iter().map(|all| Truth::all(all.iter().map(&test))))
    }

    /// The same without the lists that say nothing but that answers are missing: while a form is still being filled, every blank is
    /// only not reached yet.
    pub(crate) fn truth_underway(&self, test: impl Fn(&Test) -> Truth) -> Truth {
        let says_more = |all: &&Vec<Test>| !all.iter().all(|test| matches!(test, Test::Missing { .. }));
        Truth::any(self.0.iter().filter(says_more).map(|all| Truth::all(all.iter().map(&test))))
    }
}
