//! The answer to "may they?": a look-up in the table of Cedar's answers.

use std::collections::HashMap;
use std::sync::Arc;

use crate::table::{Answer, Answers, Asker, place};
use crate::{Action, Circumstances, Kind, PolicyError, Role, files};

/// The whole access policy, asked once and kept as a table. Cheap to share, never changes while the program runs.
#[derive(Debug)]
pub struct Policy {
    /// By role, action, kind and circumstances: the place of the answer in `answers`.
    cells: Vec<usize>,
    /// The different answers.
    answers: Vec<Answer>,
    /// How many rules there are.
    rules: usize,
}

/// Whether something may be done, and which rules said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Whether it may be done.
    pub allowed: bool,
    /// The `@id` of every rule that decided, sorted. Empty when it is denied because nothing permits it.
    pub reasons: Vec<Arc<str>>,
}

const KINDS_AND_CIRCUMSTANCES: usize = Kind::ALL.len() * Circumstances::COUNT;

impl Policy {
    /// Reads the embedded policy files and asks Cedar every question there is.
    ///
    /// # Errors
    /// [`PolicyError`] if a file cannot be read, a rule has no name or not the shape that lets roles add up, or Cedar
    /// answers with an error. The embedded files are tested, so this fails only in a broken build.
    pub fn load() -> Result<Self, PolicyError> {
        Self::from_rules(files::embedded()?)
    }

    pub(crate) fn from_rules(rules: Vec<cedar_policy::Policy>) -> Result<Self, PolicyError> {
        let rule_count = rules.len();
        let asker = Asker::new(rules)?;
        let mut policy = Self {
            cells: Vec::new(),
            answers: Vec::new(),
            rules: rule_count,
        };
        // Where no permission names a role, only the prohibitions answer, and those are the same for every role.
        let mut nothing_granted: HashMap<Action, Answers> = HashMap::new();
        for role in Role::ALL {
            for action in Action::ALL {
                if asker.grants_anything(*role, *action)? {
                    policy.append(&asker.answers(*role, *action)?);
                } else if let Some(answers) = nothing_granted.get(action) {
                    policy.append(answers);
                } else {
                    let answers = asker.answers(*role, *action)?;
                    policy.append(&answers);
                    nothing_granted.insert(*action, answers);
                }
            }
        }
        Ok(policy)
    }

    fn append(&mut self, answers: &[Answer]) {
        for answer in answers {
            let known = self.answers.iter().position(|earlier| earlier == answer);
            let at = known.unwrap_or_else(|| {
                self.answers.push(answer.clone());
                self.answers.len() - 1
            });
            self.cells.push(at);
        }
    }

    /// Whether somebody who holds these roles may do this to a record of this kind. Denied unless a rule permits it and no
    /// rule forbids it; without any role, always denied.
    #[must_use]
    pub fn may(
        &self,
        roles: &[Role],
        action: Action,
        kind: Kind,
        circumstances: &Circumstances,
    ) -> Decision {
        let mut decision = Decision {
            allowed: false,
            reasons: Vec::new(),
        };
        for role in roles {
            let Some(answer) = self.answer(*role, action, kind, *circumstances) else {
                continue;
            };
            // A prohibition holds for everybody, so every role that is permitted anything carries it.
            let is_forbidden = !answer.allowed && !answer.reasons.is_empty();
            if is_forbidden {
                return Decision {
                    allowed: false,
                    reasons: answer.reasons.clone(),
                };
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
    pub fn allows(
        &self,
        roles: &[Role],
        action: Action,
        kind: Kind,
        circumstances: &Circumstances,
    ) -> bool {
        let answer = |role: &Role| self.answer(*role, action, kind, *circumstances);
        roles.iter().filter_map(answer).any(|answer| answer.allowed)
    }

    /// How many rules the policy has.
    #[must_use]
    pub const fn rule_count(&self) -> usize {
        self.rules
    }

    fn answer(
        &self,
        role: Role,
        action: Action,
        kind: Kind,
        circumstances: Circumstances,
    ) -> Option<&Answer> {
        let row = role.index() * Action::ALL.len() + action.index();
        let at = self
            .cells
            .get(row * KINDS_AND_CIRCUMSTANCES + place(kind, circumstances))?;
        self.answers.get(*at)
    }
}

#[cfg(test)]
mod tests;
