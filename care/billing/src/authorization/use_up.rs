//! Which approved unit each charge uses, what is left, when it runs out, and what is booked beyond it (OP-50, OP-A13).
//!
//! Pure and recomputed from scratch, so a voided charge gives its unit back by itself. A unit uses the authorization
//! that ends first among those that cover its date and code; charges are taken in the order of their dates.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Span;
use jiff::civil::Date;
use vocabulary::day::days_between;

/// What an authorization counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Units of its code.
    Units,
    /// Days with any unit of its code.
    Days,
}

/// What a payer approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval<Id> {
    /// The authorization's id.
    pub id: Id,
    /// The code it is for; `None` is any.
    pub code: Option<String>,
    /// What it counts.
    pub counts: Counts,
    /// How many are approved.
    pub approved: i64,
    /// First day covered.
    pub starts_on: Date,
    /// Last day covered.
    pub ends_on: Date,
}

/// Units that were charged, or would be by a booked session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use<Id> {
    /// Id of the charge or of the session.
    pub id: Id,
    /// HCPCS code.
    pub code: String,
    /// The day.
    pub on: Date,
    /// Units.
    pub units: i64,
}

/// Units of one charge on one authorization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation<A, C> {
    /// The charge.
    pub charge: C,
    /// The authorization.
    pub authorization: A,
    /// Units.
    pub units: i64,
}

/// Why a unit found no authorization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncovered {
    /// Authorizations cover the day and code, but all are used up.
    UsedUp,
    /// One for the code has ended before the day.
    Ended {
        /// The last day that was covered.
        on: Date,
    },
    /// One for the code begins after the day.
    NotStarted {
        /// The first day that will be covered.
        on: Date,
    },
    /// None is for this code.
    NoneForCode,
}

/// Units of a charge that found no authorization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverUse<C> {
    /// The charge or session.
    pub charge: C,
    /// Its day.
    pub on: Date,
    /// Units without an authorization.
    pub units: i64,
    /// Why.
    pub why: Uncovered,
}

/// Where one authorization stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance<A> {
    /// The authorization.
    pub authorization: A,
    /// Units or days approved; never below zero.
    pub approved: i64,
    /// Units or days used.
    pub used: i64,
    /// Units or days left; never below zero.
    pub left: i64,
}

/// The whole burn-down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedUp<A, C> {
    /// One balance an authorization, ordered by last day, then first day, then id.
    pub balances: Vec<Balance<A>>,
    /// Which unit used which authorization, in the order of the days.
    pub allocations: Vec<Allocation<A, C>>,
    /// Units that found none, in the order of the days.
    pub over: Vec<OverUse<C>>,
}

/// Spreads charges over authorizations. The order in which either is given does not matter; ids must be unique.
#[must_use]
pub fn use_up<A: Clone + Ord, C: Clone + Ord>(approvals: &[Approval<A>], charges: &[Use<C>]) -> UsedUp<A, C> {
    let mut open = opened(approvals);
    let (allocations, over) = spread(&mut open, approvals, charges);
    UsedUp { balances: open.into_iter().map(Open::balance).collect(), allocations, over }
}

fn opened<A: Clone + Ord>(approvals: &[Approval<A>]) -> Vec<Open<'_, A>> {
    let mut open: Vec<Open<'_, A>> = approvals.iter().map(Open::new).collect();
    open.sort_by(|a, b| a.order().cmp(&b.order()));
    open
}

fn spread<A: Clone + Ord, C: Clone + Ord>(
    open: &mut [Open<'_, A>],
    approvals: &[Approval<A>],
    charges: &[Use<C>],
) -> (Vec<Allocation<A, C>>, Vec<OverUse<C>>) {
    let mut charges: Vec<&Use<C>> = charges.iter().filter(|charge| charge.units > 0).collect();
    charges.sort_by(|a, b| (a.on, &a.code, &a.id).cmp(&(b.on, &b.code, &b.id)));
    let mut allocations = Vec::new();
    let mut over = Vec::new();
    for charge in charges {
        let mut rest = charge.units;
        for approval in open.iter_mut() {
            let units = approval.take(&charge.code, charge.on, rest);
            rest -= units;
            if units > 0 {
                let authorization = approval.approval.id.clone();
                allocations.push(Allocation { charge: charge.id.clone(), authorization, units });
            }
        }
        if rest > 0 {
            let why = why_uncovered(approvals, &charge.code, charge.on);
            over.push(OverUse { charge: charge.id.clone(), on: charge.on, units: rest, why });
        }
    }
    (allocations, over)
}

/// An authorization while it is being used up.
struct Open<'a, A> {
    approval: &'a Approval<A>,
    left: i64,
    days: BTreeSet<Date>,
}

impl<'a, A: Clone + Ord> Open<'a, A> {
    fn new(approval: &'a Approval<A>) -> Self {
        Self { approval, left: approval.approved.max(0), days: BTreeSet::new() }
    }

    /// Earliest ending first; of two that end together the one for a single code, then the older.
    fn order(&self) -> (Date, bool, Date, &A) {
        (self.approval.ends_on, self.approval.code.is_none(), self.approval.starts_on, &self.approval.id)
    }

    /// Takes as many of `units` as it can carry.
    fn take(&mut self, code: &str, on: Date, units: i64) -> i64 {
        if !is_for(self.approval, code) || on < self.approval.starts_on || on > self.approval.ends_on {
            return 0;
        }
        match self.approval.counts {
            Counts::Units => {
                let taken = units.min(self.left);
                self.left -= taken;
                taken
            }
            Counts::Days if self.days.contains(&on) => units,
            Counts::Days if self.left > 0 && units > 0 => {
                self.left -= 1;
                self.days.insert(on);
                units
            }
            Counts::Days => 0,
        }
    }

    fn balance(self) -> Balance<A> {
        let approved = self.approval.approved.max(0);
        Balance { authorization: self.approval.id.clone(), approved, used: approved - self.left, left: self.left }
    }
}

fn is_for<A>(approval: &Approval<A>, code: &str) -> bool {
    approval.code.as_ref().is_none_or(|only| only == code)
}

fn why_uncovered<A>(approvals: &[Approval<A>], code: &str, on: Date) -> Uncovered {
    let own = || approvals.iter().filter(|approval| is_for(approval, code));
    if own().any(|approval| approval.starts_on <= on && on <= approval.ends_on) {
        return Uncovered::UsedUp;
    }
    let ended = own().map(|approval| approval.ends_on).filter(|last| *last < on).max();
    let begins = own().map(|approval| approval.starts_on).filter(|first| *first > on).min();
    match (ended, begins) {
        (Some(on), _) => Uncovered::Ended { on },
        (None, Some(on)) => Uncovered::NotStarted { on },
        (None, None) => Uncovered::NoneForCode,
    }
}

/// The authorization that a unit of `code` on this day would use, and what is left of it before that unit.
///
/// If none can carry it, the one that comes nearest, so that a person can be told why: used up, else the last that
/// ended, else the first to begin. `None` if none is for this code.
#[must_use]
pub fn to_use<'a, A: Clone + Ord, C>(
    approvals: &'a [Approval<A>],
    used: &UsedUp<A, C>,
    code: &str,
    on: Date,
) -> Option<(&'a Approval<A>, i64)> {
    let left = |approval: &Approval<A>| {
        used.balances.iter().find(|balance| balance.authorization == approval.id).map_or(0, |balance| balance.left)
    };
    let mut own: Vec<&Approval<A>> = approvals.iter().filter(|approval| is_for(approval, code)).collect();
    own.sort_by(|a, b| Open::new(a).order().cmp(&Open::new(b).order()));
    let covers = |approval: &&&Approval<A>| approval.starts_on <= on && on <= approval.ends_on;
    let carrying = own.iter().filter(covers).find(|approval| left(approval) > 0);
    let covering = || own.iter().rfind(covers);
    let ended = || own.iter().rfind(|approval| approval.ends_on < on);
    let beginning = || own.iter().min_by_key(|approval| approval.starts_on);
    let found = carrying.or_else(covering).or_else(ended).or_else(beginning)?;
    Some((*found, left(found)))
}

/// What sessions booked ahead would use beyond what is approved: seen when booking, never first at billing (OP-A13).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingCheck<A, S> {
    /// Balances once everything booked has taken place.
    pub after: Vec<Balance<A>>,
    /// Sessions without an authorization, in the order of the days.
    pub over: Vec<OverUse<S>>,
}

/// Lays booked sessions over what the charges left. Sessions never push out a charge.
#[must_use]
pub fn check_bookings<A: Clone + Ord, C: Clone + Ord, S: Clone + Ord>(
    approvals: &[Approval<A>],
    charges: &[Use<C>],
    booked: &[Use<S>],
) -> BookingCheck<A, S> {
    let mut open = opened(approvals);
    spread(&mut open, approvals, charges);
    let (_, over) = spread(&mut open, approvals, booked);
    BookingCheck { after: open.into_iter().map(Open::balance).collect(), over }
}

/// From how few units or days on an alert is due; the payer's terms (OP-50).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertLevels {
    /// Units or days of use left.
    pub at_units: i64,
    /// Calendar days left.
    pub at_days: i64,
}

/// Something about an authorization that its reviewer should see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    /// It has ended.
    Ended {
        /// Its last day.
        on: Date,
    },
    /// Nothing is left.
    NothingLeft,
    /// Little is left.
    FewLeft {
        /// Units or days of use left.
        left: i64,
    },
    /// It ends soon.
    EndsSoon {
        /// Calendar days left after today.
        days_left: i64,
    },
    /// At the current pace it is used up before it ends.
    RunsOutEarly {
        /// The day on which the last unit would be used.
        on: Date,
    },
    /// More is booked than is left.
    Overbooked {
        /// Units booked beyond it.
        units: i64,
    },
}

/// The day the last unit would be used if the next days go as the last `window_days` went; `None` if nothing was used.
///
/// `used_in_window` counts units (or days of use) in the `window_days` up to and including `today`.
#[must_use]
pub fn runs_out_on(left: i64, used_in_window: i64, window_days: i64, today: Date) -> Option<Date> {
    if used_in_window <= 0 || window_days <= 0 {
        return None;
    }
    let needed_days = (left.max(0) * window_days + used_in_window - 1) / used_in_window;
    Some(today.saturating_add(Span::new().days(needed_days.min(36_500))))
}

/// The pace of use of one authorization: what its allocations used in the `window_days` up to `today`.
#[must_use]
pub fn used_in_window<A: Ord, C: Ord>(
    used: &UsedUp<A, C>,
    charges: &[Use<C>],
    approval: &Approval<A>,
    window_days: i64,
    today: Date,
) -> i64 {
    let dates: BTreeMap<&C, Date> = charges.iter().map(|charge| (&charge.id, charge.on)).collect();
    let own = used.allocations.iter().filter(|part| part.authorization == approval.id);
    let recent = own.filter_map(|part| {
        let on = *dates.get(&part.charge)?;
        (on <= today && days_between(on, today) < window_days).then_some((on, part.units))
    });
    match approval.counts {
        Counts::Units => recent.map(|(_, units)| units).sum(),
        Counts::Days => i64::try_from(recent.map(|(on, _)| on).collect::<BTreeSet<_>>().len()).unwrap_or(i64::MAX),
    }
}

/// What to tell about one authorization today, most urgent first (OP-50).
#[must_use]
pub fn alerts<A>(
    approval: &Approval<A>,
    left: i64,
    runs_out: Option<Date>,
    overbooked_units: i64,
    levels: AlertLevels,
    today: Date,
) -> Vec<Alert> {
    if today > approval.ends_on {
        return vec![Alert::Ended { on: approval.ends_on }];
    }
    let mut alerts = Vec::new();
    if left <= 0 {
        alerts.push(Alert::NothingLeft);
    } else if left <= levels.at_units {
        alerts.push(Alert::FewLeft { left });
    }
    if overbooked_units > 0 {
        alerts.push(Alert::Overbooked { units: overbooked_units });
    }
    let days_left = days_between(today, approval.ends_on);
    if days_left <= levels.at_days {
        alerts.push(Alert::EndsSoon { days_left });
    }
    if let Some(on) = runs_out.filter(|on| left > 0 && *on < approval.ends_on) {
        alerts.push(Alert::RunsOutEarly { on });
    }
    alerts
}

impl Alert {
    /// The alert in one plain sentence.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::Ended { on } => format!("Ended on {on}."),
            Self::NothingLeft => "Nothing is left.".to_owned(),
            Self::FewLeft { left } => format!("{left} left."),
            Self::EndsSoon { days_left: 0 } => "Ends today.".to_owned(),
            Self::EndsSoon { days_left: 1 } => "Ends tomorrow.".to_owned(),
            Self::EndsSoon { days_left } => format!("Ends in {days_left} days."),
            Self::RunsOutEarly { on } => format!("At the current pace it is used up on {on}, before it ends."),
            Self::Overbooked { units: 1 } => "1 unit is booked beyond it.".to_owned(),
            Self::Overbooked { units } => format!("{units} units are booked beyond it."),
        }
    }
}
