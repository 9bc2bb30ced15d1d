//! What can be wrong with the policy files. All problems are told at once; none names a patient, for none is known here.

/// The policy files cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the access policy cannot be used:\n{}", .problems.iter().map(|p| format!("  - {p}")).collect::<Vec<_>>().join("\n"))]
pub struct PolicyError {
    /// Everything that is wrong, in the order of the files.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A file is not valid Cedar.
    #[error("{file} cannot be read: {why}")]
    Unreadable {
        /// The file, as named under `policies/`.
        file: &'static str,
        /// What the reader says.
        why: String,
    },
    /// A rule has no `@id`, so that no decision could name it.
    #[error("{file}: the rule number {place} has no @id(\"…\"); give it one that says what it permits")]
    WithoutId {
        /// The file.
        file: &'static str,
        /// The place of the rule in the file, from 1.
        place: usize,
    },
    /// Two rules have the same `@id`.
    #[error("{file}: the rule “{id}” exists already; rename one of them")]
    DuplicateId {
        /// The file of the second.
        file: &'static str,
        /// The id.
        id: String,
    },
    /// A rule does not have the shape that lets the answers for several roles be added up.
    #[error("the rule “{id}” {why}")]
    NotAdditive {
        /// The rule.
        id: String,
        /// Which shape it misses.
        why: &'static str,
    },
    /// The rules do not fit the schema (a misspelled role, action or kind, a comparison that cannot hold).
    #[error("{0}")]
    DoesNotFitSchema(String),
    /// A question could not be put to Cedar or was answered with an error.
    #[error("asking about {question} failed: {why}")]
    Unanswerable {
        /// Role, action and kind.
        question: String,
        /// What Cedar says.
        why: String,
    },
}

impl Problem {
    pub(crate) fn unanswerable(question: impl std::fmt::Display, why: impl std::fmt::Display) -> Self {
        Self::Unanswerable { question: question.to_string(), why: why.to_string() }
    }
}

impl From<Problem> for PolicyError {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem] }
    }
}
