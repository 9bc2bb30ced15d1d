//! One target, run for its time: what it tried, or which file broke it and how to see it again.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use super::Target;
use super::corpus::{self, Corpus};
use crate::process;
use crate::repo::Repo;
use crate::trouble::{Trouble, While};

/// Memory of one target, in MB. Documents are bounded far below.
const MEMORY_MB: usize = 1_024;
/// Seconds for one input: a thousand times what the slowest takes.
const SLOWEST_SECONDS: usize = 10;
/// Lines of the log that tell why a target broke.
const LAST_LINES: usize = 12;

/// Runs one target and answers its line for the table.
///
/// # Errors
/// When it broke: the last lines of its log and the file that did it.
pub fn one(repo: &Repo, programs: &Path, target: &Target, each: Duration) -> Result<String, Trouble> {
    let corpus = corpus::prepare(repo, target)?;
    let before = corpus::files(&corpus.crashes);
    let program = programs.join(target.name);
    let log = std::fs::File::create(&corpus.log).doing("making a log")?;
    let again = log.try_clone().doing("making a log")?;
    let mut command = process::leashed(&program, None);
    command.arg(&corpus.inputs);
    if !before.is_empty() {
        // what broke it once is tried first
        command.arg(&corpus.crashes);
    }
    command.args(switches(target, &corpus, each));
    command.arg(format!("-dict={}", repo.root().join("fuzz/dictionaries").join(format!("{}.dict", target.name)).display()));
    let status = command.stdin(Stdio::null()).stdout(log).stderr(again).status().doing(&format!("running {}", target.name))?;
    let text = String::from_utf8_lossy(&std::fs::read(&corpus.log).doing("reading a log")?).into_owned();
    if status.success() {
        return Ok(summary(target.name, &text, corpus::files(&corpus.inputs).len()));
    }
    let new: Vec<PathBuf> = corpus::files(&corpus.crashes).into_iter().filter(|file| !before.contains(file)).collect();
    Err(Trouble::new(broken(target.name, &program, &text, if new.is_empty() { &before } else { &new })))
}

fn switches(target: &Target, corpus: &Corpus, each: Duration) -> [String; 8] {
    [
        format!("-max_total_time={}", each.as_secs()),
        format!("-max_len={}", target.longest_bytes),
        format!("-timeout={SLOWEST_SECONDS}"),
        format!("-rss_limit_mb={MEMORY_MB}"),
        format!("-artifact_prefix={}/", corpus.crashes.display()),
        "-print_final_stats=1".to_owned(),
        // short inputs first, or the largest seeds take all the time
        "-len_control=100".to_owned(),
        "-use_value_profile=1".to_owned(),
    ]
}

/// `ccda: 123456 inputs tried, 789 of them kept`.
fn summary(name: &str, log: &str, kept: usize) -> String {
    let count = figure(log, "stat::number_of_executed_units:").unwrap_or_default();
    let peak = figure(log, "stat::peak_rss_mb:").unwrap_or_default();
    format!("{name}: {count} inputs tried, {kept} kept, {peak} MB at most")
}

/// The number after a label.
fn figure(log: &str, label: &str) -> Option<u64> {
    log.lines().rev().find_map(|line| line.trim().strip_prefix(label)?.trim().parse().ok())
}

/// What broke it, where the file is and how to run it alone.
fn broken(name: &str, program: &Path, log: &str, files: &[PathBuf]) -> String {
    let is_telling = |line: &&str| !line.starts_with('#') && !line.starts_with("stat::") && !line.trim().is_empty();
    let lines: Vec<&str> = log.lines().filter(is_telling).filter(|line| line.len() < 400).collect();
    let panic = lines.iter().position(|line| line.contains("panicked at") || line.starts_with("==")).unwrap_or(lines.len());
    let told = lines.iter().skip(panic).take(LAST_LINES).copied().collect::<Vec<_>>().join("\n  ");
    let files: Vec<String> =
        files.iter().map(|file| format!("\n  see it again: {} {}", program.display(), file.display())).collect();
    format!("{name} broke:\n  {told}{}", files.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_a_target_counts_what_it_tried() {
        let log = "#2\tINITED cov: 2\nDone 4711 runs in 61 second(s)\nstat::number_of_executed_units: 4711\nstat::peak_rss_mb:              87\n";
        assert_eq!(summary("ccda", log, 12), "ccda: 4711 inputs tried, 12 kept, 87 MB at most");
    }

    #[test]
    fn a_broken_target_names_the_reason_and_the_file() {
        let log = "#5\tNEW cov: 9\nthread '<unnamed>' panicked at x12/src/a.rs:1:2:\nno\n==7== ERROR: libFuzzer: deadly signal\n";
        let told = broken("x12_271", Path::new("t/x12_271"), log, &[PathBuf::from("t/crash-1")]);
        assert!(told.starts_with("x12_271 broke:\n  thread '<unnamed>' panicked at x12/src/a.rs:1:2:\n  no"), "{told}");
        assert!(told.ends_with("see it again: t/x12_271 t/crash-1") && !told.contains("NEW cov"), "{told}");
    }
}
