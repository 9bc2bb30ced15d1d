//! One day of the story: who is set up, what is booked, who comes, what is written about it, and who is called.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};
use vocabulary::Week;
use vocabulary::day::days_between;

use super::appointment::{appointments, last_day_before};
use super::cast::Member;
use super::coming::{Coming, Frame, Visit, coming, marks};
use super::event::{Appointment, ConcernKind, Event, OutreachChannel, PersonNumber, What};
use super::groups::{Cohort, Meeting};
use super::note::{Held, Signing};
use super::story::Story;
use super::{Script, Setting, admission, event, later, note, today, working_day_after};
use crate::demo::dice::Dice;

/// The people of a cohort who came on a day.
type Came<'a> = HashMap<usize, Vec<(&'a Member, Visit)>>;

impl Script {
    /// Everything that happens on a day; what follows on later days is kept for them.
    pub(super) fn tell(&mut self, day: Date) -> Vec<Event> {
        let Self { setting, members, later: pending, met, .. } = self;
        let doors = if day == setting.today { today::doors(setting, members) } else { HashMap::new() };
        let mut events = pending.remove(&day).unwrap_or_default();
        events.extend(calendar(setting, day));
        let mut came: Came<'_> = HashMap::new();
        for member in members.iter() {
            let Some(cohort) = setting.cohorts.get(member.cohort) else { continue };
            events.extend(around(setting, member, cohort, day));
            if !member.is_there_on(day) {
                continue;
            }
            let booked: Vec<Appointment> = appointments(setting, member, day).into_iter().filter(|a| a.day == day).collect();
            let Some(frame) = frame(setting, member, cohort, day, &booked) else { continue };
            let how = doors.get(&member.person.number).cloned().unwrap_or_else(|| coming(setting, member, cohort, day));
            let mut dice = Dice::of(setting.seed, "visit", member.person.number as u64, admission::day_number(day));
            let visit = Visit::of(how, frame, &mut dice);
            events.extend(marks(setting, member, cohort, day, frame, &visit));
            events.extend(outreach(setting, member, cohort, day, &visit));
            events.extend(payment(member, cohort, day, &visit));
            for booked in booked.iter().filter(|a| a.service_type != "drug_test" && visit.attended(a.start, a.end)) {
                events.extend(note::of_appointment(setting, (member, frame), booked, met));
            }
            came.entry(member.cohort).or_default().push((member, visit));
        }
        for (at, cohort) in setting.cohorts.iter().enumerate() {
            let Some(came) = came.get(&at) else { continue };
            for meeting in cohort.on(day, setting.first_monday) {
                events.extend(session(setting, at, cohort, meeting, came, met));
            }
        }
        let (now, then): (Vec<Event>, Vec<Event>) = events.into_iter().partition(|event| event.at.date() <= day);
        for event in then {
            pending.entry(event.at.date()).or_default().push(event);
        }
        now
    }
}

/// The weeks are planned one ahead.
fn calendar(setting: &Setting, day: Date) -> Vec<Event> {
    let plan = |minute, day: Date| event(day, Time::constant(6, minute, 0, 0), "abernathy", What::PlanWeek { day });
    let mut events = Vec::new();
    if day == setting.first_monday {
        events.push(plan(50, day));
    }
    if day >= setting.first_monday && day.weekday() == Weekday::Monday {
        let next = What::PlanWeek { day: day.saturating_add(7.days()) };
        events.push(event(day, Time::constant(6, 55, 0, 0), "abernathy", next));
    }
    if day == setting.today.saturating_sub(1.day()) {
        events.extend(today::inquiries(setting, ""));
    }
    events
}

/// What happens around a person's stay on a day: set up, booked, renewed, told, ended.
fn around(setting: &Setting, member: &Member, cohort: &Cohort, day: Date) -> Vec<Event> {
    let mut events = Vec::new();
    if day == member.registered_on() {
        events.extend(admission::register(setting, member, cohort));
    }
    events.extend(bookings(setting, member, cohort, day));
    events.extend(admission::renewal(setting, member, cohort, day));
    events.extend(told(setting, member, cohort, day));
    if member.last_day == Some(day) {
        events.extend(admission::discharge(setting, member, cohort, day));
    }
    events
}

/// A week's appointments are booked on its Monday, or when somebody is set up in the middle of it.
fn bookings(setting: &Setting, member: &Member, cohort: &Cohort, day: Date) -> Vec<Event> {
    let is_new = day == member.registered_on() && Week::of(member.first_day) == Week::of(day);
    let is_monday = day.weekday() == Weekday::Monday && member.registered_on() < day;
    if !(is_new || is_monday) {
        return Vec::new();
    }
    let (hour, minute) = if is_new { (17, 50) } else { (6, 58) };
    let by = cohort.here("andrade");
    let book = |booked| event(day, Time::constant(hour, minute, 0, 0), by.clone(), What::BookAppointment(booked));
    appointments(setting, member, day).into_iter().map(book).collect()
}

/// When a person's day begins and ends; nothing when the cohort does not meet.
fn frame(setting: &Setting, member: &Member, cohort: &Cohort, day: Date, booked: &[Appointment]) -> Option<Frame> {
    let at = member.cohort;
    let held: Vec<Meeting<'_>> =
        cohort.on(day, setting.first_monday).into_iter().filter(|m| cancelled(setting, at, cohort, m).is_none()).collect();
    let groups = (held.first()?.start, held.last()?.end);
    let peers = cohort.peers.as_ref().filter(|_| member.joins_peers);
    let peers = peers.into_iter().flat_map(|group| group.on(day, setting.first_monday)).map(|m| (m.start, m.end));
    let own = booked.iter().map(|a| (a.start, a.end));
    let (first, last) = peers.chain(own).fold(groups, |(first, last), (start, end)| (first.min(start), last.max(end)));
    Some(Frame { first, groups, last })
}

/// Why a session was cancelled by the program, if it was: the second group of a day in the seventh week, and now and then.
fn cancelled(setting: &Setting, at: usize, cohort: &Cohort, meeting: &Meeting<'_>) -> Option<String> {
    let week = days_between(setting.first_monday, Week::of(meeting.day).monday) / 7;
    let all = cohort.on(meeting.day, setting.first_monday);
    let is_second = all.first().is_some_and(|first| first.start < meeting.start);
    let mut dice = Dice::of(setting.seed, "cancelled", at as u64, admission::day_number(meeting.day));
    let is_told = at == 1 && week == 6 && cohort.weekdays.get(1) == Some(&meeting.day.weekday().to_monday_one_offset());
    let happens = is_second && meeting.day < setting.today && week < 9 && (is_told || dice.chance(1));
    happens.then(|| dice.text(&setting.words.reason.cancelled))
}

/// A meeting: cancelled, or held with its note.
fn session(
    setting: &Setting,
    at: usize,
    cohort: &Cohort,
    meeting: Meeting<'_>,
    came: &[(&Member, Visit)],
    met: &mut note::Met,
) -> Vec<Event> {
    let Some(leader) = meeting.group.leaders.first() else { return Vec::new() };
    if let Some(reason) = cancelled(setting, at, cohort, &meeting) {
        let what = What::CancelSession { session: meeting.key(), reason };
        return vec![event(meeting.day, Time::constant(6, 59, 0, 0), cohort.here("abernathy"), what)];
    }
    let present: Vec<&Member> =
        came.iter().filter(|(_, visit)| visit.attended(meeting.start, meeting.end)).map(|(member, _)| *member).collect();
    if present.is_empty() || leader.is_empty() {
        return Vec::new();
    }
    let held = Held { setting, cohort, meeting, step: step(setting, cohort, &meeting) };
    note::of_group(held, &present, signing(setting, at, cohort, &meeting), met)
}

/// Which of the cohort's sessions a meeting is, counted from the first week.
fn step(setting: &Setting, cohort: &Cohort, meeting: &Meeting<'_>) -> usize {
    let monday = Week::of(meeting.day).monday;
    let weeks = usize::try_from(days_between(setting.first_monday, monday) / 7).unwrap_or(0);
    let in_week: usize = cohort.groups.iter().map(|group| group.meetings.len()).sum();
    let weekday = meeting.day.weekday().to_monday_one_offset();
    let all = cohort.groups.iter().flat_map(|group| &group.meetings);
    let before = all.filter(|(day, start, _)| (*day, *start) < (weekday, meeting.start)).count();
    weeks * in_week + before
}

fn signing(setting: &Setting, at: usize, cohort: &Cohort, meeting: &Meeting<'_>) -> Signing {
    let week = days_between(setting.first_monday, Week::of(meeting.day).monday) / 7;
    let all = cohort.on(meeting.day, setting.first_monday);
    let is_first = all.first().is_some_and(|first| first.start == meeting.start);
    let is_first_of_week = is_first && cohort.weekdays.first() == Some(&meeting.day.weekday().to_monday_one_offset());
    let newest = setting.cohorts.iter().map(|c| last_day_before(setting, c)).max();
    let first_newest = setting.cohorts.iter().position(|c| Some(last_day_before(setting, c)) == newest);
    match (at, week) {
        (0, 7) if is_first_of_week => Signing::Late,
        (1, 7) if is_first_of_week => Signing::Amended,
        _ if Some(meeting.day) == newest && first_newest == Some(at) && !is_first => Signing::PartlyOpen,
        _ => Signing::Usual,
    }
}

/// Somebody who did not come is called the same day, and again on the next when nobody answered (OP-07, OP-14).
fn outreach(setting: &Setting, member: &Member, cohort: &Cohort, day: Date, visit: &Visit) -> Vec<Event> {
    let is_unreachable = member.story == Some(Story::Unreachable) && day == last_day_before(setting, cohort);
    if is_unreachable {
        return today::attempts_before(setting, member, cohort);
    }
    if !matches!(visit.coming, Coming::Absent(_)) {
        return Vec::new();
    }
    let mut dice = Dice::of(setting.seed, "outreach", member.person.number as u64, admission::day_number(day));
    let reasons = &setting.words.reason;
    let person = member.person.number;
    let mut log = |day: Date, hour: i8, channel, was_reached: bool| {
        let words = dice.text(if was_reached { &reasons.reached } else { &reasons.unreached });
        let time = later(Time::constant(hour, 0, 0, 0), dice.between(5, 50));
        event(day, time, cohort.here("andrade"), What::LogOutreach { person, channel, was_reached, words })
    };
    let hour = if cohort.is_evening() { 19 } else { 11 };
    let is_reached = member.person.number.is_multiple_of(2);
    let mut events = vec![log(day, hour, OutreachChannel::Call, is_reached)];
    if !is_reached {
        events.push(log(working_day_after(day), 10, OutreachChannel::Text, true));
    }
    events
}

/// Somebody who pays cash pays for the day.
fn payment(member: &Member, cohort: &Cohort, day: Date, visit: &Visit) -> Option<Event> {
    let (_, left) = visit.there.filter(|_| member.person.payer == "self-pay")?;
    let what = What::ReceivePayment { person: member.person.number, amount_cents: 16_000 };
    Some(event(day, left, cohort.here("kaur"), what))
}

/// What people told, and what payers decided, on the day on which it happened; and this morning's concerns.
fn told(setting: &Setting, member: &Member, cohort: &Cohort, day: Date) -> Vec<Event> {
    let ago = days_between(day, setting.today);
    let person: PersonNumber = member.person.number;
    if ago == 0 {
        return today::concerns(setting, member, cohort);
    }
    match member.story {
        Some(Story::ReturnedToUse) if is_first_meeting_after(setting, cohort, day, 22) => returned(person, cohort, day),
        Some(Story::ContinuedStayDenied) if is_first_working_day_after(setting, day, 9) => {
            let what = What::DenyAuthorization {
                person,
                payer: member.person.payer.clone(),
                reference: format!("TI-{}-DEN-0417", day.year()),
                from: day,
                reason: "Continued stay not supported by the information received; fewer hours suggested.".to_owned(),
                peer_to_peer_by: working_day_after(working_day_after(working_day_after(day))),
                appeal_by: day.saturating_add(180.days()),
            };
            vec![event(day, Time::constant(11, 25, 0, 0), cohort.here("roth"), what)]
        }
        _ => Vec::new(),
    }
}

fn is_first_meeting_after(setting: &Setting, cohort: &Cohort, day: Date, days: i64) -> bool {
    let from = setting.today.saturating_sub(days.days());
    vocabulary::day::days_from_to(from, day).find(|day| cohort.meets(*day)) == Some(day)
}

fn is_first_working_day_after(setting: &Setting, day: Date, days: i64) -> bool {
    day == working_day_after(setting.today.saturating_sub((days + 1).days()))
}

fn returned(person: PersonNumber, cohort: &Cohort, day: Date) -> Vec<Event> {
    let by = cohort.counselor.clone();
    let at = |hour, minute| Time::constant(hour, minute, 0, 0);
    let tell = What::TellReturnToUse {
        person,
        used_on: day.saturating_sub(1.day()),
        words: "Told the counselor before group: drank on one evening after a call with bad news, stopped the same night, \
                and asked a sister to stay over."
            .to_owned(),
        agreed: "Safe today. Stays in the program. Early-signs page gone through together; a call each evening this week; \
                 medication choices with the prescriber."
            .to_owned(),
    };
    let (kind, due) = (ConcernKind::SharpChange, day.to_datetime(at(14, 0)));
    let words = "Told of a return to use. Wants to talk before group.".to_owned();
    let raise = What::RaiseConcern { person, kind, words, owner: by.clone(), due };
    let outcome = "Talked for twenty minutes; plan for the week agreed, no medical concern.".to_owned();
    let settle = What::SettleConcern { person, kind, outcome };
    let hour = if cohort.is_evening() { 17 } else { 8 };
    vec![
        event(day, at(hour, 5), by.clone(), raise),
        event(day, at(hour, 25), by.clone(), tell),
        event(day, at(hour, 27), by, settle),
    ]
}
