//! Deciding whether something may leave, with fifty consents of one person before the decision; and the account of five thousand
//! disclosures of three years, asked through the house.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use access::{Actor, Role};
use confidential::case::worked;
use confidential::category::{Categories, Category};
use confidential::consent::{ConsentKind, Expiry, Purpose, Recipient, Statement};
use confidential::decide::{Facts, Ground, Outcome as Decided, Request, decide};
use confidential::disclosure::Rested;
use confidential::recipient::{LegalStatus, Party};
use confidential::signer::SignerBasis;
use confidential::{Consent, Disclosure};
use jiff::ToSpan;
use reactions::outside::AccountOfDisclosures;
use store::DatabaseUrl;
use vocabulary::id::{ConsentId, PatientId};

use crate::practice::Practice;
use crate::said::Outcome;

/// How many consents stand before the decision.
pub const CONSENTS: usize = 50;
/// How many decisions one time is the mean of: one alone is too short for a clock.
const A_TIME: u32 = 20;
/// How many disclosures the account holds.
pub const DISCLOSURES: usize = 5_000;

/// Answers milliseconds for one decision, and what was decided.
pub fn measure(times: usize) -> Outcome<(Vec<f64>, String)> {
    let consents: Vec<Consent> = (0..CONSENTS).map(consent).collect();
    let at = "2026-03-12T14:00:00Z".parse()?;
    let facts = Facts { consents: consents.iter().collect(), ..Facts::default() };
    let request = |name: &str| Request {
        party: Party { name: name.to_owned(), status: LegalStatus::CoveredEntity, ..Party::default() },
        purpose: Purpose::Treatment,
        categories: Categories::of(&[Category::EntireRecord]),
        ground: Ground::Consent,
        is_all_or_nothing: false,
        is_decided_by_a_person: false,
        at,
        today: jiff::civil::date(2026, 3, 12),
    };
    let asked = [request("Dr. Núñez 49"), request("Dr. Núñez 7"), request("Somebody nobody named")];
    if decide(&facts, &asked[0]).outcome != Decided::Allow || decide(&facts, &asked[2]).outcome != Decided::Deny {
        return Err("the decisions are not what they must be".into());
    }
    let mut milliseconds = Vec::with_capacity(times);
    for one in asked.iter().cycle().take(times) {
        let begun = Instant::now();
        for _ in 0..A_TIME {
            black_box(decide(black_box(&facts), black_box(one)));
        }
        milliseconds.push((begun.elapsed() / A_TIME).as_secs_f64() * 1000.0);
    }
    let cases = worked()?.len();
    let what = format!(
        "one decision of the gate with {CONSENTS} consents, by name with accents; a mean of {A_TIME} each ({cases} worked cases hold)"
    );
    Ok((milliseconds, what))
}

fn consent(number: usize) -> Consent {
    Consent {
        id: ConsentId(uuid::Uuid::from_u128(number as u128)),
        patient: PatientId(uuid::Uuid::from_u128(1)),
        kind: ConsentKind::General,
        patient_name_as_signed: "Jane Roe".into(),
        discloser: "The program".into(),
        recipients: vec![Recipient::Named(format!("Dr. Núñez {number}"))],
        purposes: vec![Purpose::Treatment],
        categories: vec![Category::EntireRecord],
        words: String::new(),
        expires: Expiry::On(jiff::civil::date(2027, 1, 1)),
        states: Some(vec![Statement::Revocation]),
        signer_basis: SignerBasis::Adult,
        signatures: Vec::new(),
        signed_on: jiff::civil::date(2026, 1, 5),
        irrevocable_until: None,
        revoked_at: None,
        treatment_ended_on: None,
        known_false_at: None,
    }
}

/// One disclosure every five hours: five thousand are not quite three years.
fn hours(number: usize) -> jiff::Span {
    (5 * i64::try_from(number).unwrap_or(0)).hours()
}

/// Answers milliseconds for the account of somebody about whom much was told.
pub fn account(file: &Path, times: usize) -> Outcome<Vec<f64>> {
    let practice = Practice::open_new(&DatabaseUrl::Sqlite(file.to_owned()))?;
    crate::fill::fill(&practice, 120)?;
    let house = &practice.house;
    let somebody = |tx: &store::Tx<'_>| {
        Ok::<_, access::Refusal>(tx.find_one::<episode::Patient>("id IS NOT NULL ORDER BY id LIMIT 1", &[])?)
    };
    let patient = house.store(store::DirectAccess).read(somebody)?.ok_or("nobody is in the database")?.id;
    let anybody = practice.actors.values().next().ok_or("nobody works here")?;
    let officer = Actor { roles: vec![Role::ComplianceOfficer], ..anybody.clone() };
    // The day after everything that was filled in.
    let now = house.clock().now() + 24.hours();
    house.store(store::DirectAccess).write(|tx| {
        for number in 0..DISCLOSURES {
            let at = now + hours(number);
            let row = Disclosure {
                id: house.ids().next(at),
                patient,
                recipient: "Commonbay Community Plan".into(),
                address: String::new(),
                listed: None,
                status: LegalStatus::CoveredEntity,
                purpose: Purpose::Payment,
                categories: vec![Category::IdentityAndAttendance, Category::Diagnosis, Category::Billing],
                withheld: Vec::new(),
                rested: Rested::OnConsent,
                basis: None,
                basis_version: None,
                further: Vec::new(),
                channel: "claim file".into(),
                description: format!("claim {number}"),
                notice: String::new(),
                scope: String::new(),
                sha256: None,
            };
            tx.append(&row, &store::Entry { at, by: store::Author::Stepdown, reason: "disclosed" })?;
        }
        Ok::<_, access::Refusal>(())
    })?;
    practice.clock.set(now + hours(DISCLOSURES));
    let mut milliseconds = Vec::with_capacity(times);
    for _ in 0..times {
        let begun = Instant::now();
        let account = house.ask(&officer, &AccountOfDisclosures { patient, from: None })?;
        milliseconds.push(begun.elapsed().as_secs_f64() * 1000.0);
        if account.disclosures.len() != DISCLOSURES {
            return Err(format!("{} disclosures in the account, not {DISCLOSURES}", account.disclosures.len()).into());
        }
    }
    Ok(milliseconds)
}
