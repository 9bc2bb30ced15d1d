//! The decision tables to read: which is in use, which could be approved, and every threshold with its source.

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::civil::Date;

use super::approved;
use crate::placement::Table;
use crate::placement::table::SUPPLIED;

/// Opens the tables.
#[derive(Clone, Copy, Debug)]
pub struct OpenTables;

/// The tables.
#[derive(Clone, Debug)]
pub struct TablesView {
    /// Supplied and approved ones, newest first.
    pub rows: Vec<TableRow>,
    /// Whether the person who looks may approve.
    pub may_approve: bool,
}

/// A table with its approval.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// The table.
    pub table: Table,
    /// Its text.
    pub toml: String,
    /// From which day it is used, who approved it and on which day.
    pub approval: Option<(Date, String, Date)>,
    /// Whether it is the one in use today.
    pub is_in_use: bool,
}

impl Query for OpenTables {
    type View = TablesView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<TablesView>, Refusal> {
        cx.require(Action::View, Kind::Program)?;
        let kept = approved(cx)?;
        let used = super::in_use(cx)?.map(|table| table.version.clone());
        let mut texts: Vec<String> = kept.iter().map(|one| one.toml.clone()).collect();
        texts.extend(SUPPLIED.iter().map(|text| (*text).to_owned()).filter(|text| !kept.iter().any(|one| one.toml == *text)));
        let mut rows = Vec::new();
        for toml in texts.into_iter().rev() {
            let table = Table::from_toml(&toml).map_err(|problems| Refusal::Fault(problems.to_string()))?;
            let approval = kept.iter().find(|one| one.toml == toml).map(|one| (one.from, one.name.clone(), cx.zone.day(one.at)));
            let is_in_use = approval.is_some() && used.as_ref() == Some(&table.version);
            rows.push(TableRow { table, toml, approval, is_in_use });
        }
        let may_approve = cx.may(Action::Configure, Kind::Program, access::Circumstances::default());
        Ok(Guarded::program(Kind::Program, TablesView { rows, may_approve }))
    }
}
