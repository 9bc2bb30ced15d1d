//! The last place in a group, wanted by many at the same moment (OP-07; ASVS 2.3.4, 15.4.2): whoever looks and whoever takes is one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::Refusal;
use episode::patient::{AdministrativeSex, PatientInput, RegisterPatient};
use schedule::therapy_group::{EnrollPatient, Enrollment, TherapyGroup};
use support::{Desk, day, on_both_engines};
use vocabulary::id::PatientId;

/// How many want each place that is left.
const TOO_MANY: usize = 6;

fn somebody(desk: &Desk, number: usize) -> PatientId {
    let input = PatientInput {
        given: format!("Person {}", char::from(b'A' + u8::try_from(number % 26).unwrap())),
        family: format!("Number{}", "x".repeat(number)),
        chosen_given: String::new(),
        pronouns: String::new(),
        birth_date: Some(day("1990-05-14")),
        sex: AdministrativeSex::Unknown,
        contact_points: vec![],
        address: None,
        language: "en".into(),
        needs_interpreter: false,
    };
    desk.house.perform(&desk.actor("ines"), &RegisterPatient { id: None, input }).unwrap()
}

#[test]
fn op_07_asvs_2_3_4_a_group_that_many_join_at_the_same_moment_is_never_overfull() {
    on_both_engines(|desk| {
        // Given a group, and more people than it has places
        desk.at("2026-03-02 08:00");
        let group = desk.group("morning");
        let capacity = usize::try_from(desk.all::<TherapyGroup>("key = $1", "morning")[0].capacity).unwrap();
        let people: Vec<PatientId> = (0..capacity + TOO_MANY).map(|number| somebody(desk, number)).collect();
        let director = desk.actor("dana");

        // When all of them are given a place at the same moment
        let join = |patient: PatientId| {
            let wish = EnrollPatient { patient, group, from: day("2026-03-02"), to: None };
            loop {
                match desk.house.perform(&director, &wish) {
                    Err(Refusal::Busy | Refusal::Conflict) => {}
                    done => return done.map(|_| ()),
                }
            }
        };
        let join = &join;
        let done: Vec<Result<(), Refusal>> = std::thread::scope(|scope| {
            let threads: Vec<_> = people.iter().map(|patient| scope.spawn(move || join(*patient))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });

        // Then as many as there are places have one, and the others are told
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), capacity);
        for refused in done.into_iter().filter_map(Result::err) {
            assert!(matches!(refused, Refusal::Refused { reason: "group_full", .. }), "{refused:?}");
        }
        assert_eq!(desk.all::<Enrollment>("group_id = $1", group).len(), capacity);
    });
}
