//! Clinical documents from elsewhere (C-CDA, FHIR bundles), read strictly and kept whole.
//!
//! [`read`] turns the bytes of one file into a [`ReferralDocument`] or a [`Refusal`] that tells a staff member what to do.
//! Statements are read by template and code, never by the shape of one sender's files; whatever could not be read is
//! listed in [`ReferralDocument::unread`]. Nothing here knows an inquiry or a patient record: the caller converts.

mod refusal;
pub use refusal::{Reason, Refusal};

mod bytes;
pub use bytes::{MAX_BYTES, read_limited};

mod guard;

mod document;
pub use document::*;

mod statement;
pub use statement::*;

mod when;

mod xml;

mod read;
pub use read::read;

mod fhir;

mod fax_page;
pub use fax_page::{DrawnPage, draw_fax_page};

mod file_kind;
pub use file_kind::{FileKind, open};

mod substance;

mod json_line;
pub use json_line::to_json_line;
