//! Documents tell the truth about the tree: every path they name exists, every link between them leads somewhere.

use super::Finding;
use super::tree::{Source, Tree};

const RULE: &str = "paths";

/// Endings by which a word with a slash is a path even when its first folder is unknown.
const ENDINGS: &[&str] = &[".rs", ".md", ".toml", ".sql", ".mjs", ".cedar", ".css", ".html"];

/// Checks the map, the guides and the decisions that still hold.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let documents = tree.sources().filter(|source| is_document(source));
    documents.flat_map(|document| check_document(tree, document)).collect()
}

fn is_document(source: &Source) -> bool {
    let is_ours = !source.path.contains('/') || source.path.starts_with("docs/");
    // a decision that was replaced tells how things were
    let is_history = source.path == "CHANGELOG.md" || source.text.contains("\nStatus: superseded");
    is_ours && source.path.ends_with(".md") && !is_history
}

fn check_document(tree: &Tree, document: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut is_fenced = false;
    let mut parents: Vec<(usize, String)> = Vec::new();
    for (number, line) in document.numbered() {
        if line.trim_start().starts_with("```") {
            is_fenced = !is_fenced;
            parents.clear();
            continue;
        }
        let named = if is_fenced { branch_of(line, &mut parents).into_iter().collect() } else { paths_in(tree, line) };
        let broken = named.into_iter().chain(links_in(line, is_fenced)).filter(|path| !leads_somewhere(tree, document, path));
        found.extend(broken.map(|path| {
            let why = "a reader who follows it finds nothing";
            Finding::new(RULE, &document.path, number, &format!("`{path}` does not exist"), why, "name what exists, or add it")
        }));
    }
    found
}

/// A line of a drawn tree, `  episode/   words`: the folder with its parents by indentation.
fn branch_of(line: &str, parents: &mut Vec<(usize, String)>) -> Option<String> {
    let indent = line.len() - line.trim_start().len();
    let folder = line.split_whitespace().next()?.strip_suffix('/')?;
    if folder.is_empty() || !folder.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')) {
        return None;
    }
    parents.retain(|(depth, _)| *depth < indent);
    let path = match parents.last() {
        Some((_, parent)) => format!("{parent}/{folder}"),
        None => folder.to_owned(),
    };
    parents.push((indent, path.clone()));
    Some(path)
}

/// The words in backticks that look like paths of this project.
fn paths_in(tree: &Tree, line: &str) -> Vec<String> {
    let quoted = line.split('`').skip(1).step_by(2);
    quoted.filter(|word| looks_like_a_path(tree, word)).map(|word| without_place(word).to_owned()).collect()
}

fn looks_like_a_path(tree: &Tree, word: &str) -> bool {
    let is_plain = word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':'));
    let Some((first, _)) = word.split_once('/') else { return false };
    let is_known = !first.is_empty() && !first.starts_with('.') && tree.has(first) || first == ".ci";
    is_plain
        && !word.contains("://")
        && !first.is_empty()
        && (is_known || ENDINGS.iter().any(|end| without_place(word).ends_with(end)))
}

/// `path:12` without its line.
fn without_place(word: &str) -> &str {
    word.split(':').next().unwrap_or(word)
}

/// Targets of Markdown links and pictures that stay inside the project.
fn links_in(line: &str, is_fenced: bool) -> Vec<String> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ', '#']).next());
    let inside =
        targets.filter(|target| !is_fenced && !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:"));
    inside.map(str::to_owned).collect()
}

/// Whether the path exists from the root or from the document's folder.
fn leads_somewhere(tree: &Tree, document: &Source, path: &str) -> bool {
    let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    tree.has(path) || resolved(folder, path).is_some_and(|path| tree.has(&path))
}

/// `path` from `folder`, with `..` walked; nothing when it leaves the project.
fn resolved(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop()?;
        } else {
            parts.push(part);
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let files = [("ARCHITECTURE.md", text), ("care/episode/src/lib.rs", ""), ("docs/adr/0000-how.md", "# How")];
        check(&Tree::of(&files)).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_path_in_backticks_that_does_not_exist_is_found() {
        assert!(found("see `care/episode/src/model.rs`").concat().contains("`care/episode/src/model.rs` does not exist"));
        assert_eq!(found("see `old/place.rs` and `care/gone/`").len(), 2);
    }

    #[test]
    fn real_paths_and_other_words_pass() {
        assert!(
            found("see `care/episode/src/lib.rs:3`, `docs/adr/0000-how.md`, `care/`, `Released<T>`, `text/html`, `store.rs`")
                .is_empty()
        );
    }

    #[test]
    fn a_folder_in_a_drawn_tree_that_does_not_exist_is_found() {
        assert!(found("```\ncare/     what\n  episode/   the spine\ndocs/   words\n```").is_empty());
        assert!(found("```\ncare/     what\n  other/   gone\n```").concat().contains("ARCHITECTURE.md:3: `care/other`"));
    }

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        assert!(found("[how](docs/adr/0000-how.md) [out](https://example.org)").is_empty());
        assert_eq!(found("[gone](docs/gone.md)").len(), 1);
        assert_eq!(found("[away](../other/a.md)").len(), 1);
    }
}
