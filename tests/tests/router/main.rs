//! The pages as a browser meets them, answered in process on a house of the test's own: who may see what, what is kept when a form
//! comes back, what is refused and with which remedy.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, dead_code, reason = "tests")]

mod at_the_door;
mod audits;
mod breach_letters;
mod by_video;
mod care_team;
mod closing;
mod daypacks;
mod groups;
mod issuer;
mod leaving;
mod letters;
mod link;
mod link_questions;
mod locked;
mod measures;
mod missing;
mod morning;
mod notice;
mod outside;
mod own_phone;
mod own_privacy;
mod own_week;
mod patients;
mod people_house;
mod program_week;
mod recipients;
mod rights;
mod rooms;
mod sign_in;
mod single_sign_on;
mod way_in;
mod week;
mod week_board;
