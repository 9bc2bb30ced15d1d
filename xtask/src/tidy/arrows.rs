//! Which crate may use which: the arrows of `ARCHITECTURE.md` as one table, checked against every manifest.
//! An arrow that is not in the table does not exist; a crate that is not in the table has no place yet.

use super::Finding;
use super::tree::{Source, Tree};

const RULE: &str = "arrows";

/// What every crate of the care tier may use. `sign_in` and `policy` are reached through `access`.
const FOUNDATION: &[&str] = &["vocabulary", "store", "policy", "sign_in", "access", "confidential", "forms", "jobs"];
/// The same without the store: a page that reaches for a table does not compile.
const FOUNDATION_WITHOUT_STORE: &[&str] = &["vocabulary", "policy", "sign_in", "access", "confidential", "forms"];
/// The journey, in the order a patient meets it.
const CARE: &[&str] = &[
    "episode",
    "privacy",
    "conversation",
    "intake",
    "schedule",
    "week_plan",
    "plan",
    "measure",
    "treatment",
    "billing",
    "reactions",
];
/// The rim.
const EDGES: &[&str] = &["web", "site", "x12", "migrate_in", "paper", "message"];

/// One crate: its folder, and the groups of crates it may use.
struct Place {
    folder: &'static str,
    may_use: &'static [&'static [&'static str]],
}

const TABLE: &[Place] = &[
    Place { folder: "foundation/vocabulary", may_use: &[] },
    Place { folder: "foundation/sqlite", may_use: &[] },
    Place { folder: "foundation/store", may_use: &[&["vocabulary", "sqlite"]] },
    Place { folder: "foundation/policy", may_use: &[&["vocabulary"]] },
    Place { folder: "foundation/sign_in", may_use: &[&["vocabulary"]] },
    Place { folder: "foundation/access", may_use: &[&["vocabulary", "store", "policy", "sign_in"]] },
    Place { folder: "foundation/confidential", may_use: &[&["vocabulary", "store", "policy", "access"]] },
    Place { folder: "foundation/forms", may_use: &[&["vocabulary"]] },
    Place { folder: "foundation/jobs", may_use: &[&["vocabulary", "store"]] },
    Place { folder: "care/episode", may_use: &[FOUNDATION] },
    Place { folder: "care/privacy", may_use: &[FOUNDATION, &["episode"]] },
    Place { folder: "care/conversation", may_use: &[FOUNDATION, &["episode"]] },
    Place { folder: "care/schedule", may_use: &[FOUNDATION, &["episode"]] },
    Place { folder: "care/week_plan", may_use: &[] },
    Place { folder: "care/plan", may_use: &[FOUNDATION, &["episode"]] },
    Place { folder: "care/measure", may_use: &[FOUNDATION, &["episode"]] },
    Place { folder: "care/intake", may_use: &[FOUNDATION, &["episode", "privacy", "schedule", "conversation"]] },
    Place { folder: "care/treatment", may_use: &[FOUNDATION, &["episode", "plan", "schedule"]] },
    Place { folder: "care/billing", may_use: &[FOUNDATION, &["episode", "privacy", "treatment", "schedule"]] },
    Place {
        folder: "care/reactions",
        may_use: &[
            FOUNDATION,
            &["episode", "privacy", "conversation", "intake", "schedule", "week_plan", "plan", "measure", "treatment", "billing"],
        ],
    },
    Place { folder: "edges/web", may_use: &[FOUNDATION_WITHOUT_STORE, CARE] },
    Place { folder: "edges/site", may_use: &[FOUNDATION_WITHOUT_STORE, CARE] },
    Place { folder: "edges/x12", may_use: &[FOUNDATION_WITHOUT_STORE, CARE] },
    Place { folder: "edges/migrate_in", may_use: &[FOUNDATION_WITHOUT_STORE, CARE] },
    Place { folder: "edges/paper", may_use: &[FOUNDATION_WITHOUT_STORE, CARE] },
    Place { folder: "edges/message", may_use: &[FOUNDATION_WITHOUT_STORE, CARE] },
    Place { folder: "stepdown", may_use: &[FOUNDATION, CARE, EDGES] },
    Place { folder: "tests", may_use: &[FOUNDATION, CARE, EDGES, &["sqlite"]] },
    Place { folder: "fuzz", may_use: &[&["vocabulary"], EDGES] },
    Place { folder: "xtask", may_use: &[] },
];

const DEPENDENCY_TABLES: &[&str] = &["dependencies", "dev-dependencies", "build-dependencies"];

/// Checks every manifest below the root.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let manifests = tree.sources().filter(|source| source.path.ends_with("/Cargo.toml"));
    manifests.filter(|source| !source.path.contains("/testdata/")).flat_map(check_manifest).collect()
}

fn check_manifest(manifest: &Source) -> Vec<Finding> {
    let folder = manifest.path.trim_end_matches("/Cargo.toml");
    let Some(place) = TABLE.iter().find(|place| place.folder == folder) else {
        let why = "every crate has a place in ARCHITECTURE.md and in the table of xtask/src/tidy/arrows.rs";
        return vec![Finding::new(RULE, &manifest.path, 1, "a crate without a place", why, "add it to both, with its arrows")];
    };
    let used = ours(manifest);
    let forbidden = used.into_iter().filter(|name| !place.may_use.iter().any(|group| group.contains(&name.as_str())));
    forbidden.map(|name| wrong_arrow(manifest, folder, &name)).collect()
}

/// The names of our own crates in all dependency tables of a manifest.
fn ours(manifest: &Source) -> Vec<String> {
    let parsed: toml::Table = manifest.text.parse().unwrap_or_default();
    let tables = DEPENDENCY_TABLES.iter().filter_map(|name| parsed.get(*name)?.as_table());
    tables.flat_map(|names| names.keys()).filter(|name| is_ours(name)).cloned().collect()
}

fn is_ours(name: &str) -> bool {
    [FOUNDATION, CARE, EDGES].iter().any(|group| group.contains(&name))
        || matches!(name, "sqlite" | "stepdown" | "journeys" | "xtask")
}

fn wrong_arrow(manifest: &Source, folder: &str, name: &str) -> Finding {
    let is_it = |line: &str| line.split(['.', ' ', '=']).next() == Some(name);
    let line = manifest.numbered().find(|(_, line)| is_it(line)).map_or(1, |(number, _)| number);
    let why = if name == "store" && folder.starts_with("edges/") {
        "an edge cannot name the store, so that a page that reaches for a table does not compile"
    } else {
        "ARCHITECTURE.md, \"The arrows\", has no such arrow"
    };
    Finding::new(
        RULE,
        &manifest.path,
        line,
        &format!("{folder} uses {name}"),
        why,
        "let the code move to where the arrow allows it",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, manifest: &str) -> Vec<String> {
        check(&Tree::of(&[(path, manifest)])).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn an_allowed_arrow_passes() {
        let manifest = "[dependencies]\nepisode.workspace = true\nstore = { path = \"x\" }\nserde = \"1\"";
        assert!(found("care/plan/Cargo.toml", manifest).is_empty());
    }

    #[test]
    fn an_edge_cannot_name_the_store_not_even_for_tests() {
        for table in DEPENDENCY_TABLES {
            let told = found("edges/web/Cargo.toml", &format!("[{table}]\nstore.workspace = true"));
            assert!(told.concat().starts_with("edges/web/Cargo.toml:2: edges/web uses store; an edge cannot"), "{told:?}");
        }
    }

    #[test]
    fn an_edge_never_uses_another_edge_and_foundation_never_uses_care() {
        assert_eq!(found("edges/web/Cargo.toml", "[dependencies]\nx12.workspace = true").len(), 1);
        assert_eq!(found("foundation/store/Cargo.toml", "[dependencies]\nepisode.workspace = true").len(), 1);
        assert_eq!(found("care/plan/Cargo.toml", "[dependencies]\ntreatment.workspace = true").len(), 1);
    }

    #[test]
    fn a_crate_without_a_place_is_found() {
        assert!(found("care/other/Cargo.toml", "").concat().contains("without a place"));
    }
}
