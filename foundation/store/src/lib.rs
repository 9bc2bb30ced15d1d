//! The append-only record ledger on SQLite and PostgreSQL, one transaction at a time.
