//! Reading what payers answered: a megabyte of invented answers (271) in one file, from bytes to the twins.

use std::time::Instant;

use x12::{Limits, read_271};

use crate::said::Outcome;

const ANSWER: &str = include_str!("../../../../edges/x12/testdata/eligibility/271.x12");
const MEGABYTE: usize = 1_000_000;

/// Milliseconds for each megabyte, and what was read in words.
pub fn measure(rounds: usize) -> Outcome<(Vec<f64>, String)> {
    let flat = ANSWER.replace('\n', "");
    let (before, after) = flat.split_once("~ST*").ok_or("the sample has no transaction")?;
    let (transaction, _) = after.split_once("~GE*").ok_or("the sample has no end")?;
    let transaction = format!("{transaction}~");
    let mut text = format!("{before}~");
    let mut count = 0_usize;
    while text.len() < MEGABYTE {
        count += 1;
        let number = format!("{count:09}");
        text.push_str("ST*");
        text.push_str(&transaction.replacen("*0001*", &format!("*{number}*"), 1).replacen("*0001~", &format!("*{number}~"), 1));
    }
    text.push_str(&format!("GE*{count}*1~IEA*1*000000101~"));
    let megabytes = f64::from(u32::try_from(text.len())?) / 1_000_000.0;
    let mut times = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let begun = Instant::now();
        let reading = read_271(text.as_bytes(), &Limits::default());
        times.push(begun.elapsed().as_secs_f64() * 1000.0 / megabytes);
        if !reading.problems.is_empty() || reading.answers().count() != count {
            return Err("the answers were not read whole".into());
        }
    }
    let mut sorted = times.clone();
    sorted.sort_by(f64::total_cmp);
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or(f64::INFINITY);
    Ok((times, format!("a megabyte of eligibility answers (271) read: {:.0} MB/s, {count} answers", 1000.0 / median)))
}
