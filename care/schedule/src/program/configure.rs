//! Changes one item of the program's configuration. A change makes a new version; what was valid before stays readable (S-11).

use access::{Command, Context, Done, Problems, Refusal, Staff};

use super::change::may_change;
use super::model::{OwnRetention, Program, Room, ServiceType, Track};
use super::store;
use crate::therapy_group::TherapyGroup;
use crate::{Fact, no_contact};

/// An item of configuration as it should stand.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A program.
    Program(Program),
    /// A track.
    Track(Track),
    /// A room.
    Room(Room),
    /// A type of service.
    ServiceType(ServiceType),
    /// A therapy group.
    TherapyGroup(TherapyGroup),
    /// A member of staff.
    Staff(Staff),
}

/// Changes or adds one item.
#[derive(Clone, Debug)]
pub struct ConfigureProgram {
    /// The item.
    pub item: Item,
}

impl Command for ConfigureProgram {
    type Output = bool;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<bool, Fact>, Refusal> {
        may_change(cx, &self.item)?;
        check(&self.item)?;
        if let Item::TherapyGroup(group) = &self.item
            && let Some(was) = cx.tx.load::<TherapyGroup>(group.id)?
        {
            no_contact::keep_apart_from_new_leaders(cx, group, &was, cx.today())?;
        }
        let wrote = save(cx, &self.item, "configured")?;
        Ok(if wrote { Done::with(true, Fact::ProgramConfigured) } else { Done::already(false) })
    }
}

pub(super) fn save(cx: &Context<'_>, item: &Item, why: &str) -> Result<bool, Refusal> {
    let entry = ::store::Entry { at: cx.now, by: cx.actor.author(), reason: why };
    Ok(match item {
        Item::Program(program) => store::put(cx.tx, program, &entry)?,
        Item::Track(track) => store::put(cx.tx, track, &entry)?,
        Item::Room(room) => store::put(cx.tx, room, &entry)?,
        Item::ServiceType(service) => store::put(cx.tx, service, &entry)?,
        Item::TherapyGroup(group) => store::put(cx.tx, group, &entry)?,
        Item::Staff(staff) => store::put(cx.tx, staff, &entry)?,
    })
}

/// Everything that is wrong with an item, in the words of its form.
pub(super) fn check(item: &Item) -> Result<(), Refusal> {
    let mut problems = Problems::none();
    match item {
        Item::Program(program) => {
            problems.require("public_name", !program.public_name.is_empty(), "Write the public name.");
            problems.require("billing_name", !program.billing_name.is_empty(), "Write the name for claims.");
            problems.require("npi", is_digits(&program.npi, 10), "An NPI has ten digits.");
            problems.require("tax_id", is_digits(&program.tax_id, 9), "The tax id has nine digits.");
            let is_said = |own: &OwnRetention| (1..=200).contains(&own.years) && !own.source.trim().is_empty();
            let words = "A rule for how long records are kept has 1 to 200 years and says where it comes from.";
            problems.require("retention", program.retention.iter().all(is_said), words);
            for wrong in program.levels.iter().filter_map(super::LevelOfCare::wrong_week) {
                problems.add("levels", wrong);
            }
            problems.require("zip", is_digits(&program.zip, 9), "The billing address needs all nine digits of the ZIP.");
            problems.check("zone", vocabulary::ProgramZone::parse(&program.zone));
        }
        Item::Track(track) => problems.require("name", !track.name.is_empty(), "Write a name."),
        Item::Room(room) => {
            problems.require("name", !room.name.is_empty(), "Write a name.");
            problems.require("seats", room.seats > 0, "Write how many people fit.");
        }
        Item::ServiceType(service) => {
            problems.require("name", !service.name.is_empty(), "Write a name.");
            problems.require("capacity", service.capacity > 0, "Write how many people may take part.");
        }
        Item::TherapyGroup(group) => group.check(&mut problems),
        Item::Staff(staff) => {
            problems.require("login", !staff.login.is_empty(), "Write the name they sign in with.");
            problems.require("roles", !staff.roles.is_empty(), "Choose at least one role.");
            problems.require("roles", staff.roles.iter().all(|role| role.is_staff()), "Choose roles that a person can hold.");
            let npi_fits = staff.npi.as_ref().is_none_or(|npi| is_digits(npi, 10));
            problems.require("npi", npi_fits, "An NPI has ten digits.");
        }
    }
    problems.finish(Some(()))
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}
