//! Many of the same: tables, row lists, pages of them, none of them.

mod empty;
mod facts;
mod hits;
mod pagination;
mod rows;
mod table;

pub use empty::{empty, waiting_bars};
pub use facts::{Fact, facts};
pub use hits::{Hit, find_hits, find_page};
pub use pagination::Pagination;
pub use rows::{Row, RowList};
pub use table::{Cell, Column, Sort, Table, TableRow};
