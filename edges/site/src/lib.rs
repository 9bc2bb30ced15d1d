//! The public site: what somebody finds at 11 pm on an old phone (program S-01, S-26, S-28; ADR 0017). Help first on every page; no
//! cookie, no tracker, nothing from another host; works without script. Its words are configuration in four languages.

// what it says
mod language;
pub use language::Language;

mod page_name;
pub use page_name::Page;

pub mod content;
pub use content::{Content, LanguageReview, Unreviewed};

// what every page is made of
mod asset;
mod frame;
mod headers;

// the pages
mod page;

mod check;

mod call;

mod site;
pub use site::{Look, Program, PublicSite, Transport, router};

#[cfg(test)]
mod reading_level_tests;
#[cfg(test)]
mod tests;
