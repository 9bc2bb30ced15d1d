//! Answers of any shape: written, read back, the same.

use jiff::civil::date;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use x12::*;

use crate::fixture::{envelope, partner};

fn word() -> impl Strategy<Value = String> {
    "[A-Z0-9]{1,8}( [A-Z0-9]{1,8}){0,2}"
}

fn code() -> impl Strategy<Value = String> {
    "[A-Z0-9]{1,2}"
}

fn day() -> impl Strategy<Value = jiff::civil::Date> {
    (0..30_000_i32).prop_map(|days| date(1950, 1, 1).saturating_add(jiff::Span::new().days(days)))
}

fn dates() -> impl Strategy<Value = Vec<Dated>> {
    let one = ("[0-9]{3}", day(), proptest::option::of(day())).prop_map(|(qualifier, from, to)| Dated { qualifier, from, to });
    proptest::collection::vec(one, 0..3)
}

fn references() -> impl Strategy<Value = Vec<Reference>> {
    let one = (code(), word(), proptest::option::of(word()));
    proptest::collection::vec(one.prop_map(|(qualifier, value, description)| Reference { qualifier, value, description }), 0..3)
}

fn rejections() -> impl Strategy<Value = Vec<Rejection>> {
    let one = (any::<bool>(), "[0-9]{2}", "[CNRSWXY]");
    let rejection = |(is_request_valid, reason, follow_up)| Rejection { is_request_valid, reason, follow_up };
    proptest::collection::vec(one.prop_map(rejection), 0..2)
}

fn named() -> impl Strategy<Value = Named> {
    (any::<bool>(), word(), word(), word()).prop_map(|(is_person, last, first, id)| Named {
        is_person,
        name: if is_person { PersonName::new(&first, &last) } else { PersonName { last, ..PersonName::default() } },
        id_qualifier: "MI".into(),
        id,
    })
}

fn contacts() -> impl Strategy<Value = Vec<(String, String)>> {
    proptest::collection::vec((prop_oneof!["TE", "UR", "EM"], "[A-Z0-9.]{5,20}"), 0..4)
}

fn quantity() -> impl Strategy<Value = Option<(String, i64)>> {
    proptest::option::of((code(), 0..1_000_000_i64))
}

fn limit() -> impl Strategy<Value = Limit> {
    let every = proptest::option::of((code(), proptest::option::of(1..10_000_i64)));
    let within = proptest::option::of((code(), proptest::option::of(1..100_i64)));
    (quantity(), every, within).prop_map(|(quantity, every, within)| Limit { quantity, every, within })
}

fn benefit() -> impl Strategy<Value = Benefit> {
    let related = (code(), named(), contacts()).prop_map(|(role, named, contacts)| Related { role, named, contacts });
    let coded = (code(), proptest::option::of(code()), proptest::collection::vec(code(), 0..5), proptest::option::of(word()));
    let counted = (proptest::option::of(0..9_999_999_999_i64), proptest::option::of(0..=10_000_i64), quantity());
    let flags = (proptest::option::of("[YNU]"), proptest::option::of("[YNWU]"), proptest::collection::vec("[A-Z0-9]{2,5}", 0..4));
    let after =
        (references(), dates(), rejections(), proptest::collection::vec(word(), 0..3), proptest::collection::vec(related, 0..3));
    (coded, counted, flags, after, proptest::collection::vec(limit(), 0..3)).prop_map(|(coded, counted, flags, after, limits)| {
        Benefit {
            information: coded.0,
            level: coded.1,
            service_types: coded.2,
            plan: coded.3,
            amount_cents: counted.0,
            basis_points: counted.1,
            quantity: counted.2,
            needs_authorization: flags.0,
            in_network: flags.1,
            procedure: flags.2,
            references: after.0,
            dates: after.1,
            rejections: after.2,
            messages: after.3,
            related: after.4,
            limits: limits.into_iter().filter(|limit| *limit != Limit::default()).collect(),
            ..Benefit::default()
        }
    })
}

fn insured() -> impl Strategy<Value = Insured> {
    let traces = proptest::collection::vec((word(), any::<bool>()), 0..3);
    let born = (proptest::option::of(day()), proptest::option::of(proptest::sample::select(Gender::ALL)));
    let benefits = proptest::collection::vec(benefit(), 0..6);
    (traces, named(), references(), rejections(), born, (dates(), benefits, proptest::option::of("[0-9]{2}"))).prop_map(
        |(traces, named, references, rejections, (birth_date, gender), (dates, benefits, relationship))| Insured {
            traces: traces
                .into_iter()
                .map(|(number, is_repeated)| Trace { number, originator: "1043333333".into(), is_repeated })
                .collect(),
            named,
            references,
            address: birth_date.map(|_| Address {
                lines: vec!["1 SHORE STREET".into()],
                city: "FALMOUTH".into(),
                state: "MA".into(),
                zip: "02540".into(),
            }),
            rejections,
            birth_date,
            gender,
            relationship,
            dates,
            benefits,
            kept: Vec::new(),
        },
    )
}

/// A file with answers of any shape.
pub fn file() -> impl Strategy<Value = Interchange271> {
    let one = (named(), contacts(), insured(), proptest::option::of(insured()));
    proptest::collection::vec(one, 1..5).prop_map(|all| Interchange271 {
        envelope: Envelope { sender: partner("PAYERTEST"), receiver: partner("STEPDOWNTEST"), ..envelope() },
        transactions: vec![Transaction271 {
            control_number: "0001".into(),
            reference: "E1001".into(),
            made_at: envelope().made_at,
            answers: all
                .into_iter()
                .map(|(named, contacts, subscriber, dependent)| EligibilityAnswer {
                    source: Answering { named, contacts, ..Answering::default() },
                    receiver: Some(Answering { named: Named::organization("STEPDOWN", "1876543210"), ..Answering::default() }),
                    subscriber: Some(subscriber),
                    dependent,
                })
                .collect(),
        }],
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(file in file()) {
        let reading = read_271(&file.write().unwrap(), &Limits::default());
        prop_assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        prop_assert!(reading.files == [file]);
    }

    #[test]
    fn a_share_is_read_as_it_was_written(basis_points in 0..=10_000_i64) {
        let mut only = file().new_tree(&mut Default::default()).unwrap().current();
        let member = only.transactions[0].answers[0].subscriber.as_mut().unwrap();
        member.benefits = vec![Benefit { information: "A".into(), basis_points: Some(basis_points), ..Benefit::default() }];
        let reading = read_271(&only.write().unwrap(), &Limits::default());
        let read = reading.answers().next().unwrap().subscriber.as_ref().unwrap().benefits[0].basis_points;
        prop_assert_eq!(read, Some(basis_points));
    }
}
