//! The database server loses power while the program runs.

use std::time::Duration;

use access::Refusal;
use journeys::server::{Server, soon};
use journeys::{season, whole};
use store::{DatabaseUrl, StoreError};
use treatment::progress_note::SignNotes;

#[test]
fn a_database_that_is_gone_is_said_and_work_goes_on_without_a_restart_when_it_is_back() {
    // Given a program that signs on a server of its own
    let server = Server::start();
    let (house, _) = season::open(&DatabaseUrl::Postgres(server.url()), 13).unwrap();
    house.store(store::DirectAccess).fill(&std::cell::RefCell::new(crate::small_season())).unwrap();
    let jo = season::counselor(&house);
    let sessions = season::sessions(&house);
    let sign = |at: usize| house.perform(&jo, &SignNotes { session: sessions[at].id, patients: None });
    sign(0).unwrap();

    // When the server is gone
    server.end();

    // Then reading and writing say so, at once and again
    for _ in 0..2 {
        let refused = sign(1);
        assert_eq!(refused, Err(Refusal::Fault("the database cannot be reached".into())));
        let read = house.store(store::DirectAccess).read::<_, StoreError>(|tx| tx.setting("zone"));
        assert_eq!(read, Err(StoreError::Unreachable));
    }

    // And a program that starts now says the same
    let not_opened = season::open(&DatabaseUrl::Postgres(server.url()), 14).map(|_| ());
    assert_eq!(not_opened.unwrap_err().to_string(), "the database cannot be reached");

    // When it is back, the same program works on, and what was acknowledged is there
    server.begin();
    assert!(soon(Duration::from_secs(30), || sign(1).is_ok()), "signing goes on");
    let signed = whole::signed(&house);
    assert_eq!((signed.sessions.len(), signed.billable_days), (2, season::GROUP));
    whole::verify(&house);
}

#[test]
fn what_one_node_changes_is_heard_again_after_the_database_was_gone() {
    // Given a node that listens
    let server = Server::start();
    let url = DatabaseUrl::Postgres(server.url());
    let (listening, _) = season::open(&url, 15).unwrap();
    let (tell, heard) = std::sync::mpsc::channel();
    listening.listen(move |topic| tell.send(topic.to_owned()).unwrap_or(()));

    // When the server was gone for a moment
    server.end();
    server.begin();

    // Then it hears again what another node announces
    let announced = || {
        let (other, _) = season::open(&url, 16).unwrap();
        let told = other.store(store::DirectAccess).write::<_, StoreError>(|tx| tx.announce("today"));
        told.is_ok() && heard.recv_timeout(Duration::from_millis(500)).is_ok()
    };
    assert!(soon(Duration::from_secs(30), announced));
}
