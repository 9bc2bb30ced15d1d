//! Every address the web edge declares, read from its sources, so that an address nobody tries is seen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folders that declare addresses for their own tests only.
const OTHERS: [&str; 2] = ["frame", "component"];

/// The declared addresses, such as `/patients/{patient}/concern`, with their methods.
///
/// # Panics
/// When the sources are not where the workspace keeps them.
#[must_use]
pub fn declared() -> BTreeMap<String, Vec<&'static str>> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../edges/web/src");
    let mut files = Vec::new();
    collect(&sources, &mut files);
    let mut found: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for file in files.iter().filter(|file| !OTHERS.iter().any(|other| file.starts_with(sources.join(other)))) {
        let text = std::fs::read_to_string(file).unwrap();
        for rest in text.split(".route(").skip(1) {
            let Some((path, handlers)) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) else {
                continue;
            };
            let end = handlers.find([';', '}']).unwrap_or(handlers.len());
            let words = &handlers[..end];
            let methods = found.entry(path.to_owned()).or_default();
            let is_asked = |method: &&str| words.contains(&format!("{method}(")) && !methods.contains(method);
            let new: Vec<&str> = ["get", "post"].into_iter().filter(is_asked).collect();
            methods.extend(new);
        }
    }
    assert!(found.contains_key("/today"), "the sources of the pages");
    found
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The declared address that an address of a page belongs to.
#[must_use]
pub fn route_of<'r>(routes: impl IntoIterator<Item = &'r String>, address: &str) -> Option<&'r String> {
    let path = address.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |route: &&String| {
        let pattern: Vec<&str> = route.split('/').collect();
        let same = |(one, other): (&&str, &&str)| one.starts_with('{') || one == other;
        pattern.len() == parts.len() && pattern.iter().zip(&parts).all(same)
    };
    // A word in its own right goes before a place for any word.
    routes.into_iter().filter(fits).min_by_key(|route| route.matches('{').count())
}

/// An address with everything that differs from run to run taken out.
#[must_use]
pub fn shape(address: &str) -> String {
    let is_id = |part: &str| part.len() == 36 && part.bytes().filter(|byte| *byte == b'-').count() == 4;
    let is_day =
        |part: &str| part.len() == 10 && part.as_bytes()[4] == b'-' && part.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    let (path, asked) = address.split_once('?').unwrap_or((address, ""));
    let name = |part: &str| {
        if is_id(part) {
            "{id}".to_owned()
        } else if is_day(part) {
            "{day}".to_owned()
        } else {
            part.to_owned()
        }
    };
    let path: Vec<String> = path.split('/').map(name).collect();
    let names: Vec<&str> =
        asked.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split('=').next().unwrap_or(pair)).collect();
    if names.is_empty() { path.join("/") } else { format!("{}?{}", path.join("/"), names.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_belongs_to_its_route() {
        let routes = ["/today".to_owned(), "/today/{part}".to_owned(), "/today/sheet".to_owned()];
        assert_eq!(route_of(&routes, "/today?mine=1"), Some(&routes[0]));
        assert_eq!(route_of(&routes, "/today/sheet"), Some(&routes[2]));
        assert_eq!(route_of(&routes, "/today/other"), Some(&routes[1]));
        assert_eq!(route_of(&routes, "/elsewhere"), None);
        assert_eq!(shape("/a/019cae66-d220-70ee-902e-50e41ab8b3e9/2026-03-12?tab=x&y=2"), "/a/{id}/{day}?tab&y");
    }

    #[test]
    fn the_sources_name_their_methods() {
        assert_eq!(declared()["/patients/{patient}/concern"], ["get", "post"]);
        assert_eq!(declared()["/sign-out"], ["post"]);
    }
}
