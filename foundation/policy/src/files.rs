//! The policy files: embedded, read, and held to the shape that makes roles add up.

use std::str::FromStr as _;

use cedar_policy::{Effect, Policy, PolicyId, PolicySet, PrincipalConstraint, Schema, ValidationMode, Validator};

use crate::{PolicyError, Problem};

/// One readable policy file, as compiled into the program.
#[derive(Debug, Clone, Copy)]
pub struct SourceFile {
    /// Its name under `policies/`.
    pub name: &'static str,
    /// Its whole text.
    pub text: &'static str,
}

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(SourceFile { name: $name, text: include_str!(concat!("../policies/", $name)) }),+]
    };
}

const FILES: &[SourceFile] = files![
    "everyone.cedar",
    "clinician.cedar",
    "intake.cedar",
    "medical_assistant.cedar",
    "prescriber.cedar",
    "nurse.cedar",
    "case_manager.cedar",
    "utilization_reviewer.cedar",
    "biller.cedar",
    "clinical_director.cedar",
    "compliance_officer.cedar",
    "front_desk.cedar",
    "peer.cedar",
    "intern.cedar",
    "installer.cedar",
    "public_site.cedar",
    "person.cedar",
];

const SCHEMA: SourceFile = SourceFile { name: "stepdown.cedarschema", text: include_str!("../policies/stepdown.cedarschema") };

/// The policy files in reading order: first what holds for everyone, then one file for each role.
#[must_use]
pub const fn source_files() -> &'static [SourceFile] {
    FILES
}

/// Checks the embedded rules strictly against the schema, so that no rule names a role, action or kind that does not
/// exist or makes a comparison that cannot hold. Not needed at start; `stepdown config check` and a test call it.
///
/// # Errors
/// [`PolicyError`] with every problem found.
pub fn check() -> Result<(), PolicyError> {
    let rules = read(FILES)?;
    check_against_schema(&rules, SCHEMA.text)
}

pub(crate) fn embedded() -> Result<Vec<Policy>, PolicyError> {
    read(FILES)
}

/// Reads files into rules that carry their `@id`; refuses unnamed, doubled and not additive rules, all at once.
pub(crate) fn read(files: &[SourceFile]) -> Result<Vec<Policy>, PolicyError> {
    let mut rules: Vec<Policy> = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        let set = match PolicySet::from_str(file.text) {
            Ok(set) => set,
            Err(why) => {
                problems.push(Problem::Unreadable { file: file.name, why: format!("{why:?}") });
                continue;
            }
        };
        for (at, rule) in set.policies().enumerate() {
            let Some(id) = rule.annotation("id").filter(|id| !id.is_empty()) else {
                problems.push(Problem::WithoutId { file: file.name, place: at + 1 });
                continue;
            };
            let id = PolicyId::new(id);
            if rules.iter().any(|earlier| *earlier.id() == id) {
                problems.push(Problem::DuplicateId { file: file.name, id: id.to_string() });
                continue;
            }
            let rule = rule.new_id(id);
            problems.extend(not_additive(&rule));
            rules.push(rule);
        }
    }
    if problems.is_empty() { Ok(rules) } else { Err(PolicyError { problems }) }
}

/// A person with several roles may do what any one of the roles may do, except what is forbidden to everybody. This holds
/// exactly if a permission names one role (or all staff) and a prohibition names nobody; then a table for each single
/// role is enough. A rule of another shape is refused here instead of being answered wrongly later.
fn not_additive(rule: &Policy) -> Option<Problem> {
    let because = |why| Some(Problem::NotAdditive { id: rule.id().to_string(), why });
    match (rule.effect(), rule.principal_constraint()) {
        (Effect::Permit, PrincipalConstraint::In(_)) | (Effect::Forbid, PrincipalConstraint::Any) => {}
        (Effect::Permit, _) => {
            return because("permits without `principal in Role::\"…\"`; name the one role it is for");
        }
        (Effect::Forbid, _) => {
            return because("forbids only some people; a prohibition must hold for everybody");
        }
    }
    match rule.to_json() {
        Ok(json) if json.to_string().contains(r#""Var":"principal""#) => {
            because("looks at the principal in its conditions; only the record and the context may be looked at there")
        }
        Ok(_) => None,
        Err(_) => because("cannot be looked into"),
    }
}

pub(crate) fn check_against_schema(rules: &[Policy], schema: &str) -> Result<(), PolicyError> {
    let unreadable = |why: String| Problem::Unreadable { file: SCHEMA.name, why };
    let (schema, warnings) = Schema::from_cedarschema_str(schema).map_err(|why| unreadable(format!("{why:?}")))?;
    let mut problems: Vec<_> = warnings.map(|warning| unreadable(warning.to_string())).collect();
    let set = set_of(rules.iter())?;
    let result = Validator::new(schema).validate(&set, ValidationMode::Strict);
    problems.extend(result.validation_errors().map(|error| Problem::DoesNotFitSchema(error.to_string())));
    problems.extend(result.validation_warnings().map(|warning| Problem::DoesNotFitSchema(warning.to_string())));
    if problems.is_empty() { Ok(()) } else { Err(PolicyError { problems }) }
}

pub(crate) fn set_of<'a>(rules: impl Iterator<Item = &'a Policy>) -> Result<PolicySet, Problem> {
    let mut set = PolicySet::new();
    for rule in rules {
        set.add(rule.clone()).map_err(|why| Problem::unanswerable(rule.id(), why))?;
    }
    Ok(set)
}

#[cfg(test)]
mod tests;
