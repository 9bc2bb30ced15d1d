//! Where the checkout is, where build products go, and which files belong to the project.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::trouble::{Trouble, While};

/// One checkout of the project.
pub struct Repo {
    root: PathBuf,
}

impl Repo {
    /// The checkout that cargo was called in; read at run time, because several checkouts may share one target folder.
    ///
    /// # Errors
    /// When no folder upwards holds a Cargo workspace.
    pub fn find() -> Result<Self, Trouble> {
        let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => std::env::current_dir().doing("asking for the current folder")?,
        };
        let is_workspace =
            |folder: &&Path| std::fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.contains("[workspace]"));
        match start.ancestors().find(is_workspace) {
            Some(root) => Ok(Self { root: root.to_path_buf() }),
            None => Err(Trouble::new("no Cargo workspace here; run the chore inside a checkout")),
        }
    }

    /// The top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo puts what it builds: `CARGO_TARGET_DIR`, or `target` in the checkout.
    pub fn target(&self) -> PathBuf {
        match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) if !folder.is_empty() => self.root.join(folder),
            _ => self.root.join("target"),
        }
    }

    /// Where chores keep what they install: `tools` beside the build products.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn tools(&self) -> Result<PathBuf, Trouble> {
        let folder = self.target().join("tools");
        std::fs::create_dir_all(&folder).doing(&format!("making {}", folder.display()))?;
        Ok(folder)
    }

    /// Every file of the project, relative to the root with `/`: what git tracks or would track.
    /// Without git (an unpacked archive) every file outside build products.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn files(&self) -> Result<Vec<String>, Trouble> {
        let listed = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(&self.root)
            .output();
        let mut files = match listed {
            Ok(answer) if answer.status.success() => {
                let names = String::from_utf8_lossy(&answer.stdout).into_owned();
                names.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect()
            }
            _ => walk(&self.root, &self.root)?,
        };
        files.retain(|name| self.root.join(name).is_file());
        files.sort();
        files.dedup();
        Ok(files)
    }
}

/// All files below `folder`, without build products and installed packages.
fn walk(root: &Path, folder: &Path) -> Result<Vec<String>, Trouble> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).doing(&format!("listing {}", folder.display()))? {
        let path = entry.doing("listing a folder")?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if matches!(name.as_str(), "target" | "node_modules" | ".git") {
            continue;
        }
        if path.is_dir() {
            found.extend(walk(root, &path)?);
        } else if let Ok(relative) = path.strip_prefix(root) {
            found.push(relative.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn the_checkout_is_found_and_knows_its_own_files() {
        let repo = Repo::find().unwrap();
        let files = repo.files().unwrap();
        assert!(files.contains(&"xtask/src/repo.rs".to_owned()));
        assert!(!files.iter().any(|file| file.starts_with("target/")));
    }

    #[test]
    fn without_git_build_products_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.txt", "target/b.txt", "x/node_modules/c.txt", "x/d.txt"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let mut files = walk(folder.path(), folder.path()).unwrap();
        files.sort();
        assert_eq!(files, ["a.txt", "x/d.txt"]);
    }
}
