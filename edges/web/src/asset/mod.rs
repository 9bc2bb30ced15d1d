//! Everything a browser loads besides the page itself: style, script, icons, fonts, licences.
//! All of it is inside the binary and served under names that carry a digest of the bytes, so a
//! browser may keep it for a year and an upgrade is never half old and half new.

mod serve;
mod shelf;

pub use serve::router;
pub use shelf::{href, tokens};

#[cfg(test)]
mod contrast_tests;
#[cfg(test)]
mod tests;
