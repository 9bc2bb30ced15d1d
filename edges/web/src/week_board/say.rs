//! The words of the board.

use maud::{Markup, html};
use reactions::week_board::{BoardSession, HoursOfWeek, PersonAfter, PlanCheck, UnitsLeft};
use schedule::program::ServiceKind;
use vocabulary::day::short_day;
use vocabulary::{Minutes, PersonName};

use crate::component::Icon;

/// What kind of service a session is: a shape and a word; the hue says nothing.
pub(super) const KINDS: [(ServiceKind, Icon, &str); 8] = [
    (ServiceKind::Group, Icon::Group, "Group"),
    (ServiceKind::PeerGroup, Icon::Thread, "Peer group"),
    (ServiceKind::Individual, Icon::Note, "Individual"),
    (ServiceKind::Family, Icon::People, "Family"),
    (ServiceKind::MedicationVisit, Icon::Pill, "Medication"),
    (ServiceKind::CaseManagement, Icon::Form, "Case management"),
    (ServiceKind::DrugTest, Icon::Cup, "Test"),
    (ServiceKind::RecoveryCoach, Icon::Flag, "Recovery coach"),
];

pub(super) fn kind(of: ServiceKind) -> (Icon, &'static str) {
    KINDS.iter().find(|(kind, ..)| *kind == of).map_or((Icon::Note, "Session"), |(_, icon, word)| (*icon, word))
}

/// A name as a board shows it: short, and initials on a screen that others see.
pub(super) fn name(name: &PersonName) -> Markup {
    html! { span.who { span.full { (name.short()) } span.initials { (name.initials()) } } }
}

/// `"8 of 12"`.
pub(super) fn filled(session: &BoardSession) -> Option<String> {
    session.group?;
    Some(match session.capacity {
        Some(capacity) => format!("{} of {capacity}", session.expected),
        None => session.expected.to_string(),
    })
}

pub(super) fn hours(minutes: i64) -> String {
    Minutes(minutes).as_hours()
}

/// `"12 of 40 units left with Bay Health, about used up on Fri Apr 3"`.
pub(super) fn units(left: &UnitsLeft) -> String {
    let noun = if left.counts_days { "days" } else { "units" };
    let code = left.code.as_ref().map(|code| format!(" of {code}")).unwrap_or_default();
    let until = match left.runs_out_on.filter(|on| *on < left.ends_on) {
        _ if left.left <= 0 => "none left".to_owned(),
        Some(on) => format!("at this pace the last is used on {}", short_day(on)),
        None => format!("they end on {}", short_day(left.ends_on)),
    };
    format!("{}: {} of {} {noun}{code} left; {until}.", left.payer, left.left.max(0), left.approved)
}

/// `"at most 15 h"` where somebody said so, else `"under 20 h"`: where the next level of care begins.
pub(super) fn most(week: &HoursOfWeek) -> Option<String> {
    let authorized = week.ceiling_minutes.map(|most| format!("at most {} h", hours(most)));
    authorized.or_else(|| week.next_level_minutes.map(|next| format!("under {} h", hours(next))))
}

/// `"6.5 h this week instead of 5.5 h; at least 9 h, at most 19 h."`, and what a person should see about it.
fn week(person: &PersonAfter) -> Vec<String> {
    let (before, after) = (person.before_minutes, person.after_minutes);
    let range = person.hours.as_ref().map_or_else(String::new, |week| {
        let most = most(week).map(|most| format!(", {most}")).unwrap_or_default();
        format!("; at least {} h{most}", hours(week.floor_minutes))
    });
    let held = if before == after {
        format!("{} h in that week, as before{range}.", hours(after))
    } else {
        format!("{} h in that week instead of {} h{range}.", hours(after), hours(before))
    };
    let flags = person.hours.iter().flat_map(|hours| &hours.week.flags);
    std::iter::once(held).chain(flags.map(|flag| flag.sentence())).collect()
}

/// What would come of it: conflicts first, then hours, then what is approved. Each a line with a shape and a word.
pub(super) fn meaning(check: &PlanCheck) -> Markup {
    html! {
        ul.meaning id="meaning" {
            @for (is_hard, _, words) in &check.findings {
                li.stop[*is_hard] { (if *is_hard { Icon::Close } else { Icon::Info }) span { b { @if *is_hard { "Not possible. " } @else { "Good to know. " } } (words) } }
            }
            @if !check.is_refused() { li { (Icon::Check) span { b { "Free. " } "Room, colleague and everybody expected have this time." } } }
            @for person in &check.people {
                li { (Icon::Clock) span { b { (name(&person.name)) ". " } @for sentence in week(person) { (sentence) " " } } }
            }
            @for left in &check.units { li { (Icon::Coin) span { b { "Approved. " } (units(left)) } } }
            @for sentence in &check.outlook { li.told { (Icon::Clock) span { b { "Past what is approved. " } (sentence) } } }
        }
    }
}
