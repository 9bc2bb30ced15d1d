//! What people who do not work here any more leave behind, for whoever answers for it: notes that nobody signed, sessions they were to
//! lead, places in care teams, inquiries in their hands. It is read out of what stands, so whatever is given to somebody else leaves the
//! list by itself. What they signed is not on it: it stays theirs.

use std::collections::HashMap;
use std::collections::btree_map::{BTreeMap, Entry};

use access::{Context, Kind, Refusal, Role, Staff};
use confidential::{Guarded, Query};
use intake::{assessment, inquiry};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use schedule::attendance::{Attendance, arrival_in, attendances_on, expected_in};
use schedule::group_session::{self, GroupSession};
use schedule::program::{NoteRule, ServiceType, all_service_types, all_staff};
use schedule::therapy_group::all_groups;
use treatment::group_note::sessions_with_draft_by;
use treatment::progress_note;
use vocabulary::PersonName;
use vocabulary::id::{GroupSessionId, InquiryId, PatientId, ServiceTypeId, StaffId, TherapyGroupId};

/// So many days after somebody left their work is still looked for.
const LOOKED_FOR_DAYS: i64 = 180;
/// Sessions of so many days before they left are looked at for notes.
const NOTE_DAYS: i64 = 30;
/// Sessions to come are looked for so far ahead.
const AHEAD_DAYS: i64 = 84;

/// Asks what is to be handed over: after everybody who left, or after one.
#[derive(Clone, Copy, Debug)]
pub struct OpenHandOver {
    /// After whom; nothing for everybody after whom something is left.
    pub staff: Option<StaffId>,
}

/// What is to be handed over.
#[derive(Clone, Debug, Default)]
pub struct HandOver {
    /// By person, whoever left last first.
    pub people: Vec<LeftBehind>,
}

/// What one person left behind.
#[derive(Clone, Debug)]
pub struct LeftBehind {
    /// Who.
    pub staff: Staff,
    /// Sessions with notes to write, oldest first.
    pub notes: Vec<OpenNotes>,
    /// How many signed notes of others wait for their co-signature.
    pub to_cosign: usize,
    /// Assessments they wrote in that nobody signed, by the inquiry they belong to.
    pub assessments: Vec<InquiryId>,
    /// Inquiries in their hands.
    pub inquiries: Vec<InquiryId>,
    /// Their places in care teams.
    pub places: Vec<TeamPlace>,
    /// Groups they lead.
    pub groups: Vec<LedGroup>,
    /// Appointments they were to hold, the next first.
    pub appointments: Vec<Appointment>,
    /// Staff in training whose notes they co-sign, by name.
    pub in_training: Vec<String>,
}

/// A session with notes to write.
#[derive(Clone, Debug)]
pub struct OpenNotes {
    /// Which.
    pub session: GroupSessionId,
    /// Its name.
    pub name: String,
    /// Its local day.
    pub day: Date,
    /// How many of those who were there have no signed note.
    pub unsigned: usize,
    /// Whether they had begun to write.
    pub has_draft: bool,
}

/// A place in a care team.
#[derive(Clone, Debug)]
pub struct TeamPlace {
    /// Whose team.
    pub patient: PatientId,
    /// Their name.
    pub name: PersonName,
    /// As what.
    pub role: String,
}

/// A group they lead.
#[derive(Clone, Debug)]
pub struct LedGroup {
    /// Which.
    pub group: TherapyGroupId,
    /// Its name.
    pub name: String,
    /// How many meetings on the calendar name them.
    pub meetings: usize,
    /// The next of them.
    pub next: Option<Date>,
    /// Whether somebody else leads it too.
    pub has_another: bool,
}

/// An appointment they were to hold.
#[derive(Clone, Debug)]
pub struct Appointment {
    /// With whom.
    pub patient: PatientId,
    /// Their name.
    pub name: PersonName,
    /// What for.
    pub what: String,
    /// When.
    pub starts_at: Timestamp,
}

impl LeftBehind {
    /// How many things there are to give to somebody.
    #[must_use]
    pub fn count(&self) -> usize {
        let lists = [self.notes.len(), self.assessments.len(), self.inquiries.len(), self.places.len(), self.groups.len()];
        lists.iter().sum::<usize>() + self.appointments.len() + self.in_training.len() + usize::from(self.to_cosign > 0)
    }
}

impl HandOver {
    /// How many things there are to give to somebody.
    #[must_use]
    pub fn count(&self) -> usize {
        self.people.iter().map(LeftBehind::count).sum()
    }
}

impl Query for OpenHandOver {
    type View = HandOver;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<HandOver>, Refusal> {
        let (today, answers_for_all) = (cx.today(), cx.actor.is(Role::ClinicalDirector));
        let everybody: Vec<Staff> = all_staff(cx.tx)?.into_iter().map(|stored| stored.record).collect();
        let is_asked = |one: &&Staff| self.staff.is_none_or(|asked| asked == one.id);
        let is_mine = |one: &&Staff| answers_for_all || one.supervisor == Some(cx.actor.staff);
        let earliest = today.saturating_sub(LOOKED_FOR_DAYS.days());
        let is_gone = |one: &&Staff| one.from <= today && !one.works_on(today) && one.to.is_some_and(|last| last >= earliest);
        let mut gone: Vec<&Staff> = everybody.iter().filter(is_asked).filter(is_mine).filter(is_gone).collect();
        if gone.is_empty() && !answers_for_all {
            return Err(Refusal::NotFound);
        }
        gone.sort_by_key(|one| std::cmp::Reverse(one.to));
        let mut view = HandOver::default();
        if !gone.is_empty() {
            let known = Known::load(cx, &gone, everybody.as_slice())?;
            for staff in gone {
                let left = known.left_behind(cx, staff)?;
                if self.staff.is_some() || left.count() > 0 {
                    view.people.push(left);
                }
            }
        }
        Ok(Guarded::several(Kind::CareTeam, view))
    }
}

/// What several people's lists are read out of.
struct Known<'a> {
    everybody: &'a [Staff],
    services: HashMap<ServiceTypeId, ServiceType>,
    sessions: Vec<GroupSession>,
    episodes: Vec<episode::Episode>,
}

impl<'a> Known<'a> {
    fn load(cx: &Context<'_>, gone: &[&Staff], everybody: &'a [Staff]) -> Result<Self, Refusal> {
        let today = cx.today();
        let earliest = gone.iter().filter_map(|one| one.to).min().unwrap_or(today).min(today).saturating_sub(NOTE_DAYS.days());
        let sessions = group_session::between(cx.tx, earliest, today.saturating_add(AHEAD_DAYS.days()))?;
        let of_gone = |session: &GroupSession| {
            session.cancelled.is_none() && session.leaders.iter().any(|leader| gone.iter().any(|one| one.id == *leader))
        };
        Ok(Self {
            everybody,
            services: all_service_types(cx.tx)?.into_iter().map(|stored| (stored.id, stored.record)).collect(),
            sessions: sessions.into_iter().map(|stored| stored.record).filter(of_gone).collect(),
            episodes: episode::episode::open_on(cx.tx, today)?.into_iter().map(|stored| stored.record).collect(),
        })
    }

    fn left_behind(&self, cx: &Context<'_>, staff: &Staff) -> Result<LeftBehind, Refusal> {
        let inquiries = |all: Vec<store::Stored<intake::inquiry::Inquiry>>| all.iter().map(|one| one.id).collect();
        Ok(LeftBehind {
            notes: self.notes(cx, staff.id)?,
            to_cosign: progress_note::signed_without_cosignature(cx.tx, staff.id)?.len(),
            assessments: assessment::unsigned_by(cx.tx, staff.id)?.iter().map(|one| one.inquiry).collect(),
            inquiries: inquiries(inquiry::open_of_owner(cx.tx, staff.id)?),
            places: self.places(cx, staff.id)?,
            groups: self.groups(cx, staff.id)?,
            appointments: self.appointments(cx, staff.id)?,
            in_training: self.in_training(cx, staff.id),
            staff: staff.clone(),
        })
    }

    /// Sessions that are over, with somebody there whose note nobody signed; those whose draft they wrote in belong to them too.
    fn notes(&self, cx: &Context<'_>, staff: StaffId) -> Result<Vec<OpenNotes>, Refusal> {
        let drafted = sessions_with_draft_by(cx.tx, staff)?;
        let is_over = |session: &&GroupSession| session.ends_at <= cx.now && session.leaders.contains(&staff);
        let mut sessions: Vec<GroupSession> = self.sessions.iter().filter(is_over).cloned().collect();
        for id in &drafted {
            if !sessions.iter().any(|one| one.id == *id) {
                sessions.push(group_session::session(cx.tx, *id)?.record);
            }
        }
        let has_notes =
            |session: &GroupSession| self.services.get(&session.service_type).is_some_and(|s| s.note == NoteRule::Clinical);
        sessions.retain(|session| session.cancelled.is_none() && has_notes(session));
        sessions.sort_by_key(|session| (session.starts_at, session.id));
        let mut days: BTreeMap<Date, HashMap<PatientId, Attendance>> = BTreeMap::new();
        let mut found = Vec::new();
        for session in sessions {
            if let Entry::Vacant(unread) = days.entry(session.day) {
                let day = attendances_on(cx.tx, session.day)?;
                unread.insert(day.into_iter().map(|one| (one.patient, one.record)).collect());
            }
            let signed = progress_note::in_force_of_session(cx.tx, session.id)?;
            let attendance = days.get(&session.day);
            let is_open = |patient: &PatientId| {
                let marks = attendance.and_then(|day| day.get(patient));
                arrival_in(&session, marks, cx.now).is_present() && !signed.iter().any(|note| note.patient == *patient)
            };
            let unsigned = expected_in(cx.tx, &session)?.iter().filter(|patient| is_open(patient)).count();
            if unsigned > 0 {
                let has_draft = drafted.contains(&session.id);
                found.push(OpenNotes { session: session.id, name: session.name, day: session.day, unsigned, has_draft });
            }
        }
        Ok(found)
    }

    fn places(&self, cx: &Context<'_>, staff: StaffId) -> Result<Vec<TeamPlace>, Refusal> {
        let today = cx.today();
        let mut places = Vec::new();
        for episode in &self.episodes {
            for member in episode.care_team.iter().filter(|member| member.staff == staff) {
                // A place that somebody else has taken since is given already.
                if member.to.is_none_or(|last| last >= today) && episode.member(&member.role, today) == Some(staff) {
                    let name = episode::patient::load(cx.tx, episode.patient)?.name();
                    places.push(TeamPlace { patient: episode.patient, name, role: member.role.clone() });
                }
            }
        }
        Ok(places)
    }

    fn groups(&self, cx: &Context<'_>, staff: StaffId) -> Result<Vec<LedGroup>, Refusal> {
        let today = cx.today();
        let mut led = Vec::new();
        for group in all_groups(cx.tx)? {
            let coming = |session: &&GroupSession| {
                session.group == Some(group.id) && session.starts_at > cx.now && session.leaders.contains(&staff)
            };
            let meetings: Vec<&GroupSession> = self.sessions.iter().filter(coming).collect();
            let runs = group.to.is_none_or(|last| last >= today);
            if !meetings.is_empty() || runs && group.leaders.contains(&staff) {
                led.push(LedGroup {
                    group: group.id,
                    name: group.name.clone(),
                    meetings: meetings.len(),
                    next: meetings.first().map(|session| session.day),
                    has_another: group.leaders.iter().any(|leader| self.works(*leader, today)),
                });
            }
        }
        Ok(led)
    }

    fn appointments(&self, cx: &Context<'_>, staff: StaffId) -> Result<Vec<Appointment>, Refusal> {
        let mut found = Vec::new();
        for session in self.sessions.iter().filter(|one| one.starts_at > cx.now && one.leaders.contains(&staff)) {
            if let Some(patient) = session.patient {
                let name = episode::patient::load(cx.tx, patient)?.name();
                found.push(Appointment { patient, name, what: session.name.clone(), starts_at: session.starts_at });
            }
        }
        Ok(found)
    }

    fn in_training(&self, cx: &Context<'_>, staff: StaffId) -> Vec<String> {
        let is_theirs = |one: &&Staff| one.supervisor == Some(staff) && one.works_on(cx.today()) && one.needs_cosignature();
        self.everybody.iter().filter(is_theirs).map(|one| one.name.full()).collect()
    }

    fn works(&self, staff: StaffId, day: Date) -> bool {
        self.everybody.iter().any(|one| one.id == staff && one.works_on(day))
    }
}
