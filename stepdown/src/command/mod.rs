//! One file for each command. Here only the way from the command line to it.

pub(crate) mod carry;
mod claims;
mod closing;
mod config;
pub(crate) mod daypack;
mod deidentified;
mod eligibility;
mod export;
mod gate;
mod import;
pub(crate) mod keys;
mod place;
mod referral;
mod referral_token;
mod schedule;
mod score;
mod staff;
pub(crate) mod verify;
mod wordings;

use crate::command_line::{
    Carry, Claims, Closing, Command, Config, Eligibility, Keys, Payers, Places, Program, Referral, Schedule, Staff, Wordings,
};
use crate::outcome::{Exit, Failure};
use crate::{backup, demo, serve};

/// Does what was asked.
pub(crate) fn run(command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Demo(wish) => demo::run::run(&wish),
        Command::Serve(wish) => serve::run(&wish),
        Command::Verify(wish) => verify::run(&wish),
        Command::Referral(Referral::Import(wish)) => referral::run(&wish),
        Command::Score(wish) => score::run(&wish),
        Command::Place(wish) => place::run(&wish),
        Command::Gate(wish) => gate::run(&wish),
        Command::Deidentified(wish) => deidentified::run(&wish),
        Command::Schedule(Schedule::Solve(wish)) => schedule::solve(&wish),
        Command::Schedule(Schedule::Check(wish)) => schedule::check(&wish),
        Command::Referral(Referral::Token(wish)) => referral_token::run(&wish),
        Command::Carry(Carry::Serve(wish)) => serve::run_carried(&wish),
        Command::Carry(Carry::GiveBack(wish)) => carry::give_back(&wish),
        Command::Carry(Carry::TakeBack(wish)) => carry::take_back(&wish),
        Command::Carry(Carry::Conflicts(wish)) => carry::conflicts(&wish),
        Command::Daypack(wish) => daypack::run(&wish),
        Command::Claims(Claims::Export(wish)) => claims::run(&wish),
        Command::Eligibility(Eligibility::Ask(wish)) => eligibility::ask(&wish),
        Command::Eligibility(Eligibility::Read(wish)) => eligibility::read(&wish),
        Command::Backup(wish) => backup::write::run(&wish),
        Command::Restore(wish) => backup::restore::run(&wish),
        Command::Closing(Closing::List(wish)) => closing::list(&wish),
        Command::Closing(Closing::HandOver(wish)) => closing::hand_over(&wish),
        Command::Closing(Closing::Seal(wish)) => closing::seal(&wish),
        Command::Keys(Keys::List(wish)) => keys::list(&wish),
        Command::Keys(Keys::Rotate(wish)) => keys::rotate(&wish),
        Command::Keys(Keys::Encrypt(wish)) => keys::encrypt(&wish),
        Command::Export(wish) => export::run(&wish),
        Command::Program(Program::Import(wish)) => import::program(&wish),
        Command::Payers(Payers::Import(wish)) => import::payers(&wish),
        Command::Places(Places::Import(wish)) => import::places(&wish),
        Command::Wordings(Wordings::Import(wish)) => wordings::run(&wish),
        Command::Staff(Staff::List(wish)) => staff::list(&wish),
        Command::Staff(Staff::Invite(wish)) => staff::invite(&wish),
        Command::Config(Config::Check(wish)) => config::check(&wish),
        Command::Config(Config::Show(wish)) => config::show(&wish),
    }
}

/// Reads a file that a person named, as text.
fn read_text(path: &std::path::Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::machine(format!("{} cannot be read", path.display()), &error))
}
