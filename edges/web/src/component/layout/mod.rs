//! How a page is divided.

mod card;
mod head;
mod tabs;

pub use card::{Card, csrf_field, fragment};
pub use head::{Crumb, PageHead, breadcrumbs};
pub use tabs::{Segment, Tab, money_tabs, segments, tabs};
