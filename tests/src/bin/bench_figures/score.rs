//! Scoring on one core: every vector of every instrument file in turn, from answers as they are kept to the whole result.

use std::time::Instant;

use forms::file::Expect;
use forms::{Answers, ContextValues, Form, FormFile, Library};

use crate::said::Outcome;

/// How many forms one sample scores; at most a second for it is at least as many forms a second.
pub const FORMS: usize = 100_000;

/// One filled form.
struct Sheet {
    form: &'static Form,
    answers: Answers,
    context: ContextValues,
}

/// Answers milliseconds for [`FORMS`] forms, and what was scored.
pub fn measure(samples: usize) -> Outcome<(Vec<f64>, String)> {
    let sheets = sheets()?;
    let mut times = Vec::with_capacity(samples);
    let mut alerts = 0_usize;
    for _ in 0..samples {
        let begun = Instant::now();
        for sheet in sheets.iter().cycle().take(FORMS) {
            let filled = sheet.form.read_answers(&sheet.answers, &sheet.context)?;
            alerts += sheet.form.score(&filled).alerts.len();
        }
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    if alerts == 0 {
        return Err("no form raised an alert; nothing was scored".into());
    }
    let rate = times.iter().copied().fold(f64::INFINITY, f64::min).recip() * 1000.0 * 100_000.0;
    let what = format!("{FORMS} forms of 26 instruments read, checked and scored on one core; the fastest at {rate:.0} forms/s");
    Ok((times, what))
}

/// Every vector that has a result.
fn sheets() -> Outcome<Vec<Sheet>> {
    let mut sheets = Vec::new();
    for (_, text) in Library::files() {
        let file: FormFile = toml::from_str(text)?;
        let form = Library::standard().form(&file.id).ok_or("a form is not in the library")?;
        let whole = file.vectors.into_iter().filter(|vector| matches!(vector.expect, Expect::Outcome(_)));
        sheets.extend(whole.map(|vector| Sheet { form, answers: vector.answers, context: vector.context }));
    }
    Ok(sheets)
}
