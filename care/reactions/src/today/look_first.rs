//! Whom to look at first: concerns that people raised, people missing and not reached, legal clocks, authorizations that end. The
//! order is fixed and explained; there is no score.

use std::collections::{BTreeMap, HashMap, HashSet};

use access::{Context, Refusal, Staff};
use jiff::civil::Date;
use treatment::concern::{ConcernKind, open_concerns};
use treatment::outreach::{self, OutreachResult};
use vocabulary::PersonName;
use vocabulary::day::days_between;
use vocabulary::id::{InquiryId, PatientId, StaffId};

use super::view::{Lane, LookFirst, LookFirstKind};

/// At most so many on the board.
const AT_MOST: usize = 7;

/// What one person is to be looked at for, before names are filled in.
pub(super) struct Reason {
    pub(super) patient: PatientId,
    pub(super) kind: LookFirstKind,
    pub(super) sentence: String,
    pub(super) owner: Option<StaffId>,
    pub(super) due_at: Option<jiff::Timestamp>,
    pub(super) concern: Option<vocabulary::id::ConcernId>,
}

impl From<ConcernKind> for LookFirstKind {
    fn from(kind: ConcernKind) -> Self {
        match kind {
            ConcernKind::Safety => Self::Safety,
            ConcernKind::Missing => Self::Missing,
            ConcernKind::Medicine => Self::Medicine,
            ConcernKind::Change => Self::Change,
            ConcernKind::Legal => Self::Legal,
            ConcernKind::Deadline => Self::Deadline,
        }
    }
}

/// Concerns that nobody has closed.
pub(super) fn raised(cx: &Context<'_>) -> Result<Vec<Reason>, Refusal> {
    Ok(open_concerns(cx.tx)?
        .into_iter()
        .map(|stored| Reason {
            patient: stored.patient,
            kind: stored.kind.into(),
            sentence: stored.sentence.clone(),
            owner: stored.owner,
            due_at: stored.due_at,
            concern: Some(stored.id),
        })
        .collect())
}

/// People whose session has begun and of whom nobody knows where they are (OP-07), unless somebody spoke with them today.
pub(super) fn missing(cx: &Context<'_>, lanes: &[Lane], day: Date) -> Result<Vec<Reason>, Refusal> {
    let attempts: Vec<_> = outreach::on_day(cx.tx, day)?.into_iter().filter(|attempt| !attempt.in_error).collect();
    let reached: HashSet<PatientId> =
        attempts.iter().filter(|a| a.result == OutreachResult::Reached).map(|a| a.patient).collect();
    let mut found: BTreeMap<PatientId, Reason> = BTreeMap::new();
    for lane in lanes {
        for person in lane.people.iter().filter(|person| person.arrival.is_unaccounted() && !reached.contains(&person.patient)) {
            let tried = attempts.iter().filter(|attempt| attempt.patient == person.patient).count();
            let tries = match tried {
                0 => "No one has tried to reach them yet.".to_owned(),
                1 => "One attempt to reach them today.".to_owned(),
                several => format!("{several} attempts to reach them today."),
            };
            found.entry(person.patient).or_insert_with(|| Reason {
                patient: person.patient,
                kind: LookFirstKind::Missing,
                sentence: format!("Not here for the {} group. {tries}", cx.zone.clock_short(lane.starts_at)),
                owner: None,
                due_at: Some(lane.ends_at),
                concern: None,
            });
        }
    }
    Ok(found.into_values().collect())
}

/// Authorizations of people who are expected today that end within the payer's alert (OP-50, OP-A13).
pub(super) fn ending(cx: &Context<'_>, alerts: &HashMap<PatientId, String>, day: Date) -> Vec<Reason> {
    let due = cx.zone.bounds(day).map(|(_, end)| end).ok();
    let reason = |(patient, sentence): (&PatientId, &String)| Reason {
        patient: *patient,
        kind: LookFirstKind::Deadline,
        sentence: sentence.clone(),
        owner: None,
        due_at: due,
        concern: None,
    };
    alerts.iter().map(reason).collect()
}

/// Somebody who only asked: known by an inquiry and no chart yet.
pub(super) struct Asker {
    name: PersonName,
    inquiry: InquiryId,
}

/// Those among the reasons who only asked, for whoever looks after inquiries: their safety is looked at like anybody's (P2-04).
pub(super) fn askers(
    cx: &Context<'_>,
    reasons: &[Reason],
    people: &HashMap<PatientId, episode::Patient>,
) -> Result<HashMap<PatientId, Asker>, Refusal> {
    let mut found = HashMap::new();
    if !cx.may(access::Action::View, access::Kind::Inquiry, access::Circumstances::default()) {
        return Ok(found);
    }
    for reason in reasons.iter().filter(|reason| !people.contains_key(&reason.patient)) {
        if let Some(inquiry) = intake::inquiry::of_person(cx.tx, reason.patient)?.first() {
            found.insert(reason.patient, Asker { name: inquiry.name.clone(), inquiry: inquiry.id });
        }
    }
    Ok(found)
}

/// Orders the reasons, one a person, and names people and owners.
pub(super) fn choose(
    reasons: Vec<Reason>,
    people: &HashMap<PatientId, episode::Patient>,
    askers: &HashMap<PatientId, Asker>,
    staff: &HashMap<StaffId, Staff>,
) -> Vec<LookFirst> {
    let mut ordered = reasons;
    ordered.sort_by_key(|a| (a.kind, a.due_at, a.patient));
    let mut seen = HashSet::new();
    ordered
        .into_iter()
        .filter(|reason| people.contains_key(&reason.patient) || askers.contains_key(&reason.patient))
        .filter(|reason| seen.insert(reason.patient))
        .take(AT_MOST)
        .filter_map(|reason| {
            let asker = askers.get(&reason.patient);
            let name = people.get(&reason.patient).map(episode::Patient::name).or_else(|| asker.map(|asker| asker.name.clone()));
            Some(LookFirst {
                patient: reason.patient,
                name: name?,
                inquiry: asker.map(|asker| asker.inquiry),
                kind: reason.kind,
                sentence: reason.sentence,
                owner: reason.owner.and_then(|id| staff.get(&id)).map(|s| s.name.full()),
                due_at: reason.due_at,
                concern: reason.concern,
            })
        })
        .collect()
}

/// `"ends tomorrow"`, `"ends in 4 days"`.
pub(super) fn ends_in(today: Date, last: Date) -> String {
    match days_between(today, last) {
        ..=-1 => format!("ended on {}", vocabulary::day::short_day(last)),
        0 => "ends today".to_owned(),
        1 => "ends tomorrow".to_owned(),
        days => format!("ends in {days} days"),
    }
}
