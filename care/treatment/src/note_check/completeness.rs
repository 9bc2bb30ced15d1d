//! What is missing before a note can be signed: the own line, the objective, agreed minutes, place, times, credentials.

use jiff::Timestamp;

use super::finding::{Check, Finding, Place};

/// A leader of the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leader {
    /// The credential as it will stand under the note, such as `LMHC`.
    pub credential: Option<String>,
}

/// What is the same for everyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionFacts {
    /// Where it took place, or by which means.
    pub place: Option<String>,
    /// When it started.
    pub started: Option<Timestamp>,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// Who led it.
    pub leaders: Vec<Leader>,
}

/// Which minutes a person chose where note and door disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MinutesChoice {
    /// The note's, with the correction of the door recorded.
    Note,
    /// The door's.
    Door,
}

/// One present person's part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonEntry<'a, P> {
    /// Whose part it is.
    pub person: P,
    /// The text only about this person.
    pub own_text: &'a str,
    /// Whether at least one active objective is linked.
    pub has_objective: bool,
    /// Whether the service is billed; then an objective is required (OP-A14).
    pub is_billable: bool,
    /// Why no objective is linked; enough for a note that is not billed.
    pub no_objective_reason: Option<&'a str>,
    /// Minutes in the note.
    pub note_minutes: Option<i64>,
    /// Minutes by the taps on arrival and leaving.
    pub door_minutes: Option<i64>,
    /// What was chosen where they disagree.
    pub minutes_choice: Option<MinutesChoice>,
}

/// Everything missing in a session and in each present person's part.
///
/// Absent people get no note and must not be among `people`.
#[must_use]
pub fn completeness<P: Clone>(session: &SessionFacts, people: &[PersonEntry<'_, P>]) -> Vec<Finding<P>> {
    let mut findings = shared(session);
    for entry in people {
        findings.extend([own_line(entry), objective(entry), minutes(entry)].into_iter().flatten());
    }
    findings
}

fn shared<P: Clone>(session: &SessionFacts) -> Vec<Finding<P>> {
    let has_place = session.place.as_ref().is_some_and(|place| !is_blank(place));
    let has_order = matches!((session.started, session.ended), (Some(start), Some(end)) if start < end);
    let has_credential = |leader: &Leader| leader.credential.as_ref().is_some_and(|held| !is_blank(held));
    let checks = [
        (!has_place, "place", "The place is missing."),
        (session.started.is_none(), "started", "The start time is missing."),
        (session.ended.is_none(), "ended", "The end time is missing."),
        (session.started.is_some() && session.ended.is_some() && !has_order, "ended", "The end is not after the start."),
        (session.leaders.is_empty(), "leaders", "Nobody is named as leader."),
        (!session.leaders.iter().all(has_credential), "leaders", "A leader's credential is missing."),
    ];
    let missing = checks.into_iter().filter(|(is_missing, ..)| *is_missing);
    missing.map(|(_, field, sentence)| finding(Check::SessionIncomplete, None, field, true, sentence.to_owned())).collect()
}

fn own_line<P: Clone>(entry: &PersonEntry<'_, P>) -> Option<Finding<P>> {
    let says_something = entry.own_text.chars().any(char::is_alphanumeric);
    let sentence = "Add one line that is only about this person.".to_owned();
    (!says_something).then(|| finding(Check::OwnLineMissing, Some(&entry.person), "own_words", true, sentence))
}

fn objective<P: Clone>(entry: &PersonEntry<'_, P>) -> Option<Finding<P>> {
    if entry.has_objective {
        return None;
    }
    let has_reason = entry.no_objective_reason.is_some_and(|reason| !is_blank(reason));
    let stops = entry.is_billable || !has_reason;
    let sentence = match (entry.is_billable, has_reason) {
        (true, _) => "Link an objective: a billed note needs one.",
        (false, false) => "Link an objective, or say why there is none.",
        (false, true) => "No objective is linked; the reason is recorded.",
    };
    Some(finding(Check::NoObjective, Some(&entry.person), "objective", stops, sentence.to_owned()))
}

/// What the note of somebody by video lacks (OP-11). It does not hold the signature back: what is not known stays said as not known.
#[must_use]
pub fn telehealth<P: Clone>(person: &P, has_place: bool, has_consent: bool) -> Option<Finding<P>> {
    let sentence = match (has_place, has_consent) {
        (true, true) => return None,
        (false, true) => {
            "By video: the town and state they were in is not written down. Write it on the session's By video page."
        }
        (true, false) => "By video: no consent to video is on file. Ask them on the session's By video page.",
        (false, false) => {
            "By video: neither their consent nor the town and state they were in is on file. Write both on the session's By video page."
        }
    };
    Some(finding(Check::SessionIncomplete, Some(person), "video", false, sentence.to_owned()))
}

fn minutes<P: Clone>(entry: &PersonEntry<'_, P>) -> Option<Finding<P>> {
    let person = Some(&entry.person);
    let Some(note_minutes) = entry.note_minutes else {
        let sentence = "The minutes are missing.".to_owned();
        return Some(finding(Check::SessionIncomplete, person, "minutes", true, sentence));
    };
    let door_minutes = entry.door_minutes.filter(|door| *door != note_minutes && entry.minutes_choice.is_none())?;
    let check = Check::MinutesDisagree { note_minutes, door_minutes };
    let sentence = format!("The note says {note_minutes} minutes, the door {door_minutes}. Choose one.");
    Some(finding(check, person, "minutes", true, sentence))
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn finding<P: Clone>(
    check: Check<P>,
    person: Option<&P>,
    field: &'static str,
    stops_signing: bool,
    sentence: String,
) -> Finding<P> {
    Finding { check, stops_signing, person: person.cloned(), place: Place { field, range: None }, sentence }
}
