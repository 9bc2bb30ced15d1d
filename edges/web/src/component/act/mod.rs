//! What is pressed, and what answers.

mod banner;
mod button;
mod dialog;
mod state_button;
mod toast;

pub use banner::Banner;
pub use button::{Button, Weight};
pub use dialog::Dialog;
pub use state_button::{Arrival, StateButton, arrival_words};
pub use toast::Toast;
