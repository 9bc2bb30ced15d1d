//! The person's own sessions on their phone: when, how, and the way in. No session has a name here: whoever looks over a shoulder learns
//! a time of day.

use access::{Context, Kind, Refusal};
use confidential::{Guarded, Query};
use episode::patient_link;
use jiff::{Timestamp, ToSpan};
use privacy::agreement::Service;
use schedule::group_session;
use schedule::modality::Modality;
use schedule::video::join::{OPENS_BEFORE, standing_of};
use schedule::video::{self, VideoCall};
use vocabulary::id::{GroupSessionId, PatientId, PatientLinkId, VideoCallId};

/// How many days ahead are shown.
const AHEAD: i32 = 7;

/// Asks for them.
#[derive(Clone, Copy, Debug)]
pub struct OwnSessions {
    /// On which link.
    pub link: PatientLinkId,
}

/// The person's own sessions.
#[derive(Debug)]
pub struct OwnSessionsView {
    /// Today's that are not over and those of the next days, in the order of the clock.
    pub sessions: Vec<OwnSession>,
    /// What they said about video; nothing while nobody asked.
    pub consent: Option<bool>,
    /// Their code for the door with its last moment, while it is valid.
    pub code: Option<(String, Timestamp)>,
    /// Their given name, to be shown by.
    pub given: String,
    /// Their initials, to be shown by.
    pub initials: String,
    /// The town and state they were in last.
    pub last_place: Option<(String, String)>,
    /// How to call the program.
    pub phone: String,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct OwnSession {
    /// Which.
    pub id: GroupSessionId,
    /// From.
    pub starts_at: Timestamp,
    /// To.
    pub ends_at: Timestamp,
    /// Where.
    pub modality: Modality,
    /// Whether it can be joined now.
    pub joining: Joining,
}

/// Whether a session can be joined by video now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joining {
    /// It is in person.
    InPerson,
    /// From this moment on.
    From(Timestamp),
    /// Now.
    Now,
}

impl Query for OwnSessions {
    type View = OwnSessionsView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OwnSessionsView>, Refusal> {
        let patient = person_of(cx, self.link)?;
        let person = episode::patient::load(cx.tx, patient)?.record;
        let mut sessions = Vec::new();
        let mut last_place = None;
        for session in group_session::of_patient_between(cx.tx, patient, cx.today(), cx.today().saturating_add(AHEAD.days()))? {
            if session.cancelled.is_some() || session.ends_at <= cx.now {
                continue;
            }
            let modality = standing_of(cx, &session)?.modality;
            let opens = session.starts_at.saturating_sub(OPENS_BEFORE).unwrap_or(session.starts_at);
            let joining = match modality.has_video() {
                false => Joining::InPerson,
                true if cx.now < opens => Joining::From(opens),
                true => Joining::Now,
            };
            sessions.push(OwnSession {
                id: session.id,
                starts_at: session.starts_at,
                ends_at: session.ends_at,
                modality,
                joining,
            });
        }
        if let Some(call) = video::last_call_of(cx, patient)? {
            last_place = Some((call.town.clone(), call.state.clone()));
        }
        let code = schedule::door::code_of(cx.tx, patient)?.filter(|code| code.is_valid(cx.now));
        let name = person.name();
        let view = OwnSessionsView {
            sessions,
            consent: video::consent_of(cx, patient)?.map(|consent| consent.is_given),
            code: code.map(|code| (code.code.clone(), code.until)),
            initials: name.initials(),
            given: name.given,
            last_place,
            phone: crate::own::phone(cx)?,
        };
        Ok(Guarded::chart(patient, Kind::Attendance, view).in_circumstances(cx.about(patient)))
    }
}

/// Whose link it is, when their sessions stand on it and the actor is that person; anything else is not there.
fn person_of(cx: &Context<'_>, link: PatientLinkId) -> Result<PatientId, Refusal> {
    let link = patient_link::link(cx.tx, link)?;
    if link.is_for_sessions() && cx.actor.person == Some(link.patient) { Ok(link.patient) } else { Err(Refusal::NotFound) }
}

/// Asks for the way into a call that was asked for.
#[derive(Clone, Copy, Debug)]
pub struct OwnCall {
    /// On which link.
    pub link: PatientLinkId,
    /// Which call.
    pub call: VideoCallId,
}

/// The way into a call: all that leaves for the video server. No name but the one they chose, no word of what it is.
#[derive(Clone, Debug)]
pub struct OwnCallView {
    /// The room, by chance.
    pub room: String,
    /// Who they are there: an id that says nothing.
    pub participant: String,
    /// What they want to be called there.
    pub shown_as: String,
    /// Until when the way in is good.
    pub until: Timestamp,
    /// How to call the program.
    pub phone: String,
}

impl Query for OwnCall {
    type View = OwnCallView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OwnCallView>, Refusal> {
        let patient = person_of(cx, self.link)?;
        privacy::agreement::require(cx, Service::Video)?;
        let call = cx.tx.load::<VideoCall>(self.call)?.filter(|call| call.patient == patient).ok_or(Refusal::NotFound)?;
        let session = group_session::session(cx.tx, call.session)?;
        let room = video::room_of(cx.tx, session.id)?.ok_or(Refusal::NotFound)?;
        let view = OwnCallView {
            room: room.name.clone(),
            participant: call.id.to_string(),
            shown_as: call.shown_as.clone(),
            until: session.ends_at,
            phone: crate::own::phone(cx)?,
        };
        Ok(Guarded::chart(patient, Kind::Attendance, view).in_circumstances(cx.about(patient)))
    }
}
