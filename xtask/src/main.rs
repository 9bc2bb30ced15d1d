//! Chores: test, tidy, bench, shots.
fn main() {}
