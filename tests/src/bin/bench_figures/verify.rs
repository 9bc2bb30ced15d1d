//! Verifying: every chain recomputed and held against the signed checkpoints.

use std::time::Instant;

use store::checkpoint::{Notary, Occasion};
use store::{Kind, Store, Verification};

use crate::practice::Practice;
use crate::said::Outcome;

/// The chains alone: milliseconds for a thousand records, one a round, and how many records there are. One checkpoint is signed first,
/// so that each chain has a signed end to pass through.
pub fn chains(practice: &Practice, times: usize) -> Outcome<(Vec<f64>, u64)> {
    let store = practice.house.store(store::DirectAccess);
    let notary = Notary::for_this_run()?;
    if store.read::<_, store::StoreError>(|tx| tx.newest_checkpoint())?.is_none() {
        let now = practice.house.clock().now();
        store.checkpoint(&reactions::kinds(), &notary, Occasion::Regular, now, &|_| {})?.1?;
    }
    let (milliseconds, found) = measured(store, &[], times)?;
    Ok((milliseconds, found.records))
}

/// With what screens show: as [`chains`], and how many rows were compared.
pub fn whole(practice: &Practice, times: usize) -> Outcome<(Vec<f64>, u64)> {
    let (milliseconds, found) = measured(practice.house.store(store::DirectAccess), &reactions::kinds(), times)?;
    Ok((milliseconds, found.derived_rows))
}

fn measured(store: &Store, kinds: &[Kind], times: usize) -> Outcome<(Vec<f64>, Verification)> {
    let mut found = Verification::default();
    let mut milliseconds = Vec::with_capacity(times);
    for _ in 0..times {
        let begun = Instant::now();
        found = store.verify(kinds, &|_| {})?;
        let took = begun.elapsed().as_secs_f64() * 1e3;
        if let Some(broken) = &found.broken {
            return Err(broken.what.clone().into());
        }
        let thousands = f64::from(u32::try_from(found.records)?) / 1e3;
        milliseconds.push(took / thousands);
    }
    Ok((milliseconds, found))
}
