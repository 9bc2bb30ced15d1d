//! The bill of materials as CycloneDX 1.5 JSON: every library that is linked, and what is carried in as files. It holds no date and no
//! chance, so that the same sources give the same bytes; one component a line, so that a change can be read.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;
#[cfg(test)]
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::linked::{Key, Linked};
use crate::trouble::{Trouble, While};

/// What is in the program without being a library of Rust.
struct Carried {
    name: &'static str,
    version: &'static str,
    license: &'static str,
    path: &'static str,
}

const CARRIED: &[Carried] = &[
    Carried { name: "htmx", version: "2.0.11", license: "0BSD", path: "edges/web/assets/vendor/htmx.min.js" },
    Carried {
        name: "Atkinson Hyperlegible Next",
        version: "carried",
        license: "OFL-1.1",
        path: "edges/web/assets/font/atkinson-hyperlegible-next-latin.woff2",
    },
    Carried {
        name: "Atkinson Hyperlegible Mono",
        version: "carried",
        license: "OFL-1.1",
        path: "edges/web/assets/font/atkinson-hyperlegible-mono-latin.woff2",
    },
    Carried { name: "Newsreader", version: "carried", license: "OFL-1.1", path: "edges/web/assets/font/newsreader-latin.woff2" },
    Carried {
        name: "Libertinus Serif",
        version: "carried",
        license: "OFL-1.1",
        path: "edges/paper/font/LibertinusSerif-Regular.otf",
    },
];

/// A component as the format has it; written out in this order, whatever order a map would have.
#[derive(Serialize)]
struct Component<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "bom-ref")]
    reference: &'a str,
    name: &'a str,
    version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    purl: Option<&'a str>,
    licenses: [License<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    hashes: Option<[Hash<'a>; 1]>,
}

#[derive(Serialize)]
struct License<'a> {
    expression: &'a str,
}

#[derive(Serialize)]
struct Hash<'a> {
    alg: &'static str,
    content: &'a str,
}

/// What one component uses.
#[derive(Serialize)]
struct Uses<'a> {
    #[serde(rename = "ref")]
    reference: &'a str,
    #[serde(rename = "dependsOn")]
    depends_on: Vec<String>,
}

/// The bill, whole.
///
/// # Errors
/// When a carried file is not where it is listed.
pub fn text(linked: &Linked, root: &Path) -> Result<String, Trouble> {
    let program = format!("stepdown@{}", linked.version);
    let mut components = Vec::new();
    let mut uses = vec![line(&Uses { reference: &program, depends_on: references(&linked.used_by_us) })?];
    for library in linked.libraries() {
        let reference = reference(&(library.name.clone(), library.version.clone()));
        components.push(line(&Component {
            kind: "library",
            reference: &reference,
            name: &library.name,
            version: &library.version,
            purl: Some(&reference),
            licenses: [License { expression: &library.license }],
            hashes: Some([sha256(&library.sha256)]),
        })?);
        uses.push(line(&Uses { reference: &reference, depends_on: references(&library.uses) })?);
    }
    for carried in CARRIED {
        let bytes = std::fs::read(root.join(carried.path)).doing(&format!("reading {}", carried.path))?;
        components.push(line(&Component {
            kind: "library",
            reference: &format!("carried:{}", carried.path),
            name: carried.name,
            version: carried.version,
            purl: None,
            licenses: [License { expression: carried.license }],
            hashes: Some([sha256(&hex::encode(Sha256::digest(bytes)))]),
        })?);
    }
    let component = line(&Component {
        kind: "application",
        reference: &program,
        name: "stepdown",
        version: &linked.version,
        purl: None,
        licenses: [License { expression: "Apache-2.0 OR MIT" }],
        hashes: None,
    })?;
    Ok(format!(
        "{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"version\":1,\n\"metadata\":{{\"component\":{component}}},\n\
         \"components\":[\n{}\n],\n\"dependencies\":[\n{}\n]}}\n",
        components.join(",\n"),
        uses.join(",\n")
    ))
}

fn line(one: &impl Serialize) -> Result<String, Trouble> {
    serde_json::to_string(one).doing("writing the bill of materials")
}

fn sha256(content: &str) -> Hash<'_> {
    Hash { alg: "SHA-256", content }
}

fn reference((name, version): &Key) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

fn references(keys: &BTreeSet<Key>) -> Vec<String> {
    keys.iter().map(reference).collect()
}

/// What does not hold together in a bill; nothing when it is sound.
#[cfg(test)]
pub fn problems(text: &str) -> Vec<String> {
    let Ok(bill) = serde_json::from_str::<Value>(text) else { return vec!["it is not JSON".to_owned()] };
    let mut found = Vec::new();
    let mut said = |is_wrong: bool, words: String| {
        if is_wrong {
            found.push(words);
        }
    };
    let word = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let list = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    said(word(&bill, "bomFormat") != "CycloneDX" || word(&bill, "specVersion") != "1.5", "it is no CycloneDX 1.5".to_owned());
    let mut known: BTreeSet<String> = BTreeSet::new();
    known.extend(bill.pointer("/metadata/component/bom-ref").and_then(Value::as_str).map(str::to_owned));
    for component in list(&bill, "components") {
        let reference = word(&component, "bom-ref");
        let license = component.pointer("/licenses/0/expression").and_then(Value::as_str).unwrap_or_default();
        let digest = component.pointer("/hashes/0/content").and_then(Value::as_str).unwrap_or_default();
        said(word(&component, "name").is_empty() || word(&component, "version").is_empty(), format!("{reference} has no name"));
        said(license.is_empty() || license.contains('/'), format!("{reference} has no licence"));
        said(digest.len() != 64, format!("{reference} has no digest"));
        said(!known.insert(reference.clone()), format!("{reference} stands there twice"));
    }
    let mut told: BTreeSet<String> = BTreeSet::new();
    for one in list(&bill, "dependencies") {
        let reference = word(&one, "ref");
        said(!known.contains(&reference) || !told.insert(reference.clone()), format!("{reference} is said to use something"));
        for used in list(&one, "dependsOn") {
            let used = used.as_str().unwrap_or_default().to_owned();
            said(!known.contains(&used), format!("{reference} uses {used}, which is not listed"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::super::linked::tests::sample;
    use super::*;
    use crate::repo::Repo;

    #[test]
    fn a_bill_names_each_library_once_with_what_it_uses() {
        let repo = Repo::find().unwrap();
        let text = text(&sample(), repo.root()).unwrap();
        assert_eq!(problems(&text), Vec::<String>::new());
        assert!(text.contains("{\"ref\":\"pkg:cargo/near@1.0.0\",\"dependsOn\":[\"pkg:cargo/far@2.0.0\"]}"), "{text}");
        assert!(text.contains("{\"ref\":\"stepdown@0.1.0\",\"dependsOn\":[\"pkg:cargo/near@1.0.0\"]}"), "{text}");
    }

    #[test]
    fn a_bill_that_does_not_hold_together_is_found() {
        let repo = Repo::find().unwrap();
        let whole = text(&sample(), repo.root()).unwrap();
        for (from, to) in [
            ("CycloneDX", "Other"),
            ("\"name\":\"far\"", "\"name\":\"\""),
            ("\"dependsOn\":[\"pkg:cargo/far@2.0.0\"]", "\"dependsOn\":[\"pkg:cargo/gone@1.0.0\"]"),
            ("\"expression\":\"ISC\"", "\"expression\":\"\""),
        ] {
            assert_eq!(problems(&whole.replace(from, to)).len(), 1, "{from}");
        }
    }

    #[test]
    fn what_is_carried_is_of_the_version_that_it_says() {
        let repo = Repo::find().unwrap();
        for carried in CARRIED.iter().filter(|carried| carried.version != "carried") {
            let bytes = std::fs::read(repo.root().join(carried.path)).unwrap();
            assert!(String::from_utf8_lossy(&bytes).contains(carried.version), "{}", carried.name);
        }
    }
}
