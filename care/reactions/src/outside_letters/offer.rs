//! To whom a letter may go: whom a consent in force names and lets know when the person comes. Nobody else can be chosen.

use access::{Action, Circumstances, Context, Kind, Refusal};
use confidential::category::{Categories, Category};
use confidential::consent::Recipient;
use confidential::purpose::Purpose;
use confidential::{Guarded, Query};
use vocabulary::id::PatientId;

/// Opens the desk of letters about somebody.
#[derive(Clone, Copy, Debug)]
pub struct OpenLetterDesk {
    /// About whom.
    pub patient: PatientId,
}

/// To whom letters may go.
#[derive(Debug)]
pub struct LetterDesk {
    /// The record number, by which the chart is meant.
    pub record_number: i64,
    /// Whom a consent names for identity and attendance, each once.
    pub recipients: Vec<LetterRecipient>,
}

/// Somebody to whom a letter may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterRecipient {
    /// As the consent names them.
    pub name: String,
    /// For what they may be told.
    pub purposes: Vec<Purpose>,
}

impl Query for OpenLetterDesk {
    type View = LetterDesk;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<LetterDesk>, Refusal> {
        cx.require_when(Action::Disclose, Kind::Patient, Circumstances::for_purpose())?;
        let record_number = episode::patient::load(cx.tx, self.patient)?.record_number;
        let view = LetterDesk { record_number, recipients: recipients(cx, self.patient)? };
        Ok(Guarded::chart(self.patient, Kind::Patient, view).in_circumstances(Circumstances::for_purpose()))
    }
}

pub(super) fn recipients(cx: &Context<'_>, patient: PatientId) -> Result<Vec<LetterRecipient>, Refusal> {
    let today = cx.today();
    let mut all: Vec<LetterRecipient> = Vec::new();
    for consent in confidential::read::consents(cx, patient)? {
        let covers = Categories::of(&consent.categories);
        let tells = covers.has(Category::IdentityAndAttendance) || covers.has(Category::EntireRecord);
        if !tells || !consent.is_in_force(cx.now, today) {
            continue;
        }
        for recipient in &consent.recipients {
            let Recipient::Named(name) = recipient else { continue };
            match all.iter_mut().find(|known| known.name == *name) {
                Some(known) => known.purposes.extend(consent.purposes.iter().copied()),
                None => all.push(LetterRecipient { name: name.clone(), purposes: consent.purposes.clone() }),
            }
        }
    }
    Ok(all)
}
