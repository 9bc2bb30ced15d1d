//! The rule files: their names, their words, their shape.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use cedar_policy::Schema;

use super::*;
use crate::{Action, Kind, Role};

fn problems_of(text: &'static str) -> String {
    read(&[SourceFile { name: "trial.cedar", text }]).unwrap_err().to_string()
}

#[test]
fn every_rule_fits_the_schema_strictly() {
    check().unwrap();
}

#[test]
fn the_schema_has_exactly_the_roles_actions_and_kinds_of_the_program() {
    let listed = |entity: &str| {
        let from = SCHEMA.text.split(&format!("entity {entity} enum [")).nth(1).unwrap().split(']').next().unwrap();
        from.split(',').map(|word| word.trim().trim_matches('"').to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed("Role"), Role::ALL.iter().map(ToString::to_string).collect::<Vec<_>>());
    assert_eq!(listed("Kind"), Kind::ALL.iter().map(ToString::to_string).collect::<Vec<_>>());
    let (schema, _) = Schema::from_cedarschema_str(SCHEMA.text).unwrap();
    let actions: BTreeSet<String> = schema.actions().map(|uid| uid.id().unescaped().to_owned()).collect();
    assert_eq!(actions, Action::ALL.iter().map(ToString::to_string).collect());
}

#[test]
fn every_role_action_and_kind_is_used_by_a_rule() {
    let text: String = FILES.iter().map(|file| file.text).collect();
    let unused = |entity: &str, name: &str| !text.contains(&format!("{entity}::\"{name}\""));
    let roles: Vec<_> = Role::ALL.iter().filter(|role| unused("Role", role.as_str())).collect();
    let actions: Vec<_> = Action::ALL.iter().filter(|action| unused("Action", action.as_str())).collect();
    let kinds: Vec<_> = Kind::ALL.iter().filter(|kind| unused("Kind", kind.as_str())).collect();
    assert!(roles.is_empty() && actions.is_empty() && kinds.is_empty(), "{roles:?} {actions:?} {kinds:?}");
}

#[test]
fn every_file_of_the_folder_is_compiled_in_and_speaks_of_its_own_role_only() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let on_disk: BTreeSet<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let compiled: BTreeSet<String> = FILES.iter().chain([&SCHEMA]).map(|file| file.name.to_owned()).collect();
    assert_eq!(on_disk, compiled);
    for role in Role::ALL {
        let own = format!("{role}.cedar");
        let elsewhere: Vec<_> =
            FILES.iter().filter(|f| f.name != own && f.text.contains(&format!("Role::\"{role}\""))).map(|f| f.name).collect();
        assert!(elsewhere.is_empty(), "rules of {role} stand in {elsewhere:?}");
    }
}

#[test]
fn every_rule_is_named_after_its_file() {
    for file in FILES {
        let stem = file.name.trim_end_matches(".cedar");
        for rule in read(std::slice::from_ref(file)).unwrap() {
            let id = rule.id().to_string();
            let fits = id.starts_with(stem) || (stem == "everyone" && id.starts_with("nobody"));
            assert!(fits, "{id} stands in {}", file.name);
        }
    }
}

#[test]
fn a_misspelled_kind_is_found_by_the_schema() {
    let text = r#"@id("x") permit (principal in Role::"peer", action == Action::"view", resource in Kind::"progres_note");"#;
    let rules = read(&[SourceFile { name: "trial.cedar", text }]).unwrap();
    let error = check_against_schema(&rules, SCHEMA.text).unwrap_err().to_string();
    assert!(error.contains("progres_note"), "{error}");
}

#[test]
fn all_problems_of_all_rules_are_told_at_once() {
    let error = problems_of(
        r#"
        permit (principal in Role::"peer", action, resource);
        @id("for_nobody_in_particular") permit (principal, action == Action::"view", resource);
        @id("against_some") forbid (principal in Role::"peer", action, resource);
        @id("looks_at_the_person") permit (principal in Role::"peer", action, resource) when { principal in Role::"nurse" };
        @id("against_some") forbid (principal, action, resource);
        "#,
    );
    for expected in ["number 1 has no @id", "for_nobody_in_particular", "against_some", "exists already", "conditions"] {
        assert!(error.contains(expected), "{expected} is missing in: {error}");
    }
    assert!(problems_of("permit (everything);").contains("trial.cedar cannot be read"));
}
