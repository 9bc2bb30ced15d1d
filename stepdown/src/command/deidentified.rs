//! `stepdown deidentified`: whether a table may leave for research as de-identified (P2-42). It says where something stands, never what.

use confidential::deidentified::{self, Finding};

use crate::command_line::Deidentified;
use crate::outcome::{Exit, Failure};
use crate::say;

/// Looks through a table.
pub(crate) fn run(wish: &Deidentified) -> Result<Exit, Failure> {
    let text = super::read_text(&wish.file)?;
    let refused = |error: csv::Error| {
        Failure::refused(format!("{} is not a table: {error}.", wish.file.display()))
            .remedy("Write comma-separated values, the names of the columns in the first line.")
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header: Vec<String> = reader.headers().map_err(refused)?.iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| Ok(row?.iter().map(str::to_owned).collect()));
    let rows: Vec<Vec<String>> = rows.collect::<Result<_, csv::Error>>().map_err(refused)?;
    let found = deidentified::check(&header, rows.iter().map(Vec::as_slice)).map_err(|what| Failure::new(Exit::Fault, what))?;
    if wish.json {
        say::json(&found)?;
    } else if found.is_empty() {
        let looked = format!("{} in {}", say::count(header.len() as u64, "column"), say::count(rows.len() as u64, "row"));
        say::line(format!("Nothing was found in {looked}. Whether somebody can still be known from it, a person must say."))?;
    } else {
        found.iter().try_for_each(|one| say::line(sentence(one)))?;
        say::line("This table is not de-identified (45 CFR 164.514(b)(2)).")?;
    }
    Ok(if found.is_empty() { Exit::Done } else { Exit::Refused })
}

fn sentence(found: &Finding) -> String {
    let what = found.identifier;
    let rows = say::count(found.rows as u64, "row");
    format!("`{}`: {what:?} {} in {rows}, first in row {}. {}", found.column, what.paragraph(), found.first_row, what.remedy())
}
