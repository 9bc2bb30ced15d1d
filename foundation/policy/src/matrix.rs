//! The whole policy on paper: role by role, what may be done to what. Kept as a snapshot, so that a change of the
//! rules is seen as a change of what people may do.

use std::fmt::Write as _;

use crate::{Action, Circumstances, Kind, Policy, Role};

/// Writes for every role and action the kinds it is allowed for, with the condition in brackets, and counts the rest.
#[must_use]
pub fn matrix(policy: &Policy) -> String {
    let mut page = String::new();
    let (mut allowed, mut denied) = (0_usize, 0_usize);
    for role in Role::ALL {
        let _ = writeln!(page, "{role}");
        let mut role_denied = 0_usize;
        for action in Action::ALL {
            let cells: Vec<String> = Kind::ALL.iter().filter_map(|kind| cell(policy, *role, *action, *kind)).collect();
            allowed += cells.len();
            role_denied += Kind::ALL.len() - cells.len();
            if !cells.is_empty() {
                let _ = writeln!(page, "  {action:<12} {}", cells.join(", "));
            }
        }
        denied += role_denied;
        let _ = writeln!(page, "  everything else is denied ({role_denied} of {})\n", Action::ALL.len() * Kind::ALL.len());
    }
    let _ = writeln!(page, "person (through their own link)");
    let mut person_denied = 0_usize;
    for action in Action::ALL {
        let ask = |kind: Kind| move |circumstances: &Circumstances| policy.allows_person(*action, kind, circumstances);
        let cells: Vec<String> = Kind::ALL.iter().filter_map(|kind| cell_of(*kind, ask(*kind))).collect();
        allowed += cells.len();
        person_denied += Kind::ALL.len() - cells.len();
        if !cells.is_empty() {
            let _ = writeln!(page, "  {action:<12} {}", cells.join(", "));
        }
    }
    denied += person_denied;
    let _ = writeln!(page, "  everything else is denied ({person_denied} of {})\n", Action::ALL.len() * Kind::ALL.len());
    let _ = writeln!(page, "{} rules; {allowed} cells allowed, {denied} denied", policy.rule_count());
    page
}

/// The kind and its condition, or nothing if it is denied in every circumstance.
fn cell(policy: &Policy, role: Role, action: Action, kind: Kind) -> Option<String> {
    cell_of(kind, |circumstances| policy.allows(&[role], action, kind, circumstances))
}

fn cell_of(kind: Kind, answer: impl Fn(&Circumstances) -> bool) -> Option<String> {
    let allows = |is_own, purpose_stated, is_break_glass| answer(&Circumstances { is_own, purpose_stated, is_break_glass });
    let ordinary =
        [allows(false, false, false), allows(true, false, false), allows(false, true, false), allows(true, true, false)];
    let glass = [allows(false, false, true), allows(true, false, true), allows(false, true, true), allows(true, true, true)];
    let condition = match ordinary {
        [false, false, false, false] if !glass.contains(&true) => return None,
        [true, true, true, true] => "",
        [false, true, false, true] => " (own)",
        [true, false, true, false] => " (not own)",
        [false, false, true, true] => " (with purpose)",
        [false, false, true, false] => " (not own, with purpose)",
        [false, true, true, true] => " (own, or with purpose)",
        _ => " (in some circumstances)",
    };
    let glass = if glass.contains(&true) { " (breaking the glass)" } else { "" };
    Some(format!("{kind}{condition}{glass}"))
}
