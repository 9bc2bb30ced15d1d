//! The directory as it is looked through: found by typing, and one entry with everything that was ever written there.

use ::store::{Author, Stored};
use access::{Action, Context, Kind, Refusal, Staff};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use vocabulary::id::OutsideRecipientId;
use vocabulary::search;

use super::model::OutsideRecipient;
use super::store;

/// The most entries on one page; the search finds the others.
const MOST_SHOWN: usize = 200;

/// Asks for the entries that some words find; all of them without words.
#[derive(Clone, Debug, Default)]
pub struct FindOutsideRecipients {
    /// What was typed.
    pub words: String,
    /// Whether those that are no longer used are looked through too.
    pub with_retired: bool,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct FoundOutsideRecipients {
    /// Those found, by name.
    pub shown: Vec<OutsideRecipient>,
    /// How many more there are than one page shows.
    pub more: usize,
    /// Those in use that pass on to others (P2-09).
    pub intermediaries: Vec<(OutsideRecipientId, String)>,
}

impl Query for FindOutsideRecipients {
    type View = FoundOutsideRecipients;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<FoundOutsideRecipients>, Refusal> {
        cx.require(Action::View, Kind::OutsideRecipient)?;
        let all = if self.with_retired { store::all(cx.tx)? } else { store::in_use(cx.tx)? };
        let is_meant = |one: &OutsideRecipient| self.words.trim().is_empty() || search::matches(&one.words(), &self.words);
        let mut shown: Vec<OutsideRecipient> = all.into_iter().map(|one| one.record).filter(|one| is_meant(one)).collect();
        let more = shown.len().saturating_sub(MOST_SHOWN);
        shown.truncate(MOST_SHOWN);
        let found = FoundOutsideRecipients { shown, more, intermediaries: intermediaries(cx)? };
        Ok(Guarded::several(Kind::OutsideRecipient, found))
    }
}

fn intermediaries(cx: &Context<'_>) -> Result<Vec<(OutsideRecipientId, String)>, Refusal> {
    let all = super::known_as::listed(cx)?;
    Ok(all.into_iter().filter(|one| one.is_intermediary).map(|one| (one.id, one.name)).collect())
}

/// Asks for one entry with its history.
#[derive(Clone, Copy, Debug)]
pub struct OpenOutsideRecipient {
    /// Whom.
    pub recipient: OutsideRecipientId,
}

/// One entry.
#[derive(Clone, Debug)]
pub struct OutsideRecipientPage {
    /// As it stands.
    pub now: OutsideRecipient,
    /// Which version that is.
    pub version: i64,
    /// The name of its intermediary.
    pub intermediary: Option<String>,
    /// Those in use that pass on to others.
    pub intermediaries: Vec<(OutsideRecipientId, String)>,
    /// Every version, newest first.
    pub versions: Vec<OutsideRecipientVersion>,
}

/// What stood there for a time.
#[derive(Clone, Debug)]
pub struct OutsideRecipientVersion {
    /// As it stood.
    pub was: OutsideRecipient,
    /// Since when.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: String,
    /// What was done: `amended in the directory`.
    pub what: String,
}

impl Query for OpenOutsideRecipient {
    type View = OutsideRecipientPage;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OutsideRecipientPage>, Refusal> {
        cx.require(Action::View, Kind::OutsideRecipient)?;
        let current = store::load(cx.tx, self.recipient)?;
        let through = current.intermediary.map(|id| store::load(cx.tx, id)).transpose()?;
        let mut versions = Vec::new();
        for (stored, what) in cx.tx.history::<OutsideRecipient>(self.recipient)?.into_iter().rev() {
            versions.push(version(cx, stored, what)?);
        }
        let page = OutsideRecipientPage {
            intermediary: through.map(|one| one.name.clone()),
            intermediaries: intermediaries(cx)?,
            version: current.version,
            now: current.record,
            versions,
        };
        Ok(Guarded::several(Kind::OutsideRecipient, page))
    }
}

fn version(cx: &Context<'_>, stored: Stored<OutsideRecipient>, what: String) -> Result<OutsideRecipientVersion, Refusal> {
    let by = match stored.recorded_by {
        Author::Staff(id) => cx.tx.load::<Staff>(id)?.map(|staff| staff.name.full()),
        _ => None,
    };
    let by = by.unwrap_or_else(|| "Stepdown".to_owned());
    Ok(OutsideRecipientVersion { at: stored.recorded_at, was: stored.record, by, what })
}
