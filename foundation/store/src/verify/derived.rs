//! Each row of a derived table must be what the newest ledger version of its record gives.

use std::collections::HashMap;

use super::{Broken, Kind, Verification};
use crate::value::Passing;
use crate::{StoreError, Tx};

/// Compares every table; `firsts` says how many records of each kind the ledger has.
pub(super) fn compare(
    tx: &Tx<'_>,
    kinds: &[Kind],
    firsts: &HashMap<Box<str>, i64>,
    seen: &mut Verification,
) -> Result<(), StoreError> {
    for kind in kinds {
        if seen.broken.is_none() {
            table(tx, kind, firsts.get(kind.table).copied().unwrap_or(0), seen)?;
        }
    }
    Ok(())
}

fn table(tx: &Tx<'_>, kind: &Kind, in_ledger: i64, seen: &mut Verification) -> Result<(), StoreError> {
    let names = (kind.names)();
    let columns: String = names.iter().map(|name| format!(", d.{name}")).collect();
    let sql = format!(
        "SELECT d.id, d.version, d.recorded_at, d.recorded_by, d.body, r.version, r.recorded_at, r.recorded_by, r.body, \
         r.chain{columns} FROM {table} d LEFT JOIN record r ON r.record_id = d.id AND r.version = (SELECT MAX(n.version) \
         FROM record n WHERE n.record_id = d.id)",
        table = kind.table
    );
    let mut rows = 0_i64;
    tx.pass(&sql, &[], &mut |row| {
        rows += 1;
        seen.derived_rows += 1;
        if follows(kind, row)? {
            return Ok(true);
        }
        seen.broken = Some(Broken {
            chain: row.text(9).unwrap_or_default().to_owned(),
            record_id: row.text(0).unwrap_or_default().to_owned(),
            kind: kind.table.to_owned(),
            what: "the row shown on screens is not what the ledger holds".to_owned(),
            ..Broken::default()
        });
        Ok(false)
    })?;
    if seen.broken.is_none() && in_ledger != rows {
        seen.broken = Some(Broken {
            kind: kind.table.to_owned(),
            what: format!("{in_ledger} records are in the ledger and {rows} in their table"),
            ..Broken::default()
        });
    }
    Ok(())
}

fn follows(kind: &Kind, row: &Passing<'_>) -> Result<bool, StoreError> {
    for at in 1..5 {
        if !row.is_same(at, at + 4)? {
            return Ok(false);
        }
    }
    let want = (kind.columns)(row.text(4)?)?;
    for (at, (_, value)) in want.iter().enumerate() {
        if !row.is(10 + at, value)? {
            return Ok(false);
        }
    }
    Ok(true)
}
