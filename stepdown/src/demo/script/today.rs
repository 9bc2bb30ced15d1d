//! This morning: how people come today, and what must be looked at first.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Time;

use super::appointment::last_day_before;
use super::cast::Member;
use super::coming::Coming;
use super::event::{ConcernKind, Event, Inquiry, OutreachChannel, PersonNumber, What};
use super::groups::Cohort;
use super::story::Story;
use super::{Setting, event, now};
use crate::demo::dice::Dice;

/// How everybody comes whose day begins before the demonstration opens: mostly here, and one of every kind.
pub(super) fn doors(setting: &Setting, members: &[Member]) -> HashMap<PersonNumber, Coming> {
    let mut dice = Dice::of(setting.seed, "doors", 0, 0);
    let mut kinds = vec![
        Coming::OnTheWay,
        Coming::Late(14),
        Coming::Excused("court today".to_owned()),
        Coming::Remote,
        Coming::Late(11),
        Coming::Remote,
    ];
    kinds.reverse();
    let is_due = |m: &&Member| setting.cohorts.get(m.cohort).is_some_and(|c| c.meets(setting.today) && !c.is_evening());
    let due: Vec<&Member> = members.iter().filter(|m| m.is_there_on(setting.today)).filter(is_due).collect();
    let spread = (due.len() / kinds.len()).max(2);
    let mut doors = HashMap::with_capacity(due.len());
    for (at, member) in due.into_iter().enumerate() {
        let has_video = setting.cohorts.get(member.cohort).is_some_and(|c| c.has_video);
        let takes_one = member.story.is_none() && at % spread == 1;
        let next = kinds.last().is_some_and(|kind| *kind != Coming::Remote || has_video);
        let one = if takes_one && next { kinds.pop() } else { None };
        let coming = match member.story {
            Some(Story::Unreachable) => Coming::NotHere,
            _ => one.unwrap_or_else(|| Coming::Here(dice.between(1, 13))),
        };
        doors.insert(member.person.number, coming);
    }
    doors
}

/// What a story puts on this morning's board, and what led to it.
pub(super) fn concerns(setting: &Setting, member: &Member, cohort: &Cohort) -> Vec<Event> {
    let today = setting.today;
    let person = member.person.number;
    let raise = |at: Time, kind, words: &str, owner: String, due| {
        event(today, at, owner.clone(), What::RaiseConcern { person, kind, words: words.to_owned(), owner, due })
    };
    let time = |hour, minute| Time::constant(hour, minute, 0, 0);
    let by = |hour| today.to_datetime(time(hour, 0));
    match member.story {
        Some(Story::SafetyRaised) => {
            let words = "This morning's check-in (7:42) raised a safety question. No one has talked with them yet.";
            vec![raise(time(7, 42), ConcernKind::Safety, words, cohort.counselor.clone(), now(today))]
        }
        Some(Story::Unreachable) => {
            let words = "Missed the last day and today. No answer to two calls and one text. Has naloxone at home.";
            let call = What::LogOutreach {
                person,
                channel: OutreachChannel::Call,
                was_reached: false,
                words: "Rang through twice, nothing left.".to_owned(),
            };
            let call = event(today, time(9, 16), cohort.here("andrade"), call);
            vec![call, raise(time(9, 17), ConcernKind::Unreachable, words, cohort.here("andrade"), by(10))]
        }
        Some(Story::MedicineGap) => {
            let words = "Third day of starting buprenorphine. No visit logged yesterday; the plan says daily through Friday.";
            vec![raise(time(8, 5), ConcernKind::Medicine, words, cohort.here("lind"), by(12))]
        }
        Some(Story::ConsentEnded) => {
            let words = "The consent to speak with probation ended yesterday. Nothing may be sent. A report is due Friday.";
            let friday = vocabulary::Week::of(today).monday.saturating_add(4.days()).max(today);
            vec![raise(time(7, 0), ConcernKind::Consent, words, cohort.counselor.clone(), friday.at(16, 0, 0, 0))]
        }
        Some(Story::AuthorizationEnding) => {
            let words = "The authorization ends in two days. The review is ready to be sent.";
            vec![raise(time(7, 0), ConcernKind::Authorization, words, cohort.here("roth"), by(16))]
        }
        _ => Vec::new(),
    }
}

/// Attempts on the day before, which the story of somebody unreachable needs.
pub(super) fn attempts_before(setting: &Setting, member: &Member, cohort: &Cohort) -> Vec<Event> {
    let day = last_day_before(setting, cohort);
    let person = member.person.number;
    let log = |hour, channel, words: &str| {
        let what = What::LogOutreach { person, channel, was_reached: false, words: words.to_owned() };
        event(day, Time::constant(hour, 40, 0, 0), cohort.here("andrade"), what)
    };
    let words = "Text sent from the neutral name, no reply yet.";
    vec![log(10, OutreachChannel::Call, "No answer, neutral message left."), log(14, OutreachChannel::Text, words)]
}

/// People who asked for help and wait for an answer.
pub(super) fn inquiries(setting: &Setting, wing: &str) -> Vec<Event> {
    let yesterday = setting.today.saturating_sub(1.day());
    let by = format!("prado{wing}");
    let packet = Inquiry {
        channel: OutreachChannel::Fax,
        for_whom: "a patient of the ward".to_owned(),
        given: "Évelyne".to_owned(),
        family: "Thibodeaux".to_owned(),
        phone: "+17745550167".to_owned(),
        may_text: true,
        may_leave_message: false,
        call_as: None,
        paying_with: "commonbay".to_owned(),
        referred_by: "Upper Bay Hospital, inpatient unit".to_owned(),
        words: "Leaves the ward on Friday. Step-down wanted from Monday, mornings. Packet attached.".to_owned(),
    };
    let text = Inquiry {
        channel: OutreachChannel::Text,
        for_whom: "my brother".to_owned(),
        given: String::new(),
        family: String::new(),
        phone: "+15085550119".to_owned(),
        may_text: true,
        may_leave_message: true,
        call_as: Some("Harbor St".to_owned()),
        paying_with: "not sure".to_owned(),
        referred_by: "a sister, by text".to_owned(),
        words: "Is there something in the evenings? He works until four.".to_owned(),
    };
    vec![
        event(yesterday, Time::constant(16, 40, 0, 0), by.clone(), What::ReceiveInquiry(packet)),
        event(setting.today, Time::constant(8, 12, 0, 0), by, What::ReceiveInquiry(text)),
    ]
}
