//! From a file to a form: every name becomes a place, every rule is looked at once. What cannot work is refused here, with the file,
//! the item and what to do, so that nothing can go wrong while somebody's answers are scored.

mod conditions;
mod cover;
mod items;
mod scores;

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::change::Figure;
use crate::file::{AlertText, BandText, FormFile};
use crate::form::{Alert, Band, BandTable, ContextKey};
use crate::interval::Interval;
use crate::trouble::{BadFile, Slip};
use crate::{Form, vector};

use conditions::Names;

/// The schema this interpreter reads.
const SCHEMA: u32 = 1;
/// Values that a context key of the schema may have (IN-15); `unknown` is what a key that is not given is.
const KNOWN_CONTEXT: &[(&str, &[&str])] = &[("sex", &["unknown", "female", "male"])];

impl Form {
    /// Reads a file, checks it, and lets all of its vectors pass (IN-02).
    ///
    /// # Errors
    /// [`BadFile`] with the place and the remedy.
    pub fn read(file_name: &str, text: &str) -> Result<Self, BadFile> {
        let file: FormFile = toml::from_str(text).map_err(|error| not_toml(file_name, text, &error))?;
        let form = Self::compile(file_name, &file, hash(text))?;
        vector::check_all(file_name, &form, &file.vectors)?;
        Ok(form)
    }

    /// Compiles what a file says, without its vectors.
    pub(crate) fn compile(file_name: &str, file: &FormFile, hash: String) -> Result<Self, BadFile> {
        if file.schema != SCHEMA {
            let sentence = format!("it is written in schema {}.", file.schema);
            return Err(BadFile::new(file_name, "schema", sentence, "This version reads schema 1; use a file of that schema."));
        }
        let interval = |name: &str, text: &str| Interval::parse(text).map_err(|slip: Slip| slip.at(file_name, name));
        let mut names = Names { context: contexts(file), ..Names::default() };
        let items = items::compile(file_name, file, &mut names)?;
        let scores = scores::compile(file_name, file, &items, &mut names)?;
        let at = |place: String| move |slip: Slip| slip.at(file_name, place);
        let mut alerts: Vec<Alert> = Vec::with_capacity(file.alerts.len());
        for alert in &file.alerts {
            if alerts.iter().any(|known| known.id == alert.id) {
                let slip = Slip::new("the id stands twice.", "Give each alert an id of its own.");
                return Err(slip.at(file_name, format!("alert {}", alert.id)));
            }
            alerts.push(compile_alert(alert, &names).map_err(at(format!("alert {}", alert.id)))?);
        }
        let bands = compile_bands(&file.bands, &names).map_err(|(place, slip)| slip.at(file_name, place))?;
        cover::check(file_name, file, &items, &scores)?;
        let figures = file.change.iter().map(|change| Figure::compile(change, &scores));
        Ok(Self {
            id: file.id.clone(),
            title: file.title.clone(),
            short: file.short.clone(),
            version: file.version.clone(),
            purpose: file.purpose.clone(),
            hash,
            respondent: file.respondent,
            lookback_text: file.lookback_text.clone(),
            stem: file.stem.clone(),
            licence: file.licence.clone(),
            loinc: file.loinc.clone(),
            due_after: interval("readminister default", &file.readminister.default)?,
            not_before: interval("readminister not_before", &file.readminister.not_before)?,
            figures: figures.collect::<Result<_, Slip>>().map_err(at("change".to_owned()))?,
            context: names.context,
            places: names.items,
            items,
            scores,
            alerts,
            bands,
        })
    }
}

/// SHA-256 in hex.
pub(crate) fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

fn not_toml(file_name: &str, text: &str, error: &toml::de::Error) -> BadFile {
    let line = error.span().and_then(|span| text.get(..span.start)).map(|before| before.lines().count().max(1));
    let place = line.map_or_else(|| "the file".to_owned(), |line| format!("line {line}"));
    let sentence = format!("it cannot be read: {}.", error.message());
    BadFile::new(file_name, place, sentence, "Write it as the schema in the forms' README says.")
}

/// The context keys of a file, with the values the schema or the file's own rules name.
fn contexts(file: &FormFile) -> Vec<ContextKey> {
    let values_of = |key: &str| {
        let known = KNOWN_CONTEXT.iter().find(|(name, _)| *name == key);
        if let Some((_, values)) = known {
            return values.iter().map(|value| (*value).to_owned()).collect();
        }
        let mut values = vec!["unknown".to_owned()];
        let tests = file.items.iter().filter_map(|item| item.enabled_when.as_ref()).flatten().flatten();
        let named = tests.filter(|test| test.context.as_deref() == Some(key));
        let listed = named.flat_map(|test| [&test.is_in, &test.not_in]).flatten().flatten();
        let banded = file.bands.iter().filter_map(|band| band.context.get(key)).flatten();
        for value in listed.chain(banded) {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        values
    };
    file.context.iter().map(|key| ContextKey { key: key.clone(), values: values_of(key) }).collect()
}

fn compile_alert(alert: &AlertText, names: &Names) -> Result<Alert, Slip> {
    Ok(Alert {
        id: alert.id.clone(),
        severity: alert.severity,
        basis: alert.basis,
        text: alert.text.clone(),
        action: alert.action.clone(),
        when: names.any_of(&alert.when)?,
    })
}

fn compile_bands(rows: &[BandText], names: &Names) -> Result<Vec<BandTable>, (String, Slip)> {
    let mut tables: Vec<BandTable> = Vec::new();
    let mut found: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let key = row.set.as_ref().map_or_else(|| row.score.clone(), |set| format!("{}/{set}", row.score));
        let place = || format!("band {key}, {}", row.code);
        let score = names.score(&row.score).map_err(|slip| (place(), slip))?;
        if row.min > row.max {
            return Err((place(), Slip::new("its smallest value is above its largest.", "Exchange min and max.")));
        }
        let mut context = Vec::new();
        for (name, values) in &row.context {
            context.push(names.context_among(name, values, true).map_err(|slip| (place(), slip))?);
        }
        let band = Band { code: row.code.clone(), label: row.label.clone(), min: row.min, max: row.max, context };
        let at = *found.entry(key.clone()).or_insert(tables.len());
        match tables.get_mut(at) {
            Some(table) => table.rows.push(band),
            None => tables.push(BandTable { key, score, rows: vec![band] }),
        }
    }
    Ok(tables)
}
