//! `cargo xtask tidy`: rules about the code that no compiler checks, each in one file, each with a test that it can fail.
//! A rule is a pure function from the files of the project to findings. Sizes are only reported.

mod arrows;
mod clock;
mod decisions;
mod drivers;
mod exceptions;
mod migrations;
mod openings;
mod paths;
mod places;
mod rust;
mod shown;
mod silenced;
mod sizes;
mod sql;
mod tree;
mod ways_out;
mod words;

use std::fmt;
use std::process::ExitCode;

use clap::Args;

use crate::repo::Repo;
use crate::say::say;
use crate::trouble::Trouble;
use tree::Tree;

/// What to do besides looking.
#[derive(Args)]
pub struct Options {
    /// Note the checksums of new migrations; those already noted are never changed.
    #[arg(long)]
    bless: bool,
}

/// One thing that is not as it should be.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    path: String,
    line: usize,
    rule: &'static str,
    words: String,
}

impl Finding {
    /// A finding of `rule` at `path:line`: what is there, why that is wrong, what to do.
    fn new(rule: &'static str, path: &str, line: usize, what: &str, why: &str, remedy: &str) -> Self {
        Self { path: path.to_owned(), line, rule, words: format!("{what}; {why}; {remedy}") }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {} [{}]", self.path, self.line, self.words, self.rule)
    }
}

/// A rule: its findings in one tree.
type Rule = fn(&Tree) -> Vec<Finding>;

/// Every rule that can fail.
const RULES: &[Rule] = &[
    arrows::check,
    drivers::check,
    sql::check,
    clock::check,
    silenced::check,
    openings::check,
    words::check,
    places::check,
    paths::check,
    shown::check,
    decisions::check,
    migrations::check,
    ways_out::check,
];

/// The command: prints findings and the report of sizes.
///
/// # Errors
/// When the checkout cannot be read.
pub fn run(repo: &Repo, options: &Options) -> Result<ExitCode, Trouble> {
    if options.bless {
        migrations::bless(repo.root(), &Tree::load(repo)?)?;
    }
    let tree = Tree::load(repo)?;
    let found = findings(&tree);
    found.iter().for_each(|finding| say(&finding.to_string()));
    sizes::report(&tree).iter().for_each(|line| say(line));
    say(&format!("tidy: {} files, {} findings", tree.len(), found.len()));
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The stage of `cargo xtask test`.
///
/// # Errors
/// When there are findings; they are printed.
pub fn stage(repo: &Repo) -> Result<(), Trouble> {
    let tree = Tree::load(repo)?;
    let found = findings(&tree);
    found.iter().for_each(|finding| say(&finding.to_string()));
    match found.len() {
        0 => Ok(()),
        count => Err(Trouble::new(format!("{count} findings"))),
    }
}

/// All findings, sorted by place, without those that a listed exception covers.
fn findings(tree: &Tree) -> Vec<Finding> {
    let mut found: Vec<Finding> = RULES.iter().flat_map(|rule| rule(tree)).collect();
    found.retain(|finding| !exceptions::covers(finding.rule, &finding.path));
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn this_checkout_is_tidy() {
        let tree = Tree::load(&Repo::find().unwrap()).unwrap();
        let told: Vec<String> = findings(&tree).iter().map(Finding::to_string).collect();
        assert!(told.is_empty(), "\n{}\n", told.join("\n"));
    }

    #[test]
    fn a_finding_reads_as_place_what_why_remedy() {
        let finding = Finding::new("sql", "care/plan/src/model.rs", 7, "SQL here", "only in store.rs", "move it");
        assert_eq!(finding.to_string(), "care/plan/src/model.rs:7: SQL here; only in store.rs; move it [sql]");
    }
}
