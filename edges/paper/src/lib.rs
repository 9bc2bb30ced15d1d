//! Papers as PDF: from plain words to a tagged, archival document that a screen reader reads and that opens years later.
//!
//! The same sheet gives the same bytes: no clock, no network, no font but the ones compiled in. Typst sets the type; it is heavy to
//! build and stands in this crate alone, so that nothing else waits for it (`docs/adr/0018-papers-are-set-by-typst-and-signed-by-hash.md`).

mod sheet;
pub use sheet::{Block, Moment, Sheet, Stroke};

mod drawing;
mod set;
pub use set::{NotMade, to_pdf};
