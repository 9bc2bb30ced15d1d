//! Corrects what is known about a person: a new version that names the old; nothing is lost.

use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::PersonName;
use vocabulary::id::PatientId;

use super::register::{PatientInput, decide};
use super::{Patient, store};
use crate::Fact;

/// Corrects a person's name, contact points or language.
#[derive(Clone, Debug)]
pub struct AmendPatient {
    /// Whose record.
    pub patient: PatientId,
    /// The version the form was made from; another person's change since then is not overwritten.
    pub version: i64,
    /// The whole record as it should stand.
    pub input: PatientInput,
    /// The name as it must stand on a claim, when the legal name has no Latin letters.
    pub billing_name: Option<PersonName>,
}

impl Command for AmendPatient {
    type Output = PatientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Patient)?;
        let current = store::load(cx.tx, self.patient)?;
        if current.version != self.version {
            return Err(Refusal::Conflict);
        }
        let judged = decide(&self.input, current.id, current.record_number, cx.today())?;
        let next = Patient { billing_name: self.billing_name.clone(), ..judged };
        if next == current.record {
            return Ok(Done::already(self.patient));
        }
        store::save_next(cx.tx, &next, current.version, &cx.entry("corrected"))?;
        Ok(Done::with(self.patient, Fact::PatientAmended(self.patient)))
    }
}
