//! Signs the sessions of a season one after another and says each one once it is acknowledged: the process that is killed.
//! `sign_worker DATABASE SEED`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "part of the tests")]

use std::io::Write;

use access::Refusal;
use journeys::season;
use journeys::worker::{FINISHED, READY, REFUSED, SIGNED, database};
use treatment::progress_note::{self, SignNotes};
use vocabulary::id::GroupSessionId;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = database(&arguments.next().expect("a database"));
    let seed: u64 = arguments.next().expect("a seed").parse().expect("a number");
    let (house, _) = season::open(&url, seed).expect("the house opens");
    let jo = season::counselor(&house);
    say(READY);
    for session in season::sessions(&house) {
        if is_signed(&house, session.id) {
            continue;
        }
        match house.perform(&jo, &SignNotes { session: session.id, patients: None }) {
            Ok(receipt) => {
                assert!(receipt.held.is_empty(), "{:?}", receipt.why);
                say(&format!("{SIGNED}{}", session.id));
            }
            Err(refusal) => return say(&format!("{REFUSED}{refusal}")),
        }
    }
    say(FINISHED);
}

fn is_signed(house: &reactions::House, session: GroupSessionId) -> bool {
    let notes = house.store(store::DirectAccess).read::<_, Refusal>(|tx| Ok(progress_note::in_force_of_session(tx, session)?));
    !notes.unwrap().is_empty()
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("somebody listens");
}
