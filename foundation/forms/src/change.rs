//! What a difference between two values of one score says (IN-20). Points decide where the file has them; a relative figure is said
//! beside them. Published figures describe improvement; the same size the other way counts as worsening.

use crate::file::{ChangeText, Direction};
use crate::form::Score;
use crate::trouble::Slip;
use crate::{Form, Number};

/// A published figure.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    score: usize,
    kind: String,
    direction: Direction,
    size: Size,
    source: String,
}

#[derive(Clone, Copy, Debug)]
enum Size {
    Points(i64),
    Percent(i64),
}

impl Figure {
    pub(crate) fn compile(text: &ChangeText, scores: &[Score]) -> Result<Self, Slip> {
        let Some(score) = scores.iter().position(|score| score.id == text.score) else {
            return Err(Slip::new(format!("there is no score {:?}.", text.score), "Correct the name."));
        };
        let size = match (text.points, text.percent) {
            (Some(points), None) if points > 0 => Size::Points(points),
            (None, Some(percent)) if percent > 0 => Size::Percent(percent),
            _ => return Err(Slip::new("a change needs either points or percent.", "Write one of the two, above 0.")),
        };
        Ok(Self { score, kind: text.kind.clone(), direction: text.direction, size, source: text.source.clone() })
    }
}

/// What a difference says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Better by at least a figure that counts.
    Improved,
    /// Worse by at least as much.
    Worsened,
    /// Less than any figure that counts.
    WithinChance,
    /// Nobody published a figure: the raw difference only.
    NoFigure,
}

/// A figure that a difference reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached<'f> {
    /// Which kind: `reliable`, `mcic`, `mcic-relative`, `mdc`.
    pub kind: &'f str,
    /// How much: `5 points`, `20%`.
    pub size: String,
    /// Who says so.
    pub source: &'f str,
}

/// A difference with what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'f> {
    /// After minus before.
    pub difference: Number,
    /// What it says.
    pub verdict: Verdict,
    /// Every figure it reaches, deciding or not.
    pub reached: Vec<Reached<'f>>,
}

impl Form {
    /// Compares two values of a score of this form and version; the caller sees to it that they are (IN-10).
    #[must_use]
    pub fn change(&self, score: &str, before: Number, after: Number) -> Change<'_> {
        let difference = after.since(before);
        let is_same_score = |figure: &&Figure| self.scores.get(figure.score).is_some_and(|known| known.id == score);
        let figures: Vec<&Figure> = self.figures.iter().filter(is_same_score).collect();
        let reaches = |figure: &Figure| match figure.size {
            Size::Points(points) => difference.abs().cmp_whole(points).is_ge(),
            Size::Percent(percent) => difference.cmp_whole(0).is_ne() && difference.reaches_percent(percent, before),
        };
        let has_points = figures.iter().any(|figure| matches!(figure.size, Size::Points(_)));
        let decides = |figure: &&&Figure| !has_points || matches!(figure.size, Size::Points(_));
        let verdict = match figures.iter().filter(decides).find(|figure| reaches(figure)) {
            _ if figures.is_empty() => Verdict::NoFigure,
            None => Verdict::WithinChance,
            Some(figure) => {
                let is_down = difference.cmp_whole(0).is_lt();
                if is_down == (figure.direction == Direction::Decrease) { Verdict::Improved } else { Verdict::Worsened }
            }
        };
        let reached = figures.into_iter().filter(|figure| reaches(figure)).map(|figure| Reached {
            kind: &figure.kind,
            size: match figure.size {
                Size::Points(points) => format!("{points} points"),
                Size::Percent(percent) => format!("{percent}%"),
            },
            source: &figure.source,
        });
        Change { difference, verdict, reached: reached.collect() }
    }
}
