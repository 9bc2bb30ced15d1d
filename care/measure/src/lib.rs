//! Measures: screening and progress instruments that a person answered, alone or together with staff, scored by the files in `forms`,
//! kept as they were answered, and compared with the last time (OP-60…62, IN-03).
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | requested | requested | clinical staff and intake; the program itself by a chain (LC-12) |
//! | –, requested | an answer | underway | staff with the person; the person by a link, what was sent to them |
//! | underway | an answer | underway; alerts are raised at once | the same |
//! | underway | handed in | completed; never changed or scored anew in place | the same |
//! | requested, underway | withdrawn with a reason | withdrawn | clinical staff and intake |

mod model;
pub use model::{Means, Measure, State, Withdrawn};

// whose words
mod wording;
pub use wording::{FormWording, LoadWording, wording_of};

// what is done with one
mod request;
pub use request::{RequestMeasure, may_be_sent, refuse_to_send, request_by_rule};

mod record;
pub use record::{RecordMeasure, Sheet};

mod answer;
pub use answer::{AnswerQuestion, HandIn};

mod withdraw;
pub use withdraw::WithdrawMeasure;

// what is seen
mod compare;
pub use compare::{ScoreChange, changes_since, previous};

mod detail;
pub use detail::{MeasureDetail, MeasureView};

mod fill;
pub use fill::{FormView, OpenForm};

mod own;
pub use own::{OwnMeasure, OwnMeasureView, needs_help, to_answer};

mod person;
pub use person::{DoneMeasure, DueMeasure, DueWhy, PersonMeasures, PersonMeasuresView};

mod store;
pub use store::{completed_of, completed_since, load, of_patient, open_of};

mod fact;
pub use fact::Fact;

/// The kinds of record of this chapter.
pub const KINDS: &[::store::Kind] = &[
    ::store::Kind::of::<Measure>(|| vec!["patient_id", "instrument", "state", "completed_at"]),
    ::store::Kind::of::<FormWording>(|| vec!["instrument", "language"]),
];

#[cfg(test)]
mod tests;
