//! The demonstration program, started for a chore on a free loopback port and stopped with it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::process;
use crate::repo::Repo;
use crate::say::say;
use crate::trouble::{Trouble, While};

/// How long it may take to invent ten weeks of history on a slow machine.
const PATIENCE: Duration = Duration::from_secs(300);

/// How the program is built before it is started.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// Quick to build; for tests.
    Debug,
    /// As people run it; for pictures.
    Release,
}

/// A running demonstration; dropping it stops it and removes its data.
pub struct Demo {
    child: Child,
    url: String,
    data: PathBuf,
    binary: PathBuf,
}

impl Demo {
    /// Builds the program, starts `demo` and waits for its line `{"ready":"http://…"}`.
    ///
    /// # Errors
    /// When it does not build, ends early, or is not ready in time.
    pub fn start(repo: &Repo, build: Build) -> Result<Self, Trouble> {
        let binary = build_binary(repo, build)?;
        let tools = repo.tools()?;
        for stale in process::left_behind(&tools, "demo-") {
            let _still_in_use = std::fs::remove_dir_all(stale);
        }
        let data = tools.join(format!("demo-{}", std::process::id()));
        let mut command = process::leashed(&binary, None);
        command.args(["demo", "--no-open", "--listen", "127.0.0.1:0", "--data"]).arg(&data).current_dir(repo.root());
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().doing("starting the demonstration")?;
        match wait_until_ready(&mut child) {
            Ok(url) => {
                say(&format!("the demonstration answers at {url}"));
                Ok(Self { child, url, data, binary })
            }
            Err(trouble) => {
                process::stop(&mut child);
                let _best_effort = std::fs::remove_dir_all(&data);
                Err(trouble)
            }
        }
    }

    /// The program.
    pub fn binary(&self) -> &Path {
        &self.binary
    }

    /// Where it answers, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        process::stop(&mut self.child);
        let _best_effort = std::fs::remove_dir_all(&self.data);
    }
}

/// Builds the program and says where it is.
///
/// # Errors
/// When it does not build.
pub fn build_binary(repo: &Repo, build: Build) -> Result<PathBuf, Trouble> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--package", "stepdown"]).current_dir(repo.root());
    if build == Build::Release {
        cargo.arg("--release");
    }
    let status = cargo.status().doing("starting cargo build")?;
    if !status.success() {
        return Err(Trouble::new(format!("cargo build ended with {status}")));
    }
    let profile = if build == Build::Release { "release" } else { "debug" };
    Ok(repo.target().join(profile).join("stepdown"))
}

/// Reads standard output in a thread, so that silence can be noticed; the thread ends with the program.
fn wait_until_ready(child: &mut Child) -> Result<String, Trouble> {
    let output = child.stdout.take().ok_or_else(|| Trouble::new("the demonstration has no standard output"))?;
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(url) = ready_url(&line) {
                let _nobody_waits = tell.send(url);
            }
        }
    });
    told.recv_timeout(PATIENCE).map_err(|error| match error {
        mpsc::RecvTimeoutError::Timeout => {
            Trouble::new(format!("the demonstration was not ready after {} s", PATIENCE.as_secs()))
        }
        mpsc::RecvTimeoutError::Disconnected => Trouble::new("the demonstration ended before it was ready"),
    })
}

/// The address in `{"ready":"http://…"}`; any other line is not the one.
pub fn ready_url(line: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    let url = value.get("ready")?.as_str()?;
    Some(url.trim_end_matches('/').to_owned())
}

/// Runs one of the scripts in `tests/browser` with what it needs in its environment.
///
/// # Errors
/// When node is missing.
pub fn browser_script(repo: &Repo, script: &str) -> Result<std::process::Command, Trouble> {
    let node = process::find("node").ok_or_else(|| Trouble::new("node is missing; `cargo xtask test` installs it"))?;
    let mut command = process::leashed(&node, None);
    command.arg(Path::new("tests/browser").join(script)).current_dir(repo.root());
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ready_line_is_recognised_among_others() {
        assert_eq!(ready_url("{\"ready\":\"http://127.0.0.1:4100/\"}").as_deref(), Some("http://127.0.0.1:4100"));
        assert_eq!(ready_url("inventing people"), None);
        assert_eq!(ready_url("{\"other\":1}"), None);
    }
}
