//! The one set of tables for both engines, applied in order, each once, each remembered by its hash.

use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::transaction::{Tx, TxEngine};
use crate::value::Value;

pub(crate) struct Migration {
    pub(crate) name: &'static str,
    common: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// Names a migration with its common text and, where the engines differ, their own.
macro_rules! migration {
    ($name:literal) => {
        Migration { name: $name, common: include_str!(concat!("../../../migrations/", $name, ".sql")), sqlite: "", postgres: "" }
    };
    ($name:literal, by engine) => {
        Migration {
            name: $name,
            common: include_str!(concat!("../../../migrations/", $name, ".sql")),
            sqlite: include_str!(concat!("../../../migrations/", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../../../migrations/", $name, ".postgres.sql")),
        }
    };
}

pub(crate) const ALL: &[Migration] = &[
    migration!("0001_ledger", by engine),
    migration!("0002_access"),
    migration!("0003_spine"),
    migration!("0004_schedule"),
    migration!("0005_treatment"),
    migration!("0006_billing"),
    migration!("0007_intake"),
    migration!("0008_finding"),
    migration!("0008_measures"),
    migration!("0009_assessment"),
    migration!("0010_eligibility"),
    migration!("0011_referrals"),
    migration!("0012_conversation", by engine),
    migration!("0014_papers"),
    migration!("0015_assessment_draft"),
    migration!("0016_inquiry_key"),
    migration!("0017_message_enclosure"),
    migration!("0018_inquiry_order"),
    migration!("0019_gate", by engine),
    migration!("0020_checkpoint", by engine),
    migration!("0022_counseling_note"),
    migration!("0023_no_contact"),
    migration!("0024_rights"),
    migration!("0025_consent_reminder"),
    migration!("0027_organisation_account"),
    migration!("0028_presence_question"),
    migration!("0029_notice_edition"),
    migration!("0030_breach_letter"),
    migration!("0031_outside_recipient"),
    migration!("0032_audit"),
    migration!("0032_public_health_report"),
    migration!("0033_program_closing"),
    migration!("0035_availability"),
    migration!("0036_staff_time"),
    migration!("0037_week_change"),
    migration!("0040_session_reminder"),
    migration!("0041_missed_session"),
    migration!("0042_remote"),
    migration!("0043_door"),
    migration!("0044_calendar_feed"),
    migration!("0045_waitlist"),
    migration!("0046_taper_plan"),
    migration!("0047_day_pack"),
    migration!("0048_carried"),
];

impl Migration {
    fn sha256(&self) -> String {
        hex::encode(Sha256::digest([self.common, self.sqlite, self.postgres].concat()))
    }
}

/// Brings the database up to this version. Refuses one that a newer version has touched.
pub(crate) fn run(tx: &Tx<'_>) -> Result<(), StoreError> {
    script(tx, "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL);")?;
    if let TxEngine::Postgres(_) = tx.engine {
        script(tx, "LOCK TABLE migration IN EXCLUSIVE MODE;")?;
    }
    let applied = tx.query("SELECT name, sha256 FROM migration ORDER BY name", &[])?;
    if applied.len() > ALL.len() {
        return Err(StoreError::Fault("this database was made by a newer version of Stepdown; use that version".into()));
    }
    for (at, migration) in ALL.iter().enumerate() {
        match applied.get(at) {
            Some(row) if row.text(0)? == migration.name && row.text(1)? == migration.sha256() => {}
            Some(_) => {
                return Err(StoreError::Fault(format!(
                    "migration {} is not the one this database was made with",
                    migration.name
                )));
            }
            None => apply(tx, migration)?,
        }
    }
    Ok(())
}

fn apply(tx: &Tx<'_>, migration: &Migration) -> Result<(), StoreError> {
    match tx.engine {
        TxEngine::Sqlite(_) => {
            script(tx, migration.common)?;
            script(tx, migration.sqlite)?;
        }
        TxEngine::Postgres(_) => {
            script(tx, &migration.common.replace(" BLOB", " BYTEA").replace("COLLATE BINARY", "COLLATE \"C\""))?;
            script(tx, migration.postgres)?;
        }
    }
    tx.execute(
        "INSERT INTO migration (name, sha256) VALUES ($1, $2)",
        &[Value::from(migration.name), Value::from(migration.sha256())],
    )?;
    Ok(())
}

fn script(tx: &Tx<'_>, sql: &str) -> Result<(), StoreError> {
    match &tx.engine {
        TxEngine::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
        TxEngine::Postgres(open) => open.script(sql),
    }
}
