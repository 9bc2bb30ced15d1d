//! What a person is told who starts the program for the first time. Nothing is made silently: no program, no account, no password.

use access::Role;
use privacy::agreement::{ListAgreements, Service, missing};
use reactions::House;
use store::StoreError;

use crate::outcome::Failure;
use crate::own_actor::as_role;
use crate::say;

const FIRST_STEPS: &str = "\
This database is new: nobody works here yet, so nobody can sign in.
  1. Write the program file (who works here, where, when and what is offered) and take it in:
       stepdown program import program.toml
  2. Take in the payers and their rules:
       stepdown payers import payers.toml
  3. Make the link by which the first person gets in:
       stepdown staff invite
Then start again: names and the time zone are read at the start. `stepdown --help` tells more.";

/// Tells the first steps when nobody works here yet.
pub(crate) fn greet(house: &House) -> Result<(), Failure> {
    let (staff, programs) = house
        .store(store::DirectAccess)
        .read::<_, StoreError>(|tx| Ok((schedule::program::all_staff(tx)?.len(), schedule::program::all_programs(tx)?.len())))?;
    if staff == 0 {
        say::note(FIRST_STEPS);
    }
    if staff > 0 && house.staff_with_access()?.is_empty() {
        say::note(
            "Nobody can sign in yet: `stepdown staff invite LOGIN` makes a one-time link; `stepdown staff list` shows the names.",
        );
    }
    tracing::info!(staff, programs, zone = house.zone().name(), "opened");
    Ok(())
}

/// Tells which of the services in the settings nothing is handed to, because no agreement with them holds today (P2-58).
pub(crate) fn name_unbound(house: &House, used: &[Service]) -> Result<(), Failure> {
    let agreements = house.ask(&as_role(Role::ComplianceOfficer), &ListAgreements)?;
    for service in used.iter().filter(|service| agreements.uncovered.contains(service)) {
        say::note(format!("{} The compliance officer records it under Privacy, Agreements.", missing(*service)));
        tracing::warn!(service = service.as_str(), "no agreement holds today; nothing is handed to it");
    }
    Ok(())
}
