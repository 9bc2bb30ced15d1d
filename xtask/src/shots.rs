//! `cargo xtask shots`: a picture of every page, wide and phone, light and dark, by `tests/browser/shots.mjs`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::demo::{Build, Demo, browser_script};
use crate::repo::Repo;
use crate::say::say;
use crate::test::needs;
use crate::trouble::{Trouble, While};

/// What to take pictures of, and where they go.
#[derive(Args)]
pub struct Options {
    /// A demonstration that already runs; without it one is built and started.
    #[arg(long)]
    url: Option<String>,
    /// The folder for the pictures [default: shots beside the build products]
    #[arg(long)]
    out: Option<PathBuf>,
    /// Only pages whose name begins so.
    #[arg(long)]
    only: Option<String>,
}

/// Takes the pictures. Exit code 1 when a page complained in its console, broke the content-security policy, failed to
/// load something or scrolled sideways.
///
/// # Errors
/// When the demonstration or the browser cannot be started.
pub fn run(repo: &Repo, options: &Options) -> Result<ExitCode, Trouble> {
    let (environment, missing) = needs::provide(repo, true)?;
    missing.iter().for_each(|sentence| say(sentence));
    let demo = if options.url.is_none() { Some(Demo::start(repo, Build::Release)?) } else { None };
    let url = options.url.as_deref().or(demo.as_ref().map(Demo::url)).unwrap_or_default();
    let folder = match &options.out {
        Some(folder) => std::path::absolute(folder).doing("finding the folder for pictures")?,
        None => repo.target().join("shots"),
    };
    let mut command = browser_script(repo, "shots.mjs")?;
    command.args(["--url", url.trim_end_matches('/'), "--out"]).arg(&folder);
    if let Some(prefix) = &options.only {
        command.args(["--only", prefix]);
    }
    command.envs(environment);
    let status = command.status().doing("starting the browser")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
