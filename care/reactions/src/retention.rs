//! How long somebody's record is kept, and the records whose time is over, for whoever answers for them (MA-20; P2-19). Both only say so:
//! no command of this program destroys a record, and a legal hold is said first.

use std::collections::BTreeMap;

use access::{Action, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use episode::Episode;
use jiff::civil::Date;
use privacy::clock::Mark;
use privacy::legal_hold;
use privacy::retention::{self, Kept, RetentionRule};
use schedule::program::{OwnRetention, Program, all_programs};
use store::Stored;
use vocabulary::PersonName;
use vocabulary::id::{PatientId, ProgramId};

/// Asks how long a record is kept.
#[derive(Clone, Copy, Debug)]
pub struct RetentionOf {
    /// Whose.
    pub patient: PatientId,
}

/// How long a record is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// By the time after care.
    pub kept: Kept,
    /// Whether a legal hold keeps it whatever the time.
    pub is_held: bool,
    /// Whether the time is over and nothing else keeps it.
    pub is_over: bool,
}

impl Query for RetentionOf {
    type View = Retention;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Retention>, Refusal> {
        cx.require(Action::View, Kind::Episode)?;
        episode::patient::load(cx.tx, self.patient)?;
        let retention = of(cx, &rules(cx)?, self.patient)?;
        Ok(Guarded::chart(self.patient, Kind::Episode, retention))
    }
}

/// Asks for the records whose time is over.
#[derive(Clone, Copy, Debug)]
pub struct RecordsOverTime;

/// The records whose time is over, and the rules by which they are.
#[derive(Clone, Debug)]
pub struct OverTime {
    /// The rules, the newest first.
    pub rules: Vec<RetentionRule>,
    /// The records, the longest over first; held ones too.
    pub records: Vec<RecordOverTime>,
}

/// A record whose time is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordOverTime {
    /// Whose.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// The record number.
    pub record_number: i64,
    /// The last day of care.
    pub last_day: Date,
    /// The last day on which it had to be kept.
    pub until: Date,
    /// Whether a legal hold keeps it all the same.
    pub is_held: bool,
}

impl Query for RecordsOverTime {
    type View = OverTime;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OverTime>, Refusal> {
        cx.require(Action::View, Kind::LegalHold)?;
        let by_program = rules(cx)?;
        let mut rules: Vec<RetentionRule> = by_program.values().flatten().cloned().collect();
        rules.sort_by(|one, other| other.valid_from.cmp(&one.valid_from).then_with(|| one.source.cmp(&other.source)));
        rules.dedup();
        let mut records = Vec::new();
        // Whoever left longer ago than the shortest time may be on the list; most people are not looked at at all.
        if let Some(shortest) = rules.iter().map(|rule| rule.years).min() {
            let before = cx.today().saturating_sub(jiff::Span::new().years(shortest));
            for patient in episode::episode::discharged_before(cx.tx, before)? {
                let retention = of(cx, &by_program, patient)?;
                if let (true, Kept::Until { last_day, until, .. }) = (retention.kept.is_over(cx.today()), &retention.kept) {
                    let person = episode::patient::load(cx.tx, patient)?;
                    records.push(RecordOverTime {
                        patient,
                        name: person.name(),
                        record_number: person.record_number,
                        last_day: *last_day,
                        until: *until,
                        is_held: retention.is_held,
                    });
                }
            }
        }
        records.sort_by_key(|one| (one.until, one.record_number));
        Ok(Guarded::several(Kind::LegalHold, OverTime { rules, records }))
    }
}

/// How long one record is kept: by the rules of the program the person was in; of several, as long as any of them wants it.
pub(crate) fn of(cx: &Context<'_>, rules: &Rules, patient: PatientId) -> Result<Retention, Refusal> {
    let today = cx.today();
    let episodes = episode::episode::of_patients(cx.tx, &[patient])?;
    let last_day = last_day(cx, patient, &episodes)?;
    let by_program = episodes.iter().filter_map(|episode| rules.get(&episode.program));
    let all = by_program.map(|rules| retention::kept(rules, last_day, today));
    let longest = |kept: &Kept| match kept {
        Kept::NotEnded | Kept::NoRule { .. } => Date::MAX,
        Kept::Until { until, .. } => *until,
    };
    let kept = all.max_by_key(longest).unwrap_or_else(|| retention::kept(&[], last_day, today));
    let is_held = !legal_hold::in_force(cx.tx, patient)?.is_empty();
    Ok(Retention { is_over: kept.is_over(today) && !is_held, is_held, kept })
}

/// The rules of each program.
pub(crate) type Rules = BTreeMap<ProgramId, Vec<RetentionRule>>;

/// The rules of each program: those of its own file, or those of its state that come with this one.
pub(crate) fn rules(cx: &Context<'_>) -> Result<Rules, Refusal> {
    let own = |own: &OwnRetention| RetentionRule {
        valid_from: own.valid_from,
        years: own.years,
        source: own.source.clone(),
        mark: Mark::D,
    };
    let of_program = |program: &Program| match program.retention.as_slice() {
        [] => retention::standard(&program.state),
        said => said.iter().map(own).collect(),
    };
    Ok(all_programs(cx.tx)?.iter().map(|program| (program.id, of_program(program))).collect())
}

/// Until when a record is kept if the program ends on a day: as it is kept anyway, or from that day on where no time runs yet. Nothing where
/// no rule is known.
pub(crate) fn until_after_closing(rules: &Rules, retention: &Retention, ends_on: Date) -> Option<Date> {
    match &retention.kept {
        Kept::Until { until, .. } => Some(*until),
        Kept::NoRule { .. } => None,
        Kept::NotEnded => {
            let after = ends_on.saturating_add(jiff::Span::new().days(1));
            let all = rules.values().map(|rules| retention::kept(rules, Some(ends_on), after));
            all.map(|kept| match kept {
                Kept::Until { until, .. } => Some(until),
                _ => None,
            })
            .collect::<Option<Vec<Date>>>()?
            .into_iter()
            .max()
        }
    }
}

/// The last day of somebody's care: the discharge, or a later day on which they were expected or came. Nothing while care goes on, and for
/// whoever was never admitted.
fn last_day(cx: &Context<'_>, patient: PatientId, episodes: &[Stored<Episode>]) -> Result<Option<Date>, Refusal> {
    let ended: Option<Vec<Date>> = episodes.iter().map(|episode| episode.discharged_on).collect();
    let Some(left) = ended.and_then(|days| days.into_iter().max()) else { return Ok(None) };
    let days = schedule::attendance::attendances_between(cx.tx, patient, left, cx.today())?;
    Ok(days.iter().map(|one| one.day).chain([left]).max())
}
