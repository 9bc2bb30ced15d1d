//! Everything a command may know beside its input: the transaction, who acts, the moment, the zone, the policy.

use jiff::Timestamp;
use jiff::civil::Date;
use policy::{Action, Circumstances, Kind, Policy};
use store::{Entry, Tx};
use vocabulary::{IdSource, ProgramZone};

use crate::{Actor, KeyRing, Refusal};

/// The surroundings of one command or query.
pub struct Context<'a> {
    /// The open transaction.
    pub tx: &'a Tx<'a>,
    /// Who acts.
    pub actor: &'a Actor,
    /// The moment. There is no other clock.
    pub now: Timestamp,
    /// The program's time zone.
    pub zone: &'a ProgramZone,
    /// Where new ids come from.
    pub ids: &'a IdSource,
    /// Who may do what.
    pub policy: &'a Policy,
    /// What seals and opens the fields that are kept locked.
    pub keys: &'a KeyRing,
}

impl<'a> Context<'a> {
    /// The local day of the moment.
    #[must_use]
    pub fn today(&self) -> Date {
        self.zone.day(self.now)
    }

    /// A new id.
    #[must_use]
    pub fn new_id<Id: From<uuid::Uuid>>(&self) -> Id {
        self.ids.next(self.now)
    }

    /// Who, when and why for a write by the actor.
    #[must_use]
    pub fn entry(&self, reason: &'a str) -> Entry<'a> {
        Entry { at: self.now, by: self.actor.author(), reason }
    }

    /// Whether the actor may do this.
    #[must_use]
    pub fn may(&self, action: Action, kind: Kind, circumstances: Circumstances) -> bool {
        match self.actor.person {
            Some(_) => self.policy.allows_person(action, kind, &circumstances),
            None => self.policy.allows(&self.actor.roles, action, kind, &circumstances),
        }
    }

    /// The circumstances of a record about a patient: the actor's own when the actor is that person.
    #[must_use]
    pub fn about(&self, patient: vocabulary::id::PatientId) -> Circumstances {
        Circumstances::own_if(self.actor.person == Some(patient))
    }

    /// Requires that the actor may do this to records of a kind that are not their own.
    ///
    /// # Errors
    /// As [`Context::require_when`].
    pub fn require(&self, action: Action, kind: Kind) -> Result<(), Refusal> {
        self.require_when(action, kind, Circumstances::default())
    }

    /// Requires that the actor may do this in these circumstances.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when a patient's record is concerned, in the words that an absent record gets (P2-14);
    /// [`Refusal::Refused`] otherwise.
    pub fn require_when(&self, action: Action, kind: Kind, circumstances: Circumstances) -> Result<(), Refusal> {
        if self.may(action, kind, circumstances) {
            Ok(())
        } else if kind.is_about_a_patient() {
            Err(Refusal::NotFound)
        } else {
            Err(Refusal::refused(
                "not_your_role",
                "P2-54",
                format!("Your role does not allow you to {} a {}.", action.title(), kind.title()),
                "Ask the clinical director if this is part of your work.",
            ))
        }
    }
}
