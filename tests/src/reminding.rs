//! Many people who are expected on one morning and may be texted: what timers are tried with. Records are written as they stand, because
//! it is not admission that is looked at.

use access::{Actor, Role};
use conversation::Message;
use conversation::message::model::Direction;
use conversation::permission::{ContactPermission, Standing};
use episode::Patient;
use episode::patient::AdministrativeSex;
use jiff::Timestamp;
use jiff::civil::Date;
use reactions::House;
use reactions::reminders::{DispatchReminders, PlanReminders};
use schedule::group_session::GroupSession;
use schedule::program::{ImportProgram, ProgramFile, all_service_types};
use schedule::reminder::SessionReminder;
use store::{Author, DatabaseUrl, DirectAccess, Entry, StoreError};
use vocabulary::id::PatientId;
use vocabulary::{Clock, IdSource, PersonName};

use crate::season::{moment, program, zone};

/// The program in the role that sends reminders.
#[must_use]
pub fn clockwork() -> Actor {
    Actor::of_stepdown(Role::Intake)
}

/// Opens a house with its clock held at a moment.
///
/// # Panics
/// When it does not open.
#[must_use]
pub fn open(url: &DatabaseUrl, seed: u64, now: Timestamp) -> (House, Clock) {
    let clock = Clock::frozen(now);
    (House::open(url, clock.clone(), IdSource::seeded(seed), zone()).unwrap(), clock)
}

/// Writes so many people into an empty house, each with an appointment at nine on each of these days and a number that may be texted.
///
/// # Panics
/// When they cannot be written.
pub fn fill(house: &House, people: usize, days: &[Date]) {
    let file = ProgramFile::parse(&program(1)).unwrap();
    house.perform(&Actor::of_stepdown(Role::ClinicalDirector), &ImportProgram { file }).unwrap();
    let now = house.clock().now();
    let entry = Entry { at: now, by: Author::Stepdown, reason: "for a trial of timers" };
    let service = house.store(DirectAccess).read::<_, StoreError>(all_service_types).unwrap()[0].id;
    for some in (0..people).collect::<Vec<_>>().chunks(500) {
        let write = |tx: &store::Tx<'_>| {
            for at in some {
                let id: PatientId = house.ids().next(now);
                tx.append(&person(id, *at), &entry)?;
                let permission = ContactPermission {
                    id: house.ids().next(now),
                    patient: id,
                    address: format!("+1508{:07}", 2_000_000 + at),
                    standing: Standing::Allowed,
                    since: now,
                    how: "asked".into(),
                    any_hour: false,
                };
                tx.append(&permission, &entry)?;
                for day in days {
                    let session = GroupSession {
                        id: house.ids().next(now),
                        group: None,
                        patient: Some(id),
                        service_type: service,
                        name: "Individual".into(),
                        track: None,
                        day: *day,
                        starts_at: moment(*day, "09:00"),
                        ends_at: moment(*day, "10:00"),
                        breaks: vec![],
                        room: None,
                        leaders: vec![],
                        curriculum: None,
                        cancelled: None,
                        moved_from: None,
                    };
                    tx.append(&session, &entry)?;
                }
            }
            Ok::<_, StoreError>(())
        };
        house.store(DirectAccess).write(write).unwrap();
    }
}

fn person(id: PatientId, at: usize) -> Patient {
    Patient {
        id,
        record_number: i64::try_from(at).unwrap(),
        legal_name: PersonName { given: "Ada".into(), family: format!("Example {at}") },
        chosen_given: None,
        pronouns: None,
        billing_name: None,
        birth_date: jiff::civil::date(1990, 5, 14),
        sex: AdministrativeSex::Unknown,
        contact_points: vec![],
        address: None,
        language: "en".into(),
        needs_interpreter: false,
    }
}

/// Sets the timers of the coming days.
///
/// # Panics
/// When it is refused.
pub fn plan(house: &House) -> i64 {
    house.perform(&clockwork(), &PlanReminders).unwrap()
}

/// Sends what is due, so many in one transaction. Answers how many timers there were; nothing when the database was busy with others.
#[must_use]
pub fn dispatch(house: &House, at_most: i64) -> Option<i64> {
    house.perform(&clockwork(), &DispatchReminders { at_most, pages_at: None }).ok()
}

/// For whom reminders of a day stand in the ledger, and to whom messages were written, once for each.
///
/// # Panics
/// When they cannot be read.
#[must_use]
pub fn reminded(house: &House, day: Date) -> (Vec<PatientId>, Vec<PatientId>) {
    let read = |tx: &store::Tx<'_>| {
        Ok::<_, StoreError>((tx.find::<SessionReminder>("day = $1", &[store::text(day)])?, tx.find::<Message>("1 = 1", &[])?))
    };
    let (reminders, messages) = house.store(DirectAccess).read(read).unwrap();
    let mut to: Vec<_> = reminders.iter().map(|one| one.patient).collect();
    let mut written: Vec<_> = messages.iter().filter(|one| one.direction == Direction::Out).map(|one| one.patient).collect();
    to.sort();
    written.sort();
    (to, written)
}
