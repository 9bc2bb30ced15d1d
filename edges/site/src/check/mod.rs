//! The confidential self-check (S-26): short instruments that anybody may show, answered and explained on the device. With script nothing
//! leaves the browser; without, a form is added up and forgotten. Nothing is stored and nothing is logged; asking for a call is
//! another page, and the answers do not come along.

mod asked;
mod page;
mod result;

pub(crate) use asked::Asked;
pub(crate) use page::questions;
pub(crate) use result::answered;

/// The questions about safety that come first, as on the call sheet: name, question, what to do on yes.
const SAFETY: [(&str, &str, &str); 3] = [
    ("safety-danger", "check-safety-danger", "check-help-danger"),
    ("safety-stop", "check-safety-stop", "check-help-stop"),
    ("safety-suicide", "check-safety-suicide", "check-help-suicide"),
];
