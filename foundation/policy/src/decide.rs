//! The answer to "may they?": a look-up in the table of Cedar's answers.

use std::sync::{Arc, OnceLock};

use crate::table::{Answer, Asker, Row};
use crate::{Action, Circumstances, Kind, PolicyError, Role, files};

/// The whole access policy. Share one: it keeps every answer of Cedar, and never changes while the program runs.
pub struct Policy {
    asker: Asker,
    /// By role and action. Filled the first time somebody asks, so that starting the program does not wait for it.
    rows: Vec<OnceLock<Row>>,
    /// By action, for the person in care.
    person_rows: Vec<OnceLock<Row>>,
}

/// Whether something may be done, and which rules said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Whether it may be done.
    pub allowed: bool,
    /// The `@id` of every rule that decided, sorted. Empty when it is denied because nothing permits it.
    pub reasons: Vec<Arc<str>>,
}

impl Policy {
    /// Reads the embedded policy files. Cedar is asked later, once for each role and action, when it is first needed.
    ///
    /// # Errors
    /// [`PolicyError`] if a file cannot be read, or a rule has no name or not the shape that lets roles add up. The
    /// embedded files are tested, so this fails only in a broken build.
    pub fn load() -> Result<Self, PolicyError> {
        let asker = Asker::new(files::embedded()?)?;
        let rows = std::iter::repeat_with(OnceLock::new).take(Role::ALL.len() * Action::ALL.len()).collect();
        let person_rows = std::iter::repeat_with(OnceLock::new).take(Action::ALL.len()).collect();
        Ok(Self { asker, rows, person_rows })
    }

    /// Asks Cedar everything there is to ask now: to have all of it ready, or to be sure that all of it is answered.
    ///
    /// # Errors
    /// [`PolicyError`] if Cedar cannot answer a question. Such a question is denied by [`Self::may`].
    pub fn ask_everything(&self) -> Result<(), PolicyError> {
        for role in Role::ALL {
            for action in Action::ALL {
                let Some(place) = self.row_place(*role, *action).filter(|place| place.get().is_none()) else { continue };
                let row = self.asker.row(*role, *action)?;
                place.get_or_init(|| row);
            }
        }
        for action in Action::ALL {
            let Some(place) = self.person_rows.get(action.index()).filter(|place| place.get().is_none()) else { continue };
            let row = self.asker.person_row(*action)?;
            place.get_or_init(|| row);
        }
        Ok(())
    }

    /// Whether somebody who holds these roles may do this to a record of this kind. Denied unless a rule permits it and no
    /// rule forbids it; without any role, always denied.
    #[must_use]
    pub fn may(&self, roles: &[Role], action: Action, kind: Kind, circumstances: &Circumstances) -> Decision {
        let mut decision = Decision { allowed: false, reasons: Vec::new() };
        for role in roles {
            let Some(answer) = self.answer(*role, action, kind, *circumstances) else {
                continue;
            };
            // A prohibition holds for everybody, so every role that is permitted anything carries it.
            let is_forbidden = !answer.allowed && !answer.reasons.is_empty();
            if is_forbidden {
                return Decision { allowed: false, reasons: answer.reasons.clone() };
            }
            decision.allowed |= answer.allowed;
            decision.reasons.extend(answer.reasons.iter().cloned());
        }
        if roles.len() > 1 {
            decision.reasons.sort();
            decision.reasons.dedup();
        }
        decision
    }

    /// The same as [`Self::may`] without the reasons, for the many small questions a page asks (which links to show).
    #[must_use]
    pub fn allows(&self, roles: &[Role], action: Action, kind: Kind, circumstances: &Circumstances) -> bool {
        let answer = |role: &Role| self.answer(*role, action, kind, *circumstances);
        roles.iter().filter_map(answer).any(|answer| answer.allowed)
    }

    /// Whether the person in care may do this through their own link. Every rule for them asks that the record is their own.
    #[must_use]
    pub fn allows_person(&self, action: Action, kind: Kind, circumstances: &Circumstances) -> bool {
        let row = self.person_rows.get(action.index());
        let row = row.map(|place| place.get_or_init(|| self.asker.person_row(action).unwrap_or_default()));
        row.and_then(|row| row.answer(kind, *circumstances)).is_some_and(|answer| answer.allowed)
    }

    /// How many rules the policy has.
    #[must_use]
    pub const fn rule_count(&self) -> usize {
        self.asker.rule_count()
    }

    fn answer(&self, role: Role, action: Action, kind: Kind, circumstances: Circumstances) -> Option<&Answer> {
        // A question that Cedar cannot answer leaves an empty row, and an empty row denies.
        let row = self.row_place(role, action)?.get_or_init(|| self.asker.row(role, action).unwrap_or_default());
        row.answer(kind, circumstances)
    }

    fn row_place(&self, role: Role, action: Action) -> Option<&OnceLock<Row>> {
        self.rows.get(role.index() * Action::ALL.len() + action.index())
    }
}

impl std::fmt::Debug for Policy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Policy").field("rules", &self.rule_count()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
