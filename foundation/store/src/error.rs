//! What can go wrong with a database, in the few kinds a caller can act on.

/// Why a transaction did not happen. Nothing of it was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed the record first.
    #[error("the record was changed by somebody else meanwhile")]
    Conflict,
    /// The database is locked or overloaded; the same call may go through shortly.
    #[error("the database is busy; try again")]
    Busy,
    /// The database cannot be reached.
    #[error("the database cannot be reached")]
    Unreachable,
    /// The disk is full.
    #[error("the disk that holds the database is full; nothing was written")]
    DiskFull,
    /// This machine's clock is behind the newest record.
    #[error("this machine's clock is behind the newest record by {seconds} s; nothing was written; set the clock")]
    ClockWentBack {
        /// How far behind.
        seconds: i64,
    },
    /// The database is encrypted, and its key is nowhere.
    #[error("the database is encrypted, and its key file {file} is not there")]
    KeyMissing {
        /// Where it should be.
        file: String,
    },
    /// What stands in a key file cannot be used.
    #[error("the key file of the database, {file}, cannot be used: {why}")]
    KeyUnusable {
        /// The file.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// The database is encrypted with another key, or its first page is damaged.
    #[error("the database does not open with the key in {file}: it belongs to another key, or the database file is damaged")]
    WrongKey {
        /// Where the key came from.
        file: String,
    },
    /// The database is not encrypted, or is none that can be.
    #[error("the database file is not encrypted")]
    NotEncrypted,
    /// Somebody else has the database open.
    #[error("another program has the database open")]
    InUse,
    /// A stored value is not what this version can read.
    #[error("a stored {what} cannot be read: {why}")]
    Unreadable {
        /// The kind of record or column.
        what: String,
        /// The reader's complaint, without content.
        why: String,
    },
    /// Anything else: a fault of ours or of the database.
    #[error("database fault: {0}")]
    Fault(String),
}

impl StoreError {
    /// A complaint about a stored value.
    pub fn unreadable(what: impl Into<String>, why: impl std::fmt::Display) -> Self {
        Self::Unreadable { what: what.into(), why: why.to_string() }
    }
}

impl From<sqlite::Error> for StoreError {
    fn from(error: sqlite::Error) -> Self {
        use sqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure) => Self::Unreachable,
            _ => Self::Fault(error.to_string()),
        }
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        use postgres::error::SqlState;
        let Some(state) = error.code() else {
            return Self::Unreachable;
        };
        let met_on_a_chain = error
            .as_db_error()
            .and_then(postgres::error::DbError::constraint)
            .is_some_and(|name| name.starts_with("record_") || name.starts_with("chain_head"));
        let is_race = *state == SqlState::T_R_SERIALIZATION_FAILURE || *state == SqlState::T_R_DEADLOCK_DETECTED;
        if is_race || met_on_a_chain {
            Self::Busy
        } else if *state == SqlState::DISK_FULL {
            Self::DiskFull
        } else if state.code().starts_with("57P") || state.code().starts_with("08") || state.code() == "53300" {
            Self::Unreachable
        } else {
            Self::Fault(error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned()))
        }
    }
}
