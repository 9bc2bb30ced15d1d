//! Asks Cedar, one role and action at a time, about every kind and circumstance. Cedar answers; this only writes down.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision, Entities, Entity, EntityUid, Policy, PolicyId, PolicySet,
    PrincipalConstraint, Request, RestrictedExpression,
};

use crate::{Action, Circumstances, Kind, PolicyError, Problem, Role, files};

/// Cedar's answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Answer {
    pub(crate) allowed: bool,
    /// The rules that decided, sorted; empty when nothing permits.
    pub(crate) reasons: Vec<Arc<str>>,
}

/// The answers for one role and action, by kind and circumstances. The same few answers come again and again, so each is
/// kept once.
#[derive(Debug, Default)]
pub(crate) struct Row {
    cells: Vec<usize>,
    answers: Vec<Answer>,
}

impl Row {
    pub(crate) fn answer(&self, kind: Kind, circumstances: Circumstances) -> Option<&Answer> {
        let at = self.cells.get(kind.index() * Circumstances::COUNT + circumstances.index())?;
        self.answers.get(*at)
    }

    fn append(&mut self, answer: Answer) {
        let known = self.answers.iter().position(|earlier| *earlier == answer);
        self.cells.push(known.unwrap_or(self.answers.len()));
        if known.is_none() {
            self.answers.push(answer);
        }
    }
}

/// Everything needed to put questions to Cedar: the staff member of each role, a record of each kind, the contexts.
pub(crate) struct Asker {
    authorizer: Authorizer,
    entities: Entities,
    records: Vec<(EntityUid, Context)>,
    rules: Vec<Policy>,
    names: HashMap<PolicyId, Arc<str>>,
}

impl Asker {
    pub(crate) fn new(rules: Vec<Policy>) -> Result<Self, PolicyError> {
        let mut entities = Vec::new();
        for role in Role::ALL {
            entities.push(member(*role, &[*role])?);
        }
        entities.push(person()?);
        for kind in Kind::ALL {
            entities.push(record(*kind, false)?);
            entities.push(record(*kind, true)?);
        }
        let entities = Entities::from_entities(entities, None).map_err(|why| Problem::unanswerable("the records", why))?;
        let names = rules.iter().map(|rule| (rule.id().clone(), Arc::from(rule.id().to_string().as_str()))).collect();
        let records = Kind::ALL.iter().flat_map(|kind| Circumstances::all().map(|circumstances| asked(*kind, circumstances)));
        let records = records.collect::<Result<_, _>>()?;
        Ok(Self { authorizer: Authorizer::new(), entities, records, rules, names })
    }

    pub(crate) const fn rule_count(&self) -> usize {
        self.rules.len()
    }

    /// The answers for one role and action.
    pub(crate) fn row(&self, role: Role, action: Action) -> Result<Row, PolicyError> {
        let mut groups = vec![uid("Role", role.as_str())?];
        if role.is_staff() {
            groups.push(uid("Workforce", "member")?);
        }
        self.row_of(role.as_str(), &groups, action)
    }

    /// The answers for the person in care, through a link of their own.
    pub(crate) fn person_row(&self, action: Action) -> Result<Row, PolicyError> {
        self.row_of(PERSON, &[uid("Person", "self")?], action)
    }

    fn row_of(&self, who: &str, groups: &[EntityUid], action: Action) -> Result<Row, PolicyError> {
        let set = self.applicable(groups, action)?;
        let (principal, verb) = (uid("Staff", who)?, uid("Action", action.as_str())?);
        let mut row = Row::default();
        for (resource, context) in &self.records {
            let failed = |why: &dyn std::fmt::Display| Problem::unanswerable(format_args!("{who} {action} {resource}"), why);
            let request = Request::new(principal.clone(), verb.clone(), resource.clone(), context.clone(), None);
            let response = self.authorizer.is_authorized(&request.map_err(|why| failed(&why))?, &set, &self.entities);
            if let Some(error) = response.diagnostics().errors().next() {
                return Err(failed(error).into());
            }
            let reasons = response.diagnostics().reason();
            let mut reasons: Vec<_> = reasons.filter_map(|id| self.names.get(id).cloned()).collect();
            reasons.sort();
            row.append(Answer { allowed: response.decision() == Decision::Allow, reasons });
        }
        Ok(row)
    }

    /// The rules that can match: a rule for another role or another action never does, so it is not carried along.
    fn applicable(&self, groups: &[EntityUid], action: Action) -> Result<PolicySet, PolicyError> {
        let verb = uid("Action", action.as_str())?;
        let for_role = |rule: &&Policy| match rule.principal_constraint() {
            PrincipalConstraint::In(named) => groups.contains(&named),
            _ => true,
        };
        let for_action = |rule: &&Policy| match rule.action_constraint() {
            ActionConstraint::In(named) => named.contains(&verb),
            ActionConstraint::Eq(named) => named == verb,
            ActionConstraint::Any => true,
        };
        Ok(files::set_of(self.rules.iter().filter(for_role).filter(for_action))?)
    }
}

/// A staff member holding these roles. Whoever holds a role of staff is a member of the workforce; a stranger is not, nor is a part of
/// the program.
pub(crate) fn member(name: impl std::fmt::Display, roles: &[Role]) -> Result<Entity, Problem> {
    let mut parents = HashSet::new();
    for role in roles {
        parents.insert(uid("Role", role.as_str())?);
        if role.is_staff() {
            parents.insert(uid("Workforce", "member")?);
        }
    }
    Ok(Entity::new_no_attrs(uid("Staff", &name.to_string())?, parents))
}

/// The name of the person in care among those who ask.
const PERSON: &str = "person through their link";

/// The person in care: no role, no member of the workforce.
pub(crate) fn person() -> Result<Entity, Problem> {
    Ok(Entity::new_no_attrs(uid("Staff", PERSON)?, HashSet::from([uid("Person", "self")?])))
}

pub(crate) fn record(kind: Kind, is_own: bool) -> Result<Entity, Problem> {
    let attributes = HashMap::from([("is_own".to_owned(), RestrictedExpression::new_bool(is_own))]);
    let parents = HashSet::from([uid("Kind", kind.as_str())?]);
    Entity::new(record_uid(kind, is_own)?, attributes, parents).map_err(|why| Problem::unanswerable(kind, why))
}

fn record_uid(kind: Kind, is_own: bool) -> Result<EntityUid, Problem> {
    uid("Record", &format!("{} {kind}", if is_own { "own" } else { "other" }))
}

/// The record and the context of a question, in the order of a [`Row`].
pub(crate) fn asked(kind: Kind, circumstances: Circumstances) -> Result<(EntityUid, Context), Problem> {
    let context = Context::from_pairs([
        ("purpose_stated".to_owned(), RestrictedExpression::new_bool(circumstances.purpose_stated)),
        ("is_break_glass".to_owned(), RestrictedExpression::new_bool(circumstances.is_break_glass)),
    ])
    .map_err(|why| Problem::unanswerable("the context", why))?;
    Ok((record_uid(kind, circumstances.is_own)?, context))
}

pub(crate) fn uid(entity_type: &str, id: &str) -> Result<EntityUid, Problem> {
    let entity_type = entity_type.parse().map_err(|why| Problem::unanswerable(entity_type, why))?;
    Ok(EntityUid::from_type_name_and_id(entity_type, cedar_policy::EntityId::new(id)))
}
