//! Diagnoses as typed: the shape of the code is checked, the meaning is the clinician's. A principal diagnosis outside F10 to F19
//! is allowed and pointed out, because a claim for this program will ask for one first (OP-49).

use access::Problems;
use access::command::Receipt;
use episode::episode::Diagnosis;
use jiff::civil::Date;

/// A diagnosis as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiagnosisInput {
    /// ICD-10-CM, with or without its dot, in any case: `F10.20`, `f1020`.
    pub code: String,
    /// In person-first words; may be empty.
    pub words: String,
}

/// Something to look at that does not stand in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdmissionWarning {
    /// The principal diagnosis is none of F10 to F19.
    PrincipalIsNotSubstanceUse,
}

impl Receipt for AdmissionWarning {}

impl AdmissionWarning {
    /// For the person who admits.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::PrincipalIsNotSubstanceUse => {
                "The first diagnosis is not one of F10 to F19. Claims for this program need such a diagnosis first; \
                 put it first if it is the reason for care."
            }
        }
    }
}

/// What to look at in these diagnoses, the principal first.
#[must_use]
pub fn warnings(diagnoses: &[DiagnosisInput]) -> Vec<AdmissionWarning> {
    let is_substance_use = |code: &str| code.starts_with("F1");
    let principal = diagnoses.first().and_then(|first| icd10_code(&first.code));
    match principal {
        Some(code) if !is_substance_use(&code) => vec![AdmissionWarning::PrincipalIsNotSubstanceUse],
        _ => Vec::new(),
    }
}

/// The code in its usual form with its dot; nothing when it has not the shape of one: a letter, a digit, a letter or digit, then
/// up to four more.
#[must_use]
pub fn icd10_code(typed: &str) -> Option<String> {
    let typed = typed.trim().to_ascii_uppercase();
    let bare: String = match typed.split_once('.') {
        Some((category, rest)) if category.len() == 3 && !rest.is_empty() && !rest.contains('.') => [category, rest].concat(),
        Some(_) => return None,
        None => typed,
    };
    let has_shape = (3..=7).contains(&bare.len())
        && bare.bytes().enumerate().all(|(at, byte)| match at {
            0 => byte.is_ascii_uppercase(),
            1 => byte.is_ascii_digit(),
            _ => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        });
    let (category, rest) = bare.split_at_checked(3).filter(|_| has_shape)?;
    Some(if rest.is_empty() { category.to_owned() } else { format!("{category}.{rest}") })
}

/// The diagnoses of the episode; every problem with them is noted.
pub(super) fn decide(typed: &[DiagnosisInput], since: Date, problems: &mut Problems) -> Vec<Diagnosis> {
    problems.require("diagnoses", !typed.is_empty(), "Write at least the principal diagnosis, for example F10.20.");
    let mut all: Vec<Diagnosis> = Vec::new();
    for (at, one) in typed.iter().enumerate() {
        let field = format!("diagnoses.{at}");
        let Some(code) = icd10_code(&one.code) else {
            problems.add(field, "Write the ICD-10-CM code with its letter first, like F10.20.");
            continue;
        };
        if all.iter().any(|known| known.code == code) {
            problems.add(field, "This code is in the list twice. Leave it once.");
            continue;
        }
        all.push(Diagnosis { code, words: one.words.trim().to_owned(), since });
    }
    all
}
