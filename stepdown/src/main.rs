//! The one program: command line, settings, wiring. This file only reads the command line and turns the outcome into an exit code.

// how it speaks
mod outcome;
mod progress;
mod say;

// what it is told
mod command_line;
mod settings;

// what everything stands on
mod database;
mod own_actor;
mod write_file;

// what it does
mod backup;
mod command;
mod convert;
mod demo;
mod serve;

use std::process::ExitCode;

use clap::Parser;

/// Most of a transaction's small objects live and die in it; this allocator gives them out and takes them back in half the time. It
/// asks for no huge pages: they would hold 20 MB that nobody uses.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match command::run(command_line::Arguments::parse().command) {
        Ok(exit) => exit.into(),
        Err(failure) => failure.report(),
    }
}
