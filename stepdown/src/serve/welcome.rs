//! What a person is told who starts the program for the first time. Nothing is made silently: no program, no account, no password.

use reactions::House;
use store::StoreError;

use crate::outcome::Failure;
use crate::say;

const FIRST_STEPS: &str = "\
This database is new: nobody works here yet, so nobody can sign in.
  1. Write the program file (who works here, where, when and what is offered) and take it in:
       stepdown program import program.toml
  2. Take in the payers and their rules:
       stepdown payers import payers.toml
Then start again: names and the time zone are read at the start. `stepdown --help` tells more.";

/// Tells the first steps when nobody works here yet.
pub(crate) fn greet(house: &House) -> Result<(), Failure> {
    let (staff, programs) = house
        .store()
        .read::<_, StoreError>(|tx| Ok((schedule::program::all_staff(tx)?.len(), schedule::program::all_programs(tx)?.len())))?;
    if staff == 0 {
        say::note(FIRST_STEPS);
    }
    tracing::info!(staff, programs, zone = house.zone().name(), "opened");
    Ok(())
}
