//! How the core's words become the board's words and shapes.

use reactions::today::{BoardPerson, DueKind, LookFirstKind};
use schedule::attendance::Arrival;
use vocabulary::ProgramZone;

use crate::component::{self, Chip, Hue, Icon, chip};

/// The states a person can choose, as value and words.
pub(super) const STATES: &[(&str, &str)] = &[
    ("here", "Here"),
    ("remote", "By video"),
    ("way", "On the way"),
    ("left", "Left"),
    ("excused", "Excused today"),
    ("absent", "Did not come"),
    ("undo", "Take back the last tap"),
];

/// The shape of a state and its time in words.
pub(crate) fn arrival(zone: &ProgramZone, arrival: &Arrival) -> (component::Arrival, Option<String>) {
    let time = |at: &jiff::Timestamp| Some(zone.clock_short(*at));
    match arrival {
        Arrival::Expected => (component::Arrival::Expected, None),
        Arrival::OnTheWay(_) => (component::Arrival::OnTheWay, None),
        Arrival::Here(at) => (component::Arrival::Here, time(at)),
        Arrival::Late(at) => (component::Arrival::Late, time(at)),
        Arrival::Remote(at) => (component::Arrival::Remote, time(at)),
        Arrival::Left(at) => (component::Arrival::LeftEarly, time(at)),
        Arrival::NotHere => (component::Arrival::NotHere, None),
        Arrival::Excused(_) => (component::Arrival::Excused, None),
        Arrival::Absent(_) => (component::Arrival::NotHere, None),
        Arrival::Cancelled => (component::Arrival::CancelledByUs, None),
    }
}

/// What one press sets: whoever is here leaves, everybody else arrives.
pub(super) fn likely_next(arrival: &Arrival) -> (&'static str, &'static str) {
    match arrival {
        Arrival::Here(_) | Arrival::Late(_) | Arrival::Remote(_) => ("left", "Left"),
        _ => ("here", "Here"),
    }
}

/// The few words beside a name: pronouns, language, the reason of an absence.
pub(super) fn beside(person: &BoardPerson) -> Option<String> {
    let mut words: Vec<String> = person.pronouns.clone().into_iter().collect();
    words.extend(language(&person.language).map(str::to_owned));
    if person.needs_interpreter {
        words.push("interpreter".to_owned());
    }
    if let Arrival::Excused(reason) | Arrival::Absent(reason) = &person.arrival
        && !reason.is_empty()
    {
        words.push(reason.clone());
    }
    (!words.is_empty()).then(|| words.join(" · "))
}

/// A language in its own name, when it is not English.
pub(crate) fn language(tag: &str) -> Option<&'static str> {
    match tag {
        "es" => Some("Español"),
        "pt" => Some("Português"),
        "ht" => Some("Kreyòl"),
        _ => None,
    }
}

/// The chip of a reason.
pub(crate) fn kind(kind: LookFirstKind) -> Chip {
    match kind {
        LookFirstKind::Safety => chip(Hue::Safety, "Safety").icon(Icon::Shield),
        LookFirstKind::Missing => chip(Hue::Gone, "Not here").icon(Icon::Dash),
        LookFirstKind::Medicine => chip(Hue::Due, "Medicine").icon(Icon::Pill),
        LookFirstKind::Change => chip(Hue::Remote, "Change").icon(Icon::Chart),
        LookFirstKind::Legal => chip(Hue::Private, "Consent").icon(Icon::Lock),
        LookFirstKind::Deadline => chip(Hue::Due, "Deadline").icon(Icon::Clock),
    }
}

/// The chips on a person's row: that something is open, never what.
pub(super) fn flags(person: &BoardPerson) -> Vec<Chip> {
    // That somebody is not here stands at the front of the row already.
    let is_said = |flag: &LookFirstKind| *flag == LookFirstKind::Missing && person.arrival.is_unaccounted();
    let mut chips: Vec<Chip> = person.flags.iter().filter(|flag| !is_said(flag)).map(|flag| kind(*flag)).collect();
    if person.arrival.is_unaccounted() {
        chips.push(chip(Hue::Due, "Call").icon(Icon::Phone));
    }
    if person.authorization.is_some() && !person.flags.contains(&LookFirstKind::Deadline) {
        chips.push(chip(Hue::Due, "Authorization").icon(Icon::Clock));
    }
    chips
}

/// Icon, words and address of something due.
pub(super) fn due(kind: DueKind) -> (Icon, &'static str, Option<&'static str>) {
    match kind {
        DueKind::NotAccountedFor => (Icon::Phone, "Not accounted for", Some("/today/missing")),
        DueKind::NotesToSign => (Icon::Note, "Notes to sign", Some("/groups")),
        DueKind::NotesToCosign => (Icon::Pen, "Notes to co-sign", Some("/groups/cosign")),
        DueKind::AuthorizationsEnding => (Icon::Clock, "Authorizations ending", Some("/authorizations")),
        DueKind::DaysHeld => (Icon::Coin, "Days held", Some("/claims?tab=held")),
        DueKind::CoverChanged => (Icon::Lock, "Cover to look at", Some("/cover")),
        DueKind::ConsentsEnding => (Icon::Lock, "Consents that end soon", Some("/consents/ending")),
        DueKind::PlansToReview => (Icon::Form, "Plans to look at again", Some("/patients")),
    }
}
