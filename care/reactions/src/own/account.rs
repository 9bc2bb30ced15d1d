//! The account of disclosures on the person's own phone: the same that staff see, read by the same function (P2-49).

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use vocabulary::id::PatientLinkId;

use super::person_of;
use crate::outside::{Account, account_of};

/// Asks for it.
#[derive(Clone, Copy, Debug)]
pub struct OwnAccount {
    /// On which link.
    pub link: PatientLinkId,
    /// The first day they want to know about; the earliest day of the right otherwise.
    pub from: Option<Date>,
}

impl Query for OwnAccount {
    type View = Account;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Account>, Refusal> {
        let patient = person_of(cx, self.link)?;
        cx.require_when(Action::View, Kind::Disclosure, cx.about(patient))?;
        let account = account_of(cx, patient, self.from)?;
        Ok(Guarded::chart(patient, Kind::Disclosure, account).in_circumstances(cx.about(patient)))
    }
}
