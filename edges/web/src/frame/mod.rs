//! What surrounds every page: the document, the rail, the top bar, the tabs on a phone, the notices,
//! and the headers that keep a browser from doing anything we did not write.

mod area;
mod gallery;
mod notice;
mod page;
mod plain;
mod rail;
mod security;
mod viewer;

pub use area::{Area, Section};
pub use gallery::gallery;
pub use notice::{Notice, not_found};
pub use page::Page;
pub(crate) use page::head_of_person_page;
pub use plain::PlainPage;
pub use rail::{Desk, RailItem, rail_for};
pub use security::{FramedByUs, Transport, security_headers};
pub use viewer::{Density, Frame, Theme, View, ViewerBar};

#[cfg(test)]
mod tests;
