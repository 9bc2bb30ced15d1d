//! Reading documents of other providers, in milliseconds for each megabyte: the C-CDA samples one after the other, and one large FHIR
//! bundle made of the entries of a small one.

use std::path::Path;
use std::time::Instant;

use crate::said::{Outcome, Sample};

/// Entries of the large bundle are repeated until it has so many bytes.
const BUNDLE_BYTES: usize = 1_000_000;

/// Reads everything so often.
pub(crate) fn measure(times: usize) -> Outcome<Vec<Sample>> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../edges/migrate_in/testdata");
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(samples.join("ccda"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "xml") {
            documents.push(std::fs::read(path)?);
        }
    }
    let small: serde_json::Value = serde_json::from_slice(&std::fs::read(samples.join("fhir/document-discharge.json"))?)?;
    let bundles = vec![large(small)?];
    Ok(vec![one("read_ccda", "C-CDA documents", &documents, times)?, one("read_fhir", "a FHIR bundle", &bundles, times)?])
}

fn large(mut bundle: serde_json::Value) -> Outcome<Vec<u8>> {
    let entries = bundle.get("entry").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
    // The head stays one; what is said about the person is said again and again, as a long record says it.
    let (head, said) = entries.split_at(entries.len().min(6));
    let bytes = serde_json::to_vec(said)?.len().max(1);
    let repeated = std::iter::repeat_n(said, BUNDLE_BYTES / bytes).flatten();
    let entry = bundle.get_mut("entry").ok_or("a bundle without entries")?;
    *entry = head.iter().chain(repeated).cloned().collect();
    Ok(serde_json::to_vec(&bundle)?)
}

fn one(name: &str, what: &str, documents: &[Vec<u8>], times: usize) -> Outcome<Sample> {
    let megabytes = documents.iter().map(Vec::len).sum::<usize>() as f64 / 1e6;
    let mut milliseconds = Vec::with_capacity(times);
    for _ in 0..times {
        let began = Instant::now();
        for document in documents {
            let read = migrate_in::read(document).map_err(|refusal| refusal.to_string())?;
            std::hint::black_box(read);
        }
        milliseconds.push(began.elapsed().as_secs_f64() * 1000.0 / megabytes);
    }
    let mut sorted = milliseconds.clone();
    sorted.sort_by(f64::total_cmp);
    let rate = sorted.get(sorted.len() / 2).map_or(0.0, |median| 1000.0 / median);
    let what = format!("reading {what}, milliseconds for each megabyte ({rate:.0} MB/s)");
    Ok(Sample { name: name.to_owned(), what, milliseconds, baseline: Vec::new(), limits: Vec::new() })
}
