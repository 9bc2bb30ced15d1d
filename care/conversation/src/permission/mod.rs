//! What may be sent to a number or address, as the person said it: a record of its own in their chain (P2-14). STOP holds for the
//! number, whoever else it belongs to; only START from the number lifts it.
//!
//! | standing | event | next | who may |
//! |---|---|---|---|
//! | – | asked on the call, typed on a form, or they wrote first | allowed or declined | intake, front desk, clinical director; the program itself |
//! | allowed, declined | asked again | allowed or declined | the same |
//! | any | STOP from the number | stopped | the person |
//! | stopped | START from the number | allowed | the person |

mod store;

use ::store::Stored;
use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::to_person::Basis;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::{ContactPermissionId, PatientId};

use crate::Fact;

pub use store::{of_each, of_patient, people_at};

/// What may be sent to one number or address of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPermission {
    /// The id.
    pub id: ContactPermissionId,
    /// Whose.
    pub patient: PatientId,
    /// The number in E.164, or the e-mail address.
    pub address: String,
    /// What they said.
    pub standing: Standing,
    /// Since when.
    pub since: Timestamp,
    /// How we know: `asked on the call`, `their own text`.
    pub how: String,
    /// Whether they asked to be written to at any hour.
    pub any_hour: bool,
}

/// What a person said about being written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Yes.
    Allowed,
    /// No, or nobody asked.
    Declined,
    /// They wrote STOP.
    Stopped,
}

/// Writes down what a person said about a number or address.
#[derive(Clone, Debug)]
pub struct SetPermission {
    /// Whose.
    pub patient: PatientId,
    /// The number in E.164, or the e-mail address.
    pub address: String,
    /// Whether it may be written to.
    pub may_write: bool,
    /// Whether at any hour.
    pub any_hour: bool,
}

impl Command for SetPermission {
    type Output = PatientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientId, Fact>, Refusal> {
        cx.require(Action::Record, Kind::Message)?;
        let wanted = if self.may_write { Standing::Allowed } else { Standing::Declined };
        let said = Said { standing: wanted, how: "asked by staff", any_hour: Some(self.any_hour) };
        if is_stopped(cx, &self.address)? && self.may_write {
            let sentence = "STOP was sent from this number.";
            let remedy = "Ask the person to text START from it; nobody else can allow it again.";
            return Err(Refusal::refused("contact_stopped", "P2-14", sentence, remedy));
        }
        let changed = note(cx, self.patient, &self.address, said)?;
        let facts = if changed { vec![Fact::PermissionChanged { patient: self.patient }] } else { Vec::new() };
        Ok(Done { output: self.patient, facts })
    }
}

/// What was said, to be written down.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Yes, no or STOP.
    pub standing: Standing,
    /// How we know.
    pub how: &'a str,
    /// Whether at any hour; as it was, when nothing is said.
    pub any_hour: Option<bool>,
}

/// Writes down what was said about a number or address, when it is something new. STOP is never undone by somebody else's yes.
/// Answers whether anything changed.
///
/// # Errors
/// The database's own.
pub fn note(cx: &Context<'_>, patient: PatientId, address: &str, said: Said<'_>) -> Result<bool, Refusal> {
    let reason = if said.standing == Standing::Stopped { "stopped by the person" } else { "permission noted" };
    let Some(known) = store::of_patient_at(cx.tx, patient, address)? else {
        let permission = ContactPermission {
            id: cx.new_id(),
            patient,
            address: address.to_owned(),
            standing: said.standing,
            since: cx.now,
            how: said.how.to_owned(),
            any_hour: said.any_hour.unwrap_or(false),
        };
        cx.tx.append(&permission, &cx.entry(reason))?;
        return Ok(true);
    };
    let any_hour = said.any_hour.unwrap_or(known.any_hour);
    let is_known = known.standing == said.standing || (known.standing == Standing::Stopped && said.how != THEIR_START);
    if is_known && any_hour == known.any_hour {
        return Ok(false);
    }
    let standing = if is_known { known.standing } else { said.standing };
    let how = if is_known { known.how.clone() } else { said.how.to_owned() };
    let since = if is_known { known.since } else { cx.now };
    let next = ContactPermission { standing, since, how, any_hour, ..known.record.clone() };
    cx.tx.amend(&next, known.version, &cx.entry(reason))?;
    Ok(true)
}

/// What somebody who stands at STOP had said before it; nothing for everybody else. Who had said nothing is not to be written to.
pub(crate) fn before_stop(cx: &Context<'_>, known: &Stored<ContactPermission>) -> Result<Option<Standing>, Refusal> {
    if known.standing != Standing::Stopped {
        return Ok(None);
    }
    let versions = cx.tx.history::<ContactPermission>(known.id)?;
    let before = versions.iter().rev().map(|(one, _)| one.standing).find(|standing| *standing != Standing::Stopped);
    Ok(Some(before.unwrap_or(Standing::Declined)))
}

/// How a START is written down; nothing else lifts a STOP.
pub const THEIR_START: &str = "their own START";
/// How a STOP is written down.
pub const THEIR_STOP: &str = "their own STOP";

/// Whether STOP holds for a number, whoever it belongs to.
///
/// # Errors
/// The database's own.
pub fn is_stopped(cx: &Context<'_>, address: &str) -> Result<bool, Refusal> {
    Ok(store::people_at(cx.tx, address)?.iter().any(|one| one.standing == Standing::Stopped))
}

/// On what basis something may be sent now to a number or address of a person, and whether at any hour.
///
/// # Errors
/// The database's own.
pub fn basis(cx: &Context<'_>, patient: PatientId, address: &str) -> Result<(Basis, bool), Refusal> {
    if is_stopped(cx, address)? {
        return Ok((Basis::Stopped, false));
    }
    let known = store::of_patient_at(cx.tx, patient, address)?;
    let basis = match known.as_ref().map(|known| known.standing) {
        Some(Standing::Allowed) => Basis::Allowed,
        _ => Basis::NotAllowed,
    };
    Ok((basis, known.is_some_and(|known| known.any_hour)))
}
