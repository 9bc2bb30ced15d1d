//! What staff see of sessions by video: the switches and whom they told, the people of a session with their consent, place and line.

use std::collections::HashMap;

use access::{Action, Circumstances, Command, Context, Done, Kind, Refusal, author_name};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use privacy::agreement::Service;
use schedule::attendance::{Arrival, arrival_in, attendances_of, expected_in};
use schedule::group_session::{self, GroupSession};
use schedule::modality::{self, Modality, ModalitySwitch, Scope, Standing, Told};
use schedule::program::{all_rooms, all_tracks};
use schedule::video::{self, join};
use vocabulary::PersonName;
use vocabulary::id::{GroupSessionId, ModalityNoticeId, PatientId, TrackId, VideoRoomId};

use crate::Fact;

/// Asks where sessions are, and who was told.
#[derive(Clone, Copy, Debug)]
pub struct OpenRemote;

/// Where sessions are, and who was told.
#[derive(Debug)]
pub struct RemoteView {
    /// The switches, newest first.
    pub switches: Vec<SwitchLine>,
    /// Who is to be called; empty for whoever does not write to people.
    pub to_call: Vec<ToCallLine>,
    /// The sessions of today, in the order of the clock.
    pub today: Vec<TodayLine>,
    /// The tracks, to choose from.
    pub tracks: Vec<(TrackId, String)>,
    /// Whether the viewer may move a track or the program.
    pub may_switch: bool,
}

/// A session of today.
#[derive(Debug)]
pub struct TodayLine {
    /// Which.
    pub session: GroupSessionId,
    /// Its name on boards; an appointment has none here.
    pub name: String,
    /// From.
    pub starts_at: Timestamp,
    /// To.
    pub ends_at: Timestamp,
    /// Where.
    pub modality: Modality,
}

/// A switch with whom it told.
#[derive(Debug)]
pub struct SwitchLine {
    /// The switch.
    pub switch: ModalitySwitch,
    /// What it is about, in words.
    pub about: String,
    /// Who made it.
    pub by: String,
    /// Whether it says something about days to come, or now.
    pub holds: bool,
    /// How many were written to.
    pub written: usize,
    /// How many are to be called.
    pub to_call: usize,
    /// How many were called.
    pub called: usize,
}

/// Somebody to call.
#[derive(Debug)]
pub struct ToCallLine {
    /// The notice.
    pub notice: ModalityNoticeId,
    /// Who.
    pub name: PersonName,
    /// Their numbers.
    pub phones: Vec<String>,
    /// The language they speak, as a tag.
    pub language: String,
    /// Where their sessions are.
    pub modality: Modality,
    /// From which day on.
    pub day: Date,
}

impl Query for OpenRemote {
    type View = RemoteView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<RemoteView>, Refusal> {
        cx.require(Action::View, Kind::GroupSession)?;
        let tracks: Vec<(TrackId, String)> = all_tracks(cx.tx)?.into_iter().map(|track| (track.id, track.name.clone())).collect();
        let mut switches = Vec::new();
        for stored in modality::all_switches(cx.tx)? {
            let about = match stored.scope {
                Scope::Program => "The whole program".to_owned(),
                Scope::Track(id) => {
                    tracks.iter().find(|(known, _)| *known == id).map_or_else(String::new, |(_, name)| name.clone())
                }
                Scope::Session(id) => group_session::session(cx.tx, id)?.name.clone(),
            };
            let notices = modality::notices_of(cx.tx, stored.id)?;
            let count = |is: fn(&Told) -> bool| notices.iter().filter(|notice| is(&notice.told)).count();
            switches.push(SwitchLine {
                about,
                by: author_name(cx.tx, stored.recorded_by)?,
                holds: stored.withdrawn.is_none() && stored.until.is_none_or(|until| until >= cx.today()),
                written: count(|told| matches!(told, Told::Written(_))),
                to_call: count(|told| matches!(told, Told::ToCall)),
                called: count(|told| matches!(told, Told::Called { .. })),
                switch: stored.record,
            });
        }
        let mut to_call = Vec::new();
        if cx.may(Action::Record, Kind::Message, Circumstances::default()) {
            let notices = modality::notices_to_call(cx.tx)?;
            let ids: Vec<PatientId> = notices.iter().map(|notice| notice.patient).collect();
            let people: HashMap<_, _> =
                episode::patient::load_many(cx.tx, &ids)?.into_iter().map(|person| (person.id, person.record)).collect();
            for notice in notices {
                let Some(person) = people.get(&notice.patient) else { continue };
                to_call.push(ToCallLine {
                    notice: notice.id,
                    name: person.name(),
                    phones: person.phones().map(|phone| phone.display()).collect(),
                    language: person.language.clone(),
                    modality: notice.modality,
                    day: notice.day,
                });
            }
        }
        let may_switch = cx.may(Action::Configure, Kind::Program, Circumstances::default());
        let today = today(cx)?;
        Ok(Guarded::several(Kind::GroupSession, RemoteView { today, switches, to_call, tracks, may_switch }))
    }
}

/// The sessions of today with where they are; the switches are read once for all.
fn today(cx: &Context<'_>) -> Result<Vec<TodayLine>, Refusal> {
    let switches = modality::all_switches(cx.tx)?;
    let rooms: Vec<_> = all_rooms(cx.tx)?.into_iter().map(|room| room.record).collect();
    let sessions = group_session::on_day(cx.tx, cx.today())?;
    let line = |session: store::Stored<GroupSession>| TodayLine {
        session: session.id,
        name: session.name.clone(),
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        modality: modality::standing(switches.iter().map(|one| &one.record), &session, &rooms).modality,
    };
    Ok(sessions.into_iter().filter(|session| session.cancelled.is_none()).map(line).collect())
}

/// Asks for a session's people by video.
#[derive(Clone, Copy, Debug)]
pub struct OpenSessionVideo {
    /// Which session.
    pub session: GroupSessionId,
}

/// A session with its people by video.
#[derive(Debug)]
pub struct SessionVideoView {
    /// The session.
    pub session: GroupSession,
    /// Where it is.
    pub standing: Standing,
    /// The people expected, by name.
    pub people: Vec<PersonVideo>,
    /// Whether the viewer may move this session.
    pub may_switch: bool,
    /// Whether the viewer may write down places and enter the room.
    pub may_mark: bool,
    /// Whether the viewer may write down what somebody says about video.
    pub may_consent: bool,
}

/// A person in a session, as far as video goes.
#[derive(Debug)]
pub struct PersonVideo {
    /// Who.
    pub patient: PatientId,
    /// By name.
    pub name: PersonName,
    /// What they said about video, and when.
    pub consent: Option<(bool, Timestamp)>,
    /// The town and state they said they are in.
    pub place: Option<String>,
    /// Whether a line of theirs is open.
    pub is_connected: bool,
    /// Since when, until when they were connected; whether the line was lost.
    pub calls: Vec<(Timestamp, Option<Timestamp>, bool)>,
    /// How they stand to the session.
    pub arrival: Arrival,
}

impl Query for OpenSessionVideo {
    type View = SessionVideoView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<SessionVideoView>, Refusal> {
        cx.require(Action::View, Kind::GroupSession)?;
        let session = group_session::session(cx.tx, self.session)?.record;
        let ids = expected_in(cx.tx, &session)?;
        let attendance: HashMap<PatientId, _> =
            attendances_of(cx.tx, &ids, session.day)?.into_iter().map(|one| (one.patient, one.record)).collect();
        let calls = video::calls_of_session(cx.tx, session.id)?;
        let mut people = Vec::with_capacity(ids.len());
        for person in episode::patient::load_many(cx.tx, &ids)? {
            let own: Vec<&video::VideoCall> =
                calls.iter().map(|call| &call.record).filter(|call| call.patient == person.id).collect();
            let stretches = own.iter().flat_map(|call| &call.stretches);
            people.push(PersonVideo {
                patient: person.id,
                name: person.name(),
                consent: video::consent_of(cx, person.id)?.map(|consent| (consent.is_given, consent.at)),
                place: video::place_of(own.iter().copied(), person.id).map(video::VideoCall::place),
                is_connected: own.iter().any(|call| call.is_open()),
                calls: stretches.map(|stretch| (stretch.joined, stretch.left, stretch.was_lost)).collect(),
                arrival: arrival_in(&session, attendance.get(&person.id), cx.now),
            });
        }
        people.sort_by_key(|person| person.name.clone());
        let may = |action, kind| cx.may(action, kind, Circumstances::default());
        let view = SessionVideoView {
            standing: join::standing_of(cx, &session)?,
            people,
            may_switch: may(Action::Void, Kind::GroupSession),
            may_mark: may(Action::MarkArrival, Kind::Attendance),
            may_consent: may(Action::Record, Kind::Consent),
            session,
        };
        Ok(Guarded::several(Kind::GroupSession, view))
    }
}

/// Makes the room of a session when there is none, for staff who go in.
#[derive(Clone, Copy, Debug)]
pub struct EnterRoom {
    /// Of which session.
    pub session: GroupSessionId,
}

impl Command for EnterRoom {
    type Output = VideoRoomId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<VideoRoomId, Fact>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        let session = group_session::session(cx.tx, self.session)?;
        if session.cancelled.is_some() || session.ends_at <= cx.now {
            return Err(Refusal::refused("session_over", "OP-09", "This session is over.", "Open one that is still to come."));
        }
        Ok(Done::already(join::room(cx, &session)?))
    }
}

/// Asks for the way into the room of a session, for staff.
#[derive(Clone, Copy, Debug)]
pub struct StaffRoom {
    /// Of which session.
    pub session: GroupSessionId,
}

/// The way in for staff.
#[derive(Clone, Debug)]
pub struct StaffRoomView {
    /// The room, by chance.
    pub room: String,
    /// Until when the way in is good.
    pub until: Timestamp,
}

impl Query for StaffRoom {
    type View = StaffRoomView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<StaffRoomView>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        privacy::agreement::require(cx, Service::Video)?;
        let session = group_session::session(cx.tx, self.session)?;
        let room = video::room_of(cx.tx, session.id)?.ok_or(Refusal::NotFound)?;
        Ok(Guarded::several(Kind::GroupSession, StaffRoomView { room: room.name.clone(), until: session.ends_at }))
    }
}
