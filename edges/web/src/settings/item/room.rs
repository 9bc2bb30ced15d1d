//! A room, or a video room.

use maud::{Markup, html};
use schedule::program::{Item, Room};

use super::{Ground, Lines, begin_days, day_lines, days, key, line, number, read_days, read_number, text};
use crate::component::{Problem, Tick};
use crate::form::Sent;

pub(super) fn begin(room: &Room) -> Sent {
    let sent = Sent::default()
        .with("key", room.key.clone())
        .with("name", room.name.clone())
        .with("seats", room.seats.to_string())
        .with("has_video", if room.has_video { "yes" } else { "" });
    begin_days(sent, room.from, room.to)
}

pub(super) fn fields(sent: &Sent, problems: &[Problem], is_new: bool) -> Markup {
    html! {
        (text(sent, problems, "name", "Name")) (key(sent, problems, is_new))
        (number(sent, problems, "seats", "How many people fit"))
        div.fld { span.lab { "Video" } (Tick::new("has_video", "yes", "People can take part by video").checked(sent.is_on("has_video"))) }
        (days(sent, problems))
    }
}

pub(super) fn read(ground: Ground<'_>, sent: &Sent, problems: &mut Vec<Problem>) -> Room {
    let standing = match ground.standing {
        Some(Item::Room(room)) => Some(room),
        _ => None,
    };
    let (from, to) = read_days(sent, ground.today(), problems);
    Room {
        id: standing.map_or_else(|| ground.ids().next(ground.now()), |room| room.id),
        key: standing.map_or_else(|| sent.text("key").to_owned(), |room| room.key.clone()),
        name: sent.text("name").to_owned(),
        seats: read_number(sent, "seats", problems),
        has_video: sent.is_on("has_video"),
        from,
        to,
    }
}

pub(super) fn lines(room: &Room) -> Lines {
    let mut all = vec![
        line("Name", room.name.clone()),
        line("How many people fit", room.seats.to_string()),
        line("Video", if room.has_video { "Yes" } else { "No" }),
    ];
    all.extend(day_lines(room.from, room.to));
    all
}
