//! Starting other programs: quietly, with cargo's own variables removed, and never outliving the chore.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::trouble::{Trouble, While};

/// A command without the variables that `cargo run` sets for us; they would make an inner cargo rebuild needlessly.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let is_ours = name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_BIN_");
        if is_ours || name == "CARGO_CRATE_NAME" || name == "CARGO_PRIMARY_PACKAGE" {
            command.env_remove(name);
        }
    }
    command
}

/// The cargo that runs us, or the one on the path.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs to the end without showing anything; the last lines of its output are the error when it fails.
///
/// # Errors
/// When it cannot be started or ends with another code than 0.
pub fn quietly(command: &mut Command, doing: &str) -> Result<String, Trouble> {
    let output = command.stdin(Stdio::null()).output().doing(doing)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    let all = format!("{text}{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<&str> = all.lines().collect();
    let last = lines.get(lines.len().saturating_sub(12)..).unwrap_or_default().join("\n  ");
    Err(Trouble::new(format!("{doing}: ended with {}\n  {last}", output.status)))
}

/// The full path of a program on `PATH`, if there is one.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
}

/// Whether we are the superuser, for whom PostgreSQL refuses to run and Chromium needs `--no-sandbox`.
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

/// A command that the kernel interrupts when this chore dies, however it dies; as `user` when one is named.
/// Uses `setpriv`, which every Debian has; elsewhere the program merely runs as it is.
pub fn leashed(program: &Path, user: Option<&str>) -> Command {
    let Some(setpriv) = find("setpriv") else { return command(program) };
    let mut leash = command(setpriv);
    if let Some(user) = user {
        leash.arg(format!("--reuid={user}")).arg(format!("--regid={user}")).arg("--init-groups");
    }
    leash.arg("--pdeathsig=INT").arg("--").arg(program);
    leash
}

/// Asks a child to end (SIGINT), and ends it by force when it has not done so within ten seconds.
pub fn stop(child: &mut Child) {
    if matches!(child.try_wait(), Ok(Some(_))) {
        return;
    }
    let _gone_already = command("kill").arg("-INT").arg(child.id().to_string()).stderr(Stdio::null()).status();
    let asked = Instant::now();
    while asked.elapsed() < Duration::from_secs(10) {
        if matches!(child.try_wait(), Ok(Some(_)) | Err(_)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let _gone_already = child.kill();
    let _reaped = child.wait();
}

/// Folders `PREFIX<pid>` in `parent` whose process is gone: left behind by a chore that was killed.
pub fn left_behind(parent: &Path, prefix: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(parent) else { return Vec::new() };
    let is_stale = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let pid = name.strip_prefix(prefix).and_then(|rest| rest.parse::<u32>().ok());
        pid.is_some_and(|pid| !Path::new(&format!("/proc/{pid}")).exists())
    };
    entries.flatten().map(|entry| entry.path()).filter(is_stale).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn a_failing_program_is_explained_by_its_last_lines() {
        let told = quietly(command("sh").args(["-c", "echo why >&2; exit 3"]), "doing a thing").unwrap_err().to_string();
        assert!(told.contains("doing a thing") && told.contains("why") && told.contains('3'), "{told}");
    }

    #[test]
    fn a_child_is_stopped() {
        let mut child = leashed(&find("sleep").unwrap(), None).arg("60").spawn().unwrap();
        stop(&mut child);
        assert!(child.try_wait().unwrap().is_some());
    }

    #[test]
    fn only_folders_of_dead_processes_are_left_behind() {
        let parent = tempfile::tempdir().unwrap();
        let alive = format!("pg-{}", std::process::id());
        for name in ["pg-4194305", alive.as_str(), "pg-x", "other"] {
            std::fs::create_dir(parent.path().join(name)).unwrap();
        }
        assert_eq!(left_behind(parent.path(), "pg-"), [parent.path().join("pg-4194305")]);
    }
}
