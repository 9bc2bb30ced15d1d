//! Makes a person's own calendar, changes what it says, gives it another address, or ends it. Only the person does, on their own pages.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use vocabulary::id::{CalendarFeedId, EpisodeId, PatientId};

use super::{CalendarFeed, store};
use crate::Fact;

/// The longest word that an appointment is called by.
pub const LONGEST_TITLE: usize = 40;

/// Makes a person's own calendar, or changes it.
#[derive(Clone, Debug)]
pub struct KeepCalendarFeed {
    /// Whose.
    pub patient: PatientId,
    /// The hash of a new address; nothing keeps the one there is.
    pub token_sha256: Option<String>,
    /// What every appointment is called.
    pub title: String,
    /// Whether the street is said.
    pub says_place: bool,
}

impl Command for KeepCalendarFeed {
    type Output = CalendarFeedId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<CalendarFeedId, Fact>, Refusal> {
        let known = store::of_patient(cx.tx, self.patient)?;
        cx.require_when(Action::Record, Kind::CalendarFeed, cx.about(self.patient))?;
        let episode = open_episode(cx, self.patient)?;
        let title = self.title.trim();
        let mut problems = Problems::none();
        problems.require("title", !title.is_empty(), "Write what an appointment is called.");
        let fits = title.chars().count() <= LONGEST_TITLE && !title.chars().any(char::is_control);
        problems.require("title", fits, "Write no more than 40 letters, in one line.");
        problems.finish(Some(()))?;
        let stands = known.as_ref().filter(|one| one.ended_at.is_none() && one.episode == episode);
        let Some(token_sha256) = self.token_sha256.clone().or_else(|| stands.map(|one| one.token_sha256.clone())) else {
            return Err(Refusal::Conflict);
        };
        let next = CalendarFeed {
            id: known.as_ref().map_or_else(|| cx.new_id(), |one| one.id),
            patient: self.patient,
            episode,
            token_sha256,
            title: title.to_owned(),
            says_place: self.says_place,
            ended_at: None,
        };
        match known {
            Some(known) if known.record == next => return Ok(Done::already(next.id)),
            Some(known) => cx.tx.amend(&next, known.version, &cx.entry("own calendar changed"))?,
            None => cx.tx.append(&next, &cx.entry("own calendar made"))?,
        };
        Ok(Done::already(next.id))
    }
}

fn open_episode(cx: &Context<'_>, patient: PatientId) -> Result<EpisodeId, Refusal> {
    let newest = episode::episode::current_of(cx.tx, patient)?;
    let open = newest.filter(|one| one.discharged_on.is_none_or(|last| cx.today() <= last));
    open.map(|one| one.id).ok_or_else(|| {
        Refusal::refused(
            "no_episode",
            "S-04",
            "There are no appointments to put into a calendar.",
            "Ask the program for a first day.",
        )
    })
}

/// Ends a person's own calendar: its address answers like one that never was.
#[derive(Clone, Copy, Debug)]
pub struct EndCalendarFeed {
    /// Whose.
    pub patient: PatientId,
}

impl Command for EndCalendarFeed {
    type Output = CalendarFeedId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<CalendarFeedId, Fact>, Refusal> {
        cx.require_when(Action::Record, Kind::CalendarFeed, cx.about(self.patient))?;
        let known = store::of_patient(cx.tx, self.patient)?.ok_or(Refusal::NotFound)?;
        if known.ended_at.is_none() {
            let next = CalendarFeed { ended_at: Some(cx.now), ..known.record.clone() };
            cx.tx.amend(&next, known.version, &cx.entry("own calendar ended"))?;
        }
        Ok(Done::already(known.id))
    }
}
