//! A therapy group: what, where, when, who leads, what is covered.

use maud::{Markup, html};
use schedule::program::{Item, ProgramOverview};
use schedule::therapy_group::{CurriculumSession, TherapyGroup};
use vocabulary::id::StaffId;

use super::{Ground, Lines, begin_days, by_line, day_lines, days, key, line, number, read_days, read_number, text};
use crate::component::{Field, Problem, Select};
use crate::form::Sent;
use crate::settings::meetings::{self, meeting_words};

/// How many leaders a group has at most.
const LEADERS: usize = 3;

pub(super) fn begin(group: &TherapyGroup) -> Sent {
    let mut sent = Sent::default()
        .with("key", group.key.clone())
        .with("name", group.name.clone())
        .with("service_type", group.service_type.to_string())
        .with("track", group.track.to_string())
        .with("room", group.room.to_string())
        .with("capacity", group.capacity.to_string())
        .with("curriculum", group.curriculum.iter().map(|one| one.title.as_str()).collect::<Vec<_>>().join("\n"));
    for (at, leader) in group.leaders.iter().take(LEADERS).enumerate() {
        sent = sent.with(format!("leader.{at}"), leader.to_string());
    }
    begin_days(meetings::begin(sent, &group.meetings), group.from, group.to)
}

pub(super) fn fields(program: &ProgramOverview, sent: &Sent, problems: &[Problem], is_new: bool) -> Markup {
    let choose = |field: &'static str, label: &'static str| {
        Select::new(field, label).option("", "Choose").chosen(sent.text(field)).problems(problems)
    };
    let services = program
        .service_types
        .iter()
        .filter(|one| one.item.kind.is_group())
        .map(|one| (one.item.id.to_string(), one.item.name.clone()));
    let tracks = program.tracks.iter().map(|one| (one.item.id.to_string(), one.item.name.clone()));
    let rooms = program.rooms.iter().map(|one| (one.item.id.to_string(), one.item.name.clone()));
    html! {
        (text(sent, problems, "name", "Name")) (key(sent, problems, is_new))
        (choose("service_type", "Service").options(services))
        (choose("track", "Track").options(tracks))
        (choose("room", "Room").options(rooms))
        (number(sent, problems, "capacity", "How many people at most"))
        @for at in 0..LEADERS { (leader(program, sent, problems, at)) }
        div.full { (meetings::fields(sent, problems)) }
        div.full { (Field::area("curriculum", "What is covered, in order", 5).optional().hint("One topic on each line; it starts over at the end").value(sent.text("curriculum"))) }
        (days(sent, problems))
    }
}

fn leader(program: &ProgramOverview, sent: &Sent, problems: &[Problem], at: usize) -> Select {
    let field = if at == 0 { "leaders".to_owned() } else { format!("leader.{at}") };
    let name = format!("leader.{at}");
    let label = if at == 0 { "Leads, and signs" } else { "Leads too" };
    let staff =
        program.staff.iter().filter(|one| one.item.to.is_none()).map(|one| (one.item.id.to_string(), one.item.signature_name()));
    let mine: Vec<Problem> = Problem::at(problems, &field).map(|words| Problem::new(name.clone(), words)).into_iter().collect();
    let select = Select::new(name.clone(), label)
        .option("", if at == 0 { "Choose" } else { "Nobody" })
        .options(staff)
        .chosen(sent.text(&name))
        .id(field)
        .problems(&mine);
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
    for leader in (0..LEADERS).filter_map(|at| sent.parse(&format!("leader.{at}"))) {
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
        meetings: meetings::read(sent, problems),
        curriculum: titles.into_iter().zip(1..).map(|(title, number)| CurriculumSession { number, title }).collect(),
        from,
        to,
    }
}

pub(super) fn lines(group: &TherapyGroup, program: &ProgramOverview) -> Lines {
    let name = |found: Option<&String>| found.cloned().unwrap_or_default();
    let service = program.service_types.iter().find(|one| one.item.id == group.service_type).map(|one| &one.item.name);
    let track = program.tracks.iter().find(|one| one.item.id == group.track).map(|one| &one.item.name);
    let room = program.rooms.iter().find(|one| one.item.id == group.room).map(|one| &one.item.name);
    let leaders: Vec<String> = group.leaders.iter().map(|leader| program.staff_name(*leader)).collect();
    let topics: Vec<String> = group.curriculum.iter().map(|one| format!("{}. {}", one.number, one.title)).collect();
    let mut all = vec![
        line("Name", group.name.clone()),
        line("Service", name(service)),
        line("Track", name(track)),
        line("Room", name(room)),
        line("Leads", leaders.join("; ")),
        line("How many people at most", group.capacity.to_string()),
        line("When it meets", meeting_words(&group.meetings)),
        line("What is covered", topics.join(" ")),
    ];
    all.extend(day_lines(group.from, group.to));
    all
}
