//! All SQL about drafts. They are working paper and may be replaced; what was replaced by somebody else's save is kept.

use access::Refusal;
use jiff::Timestamp;
use store::{StoreError, Tx, Value, int, text};
use vocabulary::id::{GroupSessionId, PatientId, StaffId};

use super::save::Part;

/// A stored draft of one part.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    pub(crate) part: Part,
    pub(crate) version: i64,
    pub(crate) body: String,
    pub(crate) saved_by: StaffId,
    pub(crate) saved_at: Timestamp,
}

impl Draft {
    pub(crate) fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_json::from_str(&self.body).map_err(|e| StoreError::unreadable("draft", e).into())
    }
}

/// All parts of a session's draft.
pub(crate) fn drafts_of(tx: &Tx<'_>, session: GroupSessionId) -> Result<Vec<Draft>, StoreError> {
    tx.query("SELECT part, version, body, saved_by, saved_at FROM note_draft WHERE session_id = $1", &[text(session)])?
        .iter()
        .map(|row| {
            Ok(Draft {
                part: Part::from_text(row.text(0)?).ok_or_else(|| StoreError::unreadable("draft", "unknown part"))?,
                version: row.int(1)?,
                body: row.text(2)?.to_owned(),
                saved_by: row.parse(3)?,
                saved_at: row.instant(4)?,
            })
        })
        .collect()
}

/// The sessions whose draft somebody wrote in last, in one part at least.
///
/// # Errors
/// The database's own.
pub fn sessions_with_draft_by(tx: &Tx<'_>, staff: StaffId) -> Result<Vec<GroupSessionId>, StoreError> {
    let rows = tx.query("SELECT DISTINCT session_id FROM note_draft WHERE saved_by = $1 ORDER BY session_id", &[text(staff)])?;
    rows.iter().map(|row| row.parse(0)).collect()
}

/// The version of one part's draft; 0 when there is none.
pub(super) fn version_of(tx: &Tx<'_>, session: GroupSessionId, part: Part) -> Result<i64, StoreError> {
    tx.query_one("SELECT version FROM note_draft WHERE session_id = $1 AND part = $2", &[text(session), text(part.as_text())])?
        .map_or(Ok(0), |row| row.int(0))
}

/// Every part that was saved since a moment, with its session.
pub(super) fn saved_since(tx: &Tx<'_>, since: Timestamp) -> Result<Vec<(GroupSessionId, Draft)>, StoreError> {
    let sql = "SELECT session_id, part, version, body, saved_by, saved_at FROM note_draft WHERE saved_at > $1 \
               ORDER BY session_id, part";
    tx.query(sql, &[int(since.as_microsecond())])?
        .iter()
        .map(|row| {
            let part = Part::from_text(row.text(1)?).ok_or_else(|| StoreError::unreadable("draft", "unknown part"))?;
            let draft = Draft {
                part,
                version: row.int(2)?,
                body: row.text(3)?.to_owned(),
                saved_by: row.parse(4)?,
                saved_at: row.instant(5)?,
            };
            Ok((row.parse(0)?, draft))
        })
        .collect()
}

/// One part's draft.
pub(super) fn draft_of(tx: &Tx<'_>, session: GroupSessionId, part: Part) -> Result<Option<Draft>, StoreError> {
    Ok(drafts_of(tx, session)?.into_iter().find(|draft| draft.part == part))
}

/// Replaces one part's draft.
pub(super) fn put(tx: &Tx<'_>, session: GroupSessionId, draft: &Draft) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO note_draft (session_id, part, version, body, saved_by, saved_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (session_id, part) DO UPDATE SET version = excluded.version, body = excluded.body, \
         saved_by = excluded.saved_by, saved_at = excluded.saved_at",
        &values(session, draft),
    )?;
    Ok(())
}

/// Keeps a text that met another: nothing typed is ever lost.
pub(super) fn keep_aside(tx: &Tx<'_>, session: GroupSessionId, draft: &Draft) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO note_draft_aside (session_id, part, version, body, saved_by, saved_at) VALUES ($1, $2, $3, $4, $5, $6)",
        &values(session, draft),
    )?;
    Ok(())
}

/// Texts kept aside for one person's part or the shared part, newest first: who wrote, when, what.
pub(super) fn kept_aside(tx: &Tx<'_>, session: GroupSessionId) -> Result<Vec<Draft>, StoreError> {
    tx.query(
        "SELECT part, version, body, saved_by, saved_at FROM note_draft_aside WHERE session_id = $1 ORDER BY saved_at DESC",
        &[text(session)],
    )?
    .iter()
    .map(|row| {
        Ok(Draft {
            part: Part::from_text(row.text(0)?).ok_or_else(|| StoreError::unreadable("draft", "unknown part"))?,
            version: row.int(1)?,
            body: row.text(2)?.to_owned(),
            saved_by: row.parse(3)?,
            saved_at: row.instant(4)?,
        })
    })
    .collect()
}

fn values(session: GroupSessionId, draft: &Draft) -> Vec<Value> {
    vec![
        text(session),
        text(draft.part.as_text()),
        int(draft.version),
        text(&draft.body),
        text(draft.saved_by),
        Value::from(draft.saved_at),
    ]
}

impl Part {
    pub(super) fn from_text(text: &str) -> Option<Self> {
        if text == "shared" { Some(Self::Shared) } else { text.parse::<PatientId>().ok().map(Self::Own) }
    }
}
