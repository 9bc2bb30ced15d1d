//! Somebody types their code at the door: they are here, or asked a few questions first, or asked to wait. A code that is wrong, over or
//! used answers alike, and nothing that comes back says who anybody is.

use access::command::Receipt;
use access::{Action, Command, Context, Done, Kind, Refusal};
use vocabulary::id::DoorKioskId;

use super::{DoorAnswer, DoorCode, asked_on, store};
use crate::Fact;
use crate::attendance::{MarkArrival, MarkKind};
use crate::group_session::{self, GroupSession};

/// Takes a code.
#[derive(Clone, Debug)]
pub struct CheckIn {
    /// What was typed.
    pub code: String,
    /// At which screen; nothing at the desk.
    pub kiosk: Option<DoorKioskId>,
    /// What was answered, by the key of each question.
    pub answers: Vec<(String, bool)>,
}

/// What the door says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckedIn {
    /// The code opens nothing.
    NotKnown,
    /// There is nothing for them today any more.
    NothingToday,
    /// First a few questions.
    Questions,
    /// They are here.
    Here,
    /// Somebody comes to them.
    Wait,
}

impl Receipt for CheckedIn {}

impl Command for CheckIn {
    type Output = CheckedIn;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<CheckedIn, Fact>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        let code: String = self.code.chars().filter(char::is_ascii_digit).collect();
        let Some(known) = store::codes_with(cx.tx, &code)?.into_iter().find(|one| one.is_valid(cx.now)) else {
            return Ok(Done::already(CheckedIn::NotKnown));
        };
        let patient = known.patient;
        let today = group_session::of_patient_between(cx.tx, patient, cx.today(), cx.today())?;
        let is_to_come = |one: &&::store::Stored<GroupSession>| one.cancelled.is_none() && one.ends_at > cx.now;
        let Some(session) = today.iter().find(is_to_come) else {
            return Ok(Done::already(CheckedIn::NothingToday));
        };
        let asked = asked_on(cx, cx.today())?;
        let answered = |key: &str| self.answers.iter().find(|(known, _)| known == key).map(|(_, yes)| *yes);
        let answers: Option<Vec<(String, bool)>> =
            asked.iter().map(|question| answered(&question.key).map(|yes| (question.en.clone(), yes))).collect();
        let Some(answers) = answers else { return Ok(Done::already(CheckedIn::Questions)) };
        let used = DoorCode { used_at: Some(cx.now), ..known.record.clone() };
        cx.tx.amend(&used, known.version, &cx.entry("code used"))?;
        let mut facts = Vec::new();
        let waits = answers.iter().any(|(_, yes)| *yes);
        if !answers.is_empty() {
            let answer = DoorAnswer {
                id: cx.new_id(),
                patient,
                day: session.day,
                at: cx.now,
                kiosk: self.kiosk,
                session: session.id,
                answers,
                seen: None,
            };
            cx.tx.append(&answer, &cx.entry("answered at the door"))?;
            facts.push(Fact::DoorAnswered(patient));
        }
        if waits {
            return Ok(Done { output: CheckedIn::Wait, facts });
        }
        let arrival = MarkArrival { patient, session: session.id, kind: MarkKind::Arrived, at: None, is_whole_day: false };
        facts.extend(arrival.perform(cx)?.facts);
        Ok(Done { output: CheckedIn::Here, facts })
    }
}
