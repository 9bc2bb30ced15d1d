//! Reading documents of other providers, in milliseconds for each megabyte: the C-CDA samples one after the other, and one large FHIR
//! bundle made of the entries of a small one. What is read is counted: a reader that leaves out is not fast.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use migrate_in::ReferralDocument;
use serde_json::Value;

use crate::said::{Limit, Outcome, Sample};

/// Entries of the large bundle are repeated until it has so many bytes.
const BUNDLE_BYTES: usize = 1_000_000;
/// Entries of the small one that say whose it is and who wrote it.
const HEAD: usize = 6;
/// The most milliseconds for a megabyte.
const MOST_A_MEGABYTE: f64 = 100.0;
/// The lists of statements in what the independent reader found.
const LISTS: [&str; 9] =
    ["problems", "medications", "allergies", "results", "vitals", "procedures", "encounters", "immunizations", "social"];

/// A document and how many statements must be found in it at least.
struct Counted {
    name: String,
    bytes: Vec<u8>,
    statements: usize,
}

/// Reads the C-CDA samples so often; each must say at least what an independent reader found in it.
pub(crate) fn ccda(times: usize) -> Outcome<Sample> {
    let folder = samples().join("ccda");
    let mut documents = Vec::new();
    for line in std::fs::read_to_string(folder.join("reference.jsonl"))?.lines() {
        let found: Value = serde_json::from_str(line)?;
        let name = found.get("file").and_then(Value::as_str).ok_or("a line that names no file")?.to_owned();
        let statements: usize = LISTS.iter().map(|list| found.get(*list).and_then(Value::as_array).map_or(0, Vec::len)).sum();
        documents.push(Counted { bytes: std::fs::read(folder.join(&name))?, name, statements });
    }
    one("read_ccda", "C-CDA documents", &documents, times)
}

/// Reads the large FHIR bundle so often; each entry that is repeated must be found each time.
pub(crate) fn fhir(times: usize) -> Outcome<Sample> {
    let small: Value = serde_json::from_slice(&std::fs::read(samples().join("fhir/document-discharge.json"))?)?;
    one("read_fhir", "a FHIR bundle", &[large(&small)?], times)
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../edges/migrate_in/testdata")
}

/// The head stays one; what is said about the person is said again and again, as a long record says it.
fn large(small: &Value) -> Outcome<Counted> {
    let entries = small.get("entry").and_then(Value::as_array).ok_or("a bundle without entries")?;
    let (head, said) = entries.split_at(entries.len().min(HEAD));
    let copies = BUNDLE_BYTES / serde_json::to_vec(said)?.len().max(1);
    let with = |copies: usize| -> Outcome<Vec<u8>> {
        let mut bundle = small.clone();
        let entry = bundle.get_mut("entry").ok_or("a bundle without entries")?;
        *entry = head.iter().chain(std::iter::repeat_n(said, copies).flatten()).cloned().collect();
        Ok(serde_json::to_vec(&bundle)?)
    };
    let (in_head, in_one) = (statements(&read(&with(0)?)?), statements(&read(&with(1)?)?));
    let statements = in_head + copies * in_one.saturating_sub(in_head);
    Ok(Counted { name: "the large bundle".to_owned(), bytes: with(copies)?, statements })
}

fn read(bytes: &[u8]) -> Outcome<ReferralDocument> {
    Ok(migrate_in::read(bytes).map_err(|refusal| refusal.to_string())?)
}

/// What a document says, counted over the same lists.
fn statements(document: &ReferralDocument) -> usize {
    let observed = document.results.len() + document.vitals.len() + document.social_history.len();
    let products = document.medications.len() + document.immunizations.len();
    let visits = document.encounters.len() + document.procedures.len();
    document.problems.len() + document.allergies.len() + observed + products + visits
}

fn one(name: &str, what: &str, documents: &[Counted], times: usize) -> Outcome<Sample> {
    let megabytes = documents.iter().map(|document| document.bytes.len()).sum::<usize>() as f64 / 1e6;
    let mut milliseconds = Vec::with_capacity(times);
    let mut all = 0_usize;
    for _ in 0..times {
        let began = Instant::now();
        let mut found = Vec::with_capacity(documents.len());
        for document in documents {
            found.push(statements(&black_box(read(&document.bytes)?)));
        }
        milliseconds.push(began.elapsed().as_secs_f64() * 1000.0 / megabytes);
        all = found.iter().sum();
        if let Some((document, found)) = documents.iter().zip(found).find(|(document, found)| *found < document.statements) {
            return Err(format!("{}: {found} statements of {} were read", document.name, document.statements).into());
        }
    }
    if all == 0 {
        return Err("nothing was read".into());
    }
    let mut sorted = milliseconds.clone();
    sorted.sort_by(f64::total_cmp);
    let rate = sorted.get(sorted.len() / 2).map_or(0.0, |median| 1000.0 / median);
    let what = format!("reading {what}, milliseconds for each megabyte ({rate:.0} MB/s), {all} statements");
    let limits = vec![Limit::p50(MOST_A_MEGABYTE)];
    Ok(Sample { name: name.to_owned(), what, milliseconds, baseline: Vec::new(), limits })
}
