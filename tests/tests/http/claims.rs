//! The biller's desk.

use std::path::Path;
use std::process::Command;

/// What the validator that others wrote says of a claim file.
pub(crate) fn accepted_by_an_outsider(file: &str) {
    let python = std::env::var("STEPDOWN_X12VALID")
        .unwrap_or_else(|_| panic!("STEPDOWN_X12VALID must name a Python with pyx12; `cargo xtask test` makes one"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.x12");
    std::fs::write(&path, file).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../edges/x12/tests/pyx12_check.py");
    let output = Command::new(python).arg(script).arg(path).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("\"ok\": true"), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
