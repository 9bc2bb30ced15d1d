//! The person asks to join: it is their session, by video, now; they agreed to video; they say which town and state they are in, because
//! the note must name both places (OP-11). Staff may write the place down for somebody who is on the telephone.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::SignedDuration;
use vocabulary::id::{GroupSessionId, PatientId, VideoCallId, VideoRoomId};

use super::{VideoCall, VideoRoom, consent_of, store};
use crate::Fact;
use crate::attendance::expected_in;
use crate::group_session::{self, GroupSession};
use crate::modality::{self, Standing};
use crate::program::all_rooms;

/// So long before its start a session can be joined.
pub const OPENS_BEFORE: SignedDuration = SignedDuration::from_mins(15);
/// The longest name somebody may be shown by.
const LONGEST_NAME: usize = 30;
/// The longest name of a town.
const LONGEST_TOWN: usize = 60;

/// Asks to join a session by video.
#[derive(Clone, Debug)]
pub struct AskToJoin {
    /// Who.
    pub patient: PatientId,
    /// Which session.
    pub session: GroupSessionId,
    /// What they want to be called there.
    pub shown_as: String,
    /// The town they are in.
    pub town: String,
    /// The state, two letters.
    pub state: String,
    /// Whether they are at home, where they said so.
    pub is_at_home: Option<bool>,
}

impl Command for AskToJoin {
    type Output = (VideoCallId, VideoRoomId);
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<(VideoCallId, VideoRoomId), Fact>, Refusal> {
        cx.require_when(Action::Record, Kind::Attendance, cx.about(self.patient))?;
        let session = group_session::session(cx.tx, self.session)?;
        if !expected_in(cx.tx, &session)?.contains(&self.patient) {
            return Err(Refusal::NotFound);
        }
        let mut problems = Problems::none();
        let (shown_as, town) = (self.shown_as.trim(), self.town.trim());
        let is_name = !shown_as.is_empty() && shown_as.chars().count() <= LONGEST_NAME;
        problems.require("shown_as", is_name, "Write a first name or initials, up to 30 letters.");
        problems.require("town", !town.is_empty() && town.chars().count() <= LONGEST_TOWN, "Write the town you are in.");
        problems.require("state", is_state(&self.state), "Write the state as two letters: MA.");
        problems.finish(Some(()))?;
        may_join(cx, &session, self.patient)?;
        let room = room(cx, &session)?;
        let call = VideoCall {
            id: cx.new_id(),
            patient: self.patient,
            session: session.id,
            day: session.day,
            shown_as: shown_as.to_owned(),
            town: town.to_owned(),
            state: self.state.trim().to_uppercase(),
            is_at_home: self.is_at_home,
            asked_at: cx.now,
            stretches: Vec::new(),
        };
        cx.tx.append(&call, &cx.entry("asked to join by video"))?;
        Ok(Done::with((call.id, room), Fact::VideoCallAsked(self.patient)))
    }
}

fn is_state(state: &str) -> bool {
    let state = state.trim();
    state.len() == 2 && state.chars().all(|letter| letter.is_ascii_alphabetic())
}

/// Every rule about joining now, beside who it is.
fn may_join(cx: &Context<'_>, session: &GroupSession, patient: PatientId) -> Result<(), Refusal> {
    let no = |code: &'static str, rule: &'static str, words: &str, next: &str| Err(Refusal::refused(code, rule, words, next));
    if session.cancelled.is_some() {
        return no("session_cancelled", "OP-09", "This session was cancelled.", "Call us when you want to know why.");
    }
    if cx.now >= session.ends_at {
        return no("session_over", "OP-09", "This session is over.", "Join the next one.");
    }
    if cx.now < session.starts_at.saturating_sub(OPENS_BEFORE).unwrap_or(session.starts_at) {
        return no("session_not_open", "OP-09", "This session is not open yet.", "It opens 15 minutes before it begins.");
    }
    let standing = standing_of(cx, session)?;
    if !standing.modality.has_video() {
        return no("not_by_video", "S-24", "This session is in person.", "Come in, or call us.");
    }
    if !consent_of(cx, patient)?.is_some_and(|consent| consent.is_given) {
        return no(
            "no_telehealth_consent",
            "OP-11",
            "You have not agreed to video yet.",
            "Read the words about video and say yes or no.",
        );
    }
    let calls = store::calls_of_session(cx.tx, session.id)?;
    let mut others: Vec<PatientId> = calls.iter().filter(|call| call.is_open()).map(|call| call.patient).collect();
    others.retain(|other| *other != patient);
    others.sort();
    others.dedup();
    let is_full = standing.remote_seats.is_some_and(|seats| i64::try_from(others.len()).unwrap_or(i64::MAX) >= seats);
    if is_full {
        return no("no_remote_seat", "OP-07", "No place by video is free.", "Come in, or call us.");
    }
    Ok(())
}

/// Where a session is.
///
/// # Errors
/// The database's own.
pub fn standing_of(cx: &Context<'_>, session: &GroupSession) -> Result<Standing, Refusal> {
    let switches = modality::all_switches(cx.tx)?;
    let rooms: Vec<_> = all_rooms(cx.tx)?.into_iter().map(|room| room.record).collect();
    Ok(modality::standing(switches.iter().map(|one| &one.record), session, &rooms))
}

/// The room of a session at the video server; the first who asks makes it. 160 bits of chance, in letters that any server takes.
///
/// # Errors
/// The database's own.
pub fn room(cx: &Context<'_>, session: &GroupSession) -> Result<VideoRoomId, Refusal> {
    if let Some(known) = store::room_of(cx.tx, session.id)? {
        return Ok(known.id);
    }
    let letters = b"abcdefghijkmnpqrstuvwxyz23456789";
    let bytes: [u8; 32] = rand::random();
    let name = bytes.iter().filter_map(|byte| letters.get(usize::from(byte & 31))).map(|letter| char::from(*letter)).collect();
    let room = VideoRoom { id: cx.new_id(), session: session.id, name };
    cx.tx.append(&room, &cx.entry("video room made"))?;
    Ok(room.id)
}

/// Writes down where somebody is who takes part by video or telephone and did not say it on their phone.
#[derive(Clone, Debug)]
pub struct StatePlace {
    /// Who.
    pub patient: PatientId,
    /// In which session.
    pub session: GroupSessionId,
    /// The town they say they are in.
    pub town: String,
    /// The state, two letters.
    pub state: String,
    /// Whether they are at home, where they said so.
    pub is_at_home: Option<bool>,
}

impl Command for StatePlace {
    type Output = VideoCallId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<VideoCallId, Fact>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        let session = group_session::session(cx.tx, self.session)?;
        if !expected_in(cx.tx, &session)?.contains(&self.patient) {
            return Err(Refusal::NotFound);
        }
        let mut problems = Problems::none();
        let town = self.town.trim();
        problems.require("town", !town.is_empty() && town.chars().count() <= LONGEST_TOWN, "Write the town they are in.");
        problems.require("state", is_state(&self.state), "Write the state as two letters: MA.");
        problems.finish(Some(()))?;
        let call = VideoCall {
            id: cx.new_id(),
            patient: self.patient,
            session: session.id,
            day: session.day,
            shown_as: String::new(),
            town: town.to_owned(),
            state: self.state.trim().to_uppercase(),
            is_at_home: self.is_at_home,
            asked_at: cx.now,
            stretches: Vec::new(),
        };
        cx.tx.append(&call, &cx.entry("place written down"))?;
        Ok(Done::with(call.id, Fact::VideoCallAsked(self.patient)))
    }
}

/// The newest call of somebody, in whatever session.
///
/// # Errors
/// The database's own.
pub fn last_call_of(cx: &Context<'_>, patient: PatientId) -> Result<Option<VideoCall>, Refusal> {
    Ok(store::last_call_of(cx.tx, patient)?.map(|call| call.record))
}

/// The newest word of somebody about where they are, in a session.
#[must_use]
pub fn place_of<'a>(calls: impl IntoIterator<Item = &'a VideoCall>, patient: PatientId) -> Option<&'a VideoCall> {
    calls.into_iter().filter(|call| call.patient == patient).max_by_key(|call| (call.asked_at, call.id))
}
