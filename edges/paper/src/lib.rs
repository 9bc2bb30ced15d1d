//! Papers as PDF: from plain words to a tagged, archival document that a screen reader reads and that opens years later.
//!
//! The same sheet gives the same bytes: no clock, no network, no font but the two compiled in
//! (`docs/adr/0018-papers-are-files-signed-by-the-hash-of-their-bytes.md`).

mod sheet;
pub use sheet::{Block, Column, Moment, PaperSize, Sheet, Stroke, Window};

mod drawing;
mod font;
mod layout;
mod line;
mod scan;
mod set;
pub use set::{NotMade, all_to_pdf, to_pdf};
