//! The grounds that need neither consent nor court: each with what must hold, and with no more than it needs.

use super::{Ground, Grounded, Reason, Request};
use crate::category::{Categories, Category};
use crate::purpose::Purpose;
use crate::recipient::LegalStatus;

pub(super) fn ground(ground: &Ground, request: &Request) -> Grounded {
    let purpose = |wanted: Purpose| (request.purpose == wanted, Reason::OtherGround);
    let goes_to = |all: &[LegalStatus]| (all.contains(&request.party.status), Reason::NotToThem);
    let ordinary = Categories::of(&[Category::EntireRecord]);
    let identity = Categories::of(&[Category::IdentityAndAttendance]);
    match ground {
        // The person's own record: the counseling notes with it are HIPAA's exception to access (45 CFR 164.524(a)(1)(i)).
        // Whoever else is named is no ground, whatever the form says.
        Ground::Person => {
            // What the law tells the program to write to somebody about themself is a report, not a request of theirs (P2-55).
            let is_theirs = matches!(request.purpose, Purpose::PersonRequest | Purpose::Report);
            granted(ordinary, &[(is_theirs, Reason::OtherGround), goes_to(&[LegalStatus::Individual])]).needing(ordinary)
        }
        Ground::Emergency(told) => Grounded {
            goes_before_wishes: true,
            ..granted(
                ordinary,
                &[
                    purpose(Purpose::Emergency),
                    goes_to(&[LegalStatus::CoveredEntity]),
                    (told.missing().is_empty(), Reason::EmergencyIncomplete),
                ],
            )
        },
        Ground::Service { agreement_in_force } => granted(
            ordinary,
            &[
                (matches!(request.purpose, Purpose::Payment | Purpose::Operations | Purpose::Treatment), Reason::OtherGround),
                goes_to(&[LegalStatus::Qso, LegalStatus::BusinessAssociate]),
                (*agreement_in_force, Reason::NoAgreement),
            ],
        ),
        // To look for evidence against the program or anybody in it takes a court order, not an audit (2.66).
        Ground::Audit { agreement_in_force } => granted(
            ordinary,
            &[
                purpose(Purpose::Oversight),
                (!matches!(request.party.status, LegalStatus::Court | LegalStatus::LawEnforcement), Reason::NotToThem),
                (*agreement_in_force, Reason::NoAgreement),
            ],
        ),
        Ground::PublicHealth { is_deidentified } => granted(
            ordinary,
            &[purpose(Purpose::Report), goes_to(&[LegalStatus::PublicAuthority]), (*is_deidentified, Reason::NamesSomebody)],
        )
        .needing(ordinary),
        Ground::CrimeOnPremises => {
            granted(identity, &[purpose(Purpose::Report), goes_to(&[LegalStatus::LawEnforcement])]).only(Reason::NotInAReport)
        }
        Ground::ChildAbuse => {
            granted(identity, &[purpose(Purpose::Report), goes_to(&[LegalStatus::PublicAuthority, LegalStatus::LawEnforcement])])
                .only(Reason::NotInAReport)
        }
        Ground::Death => {
            granted(identity, &[purpose(Purpose::Report), goes_to(&[LegalStatus::PublicAuthority])]).only(Reason::NotInAReport)
        }
        Ground::Consent | Ground::Court => Grounded::refused(vec![Reason::OtherGround]),
    }
}

fn granted(covers: Categories, rules: &[(bool, Reason)]) -> Grounded {
    let reasons = rules.iter().filter(|(holds, _)| !holds).map(|(_, reason)| *reason).collect();
    Grounded { covers, reasons, ..Grounded::default() }
}

impl Grounded {
    fn needing(self, needs: Categories) -> Self {
        Self { needs: Some(needs), ..self }
    }

    fn only(self, beyond: Reason) -> Self {
        Self { beyond: Some(beyond), ..self }
    }
}
