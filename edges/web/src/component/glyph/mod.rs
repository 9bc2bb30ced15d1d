//! The small signs: icons, chips, meters, keys.

mod chip;
mod icon;
mod keys;
mod meter;

pub use chip::{Chip, Hue, chip};
pub use icon::{Icon, icon, mark};
pub use keys::key_hint;
pub use meter::{Meter, Tone, hours_meter};
