//! Asks Cedar every question once. Cedar answers; this only writes the answers down.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision, Effect, Entities, Entity, EntityUid, Policy,
    PolicySet, PrincipalConstraint, Request, RestrictedExpression,
};

use crate::{Action, Circumstances, Kind, PolicyError, Problem, Role, files};

/// Cedar's answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Answer {
    pub(crate) allowed: bool,
    /// The rules that decided, sorted; empty when nothing permits.
    pub(crate) reasons: Vec<Arc<str>>,
}

/// The answers for one action: by kind and circumstances.
pub(crate) type Answers = Vec<Answer>;

pub(crate) const fn place(kind: Kind, circumstances: Circumstances) -> usize {
    kind.index() * Circumstances::COUNT + circumstances.index()
}

/// Everything needed to put questions to Cedar: the staff member of each role, a record of each kind, the contexts.
pub(crate) struct Asker {
    authorizer: Authorizer,
    entities: Entities,
    rules: Vec<Policy>,
    names: HashMap<String, Arc<str>>,
}

impl Asker {
    pub(crate) fn new(rules: Vec<Policy>) -> Result<Self, PolicyError> {
        let mut entities = Vec::new();
        for role in Role::ALL {
            entities.push(member(*role, &[*role])?);
        }
        for kind in Kind::ALL {
            entities.push(record(*kind, false)?);
            entities.push(record(*kind, true)?);
        }
        let entities = Entities::from_entities(entities, None)
            .map_err(|why| Problem::unanswerable("the records", why))?;
        let names = rules
            .iter()
            .map(|rule| {
                (
                    rule.id().to_string(),
                    Arc::from(rule.id().to_string().as_str()),
                )
            })
            .collect();
        Ok(Self {
            authorizer: Authorizer::new(),
            entities,
            rules,
            names,
        })
    }

    /// The answers of one role and action. Rules for other roles or actions cannot match, so they are not carried along.
    pub(crate) fn answers(&self, role: Role, action: Action) -> Result<Answers, PolicyError> {
        let set = self.applicable(role, action)?;
        let (principal, verb) = (
            uid("Staff", role.as_str())?,
            uid("Action", action.as_str())?,
        );
        let mut answers = Vec::with_capacity(Kind::ALL.len() * Circumstances::COUNT);
        for kind in Kind::ALL {
            for circumstances in Circumstances::all() {
                let question = || format!("{role} {action} {kind}");
                let request = request(&principal, &verb, *kind, circumstances)?;
                let response = self
                    .authorizer
                    .is_authorized(&request, &set, &self.entities);
                if let Some(error) = response.diagnostics().errors().next() {
                    return Err(Problem::unanswerable(question(), error).into());
                }
                let mut reasons: Vec<_> = response
                    .diagnostics()
                    .reason()
                    .filter_map(|id| self.names.get(&id.to_string()).cloned())
                    .collect();
                reasons.sort();
                answers.push(Answer {
                    allowed: response.decision() == Decision::Allow,
                    reasons,
                });
            }
        }
        Ok(answers)
    }

    /// Whether any permission names this role (or all staff) and this action.
    pub(crate) fn grants_anything(&self, role: Role, action: Action) -> Result<bool, PolicyError> {
        Ok(self
            .applicable(role, action)?
            .policies()
            .any(|rule| rule.effect() == Effect::Permit))
    }

    fn applicable(&self, role: Role, action: Action) -> Result<PolicySet, PolicyError> {
        let (role, verb) = (uid("Role", role.as_str())?, uid("Action", action.as_str())?);
        let everyone = uid("Workforce", "member")?;
        let for_role = |rule: &&Policy| match rule.principal_constraint() {
            PrincipalConstraint::In(named) => named == role || named == everyone,
            _ => true,
        };
        let for_action = |rule: &&Policy| match rule.action_constraint() {
            ActionConstraint::In(named) => named.contains(&verb),
            ActionConstraint::Eq(named) => named == verb,
            ActionConstraint::Any => true,
        };
        Ok(files::set_of(
            self.rules.iter().filter(for_role).filter(for_action),
        )?)
    }
}

/// A staff member holding these roles. Whoever holds a role is a member of the workforce; a stranger is not.
pub(crate) fn member(name: impl std::fmt::Display, roles: &[Role]) -> Result<Entity, Problem> {
    let mut parents = HashSet::new();
    for role in roles {
        parents.insert(uid("Role", role.as_str())?);
        parents.insert(uid("Workforce", "member")?);
    }
    Ok(Entity::new_no_attrs(
        uid("Staff", &name.to_string())?,
        parents,
    ))
}

pub(crate) fn record(kind: Kind, is_own: bool) -> Result<Entity, Problem> {
    let attributes = HashMap::from([("is_own".to_owned(), RestrictedExpression::new_bool(is_own))]);
    let parents = HashSet::from([uid("Kind", kind.as_str())?]);
    Entity::new(record_uid(kind, is_own)?, attributes, parents)
        .map_err(|why| Problem::unanswerable(kind, why))
}

fn record_uid(kind: Kind, is_own: bool) -> Result<EntityUid, Problem> {
    uid(
        "Record",
        &format!("{} {kind}", if is_own { "own" } else { "other" }),
    )
}

pub(crate) fn request(
    principal: &EntityUid,
    verb: &EntityUid,
    kind: Kind,
    circumstances: Circumstances,
) -> Result<Request, Problem> {
    let context = Context::from_pairs([
        (
            "purpose_stated".to_owned(),
            RestrictedExpression::new_bool(circumstances.purpose_stated),
        ),
        (
            "is_break_glass".to_owned(),
            RestrictedExpression::new_bool(circumstances.is_break_glass),
        ),
    ])
    .map_err(|why| Problem::unanswerable("the context", why))?;
    let resource = record_uid(kind, circumstances.is_own)?;
    Request::new(principal.clone(), verb.clone(), resource, context, None)
        .map_err(|why| Problem::unanswerable(kind, why))
}

pub(crate) fn uid(entity_type: &str, id: &str) -> Result<EntityUid, Problem> {
    let entity_type = entity_type
        .parse()
        .map_err(|why| Problem::unanswerable(entity_type, why))?;
    Ok(EntityUid::from_type_name_and_id(
        entity_type,
        cedar_policy::EntityId::new(id),
    ))
}
