//! The interpreter: enablement, scores, bands and alerts of one filled form, in this order (IN-17). It never fails and never looks
//! up a text: whatever could be wrong was refused when the file or the answers were read.

use crate::answer::{Filled, Given};
use crate::condition::Test;
use crate::form::{BandTable, Item, ScoreKind, Term};
use crate::number::half_up;
use crate::outcome::{Named, Outcome, Status};
use crate::{Form, Number, Truth};

/// Whether somebody still fills the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Handed in: a question without an answer was left out.
    Ended,
    /// Still being filled: a question without an answer was not reached yet, which alone is no alert.
    Underway,
}

/// What is known of the items.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// The answers.
    Answers,
    /// Only totals, copied from paper: nothing is known of any answer.
    Totals,
}

/// What became of a score.
#[derive(Clone, Copy)]
pub(crate) enum Value {
    Number(Number),
    AtLeast(i64),
    Level(usize),
    None,
}

/// One run over one form.
pub(crate) struct Run<'f, 'a> {
    pub(crate) form: &'f Form,
    filled: &'a Filled,
    source: Source,
    enabled: Vec<Truth>,
    values: Vec<Value>,
}

impl Form {
    /// Scores a form that was handed in.
    #[must_use]
    pub fn score(&self, filled: &Filled) -> Outcome<'_> {
        self.score_at(filled, Stage::Ended)
    }

    /// Scores a form as far as it goes.
    #[must_use]
    pub fn score_at(&self, filled: &Filled, stage: Stage) -> Outcome<'_> {
        let mut run = Run::new(self, filled, Source::Answers);
        let mut outcome = run.look_over();
        for (at, score) in self.scores.iter().enumerate() {
            let value = run.compute(&score.kind, at, &mut outcome);
            run.keep(at, value, &mut outcome);
        }
        run.interpret(stage, &mut outcome);
        outcome
    }

    /// Whether each item is asked, given the answers so far, in the form's order.
    pub(crate) fn enablement(&self, filled: &Filled) -> Vec<Truth> {
        Run::new(self, filled, Source::Answers).enabled
    }
}

impl<'f, 'a> Run<'f, 'a> {
    pub(crate) fn new(form: &'f Form, filled: &'a Filled, source: Source) -> Self {
        let enabled = Vec::with_capacity(form.items.len());
        let mut run = Self { form, filled, source, enabled, values: Vec::with_capacity(form.scores.len()) };
        for item in &form.items {
            let truth = match &item.enabled_when {
                None => Truth::True,
                Some(when) => when.truth(|test| run.test(test)),
            };
            run.enabled.push(truth);
        }
        run
    }

    /// What is missing and what should not have been asked.
    fn look_over(&self) -> Outcome<'f> {
        let mut outcome = Outcome::empty();
        for (at, item) in self.form.items.iter().enumerate() {
            match (self.is_answered(at), self.enabled(at)) {
                (true, Truth::False) => outcome.unexpected.push(&item.id),
                (false, Truth::True | Truth::Unknown) if item.is_required => outcome.missing.push(&item.id),
                _ => {}
            }
        }
        if !outcome.missing.is_empty() {
            outcome.status = Status::Partial;
        }
        outcome
    }

    /// Notes a score where later rules and the result find it.
    pub(crate) fn keep(&mut self, at: usize, value: Value, outcome: &mut Outcome<'f>) {
        self.values.push(value);
        let Some(score) = self.form.scores.get(at) else { return };
        match value {
            Value::Number(number) => outcome.scores.push(&score.id, number),
            Value::AtLeast(bound) => outcome.at_least.push(&score.id, bound),
            Value::Level(level) => {
                if let ScoreKind::Levels { names, .. } = &score.kind
                    && let Some(name) = names.get(level)
                {
                    outcome.levels.push(&score.id, name.as_str());
                }
            }
            Value::None => {}
        }
    }

    /// Bands and alerts, once all scores are there.
    pub(crate) fn interpret(&self, stage: Stage, outcome: &mut Outcome<'f>) {
        for table in &self.form.bands {
            if let Some(code) = self.band(table) {
                outcome.bands.push(&table.key, code);
            }
        }
        for alert in &self.form.alerts {
            let truth = match stage {
                Stage::Ended => alert.when.truth(|test| self.test(test)),
                Stage::Underway => alert.when.truth_underway(|test| self.test(test)),
            };
            if truth == Truth::True {
                outcome.alerts.push(alert);
            }
        }
    }

    fn band(&self, table: &'f BandTable) -> Option<&'f str> {
        let Some(Value::Number(number)) = self.values.get(table.score) else { return None };
        let holds = |min: i64, max: i64| number.cmp_whole(min).is_ge() && number.cmp_whole(max).is_le();
        let mut rows = table.rows.iter();
        let row = rows.find(|row| holds(row.min, row.max) && row.context.iter().all(|test| self.test(test) == Truth::True))?;
        Some(&row.code)
    }

    /// The value of a score.
    pub(crate) fn compute(&self, kind: &'f ScoreKind, at: usize, outcome: &mut Outcome<'f>) -> Value {
        match kind {
            ScoreKind::Sum { terms, prorate } => self.sum(terms, *prorate, at, outcome),
            ScoreKind::Max(terms) => {
                let (best, open) = self.fold(terms, i64::max);
                closed_or_bound(best, open)
            }
            ScoreKind::Count(items) => {
                let reached = items.iter().filter(|(item, from)| self.raw(*item).is_some_and(|raw| raw >= *from)).count();
                closed_or_bound(whole(reached), items.iter().filter(|(item, _)| self.is_open(*item)).count())
            }
            ScoreKind::Groups(groups) => {
                let is_met = |group: &&Vec<usize>| group.iter().any(|item| self.raw(*item).is_some_and(|raw| raw > 0));
                let met = groups.iter().filter(is_met).count();
                let is_open = |group: &&Vec<usize>| !is_met(group) && group.iter().any(|item| self.is_open(*item));
                closed_or_bound(whole(met), groups.iter().filter(is_open).count())
            }
            ScoreKind::Levels { rules, otherwise, .. } => {
                let mut is_floor = false;
                for (level, rule) in rules {
                    match rule.0.truth(|test| self.test(test)) {
                        Truth::True => {
                            if is_floor && let Some(score) = self.form.scores.get(at) {
                                outcome.floor.push(&score.id);
                            }
                            return Value::Level(*level);
                        }
                        Truth::Unknown => is_floor = true,
                        Truth::False => {}
                    }
                }
                if is_floor { Value::None } else { Value::Level(*otherwise) }
            }
            ScoreKind::Percent { of, whole, decimals } => match self.values.get(*of) {
                Some(Value::Number(number)) => {
                    number.as_whole().map_or(Value::None, |value| Value::Number(Number::percent_of(value, *whole, *decimals)))
                }
                _ => Value::None,
            },
        }
    }

    fn sum(&self, terms: &[Term], prorate: usize, at: usize, outcome: &mut Outcome<'f>) -> Value {
        let (sum, open) = self.fold(terms, i64::saturating_add);
        let counted = whole(terms.len().saturating_sub(open));
        if open == 0 || open > prorate || counted == 0 {
            return closed_or_bound(sum, open);
        }
        if let Some(score) = self.form.scores.get(at) {
            outcome.imputed.push(&score.id);
        }
        Value::Number(Number::whole(half_up(sum.saturating_mul(whole(terms.len())), counted)))
    }

    /// The points of all answered terms, put together, and how many terms are open.
    fn fold(&self, terms: &[Term], with: impl Fn(i64, i64) -> i64) -> (i64, usize) {
        let (mut result, mut open) = (0, 0);
        for term in terms {
            match self.raw(term.item) {
                Some(raw) => result = with(result, points(term, raw)),
                None if self.is_open(term.item) => open += 1,
                None => {}
            }
        }
        (result, open)
    }

    /// Whether a test holds. A test on an unanswered item is unknown, but false when the item was not to be asked.
    fn test(&self, test: &Test) -> Truth {
        match *test {
            Test::Chosen { item, among, wanted } => match self.given(item) {
                Given::Option(at) => Truth::from((among >> at & 1 == 1) == wanted),
                _ => self.unanswered(item),
            },
            Test::AnyChosen { item, among } => match self.given(item) {
                Given::Options(chosen) => Truth::from(chosen & among != 0),
                _ => self.unanswered(item),
            },
            Test::Raw { item, how, with } => match self.raw(item) {
                Some(raw) => Truth::from(how.holds(Number::whole(raw), with)),
                None => self.unanswered(item),
            },
            Test::Missing { item } if self.source == Source::Totals => self.unanswered(item),
            Test::Missing { item } => Truth::from(!self.is_answered(item) && self.enabled(item) != Truth::False),
            Test::Score { score, how, with } => match self.values.get(score) {
                Some(Value::Number(number)) => Truth::from(how.holds(*number, with)),
                Some(Value::AtLeast(bound)) => how.holds_from_below(*bound, with),
                _ => Truth::Unknown,
            },
            Test::Level { score, level } => match self.values.get(score) {
                Some(Value::Level(reached)) => Truth::from(*reached == level),
                _ => Truth::Unknown,
            },
            Test::Context { key, among, wanted } => {
                let at = self.filled.context.get(key).copied().unwrap_or(0);
                Truth::from((among >> at & 1 == 1) == wanted)
            }
        }
    }

    fn unanswered(&self, item: usize) -> Truth {
        let is_not_asked = self.source == Source::Answers && self.enabled(item) == Truth::False;
        if is_not_asked { Truth::False } else { Truth::Unknown }
    }

    fn given(&self, item: usize) -> Given {
        self.filled.values.get(item).copied().unwrap_or(Given::Blank)
    }

    fn is_answered(&self, item: usize) -> bool {
        self.given(item) != Given::Blank
    }

    /// Unanswered and not known to be left out by the form itself.
    fn is_open(&self, item: usize) -> bool {
        !self.is_answered(item) && self.enabled(item) != Truth::False
    }

    fn enabled(&self, item: usize) -> Truth {
        self.enabled.get(item).copied().unwrap_or(Truth::Unknown)
    }

    /// The option's score, or the number itself.
    fn raw(&self, item: usize) -> Option<i64> {
        match self.given(item) {
            Given::Number(number) => Some(number),
            Given::Option(at) => {
                let item: &Item = self.form.items.get(item)?;
                item.options.get(at).map(|option| option.score)
            }
            Given::Blank | Given::Options(_) => None,
        }
    }
}

fn points(term: &Term, raw: i64) -> i64 {
    match &term.points {
        None => raw,
        Some(points) => usize::try_from(raw).ok().and_then(|at| points.get(at)).copied().unwrap_or(0),
    }
}

fn closed_or_bound(value: i64, open: usize) -> Value {
    if open == 0 { Value::Number(Number::whole(value)) } else { Value::AtLeast(value) }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl<'f> Outcome<'f> {
    pub(crate) fn empty() -> Self {
        Self {
            status: Status::Complete,
            scores: Named::empty(),
            at_least: Named::empty(),
            levels: Named::empty(),
            bands: Named::empty(),
            alerts: Vec::new(),
            missing: Vec::new(),
            unexpected: Vec::new(),
            imputed: Vec::new(),
            floor: Vec::new(),
        }
    }
}
