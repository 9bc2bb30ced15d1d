//! Changes one item as a form showed it: whoever changed it meanwhile is not overwritten, a new key is a new one, and nobody
//! changes their own roles. What would change can be looked at before anything is written.

use ::store::{Record, Stored};
use access::{Action, Circumstances, Command, Context, Done, Kind, Problems, Refusal, Staff};
use confidential::{Guarded, Query};
use jiff::civil::Date;

use super::configure::{Item, check, save};
use super::model::{Program, Room, ServiceType, Track};
use super::store;
use crate::group_session::replan::{self, Replan};
use crate::therapy_group::TherapyGroup;
use crate::{Fact, no_contact};

/// Changes or adds one item.
#[derive(Clone, Debug)]
pub struct ChangeItem {
    /// The item as it should stand. What held before in a group is kept by the command, whatever stands here.
    pub item: Item,
    /// The version that the form showed; nothing for a new item.
    pub based_on: Option<i64>,
    /// The day from which a group meets otherwise; today when nothing is said. The days before stay what they were.
    pub holds_from: Option<Date>,
    /// Why, for the history; may be empty.
    pub why: String,
}

/// Looks at what [`ChangeItem`] would change.
#[derive(Clone, Debug)]
pub struct PreviewItem(pub ChangeItem);

/// What a change would change.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemPreview {
    /// The item as it stands; nothing when it is new.
    pub standing: Option<Item>,
    /// The item as it would stand.
    pub next: Item,
    /// Meetings on the calendar that would change, be cancelled, be added.
    pub calendar: (usize, usize, usize),
}

impl Command for ChangeItem {
    type Output = bool;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<bool, Fact>, Refusal> {
        let standing = judge(cx, self)?;
        let why = if self.why.trim().is_empty() { "configured" } else { self.why.trim() };
        let from = self.holds_from.unwrap_or_else(|| cx.today());
        Ok(match write(cx, &self.item, standing.as_ref(), from, why)? {
            Some(facts) => Done { output: true, facts },
            None => Done::already(false),
        })
    }
}

impl Query for PreviewItem {
    type View = ItemPreview;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<ItemPreview>, Refusal> {
        let standing = judge(cx, &self.0)?;
        let from = self.0.holds_from.unwrap_or_else(|| cx.today());
        let next = dated(&self.0.item, standing.as_ref(), from);
        let calendar = replanned(cx, &next, standing.as_ref(), from)?.counts();
        Ok(Guarded::program(Kind::Program, ItemPreview { standing, next, calendar }))
    }
}

/// Writes an item and brings the calendar after it; nothing when it stands already as it should.
pub(super) fn write(
    cx: &Context<'_>,
    item: &Item,
    standing: Option<&Item>,
    from: Date,
    why: &str,
) -> Result<Option<Vec<Fact>>, Refusal> {
    let next = dated(item, standing, from);
    if let (Item::TherapyGroup(next), Some(Item::TherapyGroup(was))) = (&next, standing) {
        no_contact::keep_apart_from_new_leaders(cx, next, was, from)?;
    }
    if !save(cx, &next, why)? {
        return Ok(None);
    }
    let touched = replanned(cx, &next, standing, from)?.carry_out(cx)?;
    let changed = touched.into_iter().map(|(session, day)| Fact::SessionChanged { session, day });
    Ok(Some(std::iter::once(Fact::ProgramConfigured).chain(changed).collect()))
}

/// The item with what held before the day kept in it.
pub(super) fn dated(item: &Item, standing: Option<&Item>, from: Date) -> Item {
    match (item, standing) {
        (Item::TherapyGroup(next), Some(Item::TherapyGroup(was))) => Item::TherapyGroup(next.clone().following(was, from)),
        _ => item.clone(),
    }
}

fn replanned(cx: &Context<'_>, next: &Item, standing: Option<&Item>, from: Date) -> Result<Replan, Refusal> {
    match (next, standing) {
        (Item::TherapyGroup(next), Some(Item::TherapyGroup(was))) => replan::decide(cx, was, next, from),
        (Item::TherapyGroup(next), _) => replan::decide(cx, next, next, next.from),
        _ => Ok(Replan::default()),
    }
}

/// Everything that keeps the change from being made; otherwise the item as it stands.
fn judge(cx: &Context<'_>, change: &ChangeItem) -> Result<Option<Item>, Refusal> {
    may_change(cx, &change.item)?;
    match &change.item {
        Item::Program(one) => standing(cx, one, &one.key, change, Item::Program),
        Item::Track(one) => standing(cx, one, &one.key, change, Item::Track),
        Item::Room(one) => standing(cx, one, &one.key, change, Item::Room),
        Item::ServiceType(one) => standing(cx, one, &one.key, change, Item::ServiceType),
        Item::TherapyGroup(one) => therapy_group(cx, one, change),
        Item::Staff(one) => staff(cx, one, change),
    }
}

/// Who may; roles are given by somebody else.
pub(super) fn may_change(cx: &Context<'_>, item: &Item) -> Result<(), Refusal> {
    let Item::Staff(staff) = item else { return cx.require(Action::Configure, Kind::Program) };
    if staff.id == cx.actor.staff {
        return Err(Refusal::refused(
            "own_account",
            "P2-54",
            "Nobody changes their own roles, credential or working days.",
            "Ask another director or the installer to do it.",
        ));
    }
    cx.require_when(Action::ManageStaff, Kind::Staff, Circumstances::default())
}

fn standing<R: Record + HasDays>(
    cx: &Context<'_>,
    item: &R,
    key: &str,
    change: &ChangeItem,
    back: fn(R) -> Item,
) -> Result<Option<Item>, Refusal> {
    let known = cx.tx.load::<R>(item.id().hyphenated())?;
    refuse_overwriting(known.as_ref(), change)?;
    let same_key = store::find_by_key::<R>(cx.tx, key)?;
    let is_taken = same_key.is_some_and(|other| other.record.id() != item.id());
    judge_fields(change, item, is_key(key), is_taken, "key").finish(Some(()))?;
    Ok(known.map(|stored| back(stored.record)))
}

/// A group also needs what it names: a service for groups, a track, a room and leaders who are there when the change begins.
fn therapy_group(cx: &Context<'_>, item: &TherapyGroup, change: &ChangeItem) -> Result<Option<Item>, Refusal> {
    let known = cx.tx.load::<TherapyGroup>(item.id)?;
    refuse_overwriting(known.as_ref(), change)?;
    let same_key = store::find_by_key::<TherapyGroup>(cx.tx, &item.key)?;
    let is_taken = same_key.is_some_and(|other| other.record.id != item.id);
    let mut problems = judge_fields(change, item, is_key(&item.key), is_taken, "key");
    let from = if known.is_some() { change.holds_from.unwrap_or_else(|| cx.today()) } else { item.from };
    let is_dated = known.as_ref().is_none_or(|was| from >= cx.today() || item.has_week_of(was));
    problems.require("holds_from", is_dated, "The days before today stay what they were. Choose today or a later day.");
    let still = |to: Option<Date>| to.is_none_or(|last| from <= last);
    let service = cx.tx.load::<ServiceType>(item.service_type)?.filter(|service| service.kind.is_group() && still(service.to));
    problems.require("service_type", service.is_some(), "Choose a service for groups that is offered then.");
    let track = cx.tx.load::<Track>(item.track)?.filter(|track| still(track.to));
    problems.require("track", track.is_some(), "Choose a track that runs then.");
    let room = cx.tx.load::<Room>(item.room)?.filter(|room| still(room.to));
    problems.require("room", room.is_some(), "Choose a room that is there then.");
    for leader in &item.leaders {
        let staff = cx.tx.load::<Staff>(*leader)?.filter(|staff| still(staff.to) && staff.left_at.is_none());
        problems.require("leaders", staff.is_some(), "Choose leaders who work here then.");
    }
    problems.finish(Some(known.map(|stored| Item::TherapyGroup(stored.record))))
}

fn staff(cx: &Context<'_>, item: &Staff, change: &ChangeItem) -> Result<Option<Item>, Refusal> {
    let known = cx.tx.load::<Staff>(item.id)?;
    refuse_overwriting(known.as_ref(), change)?;
    let is_taken = store::staff_by_login(cx.tx, &item.login)?.is_some_and(|other| other.id != item.id);
    let mut problems = judge_fields(change, item, is_key(&item.login), is_taken, "login");
    let days = |staff: &Staff| (staff.from, staff.to, staff.left_at);
    let is_kept = known.as_ref().is_none_or(|was| was.left_at.is_none() || days(was) == days(item));
    problems.require("to", is_kept, "Their work has ended. A new start stands on their own page.");
    problems.finish(Some(known.map(|stored| Item::Staff(stored.record))))
}

fn refuse_overwriting<R>(known: Option<&Stored<R>>, change: &ChangeItem) -> Result<(), Refusal> {
    if known.map(|stored| stored.version) == change.based_on { Ok(()) } else { Err(Refusal::Conflict) }
}

fn judge_fields<R: HasDays>(change: &ChangeItem, item: &R, is_key: bool, is_taken: bool, field: &str) -> Problems {
    let mut problems = Problems::none();
    if let Err(Refusal::Invalid(all)) = check(&change.item) {
        all.into_iter().for_each(|problem| problems.add(problem.field, problem.sentence));
    }
    // An empty one has its own sentence for staff.
    if !(is_key || field == "login" && matches!(&change.item, Item::Staff(staff) if staff.login.is_empty())) {
        problems.add(field, "Use small letters, digits, a dot, hyphen or underscore, and start with a letter.");
    }
    problems.require(field, !is_taken, "This one is taken. Choose another.");
    problems.require("to", !item.ends_before_it_begins(), "The last day is before the first.");
    problems
}

fn is_key(key: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase();
    key.starts_with(is_letter) && key.chars().all(|c| is_letter(c) || c.is_ascii_digit() || matches!(c, '.' | '-' | '_'))
}

/// A first and a last day.
trait HasDays {
    fn ends_before_it_begins(&self) -> bool;
}

macro_rules! days {
    ($($noun:ident)*) => {$(
        impl HasDays for $noun {
            fn ends_before_it_begins(&self) -> bool {
                self.to.is_some_and(|last| last < self.from)
            }
        }
    )*};
}
days! { Program Track Room ServiceType TherapyGroup Staff }

#[cfg(test)]
#[path = "change_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "group_change_tests.rs"]
mod group_tests;
