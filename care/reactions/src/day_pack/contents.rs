//! Reads everything a pack says, and writes down of everybody on it that they were printed.

use std::collections::HashMap;

use access::{Action, Circumstances, Context, Kind, Refusal, Staff};
use confidential::{ChartView, Consent, Guarded, Query};
use episode::patient::Channel;
use episode::reported::{ReportedKind, Standing};
use episode::{Patient, stay};
use intake::paper::press;
use intake::referral_out::place::crisis_lines;
use jiff::civil::Date;
use plan::TreatmentPlan;
use schedule::attendance::expected_on;
use schedule::program::{NoteRule, Room, ServiceType, all_programs, all_rooms, all_service_types, all_staff};
use treatment::day_pack::{self, DayPack, code};
use vocabulary::id::{DayPackId, GroupSessionId, PatientId, RoomId, ServiceTypeId, StaffId};

use super::view::{DayPackContents, PackContact, PackHelp, PackMedicine, PackPerson, PackSession, PackSlip, PackSlipAbout};
use crate::today::HoursMeter;
use crate::today::meter::meters;

/// Reads a pack to print it. Of everybody on it a look is written down.
#[derive(Clone, Copy, Debug)]
pub struct PrintDayPack {
    /// Which.
    pub pack: DayPackId,
}

impl Query for PrintDayPack {
    type View = DayPackContents;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<DayPackContents>, Refusal> {
        cx.require(Action::Export, Kind::DayPack)?;
        let pack = day_pack::load(cx.tx, self.pack)?;
        let known = Known::load(cx, &pack)?;
        for patient in known.people.keys() {
            let view = ChartView { id: cx.new_id(), patient: *patient, staff: cx.actor.staff, kind: Kind::DayPack };
            cx.tx.append(&view, &cx.entry("printed for a day without the program"))?;
        }
        let program = all_programs(cx.tx)?.into_iter().next();
        let contents = DayPackContents {
            id: pack.id,
            day: pack.day,
            made_at: pack.made_at,
            printed_at: cx.now,
            printed_by: cx.actor.signature_name.clone(),
            program: program.as_ref().map(|program| program.public_name.clone()).unwrap_or_default(),
            telephone: program.as_ref().map(|program| said(&program.phone)).unwrap_or_default(),
            notice: press::foot(cx.now),
            contacts: cx.may(Action::View, Kind::Patient, Circumstances::default()).then(|| known.contacts(cx)).transpose()?,
            medicines: cx
                .may(Action::View, Kind::ReportedItem, Circumstances::default())
                .then(|| known.medicines(cx))
                .transpose()?,
            staff: known.working(pack.day),
            help: help(cx)?,
            slips: pack.slips.iter().map(|slip| known.slip(slip)).collect(),
            sessions: known.sessions,
        };
        Ok(Guarded::several(Kind::DayPack, contents))
    }
}

/// What several parts of a pack need.
struct Known {
    people: HashMap<PatientId, Patient>,
    staff: HashMap<StaffId, Staff>,
    has_notes: HashMap<GroupSessionId, bool>,
    /// What everybody works on; nothing when whoever prints may not see plans.
    plans: Option<HashMap<PatientId, TreatmentPlan>>,
    sessions: Vec<PackSession>,
}

impl Known {
    fn load(cx: &Context<'_>, pack: &DayPack) -> Result<Self, Refusal> {
        let mut expected = expected_on(cx.tx, pack.day)?;
        expected.retain(|one| one.session.cancelled.is_none());
        let mut ids: Vec<PatientId> = expected.iter().flat_map(|one| one.patients.iter().copied()).collect();
        ids.extend(pack.slips.iter().filter_map(|slip| slip.about.map(|(_, patient)| patient)));
        ids.sort();
        ids.dedup();
        let people: HashMap<PatientId, Patient> =
            episode::patient::load_many(cx.tx, &ids)?.into_iter().map(|person| (person.id, person.record)).collect();
        let services: HashMap<ServiceTypeId, ServiceType> =
            all_service_types(cx.tx)?.into_iter().map(|service| (service.id, service.record)).collect();
        let rooms: HashMap<RoomId, Room> = all_rooms(cx.tx)?.into_iter().map(|room| (room.id, room.record)).collect();
        let staff: HashMap<StaffId, Staff> = all_staff(cx.tx)?.into_iter().map(|staff| (staff.id, staff.record)).collect();
        let floors: HashMap<PatientId, i64> = stay::of_patients_on(cx.tx, &ids, pack.day)?
            .into_iter()
            .map(|stay| (stay.patient, stay.weekly_floor_minutes.0))
            .collect();
        let hours = meters(cx, pack.day, &floors, &services, &HashMap::new())?;
        let sees_plans = cx.may(Action::View, Kind::TreatmentPlan, Circumstances::default());
        let plans = sees_plans.then(|| plan::treatment_plan::of_patients(cx.tx, &ids)).transpose()?;
        let has_notes = expected.iter().map(|one| {
            let note = services.get(&one.session.service_type).map(|service| service.note);
            (one.session.id, note != Some(NoteRule::AttendanceOnly))
        });
        let mut known = Self {
            has_notes: has_notes.collect(),
            plans: plans.map(|plans| plans.into_iter().map(|plan| (plan.patient, plan.record)).collect()),
            people,
            staff,
            sessions: Vec::new(),
        };
        known.sessions = expected.iter().map(|one| known.session(one, &rooms, &hours)).collect();
        Ok(known)
    }

    fn session(
        &self,
        expected: &schedule::attendance::Expected,
        rooms: &HashMap<RoomId, Room>,
        hours: &HashMap<PatientId, HoursMeter>,
    ) -> PackSession {
        let session = &expected.session;
        let person = |patient: &Patient| PackPerson {
            name: patient.name(),
            pronouns: patient.pronouns.clone(),
            interpreter: patient.needs_interpreter.then(|| patient.language.clone()),
            hours: hours.get(&patient.id).copied().unwrap_or_default(),
        };
        let mut people: Vec<PackPerson> = expected.patients.iter().filter_map(|id| self.people.get(id)).map(person).collect();
        people.sort_by(|one, other| one.name.cmp(&other.name));
        let leader = |id: &StaffId| self.staff.get(id).map(Staff::signature_name);
        PackSession {
            session: session.id,
            name: session.name.clone(),
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            room: session.room.and_then(|room| rooms.get(&room)).map(|room| room.name.clone()).unwrap_or_default(),
            leaders: session.leaders.iter().filter_map(leader).collect(),
            people,
        }
    }

    /// The people of the pack, by name.
    fn by_name(&self) -> Vec<&Patient> {
        let mut people: Vec<&Patient> = self.people.values().collect();
        people.sort_by_key(|patient| (patient.name(), patient.id));
        people
    }

    fn contacts(&self, cx: &Context<'_>) -> Result<Vec<PackContact>, Refusal> {
        let ids: Vec<PatientId> = self.people.keys().copied().collect();
        let mut emergency: HashMap<PatientId, Vec<String>> = HashMap::new();
        for consent in cx.tx.find_among::<Consent>("patient_id", &ids, "", &[])? {
            if consent.is_in_force(cx.now, cx.today()) {
                let named = consent.recipients.iter().filter_map(with_a_number);
                emergency.entry(consent.patient).or_default().extend(named);
            }
        }
        let contact = |patient: &Patient| PackContact {
            name: patient.name(),
            record_number: patient.record_number,
            reach: patient.contact_points.iter().map(reach).collect(),
            emergency: emergency.remove(&patient.id).unwrap_or_default(),
        };
        Ok(self.by_name().into_iter().map(contact).collect())
    }

    fn medicines(&self, cx: &Context<'_>) -> Result<Vec<PackMedicine>, Refusal> {
        let mut all = Vec::new();
        for patient in self.by_name() {
            let items = episode::reported::of_patient(cx.tx, patient.id)?;
            let is_known = |item: &&store::Stored<episode::reported::ReportedItem>| {
                item.kind == ReportedKind::Medication && item.standing == Standing::Taken && !item.is_negated
            };
            let line = |item: &store::Stored<episode::reported::ReportedItem>| {
                std::iter::once(item.words.as_str()).chain(item.details.iter().map(String::as_str)).collect::<Vec<_>>().join(", ")
            };
            let lines: Vec<String> = items.iter().filter(is_known).map(line).collect();
            if !lines.is_empty() {
                all.push(PackMedicine { name: patient.name(), record_number: patient.record_number, lines });
            }
        }
        Ok(all)
    }

    fn working(&self, day: Date) -> Vec<String> {
        let mut all: Vec<String> = self.staff.values().filter(|staff| staff.works_on(day)).map(Staff::signature_name).collect();
        all.sort();
        all
    }

    fn slip(&self, slip: &day_pack::Slip) -> PackSlip {
        PackSlip { shown: code::shown(&slip.code), about: slip.about.and_then(|(session, patient)| self.about(session, patient)) }
    }

    fn about(&self, session: GroupSessionId, patient: PatientId) -> Option<PackSlipAbout> {
        let held = self.sessions.iter().find(|one| one.session == session)?;
        let person = self.people.get(&patient)?;
        let objectives = |plans: &HashMap<PatientId, TreatmentPlan>| {
            let plan = plans.get(&patient).into_iter();
            plan.flat_map(TreatmentPlan::active_objectives).map(|one| format!("{} {}", one.number, one.words)).collect()
        };
        Some(PackSlipAbout {
            name: person.name(),
            record_number: person.record_number,
            session: held.name.clone(),
            starts_at: held.starts_at,
            ends_at: held.ends_at,
            leaders: held.leaders.clone(),
            has_notes: self.has_notes.get(&session).copied().unwrap_or(true),
            objectives: self.plans.as_ref().map(objectives),
        })
    }
}

/// Whom a consent names with a number to call: the emergency contact is kept so.
fn with_a_number(recipient: &confidential::consent::Recipient) -> Option<String> {
    match recipient {
        confidential::consent::Recipient::Named(name) => {
            let digits = name.chars().filter(char::is_ascii_digit).count();
            (digits >= 10).then(|| name.clone())
        }
        _ => None,
    }
}

/// A way to reach somebody, and in words what may be left there (P2-14).
fn reach(point: &episode::patient::ContactPoint) -> (String, String) {
    let as_whom = point.call_as.as_ref().map(|name| format!(" Say: {name}.")).unwrap_or_default();
    match &point.channel {
        Channel::Phone(phone) => {
            let may = if point.may_leave_message { "A message may be left." } else { "Leave no message." };
            (phone.display(), format!("{may}{as_whom}"))
        }
        Channel::Email(address) => {
            let may = if point.may_leave_message { "May be written to." } else { "Do not write there." };
            (address.clone(), format!("{may}{as_whom}"))
        }
    }
}

/// A number kept in E.164, as people write it.
fn said(number: &str) -> String {
    vocabulary::Phone::parse(number).map_or_else(|_| number.to_owned(), |phone| phone.display())
}

fn help(cx: &Context<'_>) -> Result<Vec<PackHelp>, Refusal> {
    let line = |place: intake::referral_out::Place| PackHelp { name: place.name, phone: place.phone, note: place.note };
    Ok(crisis_lines(cx)?.into_iter().map(line).collect())
}
