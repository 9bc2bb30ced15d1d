//! A node that sends what is due until nothing is: one of several on one database, and the one that is killed.
//! `remind_worker DATABASE SEED NOW`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "part of the tests")]

use std::io::Write;
use std::time::Duration;

use journeys::reminding;
use journeys::worker::{FINISHED, READY, database};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = database(&arguments.next().expect("a database"));
    let seed: u64 = arguments.next().expect("a seed").parse().expect("a number");
    let (house, _) = reminding::open(&url, seed, arguments.next().expect("a moment").parse().expect("a moment"));
    say(READY);
    loop {
        match reminding::dispatch(&house, 5) {
            Some(0) => return say(FINISHED),
            Some(_) => {}
            None => std::thread::sleep(Duration::from_millis(3)),
        }
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("somebody listens");
}
