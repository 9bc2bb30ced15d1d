//! A measure beside the one before it: the same instrument in the same edition only (IN-10), scores with a value only, and what the
//! difference says by the figures of the file (IN-20).

use forms::{Form, Number, Verdict};

use crate::Measure;

/// How one score moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreChange {
    /// The score's id.
    pub score: String,
    /// What it is called.
    pub title: String,
    /// Then.
    pub before: Number,
    /// Now.
    pub after: Number,
    /// Now minus then.
    pub difference: Number,
    /// What that says.
    pub verdict: Verdict,
    /// Which figures it reaches, each with its source: `5 points (Lowe et al. …)`.
    pub reached: Vec<String>,
    /// Whether one of the two had a blank filled in.
    pub is_imputed: bool,
}

/// The newest completed measure before this one that may be compared with it; `all` is of one person.
pub fn previous<'a>(all: impl IntoIterator<Item = &'a Measure>, measure: &Measure) -> Option<&'a Measure> {
    let is_comparable = |other: &&Measure| {
        let is_same = other.instrument == measure.instrument && other.version == measure.version;
        is_same && other.id != measure.id && other.completed_at.is_some() && other.completed_at < measure.completed_at
    };
    all.into_iter().filter(is_comparable).max_by_key(|other| other.completed_at)
}

/// How each score moved since an earlier measure.
#[must_use]
pub fn changes_since(form: &Form, before: &Measure, after: &Measure) -> Vec<ScoreChange> {
    let (Some(then), Some(now)) = (&before.outcome, &after.outcome) else { return Vec::new() };
    let one = |score: &forms::Score| {
        let (before, after) = (*then.scores.get(&score.id)?, *now.scores.get(&score.id)?);
        let change = form.change(&score.id, before, after);
        Some(ScoreChange {
            score: score.id.clone(),
            title: score.title.clone(),
            before,
            after,
            difference: change.difference,
            verdict: change.verdict,
            reached: change.reached.iter().map(|figure| format!("{} ({})", figure.size, figure.source)).collect(),
            is_imputed: then.imputed.contains(&score.id) || now.imputed.contains(&score.id),
        })
    };
    form.scores.iter().filter_map(one).collect()
}
