//! Lets a file's own vectors pass through the entry that the product uses; a file whose vectors do not hold is not loaded (IN-02).

use crate::file::{Expect, ExpectedFault, Vector};
use crate::trouble::BadFile;
use crate::{Form, KeptOutcome};

/// Checks every vector.
pub(crate) fn check_all(file_name: &str, form: &Form, vectors: &[Vector]) -> Result<(), BadFile> {
    let failed = vectors.iter().find_map(|vector| Some((vector, check(form, vector)?)));
    let Some((vector, difference)) = failed else { return Ok(()) };
    let place = format!("vector {:?}", vector.name);
    let remedy = "Correct the rule or the vector; a form whose vectors do not hold is not used.";
    Err(BadFile::new(file_name, place, difference, remedy))
}

/// What does not hold, in one sentence.
fn check(form: &Form, vector: &Vector) -> Option<String> {
    match (form.read_answers(&vector.answers, &vector.context), &vector.expect) {
        (Ok(filled), Expect::Outcome(expected)) => difference(&form.score(&filled).keep(), expected),
        (Err(fault), Expect::Fault(expected)) => {
            let found = ExpectedFault { error: fault.code().to_owned(), item: fault.about().to_owned() };
            (found != *expected).then(|| format!("the answers are refused with {found:?} and not with {expected:?}."))
        }
        (Ok(_), Expect::Fault(expected)) => Some(format!("the answers are not refused with {expected:?}.")),
        (Err(fault), Expect::Outcome(_)) => Some(format!("the answers are refused: {fault}.")),
    }
}

fn difference(found: &KeptOutcome, expected: &KeptOutcome) -> Option<String> {
    let parts = [
        ("status", format!("{:?}", found.status), format!("{:?}", expected.status)),
        ("scores", format!("{:?}", found.scores), format!("{:?}", expected.scores)),
        ("at_least", format!("{:?}", found.at_least), format!("{:?}", expected.at_least)),
        ("levels", format!("{:?}", found.levels), format!("{:?}", expected.levels)),
        ("bands", format!("{:?}", found.bands), format!("{:?}", expected.bands)),
        ("alerts", format!("{:?}", found.alerts), format!("{:?}", expected.alerts)),
        ("missing", format!("{:?}", found.missing), format!("{:?}", expected.missing)),
        ("unexpected", format!("{:?}", found.unexpected), format!("{:?}", expected.unexpected)),
        ("imputed", format!("{:?}", found.imputed), format!("{:?}", expected.imputed)),
        ("floor", format!("{:?}", found.floor), format!("{:?}", expected.floor)),
    ];
    if found == expected {
        return None;
    }
    let told = parts.iter().filter(|(_, found, expected)| found != expected);
    let told: Vec<String> = told.map(|(key, found, expected)| format!("{key} is {found} and not {expected}")).collect();
    Some(format!("{}.", told.join("; ")))
}
