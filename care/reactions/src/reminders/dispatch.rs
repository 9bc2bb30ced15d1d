//! What is due goes out. In one transaction timers are taken, each visit is read again as it stands now, the words are handed to the
//! conversation, and the timers end: killed at any point, either all of it happened or none, so nothing goes out twice and nothing is
//! lost, however many nodes work. Many at a time, because a question to the database costs more than the answer.

use std::collections::{BTreeSet, HashMap};

use access::{Action, Command, Context, Done, Kind, Refusal};
use conversation::message::model::Channel;
use conversation::message::{Letter, RESTORED_AT, enclosure, write_until};
use conversation::permission::{self, ContactPermission, Standing};
use conversation::template::{self, Fill};
use episode::Patient;
use episode::patient_link::{SendLink, ToDo};
use jiff::Timestamp;
use jiff::civil::Date;
use schedule::attendance::{Attendance, MarkKind, attendances_of};
use schedule::group_session::{self, BookedSessions};
use schedule::reminder::settings::{self, Settings};
use schedule::reminder::{
    Answer, AppointmentResponse, ReminderChoice, SessionReminder, Visit, Way, choices_of, responses_of, visits,
};
use vocabulary::id::PatientId;

use super::{REMIND, Wanted, filled_at, language_of, sender};
use crate::Fact;

/// The text that is ready for it.
pub(crate) const TEMPLATE: &str = "session_reminder";
const TEMPLATE_MAIL: &str = "session_reminder_mail";
/// The page behind an e-mail lives until the visit is over.
const LINK_LIVES_DAYS: i64 = 3;

/// Sends what is due. Answers how many timers were due: none is left when it is fewer than `at_most`.
#[derive(Clone, Debug)]
pub struct DispatchReminders {
    /// So many in one transaction.
    pub at_most: i64,
    /// Where the pages of people stand, up to the secret; without it an e-mail carries no page and is not sent.
    pub pages_at: Option<String>,
}

impl Command for DispatchReminders {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        cx.require(Action::Record, Kind::SessionReminder)?;
        cx.require(Action::Record, Kind::Message)?;
        let timers = jobs::due(cx.tx, REMIND, cx.now, self.at_most)?;
        let read =
            |timer: &jobs::Timer| serde_json::from_str::<Wanted>(&timer.body).map_err(|error| Refusal::Fault(error.to_string()));
        let wanted = timers.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let known = Known::load(cx, &wanted)?;
        let mut facts = Vec::new();
        let restored = cx.tx.setting(RESTORED_AT)?.and_then(|at| at.parse::<Timestamp>().ok());
        // What was due when a backup was filled back may have gone out since the backup was made: rather not than twice.
        let is_certain = |timer: &jobs::Timer| restored.is_none_or(|restored| timer.run_at > restored);
        for (timer, one) in timers.iter().zip(&wanted) {
            if let Some(visit) = known.still_stands(cx, one).filter(|_| is_certain(timer)) {
                facts.extend(self.remind(cx, one, visit, &known)?);
            }
        }
        jobs::end_due(cx.tx, REMIND, &timers, cx.now)?;
        facts.truncate(1);
        Ok(Done { output: i64::try_from(timers.len()).unwrap_or(i64::MAX), facts })
    }
}

/// Everything about the people and days of many timers, in a few questions.
struct Known {
    booked: HashMap<Date, BookedSessions>,
    attendance: HashMap<(PatientId, Date), Attendance>,
    responses: Vec<AppointmentResponse>,
    choices: HashMap<PatientId, ReminderChoice>,
    people: HashMap<PatientId, Patient>,
    permissions: HashMap<PatientId, Vec<ContactPermission>>,
    settings: &'static Settings,
    sender: Fill,
}

impl Known {
    fn load(cx: &Context<'_>, wanted: &[Wanted]) -> Result<Self, Refusal> {
        let patients: Vec<PatientId> = wanted.iter().map(|one| one.patient).collect::<BTreeSet<_>>().into_iter().collect();
        let days: BTreeSet<Date> = wanted.iter().map(|one| one.day).collect();
        let mut known = Self {
            booked: HashMap::new(),
            attendance: HashMap::new(),
            responses: Vec::new(),
            choices: choices_of(cx.tx, &patients)?.into_iter().map(|one| (one.patient, one.record)).collect(),
            people: episode::patient::load_many(cx.tx, &patients)?.into_iter().map(|one| (one.id, one.record)).collect(),
            permissions: HashMap::new(),
            settings: settings::on(cx.today())?,
            sender: sender(cx)?,
        };
        for one in permission::of_each(cx.tx, &patients)? {
            known.permissions.entry(one.patient).or_default().push(one.record);
        }
        for day in days {
            let theirs: BTreeSet<PatientId> = wanted.iter().filter(|one| one.day == day).map(|one| one.patient).collect();
            let theirs: Vec<PatientId> = theirs.into_iter().collect();
            known.booked.insert(day, group_session::of_each_on(cx.tx, &theirs, day)?);
            let marks = attendances_of(cx.tx, &theirs, day)?;
            known.attendance.extend(marks.into_iter().map(|one| ((one.patient, day), one.record)));
            known.responses.extend(responses_of(cx.tx, &theirs, day)?.into_iter().map(|one| one.record));
        }
        cx.tx.take_chains(patients.iter().map(|patient| store::Chain::Patient(*patient)))?;
        Ok(known)
    }

    /// The visit, when it stands as it stood when the timer was set and the reminder is still wanted.
    fn still_stands(&self, cx: &Context<'_>, wanted: &Wanted) -> Option<Visit> {
        if wanted.starts_at <= cx.now.as_second() {
            return None;
        }
        if self.choices.get(&wanted.patient).is_some_and(|choice| !choice.wanted.contains(&wanted.lead)) {
            return None;
        }
        let theirs = self.booked.get(&wanted.day)?.get(&wanted.patient)?;
        let sessions = theirs.iter().map(|session| &session.record);
        let visit = visits(sessions, self.settings)
            .into_iter()
            .find(|visit| visit.sessions.first() == Some(&wanted.session) && visit.starts_at.as_second() == wanted.starts_at)?;
        let is_away = self.attendance.get(&(wanted.patient, wanted.day)).is_some_and(|day| {
            day.standing().any(|mark| {
                matches!(mark.kind, MarkKind::Excused(_) | MarkKind::Absent(_))
                    && mark.session.is_none_or(|only| visit.sessions.contains(&only))
            })
        });
        let cannot_come = self.responses.iter().any(|response| {
            response.patient == wanted.patient
                && response.answer == Answer::Declined
                && response.sessions.iter().any(|session| visit.sessions.contains(session))
        });
        (!is_away && !cannot_come).then_some(visit)
    }

    /// How somebody may be reminded: a text before an e-mail; a call only for who may be called and never said a word about texts.
    fn way(&self, patient: PatientId) -> Option<(Way, String)> {
        let mut allowed: Vec<&ContactPermission> =
            self.permissions.get(&patient).into_iter().flatten().filter(|one| one.standing == Standing::Allowed).collect();
        allowed.sort_by_key(|one| one.address.contains('@'));
        if let Some(one) = allowed.first() {
            let way = if one.address.contains('@') { Way::Email } else { Way::Text };
            return Some((way, one.address.clone()));
        }
        let stopped = self.permissions.get(&patient).is_some_and(|all| all.iter().any(|one| one.standing == Standing::Stopped));
        let person = self.people.get(&patient).filter(|_| !stopped)?;
        let voice = |point: &&episode::patient::ContactPoint| {
            point.may_leave_message && matches!(point.channel, episode::patient::Channel::Phone(_))
        };
        person.contact_points.iter().find(voice).map(|point| (Way::Call, point.channel.address().to_owned()))
    }
}

impl DispatchReminders {
    fn remind(&self, cx: &Context<'_>, wanted: &Wanted, visit: Visit, known: &Known) -> Result<Vec<Fact>, Refusal> {
        let Some((way, address)) = known.way(wanted.patient) else { return Ok(Vec::new()) };
        let mut reminder = SessionReminder {
            id: cx.new_id(),
            patient: wanted.patient,
            day: visit.day,
            starts_at: visit.starts_at,
            sessions: visit.sessions,
            lead: wanted.lead,
            way,
            number: None,
            message: None,
            kept_back: None,
            called: None,
        };
        let mut facts = Vec::new();
        match way {
            Way::Call => reminder.number = Some(address),
            Way::Text | Way::Email => {
                let written =
                    self.letter(cx, &reminder, address, known.people.get(&wanted.patient), &known.sender).and_then(|letter| {
                        match letter {
                            Some(letter) => write_until(cx, &letter, Some(reminder.starts_at)).map(Some),
                            None => Ok(None),
                        }
                    });
                match written {
                    Ok(Some(done)) => {
                        reminder.message = Some(done.output);
                        facts.extend(done.facts.into_iter().map(Fact::from));
                    }
                    Ok(None) => reminder.kept_back = Some("No page can be made for them here.".to_owned()),
                    // STOP on the same number, words that tell: one who cannot be written to does not hold up the others.
                    Err(Refusal::Refused { sentence, .. }) => reminder.kept_back = Some(sentence),
                    Err(other) => return Err(other),
                }
            }
        }
        cx.tx.append(&reminder, &cx.entry("reminded of a visit"))?;
        facts.push(Fact::Schedule(schedule::Fact::Reminded(wanted.patient)));
        Ok(facts)
    }

    fn letter(
        &self,
        cx: &Context<'_>,
        reminder: &SessionReminder,
        address: String,
        person: Option<&Patient>,
        sender: &Fill,
    ) -> Result<Option<Letter>, Refusal> {
        let language = language_of(person);
        let mut fill = filled_at(cx, sender, language, reminder.starts_at);
        let plain = |key: &str, words: String, enclosed| Letter {
            patient: reminder.patient,
            channel: if key == TEMPLATE_MAIL { Channel::Email } else { Channel::Text },
            address: address.clone(),
            subject: None,
            words,
            enclosed,
            language,
            template: Some(key.to_owned()),
            answers_them: false,
        };
        if reminder.way == Way::Text {
            return Ok(Some(plain(TEMPLATE, template::filled(TEMPLATE, language, &fill)?, None)));
        }
        let (Some(pages_at), Some(person)) = (&self.pages_at, person) else { return Ok(None) };
        let send = SendLink {
            patient: person.id,
            name: person.name().given,
            birth_date: Some(person.birth_date),
            language: person.language.clone(),
            to_do: vec![ToDo::Privacy],
            lives_days: LINK_LIVES_DAYS,
        };
        let sent = send.perform(cx)?;
        enclosure::PLACE.clone_into(&mut fill.link);
        let words = template::filled(TEMPLATE_MAIL, language, &fill)?;
        let letter = plain(TEMPLATE_MAIL, words, Some(format!("{pages_at}{}", sent.output.token.to_address())));
        Ok(Some(Letter { subject: Some(intake::inquiry::subject(cx)?), ..letter }))
    }
}
