//! A track.

use maud::{Markup, html};
use schedule::program::{Item, ProgramOverview, Track};

use super::{Ground, Lines, begin_days, day_lines, days, key, line, read_days, text};
use crate::component::{Problem, Select};
use crate::form::Sent;

pub(super) fn begin(track: &Track) -> Sent {
    let sent = Sent::default()
        .with("key", track.key.clone())
        .with("name", track.name.clone())
        .with("program", track.program.to_string());
    begin_days(sent, track.from, track.to)
}

pub(super) fn fields(program: &ProgramOverview, sent: &Sent, problems: &[Problem], is_new: bool) -> Markup {
    let programs = program.programs.iter().map(|one| (one.item.id.to_string(), one.item.public_name.clone()));
    html! {
        (text(sent, problems, "name", "Name")) (key(sent, problems, is_new))
        @if program.programs.len() > 1 { (Select::new("program", "Program").options(programs).chosen(sent.text("program")).problems(problems)) }
        (days(sent, problems))
    }
}

pub(super) fn read(ground: Ground<'_>, sent: &Sent, problems: &mut Vec<Problem>) -> Track {
    let standing = match ground.standing {
        Some(Item::Track(track)) => Some(track),
        _ => None,
    };
    let first = || ground.program.programs.first().map(|one| one.item.id);
    let program = sent.parse("program").or_else(|| standing.map(|track| track.program)).or_else(first);
    if program.is_none() {
        problems.push(Problem::new("name", "Set up the program first, then its tracks."));
    }
    let (from, to) = read_days(sent, ground.today(), problems);
    Track {
        id: standing.map_or_else(|| ground.ids().next(ground.now()), |track| track.id),
        key: standing.map_or_else(|| sent.text("key").to_owned(), |track| track.key.clone()),
        program: program.unwrap_or_else(|| ground.ids().next(ground.now())),
        name: sent.text("name").to_owned(),
        from,
        to,
    }
}

pub(super) fn lines(track: &Track) -> Lines {
    let mut all = vec![line("Name", track.name.clone())];
    all.extend(day_lines(track.from, track.to));
    all
}
