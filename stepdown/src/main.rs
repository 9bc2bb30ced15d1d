//! The one program: command line, settings, wiring.
mod demo;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Runs an intensive outpatient program, from the first call to a year after graduation.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Opens an invented program in the middle of a working morning, in a browser on this computer.
    Demo(demo::run::DemoArguments),
}

fn main() -> miette::Result<ExitCode> {
    match Arguments::parse().command {
        Command::Demo(arguments) => Ok(demo::run::run(&arguments)?),
    }
}
