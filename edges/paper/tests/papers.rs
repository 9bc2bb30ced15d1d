//! Papers, judged by programs that are not ours.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::process::Command;

use paper::{Block, Moment, Sheet, to_pdf};

fn sheet() -> Sheet {
    Sheet {
        ident: "paper 1".into(),
        title: "How we keep your records private".into(),
        language: "en".into(),
        program: "Falmouth program".into(),
        notice: "42 CFR part 2 prohibits unauthorized use or disclosure of these records.".into(),
        made: "March 12, 2026, 10:00".into(),
        made_at: Moment { year: 2026, month: 3, day: 12, hour: 14, minute: 0, second: 0 },
        blocks: vec![
            Block::Heading { words: "Your rights".into() },
            Block::Paragraph { words: "Nothing here is #markup: *stars*, $5, [brackets] and \\ stay as typed.".into() },
            Block::Points { points: vec!["You may ask who was told.".into(), "You may stop it.".into()] },
            Block::Line { label: "Name".into(), value: "Ana Silva".into() },
            Block::Language { tag: "ht".into() },
            Block::Paragraph { words: "Ou gen dwa mande kiyès nou te pale avè l. Não há exceções. Atención: sí.".into() },
            Block::Drawing { words: "Mark drawn by Ana Silva".into(), strokes: vec![vec![(10, 10), (300, 150)], vec![(5, 5)]] },
        ],
    }
}

fn said(program: &str, arguments: &[&str]) -> String {
    let out = Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program} is needed: {error}"));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let first = to_pdf(&sheet()).unwrap();
    let start = std::time::Instant::now();
    let second = to_pdf(&sheet()).unwrap();
    println!("one paper: {} ms, {} bytes", start.elapsed().as_millis(), second.len());
    assert_eq!(first, second);
    let other = Sheet { title: "Another".into(), ..sheet() };
    assert_ne!(to_pdf(&other).unwrap(), first);
}

#[test]
fn an_outsider_finds_it_tagged_and_archival_with_its_title_and_language() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    let bytes = to_pdf(&sheet()).unwrap();
    std::fs::write(&path, &bytes).unwrap();
    let name = path.to_str().unwrap();
    let info = said("pdfinfo", &[name]);
    assert!(info.contains("How we keep your records private"), "{info}");
    assert!(info.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{info}");
    let meta = said("pdfinfo", &["-meta", name]);
    assert!(meta.contains("pdfuaid:part") && meta.contains("pdfaid:part"), "{meta}");
    let structure = said("pdfinfo", &["-struct", name]);
    assert!(structure.contains("H1") && structure.contains("H2") && structure.contains("L (block)"), "{structure}");
    let check = Command::new("qpdf").args(["--check", name]).output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}

#[test]
fn the_text_that_comes_out_is_the_text_that_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, to_pdf(&sheet()).unwrap()).unwrap();
    let out = said("pdftotext", &["-layout", path.to_str().unwrap(), "-"]);
    let text = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "How we keep your records private",
        "Nothing here is #markup: *stars*, $5, [brackets] and \\ stay as typed.",
        "You may ask who was told.",
        "Name: Ana Silva",
        "Ou gen dwa mande kiyès nou te pale avè l. Não há exceções. Atención: sí.",
        "42 CFR part 2 prohibits unauthorized use or disclosure of these records.",
        "March 12, 2026, 10:00",
        "1/1",
    ] {
        assert!(text.contains(words), "{words} is missing in: {text}");
    }
}

#[test]
fn a_moment_that_is_none_makes_no_paper() {
    let sheet = Sheet { made_at: Moment { month: 13, ..sheet().made_at }, ..sheet() };
    assert!(to_pdf(&sheet).is_err());
}
