//! One person's day: scheduled services and the times the person was there become credited minutes (OP-09).
//!
//! Late arrival and early leaving reduce, breaks are not credited, and a minute that two services share is
//! credited to the one that starts earlier, never twice.

use jiff::Timestamp;

use super::span::{Minutes, Span, difference, intersection, total, union};

/// A service the person is booked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduledService<Id> {
    /// The service's own id.
    pub id: Id,
    /// Its kind from the program's catalogue, such as `group` or `case_management` (OP-08).
    pub kind: String,
    /// When it is scheduled.
    pub span: Span,
    /// Pauses inside it, which are never credited.
    pub breaks: Vec<Span>,
    /// Whether its minutes count toward the program's hours.
    pub is_eligible: bool,
}

/// How the person was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the building.
    OnSite,
    /// By video or telephone.
    Remote,
}

/// A stretch of being there, from a tap on arrival to a tap on leaving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence<Id> {
    /// When the person came.
    pub arrived: Timestamp,
    /// When the person left; `None` while they are still here.
    pub left: Option<Timestamp>,
    /// On site or remote.
    pub place: Place,
    /// Set when the tap belongs to one service only; `None` counts for every service of the day.
    pub only_for: Option<Id>,
}

/// Why a scheduled minute was not credited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The person was not there at all.
    NotThere,
    /// The person came after the start.
    ArrivedLate {
        /// Scheduled minutes missed before arrival.
        minutes: i64,
    },
    /// The person was out of the room between coming and leaving.
    WasAway {
        /// Scheduled minutes missed in between.
        minutes: i64,
    },
    /// The person left before the end.
    LeftEarly {
        /// Scheduled minutes missed after leaving.
        minutes: i64,
    },
    /// Another service that started earlier has these minutes.
    CreditedElsewhere {
        /// Minutes the other service has.
        minutes: i64,
    },
    /// The service does not count toward the program's hours.
    NotEligible,
}

/// What one service is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceCredit<Id> {
    /// The service.
    pub id: Id,
    /// Its length without breaks, in minutes.
    pub scheduled_minutes: i64,
    /// Minutes the person was there, breaks excluded, before overlaps are settled.
    pub attended_minutes: i64,
    /// Of the attended minutes, those by video or telephone only.
    pub remote_minutes: i64,
    /// Minutes that count.
    pub credited_minutes: i64,
    /// Why the credit is less than the schedule, in the order of the day.
    pub lost: Vec<Lost>,
}

/// What a day is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCredit<Id> {
    /// One entry a service, in the order given.
    pub services: Vec<ServiceCredit<Id>>,
    /// Minutes that the eligible services would give if fully attended, each minute once.
    pub planned_minutes: i64,
    /// Minutes credited, the sum over `services`.
    pub credited_minutes: i64,
}

/// Credits one person's day as it stands at `as_of`; someone who has not left yet counts up to that moment (OP-09).
#[must_use]
pub fn credit_day<Id: Clone + PartialEq>(
    services: &[ScheduledService<Id>],
    presence: &[Presence<Id>],
    as_of: Timestamp,
) -> DayCredit<Id> {
    let mut by_start: Vec<(usize, &ScheduledService<Id>)> = services.iter().enumerate().collect();
    by_start.sort_by_key(|(order, service)| (Minutes::from(service.span).start, *order));

    let mut taken: Vec<Minutes> = Vec::new();
    let mut planned: Vec<Minutes> = Vec::new();
    let mut credits: Vec<(usize, ServiceCredit<Id>)> = Vec::with_capacity(services.len());
    for (order, service) in by_start {
        let there = being_there(service, presence, as_of, |_| true);
        let scheduled = scheduled(service);
        let attended = intersection(&scheduled, &there);
        let own = if service.is_eligible { difference(&attended, &taken) } else { Vec::new() };
        if service.is_eligible {
            planned = union(planned.into_iter().chain(scheduled.iter().copied()));
            taken = union(taken.into_iter().chain(own.iter().copied()));
        }
        let on_site = being_there(service, presence, as_of, |place| place == Place::OnSite);
        let remote = difference(&attended, &on_site);
        let credit = ServiceCredit {
            id: service.id.clone(),
            scheduled_minutes: total(&scheduled),
            attended_minutes: total(&attended),
            remote_minutes: total(&remote),
            credited_minutes: total(&own),
            lost: lost(service, &scheduled, &attended, &own),
        };
        credits.push((order, credit));
    }
    credits.sort_by_key(|(order, _)| *order);
    DayCredit {
        services: credits.into_iter().map(|(_, credit)| credit).collect(),
        planned_minutes: total(&planned),
        credited_minutes: total(&taken),
    }
}

fn scheduled<Id>(service: &ScheduledService<Id>) -> Vec<Minutes> {
    let breaks = union(service.breaks.iter().map(|pause| Minutes::from(*pause)));
    difference(&union([Minutes::from(service.span)]), &breaks)
}

fn being_there<Id: PartialEq>(
    service: &ScheduledService<Id>,
    presence: &[Presence<Id>],
    as_of: Timestamp,
    counts: impl Fn(Place) -> bool,
) -> Vec<Minutes> {
    let own = presence.iter().filter(|stretch| counts(stretch.place));
    let own = own.filter(|stretch| stretch.only_for.as_ref().is_none_or(|only| *only == service.id));
    union(own.map(|stretch| Span::new(stretch.arrived, stretch.left.unwrap_or(as_of)).into()))
}

fn lost<Id>(service: &ScheduledService<Id>, scheduled: &[Minutes], attended: &[Minutes], own: &[Minutes]) -> Vec<Lost> {
    if !service.is_eligible {
        return vec![Lost::NotEligible];
    }
    let (Some(first), Some(last)) = (attended.first(), attended.last()) else {
        return if scheduled.is_empty() { Vec::new() } else { vec![Lost::NotThere] };
    };
    let missed = difference(scheduled, attended);
    let before: i64 = missed.iter().filter(|gap| gap.end <= first.start).map(|gap| gap.len()).sum();
    let after: i64 = missed.iter().filter(|gap| gap.start >= last.end).map(|gap| gap.len()).sum();
    let elsewhere = total(attended) - total(own);
    let reasons = [
        (before, Lost::ArrivedLate { minutes: before }),
        (total(&missed) - before - after, Lost::WasAway { minutes: total(&missed) - before - after }),
        (after, Lost::LeftEarly { minutes: after }),
        (elsewhere, Lost::CreditedElsewhere { minutes: elsewhere }),
    ];
    reasons.into_iter().filter(|(minutes, _)| *minutes > 0).map(|(_, reason)| reason).collect()
}
