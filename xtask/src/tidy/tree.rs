//! The files of the project in memory, so that a rule is a pure function and its test needs no disk.

use std::collections::BTreeSet;

use crate::repo::Repo;
use crate::tidy::rust::Parts;
use crate::trouble::{Trouble, While};

/// One text file.
pub struct Source {
    /// Relative to the root, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether it is a Rust file.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether the whole file is test code: below a folder `tests` or `testdata`, or called `tests.rs`, `…_tests.rs`, `….spec.mjs`.
    pub fn is_test(&self) -> bool {
        let in_tests = self.path.split('/').any(|part| matches!(part, "tests" | "testdata"));
        let name = self.name();
        in_tests || name == "tests.rs" || name.ends_with("_tests.rs") || name.ends_with(".spec.mjs")
    }

    /// Its code, comments and string literals apart.
    pub fn parts(&self) -> Parts {
        Parts::of(&self.text)
    }

    /// Lines with their numbers, from 1.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// All files of one checkout.
#[derive(Default)]
pub struct Tree {
    sources: Vec<Source>,
    /// Every file and folder, also those that are not text.
    paths: BTreeSet<String>,
}

impl Tree {
    /// Reads every text file of the checkout.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn load(repo: &Repo) -> Result<Self, Trouble> {
        let mut tree = Self::default();
        for path in repo.files()? {
            let bytes = std::fs::read(repo.root().join(&path)).doing(&format!("reading {path}"))?;
            let text = if bytes.contains(&0) { None } else { String::from_utf8(bytes).ok() };
            tree.add(path, text);
        }
        Ok(tree)
    }

    fn add(&mut self, path: String, text: Option<String>) {
        let mut end = Some(path.len());
        while let Some(length) = end {
            let part = path.get(..length).unwrap_or_default();
            self.paths.insert(part.to_owned());
            end = part.rfind('/');
        }
        if let Some(text) = text {
            self.sources.push(Source { path, text });
        }
    }

    /// Every text file.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter()
    }

    /// Every Rust file with its parts.
    pub fn rust(&self) -> impl Iterator<Item = (&Source, Parts)> {
        self.sources.iter().filter(|source| source.is_rust()).map(|source| (source, source.parts()))
    }

    /// One text file.
    pub fn source(&self, path: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.path == path)
    }

    /// Whether a file or folder of that path belongs to the project.
    pub fn has(&self, path: &str) -> bool {
        self.paths.contains(path.trim_end_matches('/'))
    }

    /// How many text files there are.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// A tree for a rule's own test.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            tree.add((*path).to_owned(), Some((*text).to_owned()));
        }
        tree
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn folders_of_files_belong_to_the_tree() {
        let tree = Tree::of(&[("care/plan/src/lib.rs", "")]);
        for path in ["care", "care/plan/", "care/plan/src/lib.rs"] {
            assert!(tree.has(path), "{path}");
        }
        assert!(!tree.has("care/plan/src/model.rs"));
    }

    #[test]
    fn test_files_are_known_by_their_place_or_name() {
        let is_test = |path: &str| Source { path: path.to_owned(), text: String::new() }.is_test();
        assert!(is_test("tests/journeys/day.rs") && is_test("care/plan/src/tests.rs"));
        assert!(is_test("foundation/vocabulary/src/day_tests.rs") && is_test("tests/browser/axe.spec.mjs"));
        assert!(!is_test("care/plan/src/model.rs") && !is_test("xtask/src/test/mod.rs"));
    }
}
