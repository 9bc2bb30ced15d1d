//! A therapy group: what, where, when, who leads, what is covered.

use jiff::civil::Date;
use maud::{Markup, html};
use schedule::program::{Item, ProgramOverview};
use schedule::therapy_group::{CurriculumSession, TherapyGroup};
use vocabulary::id::{RoomId, StaffId, TrackId};

use super::{
    Drawn, Ground, Lines, SESSION, begin_days, by_line, day_lines, days, key, line, number, read_days, read_number, text,
};
use crate::component::{Field, Problem, Select, Tick};
use crate::form::Sent;
use crate::settings::meetings::{self, meeting_words};
use crate::words;

/// How many leaders a form offers at least and takes at most.
const LEADERS: (usize, usize) = (3, 8);

pub(super) fn begin(group: &TherapyGroup) -> Sent {
    let mut sent = Sent::default()
        .with("key", group.key.clone())
        .with("name", group.name.clone())
        .with("service_type", group.service_type.to_string())
        .with("track", group.track.to_string())
        .with("room", group.room.to_string())
        .with("capacity", group.capacity.to_string())
        .with("curriculum", group.curriculum.iter().map(|one| one.title.as_str()).collect::<Vec<_>>().join("\n"));
    sent = sent.with("interpreted", group.interpreted.join(", "));
    if group.has_child_care {
        sent = sent.with("has_child_care", "yes");
    }
    for (at, leader) in group.leaders.iter().take(LEADERS.1).enumerate() {
        sent = sent.with(format!("leader.{at}"), leader.to_string());
    }
    begin_days(meetings::begin(sent, &group.meetings), group.from, group.to)
}

pub(super) fn fields(drawn: &Drawn<'_>) -> Markup {
    let Drawn { program, sent, problems, is_new, .. } = *drawn;
    let choose = |field: &'static str, label: &'static str| {
        Select::new(field, label).option("", "Choose").chosen(sent.text(field)).problems(problems)
    };
    let is_there = |field: &str, id: String, to: Option<Date>| drawn.is_there(to) || sent.text(field) == id;
    let services = program.service_types.iter().map(|one| &one.item).filter(|one| one.kind.is_group());
    let services = services
        .filter(|one| is_there("service_type", one.id.to_string(), one.to))
        .map(|one| (one.id.to_string(), one.name.clone()));
    let tracks = program.tracks.iter().map(|one| &one.item).filter(|one| is_there("track", one.id.to_string(), one.to));
    let tracks = tracks.map(|one| (one.id.to_string(), one.name.clone()));
    let rooms = program.rooms.iter().map(|one| &one.item).filter(|one| is_there("room", one.id.to_string(), one.to));
    let rooms = rooms.map(|one| (one.id.to_string(), format!("{}, {} seats", one.name, one.seats)));
    let used = (0..LEADERS.1).filter(|at| !sent.text(&format!("leader.{at}")).is_empty()).map(|at| at + 2).max().unwrap_or(0);
    html! {
        (text(sent, problems, "name", "Name")) (key(sent, problems, is_new))
        (choose("service_type", "Service").options(services))
        (choose("track", "Track").options(tracks))
        (choose("room", "Room").options(rooms))
        (number(sent, problems, "capacity", "How many people at most"))
        @for at in 0..used.clamp(LEADERS.0, LEADERS.1) { (leader(drawn, at)) }
        div.full { (meetings::fields(sent, problems)) }
        @if !is_new {
            div.full { (Field::date("holds_from", "Room, leaders and times hold from").value(sent.text("holds_from")).hint("The days before stay what they were. Meetings that are on the calendar already follow.").problems(problems)) }
        }
        (Tick::new("has_child_care", "yes", "Children are looked after meanwhile").checked(sent.is_on("has_child_care")))
        (Field::text("interpreted", "Interpreted into").optional().hint("Languages by their tags, such as pt, es, ht").value(sent.text("interpreted")).problems(problems))
        div.full { (Field::area("curriculum", "What is covered, in order", 5).optional().hint("One session on each line, numbered from 1; it starts over at the end").value(sent.text("curriculum"))) }
        (days(sent, problems))
    }
}

fn leader(drawn: &Drawn<'_>, at: usize) -> Select {
    let field = if at == 0 { "leaders".to_owned() } else { format!("leader.{at}") };
    let name = format!("leader.{at}");
    let chosen = drawn.sent.text(&name);
    let label = if at == 0 { "Leads, and signs" } else { "Leads too" };
    let staff = drawn.program.staff.iter().map(|one| &one.item).filter(|one| drawn.works(one) || one.id.to_string() == chosen);
    let staff = staff.map(|one| (one.id.to_string(), one.signature_name()));
    let mine: Vec<Problem> =
        Problem::at(drawn.problems, &field).map(|words| Problem::new(name.clone(), words)).into_iter().collect();
    let select = Select::new(name.clone(), label).option("", if at == 0 { "Choose" } else { "Nobody" }).options(staff);
    let select = select.chosen(chosen).id(field).problems(&mine);
    if at == 0 { select } else { select.optional() }
}

pub(super) fn read(ground: Ground<'_>, sent: &Sent, problems: &mut Vec<Problem>) -> TherapyGroup {
    let standing = match ground.standing {
        Some(Item::TherapyGroup(group)) => Some(group),
        _ => None,
    };
    let (from, to) = read_days(sent, ground.today(), problems);
    for (field, what) in [("service_type", "a service"), ("track", "a track"), ("room", "a room")] {
        if sent.text(field).is_empty() {
            problems.push(Problem::new(field, format!("Choose {what}.")));
        }
    }
    let mut leaders: Vec<StaffId> = Vec::new();
    for leader in (0..LEADERS.1).filter_map(|at| sent.parse(&format!("leader.{at}"))) {
        if !leaders.contains(&leader) {
            leaders.push(leader);
        }
    }
    let titles = by_line(sent.text("curriculum"));
    TherapyGroup {
        id: standing.map_or_else(|| ground.ids().next(ground.now()), |group| group.id),
        key: standing.map_or_else(|| sent.text("key").to_owned(), |group| group.key.clone()),
        name: sent.text("name").to_owned(),
        service_type: sent.parse("service_type").unwrap_or_else(|| ground.ids().next(ground.now())),
        track: sent.parse("track").unwrap_or_else(|| ground.ids().next(ground.now())),
        room: sent.parse("room").unwrap_or_else(|| ground.ids().next(ground.now())),
        leaders,
        capacity: read_number(sent, "capacity", problems),
        // Said in the program's file alone; a form that does not show it takes nothing of it away.
        min_people: standing.and_then(|group| group.min_people),
        meetings: meetings::read(sent, problems),
        curriculum: titles.into_iter().zip(1..).map(|(title, number)| CurriculumSession { number, title }).collect(),
        has_child_care: sent.is_on("has_child_care"),
        interpreted: sent
            .text("interpreted")
            .split([',', ' '])
            .map(|tag| tag.trim().to_lowercase())
            .filter(|tag| !tag.is_empty())
            .collect(),
        from,
        to,
        earlier: standing.map(|group| group.earlier.clone()).unwrap_or_default(),
    }
}

pub(super) fn lines(group: &TherapyGroup, program: &ProgramOverview) -> Lines {
    let name = |found: Option<&String>| found.cloned().unwrap_or_default();
    let service = program.service_types.iter().find(|one| one.item.id == group.service_type).map(|one| &one.item.name);
    let mut all = vec![
        line("Name", group.name.clone()),
        line("Service", name(service)),
        line("Track", name(track_name(program, group.track))),
        line("Room", name(room_name(program, group.room))),
        line("Leads", leaders(program, &group.leaders)),
        line("How many people at most", group.capacity.to_string()),
        line("When it meets", meeting_words(&group.meetings)),
    ];
    for then in group.earlier.iter().rev() {
        let room = name(room_name(program, then.room));
        let words = format!("{}; {room}; {}", meeting_words(&then.meetings), leaders(program, &then.leaders));
        all.push(line(&format!("Until {}", words::full_day(then.until)), words));
    }
    all.extend(group.curriculum.iter().map(|one| line(&format!("{SESSION}{}", one.number), one.title.clone())));
    all.extend(day_lines(group.from, group.to));
    all
}

fn leaders(program: &ProgramOverview, ids: &[StaffId]) -> String {
    ids.iter().map(|leader| program.staff_name(*leader)).collect::<Vec<_>>().join("; ")
}

fn track_name(program: &ProgramOverview, id: TrackId) -> Option<&String> {
    program.tracks.iter().find(|one| one.item.id == id).map(|one| &one.item.name)
}

fn room_name(program: &ProgramOverview, id: RoomId) -> Option<&String> {
    program.rooms.iter().find(|one| one.item.id == id).map(|one| &one.item.name)
}
