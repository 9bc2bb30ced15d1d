//! Journeys through the real demonstration program over HTTP, told as given, when, then.
//! New pages appear as differences in `snapshots/`: look at them, then keep them with `INSTA_UPDATE=always cargo test -p journeys`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

mod attack;
mod claims;
mod conversation;
mod door;
mod forms;
mod health;
mod inquiries;
mod matrix;
mod only_demo;
mod own_page;
mod pages;
mod papers;
mod referrals;
mod rooms;
mod settings;
mod site;
mod site_burst;
mod strangers;
mod ways_out;

use std::sync::{MutexGuard, OnceLock};

use journeys::demo::{Demo, OwnDemo};
use journeys::walk::{self, Visit};

/// The running demonstration, for one journey at a time.
fn demo() -> MutexGuard<'static, Demo> {
    journeys::demo::demo(env!("CARGO_BIN_EXE_sign_worker"))
}

/// Another, for journeys that bring people and documents in.
fn front_door() -> MutexGuard<'static, Demo> {
    journeys::demo::front_door(env!("CARGO_BIN_EXE_sign_worker"))
}

/// A demonstration of one's own in a folder, opened on a day at an hour.
fn own_demo(data: &std::path::Path, url: Option<&str>, today: &str, at: &str) -> OwnDemo {
    OwnDemo::open(env!("CARGO_BIN_EXE_sign_worker"), data, url, today, at)
}

/// A clinical document as another provider sends it.
fn document(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../edges/migrate_in/testdata/ccda");
    std::fs::read(folder.join(name)).expect("a sample document")
}

/// The roles that somebody in the demonstration holds.
fn roles(demo: &Demo) -> Vec<&'static str> {
    let all = policy::Role::ALL.iter().map(|role| role.as_str());
    let has = |role: &&str| demo.stranger().get(&format!("/demo/sign-in?as={role}")).status == 303;
    all.filter(has).collect()
}

/// Everything each role reaches from the front page, walked once for all journeys.
fn walks(demo: &Demo) -> &'static [(&'static str, Vec<Visit>)] {
    static WALKS: OnceLock<Vec<(&str, Vec<Visit>)>> = OnceLock::new();
    WALKS.get_or_init(|| roles(demo).into_iter().map(|role| (role, walk::everywhere(&demo.with_role(role)))).collect())
}

/// The address of a declared page about one person.
fn about(route: &str, patient: &str) -> Option<String> {
    let is_one = route.starts_with("/patients/{") && route.matches('{').count() == 1;
    let name = |part: &str| if part.starts_with('{') { patient.to_owned() } else { part.to_owned() };
    is_one.then(|| route.split('/').map(name).collect::<Vec<_>>().join("/"))
}
