//! Puts a week's meetings of every group on the calendar. Done twice, it adds nothing; changed sessions are left as they are.

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::civil::Date;
use vocabulary::Week;
use vocabulary::day::days_from_to;

use super::{GroupSession, store};
use crate::Fact;
use crate::therapy_group::{self, Meeting, TherapyGroup};

/// Plans the week that holds a day.
#[derive(Clone, Copy, Debug)]
pub struct PlanWeek {
    /// Any day of the week.
    pub day: Date,
}

impl Command for PlanWeek {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        cx.require(Action::Record, Kind::GroupSession)?;
        let week = Week::of(self.day);
        let known = store::between(cx.tx, week.monday, week.sunday())?;
        let mut count = 0;
        for group in therapy_group::all_groups(cx.tx)? {
            let held = store::held_before(cx.tx, group.id, week.monday)?;
            for (number, (day, meeting)) in (held..).zip(meetings(&group, week)) {
                let session = session(cx, &group.on(day), day, &meeting, number)?;
                if known.iter().any(|k| k.group == Some(group.id) && k.planned_at() == session.starts_at) {
                    continue;
                }
                cx.tx.append(&session, &cx.entry("week planned"))?;
                count += 1;
            }
        }
        Ok(if count > 0 { Done::with(count, Fact::SessionsPlanned { count }) } else { Done::already(0) })
    }
}

/// The meetings of a group in a week, each as the group is on that day.
pub(super) fn meetings(group: &TherapyGroup, week: Week) -> Vec<(Date, Meeting)> {
    let mut all: Vec<(Date, Meeting)> = days_from_to(week.monday, week.sunday())
        .filter(|day| group.runs_on(*day))
        .flat_map(|day| {
            let weekday = day.weekday().to_monday_one_offset();
            group
                .on(day)
                .meetings
                .into_iter()
                .filter(move |meeting| meeting.weekday == weekday)
                .map(move |meeting| (day, meeting))
        })
        .collect();
    all.sort_by_key(|(day, meeting)| (*day, meeting.start));
    all
}

/// The session of one meeting; the group is as it is on that day.
pub(super) fn session(
    cx: &Context<'_>,
    group: &TherapyGroup,
    day: Date,
    meeting: &Meeting,
    number: i64,
) -> Result<GroupSession, Refusal> {
    let at = |time| cx.zone.at(day, time).map_err(|problem| Refusal::invalid("meetings", problem.to_string()));
    let breaks: Result<Vec<_>, Refusal> = meeting.breaks.iter().map(|(from, to)| Ok((at(*from)?, at(*to)?))).collect();
    let total = i64::try_from(group.curriculum.len()).unwrap_or(0);
    let place = usize::try_from(number.checked_rem(total).unwrap_or(0)).unwrap_or(0);
    Ok(GroupSession {
        id: cx.new_id(),
        group: Some(group.id),
        patient: None,
        service_type: group.service_type,
        name: group.name.clone(),
        track: Some(group.track),
        day,
        starts_at: at(meeting.start)?,
        ends_at: at(meeting.end)?,
        breaks: breaks?,
        room: Some(group.room),
        leaders: group.leaders.clone(),
        curriculum: group.curriculum.get(place).map(|c| (c.number, total, c.title.clone())),
        cancelled: None,
        moved_from: None,
    })
}
