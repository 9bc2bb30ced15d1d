//! Drafts that were written while another computer carried the program: put where nothing was written here meanwhile, kept aside where
//! something was. The leader sees both; nothing typed is ever lost.

use ::store::Tx;
use access::{Context, Refusal};
use jiff::Timestamp;

use super::save::Part;
use super::store::{self, Draft as Stored};
use crate::carried::CarriedDraft;

/// What became of a part of a draft.
pub(crate) enum Draft {
    /// It stands here now.
    Taken,
    /// It stood here already.
    Already,
    /// Something was written here meanwhile: it is kept aside.
    Aside,
}

/// Every part of a draft that was saved since a moment.
///
/// # Errors
/// The database's own.
pub fn saved_since(tx: &Tx<'_>, since: Timestamp) -> Result<Vec<CarriedDraft>, Refusal> {
    let all = store::saved_since(tx, since)?;
    Ok(all
        .into_iter()
        .map(|(session, draft)| CarriedDraft {
            session,
            part: draft.part.as_text(),
            version: draft.version,
            body: draft.body,
            saved_by: draft.saved_by,
            saved_at: draft.saved_at,
        })
        .collect())
}

pub(crate) fn take(cx: &Context<'_>, draft: &CarriedDraft, since: Timestamp) -> Result<Draft, Refusal> {
    let part = Part::from_text(&draft.part).ok_or_else(|| Refusal::invalid("file", "A draft in it is about nobody."))?;
    let here = store::draft_of(cx.tx, draft.session, part)?;
    if here.as_ref().is_some_and(|here| here.body == draft.body) {
        return Ok(Draft::Already);
    }
    let theirs =
        Stored { part, version: draft.version, body: draft.body.clone(), saved_by: draft.saved_by, saved_at: draft.saved_at };
    let is_aside = store::kept_aside(cx.tx, draft.session)?.contains(&theirs);
    match here {
        _ if is_aside => Ok(Draft::Already),
        Some(here) if here.saved_at > since => {
            store::keep_aside(cx.tx, draft.session, &theirs)?;
            Ok(Draft::Aside)
        }
        here => {
            let version = here.map_or(0, |here| here.version) + 1;
            store::put(cx.tx, draft.session, &Stored { version, ..theirs })?;
            Ok(Draft::Taken)
        }
    }
}
