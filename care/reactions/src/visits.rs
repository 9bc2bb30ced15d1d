//! Sessions through the one door: who a browser's token stands for, and the beginning and end of a session.

use access::{Refusal, Staff, Visit, session};
use sign_in::SessionToken;
use vocabulary::id::StaffId;

use crate::House;

impl House {
    /// Whom a token stands for now. When a person acted, it is noted, at most every few seconds.
    ///
    /// # Errors
    /// The database's own.
    pub fn visit(&self, token: &SessionToken, is_action: bool) -> Result<Visit, Refusal> {
        let (now, today) = (self.clock().now(), self.zone().day(self.clock().now()));
        let (visit, is_due) = self.database().read::<_, Refusal>(|tx| {
            Ok((session::visit(tx, token, now, today)?, is_action && session::is_due(tx, token, now)?))
        })?;
        if is_due && matches!(visit, Visit::Signed(_)) {
            self.database().write::<_, Refusal>(|tx| session::note_action(tx, token, now))?;
        }
        Ok(visit)
    }

    /// Begins a session for somebody who has proved who they are.
    ///
    /// # Errors
    /// The database's own.
    pub fn begin_session(&self, staff: StaffId) -> Result<SessionToken, Refusal> {
        let now = self.clock().now();
        self.database().write(|tx| session::begin(tx, staff, now))
    }

    /// Locks, until somebody proves again who they are.
    ///
    /// # Errors
    /// The database's own.
    pub fn lock_session(&self, token: &SessionToken) -> Result<(), Refusal> {
        self.database().write(|tx| session::lock(tx, token))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The database's own.
    pub fn end_session(&self, token: &SessionToken) -> Result<(), Refusal> {
        self.database().write(|tx| session::end(tx, token))
    }

    /// All members of staff, for the demonstration's sign-in page and for settings.
    ///
    /// # Errors
    /// The database's own.
    pub fn all_staff(&self) -> Result<Vec<Staff>, Refusal> {
        self.database().read(|tx| Ok(schedule::program::all_staff(tx)?.into_iter().map(|stored| stored.record).collect()))
    }
}
