//! The program and its day: tracks, rooms, groups, sessions, attendance.

// what presence is worth
pub mod credit;
