//! Claim files of every shape the guides allow, for the property tests.

use jiff::ToSpan;
use jiff::civil::{Date, date, time};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use x12::*;

use crate::fixture;

fn name() -> impl Strategy<Value = PersonName> {
    ("[A-Z][A-Z'-]{0,20}", "[A-Z]{0,12}", option::of("[A-Z]"), option::of(select(vec!["JR", "III"]))).prop_map(
        |(last, first, middle, suffix)| PersonName {
            last,
            first,
            middle: middle.unwrap_or_default(),
            suffix: suffix.unwrap_or_default().into(),
        },
    )
}

fn address(zip: &'static str) -> impl Strategy<Value = Address> {
    (vec("[0-9]{1,4} [A-Z]{3,20} (ST|AVE)", 1..=2), "[A-Z]{2,20}", select(vec!["MA", "PR", "RI", "AP"]), zip)
        .prop_map(|(lines, city, state, zip)| Address { lines, city, state: state.into(), zip })
}

fn taxonomy() -> impl Strategy<Value = Option<String>> {
    option::of("[0-9]{3}[A-Z0-9]{6}X")
}

fn practitioner() -> impl Strategy<Value = Practitioner> {
    (name(), any::<u32>(), taxonomy()).prop_map(|(name, npi, taxonomy)| Practitioner { name, npi: fixture::npi(npi), taxonomy })
}

fn provider() -> impl Strategy<Value = BillingProvider> {
    ("[A-Z]{2,15} [A-Z&]{2,15}", any::<u32>(), "[0-9]{9}", taxonomy(), address("[0-9]{9}"), option::of(address("[0-9]{5}")))
        .prop_map(|(name, npi, ein, taxonomy, address, pay_to)| BillingProvider {
            name,
            npi: fixture::npi(npi),
            ein,
            taxonomy,
            address,
            pay_to,
        })
}

fn day() -> impl Strategy<Value = Date> {
    (0_i32..60).prop_map(|days| date(2025, 1, 1).saturating_add(days.days()))
}

fn demographics() -> impl Strategy<Value = Demographics> {
    (address("0[0-9]{4}"), 0_i32..20_000, select(Gender::ALL)).prop_map(|(home, days, gender)| Demographics {
        address: Some(home),
        birth_date: date(1950, 1, 1).saturating_add(days.days()),
        gender,
    })
}

fn subscriber() -> impl Strategy<Value = Subscriber> {
    let group = prop_oneof![
        Just((None, None)),
        "[A-Z0-9]{1,10}".prop_map(|n| (Some(n), None)),
        "[A-Z]{3,20}".prop_map(|n| (None, Some(n)))
    ];
    (name(), "[A-Z0-9]{2,20}", select(PayerSequence::ALL), group, select(vec!["CI", "MC", "BL", "HM", "ZZ"])).prop_map(
        |(name, member_id, sequence, (group_number, group_name), filing)| Subscriber {
            name,
            member_id,
            sequence,
            group_number,
            group_name,
            filing_indicator: filing.into(),
        },
    )
}

fn patient() -> impl Strategy<Value = Patient> {
    let dependent = (select(Relationship::ALL), name(), demographics())
        .prop_map(|(relationship, name, demographics)| Patient::Dependent(Dependent { relationship, name, demographics }));
    prop_oneof![3 => demographics().prop_map(Patient::Subscriber), 1 => dependent]
}

fn line(guide: Guide, diagnoses: u8) -> impl Strategy<Value = ServiceLine> {
    let basics = (day(), vec("[A-Z][A-Z0-9]", 0..=4), 1_u32..20, 1_i64..1_000_000);
    let rest = (
        option::of(select(vec!["57", "53", "11", "10", "02"])),
        vec(1..=diagnoses, 1..=4),
        option::weighted(0.2, practitioner()),
        any::<bool>(),
    );
    (basics, "[A-Z][0-9]{4}", rest).prop_map(
        move |((service_date, modifiers, units, charge_cents), code, (place, pointers, mut rendering, coded))| {
            let professional = guide == Guide::Professional;
            let coded = coded || professional;
            if let (Some(rendering), false) = (&mut rendering, professional) {
                rendering.taxonomy = None;
            }
            ServiceLine {
                control_number: None,
                service_date,
                revenue_code: (!professional).then(|| "0906".into()),
                hcpcs: coded.then_some(code),
                modifiers: if coded { modifiers } else { vec![] },
                units,
                charge_cents,
                place_of_service: place.filter(|_| professional).map(str::to_owned),
                diagnosis_pointers: if professional { pointers } else { vec![] },
                rendering,
            }
        },
    )
}

fn form(guide: Guide) -> BoxedStrategy<Form> {
    if guide == Guide::Professional {
        return (select(vec!["57", "53", "22", "58"]), option::of("[0-9]{2}D[0-9]{7}"))
            .prop_map(|(place, clia_number)| Form::Professional(Professional { place_of_service: place.into(), clia_number }))
            .boxed();
    }
    let admission = option::of((any::<bool>(), 0_i8..24));
    (
        select(vec!["13", "76", "85", "89"]),
        admission,
        option::of("[1-9]"),
        vec("[0-9]{2}", 0..14),
        vec("R[0-9]{2}", 0..=3),
        practitioner(),
    )
        .prop_map(|(bill_type, admission, kind, condition_codes, reasons, attending)| {
            Form::Institutional(Institutional {
                bill_type: bill_type.into(),
                statement_from: date(2025, 1, 1),
                statement_to: date(2025, 3, 1),
                admission_date: admission.map(|_| date(2025, 1, 1)),
                admission_time: admission.filter(|(timed, _)| *timed).map(|(_, hour)| time(hour, 15, 0, 0)),
                admission_type: kind.clone(),
                admission_source: kind,
                patient_status: "01".into(),
                condition_codes,
                reasons_for_visit: reasons,
                attending: Some(attending),
            })
        })
        .boxed()
}

fn claim(guide: Guide) -> impl Strategy<Value = Claim> {
    let most_diagnoses: u8 = if guide == Guide::Professional { 12 } else { 25 };
    let medical = (1..=most_diagnoses).prop_flat_map(move |count| (Just(count), vec(line(guide, count), 1..6)));
    let people = (subscriber(), patient(), option::of(practitioner()), option::of(address("[0-9]{9}")));
    let numbers = (
        select(vec![Frequency::Original, Frequency::Replacement, Frequency::Void]),
        option::of("[A-Z0-9]{1,20}"),
        "[A-Z0-9]{1,20}",
    );
    let codes = (select(Assignment::ALL), select(BenefitsAssigned::ALL), select(ReleaseOfInformation::ALL));
    (medical, people, numbers, codes, form(guide)).prop_map(
        move |(
            (count, mut lines),
            (subscriber, patient, mut rendering, place),
            (frequency, authorization, original),
            codes,
            form,
        )| {
            for (at, line) in lines.iter_mut().enumerate() {
                line.control_number = (at % 2 == 0).then(|| format!("LN{at}"));
            }
            if let (Some(rendering), Guide::Institutional) = (&mut rendering, guide) {
                rendering.taxonomy = None;
            }
            Claim {
                subscriber,
                patient,
                frequency,
                original_reference: (frequency != Frequency::Original).then_some(original),
                assignment: codes.0,
                benefits_assigned: codes.1,
                release: codes.2,
                prior_authorization: authorization,
                diagnoses: (0..count).map(|at| format!("F1{at:02}")).collect(),
                rendering,
                service_facility: place.map(|address| ServiceFacility {
                    name: "SECOND HOUSE".into(),
                    npi: Some(fixture::npi(7)),
                    address,
                }),
                form,
                lines,
                ..fixture::p_claim("")
            }
        },
    )
}

/// A whole file: several transactions, several billing providers, claims with own numbers, some neighbours sharing a member.
pub fn file(guide: Guide) -> impl Strategy<Value = Interchange837> {
    let claims = vec((claim(guide), any::<bool>()), 1..6);
    (vec((claims, vec(provider(), 1..3)), 1..3), 1_u32..999_999_999, any::<bool>(), select(Usage::ALL)).prop_map(
        |(batches, control_number, acknowledgment_requested, usage)| {
            let mut file = fixture::file(vec![]);
            file.envelope.control_number = control_number;
            file.envelope.acknowledgment_requested = acknowledgment_requested;
            file.envelope.usage = usage;
            file.transactions = batches
                .into_iter()
                .zip(1..)
                .map(|((claims, providers), number)| fixture::transaction(number, join(claims, &providers, number)))
                .collect();
            file
        },
    )
}

fn join(claims: Vec<(Claim, bool)>, providers: &[BillingProvider], batch: u32) -> Vec<Claim> {
    let mut joined: Vec<Claim> = Vec::new();
    for (at, (mut claim, alike)) in claims.into_iter().enumerate() {
        claim.control_number = format!("ENC-{batch}-{at}");
        claim.billing_provider = providers[at * providers.len() / 6].clone();
        if let (Some(before), true) = (joined.last(), alike) {
            claim.billing_provider = before.billing_provider.clone();
            claim.subscriber = before.subscriber.clone();
            if at % 2 == 0 {
                claim.patient = before.patient.clone();
            }
        }
        joined.push(claim);
    }
    joined
}
