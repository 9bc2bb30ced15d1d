//! The one program: command line, settings, wiring.
mod demo;

fn main() {}
