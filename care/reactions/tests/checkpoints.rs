//! Signed checkpoints, by the clock and by hand, and what the page says of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use access::{Actor, Refusal, Role};
use reactions::House;
use reactions::health::{Health, OpenHealth};
use schedule::group_session::PlanWeek;
use store::{DirectAccess, Notary, StoreError};
use support::{day, on_both_engines};

fn health(house: &House, role: Role) -> Health {
    (*house.ask(&Actor::of_stepdown(role), &OpenHealth).unwrap()).clone()
}

#[test]
fn p2_54_a_checkpoint_is_signed_when_one_is_due_and_the_officer_reads_by_which_key() {
    on_both_engines(|desk| {
        // Given a program without a checkpoint
        let house = &desk.house;
        house.appoint(Notary::for_this_run().unwrap());
        let own = Actor::of_stepdown(Role::Installer);
        let keep = |at: &str| {
            desk.at(at);
            house.keep_checkpoint(&own).unwrap().map(|signed| signed.unwrap().number)
        };
        let plan = |monday: &str| house.perform(&Actor::of_stepdown(Role::ClinicalDirector), &PlanWeek { day: day(monday) });
        assert_eq!(health(house, Role::ComplianceOfficer).checkpoint, None);

        // Then one is signed, the next only when an hour has passed in which something was recorded, or a day
        assert_eq!(keep("2026-03-02 09:00"), Some(1));
        plan("2026-03-16").unwrap();
        assert_eq!([keep("2026-03-02 09:50"), keep("2026-03-02 10:00"), keep("2026-03-02 11:30")], [None, Some(2), None]);
        assert_eq!([keep("2026-03-03 09:59"), keep("2026-03-03 10:00")], [None, Some(3)]);

        // And the officer reads when, over how much, and by which key; whoever verifies signs one as well
        let seen = health(house, Role::ComplianceOfficer);
        let newest = seen.checkpoint.unwrap();
        assert_eq!((newest.number, newest.at, newest.records), (3, support::moment("2026-03-03 10:00"), seen.records));
        assert_eq!((Some(newest.key), seen.checkpoint_trouble), (house.checkpoint_key(), None));
        let verified = house.verify_chain(&Actor::of_stepdown(Role::ComplianceOfficer), &|_| {}).unwrap();
        assert_eq!((verified.broken, verified.signed, verified.backdated), (None, Some(4), 0));
        let refused = house.keep_checkpoint(&Actor::of_stepdown(Role::Clinician));
        assert!(matches!(refused, Err(Refusal::Refused { .. })));

        // And a clock that was set back signs nothing, which the page says
        desk.at("2026-03-03 08:00");
        house.verify_chain(&own, &|_| {}).unwrap();
        let trouble = health(house, Role::Installer).checkpoint_trouble.unwrap();
        assert!(trouble.contains("clock is behind the newest checkpoint by 7200 s"), "{trouble}");
    });
}

#[test]
fn p2_54_what_the_clock_finds_broken_stands_on_the_page_and_is_not_signed_over() {
    on_both_engines(|desk| {
        let house = &desk.house;
        house.appoint(Notary::for_this_run().unwrap());
        let own = Actor::of_stepdown(Role::Installer);
        desk.at("2026-03-02 09:00");
        house.keep_checkpoint(&own).unwrap().unwrap().unwrap();

        // When somebody takes away the end of a chain with its head
        house
            .store(DirectAccess)
            .write::<_, StoreError>(|tx| {
                if tx.is_postgres() {
                    tx.execute("ALTER TABLE record DISABLE TRIGGER ALL", &[])?;
                } else {
                    tx.execute("DROP TRIGGER record_is_never_removed", &[])?;
                }
                let end = "(SELECT h.position FROM chain_head h WHERE h.chain = 'program')";
                tx.execute(&format!("DELETE FROM record WHERE chain = 'program' AND position = {end}"), &[])?;
                let before = "SELECT r.hash FROM record r WHERE r.chain = 'program' AND r.position = chain_head.position - 1";
                tx.execute(
                    &format!("UPDATE chain_head SET hash = ({before}), position = position - 1 WHERE chain = 'program'"),
                    &[],
                )
            })
            .unwrap();

        // Then nothing is signed, and the page says what is broken and since when
        desk.at("2026-03-02 11:00");
        assert!(house.keep_checkpoint(&own).unwrap().unwrap().is_err());
        let seen = health(house, Role::ComplianceOfficer);
        let broken = seen.last_verified.unwrap().broken.unwrap();
        assert!(broken.what.contains("which checkpoint 1 has: the end was cut off"), "{}", broken.what);
        assert_eq!(broken.since.map(|mark| mark.checkpoint), Some(1));
        assert_eq!(seen.checkpoint.unwrap().number, 1);
    });
}
