//! Moments in the words of a board.

use jiff::Timestamp;
use schedule::therapy_group::Meeting;
use vocabulary::ProgramZone;

/// `"9:00 to 10:15"`.
pub(crate) fn from_to(zone: &ProgramZone, from: Timestamp, to: Timestamp) -> String {
    format!("{} to {}", zone.clock_short(from), zone.clock_face(to))
}

/// `"Mon, Wed, Thu 9:00 to 10:30"`; several lines when hours differ.
pub(crate) fn meeting_words(meetings: &[Meeting]) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let mut lines: Vec<(Vec<&str>, String)> = Vec::new();
    for meeting in meetings {
        let hours = crate::words::span(meeting.start, meeting.end);
        let day = usize::try_from(meeting.weekday - 1).ok().and_then(|at| DAYS.get(at)).copied().unwrap_or_default();
        match lines.iter_mut().find(|(_, known)| *known == hours) {
            Some((days, _)) => days.push(day),
            None => lines.push((vec![day], hours)),
        }
    }
    lines.into_iter().map(|(days, hours)| format!("{} {hours}", days.join(", "))).collect::<Vec<_>>().join("; ")
}
