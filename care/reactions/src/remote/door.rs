//! The door for staff and for the screen that stands there: which screens there are, who waits for somebody, what is asked.

use access::{Action, Actor, Circumstances, Context, Kind, Refusal, Role};
use confidential::{Guarded, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use schedule::door::{self, CheckIn, CheckedIn, DoorQuestion};
use schedule::group_session;
use sign_in::SessionToken;
use vocabulary::PersonName;
use vocabulary::id::{DoorAnswerId, DoorKioskId, PatientId};

use crate::House;

/// Asks for the door.
#[derive(Clone, Copy, Debug)]
pub struct OpenDoor;

/// The door.
#[derive(Debug)]
pub struct DoorView {
    /// The screens that are open, newest first.
    pub kiosks: Vec<KioskLine>,
    /// Who waits for somebody, the longest first.
    pub waiting: Vec<WaitingAtDoor>,
    /// Who answered the questions today and was seen to, or had nothing to say.
    pub answered: usize,
    /// What is asked today.
    pub asked: Asked,
    /// Whether the viewer may say whether questions are asked.
    pub may_configure: bool,
}

/// What is asked at the door.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Today.
    pub today: Vec<DoorQuestion>,
    /// The local day.
    pub day: Date,
}

/// A screen that is open.
#[derive(Clone, Debug)]
pub struct KioskLine {
    /// Which.
    pub id: DoorKioskId,
    /// What staff call it.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
}

/// Somebody who waits.
#[derive(Clone, Debug)]
pub struct WaitingAtDoor {
    /// Their answer.
    pub answer: DoorAnswerId,
    /// Who.
    pub patient: PatientId,
    /// By name.
    pub name: PersonName,
    /// What they came for.
    pub session: String,
    /// Since when.
    pub since: Timestamp,
    /// The questions they said yes to.
    pub said_yes: Vec<String>,
}

impl Query for OpenDoor {
    type View = DoorView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<DoorView>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        let kiosks = door::all_kiosks(cx.tx)?.into_iter().filter(|one| one.closed.is_none());
        let kiosks = kiosks.map(|one| KioskLine { id: one.id, name: one.name.clone(), since: one.opened_at }).collect();
        let mut waiting = Vec::new();
        let mut answered = 0;
        for answer in door::answers_on(cx.tx, cx.today())? {
            if !answer.waits() {
                answered += 1;
                continue;
            }
            waiting.push(WaitingAtDoor {
                answer: answer.id,
                patient: answer.patient,
                name: episode::patient::load(cx.tx, answer.patient)?.name(),
                session: group_session::session(cx.tx, answer.session)?.name.clone(),
                since: answer.at,
                said_yes: answer.answers.iter().filter(|(_, yes)| *yes).map(|(words, _)| words.clone()).collect(),
            });
        }
        let asked = Asked { today: door::asked_on(cx, cx.today())?, day: cx.today() };
        let may_configure = cx.may(Action::Configure, Kind::Program, Circumstances::default());
        Ok(Guarded::several(Kind::Attendance, DoorView { kiosks, waiting, answered, asked, may_configure }))
    }
}

impl House {
    /// Which screen at the door a browser is; nothing when it is none, or was closed.
    ///
    /// # Errors
    /// The database's own.
    pub fn at_kiosk(&self, token: &SessionToken) -> Result<Option<DoorKioskId>, Refusal> {
        let fingerprint = token.fingerprint();
        let found = self.database().read::<_, Refusal>(|tx| Ok(door::kiosk_with(tx, fingerprint.as_str())?))?;
        Ok(found.filter(|kiosk| kiosk.closed.is_none()).map(|kiosk| kiosk.id))
    }

    /// Takes a code at a screen; the program itself marks the arrival, because nobody stands there.
    ///
    /// # Errors
    /// The database's own.
    pub fn check_in(&self, kiosk: DoorKioskId, code: &str, answers: Vec<(String, bool)>) -> Result<CheckedIn, Refusal> {
        let command = CheckIn { code: code.to_owned(), kiosk: Some(kiosk), answers };
        self.perform(&Actor::of_stepdown(Role::FrontDesk), &command)
    }

    /// What is asked at the door today.
    ///
    /// # Errors
    /// The database's own.
    pub fn asked_at_the_door(&self) -> Result<Vec<DoorQuestion>, Refusal> {
        let desk = Actor::of_stepdown(Role::FrontDesk);
        self.database().read(|tx| self.within(tx, &desk, |cx: &Context<'_>| door::asked_on(cx, cx.today())))
    }
}
