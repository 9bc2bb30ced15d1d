//! Notes about what happened: a shared part, a part for each person who was there, and signatures in their time. Most are
//! signed the same day, some the next; one is late, one is corrected, and the newest waits with things still to find.

use std::collections::HashSet;

use jiff::civil::{Date, Time};

use super::admission::day_number;
use super::cast::Member;
use super::coming::Frame;
use super::event::{
    Appointment, Event, Moved, OwnPart, Participation, PersonNumber, Planted, Presentation, SessionKey, SharedPart, What,
};
use super::groups::{Cohort, Meeting};
use super::{Setting, event, later, working_day_after};
use crate::demo::dice::Dice;
use crate::demo::words::Occasion;

/// Objectives that were met, by person.
pub(super) type Met = HashSet<(PersonNumber, String)>;

/// A session whose note is written.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    pub(super) setting: &'a Setting,
    pub(super) cohort: &'a Cohort,
    pub(super) meeting: Meeting<'a>,
    /// Which of the cohort's sessions it is, counted from the first.
    pub(super) step: usize,
}

/// When and how a note is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signing {
    /// As it happens.
    Usual,
    /// Six working days later.
    Late,
    /// Corrected the day after.
    Amended,
    /// All but the last three people, whose parts have something to find.
    PartlyOpen,
}

/// The note of a group session with everything that follows from it, also on later days.
pub(super) fn of_group(held: Held<'_>, present: &[&Member], signing: Signing, met: &mut Met) -> Vec<Event> {
    let Held { setting, meeting, .. } = held;
    let Some(leader) = meeting.group.leaders.first() else { return Vec::new() };
    let mut own: Vec<OwnPart> = present.iter().map(|member| own_part(held, member, met)).collect();
    let mut ready: Vec<PersonNumber> = own.iter().map(|part| part.person).collect();
    if signing == Signing::PartlyOpen {
        ready.truncate(ready.len().saturating_sub(3));
        plant(&mut own, present);
    }
    let mut dice = Dice::of(setting.seed, "note", day_number(meeting.day), held.step as u64);
    let written = later(meeting.end, dice.between(4, 22));
    let amended = own.first().map(|part| (part.person, part.words.clone()));
    let draft = What::DraftNote { session: meeting.key(), shared: shared(held, &mut dice), own };
    let mut events = vec![event(meeting.day, written, leader.clone(), draft)];
    let (day, time) = signed_at(meeting.day, written, signing, &mut dice);
    let late_because = (signing == Signing::Late).then(|| "Leader was ill; written from the sheet of the day.".to_owned());
    let session = meeting.key();
    let persons = ready;
    if let Some(supervisor) = setting.supervisors.get(leader) {
        let what = What::CosignNotes { session: session.clone(), persons: persons.clone() };
        events.push(event(working_day_after(day), Time::constant(16, 10, 0, 0), supervisor.clone(), what));
    }
    events.push(event(day, time, leader.clone(), What::SignNotes { session: session.clone(), persons, late_because }));
    if let (Signing::Amended, Some((person, words))) = (signing, amended) {
        let reason = dice.text(&setting.words.reason.amend);
        let what = What::AmendNote { session, person, words, reason };
        events.push(event(working_day_after(day), Time::constant(10, 35, 0, 0), leader.clone(), what));
    }
    events
}

fn signed_at(day: Date, written: Time, signing: Signing, dice: &mut Dice) -> (Date, Time) {
    let morning = Time::constant(8, 20, 0, 0);
    match (signing, dice.below(100)) {
        (Signing::Late, _) => ((0..6).fold(day, |day, _| working_day_after(day)), later(morning, 20)),
        (Signing::PartlyOpen, _) | (_, 0..=81) => (day, later(written, dice.between(2, 9))),
        (_, 82..=95) => (working_day_after(day), later(morning, dice.between(0, 25))),
        _ => (working_day_after(day), Time::constant(16, 45, 0, 0)),
    }
}

fn shared(held: Held<'_>, dice: &mut Dice) -> SharedPart {
    let title = held.meeting.title();
    let techniques = held.setting.techniques.get(&held.meeting.group.service);
    SharedPart {
        topic: title.to_owned(),
        techniques: techniques.map(|all| dice.few(3, all)).unwrap_or_default(),
        summary: held
            .setting
            .words
            .session(&held.meeting.group.service, title)
            .map(|words| words.summary.clone())
            .unwrap_or_default(),
    }
}

fn own_part(held: Held<'_>, member: &Member, met: &mut Met) -> OwnPart {
    let Held { setting, meeting, step, .. } = held;
    let mut dice = Dice::of(setting.seed, "own part", member.person.number as u64, step as u64);
    let words = setting.words.session(&meeting.group.service, meeting.title());
    let occasion = Occasion { person: &member.person, place: member.place, step };
    OwnPart {
        person: member.person.number,
        participation: participation(&mut dice),
        presentation: presentation(&mut dice),
        objective: objective(member, &meeting.group.service, meeting.day, &mut dice, met),
        words: setting.words.own_part(occasion, words),
        planted: None,
    }
}

fn participation(dice: &mut Dice) -> Participation {
    match dice.below(100) {
        0..=9 => Participation::Led,
        10..=50 => Participation::Active,
        51..=74 => Participation::Attentive,
        75..=87 => Participation::WithPrompts,
        _ => Participation::Quiet,
    }
}

fn presentation(dice: &mut Dice) -> Vec<Presentation> {
    const ALL: [Presentation; 6] = [
        Presentation::Calm,
        Presentation::Hopeful,
        Presentation::Anxious,
        Presentation::Low,
        Presentation::Irritable,
        Presentation::Tired,
    ];
    let count = if dice.chance(35) { 2 } else { 1 };
    let mut seemed = dice.few(count, &ALL);
    if seemed.contains(&Presentation::Calm) {
        seemed.retain(|one| *one != Presentation::Irritable);
    }
    seemed
}

/// The objective that the service serves and that is not met yet, and how it moved.
fn objective(member: &Member, service: &str, day: Date, dice: &mut Dice, met: &mut Met) -> Option<(String, Moved)> {
    let number = member.person.number;
    let is_open = |o: &&crate::demo::people::PlanObjective| !met.contains(&(number, o.number.clone()));
    let serving = |o: &&crate::demo::people::PlanObjective| o.serves.iter().any(|s| s == service);
    let open = || member.person.objectives().filter(is_open);
    let chosen = open().find(serving).or_else(|| open().next()).or_else(|| member.person.objectives().next())?.number.clone();
    let is_last = open().count() <= 1;
    let moved = match dice.below(100) {
        0..=3 if member.week(day) >= 5 && !is_last => Moved::Met,
        0..=46 => Moved::Forward,
        47..=91 => Moved::Same,
        _ => Moved::Back,
    };
    if moved == Moved::Met {
        met.insert((number, chosen.clone()));
    }
    Some((chosen, moved))
}

/// What the checks before signing should find in the newest note.
fn plant(own: &mut [OwnPart], present: &[&Member]) {
    let copied = own.first().map(|part| part.words.clone());
    let other = present.first().map(|member| member.person.name().given);
    let mut open = own.iter_mut().rev().take(3);
    if let (Some(part), Some(words)) = (open.next(), copied) {
        part.words = words;
        part.planted = Some(Planted::ReadsLikeAnother);
    }
    if let Some(part) = open.next() {
        part.objective = None;
        part.planted = Some(Planted::NoObjective);
    }
    if let (Some(part), Some(other)) = (open.next(), other) {
        part.words = format!("{} Worked well beside {other} in the pairs.", part.words);
        part.planted = Some(Planted::NamesAnother);
    }
}

/// The note of an appointment; signed the same day, or the next.
pub(super) fn of_appointment(
    setting: &Setting,
    (member, frame): (&Member, Frame),
    booked: &Appointment,
    met: &mut Met,
) -> Vec<Event> {
    let mut dice = Dice::of(setting.seed, "alone", member.person.number as u64, day_number(booked.day));
    let session = SessionKey::Appointment { person: booked.person, day: booked.day, start: booked.start };
    let step = member.week(booked.day);
    let step = if booked.service_type == "individual" { step } else { step / 2 };
    let occasion = Occasion { person: &member.person, place: member.place, step };
    let own = OwnPart {
        person: booked.person,
        participation: Participation::Active,
        presentation: presentation(&mut dice),
        objective: objective(member, &booked.service_type, booked.day, &mut dice, met),
        words: setting.words.alone(occasion, &booked.service_type),
        planted: None,
    };
    let techniques = setting.techniques.get(&booked.service_type).map(|all| dice.few(2, all)).unwrap_or_default();
    let shared = SharedPart { topic: String::new(), techniques, summary: String::new() };
    // Who leads the group that follows writes after it.
    let free = if booked.end <= frame.groups.0 { later(frame.groups.1, 25) } else { booked.end };
    let written = later(free, dice.between(3, 16));
    let (day, time) = signed_at(booked.day, written, Signing::Usual, &mut dice);
    let draft = What::DraftNote { session: session.clone(), shared, own: vec![own] };
    let sign = What::SignNotes { session, persons: vec![booked.person], late_because: None };
    vec![event(booked.day, written, booked.staff.clone(), draft), event(day, time, booked.staff.clone(), sign)]
}
