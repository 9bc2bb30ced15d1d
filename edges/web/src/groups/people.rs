//! How a person stands to the note in the words of a row: here since when, how long, how far their part is.

use schedule::attendance::Arrival;
use treatment::group_note::{Composer, ComposerPerson, Participation};
use treatment::note_check::{Certainty, Check, Finding};
use vocabulary::ProgramZone;
use vocabulary::id::PatientId;

use crate::component::{NoteRow, NoteState};
use crate::today::language;

/// Whether something stops this person's note, in their own part or in the shared one.
pub(super) fn stops(composer: &Composer, patient: PatientId) -> bool {
    composer.findings.iter().any(|finding| finding.stops_signing && finding.person.is_none_or(|person| person == patient))
}

/// Whether the note would be signed now.
pub(super) fn is_ready(composer: &Composer, person: &ComposerPerson) -> bool {
    is_open(person) && person.own.is_ready && !stops(composer, person.patient)
}

/// Whether there is a part to write: somebody who was here and has no signed note.
pub(super) fn is_open(person: &ComposerPerson) -> bool {
    person.arrival.is_present() && person.signed.is_none()
}

/// The people whose notes would be signed now.
pub(super) fn ready(composer: &Composer) -> Vec<&ComposerPerson> {
    composer.people.iter().filter(|person| is_ready(composer, person)).collect()
}

/// Who was here, signed or not.
pub(super) fn present(composer: &Composer) -> usize {
    composer.people.iter().filter(|person| person.arrival.is_present() || person.signed.is_some()).count()
}

/// "Here", "Video", "9:22", "Left 10:02".
pub(super) fn arrival(zone: &ProgramZone, person: &ComposerPerson) -> String {
    match &person.arrival {
        Arrival::Here(_) => "Here".to_owned(),
        Arrival::Late(at) => zone.clock_short(*at),
        Arrival::Remote(_) => "Video".to_owned(),
        Arrival::Left(at) if person.is_remote => format!("Video, left {}", zone.clock_short(*at)),
        Arrival::Left(at) => format!("Left {}", zone.clock_short(*at)),
        Arrival::Expected => "Expected".to_owned(),
        Arrival::OnTheWay(_) => "On the way".to_owned(),
        Arrival::NotHere => "Not here".to_owned(),
        Arrival::Excused(_) => "Excused".to_owned(),
        Arrival::Absent(_) => "Did not come".to_owned(),
        Arrival::Cancelled => "Cancelled".to_owned(),
    }
}

/// "Here · 75 min": minutes as they will stand in the note.
pub(super) fn attended(zone: &ProgramZone, person: &ComposerPerson) -> String {
    let words = arrival(zone, person);
    let minutes = match &person.signed {
        Some(signed) => signed.minutes,
        None => person.own.stated_minutes.unwrap_or(person.door_minutes),
    };
    if person.arrival.is_present() || person.signed.is_some() { format!("{words} · {minutes} min") } else { words }
}

/// "they/them · video · Español".
pub(super) fn beside(person: &ComposerPerson) -> Option<String> {
    let mut words: Vec<String> = person.pronouns.clone().into_iter().collect();
    words.extend(person.is_remote.then(|| "video".to_owned()));
    words.extend(language(&person.language).map(str::to_owned));
    (!words.is_empty()).then(|| words.join(" · "))
}

/// "2.1 forward", "none".
pub(super) fn objective(person: &ComposerPerson) -> String {
    let Some(touched) = person.own.touched.first() else { return "none".to_owned() };
    let number = person.objectives.iter().find(|objective| objective.id == touched.objective).map(|o| o.number.clone());
    match (number, touched.moved) {
        (None, _) => "none".to_owned(),
        (Some(number), None) => number,
        (Some(number), Some(moved)) => format!("{number} {}", moved.words().to_lowercase()),
    }
}

/// The texts that a row borrows.
pub(super) struct Words {
    name: String,
    beside: Option<String>,
    row: Row,
}

struct Row {
    href: String,
    state: NoteState,
    attended: String,
    took_part: String,
    line: String,
    objective: String,
}

impl Words {
    pub(super) fn of(zone: &ProgramZone, composer: &Composer, person: &ComposerPerson) -> Self {
        let row = match &person.signed {
            Some(signed) => Row {
                href: format!("/notes/{}", signed.note),
                state: NoteState::Signed,
                attended: attended(zone, person),
                took_part: "Signed".to_owned(),
                line: signed.words.clone(),
                objective: if signed.awaits_cosignature { "co-sign".to_owned() } else { zone.clock_short(signed.at) },
            },
            None if person.arrival.is_present() => open_row(zone, composer, person),
            None => absent_row(zone, person),
        };
        Self { name: person.name.short(), beside: beside(person), row }
    }

    pub(super) fn row(&self) -> NoteRow<'_> {
        NoteRow {
            name: &self.name,
            beside: self.beside.as_deref(),
            href: self.row.href.clone(),
            state: self.row.state,
            attended: self.row.attended.clone(),
            took_part: self.row.took_part.clone(),
            line: self.row.line.clone(),
            objective: self.row.objective.clone(),
        }
    }
}

fn open_row(zone: &ProgramZone, composer: &Composer, person: &ComposerPerson) -> Row {
    let is_ready = is_ready(composer, person);
    let missing = composer.findings.iter().find(|finding| finding.stops_signing && finding.person == Some(person.patient));
    let is_untouched = person.own_version == 0;
    let line = match missing {
        _ if is_untouched => "Not charted yet".to_owned(),
        Some(finding) => need(person, finding),
        None if !is_ready && !person.own.is_ready => "Not called ready yet".to_owned(),
        None if !is_ready => "Waits for the shared part".to_owned(),
        None => person.own.words.clone(),
    };
    Row {
        href: format!("/sessions/{}/note?person={}", composer.session, person.patient),
        state: match (is_ready, is_untouched) {
            (true, _) => NoteState::Ready,
            (false, true) => NoteState::NotStarted,
            (false, false) => NoteState::NotReady,
        },
        attended: attended(zone, person),
        took_part: person.own.participation.map(took_part).unwrap_or_default().to_owned(),
        line,
        objective: objective(person),
    }
}

/// How somebody took part, short enough for a row.
fn took_part(took: Participation) -> &'static str {
    match took {
        Participation::WithPrompts => "Prompts",
        other => other.words(),
    }
}

/// An absence: what is known, and the way to reach the person.
fn absent_row(zone: &ProgramZone, person: &ComposerPerson) -> Row {
    let reason = match &person.arrival {
        Arrival::Excused(reason) | Arrival::Absent(reason) if !reason.is_empty() => format!("{reason}. "),
        _ => String::new(),
    };
    let line = match (&person.outreach, &person.arrival) {
        (Some((by, at, result)), _) => {
            format!("{reason}Outreach: {by} at {}, {}", zone.clock_short(*at), result.words().to_lowercase())
        }
        (None, Arrival::Expected | Arrival::OnTheWay(_)) => "No part until they arrive".to_owned(),
        (None, Arrival::Excused(_) | Arrival::Cancelled) => format!("{reason}No note"),
        (None, _) => format!("{reason}No note. Log outreach"),
    };
    Row {
        href: format!("/patients/{}/outreach", person.patient),
        state: NoteState::Absent,
        attended: arrival(zone, person),
        took_part: String::new(),
        line,
        objective: String::new(),
    }
}

/// What is missing, as a row says it.
pub(super) fn need(person: &ComposerPerson, finding: &Finding<PatientId>) -> String {
    let given = if person.name.given.is_empty() { person.name.family.clone() } else { person.name.given.clone() };
    match &finding.check {
        Check::OwnLineMissing => format!("Add one line that is only about {given}"),
        Check::NoObjective => "Link an objective".to_owned(),
        Check::MinutesDisagree { note_minutes, door_minutes } => {
            format!("The note says {note_minutes} minutes, the door {door_minutes}")
        }
        Check::NamesAnother { certainty: Certainty::Certain, .. } => "Another person is named here".to_owned(),
        Check::NamesAnother { certainty: Certainty::Possible, found, .. } => format!("“{found}” may name another person"),
        Check::SessionIncomplete | Check::NearlySame { .. } => finding.sentence.clone(),
    }
}
