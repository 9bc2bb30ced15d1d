//! A director approves a decision table (LC-03): version, approver and day are kept with the whole table.

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::civil::Date;

use super::{ApprovedTable, approved};
use crate::Fact;
use crate::placement::Table;

/// Approves a table.
#[derive(Clone, Debug)]
pub struct ApproveTable {
    /// The table.
    pub toml: String,
    /// From which day it is used; today, when nothing is said.
    pub from: Option<Date>,
}

impl Command for ApproveTable {
    type Output = bool;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<bool, Fact>, Refusal> {
        cx.require(Action::Configure, Kind::Program)?;
        let table = Table::from_toml(&self.toml).map_err(|problems| Refusal::invalid("toml", problems.to_string()))?;
        let from = self.from.unwrap_or_else(|| cx.today());
        if from < table.valid_from {
            return Err(Refusal::invalid("from", format!("This table may be used from {} on.", table.valid_from)));
        }
        if let Some(known) = approved(cx)?.iter().find(|known| known.table_version == table.version) {
            if known.toml == self.toml {
                return Ok(Done::already(false));
            }
            return Err(Refusal::refused(
                "version_taken",
                "LC-24",
                "Another table with this version is approved already.",
                "Give the changed table a new version: results name the version they were made with.",
            ));
        }
        let one = ApprovedTable {
            id: cx.new_id(),
            table_version: table.version,
            toml: self.toml.clone(),
            from,
            by: cx.actor.staff,
            name: cx.actor.signature_name.clone(),
            at: cx.now,
        };
        cx.tx.append(&one, &cx.entry("decision table approved"))?;
        Ok(Done::with(true, Fact::PlacementTableApproved))
    }
}
