//! Reads a table and says every problem at once. A table with any problem is refused whole.

use super::file::{CellRow, TableFile, Threshold};
use super::{Cell, Limits, Table};
use crate::placement::Level;

/// What is wrong with a table, each problem with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("; "))]
pub struct TableProblems(pub Vec<String>);

const FORMAT: &str = "stepdown-placement-table/1";

pub(super) fn read(text: &str) -> Result<Table, TableProblems> {
    let file: TableFile = toml::from_str(text).map_err(|problem| TableProblems(vec![problem.to_string()]))?;
    let mut found = Vec::new();
    if file.format != FORMAT {
        found.push(format!("format: this program reads `{FORMAT}`, not `{}`", file.format));
    }
    if file.version.trim().is_empty() {
        found.push("version: give the table a version, so that a result can name it".to_owned());
    }
    let limits = limits(&file.threshold, &mut found);
    let cells = cells(&file.cell, &mut found);
    floors(&file, &mut found);
    let Some(cells) = cells.filter(|_| found.is_empty()) else { return Err(TableProblems(found)) };
    Ok(Table {
        version: file.version,
        valid_from: file.valid_from,
        source: file.source,
        mark: file.mark,
        thresholds: file.threshold,
        limits,
        withdrawal: file.withdrawal,
        body: file.body,
        cells,
        remission_months: file.remission.months,
        psychiatric: file.psychiatric,
        merge: file.merge,
        history: file.history,
        credit: file.credit,
        clock: file.clock,
        stay: file.stay,
    })
}

/// Every threshold that a rule asks for stands there exactly once, and none that no rule asks for.
fn limits(rows: &[Threshold], found: &mut Vec<String>) -> Limits {
    let mut limits = Limits::default();
    let mut places: [(&str, &mut u16, usize); 10] = [
        ("fever_tenths", &mut limits.fever_tenths, 0),
        ("phq9_item9", &mut limits.phq9_item9, 0),
        ("ciwa_severe", &mut limits.ciwa_severe, 0),
        ("ciwa_moderate", &mut limits.ciwa_moderate, 0),
        ("pawss", &mut limits.pawss, 0),
        ("systolic_high", &mut limits.systolic_high, 0),
        ("systolic_low", &mut limits.systolic_low, 0),
        ("pulse_high", &mut limits.pulse_high, 0),
        ("breath_alcohol_thousandths", &mut limits.breath_alcohol_thousandths, 0),
        ("adult_age", &mut limits.adult_age, 0),
    ];
    for row in rows {
        match places.iter_mut().find(|(name, _, _)| *name == row.name) {
            Some((_, place, times)) => {
                **place = row.value;
                *times += 1;
            }
            None => found.push(format!("threshold `{}`: no rule asks for it", row.name)),
        }
        if row.source.trim().is_empty() {
            found.push(format!("threshold `{}`: say where it comes from", row.name));
        }
    }
    for (name, _, times) in &places {
        if *times != 1 {
            found.push(format!("threshold `{name}`: must stand there once, stands there {times} times"));
        }
    }
    if limits.ciwa_moderate >= limits.ciwa_severe {
        found.push("threshold `ciwa_moderate`: must be below `ciwa_severe`".to_owned());
    }
    limits
}

/// Every pair of ratings has exactly one cell.
fn cells(rows: &[CellRow], found: &mut Vec<String>) -> Option<[[Cell; 5]; 5]> {
    let mut grid: [[Option<Cell>; 5]; 5] = [[None; 5]; 5];
    for row in rows {
        for environment in &row.environment {
            let place = grid.get_mut(usize::from(row.use_risk)).and_then(|line| line.get_mut(usize::from(*environment)));
            let named = format!("cell U{} E{environment}", row.use_risk);
            match place {
                None => found.push(format!("{named}: ratings are 0 to 4")),
                Some(Some(_)) => found.push(format!("{named}: stands there twice")),
                Some(empty) => *empty = Some(cell(row)),
            }
        }
    }
    let mut whole = [[Cell { level: Level::Hospital, ..NOTHING }; 5]; 5];
    let mut is_whole = true;
    for (use_risk, (from, to)) in grid.iter().zip(whole.iter_mut()).enumerate() {
        for (environment, (from, to)) in from.iter().zip(to.iter_mut()).enumerate() {
            match from {
                Some(cell) => *to = *cell,
                None => {
                    is_whole = false;
                    found.push(format!("cell U{use_risk} E{environment}: is missing"));
                }
            }
        }
    }
    is_whole.then_some(whole)
}

const NOTHING: Cell = Cell {
    level: Level::Hospital,
    after_remission: None,
    has_recovery_residence: false,
    with_services_of: None,
    alternative: None,
};

fn cell(row: &CellRow) -> Cell {
    Cell {
        level: row.level,
        after_remission: row.after_remission,
        has_recovery_residence: row.recovery_residence,
        with_services_of: row.with_services_of,
        alternative: row.alternative,
    }
}

/// A higher rating never has a lower floor, and a medical floor is a level that a prescriber leads (LC-05, LC-06).
fn floors(file: &TableFile, found: &mut Vec<String>) {
    let w = &file.withdrawal;
    let b = &file.body;
    let rising = [
        ("withdrawal", vec![w.moderate_with_support, w.moderate, w.moderate_alcohol_or_sedative_alone, w.severe, w.imminent]),
        ("body", vec![b.severe, b.severe_around_the_clock, b.imminent]),
        ("psychiatric", vec![file.psychiatric.moderate_at_least, file.psychiatric.severe_at_least]),
    ];
    for (place, levels) in rising {
        if !levels.is_sorted() {
            found.push(format!("{place}: a higher rating must not have a lower level"));
        }
        if place != "psychiatric" && !levels.iter().all(|level| level.is_medically_managed()) {
            found.push(format!("{place}: a medical floor is 1.7, 2.7, 3.7 or 4.0"));
        }
    }
    if file.history.ladder.len() < 2 || !file.history.ladder.is_sorted() {
        found.push("history: the ladder must rise".to_owned());
    }
}
