//! Database drivers and wire formats: which manifests may name them.

use super::Finding;
use super::tree::{Source, Tree};

const RULE: &str = "drivers";

/// A kind of dependency that only some places may name.
struct Fence {
    crates: &'static [&'static str],
    places: &'static [&'static str],
    why: &'static str,
    remedy: &'static str,
}

const FENCES: &[Fence] = &[
    Fence {
        crates: &["rusqlite", "libsqlite3-sys", "sqlcipher-src"],
        places: &["foundation/sqlite/"],
        why: "the driver is linked with the SQLite of foundation/sqlite",
        remedy: "take it from the crate sqlite",
    },
    Fence {
        crates: &["sqlite", "postgres", "tokio-postgres", "sqlx", "diesel"],
        places: &["foundation/store/", "tests/", "xtask/"],
        why: "only foundation/store knows a database driver",
        remedy: "go through foundation/store",
    },
    Fence {
        crates: &["axum", "axum-extra", "axum-server", "maud", "roxmltree", "quick-xml", "tower", "tower-http", "hyper"],
        places: &["edges/", "stepdown/", "tests/"],
        why: "HTTP, HTML and XML live at the edges",
        remedy: "convert at the edge and hand a plain value inwards",
    },
    Fence {
        crates: &["tokio", "tokio-stream", "futures", "async-trait"],
        places: &["edges/", "stepdown/", "tests/", "care/reactions/"],
        why: "there is no asynchronous code below the edges",
        remedy: "make it a plain function on one transaction",
    },
];

/// Checks every manifest below the root.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let manifests = tree.sources().filter(|source| source.path.ends_with("/Cargo.toml") && !source.path.contains("/testdata/"));
    manifests.flat_map(|manifest| FENCES.iter().flat_map(|fence| crossed(manifest, fence))).collect()
}

/// Every dependency line of the manifest that names something behind the fence.
fn crossed<'a>(manifest: &'a Source, fence: &'a Fence) -> impl Iterator<Item = Finding> + 'a {
    let is_inside = fence.places.iter().any(|place| manifest.path.starts_with(place));
    manifest.numbered().filter(move |_| !is_inside).filter_map(|(number, line)| {
        let name = line.split(['.', ' ', '=', '"']).find(|word| !word.is_empty())?;
        let name = fence.crates.iter().find(|candidate| **candidate == name)?;
        Some(Finding::new(RULE, &manifest.path, number, &format!("names {name}"), fence.why, fence.remedy))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, line: &str) -> usize {
        check(&Tree::of(&[(path, &format!("[dependencies]\n{line}"))])).len()
    }

    #[test]
    fn a_driver_outside_the_store_is_found() {
        assert_eq!(found("care/plan/Cargo.toml", "rusqlite.workspace = true"), 1);
        assert_eq!(found("edges/web/Cargo.toml", "postgres = \"0.19\""), 1);
        assert_eq!(found("foundation/store/Cargo.toml", "sqlite.workspace = true"), 0);
        assert_eq!(found("foundation/store/Cargo.toml", "rusqlite.workspace = true"), 1);
        assert_eq!(found("care/plan/Cargo.toml", "sqlite.workspace = true"), 1);
    }

    #[test]
    fn a_wire_format_inside_is_found() {
        assert_eq!(found("care/intake/Cargo.toml", "roxmltree = { workspace = true }"), 1);
        assert_eq!(found("foundation/access/Cargo.toml", "axum.workspace = true"), 1);
        assert_eq!(found("edges/migrate_in/Cargo.toml", "roxmltree.workspace = true"), 0);
    }

    #[test]
    fn asynchronous_code_inside_is_found() {
        assert_eq!(found("care/plan/Cargo.toml", "tokio.workspace = true"), 1);
    }
}
