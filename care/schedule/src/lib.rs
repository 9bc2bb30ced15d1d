//! The program and its day: programs, tracks, rooms, service types, therapy groups, sessions, attendance.

// what there is to attend
pub mod program;

pub mod therapy_group;

pub mod group_session;

// who was there
pub mod attendance;

// what presence is worth
pub mod credit;

mod fact;
pub use fact::Fact;
