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

use paper::{Block, Column, Moment, PaperSize, Sheet, Window, all_to_pdf, to_pdf};

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
        window: None,
        size: PaperSize::Letter,
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
    let structure = said("pdfinfo", &["-struct-text", name]);
    assert!(structure.contains("H1") && structure.contains("H2") && structure.contains("L (block)"), "{structure}");
    let places: Vec<usize> = ["How we keep", "Your rights", "Nothing here", "You may ask", "Name", "Ou gen dwa"]
        .map(|words| structure.find(words).unwrap_or_else(|| panic!("{words} is not heard in {structure}")))
        .to_vec();
    assert!(places.is_sorted(), "read in the order in which it stands: {structure}");
    let open = said("qpdf", &["--qdf", "--object-streams=disable", name, "-"]);
    assert!(open.contains("/Alt (Mark drawn by Ana Silva)"), "whoever does not see the drawing hears what it is");
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
fn a_long_paper_goes_on_over_pages_and_loses_no_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    let paragraph =
        |at: usize| Block::Paragraph { words: format!("Paragraph number{at} says what it says, over and over. ").repeat(6) };
    let blocks = (0..60)
        .flat_map(|at| [Block::Heading { words: format!("Heading number{at}") }, paragraph(at)])
        .chain([Block::Line { label: "Name".into(), value: "李 Nguyễn Thị Hòa".into() }])
        .collect();
    std::fs::write(&path, to_pdf(&Sheet { blocks, ..sheet() }).unwrap()).unwrap();
    let name = path.to_str().unwrap();
    let out = said("pdftotext", &[name, "-"]);
    for at in 0..60 {
        assert_eq!(out.matches(&format!("number{at} says")).count(), 6, "paragraph {at}");
    }
    assert!(out.contains("Nguyễn Thị Hòa"), "{out}");
    let pages: usize =
        said("pdfinfo", &[name]).lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok()).unwrap();
    assert!(pages > 4, "{pages}");
    for page in 1..=pages {
        let page = page.to_string();
        let text = said("pdftotext", &["-f", &page, "-l", &page, name, "-"]);
        assert!(text.contains(&format!("{page}/{pages}")), "{text}");
        let body: Vec<&str> =
            text.lines().take_while(|line| !line.starts_with("42 CFR")).filter(|line| !line.trim().is_empty()).collect();
        assert!(!body.last().unwrap().starts_with("Heading"), "a heading stands alone at the end of page {page}");
    }
}

#[test]
fn a_moment_that_is_none_makes_no_paper() {
    let sheet = Sheet { made_at: Moment { month: 13, ..sheet().made_at }, ..sheet() };
    assert!(to_pdf(&sheet).is_err());
}

#[test]
fn several_letters_in_one_printing_never_share_a_leaf_and_show_nothing_but_the_address() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letters.pdf");
    let to = |name: &str| Some(Window { from: vec!["RC office".into()], to: vec![name.into(), "2 Main Street".into()] });
    let sheets = [
        Sheet { window: to("Ana Silva"), ..sheet() },
        Sheet { window: to("Bo Berg"), title: "The second letter".into(), language: "es".into(), ..sheet() },
    ];
    std::fs::write(&path, all_to_pdf(&sheets).unwrap()).unwrap();
    assert_eq!(all_to_pdf(&sheets[..1]).unwrap(), to_pdf(&sheets[0]).unwrap(), "one alone is the letter itself");
    let name = path.to_str().unwrap();
    let page = |number: &str| said("pdftotext", &["-layout", "-f", number, "-l", number, name, "-"]);
    assert!(page("1").contains("Ana Silva") && page("1").contains("1/1") && page("2").trim().is_empty(), "{}", page("2"));
    assert!(page("3").contains("Bo Berg") && page("3").contains("The second letter") && !page("3").contains("Ana Silva, "));
    let upper = said("pdftotext", &["-layout", "-f", "1", "-l", "1", "-x", "0", "-y", "0", "-W", "612", "-H", "264", name, "-"]);
    let lines: Vec<&str> = upper.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["RC office", "Ana Silva", "2 Main Street"]);
    let meta = said("pdfinfo", &["-meta", name]);
    assert!(meta.contains("pdfuaid:part") && meta.contains("pdfaid:part"), "{meta}");
    let check = Command::new("qpdf").args(["--check", name]).output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}

fn text_of(sheet: &Sheet, arguments: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, to_pdf(sheet).unwrap()).unwrap();
    let name = path.to_str().unwrap();
    let check = Command::new("qpdf").args(["--check", name]).output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
    let all: Vec<&str> = arguments.iter().copied().chain([name, "-"]).collect();
    (said("pdftotext", &all), said("pdfinfo", &["-struct-text", name]))
}

#[test]
fn the_head_of_a_table_stands_again_on_every_page_and_is_heard_once() {
    let columns = [("Name", 3), ("Arrived", 1), ("Left", 1)];
    let columns = columns.map(|(words, share)| Column { words: words.into(), share }).to_vec();
    let rows: Vec<Vec<String>> = (0..70).map(|at| vec![format!("Person number{at}x")]).collect();
    let blocks = vec![Block::Table { columns, rows, is_to_write_in: true }];
    let (text, structure) = text_of(&Sheet { blocks, ..sheet() }, &["-layout"]);
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert!(pages.len() > 2, "{text}");
    for page in &pages {
        assert_eq!(page.matches("Arrived").count(), 1, "{page}");
    }
    for at in 0..70 {
        assert_eq!(text.matches(&format!("number{at}x")).count(), 1, "row {at}");
    }
    assert!(structure.contains("Table") && structure.contains("TH") && structure.contains("TD"), "{structure}");
    assert_eq!(structure.matches("Arrived").count(), 1, "{structure}");
}

#[test]
fn a_slip_has_its_code_its_boxes_and_lines_on_a_page_of_its_own_on_either_paper() {
    for (size, wide) in [(PaperSize::Letter, "612 x 792"), (PaperSize::A4, "595.276 x 841.89")] {
        let slip = |code: &str| {
            [
                Block::NewPage,
                Block::Code { shown: code.into() },
                Block::Boxes { label: "Took part".into(), choices: ["Led", "Active", "Quiet"].map(String::from).to_vec() },
                Block::Lines { label: "In their own words".into(), count: 4 },
            ]
        };
        let blocks = slip("K7Q-04M").into_iter().chain(slip("K7Q-05X")).collect();
        let sheet = Sheet { blocks, size, ..sheet() };
        let (text, structure) = text_of(&sheet, &["-layout"]);
        let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
        assert_eq!(pages.len(), 3, "{text}");
        for (page, code) in [(pages[1], "K7Q-04M"), (pages[2], "K7Q-05X")] {
            for words in [code, "Took part", "Led", "Quiet", "In their own words"] {
                assert!(page.contains(words), "{words}: {page}");
            }
        }
        assert_eq!(structure.matches("K7Q-04M").count(), 1, "the code is heard once");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paper.pdf");
        std::fs::write(&path, to_pdf(&sheet).unwrap()).unwrap();
        let info = said("pdfinfo", &[path.to_str().unwrap()]);
        assert!(info.contains(wide), "{info}");
    }
}
