//! The levels above a claim: billing provider (HL 20), subscriber (HL 22), patient (HL 23).

use super::organization;
use crate::part::{Part, Party, code, date, fixed, only, reference, taxonomy, text};
use crate::read_claim::{Parties, person_name};
use crate::reader::Faults;
use crate::{
    Address, BillingProvider, Demographics, Dependent, Gender, Patient, Payer, PayerSequence, Relationship, Segment, Subscriber,
};

/// The levels that are open.
#[derive(Default)]
pub(super) struct Levels {
    last: u32,
    provider: Option<(u32, BillingProvider)>,
    insured: Option<(u32, Insured)>,
    dependent: Option<Dependent>,
}

/// The subscriber with the payer; demographics only when the subscriber is the patient.
struct Insured {
    subscriber: Subscriber,
    payer: Payer,
    patient: Option<Demographics>,
}

impl Levels {
    /// Everybody a claim at this place stands for, once all is known.
    pub(super) fn parties(&self) -> Option<Parties> {
        let (_, provider) = self.provider.as_ref()?;
        let (_, insured) = self.insured.as_ref()?;
        let patient = match (&insured.patient, &self.dependent) {
            (Some(demographics), None) => Patient::Subscriber(demographics.clone()),
            (None, Some(dependent)) => Patient::Dependent(dependent.clone()),
            _ => return None,
        };
        Some(Parties {
            billing_provider: provider.clone(),
            payer: insured.payer.clone(),
            subscriber: insured.subscriber.clone(),
            patient,
        })
    }

    /// Opens a level.
    pub(super) fn take(&mut self, part: Part<'_>, faults: &mut Faults) {
        let hl = part.head;
        only(hl, &[1, 2, 3, 4], faults);
        let number = hl.element(1).parse().unwrap_or(0);
        if number != self.last.saturating_add(1) {
            faults.at(hl, Some(1), "is not the next level number");
        }
        self.last = number;
        self.dependent = None;
        match hl.element(3) {
            "20" => {
                fixed(hl, 2, "", faults);
                fixed(hl, 4, "1", faults);
                self.insured = None;
                self.provider = billing_provider(&part, faults).map(|provider| (number, provider));
            }
            "22" => {
                parent(hl, self.provider.as_ref().map(|(number, _)| *number), faults);
                self.insured = insured(&part, faults).map(|insured| (number, insured));
            }
            "23" => {
                parent(hl, self.insured.as_ref().map(|(number, _)| *number), faults);
                fixed(hl, 4, "0", faults);
                self.dependent = dependent(&part, faults);
            }
            _ => faults.at(hl, Some(3), "is not a level of a claim file"),
        }
        part.finish(faults);
    }
}

fn parent(hl: &Segment, open: Option<u32>, faults: &mut Faults) {
    if open.is_none() || hl.element(2).parse().ok() != open {
        faults.at(hl, Some(2), "does not name the level above it");
    }
}

fn billing_provider(part: &Part<'_>, faults: &mut Faults) -> Option<BillingProvider> {
    let taxonomy = part.one("PRV", "BI").map(|prv| taxonomy(prv, faults));
    let Some((nm1, party)) = part.party("85") else {
        faults.at(part.head, None, "needs a segment NM1 85 in its loop");
        return None;
    };
    organization(nm1, "XX", faults);
    let street = address(&party, nm1, faults);
    let ein = party.one("REF", "EI");
    if ein.is_none() {
        faults.at(nm1, None, "needs a segment REF EI after it");
    }
    let pay_to = part.party("87").map(|(nm1, party)| {
        only(nm1, &[1, 2], faults);
        address(&party, nm1, faults)
    });
    let pay_to = match pay_to {
        Some(pay_to) => Some(pay_to?),
        None => None,
    };
    Some(BillingProvider {
        name: nm1.element(3).to_owned(),
        npi: nm1.element(9).to_owned(),
        ein: reference(ein?, faults).unwrap_or_default(),
        taxonomy,
        address: street?,
        pay_to,
    })
}

fn insured(part: &Part<'_>, faults: &mut Faults) -> Option<Insured> {
    let sbr = part.need("SBR", "", faults)?;
    only(sbr, &[1, 2, 3, 4, 9], faults);
    let is_patient = sbr.element(2) == "18";
    if !is_patient {
        fixed(sbr, 2, "", faults);
    }
    fixed(part.head, 4, if is_patient { "0" } else { "1" }, faults);
    let member = part.party("IL");
    let payer = part.need("NM1", "PR", faults);
    let Some((nm1, party)) = member else {
        faults.at(part.head, None, "needs a segment NM1 IL in its loop");
        return None;
    };
    only(nm1, &[1, 2, 3, 4, 5, 7, 8, 9], faults);
    fixed(nm1, 2, "1", faults);
    fixed(nm1, 8, "MI", faults);
    let patient = if is_patient { Some(demographics(&party, nm1, faults)?) } else { None };
    let payer = payer?;
    organization(payer, "PI", faults);
    Some(Insured {
        subscriber: Subscriber {
            name: person_name(nm1),
            member_id: nm1.element(9).to_owned(),
            sequence: code(sbr, 1, PayerSequence::from_code, faults)?,
            group_number: text(sbr, 3),
            group_name: text(sbr, 4),
            filing_indicator: sbr.element(9).to_owned(),
        },
        payer: Payer { name: payer.element(3).to_owned(), id: payer.element(9).to_owned() },
        patient,
    })
}

fn dependent(part: &Part<'_>, faults: &mut Faults) -> Option<Dependent> {
    let pat = part.need("PAT", "", faults)?;
    only(pat, &[1], faults);
    let Some((nm1, party)) = part.party("QC") else {
        faults.at(part.head, None, "needs a segment NM1 QC in its loop");
        return None;
    };
    only(nm1, &[1, 2, 3, 4, 5, 7], faults);
    fixed(nm1, 2, "1", faults);
    let demographics = demographics(&party, nm1, faults)?;
    Some(Dependent { relationship: code(pat, 1, Relationship::from_code, faults)?, name: person_name(nm1), demographics })
}

fn demographics(party: &Party<'_, '_>, nm1: &Segment, faults: &mut Faults) -> Option<Demographics> {
    let home = match party.has("N3") || party.has("N4") {
        true => Some(address(party, nm1, faults)?),
        false => None,
    };
    let Some(dmg) = party.one("DMG", "D8") else {
        faults.at(nm1, None, "needs a segment DMG D8 after it");
        return None;
    };
    only(dmg, &[1, 2, 3], faults);
    Some(Demographics { address: home, birth_date: date(dmg, 2, faults)?, gender: code(dmg, 3, Gender::from_code, faults)? })
}

/// N3 and N4 after an NM1.
pub(crate) fn address(party: &Party<'_, '_>, nm1: &Segment, faults: &mut Faults) -> Option<Address> {
    let (Some(n3), Some(n4)) = (party.one("N3", ""), party.one("N4", "")) else {
        faults.at(nm1, None, "needs N3 and N4 after it");
        return None;
    };
    only(n3, &[1, 2], faults);
    only(n4, &[1, 2, 3], faults);
    let lines = n3.elements().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let [city, state, zip] = [1, 2, 3].map(|number| n4.element(number).to_owned());
    Some(Address { lines, city, state, zip })
}
