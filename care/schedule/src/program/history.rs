//! One item of the configuration with every version it ever had: what, who, when, why (S-11).

use ::store::{Record, Stored};
use access::{Action, Context, Kind, Refusal, Staff};
use confidential::{Guarded, Query};
use jiff::Timestamp;

use super::configure::Item;
use super::model::{Program, Room, ServiceType, Track};
use crate::therapy_group::TherapyGroup;

/// Which sort of item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A program.
    Program,
    /// A track.
    Track,
    /// A room.
    Room,
    /// A type of service.
    ServiceType,
    /// A therapy group.
    TherapyGroup,
    /// A member of staff.
    Staff,
}

/// Opens one item with its history.
#[derive(Clone, Debug)]
pub struct OpenItem {
    /// What it is.
    pub part: Part,
    /// Its id.
    pub id: uuid::Uuid,
}

/// An item with its history.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemHistory {
    /// Every version, oldest first; never empty.
    pub versions: Vec<ItemVersion>,
}

/// One version.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemVersion {
    /// The item as it stood.
    pub item: Item,
    /// Its number, counted from 1.
    pub version: i64,
    /// When it was written.
    pub at: Timestamp,
    /// By whom, by name.
    pub by: String,
    /// Why: what the person wrote, or in a word what happened.
    pub why: String,
}

impl Query for OpenItem {
    type View = ItemHistory;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<ItemHistory>, Refusal> {
        cx.require(Action::View, Kind::Program)?;
        let versions = match self.part {
            Part::Program => self.load::<Program>(cx, Item::Program),
            Part::Track => self.load::<Track>(cx, Item::Track),
            Part::Room => self.load::<Room>(cx, Item::Room),
            Part::ServiceType => self.load::<ServiceType>(cx, Item::ServiceType),
            Part::TherapyGroup => self.load::<TherapyGroup>(cx, Item::TherapyGroup),
            Part::Staff => self.load::<Staff>(cx, Item::Staff),
        }?;
        if versions.is_empty() { Err(Refusal::NotFound) } else { Ok(Guarded::program(Kind::Program, ItemHistory { versions })) }
    }
}

impl OpenItem {
    fn load<R: Record>(&self, cx: &Context<'_>, back: fn(R) -> Item) -> Result<Vec<ItemVersion>, Refusal> {
        // the ledger is asked for an id of any sort of record, so the noun's own table says first that it is of this sort
        if cx.tx.load::<R>(self.id.hyphenated())?.is_none() {
            return Ok(Vec::new());
        }
        let version = |(stored, why): (Stored<R>, String)| {
            let by = access::author_name(cx.tx, stored.recorded_by)?;
            Ok(ItemVersion { version: stored.version, at: stored.recorded_at, by, why, item: back(stored.record) })
        };
        cx.tx.history::<R>(self.id.hyphenated())?.into_iter().map(version).collect()
    }
}
