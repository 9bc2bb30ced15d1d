//! One group with its people, and one person's row, which is also what a tap swaps in.

use maud::{Markup, html};
use reactions::today::{BoardPerson, Lane};
use schedule::attendance::Arrival;
use vocabulary::ProgramZone;
use vocabulary::id::GroupSessionId;

use super::show::{STATES, arrival, beside, flags, likely_next};
use crate::component::{self, Button, PersonRow, StateButton};
use crate::frame::View;
use crate::time_words::from_to;

/// What rows need beside the person.
pub(super) struct Around<'a> {
    pub(super) zone: &'a ProgramZone,
    pub(super) csrf: &'a str,
    pub(super) view: View,
    pub(super) may_open: bool,
    pub(super) may_see_chart: bool,
}

pub(super) fn lane(around: &Around<'_>, lane: &Lane) -> Markup {
    let title = format!("{} · {} · {}", from_to(around.zone, lane.starts_at, lane.ends_at), lane.room, lane.leaders.join(", "));
    let act = (lane.has_notes && around.may_open && lane.cancelled.is_none()).then(|| {
        let button = if lane.is_mine { Button::primary("Open note") } else { Button::plain("Open note") };
        button.href(format!("/sessions/{}/note", lane.session)).small()
    });
    let words: Vec<Words> = lane.people.iter().map(|person| Words::of(around, lane.session, person)).collect();
    let drawn = component::Lane {
        id: format!("lane-{}", lane.session),
        title: &lane.name,
        small: match &lane.cancelled {
            Some(reason) => format!("{title} · cancelled: {reason}"),
            None => title,
        },
        act,
        tally: tally(lane),
        people: lane.people.iter().zip(&words).map(|(person, words)| row(around, person, words)).collect(),
    };
    html! { (drawn) }
}

/// One row alone, as a tap swaps it in.
pub(super) fn one_row(around: &Around<'_>, session: GroupSessionId, person: &BoardPerson) -> Markup {
    let words = Words::of(around, session, person);
    html! { (row(around, person, &words)) }
}

/// Texts that a row borrows.
struct Words {
    name: String,
    initials: String,
    href: Option<String>,
    beside: Option<String>,
    action: String,
    time: Option<String>,
    state: component::Arrival,
    id: String,
}

impl Words {
    fn of(around: &Around<'_>, session: GroupSessionId, person: &BoardPerson) -> Self {
        let (state, time) = arrival(around.zone, &person.arrival);
        let is_hallway = around.view == View::Hallway;
        Self {
            name: if is_hallway { person.name.initials() } else { person.name.short() },
            initials: person.name.initials(),
            href: around.may_see_chart.then(|| format!("/patients/{}", person.patient)),
            beside: if is_hallway { None } else { beside(person) },
            action: format!("/sessions/{session}/attendance/{}{}", person.patient, if is_hallway { "?view=hallway" } else { "" }),
            time,
            state,
            id: format!("row-{session}-{}", person.patient),
        }
    }
}

fn row<'a>(around: &Around<'a>, person: &BoardPerson, words: &'a Words) -> PersonRow<'a> {
    let is_hallway = around.view == View::Hallway;
    let minutes = |value: i64| u32::try_from(value.max(0)).unwrap_or(0);
    let hours = &person.hours;
    let has_week = hours.floor_minutes > 0 && !is_hallway;
    PersonRow {
        id: words.id.clone(),
        name: &words.name,
        initials: words.initials.clone(),
        href: words.href.as_deref(),
        beside: words.beside.as_deref(),
        arrival: StateButton {
            person: &words.name,
            state: words.state,
            time: words.time.as_deref(),
            action: &words.action,
            csrf: around.csrf,
            next: likely_next(&person.arrival),
            all: STATES,
        },
        flags: if is_hallway { Vec::new() } else { flags(person) },
        week: has_week.then(|| (minutes(hours.attended_minutes), minutes(hours.booked_minutes), minutes(hours.floor_minutes))),
    }
}

fn tally(lane: &Lane) -> Vec<(usize, String)> {
    let count = |test: fn(&Arrival) -> bool| lane.people.iter().filter(|person| test(&person.arrival)).count();
    let here = count(|a| matches!(a, Arrival::Here(_) | Arrival::Late(_) | Arrival::Remote(_)));
    let rest: [(usize, &str); 5] = [
        (count(|a| matches!(a, Arrival::OnTheWay(_))), "on the way"),
        (count(|a| matches!(a, Arrival::NotHere)), "not here"),
        (count(|a| matches!(a, Arrival::Excused(_))), "excused"),
        (count(|a| matches!(a, Arrival::Absent(_))), "did not come"),
        (count(|a| matches!(a, Arrival::Left(_))), "left"),
    ];
    let mut all = vec![(here, format!("of {} here", lane.people.len()))];
    all.extend(rest.into_iter().filter(|(count, _)| *count > 0).map(|(count, words)| (count, words.to_owned())));
    all
}
