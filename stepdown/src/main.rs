//! The one program: command line, settings, wiring.
fn main() {}
