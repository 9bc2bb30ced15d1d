//! Which decision table the program uses: one that a director approved, from a day on (LC-03). None is in use before that.

pub mod approve;
pub mod view;

pub use approve::ApproveTable;
pub use view::{OpenTables, TableRow, TablesView};

use std::sync::Arc;

use ::store::{Chain, Record, Stored, Value, text};
use access::{Context, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vocabulary::id::StaffId;

use crate::placement::Table;

/// A table that a director approved, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovedTable {
    /// The id.
    pub id: Uuid,
    /// The table's version.
    pub table_version: String,
    /// The table as it was approved.
    pub toml: String,
    /// From which day it is used.
    pub from: Date,
    /// Who approved it.
    pub by: StaffId,
    /// Name and credential as signed.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

impl Record for ApprovedTable {
    const TABLE: &'static str = "placement_table";
    fn id(&self) -> Uuid {
        self.id
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("table_version", text(&self.table_version))]
    }
}

/// Every approved table.
pub(crate) fn approved(cx: &Context<'_>) -> Result<Vec<Stored<ApprovedTable>>, Refusal> {
    Ok(store::all(cx.tx)?)
}

/// The table in use on this day: of those whose day has come, the one that begins last.
pub(crate) fn in_use(cx: &Context<'_>) -> Result<Option<Arc<Table>>, Refusal> {
    let today = cx.today();
    let newest = approved(cx)?.into_iter().filter(|one| one.from <= today).max_by_key(|one| (one.from, one.at));
    let Some(one) = newest else { return Ok(None) };
    // It was read when it was approved; one that no longer reads is a fault.
    Table::from_toml(&one.toml).map(|table| Some(Arc::new(table))).map_err(|problems| Refusal::Fault(problems.to_string()))
}

/// The table whose dated figures run the clocks of the waiting list (LC-23): the one in use, else the one that is supplied, because a
/// clock that the law sets runs before a director has approved anything.
pub(crate) fn of_clocks(cx: &Context<'_>) -> Result<Arc<Table>, Refusal> {
    match in_use(cx)? {
        Some(table) => Ok(table),
        None => Table::supplied().map(|table| Arc::new(table.clone())).map_err(|problems| Refusal::Fault(problems.to_string())),
    }
}

mod store;
