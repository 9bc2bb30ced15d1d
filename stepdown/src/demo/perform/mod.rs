//! Performs the story as the program's own commands, each by the person who did it at the moment it was done, so that the
//! demonstration's charts, charges and chains are made exactly as in real use. All of it in one transaction.

mod apart;
mod assessing;
mod check_in;
mod conversing;
mod cover;
mod daily;
mod line_down;
mod living;
mod noting;
mod packet;
mod reminding;
mod remote;
mod rights;
mod setting_up;
mod waiting;
mod weeks;

use std::collections::{BTreeSet, HashMap};

use access::{Actor, Refusal, Role};
use billing::claim::{BuildClaims, ClaimFile};
use billing::payer::{ImportPayers, Payer};
use billing::rule::ClaimForm;
use billing::service_day::CloseDay;
use episode::patient::PatientInput;
use intake::placement::table::SUPPLIED;
use intake::placement_table::ApproveTable;
use intake::referral_out::ImportPlaces;
use intake::referral_out::place::DEMONSTRATION_PLACES;
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};
use privacy::agreement::Service;
use reactions::{House, Performing};
use schedule::group_session::GroupSession;
use schedule::program::{
    ImportProgram, Program, Room, ServiceType, Track, all_programs, all_rooms, all_service_types, all_staff, all_tracks,
};
use schedule::therapy_group::{TherapyGroup, all_groups};
use store::{Value, text};
use vocabulary::day::{days_from_to, next_day};
use vocabulary::id::{GroupSessionId, InquiryId, PatientId};

use super::program;
use super::script::event::{Event, PersonNumber, SessionKey, What};
use super::script::{Parameters, Script};

/// What was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Loaded {
    /// How many events were performed.
    pub(crate) events: u64,
}

/// Loads the demonstration into an empty house. `progress` hears how many events are done.
pub(crate) fn load(house: &House, parameters: Parameters, progress: &dyn Fn(u64)) -> Result<Loaded, Refusal> {
    let opener = opener();
    house.load(store::DirectAccess, &opener, |performing| {
        let mut script = Script::new(parameters).map_err(Refusal::Fault)?;
        let first = script.next();
        let moment = |event: &Event| house.zone().at(event.at.date(), event.at.time());
        let opening = first.as_ref().map_or_else(|| Ok(house.clock().now()), moment);
        let opening = opening.map_err(|problem| Refusal::Fault(problem.to_string()))?;
        let file = program::file(parameters.patients.min(program::MOST_IN_CARE)).map_err(Refusal::Fault)?;
        performing.perform(&opener, opening, &ImportProgram { file }).map_err(at("the program"))?;
        performing.perform(&opener, opening, &ImportPayers { toml: billing::rule::DEMONSTRATION_PAYERS.to_owned() })?;
        // the supplied table may be used from the beginning of 2026 on
        let from = Some(house.zone().day(opening).max(Date::constant(2026, 1, 1)));
        let table = ApproveTable { toml: SUPPLIED.last().copied().unwrap_or_default().to_owned(), from };
        performing.perform(&opener, opening, &table).map_err(at("the placement table"))?;
        let places = ImportPlaces { toml: DEMONSTRATION_PLACES.to_owned() };
        performing.perform(&opener, opening, &places).map_err(at("the places"))?;
        let mut stage = Stage::set(house, performing)?;
        stage.sign_agreements(opening).map_err(at("the agreements"))?;
        stage.write_directory(opening).map_err(at("the directory"))?;
        let mut events = 0;
        for event in first.into_iter().chain(script) {
            stage.pass_nights(event.at.date()).map_err(at(&format!("the night before {}", event.at)))?;
            stage.perform(&event).map_err(at(&format!("{:?} at {}", event.what, event.at)))?;
            events += 1;
            progress(events);
        }
        stage.converse().map_err(at("the conversations"))?;
        stage.keep_apart().map_err(at("what is kept apart"))?;
        stage.write_down_lives().map_err(at("what lives leave"))?;
        stage.print_for_a_day_without_us().map_err(at("a day pack"))?;
        stage.move_one_to_video().map_err(at("what is by video"))?;
        stage.wait_and_step_down().map_err(at("who waits"))?;
        stage.plan_weeks().map_err(at("the weeks to come"))?;
        stage.ask_for_rights().map_err(at("the requests"))?;
        stage.look_for_missing().map_err(at("who did not come"))?;
        stage.ask_for_another_time().map_err(at("who asks for another time"))?;
        stage.begin_audit().map_err(at("the audit"))?;
        Ok(Loaded { events })
    })
}

/// Says at which step of the invented story the program refused.
fn at(step: &str) -> impl Fn(Refusal) -> Refusal {
    move |refusal| Refusal::Fault(format!("{step}: {refusal:?}"))
}

/// Whoever sets up the program before anybody works in it.
fn opener() -> Actor {
    Actor {
        staff: Actor::STEPDOWN,
        signature_name: "Set-up".to_owned(),
        credential: String::new(),
        roles: vec![Role::ClinicalDirector],
        supervisor: None,
        needs_cosignature: false,
        person: None,
    }
}

/// The keys of the story with the ids they stand for.
struct Stage<'p, 'c, 'x> {
    house: &'p House,
    performing: &'p Performing<'c, 'x>,
    program: Program,
    actors: HashMap<String, Actor>,
    tracks: HashMap<String, Track>,
    rooms: HashMap<String, Room>,
    services: HashMap<String, ServiceType>,
    groups: HashMap<String, TherapyGroup>,
    payers: HashMap<String, Payer>,
    people: HashMap<PersonNumber, PatientId>,
    inquiries: HashMap<PersonNumber, (InquiryId, PatientInput)>,
    sessions: HashMap<SessionKey, GroupSessionId>,
    drafts: HashMap<(GroupSessionId, String), i64>,
    closed_before: Option<Date>,
    agreed_to_video: BTreeSet<PatientId>,
}

impl<'p, 'c, 'x> Stage<'p, 'c, 'x> {
    fn set(house: &'p House, performing: &'p Performing<'c, 'x>) -> Result<Self, Refusal> {
        let tx = performing.tx();
        let program = all_programs(tx)?.into_iter().next().ok_or(Refusal::NotFound)?.record;
        let staff = all_staff(tx)?.into_iter().map(|stored| (stored.login.clone(), Actor::of(&stored)));
        Ok(Self {
            house,
            performing,
            program,
            actors: staff.collect(),
            tracks: all_tracks(tx)?.into_iter().map(|stored| (stored.key.clone(), stored.record)).collect(),
            rooms: all_rooms(tx)?.into_iter().map(|stored| (stored.key.clone(), stored.record)).collect(),
            services: all_service_types(tx)?.into_iter().map(|stored| (stored.key.clone(), stored.record)).collect(),
            groups: all_groups(tx)?.into_iter().map(|stored| (stored.key.clone(), stored.record)).collect(),
            payers: billing::payer::all_payers(tx)?.into_iter().map(|stored| (stored.key.clone(), stored.record)).collect(),
            people: HashMap::new(),
            inquiries: HashMap::new(),
            sessions: HashMap::new(),
            drafts: HashMap::new(),
            closed_before: None,
            agreed_to_video: BTreeSet::new(),
        })
    }

    /// What happens between the days: each day is closed after midnight, and on Mondays the biller sends the week before and
    /// everybody in care fills their check-in.
    fn pass_nights(&mut self, day: Date) -> Result<(), Refusal> {
        let from = self.closed_before.replace(day).unwrap_or(day);
        if from >= day {
            return Ok(());
        }
        let biller = self.with_role(Role::Biller)?;
        for over in days_from_to(from, day.saturating_sub(1.day())) {
            let next = next_day(over);
            self.performing.perform(&biller, self.moment(next, Time::constant(0, 30, 0, 0))?, &CloseDay { day: over })?;
            if next.weekday() == jiff::civil::Weekday::Monday {
                self.send_claims(&biller, next)?;
                self.check_ins(next)?;
                self.check_cover(&biller, next)?;
            }
        }
        Ok(())
    }

    fn send_claims(&self, biller: &Actor, monday: Date) -> Result<(), Refusal> {
        let at = self.moment(monday, Time::constant(6, 30, 0, 0))?;
        for form in [ClaimForm::Institutional, ClaimForm::Professional] {
            let build = BuildClaims { form, from: monday.saturating_sub(28.days()), to: monday.saturating_sub(1.day()) };
            if let Some(batch) = self.performing.perform(biller, at, &build)?.batch {
                self.performing.release_claims(biller, at, &ClaimFile { batch, payer: None }, Some(Service::ClearingHouse))?;
            }
        }
        Ok(())
    }

    fn moment(&self, day: Date, time: Time) -> Result<Timestamp, Refusal> {
        self.house.zone().at(day, time).map_err(|problem| Refusal::Fault(problem.to_string()))
    }

    fn perform(&mut self, event: &Event) -> Result<(), Refusal> {
        let zone = self.house.zone();
        let at = zone.at(event.at.date(), event.at.time()).map_err(|problem| Refusal::Fault(problem.to_string()))?;
        let actor = known(&self.actors, &event.by)?.clone();
        match &event.what {
            What::ReceiveInquiry(_)
            | What::RegisterPatient { .. }
            | What::AddCoverage(_)
            | What::SignConsent(_)
            | What::GrantAuthorization(_)
            | What::DenyAuthorization { .. }
            | What::AdmitPatient(_)
            | What::WritePlan { .. }
            | What::EnrollPatient { .. }
            | What::EndEnrollment { .. }
            | What::Discharge { .. } => self.setting_up(&actor, at, &event.what),
            What::DraftNote { .. } | What::SignNotes { .. } | What::CosignNotes { .. } | What::AmendNote { .. } => {
                self.noting(&actor, at, &event.what)
            }
            _ => self.daily(&actor, at, &event.what),
        }
    }

    fn session(&mut self, key: &SessionKey) -> Result<GroupSessionId, Refusal> {
        if let Some(id) = self.sessions.get(key) {
            return Ok(*id);
        }
        let SessionKey::Group { group, day, start } = key else { return Err(Refusal::NotFound) };
        let starts_at = self.house.zone().at(*day, *start).map_err(|problem| Refusal::Fault(problem.to_string()))?;
        let group = known(&self.groups, group)?.id;
        let found = self
            .performing
            .tx()
            .find_one::<GroupSession>("group_id = $1 AND starts_at = $2", &[text(group), Value::from(starts_at)])?
            .ok_or(Refusal::NotFound)?;
        self.sessions.insert(key.clone(), found.id);
        Ok(found.id)
    }

    fn person(&self, number: PersonNumber) -> Result<PatientId, Refusal> {
        self.people.get(&number).copied().ok_or(Refusal::NotFound)
    }

    fn with_role(&self, role: Role) -> Result<Actor, Refusal> {
        self.actors.values().filter(|actor| actor.is(role)).min_by_key(|actor| actor.staff).cloned().ok_or(Refusal::NotFound)
    }
}

fn known<'a, T>(all: &'a HashMap<String, T>, key: &str) -> Result<&'a T, Refusal> {
    all.get(key).ok_or_else(|| Refusal::Fault(format!("the story names `{key}`, which is not there")))
}
