//! Writes down which instrument files lie in `data/instruments`, so that a distributor can leave one out by removing its file (IN-09).

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let folder = root.join("data").join("instruments");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("embedded.rs"), list(&files))
}

fn list(files: &[PathBuf]) -> String {
    let mut text =
        String::from("/// File name and content of every instrument file.\npub(crate) const FILES: &[(&str, &str)] = &[\n");
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let _infallible = writeln!(text, "    ({name:?}, include_str!({:?})),", Path::new(file));
    }
    text.push_str("];\n");
    text
}
