//! Every vector of every file, through the entry that the product uses (IN-02, IN-A01).
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

use forms::file::Expect;
use forms::{FormFile, Library};

#[test]
fn in_a01_all_files_load_and_every_vector_passes() {
    let library = Library::standard();
    assert_eq!(library.set_aside, []);
    assert_eq!(library.forms().len(), 26);
    let (mut run, mut failed) = (0, Vec::new());
    for (name, text) in Library::files() {
        let file: FormFile = toml::from_str(text).unwrap();
        let form = library.form(&file.id).unwrap();
        for vector in &file.vectors {
            run += 1;
            let id = format!("{name}: {}", vector.name);
            let found = form.read_answers(&vector.answers, &vector.context).map(|filled| form.score(&filled).keep());
            let holds = match (&found, &vector.expect) {
                (Ok(found), Expect::Outcome(expected)) => found == expected,
                (Err(fault), Expect::Fault(expected)) => fault.code() == expected.error && fault.about() == expected.item,
                _ => false,
            };
            if !holds {
                failed.push(format!("{id}\n  expected {:?}\n  found    {found:?}", vector.expect));
            }
        }
    }
    assert!(failed.is_empty(), "{} of {run} vectors do not hold:\n{}", failed.len(), failed.join("\n"));
    assert_eq!(run, 309);
}
