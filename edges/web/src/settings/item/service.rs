//! A type of service in the catalogue (S-19).

use maud::{Markup, html};
use schedule::program::{Item, NoteRule, ServiceKind, ServiceType};

use super::{Ground, Lines, begin_days, by_line, day_lines, days, key, line, number, read_days, read_number, text};
use crate::component::{ChoiceRow, Field, Problem, Select, Tick};
use crate::form::Sent;

const KINDS: [(ServiceKind, &str); 8] = [
    (ServiceKind::Group, "Group led by a professional"),
    (ServiceKind::PeerGroup, "Group led by peers"),
    (ServiceKind::Individual, "Individual session"),
    (ServiceKind::Family, "Family session"),
    (ServiceKind::MedicationVisit, "Medication visit"),
    (ServiceKind::CaseManagement, "Case management"),
    (ServiceKind::DrugTest, "Collection for a drug test"),
    (ServiceKind::RecoveryCoach, "Recovery coach"),
];

/// The kind in words.
pub(in crate::settings) fn kind_words(kind: ServiceKind) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, words)| words)
}

pub(super) fn begin(service: &ServiceType) -> Sent {
    let sent = Sent::default()
        .with("key", service.key.clone())
        .with("name", service.name.clone())
        .with("kind", service.kind.as_str())
        .with("note", note_key(service.note))
        .with("credentials", service.credentials.join(", "))
        .with("capacity", service.capacity.to_string())
        .with("counts_toward_hours", if service.counts_toward_hours { "yes" } else { "" })
        .with("techniques", service.techniques.join("\n"));
    begin_days(sent, service.from, service.to)
}

pub(super) fn fields(sent: &Sent, problems: &[Problem], is_new: bool) -> Markup {
    let kinds = KINDS.map(|(kind, words)| (kind.as_str(), words));
    let note = if sent.text("note").is_empty() { "clinical" } else { sent.text("note") };
    html! {
        (text(sent, problems, "name", "Name")) (key(sent, problems, is_new))
        (Select::new("kind", "Kind").options(kinds).chosen(sent.text("kind")).problems(problems))
        (number(sent, problems, "capacity", "How many people at most"))
        (ChoiceRow::one("note", "What it leaves in the chart").choices([("clinical", "A signed note for each person"), ("attendance_only", "Attendance only")]).chosen(note))
        div.fld { span.lab { "Hours" } (Tick::new("counts_toward_hours", "yes", "Its minutes count toward the week").checked(sent.is_on("counts_toward_hours"))) }
        div.full { (text(sent, problems, "credentials", "Credentials of which a leader holds one").optional().hint("With commas between them; empty when any will do")) }
        div.full { (Field::area("techniques", "What is done, to choose from when charting", 4).optional().hint("One on each line").value(sent.text("techniques"))) }
        (days(sent, problems))
    }
}

pub(super) fn read(ground: Ground<'_>, sent: &Sent, problems: &mut Vec<Problem>) -> ServiceType {
    let standing = match ground.standing {
        Some(Item::ServiceType(service)) => Some(service),
        _ => None,
    };
    let (from, to) = read_days(sent, ground.today(), problems);
    let kind = KINDS.iter().find(|(kind, _)| kind.as_str() == sent.text("kind")).map(|(kind, _)| *kind);
    if kind.is_none() {
        problems.push(Problem::new("kind", "Choose what kind of service it is."));
    }
    ServiceType {
        id: standing.map_or_else(|| ground.ids().next(ground.now()), |service| service.id),
        key: standing.map_or_else(|| sent.text("key").to_owned(), |service| service.key.clone()),
        name: sent.text("name").to_owned(),
        kind: kind.unwrap_or(ServiceKind::Group),
        note: if sent.text("note") == "attendance_only" { NoteRule::AttendanceOnly } else { NoteRule::Clinical },
        credentials: by_line(&sent.text("credentials").replace(',', "\n")),
        capacity: read_number(sent, "capacity", problems),
        counts_toward_hours: sent.is_on("counts_toward_hours"),
        techniques: by_line(sent.text("techniques")),
        from,
        to,
    }
}

pub(super) fn lines(service: &ServiceType) -> Lines {
    let credentials = if service.credentials.is_empty() { "Any".to_owned() } else { service.credentials.join(", ") };
    let mut all = vec![
        line("Name", service.name.clone()),
        line("Kind", kind_words(service.kind)),
        line("In the chart", note_words(service.note)),
        line("Credentials", credentials),
        line("How many people at most", service.capacity.to_string()),
        line("Counts toward the week", if service.counts_toward_hours { "Yes" } else { "No" }),
        line("What is done", service.techniques.join(", ")),
    ];
    all.extend(day_lines(service.from, service.to));
    all
}

/// What it leaves in the chart, in words.
pub(in crate::settings) fn note_words(note: NoteRule) -> &'static str {
    match note {
        NoteRule::Clinical => "Signed note",
        NoteRule::AttendanceOnly => "Attendance only",
    }
}

fn note_key(note: NoteRule) -> &'static str {
    match note {
        NoteRule::Clinical => "clinical",
        NoteRule::AttendanceOnly => "attendance_only",
    }
}
