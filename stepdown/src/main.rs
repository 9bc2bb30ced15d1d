//! The one program: command line, settings, wiring.
mod convert;

fn main() {}
