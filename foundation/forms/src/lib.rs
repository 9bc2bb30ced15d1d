//! Screening and progress instruments as data, and the one interpreter that reads, asks and scores them (IN-01, IN-17).
//! A file says questions, options, skip rules, scores, bands and alerts; nothing here knows any instrument by name.
//! A file is read and compiled once; scoring then looks up no text.

// what a file says, as written
pub mod file;
pub use file::{Basis, FormFile, ItemKind, Redistribute, Respondent, Severity, Terms, TextStatus};

mod trouble;
pub use trouble::BadFile;

// what it becomes
mod truth;
pub use truth::Truth;

mod number;
pub use number::Number;

mod condition;

mod form;
pub use form::{Alert, Band, ContextKey, Form, FormOption, Item, Score, ScoreKind};

mod compile;

// what a person says
pub mod answer;
pub use answer::{Answer, Answers, ContextValues, Fault, Filled};

// what follows
mod score;
pub use score::Stage;

mod outcome;
pub use outcome::{KeptOutcome, Outcome, Status};

mod totals;

mod vector;

// what is shown
mod wording;
pub use wording::{BadOverlay, Overlay, Wording};

mod question;
pub use question::{Asked, Question};

mod licence;
pub use licence::Showing;

// what it means over time
mod change;
pub use change::{Change, Reached, Verdict};

mod interval;
pub use interval::Interval;

// all of them
mod library;
pub use library::Library;

mod practice;
pub use practice::{Chain, Occasion, Practice};

#[cfg(test)]
mod mutation_tests;
