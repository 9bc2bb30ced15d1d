//! The countdown: each authorization with what is used and left, when it runs out at the current pace, and what to tell about it.
//! The order is the earlier of the last covered day and the day the last unit would be used.

use std::collections::HashMap;

use access::{Action, Context, Kind, Refusal};
use billing::authorization::use_up::{self, Alert, AlertLevels, Approval, Use, UsedUp};
use billing::authorization::{self, Authorization};
use billing::charge::{self, Charge};
use billing::payer;
use confidential::{Guarded, Query};
use jiff::ToSpan;
use jiff::civil::Date;
use vocabulary::PersonName;
use vocabulary::day::days_between;
use vocabulary::id::{AuthorizationId, ChargeId, PatientId, PayerId};

use super::booking;

/// How far back the pace is taken from, in days.
const PACE_DAYS: i64 = 14;
/// How long an ended authorization stays on the list when nothing follows it, in days.
const ENDED_DAYS: i64 = 14;

/// Lists what payers answered: what runs, what ended within two weeks and has no follower, what was denied.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListAuthorizations {
    /// Only about this person, and then everything there ever was.
    pub patient: Option<PatientId>,
}

/// One authorization as it stands today.
#[derive(Clone, Debug)]
pub struct AuthorizationLine {
    /// As it was recorded.
    pub authorization: Authorization,
    /// Whose.
    pub name: PersonName,
    /// The second identifier.
    pub record_number: i64,
    /// The payer's name.
    pub payer: String,
    /// Units or days used.
    pub used: i64,
    /// Units or days left.
    pub left: i64,
    /// When the last one would be used if the next days go as the last two weeks went.
    pub runs_out_on: Option<Date>,
    /// The earlier of the last covered day and the day it runs out; of a denial, the end of its appeal.
    pub due_on: Date,
    /// What to tell about it, most urgent first.
    pub alerts: Vec<Alert>,
    /// When somebody should act.
    pub urgency: Urgency,
}

/// When somebody should act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// An alert of the payer's terms stands, or the review is due today or was.
    Now,
    /// Within seven days.
    ThisWeek,
    /// Later.
    Later,
    /// It ended and another one follows, or its appeal is over.
    Past,
}

impl Query for ListAuthorizations {
    type View = Vec<AuthorizationLine>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<AuthorizationLine>>, Refusal> {
        cx.require(Action::View, Kind::Authorization)?;
        if let Some(patient) = self.patient {
            episode::patient::load(cx.tx, patient)?;
        }
        Ok(Guarded::several(Kind::Authorization, lines(cx, self.patient)?))
    }
}

/// The lines, for the list, for a chart and for the flags of the list of people.
pub(crate) fn lines(cx: &Context<'_>, only: Option<PatientId>) -> Result<Vec<AuthorizationLine>, Refusal> {
    let today = cx.today();
    let stored = match only {
        Some(patient) => authorization::of_patient(cx.tx, patient)?,
        None => authorization::all_running(cx.tx, today.saturating_sub(ENDED_DAYS.days()))?,
    };
    let all: Vec<Authorization> = stored.into_iter().map(|stored| stored.record).collect();
    let shown = all.iter().filter(|one| only.is_some() || one.to >= today || !has_follower(one, &all));
    let known = Known::load(cx, &all)?;
    let mut lines: Vec<AuthorizationLine> = shown.filter_map(|one| known.line(one, today)).collect();
    lines.sort_by(|a, b| {
        let key = |line: &AuthorizationLine| (line.urgency == Urgency::Past, line.due_on, line.authorization.id);
        key(a).cmp(&key(b))
    });
    Ok(lines)
}

/// Whether another approval of the same payer, for the same code or any, covers the days after this one.
fn has_follower(one: &Authorization, all: &[Authorization]) -> bool {
    all.iter().any(|other| {
        other.id != one.id
            && other.patient == one.patient
            && other.payer == one.payer
            && (other.code == one.code || other.code.is_none())
            && other.denial.is_none()
            && other.to > one.to
    })
}

/// What all lines need, read once.
struct Known {
    people: HashMap<PatientId, (PersonName, i64)>,
    payers: HashMap<PayerId, (String, AlertLevels)>,
    burned: HashMap<Pair, Burned>,
    followed: Vec<AuthorizationId>,
}

/// One person with one payer, and what was approved and charged there.
type Pair = (PatientId, PayerId);
type ApprovedAndUsed = (Vec<Approval<AuthorizationId>>, Vec<Use<ChargeId>>);

/// The burn-down of one person with one payer.
struct Burned {
    approvals: Vec<Approval<AuthorizationId>>,
    charges: Vec<Use<ChargeId>>,
    used: UsedUp<AuthorizationId, ChargeId>,
    over_units: HashMap<AuthorizationId, i64>,
}

impl Known {
    fn load(cx: &Context<'_>, all: &[Authorization]) -> Result<Self, Refusal> {
        let mut patients: Vec<PatientId> = all.iter().map(|one| one.patient).collect();
        patients.sort();
        patients.dedup();
        let ids: Vec<AuthorizationId> = all.iter().map(|one| one.id).collect();
        let mut charges: HashMap<AuthorizationId, Vec<Charge>> = HashMap::new();
        for stored in charge::of_authorizations(cx.tx, &ids)? {
            if let Some(of) = stored.authorization {
                charges.entry(of).or_default().push(stored.record);
            }
        }
        let mut pairs: HashMap<Pair, ApprovedAndUsed> = HashMap::new();
        for one in all {
            let (approvals, uses) = pairs.entry((one.patient, one.payer)).or_default();
            approvals.extend(one.approval());
            uses.extend(charges.get(&one.id).into_iter().flatten().map(booking::use_of));
        }
        let ahead = booking::ahead(cx, &patients, cx.today())?;
        let people = episode::patient::load_many(cx.tx, &patients)?;
        Ok(Self {
            people: people.iter().map(|patient| (patient.id, (patient.name(), patient.record_number))).collect(),
            payers: payers(cx)?,
            burned: pairs.into_iter().map(|(key, pair)| (key, burn(&ahead, key, pair))).collect(),
            followed: all.iter().filter(|one| has_follower(one, all)).map(|one| one.id).collect(),
        })
    }

    fn line(&self, one: &Authorization, today: Date) -> Option<AuthorizationLine> {
        let (name, record_number) = self.people.get(&one.patient).cloned()?;
        let (payer, levels) = self.payers.get(&one.payer).cloned()?;
        let line = AuthorizationLine {
            authorization: one.clone(),
            name,
            record_number,
            payer,
            used: 0,
            left: 0,
            runs_out_on: None,
            due_on: one.to,
            alerts: Vec::new(),
            urgency: Urgency::Later,
        };
        match &one.denial {
            Some(denial) => {
                let due_on = denial.appeal_by.unwrap_or(one.to);
                Some(AuthorizationLine { due_on, urgency: urgency(due_on, today, due_on < today, false), ..line })
            }
            None => self.approved(line, levels, today),
        }
    }

    fn approved(&self, line: AuthorizationLine, levels: AlertLevels, today: Date) -> Option<AuthorizationLine> {
        let one = &line.authorization;
        let burned = self.burned.get(&(one.patient, one.payer))?;
        let approval = burned.approvals.iter().find(|approval| approval.id == one.id)?;
        let balance = burned.used.balances.iter().find(|balance| balance.authorization == one.id)?;
        let recent = use_up::used_in_window(&burned.used, &burned.charges, approval, PACE_DAYS, today);
        let runs_out_on = use_up::runs_out_on(balance.left, recent, PACE_DAYS, today).filter(|_| one.from <= today);
        let over = burned.over_units.get(&one.id).copied().unwrap_or(0);
        let alerts = use_up::alerts(approval, balance.left, runs_out_on, over, levels, today);
        let due_on = runs_out_on.filter(|_| balance.left > 0).map_or(one.to, |on| on.min(one.to));
        let due_on = if balance.left <= 0 { today.min(one.to) } else { due_on };
        let is_settled = self.followed.contains(&one.id) && (one.to < today || balance.left <= 0);
        let is_pressing = alerts.iter().any(|alert| !matches!(alert, Alert::RunsOutEarly { .. }));
        let review_is_due = one.next_review_on.is_some_and(|on| on <= today);
        let urgency = urgency(due_on, today, is_settled, is_pressing || review_is_due);
        Some(AuthorizationLine { used: balance.used, left: balance.left, runs_out_on, due_on, alerts, urgency, ..line })
    }
}

fn urgency(due_on: Date, today: Date, is_settled: bool, is_pressing: bool) -> Urgency {
    match days_between(today, due_on) {
        _ if is_settled => Urgency::Past,
        _ if is_pressing => Urgency::Now,
        ..=0 => Urgency::Now,
        1..=7 => Urgency::ThisWeek,
        _ => Urgency::Later,
    }
}

fn burn(ahead: &booking::Ahead, (patient, payer): Pair, (approvals, charges): ApprovedAndUsed) -> Burned {
    let used = use_up::use_up(&approvals, &charges);
    let booked = ahead.uses(patient, payer, &charges);
    let check = use_up::check_bookings(&approvals, &charges, &booked);
    let mut over_units: HashMap<AuthorizationId, i64> = HashMap::new();
    for over in &check.over {
        let code = booked.iter().find(|used| used.id == over.charge).map_or("", |used| used.code.as_str());
        if let Some((nearest, _)) = use_up::to_use(&approvals, &used, code, over.on) {
            *over_units.entry(nearest.id).or_default() += over.units;
        }
    }
    Burned { approvals, charges, used, over_units }
}

/// Names and alert levels of every payer, from its terms of today.
fn payers(cx: &Context<'_>) -> Result<HashMap<PayerId, (String, AlertLevels)>, Refusal> {
    let book = payer::rule_book(cx)?;
    let levels = |key: &str| {
        let terms = book.terms_on(key, cx.today());
        terms.map_or(AlertLevels { at_units: 3, at_days: 5 }, |terms| AlertLevels {
            at_units: terms.payer.alert_at_units,
            at_days: terms.payer.alert_at_days,
        })
    };
    let all = payer::all_payers(cx.tx)?;
    Ok(all.iter().map(|payer| (payer.id, (payer.name.clone(), levels(&payer.key)))).collect())
}
