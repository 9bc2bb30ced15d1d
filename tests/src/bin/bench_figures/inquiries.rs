//! The inquiry queue of 10,000 people who wait: its first page with everything that stands on it, and how many wait in each state.

use std::path::Path;
use std::time::Instant;

use access::{Actor, Role};
use intake::inquiry::{CallFacts, InquiryCounts, InquiryInput, InquiryQueue, LogCall, Source};
use jiff::SignedDuration;
use reactions::{DatabaseUrl, House};
use store::DirectAccess;
use vocabulary::id::StaffId;
use vocabulary::{Clock, IdSource, ProgramZone};

use crate::said::Outcome;

/// Fills a database with so many inquiries and asks for the queue so often; milliseconds.
pub fn measure(file: &Path, inquiries: usize, questions: usize) -> Outcome<Vec<f64>> {
    let begin: jiff::Timestamp = "2026-03-12T14:00:00Z".parse()?;
    let zone = ProgramZone::parse("America/New_York")?;
    let house = House::open(&DatabaseUrl::Sqlite(file.to_owned()), Clock::frozen(begin), IdSource::seeded(7), zone)?;
    let actor = Actor {
        staff: StaffId(uuid::Uuid::from_u128(7)),
        signature_name: "Invented Person".to_owned(),
        credential: String::new(),
        roles: vec![Role::Intake],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    };
    house.load(DirectAccess, &actor, |performing| {
        for number in (0..inquiries).rev() {
            let ago = SignedDuration::from_mins(i64::try_from(number).unwrap_or(0) * 7);
            let at = begin.saturating_sub(ago).unwrap_or(begin);
            let call = LogCall { sheet: None, visit: None, input: input(number), call: CallFacts::default() };
            performing.perform(&actor, at, &call)?;
        }
        Ok(())
    })?;
    let mut times = Vec::with_capacity(questions);
    for _ in 0..questions {
        let begun = Instant::now();
        let rows = house.ask(&actor, &InquiryQueue::default())?;
        let counts = house.ask(&actor, &InquiryCounts)?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        let waiting: i64 = counts.iter().map(|(_, count)| count).sum();
        if rows.is_empty() || waiting != i64::try_from(inquiries)? {
            return Err(format!("{waiting} people wait").into());
        }
    }
    Ok(times)
}

fn input(number: usize) -> InquiryInput {
    InquiryInput {
        source: Source::Phone,
        given: format!("Given{number}"),
        family: format!("Family{}", number % 2_000),
        birth_date: None,
        phone: format!("508 {:03} {:04}", 222 + number / 8_000, 1_000 + number % 8_000),
        may_leave_message: false,
        may_text: true,
        call_as: String::new(),
        email: String::new(),
        may_email: false,
        words: "Alcohol, opioids. Asked for the evenings; works until four.".to_owned(),
    }
}
