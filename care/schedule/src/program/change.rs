//! Changes one item as a form showed it: whoever changed it meanwhile is not overwritten, a new key is a new one, and nobody
//! changes their own roles. What would change can be looked at before anything is written.

use ::store::{Record, Stored};
use access::{Action, Circumstances, Command, Context, Done, Kind, Problems, Refusal, Staff};
use confidential::{Guarded, Query};

use super::configure::{ConfigureProgram, Item, check};
use super::model::{Program, Room, ServiceType, Track};
use super::store;
use crate::Fact;
use crate::therapy_group::TherapyGroup;

/// Changes or adds one item.
#[derive(Clone, Debug)]
pub struct ChangeItem {
    /// The item as it should stand.
    pub item: Item,
    /// The version that the form showed; nothing for a new item.
    pub based_on: Option<i64>,
}

/// Looks at what [`ChangeItem`] would change.
#[derive(Clone, Debug)]
pub struct PreviewItem(pub ChangeItem);

impl Command for ChangeItem {
    type Output = bool;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<bool, Fact>, Refusal> {
        judge(cx, self)?;
        ConfigureProgram { item: self.item.clone() }.perform(cx)
    }
}

impl Query for PreviewItem {
    /// The item as it stands; nothing when it is new.
    type View = Option<Item>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Option<Item>>, Refusal> {
        let standing = judge(cx, &self.0)?;
        Ok(Guarded::program(Kind::Program, standing))
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
        Item::TherapyGroup(one) => standing(cx, one, &one.key, change, Item::TherapyGroup),
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
    judge_fields(change, item, is_key(key), is_taken, "key")?;
    Ok(known.map(|stored| back(stored.record)))
}

fn staff(cx: &Context<'_>, item: &Staff, change: &ChangeItem) -> Result<Option<Item>, Refusal> {
    let known = cx.tx.load::<Staff>(item.id)?;
    refuse_overwriting(known.as_ref(), change)?;
    let is_taken = store::staff_by_login(cx.tx, &item.login)?.is_some_and(|other| other.id != item.id);
    judge_fields(change, item, is_key(&item.login), is_taken, "login")?;
    Ok(known.map(|stored| Item::Staff(stored.record)))
}

fn refuse_overwriting<R>(known: Option<&Stored<R>>, change: &ChangeItem) -> Result<(), Refusal> {
    if known.map(|stored| stored.version) == change.based_on { Ok(()) } else { Err(Refusal::Conflict) }
}

fn judge_fields<R: HasDays>(change: &ChangeItem, item: &R, is_key: bool, is_taken: bool, field: &str) -> Result<(), Refusal> {
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
    problems.finish(Some(()))
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
