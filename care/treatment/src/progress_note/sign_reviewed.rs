//! Signs what was reviewed, and only that: a part that somebody changed after the signer read it is read again first. A signature
//! under words that nobody saw would be worth nothing (OP-11).

use access::{Command, Context, Done, Refusal};

use super::sign::{SignNotes, SignReceipt};
use crate::Fact;
use crate::group_note::sheet::Sheet;
use vocabulary::id::PatientId;

/// Signs notes as they were read.
#[derive(Clone, Debug)]
pub struct SignReviewed {
    /// What to sign.
    pub sign: SignNotes,
    /// The version of the shared part that was read.
    pub shared_version: i64,
    /// The version of each own part that was read.
    pub own_versions: Vec<(PatientId, i64)>,
}

impl Command for SignReviewed {
    type Output = SignReceipt;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<SignReceipt, Fact>, Refusal> {
        let sheet = Sheet::load(cx, self.sign.session)?;
        let is_as_read = |(patient, version): &(PatientId, i64)| {
            let person = sheet.people.iter().find(|person| person.patient.id == *patient);
            person.is_some_and(|person| person.signed.is_some() || person.own_version == *version)
        };
        let is_shared_as_read = sheet.shared_version == self.shared_version;
        let done = self.sign.perform(cx)?;
        let signs_nothing = done.output.signed.is_empty();
        if signs_nothing || (is_shared_as_read && self.own_versions.iter().all(is_as_read)) {
            Ok(done)
        } else {
            Err(Refusal::Conflict)
        }
    }
}
