//! What changes of a week cost whom: the hours of the week that are lost, how many are left of how many, and where a place for one day is
//! free instead. Who must not meet is left out without a word (ADR 0022).

use std::collections::{BTreeMap, HashMap};

use access::{Context, Refusal};
use episode::stay;
use jiff::Timestamp;
use jiff::civil::Date;
use schedule::no_contact;
use vocabulary::PersonName;
use vocabulary::day::{clock_face, long_day};
use vocabulary::id::{GroupSessionId, PatientId, TherapyGroupId};

use super::grid::Grid;
use super::known::{Known, Standing};
use crate::person::ceiling;

/// What a change costs one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Whom.
    pub patient: PatientId,
    /// Their name.
    pub name: PersonName,
    /// Minutes of the session that they lose.
    pub lost_minutes: i64,
    /// Minutes that are planned for them in this week when the whole proposal is accepted, make-ups not counted.
    pub left_minutes: i64,
    /// The least minutes of their level of care; nothing while they are in none.
    pub floor_minutes: Option<i64>,
    /// Why they cannot come, when the session is held at another time.
    pub cannot_come: bool,
    /// The make-up that is offered, in words.
    pub make_up: Option<String>,
}

impl Cost {
    /// In words: `Ana Silva loses 3 h this week: 6 h of 9 h are left. Make-up offered: Thursday, March 12, 5:30 pm, Coping skills.`
    #[must_use]
    pub fn words(&self) -> String {
        let (name, lost) = (self.name.full(), hours(self.lost_minutes));
        let why = if self.cannot_come { " cannot come then and" } else { "" };
        let lost = match (self.lost_minutes, self.floor_minutes) {
            (0, _) => format!("{name}{why} misses it; it does not count toward the week."),
            (_, Some(floor)) => {
                format!("{name}{why} loses {lost} this week: {} of {} are left.", hours(self.left_minutes), hours(floor))
            }
            (_, None) => format!("{name}{why} loses {lost} this week: {} are left.", hours(self.left_minutes)),
        };
        match &self.make_up {
            Some(make_up) => format!("{lost} Make-up offered: {make_up}."),
            None if self.lost_minutes > 0 => format!("{lost} No place that fits is free this week."),
            None => lost,
        }
    }
}

/// `1 h 30 min`, `3 h`, `45 min`.
fn hours(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

/// A place for one day instead of a session that is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MakeUp {
    pub(super) patient: PatientId,
    /// The session that is lost.
    pub(super) instead_of: GroupSessionId,
    pub(super) session: GroupSessionId,
    pub(super) group: TherapyGroupId,
    pub(super) day: Date,
    pub(super) words: String,
}

/// Somebody who loses a session, and whether because they cannot come to its new time.
pub(super) struct Loss<'a> {
    pub(super) patient: PatientId,
    pub(super) standing: &'a Standing,
    pub(super) cannot_come: bool,
}

/// What is known of the people who lose something.
pub(super) struct Ledger<'a> {
    cx: &'a Context<'a>,
    known: &'a Known,
    names: HashMap<PatientId, PersonName>,
    floors: HashMap<PatientId, (i64, Option<i64>)>,
    planned: HashMap<PatientId, i64>,
}

impl<'a> Ledger<'a> {
    pub(super) fn open(cx: &'a Context<'a>, known: &'a Known, people: &[PatientId], day: Date) -> Result<Self, Refusal> {
        let stays = stay::of_patients_on(cx.tx, people, day)?;
        let mut planned: HashMap<PatientId, i64> = HashMap::new();
        for standing in &known.sessions {
            for patient in &standing.people {
                *planned.entry(*patient).or_default() += worth(known, standing);
            }
        }
        Ok(Self {
            cx,
            known,
            names: episode::patient::load_many(cx.tx, people)?.into_iter().map(|one| (one.id, one.name())).collect(),
            floors: stays
                .iter()
                .map(|stay| Ok((stay.patient, (stay.weekly_floor_minutes.0, ceiling(cx, stay, day)?))))
                .collect::<Result<_, Refusal>>()?,
            planned,
        })
    }

    /// What each loss costs, and the make-ups that are free. `untouched` are sessions that stay as they are; `taken` is what else
    /// people have, after all changes.
    pub(super) fn costs(
        mut self,
        losses: &[Loss<'_>],
        untouched: &[&Standing],
        taken: &mut BTreeMap<PatientId, Grid>,
    ) -> Result<(Vec<Cost>, Vec<MakeUp>), Refusal> {
        for loss in losses {
            *self.planned.entry(loss.patient).or_default() -= worth(self.known, loss.standing);
        }
        let mut after = self.planned.clone();
        let mut given: HashMap<GroupSessionId, usize> = HashMap::new();
        let (mut costs, mut make_ups) = (Vec::new(), Vec::new());
        for loss in losses {
            let minutes = worth(self.known, loss.standing);
            let mut found = None;
            if minutes > 0 {
                found = self.make_up(loss, untouched, taken, &given, after.get(&loss.patient).copied().unwrap_or(0))?;
            }
            if let Some((standing, make_up)) = &found {
                *given.entry(make_up.session).or_default() += 1;
                *after.entry(loss.patient).or_default() += worth(self.known, standing);
                let busy = taken.entry(loss.patient).or_default();
                *busy = busy.or(standing.at.grid());
            }
            let make_up = found.map(|(_, make_up)| make_up);
            costs.push(Cost {
                patient: loss.patient,
                name: self.names.get(&loss.patient).cloned().unwrap_or_else(nobody),
                lost_minutes: minutes,
                left_minutes: self.planned.get(&loss.patient).copied().unwrap_or(0),
                floor_minutes: self.floors.get(&loss.patient).map(|(floor, _)| *floor),
                cannot_come: loss.cannot_come,
                make_up: make_up.as_ref().map(|one| one.words.clone()),
            });
            make_ups.extend(make_up);
        }
        Ok((costs, make_ups))
    }

    /// The session of another group, still this week, in which a place is free for somebody: of the same service first, then the next.
    fn make_up<'s>(
        &self,
        loss: &Loss<'_>,
        untouched: &[&'s Standing],
        taken: &BTreeMap<PatientId, Grid>,
        given: &HashMap<GroupSessionId, usize>,
        planned: i64,
    ) -> Result<Option<(&'s Standing, MakeUp)>, Refusal> {
        let most = self.floors.get(&loss.patient).and_then(|(_, most)| *most);
        let busy = taken.get(&loss.patient).copied().unwrap_or_default();
        let mut open: Vec<&'s Standing> = untouched
            .iter()
            .copied()
            .filter(|standing| standing.session.starts_at > self.cx.now && worth(self.known, standing) > 0)
            .filter(|standing| !standing.people.contains(&loss.patient) && !busy.meets(standing.at.grid()))
            .filter(|standing| most.is_none_or(|most| planned + worth(self.known, standing) <= most))
            .filter(|standing| {
                self.seats(standing) > standing.people.len() + given.get(&standing.session.id).copied().unwrap_or(0)
            })
            .collect();
        open.sort_by_key(|standing| {
            let is_same = standing.session.service_type == loss.standing.session.service_type;
            (!is_same, standing.session.starts_at, standing.session.id)
        });
        for standing in open {
            let session = &standing.session;
            let Some(group) = session.group.and_then(|group| self.known.groups.get(&group)) else { continue };
            if no_contact::is_open_to(self.cx, loss.patient, &group.on(session.day), session.day)? {
                let words = format!("{}, {}", when(self.cx, session.starts_at), session.name);
                let (patient, instead_of) = (loss.patient, loss.standing.session.id);
                let make_up = MakeUp { patient, instead_of, session: session.id, group: group.id, day: session.day, words };
                return Ok(Some((standing, make_up)));
            }
        }
        Ok(None)
    }

    fn seats(&self, standing: &Standing) -> usize {
        let group = standing.session.group.and_then(|group| self.known.groups.get(&group)).map(|group| group.capacity);
        let room = standing.session.room.and_then(|room| self.known.rooms.get(&room)).map(|room| room.seats);
        let seats = group.unwrap_or(0).min(room.unwrap_or(i64::MAX));
        usize::try_from(seats).unwrap_or(0)
    }
}

/// Somebody whose chart cannot be read has no name here.
fn nobody() -> PersonName {
    PersonName { given: "Somebody".to_owned(), family: String::new() }
}

/// What a session counts toward the week.
pub(super) fn worth(known: &Known, standing: &Standing) -> i64 {
    let counts = known.services.get(&standing.session.service_type).is_some_and(|service| service.counts_toward_hours);
    if counts { standing.session.minutes() } else { 0 }
}

/// `Thursday, March 12, 5:30 pm`.
pub(super) fn when(cx: &Context<'_>, at: Timestamp) -> String {
    let local = cx.zone.local(at);
    format!("{}, {}", long_day(local.date()), clock_face(local.time()))
}
