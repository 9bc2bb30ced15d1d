//! What a form says twice must agree: the range of a sum is what its items can add up to, and the bands of a score follow each other from
//! one end of its range to the other. A wrong number in either place is found here, also where no vector happens to stand (IN-A01).

use std::collections::BTreeMap;

use crate::file::{BandText, FormFile};
use crate::form::{Item, Score, ScoreKind, Term};
use crate::trouble::{BadFile, Slip};

/// Compares ranges with items and bands with ranges.
pub(super) fn check(file_name: &str, file: &FormFile, items: &[Item], scores: &[Score]) -> Result<(), BadFile> {
    for score in scores {
        let Some(range) = score.range else { continue };
        if let ScoreKind::Sum { terms, .. } = &score.kind {
            let reached = reachable(terms, items);
            if reached != range {
                let sentence =
                    format!("its items add up to {} to {}, and its range says {} to {}.", reached.0, reached.1, range.0, range.1);
                let slip = Slip::new(sentence, "Correct the range, or the scores of the options.");
                return Err(slip.at(file_name, format!("score {}", score.id)));
            }
        }
        for rows in tables(&file.bands, &score.id) {
            let place = || format!("the bands of {}", score.id);
            follow_each_other(rows, range).map_err(|slip| slip.at(file_name, place()))?;
        }
    }
    Ok(())
}

/// The least and the most that these items can add up to.
fn reachable(terms: &[Term], items: &[Item]) -> (i64, i64) {
    let of_term = |term: &Term| {
        let item = items.get(term.item)?;
        let raw: Vec<i64> = match item.range {
            Some((min, max)) => (min..=max).collect(),
            None => item.options.iter().map(|option| option.score).collect(),
        };
        let value = |raw: i64| match &term.points {
            Some(points) => usize::try_from(raw).ok().and_then(|at| points.get(at)).copied().unwrap_or(0),
            None => raw,
        };
        let values = || raw.iter().map(|raw| value(*raw));
        Some((values().min()?, values().max()?))
    };
    terms.iter().filter_map(of_term).fold((0, 0), |(least, most), (min, max)| (least + min, most + max))
}

/// The bands of one score, those of one table and one context together, by their smallest value.
fn tables<'f>(bands: &'f [BandText], score: &str) -> Vec<Vec<&'f BandText>> {
    let mut tables: BTreeMap<_, Vec<&BandText>> = BTreeMap::new();
    for band in bands.iter().filter(|band| band.score == score) {
        tables.entry((&band.set, &band.context)).or_default().push(band);
    }
    let mut all: Vec<_> = tables.into_values().collect();
    all.iter_mut().for_each(|rows| rows.sort_by_key(|band| band.min));
    all
}

fn follow_each_other(rows: Vec<&BandText>, (least, most): (i64, i64)) -> Result<(), Slip> {
    let mut next = least;
    for band in rows {
        if band.min != next {
            let sentence = format!("{} begins at {}, and {next} is expected there.", band.code, band.min);
            return Err(Slip::new(sentence, "Let each band begin one above the one before, the first at the least value."));
        }
        next = band.max + 1;
    }
    if next == most + 1 {
        return Ok(());
    }
    let sentence = format!("they end at {}, and the score at {most}.", next - 1);
    Err(Slip::new(sentence, "Let the last band end at the most the score can be."))
}
