//! A part of the note as a form sent it. What can be understood is kept even when something else cannot.

use jiff::civil::Date;
use treatment::group_note::{Composer, Moved, OwnPart, Participation, Presentation, SharedPart, Touched};
use vocabulary::ProgramZone;
use vocabulary::day::parse_time;
use vocabulary::id::ObjectiveId;

use crate::component::Problem;
use crate::form::Sent;

/// One person's part with the minutes as typed, and what is wrong with it.
pub(super) struct TypedOwn {
    pub(super) own: OwnPart,
    pub(super) minutes: String,
    pub(super) problems: Vec<Problem>,
}

impl TypedOwn {
    pub(super) fn of(own: &OwnPart) -> Self {
        let minutes = own.stated_minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
        Self { own: own.clone(), minutes, problems: Vec::new() }
    }
}

pub(super) fn own(sent: &Sent) -> TypedOwn {
    let takes_door = sent.text("minutes_choice") == "door";
    let minutes = if takes_door { String::new() } else { sent.text("minutes").to_owned() };
    let mut problems = Vec::new();
    let stated_minutes = match minutes.parse::<i64>() {
        Ok(stated) if (0..=24 * 60).contains(&stated) => Some(stated),
        _ if minutes.is_empty() => None,
        _ => {
            let words = "Write the minutes as a whole number, or leave them empty to take the door's.";
            problems.push(Problem::new("minutes", words));
            None
        }
    };
    let touched = |id: &str| {
        let objective: ObjectiveId = id.parse().ok()?;
        Some(Touched { objective, moved: Moved::parse(sent.text(&format!("moved-{objective}"))) })
    };
    let own = OwnPart {
        participation: Participation::parse(sent.text("part")),
        presentation: sent.all("seemed").filter_map(Presentation::parse).collect(),
        touched: sent.all("objective").filter_map(touched).collect(),
        words: text(sent.text("words")),
        stated_minutes,
        minutes_reason: if takes_door { String::new() } else { text(sent.text("minutes_reason")) },
        answered: answered(sent),
        is_ready: match sent.text("then") {
            "next" => true,
            "not_ready" => false,
            _ => sent.is_on("is_ready"),
        },
    };
    TypedOwn { own, minutes, problems }
}

/// The shared part; `known` gives the day of its times.
pub(super) fn shared(sent: &Sent, known: &Composer, zone: &ProgramZone) -> SharedPart {
    SharedPart {
        topic: text(sent.text("topic")),
        techniques: sent.all("did").map(str::to_owned).collect(),
        summary: text(sent.text("summary")),
        started_at: moment(zone, known.day, sent.text("started")),
        ended_at: moment(zone, known.day, sent.text("ended")),
        place: text(sent.text("place")),
        answered: answered(sent),
    }
}

fn moment(zone: &ProgramZone, day: Date, typed: &str) -> Option<jiff::Timestamp> {
    zone.at(day, parse_time(typed).ok()?).ok()
}

/// Words that someone said name nobody here: those known, and the one just answered.
fn answered(sent: &Sent) -> Vec<String> {
    let mut all: Vec<String> = sent.all("answered").chain(sent.all("answer")).map(str::to_owned).collect();
    all.sort();
    all.dedup();
    all
}

/// Line ends as the program keeps them, whatever the browser sends.
fn text(sent: &str) -> String {
    sent.replace("\r\n", "\n")
}
