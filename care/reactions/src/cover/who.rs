//! Who a person is before and after admission: their own record, or what the inquiry says.

use access::{Context, Refusal};
use billing::eligibility::AskedPerson;
use episode::Patient;
use episode::patient::AdministrativeSex;
use jiff::civil::Date;
use vocabulary::PersonName;
use vocabulary::id::{InquiryId, PatientId};

/// A person, as far as cover needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The name to show.
    pub name: PersonName,
    /// The name as a payer has it.
    pub payer_name: PersonName,
    /// Birth date; an inquiry may not know it.
    pub birth_date: Option<Date>,
    /// Sex as the payer has it.
    pub sex: AdministrativeSex,
    /// How far they are known.
    pub standing: Standing,
}

/// How far a person is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// With a record of their own, by its number.
    Registered(i64),
    /// Only by an inquiry.
    Asked(InquiryId),
}

impl Who {
    /// The person.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for somebody nobody has heard of.
    pub(crate) fn load(cx: &Context<'_>, patient: PatientId) -> Result<Self, Refusal> {
        if let Some(found) = cx.tx.load::<Patient>(patient)? {
            return Ok(Self {
                name: found.name(),
                payer_name: found.billing_name.clone().unwrap_or_else(|| found.legal_name.clone()),
                birth_date: Some(found.birth_date),
                sex: found.sex,
                standing: Standing::Registered(found.record_number),
            });
        }
        let inquiry = intake::inquiry::of_person(cx.tx, patient)?.into_iter().next().ok_or(Refusal::NotFound)?;
        Ok(Self {
            name: inquiry.name.clone(),
            payer_name: inquiry.name.clone(),
            birth_date: inquiry.birth_date,
            sex: AdministrativeSex::Unknown,
            standing: Standing::Asked(inquiry.id),
        })
    }

    /// As a question to a payer names them.
    pub(crate) fn asked(&self) -> AskedPerson {
        let sex = match self.sex {
            AdministrativeSex::Female => "F",
            AdministrativeSex::Male => "M",
            AdministrativeSex::Unknown => "U",
        };
        AskedPerson { name: self.payer_name.clone(), birth_date: self.birth_date, sex: sex.to_owned() }
    }
}
