//! Counts a person's day anew: presence → minutes → units → charge or reason, in the transaction of whatever changed it.

use access::{Context, Refusal};
use jiff::ToSpan;
use jiff::civil::Date;
use vocabulary::id::PatientId;

use super::facts::Facts;
use super::{BillingState, HeldFor, ServiceDay, store};
use crate::charge::follow_day;
use crate::payer;
use crate::rule::RuleBook;

/// Counts a day; answers whether it came out differently than before. When its charges did, the days after it are counted too: what
/// it uses of an authorization is no longer there for them.
///
/// # Errors
/// The database's own.
pub fn recount_day(cx: &Context<'_>, patient: PatientId, day: Date) -> Result<bool, Refusal> {
    recount_days(cx, &[patient], day)
}

/// Counts a day of several people, as [`recount_day`] does of one; answers whether it came out differently for any of them.
///
/// # Errors
/// The database's own.
pub fn recount_days(cx: &Context<'_>, patients: &[PatientId], day: Date) -> Result<bool, Refusal> {
    let book = payer::rule_book(cx)?;
    let mut is_any_different = false;
    for facts in Facts::load(cx, patients, day)? {
        let Counted { is_different, charges_differ } = count(cx, &book, &facts, day)?;
        if charges_differ && day < cx.today() {
            recount_from(cx, facts.patient, day.saturating_add(1.day()))?;
        }
        is_any_different |= is_different;
    }
    Ok(is_any_different)
}

/// How a day came out, compared with before.
struct Counted {
    is_different: bool,
    charges_differ: bool,
}

fn count(cx: &Context<'_>, book: &RuleBook, facts: &Facts, day: Date) -> Result<Counted, Refusal> {
    let patient = facts.patient;
    let (state, authorization) = facts.decide(book, cx, day);
    let charges_differ = follow_day(cx, patient, day, &facts.standing, &state, authorization)?;
    let known = facts.known.as_ref();
    let next = ServiceDay {
        id: known.map_or_else(|| cx.new_id(), |known| known.id),
        patient,
        day,
        state: BillingState::from(&state),
        headline: state.headline(),
        sentences: state.sentences(),
        holds: state.reasons().iter().map(HeldFor::from).collect(),
        planned_minutes: facts.credit.planned_minutes,
        credited_minutes: facts.credited.values().sum(),
        sessions: facts.in_order(),
        payer_key: facts.payer.as_ref().filter(|payer| !payer.is_self_pay).map(|payer| payer.key.clone()),
    };
    match known {
        Some(known) if known.record == next => return Ok(Counted { is_different: charges_differ, charges_differ }),
        Some(known) => cx.tx.amend(&next, known.version, &cx.entry("day recounted"))?,
        None if next.state == BillingState::NotExpected => {
            return Ok(Counted { is_different: charges_differ, charges_differ });
        }
        None => cx.tx.append(&next, &cx.entry("day recounted"))?,
    }
    Ok(Counted { is_different: true, charges_differ })
}

/// Counts every day of a person anew that was counted before, from a day on.
///
/// # Errors
/// The database's own.
pub fn recount_from(cx: &Context<'_>, patient: PatientId, from: Date) -> Result<(), Refusal> {
    let book = payer::rule_book(cx)?;
    for day in store::days_from(cx.tx, patient, from)? {
        for facts in Facts::load(cx, &[patient], day)? {
            count(cx, &book, &facts, day)?;
        }
    }
    Ok(())
}
