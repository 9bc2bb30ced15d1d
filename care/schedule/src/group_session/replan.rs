//! Brings the calendar after a change of a group: meetings that are planned already move, change their room or leaders, are cancelled
//! or are added, from a day on. What has begun stays; what was changed for one meeting stays.

use ::store::Stored;
use access::{Context, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::Week;
use vocabulary::id::GroupSessionId;

use super::plan_week::{meetings, session};
use super::{GroupSession, store};
use crate::therapy_group::{Meeting, TherapyGroup};

/// What would happen on the calendar.
#[derive(Debug, Default)]
pub(crate) struct Replan {
    changed: Vec<(Stored<GroupSession>, GroupSession)>,
    added: Vec<GroupSession>,
}

/// A meeting that should stand on the calendar.
struct Slot {
    day: Date,
    meeting: Meeting,
    starts_at: Timestamp,
}

/// Whether what is planned is the meeting that should be.
type IsIt<'a> = &'a dyn Fn(&GroupSession, &Slot) -> bool;

/// Decides what a change from `standing` to `next` does to the meetings from a day on; a new group stands as itself.
pub(crate) fn decide(cx: &Context<'_>, standing: &TherapyGroup, next: &TherapyGroup, from: Date) -> Result<Replan, Refusal> {
    let mut replan = Replan::default();
    let begin = from.max(cx.today());
    let Some(last) = store::last_planned(cx.tx)? else { return Ok(replan) };
    let mut planned = store::between(cx.tx, begin, last)?;
    planned.retain(|session| session.group == Some(next.id) && session.starts_at > cx.now);
    let mut week = Week::of(begin);
    while week.monday <= last {
        let (here, later): (Vec<_>, Vec<_>) = planned.into_iter().partition(|session| week.holds(session.day));
        planned = later;
        let mut slots = slots(cx, next, week)?;
        slots.retain(|slot| slot.day >= begin && slot.starts_at > cx.now);
        replan.week(cx, (standing, next), here, slots)?;
        week = week.next();
    }
    Ok(replan)
}

fn slots(cx: &Context<'_>, group: &TherapyGroup, week: Week) -> Result<Vec<Slot>, Refusal> {
    let slot = |(day, meeting): (Date, Meeting)| {
        let starts_at = cx.zone.at(day, meeting.start).map_err(|problem| Refusal::invalid("meetings", problem.to_string()))?;
        Ok(Slot { day, meeting, starts_at })
    };
    meetings(group, week).into_iter().map(slot).collect()
}

impl Replan {
    /// Pairs what is planned with what should be: the same start, else the same day, else in the order of the week.
    fn week(
        &mut self,
        cx: &Context<'_>,
        (standing, next): (&TherapyGroup, &TherapyGroup),
        mut planned: Vec<Stored<GroupSession>>,
        mut slots: Vec<Slot>,
    ) -> Result<(), Refusal> {
        let same_start = |session: &GroupSession, slot: &Slot| session.planned_at() == slot.starts_at;
        let same_day = |session: &GroupSession, slot: &Slot| session.cancelled.is_none() && session.day == slot.day;
        let same_week = |session: &GroupSession, _: &Slot| session.cancelled.is_none();
        let passes: [IsIt<'_>; 3] = [&same_start, &same_day, &same_week];
        for is_it in passes {
            let mut open = Vec::new();
            for slot in slots {
                match planned.iter().position(|session| is_it(session, &slot)) {
                    Some(at) => self.meet(cx, (standing, next), planned.remove(at), &slot)?,
                    None => open.push(slot),
                }
            }
            slots = open;
        }
        for left in planned.into_iter().filter(|session| session.cancelled.is_none()) {
            let why =
                if next.runs_on(left.day) { "The group meets at other times." } else { "The group does not run on this day." };
            let cancelled = GroupSession { cancelled: Some(why.to_owned()), ..left.record.clone() };
            self.changed.push((left, cancelled));
        }
        for slot in slots {
            let number = store::held_before(cx.tx, next.id, slot.day)?;
            self.added.push(session(cx, &next.on(slot.day), slot.day, &slot.meeting, number)?);
        }
        Ok(())
    }

    /// The session as its meeting is now. A room, leaders or name that were not the group's stay.
    fn meet(
        &mut self,
        cx: &Context<'_>,
        (standing, next): (&TherapyGroup, &TherapyGroup),
        known: Stored<GroupSession>,
        slot: &Slot,
    ) -> Result<(), Refusal> {
        fn follow<T: PartialEq + Clone>(known: &T, was: &T, becomes: T) -> T {
            if known == was { becomes } else { known.clone() }
        }
        let was = standing.on(known.day);
        let place = known.curriculum.as_ref().map_or(0, |(number, ..)| number - 1);
        let fresh = session(cx, &next.on(slot.day), slot.day, &slot.meeting, place)?;
        // What was moved for once stays where it was moved to, and stands for the meeting as it is now.
        let fresh = if known.moved_from.is_some() {
            let moved_from = (fresh.starts_at != known.starts_at).then_some(fresh.starts_at);
            let (day, starts_at, ends_at) = (known.day, known.starts_at, known.ends_at);
            GroupSession { day, starts_at, ends_at, breaks: known.breaks.clone(), moved_from, ..fresh }
        } else {
            fresh
        };
        let changed = GroupSession {
            id: known.id,
            name: follow(&known.name, &was.name, fresh.name),
            service_type: follow(&known.service_type, &was.service_type, fresh.service_type),
            track: follow(&known.track, &Some(was.track), fresh.track),
            room: follow(&known.room, &Some(was.room), fresh.room),
            leaders: follow(&known.leaders, &was.leaders, fresh.leaders),
            curriculum: if was.curriculum == next.curriculum { known.curriculum.clone() } else { fresh.curriculum },
            cancelled: known.cancelled.clone(),
            ..fresh
        };
        if changed != known.record {
            self.changed.push((known, changed));
        }
        Ok(())
    }

    /// How many meetings change, are cancelled, are added.
    pub(crate) fn counts(&self) -> (usize, usize, usize) {
        let cancelled = self.changed.iter().filter(|(was, next)| next.cancelled.is_some() && was.cancelled.is_none()).count();
        (self.changed.len() - cancelled, cancelled, self.added.len())
    }

    /// Writes it. Answers which sessions changed, each with the days that it touches.
    pub(crate) fn carry_out(self, cx: &Context<'_>) -> Result<Vec<(GroupSessionId, Date)>, Refusal> {
        let mut touched = Vec::new();
        for (was, next) in self.changed {
            store::amend(cx, &was, &next, "the group changed")?;
            touched.push((next.id, was.day));
            if next.day != was.day {
                touched.push((next.id, next.day));
            }
        }
        for session in self.added {
            cx.tx.append(&session, &cx.entry("the group changed"))?;
            touched.push((session.id, session.day));
        }
        Ok(touched)
    }
}
