//! The pieces that pages are built from. Each is a value that is spliced into a page: `(chip(Hue::Due, "UDS"))`.
//! None carries inline style or script: the content policy of the pages forbids both.

mod button;
mod card;
mod chip;
mod icon;

mod choice;
mod field;
mod problem;
mod select;

mod state_button;

pub use button::{Button, Weight};
pub use card::{Card, csrf_field};
pub use chip::{Chip, Hue, chip};
pub use choice::{ChoiceRow, Tick};
pub use field::Field;
pub use icon::{Icon, icon, mark};
pub use problem::{Problem, error_summary, wrong_words};
pub use select::Select;
pub use state_button::{Arrival, StateButton, arrival_words};
