//! What keeps a file from being written, as sentences for the person at the billing desk.

/// One thing that must be put right before the file can be written. Names the claim by its control number and the field by
/// its everyday name; never the person, never the value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}: {field} {text}.", self.place())]
pub struct Problem {
    /// Control number of the claim, or its place in the batch when it has none; `None` for the file as a whole.
    pub claim: Option<String>,
    /// The field.
    pub field: String,
    /// What is wrong and what to do, as the rest of a sentence after the field.
    pub text: String,
}

impl Problem {
    fn place(&self) -> String {
        self.claim.as_ref().map_or_else(|| "This file".to_owned(), |claim| format!("Claim {claim}"))
    }
}

/// Collects problems about one file or one claim.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    claim: Option<String>,
    found: Vec<Problem>,
}

impl Notes {
    /// From here on problems belong to this claim, or to the file.
    pub(crate) fn about(&mut self, claim: Option<String>) {
        self.claim = claim;
    }

    /// Notes a problem.
    pub(crate) fn say(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.found.push(Problem { claim: self.claim.clone(), field: field.into(), text: text.into() });
    }

    /// Notes a problem unless the condition holds.
    pub(crate) fn hold(&mut self, holds: bool, field: &str, text: &str) {
        if !holds {
            self.say(field, text);
        }
    }

    pub(crate) fn found(self) -> Vec<Problem> {
        self.found
    }
}

/// How a claim is named in problems.
pub(crate) fn claim_label(control_number: &str, place: usize) -> String {
    let plain = !control_number.trim().is_empty()
        && control_number.len() <= 38
        && control_number.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if plain { control_number.trim().to_owned() } else { format!("number {place} of the batch") }
}
