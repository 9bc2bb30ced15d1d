//! The machine's clock jumps back while people work.

use access::Refusal;
use journeys::server::Database;
use journeys::{season, whole};
use store::DatabaseUrl;
use treatment::progress_note::SignNotes;

#[test]
fn a_clock_that_jumped_back_stops_signing_with_the_remedy_and_writes_nothing_on_sqlite() {
    jumped_back(&DatabaseUrl::InMemory);
}

#[test]
fn a_clock_that_jumped_back_stops_signing_with_the_remedy_and_writes_nothing_on_postgresql() {
    let database = Database::fresh(&crate::test_server(), "clock");
    jumped_back(&database.url());
}

fn jumped_back(url: &DatabaseUrl) {
    // Given a session that was signed in the evening
    let (house, clock) = season::open(url, 11).unwrap();
    house.store(store::DirectAccess).fill(&std::cell::RefCell::new(crate::small_season())).unwrap();
    let evening = clock.now();
    let jo = season::counselor(&house);
    let sessions = season::sessions(&house);
    let sign = |at: usize| house.perform(&jo, &SignNotes { session: sessions[at].id, patients: None });
    sign(0).unwrap();
    let before = whole::records(&house);

    // When the clock stands an hour earlier
    clock.set(evening.checked_sub(jiff::SignedDuration::from_hours(1)).unwrap());
    let refused = sign(1);

    // Then nobody can sign, the words say what to do, and nothing was written
    let Err(Refusal::Fault(words)) = refused else { panic!("{refused:?}") };
    assert!(words.contains("clock is behind the newest record by 3600 s"), "{words}");
    assert!(words.contains("nothing was written; set the clock"), "{words}");
    assert_eq!(whole::records(&house), before);
    assert_eq!(whole::signed(&house).sessions.len(), 1);
    whole::verify(&house);

    // And when the clock is right again, work goes on without a restart
    clock.set(evening);
    sign(1).unwrap();
    assert_eq!(whole::signed(&house).billable_days, season::GROUP);
    whole::verify(&house);
}
