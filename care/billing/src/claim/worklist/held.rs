//! Held days by cause: how many, for whom they wait, what they would bring.

use std::collections::BTreeMap;

use access::{Context, Refusal, Staff};
use schedule::group_session::GroupSession;
use vocabulary::id::{GroupSessionId, PatientId, StaffId};
use vocabulary::{Cents, PersonName};

use super::{HeldCause, HeldDay};
use crate::payer;
use crate::rule::RuleBook;
use crate::service_day::{HeldFor, ServiceDay};

pub(super) struct Held {
    pub(super) causes: Vec<HeldCause>,
    pub(super) days: i64,
    pub(super) expected: Cents,
}

/// The days of a cause found so far, and its sentences with how often.
type CauseSoFar = (Vec<HeldDay>, BTreeMap<String, i64>);

pub(super) fn held(cx: &Context<'_>, days: Vec<ServiceDay>, name: &dyn Fn(PatientId) -> PersonName) -> Result<Held, Refusal> {
    let book = payer::rule_book(cx)?;
    let mut names = Names::default();
    let mut all: BTreeMap<(String, String), CauseSoFar> = BTreeMap::new();
    let mut total = Cents(0);
    for day in &days {
        let expected = expected(&book, day);
        total = [total, expected.unwrap_or(Cents(0))].into_iter().sum();
        for hold in &day.holds {
            let session = hold.service.as_deref().and_then(|id| id.parse::<GroupSessionId>().ok());
            let (rows, people) = all.entry((hold.cause.clone(), hold.owner.clone())).or_default();
            if let Some(session) = session.filter(|_| hold.owner == "clinician") {
                *people.entry(names.leader(cx, session)?).or_default() += 1;
            }
            rows.push(row(day, hold, session, name(day.patient), expected));
        }
    }
    let mut causes: Vec<HeldCause> =
        all.into_iter().map(|((cause, owner), (days, people))| group(cause, owner, days, people)).collect();
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.days.len()));
    Ok(Held { causes, days: i64::try_from(days.len()).unwrap_or(i64::MAX), expected: total })
}

fn group(cause: String, owner: String, days: Vec<HeldDay>, people: BTreeMap<String, i64>) -> HeldCause {
    let mut waits_for: Vec<(String, i64)> = people.into_iter().filter(|(name, _)| !name.is_empty()).collect();
    waits_for.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let expected = days.iter().filter_map(|day| day.expected).sum();
    HeldCause { cause, owner, waits_for, days, expected }
}

fn row(day: &ServiceDay, hold: &HeldFor, session: Option<GroupSessionId>, name: PersonName, expected: Option<Cents>) -> HeldDay {
    HeldDay {
        id: day.id,
        patient: day.patient,
        name,
        day: day.day,
        sentence: hold.sentence.clone(),
        minutes: day.credited_minutes,
        screen: hold.screen.clone(),
        field: hold.field.clone(),
        session,
        expected,
    }
}

/// The payer's charge for a whole day, where it has one: what the day would bring once nothing is in the way.
fn expected(book: &RuleBook, day: &ServiceDay) -> Option<Cents> {
    let terms = book.terms_on(day.payer_key.as_deref()?, day.day)?;
    let rule = terms.per_diem(Some("sud per diem")).or_else(|| terms.per_diem(None))?;
    Some(Cents(rule.charge_cents))
}

/// Leaders of sessions by name, each asked for once.
#[derive(Default)]
struct Names {
    sessions: BTreeMap<GroupSessionId, String>,
    staff: BTreeMap<StaffId, String>,
}

impl Names {
    fn leader(&mut self, cx: &Context<'_>, session: GroupSessionId) -> Result<String, Refusal> {
        if let Some(known) = self.sessions.get(&session) {
            return Ok(known.clone());
        }
        let leader = cx.tx.load::<GroupSession>(session)?.and_then(|found| found.leaders.first().copied());
        let name = match leader {
            Some(leader) => self.name(cx, leader)?,
            None => String::new(),
        };
        self.sessions.insert(session, name.clone());
        Ok(name)
    }

    fn name(&mut self, cx: &Context<'_>, staff: StaffId) -> Result<String, Refusal> {
        if let std::collections::btree_map::Entry::Vacant(e) = self.staff.entry(staff) {
            let name = cx.tx.load::<Staff>(staff)?.map(|found| found.name.full()).unwrap_or_default();
            e.insert(name);
        }
        Ok(self.staff.get(&staff).cloned().unwrap_or_default())
    }
}
