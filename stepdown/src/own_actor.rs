//! The program itself as somebody who acts: at the command line and by the clock. It may do what a role may do and nothing more;
//! each command names the one role that its work needs, so the readable policy decides here as it does for people.
//! In the ledger such writes stand as `stepdown`, never as a member of staff.

use access::{Actor, Role};

/// The program in one role.
pub(crate) fn as_role(role: Role) -> Actor {
    Actor::of_stepdown(role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_writes_stands_in_the_ledger_as_its_own() {
        assert_eq!(as_role(Role::Intake).author().to_string(), "stepdown");
    }
}
