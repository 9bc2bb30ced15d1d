//! The program and its day: tracks, rooms, groups, sessions, attendance.
