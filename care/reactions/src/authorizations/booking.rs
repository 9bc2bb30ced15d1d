//! What is booked ahead and what it would use, so that a booking past the end of an authorization says so when it is made (OP-A13).

use std::collections::{BTreeMap, HashMap};

use access::{Action, Context, Kind, Refusal};
use billing::authorization;
use billing::authorization::booked::{self, Booked, BookedUse};
use billing::authorization::use_up::{self, Approval, OverUse, Uncovered, Use};
use billing::charge::{self, Charge};
use billing::coverage;
use billing::payer::{self, Payer};
use billing::rule::RuleBook;
use confidential::{Guarded, Query};
use jiff::ToSpan;
use jiff::civil::Date;
use schedule::group_session::{self, GroupSession};
use schedule::program::{ServiceType, all_service_types};
use schedule::therapy_group;
use vocabulary::day::short_day;
use vocabulary::id::{AuthorizationId, ChargeId, GroupSessionId, PatientId, PayerId, ServiceTypeId};

/// How far ahead bookings are laid over what is left, in days.
const AHEAD_DAYS: i64 = 21;

/// Asks what booking a service would mean for the person's authorization.
#[derive(Clone, Debug)]
pub struct CheckBooking {
    /// For whom.
    pub patient: PatientId,
    /// Which service.
    pub service_type: ServiceTypeId,
    /// On which local day.
    pub day: Date,
    /// How long, in minutes.
    pub minutes: i64,
}

/// What to know before booking; empty when nothing stands against it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookingOutlook {
    /// One sentence each, without anybody's name.
    pub sentences: Vec<String>,
}

impl Query for CheckBooking {
    type View = BookingOutlook;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<BookingOutlook>, Refusal> {
        cx.require(Action::View, Kind::Authorization)?;
        episode::patient::load(cx.tx, self.patient)?;
        let sentences = self.sentences(cx, None)?;
        Ok(Guarded::chart(self.patient, Kind::Authorization, BookingOutlook { sentences }))
    }
}

impl CheckBooking {
    /// The sentences, for who may see an authorization; as if a session that is being moved were not on the calendar.
    pub(crate) fn sentences(&self, cx: &Context<'_>, moved: Option<GroupSessionId>) -> Result<Vec<String>, Refusal> {
        match coverage::on_day(cx.tx, self.patient, self.day)? {
            Some(coverage) => self.over(cx, coverage.payer, moved),
            None => Ok(Vec::new()),
        }
    }

    fn over(&self, cx: &Context<'_>, payer: PayerId, moved: Option<GroupSessionId>) -> Result<Vec<String>, Refusal> {
        let stored = authorization::approved_of(cx.tx, self.patient, payer)?;
        let approvals: Vec<_> = stored.iter().filter_map(|stored| stored.approval()).collect();
        let charges = charge::of_patient(cx.tx, self.patient, 1000)?;
        let charges: Vec<Use<ChargeId>> =
            charges.iter().filter(|charge| charge.stands() && !charge.is_self_pay).map(|stored| use_of(stored)).collect();
        let mut ahead = ahead_without(cx, &[self.patient], self.day, moved)?;
        let before = use_up::check_bookings(&approvals, &charges, &ahead.uses(self.patient, payer, &charges)).over;
        ahead.add(self.patient, self.day, self.service_type, self.minutes);
        let booked = ahead.uses(self.patient, payer, &charges);
        let after = use_up::check_bookings(&approvals, &charges, &booked).over;
        let is_of_this = |over: &&OverUse<(Date, String)>| over.on == self.day || !before.contains(over);
        let mut sentences: Vec<String> = after.iter().filter(is_of_this).map(sentence).collect();
        if sentences.is_empty() && ahead.wants_approval(payer, self.day) {
            sentences.extend(self.uncovered(&approvals));
        }
        Ok(sentences)
    }

    /// A day that no approval covers, even when what is booked on it would not fill a unit.
    fn uncovered(&self, approvals: &[Approval<AuthorizationId>]) -> Option<String> {
        if approvals.iter().any(|approval| approval.starts_on <= self.day && self.day <= approval.ends_on) {
            return None;
        }
        let ended = approvals.iter().map(|approval| approval.ends_on).filter(|last| *last < self.day).max();
        let day = short_day(self.day);
        Some(match ended {
            Some(on) => format!("The authorization ends on {}; {day} lies past it.", short_day(on)),
            None => format!("No authorization covers {day}."),
        })
    }
}

/// When what is approved would not be enough for a week that is held again and again, in a sentence; nothing when it is enough, or
/// nothing has to be approved. What else is booked in groups from that day on gives way to it.
pub(crate) fn outlook_of_week(
    cx: &Context<'_>,
    patient: PatientId,
    from: Date,
    booked: &[(Date, ServiceTypeId, i64)],
) -> Result<Option<String>, Refusal> {
    let Some(coverage) = coverage::on_day(cx.tx, patient, from)? else { return Ok(None) };
    let stored = authorization::approved_of(cx.tx, patient, coverage.payer)?;
    let approvals: Vec<_> = stored.iter().filter_map(|stored| stored.approval()).collect();
    let charges = charge::of_patient(cx.tx, patient, 1000)?;
    let charges: Vec<Use<ChargeId>> =
        charges.iter().filter(|charge| charge.stands() && !charge.is_self_pay).map(|stored| use_of(stored)).collect();
    let mut ahead = ahead(cx, &[patient], from)?;
    if let Some(days) = ahead.days.get_mut(&patient) {
        days.retain(|day, _| *day < from);
    }
    for (day, service, minutes) in booked {
        ahead.add(patient, *day, *service, *minutes);
    }
    let uses = ahead.uses(patient, coverage.payer, &charges);
    Ok(use_up::check_bookings(&approvals, &charges, &uses).over.first().map(sentence))
}

fn sentence(over: &OverUse<(Date, String)>) -> String {
    let (code, day) = (&over.charge.1, short_day(over.on));
    match over.why {
        Uncovered::UsedUp => format!("Everything approved for {code} is used or booked before {day}."),
        Uncovered::Ended { on } => format!("The authorization for {code} ends on {}; {day} lies past it.", short_day(on)),
        Uncovered::NotStarted { on } => format!("The authorization for {code} begins on {}, after {day}.", short_day(on)),
        Uncovered::NoneForCode => format!("No authorization covers {code} on {day}."),
    }
}

/// A charge as the burn-down sees it.
pub(super) fn use_of(charge: &Charge) -> Use<ChargeId> {
    Use { id: charge.id, code: charge.line.code.clone(), on: charge.day, units: charge.line.units }
}

/// Everybody's booked services of the next weeks, day by day.
pub(super) struct Ahead {
    book: std::sync::Arc<RuleBook>,
    keys: HashMap<PayerId, Payer>,
    principal: HashMap<PatientId, String>,
    services: HashMap<ServiceTypeId, ServiceType>,
    days: HashMap<PatientId, BTreeMap<Date, Vec<Booked>>>,
}

impl Ahead {
    /// What a person's bookings would use with a payer; a day that was charged already is not counted again.
    pub(super) fn uses(&self, patient: PatientId, payer: PayerId, charges: &[Use<ChargeId>]) -> Vec<BookedUse> {
        let Some(payer) = self.keys.get(&payer) else { return Vec::new() };
        let principal = self.principal.get(&patient).map(String::as_str);
        let days = self.days.get(&patient).into_iter().flatten();
        days.flat_map(|(day, booked)| match self.book.terms_on(&payer.key, *day) {
            Some(terms) if booked::wants_approval(&terms) => booked::uses_of_day(&terms, principal, *day, booked),
            _ => Vec::new(),
        })
        .filter(|used| !charges.iter().any(|charge| charge.on == used.on && charge.code == used.code))
        .collect()
    }

    fn wants_approval(&self, payer: PayerId, day: Date) -> bool {
        let terms = self.keys.get(&payer).and_then(|payer| self.book.terms_on(&payer.key, day));
        terms.is_some_and(|terms| booked::wants_approval(&terms))
    }

    fn add(&mut self, patient: PatientId, day: Date, service: ServiceTypeId, minutes: i64) {
        if let Some(service) = self.services.get(&service) {
            self.days.entry(patient).or_default().entry(day).or_default().push((service.kind, minutes));
        }
    }
}

/// Reads what is booked for these people from today on: three weeks, or up to a later day.
pub(super) fn ahead(cx: &Context<'_>, patients: &[PatientId], later: Date) -> Result<Ahead, Refusal> {
    ahead_without(cx, patients, later, None)
}

/// The same without a session that is being moved.
fn ahead_without(cx: &Context<'_>, patients: &[PatientId], later: Date, moved: Option<GroupSessionId>) -> Result<Ahead, Refusal> {
    let (today, until) = (cx.today(), cx.today().saturating_add(AHEAD_DAYS.days()).max(later));
    let episodes = episode::episode::of_patients(cx.tx, patients)?;
    let principal = episodes.iter().filter_map(|one| Some((one.patient, one.diagnoses.first()?.code.clone())));
    let mut ahead = Ahead {
        book: payer::rule_book(cx)?,
        keys: payer::all_payers(cx.tx)?.into_iter().map(|payer| (payer.id, payer.record)).collect(),
        principal: principal.collect(),
        services: all_service_types(cx.tx)?.into_iter().map(|service| (service.id, service.record)).collect(),
        days: HashMap::new(),
    };
    let places = therapy_group::enrolled_between(cx.tx, today, until)?;
    for session in group_session::between(cx.tx, today, until)? {
        if session.cancelled.is_none() && session.ends_at > cx.now && Some(session.id) != moved {
            for patient in expected(&session, &places).filter(|patient| patients.contains(patient)) {
                ahead.add(patient, session.day, session.service_type, session.minutes());
            }
        }
    }
    Ok(ahead)
}

fn expected<'a>(
    session: &'a GroupSession,
    places: &'a [store::Stored<therapy_group::Enrollment>],
) -> impl Iterator<Item = PatientId> + 'a {
    let is_member = |place: &&store::Stored<therapy_group::Enrollment>| {
        session.group.is_some_and(|group| group == place.group)
            && place.from <= session.day
            && place.to.is_none_or(|last| session.day <= last)
    };
    places.iter().filter(is_member).map(|place| place.patient).chain(session.patient)
}
