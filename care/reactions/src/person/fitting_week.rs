//! The weeks that fit one person: what their life leaves, what the level of care asks, what groups there are. Three different ones to
//! choose from, or what stands in the way (S-08, S-09). Asked beside a chart, which writes the look down.

use std::collections::{HashMap, HashSet};

use access::{Action, Circumstances, Context, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::ToSpan;
use jiff::civil::Date;
use schedule::availability::{self, Availability, Strength, When};
use schedule::fitting_week::{self, Ask, Choice, Found, NotOpen, Relax, Shape, Sitting, Taken};
use schedule::group_session;
use schedule::no_contact;
use schedule::program::{ServiceType, all_programs, all_rooms, all_service_types, all_staff, all_tracks};
use schedule::taper_plan::{self, TaperPlan};
use schedule::therapy_group::{self, Enrollment, Meeting, TherapyGroup};
use schedule::waitlist;
use store::Stored;
use vocabulary::Week;
use vocabulary::day::minute_of_day;
use vocabulary::id::{PatientId, RoomId, ServiceTypeId, TherapyGroupId};

use crate::authorizations::outlook_of_week;

/// Asks for the weeks that fit.
#[derive(Clone, Copy, Debug)]
pub struct FindFittingWeeks {
    /// Whose.
    pub patient: PatientId,
    /// From which day the week would hold; the next Monday when nothing is said.
    pub from: Option<Date>,
}

/// The weeks that fit, and what they were asked for.
#[derive(Clone, Debug)]
pub struct FittingWeeks {
    /// Today.
    pub today: Date,
    /// From which day the week would hold.
    pub from: Date,
    /// What their life leaves, and its version; nothing while nobody has asked.
    pub availability: Option<(Availability, i64)>,
    /// Least minutes a week; nothing while they are in no level of care.
    pub floor_minutes: Option<i64>,
    /// Most minutes a week.
    pub ceiling_minutes: Option<i64>,
    /// How their hours step down, and its version; nothing while none was written, or for viewers who may not know.
    pub taper: Option<(TaperPlan, i64)>,
    /// Every group of that day, in the order of the week.
    pub groups: Vec<GroupOfWeek>,
    /// What their groups of today are like from that day on; nothing when they have none or can no longer come to all of them.
    pub as_it_is: Option<Shape>,
    /// Their groups of the day before, where they are others than from that day on: what could be put back.
    pub before: Option<Vec<TherapyGroupId>>,
    /// What was found; nothing while they are in no level of care.
    pub found: Option<FoundWeeks>,
}

/// What was found.
#[derive(Clone, Debug)]
pub enum FoundWeeks {
    /// Weeks that fit, the best first.
    Weeks(Vec<OfferedWeek>),
    /// None fits.
    Blocked {
        /// The most minutes that fit as things are.
        most_minutes: i64,
        /// What would have to give, and the week then; the fewest things.
        ways: Vec<(Vec<Relax>, OfferedWeek)>,
    },
}

/// A week that could be taken.
#[derive(Clone, Debug)]
pub struct OfferedWeek {
    /// Its groups, as places in [`FittingWeeks::groups`].
    pub groups: Vec<usize>,
    /// What it is like.
    pub shape: Shape,
    /// Meetings of the next four weeks that something that happens once falls on: the day, which group, which of the person's times.
    pub missed: Vec<(Date, usize, usize)>,
    /// When the authorization would not be enough for it, in a sentence; for viewers who may know.
    pub authorization: Option<String>,
}

/// A group as somebody could have it in their week.
#[derive(Clone, Debug)]
pub struct GroupOfWeek {
    /// Which.
    pub group: TherapyGroupId,
    /// Its name.
    pub name: String,
    /// Its track.
    pub track: String,
    /// Its room.
    pub room: String,
    /// Who leads.
    pub leaders: Vec<String>,
    /// When it meets.
    pub meetings: Vec<Meeting>,
    /// Places taken on that day.
    pub taken: usize,
    /// Places there are.
    pub capacity: i64,
    /// Whether they have a place in it.
    pub is_theirs: bool,
    /// Whether an objective of their plan asks for this kind of service.
    pub is_wished: bool,
    /// Whether they can take part in one of its meetings by video.
    pub is_by_video: bool,
    /// Why it is not open to them; nothing when it is.
    pub not_open: Option<WhyNot>,
}

/// Why a group is not open to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// As the search says.
    Known(NotOpen),
    /// Not this group; nothing else is said (P2-12).
    NotThis,
    /// Nobody looks after their children meanwhile.
    NoChildCare,
    /// Nobody interprets into their language.
    NoInterpreter,
}

/// How many weeks ahead what happens once is looked for.
const WEEKS_AHEAD: i64 = 4;

impl Query for FindFittingWeeks {
    type View = FittingWeeks;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<FittingWeeks>, Refusal> {
        cx.require(Action::View, Kind::GroupSession)?;
        cx.require(Action::View, Kind::Availability)?;
        episode::patient::load(cx.tx, self.patient)?;
        let today = cx.today();
        let from = self.from.unwrap_or_else(|| Week::of(today).next().monday).max(today);
        let known = Known::load(cx, self.patient, from)?;
        let (ask, groups) = known.ask(cx)?;
        let stay = if cx.may(Action::View, Kind::Stay, Circumstances::default()) {
            episode::stay::current_of(cx.tx, self.patient, from)?
        } else {
            None
        };
        let mut floor_minutes = stay.as_ref().map(|stay| stay.weekly_floor_minutes.0);
        let mut ceiling_minutes = stay.as_ref().map(|stay| ceiling(cx, stay, from)).transpose()?.flatten();
        let may_see_taper = cx.may(Action::View, Kind::TaperPlan, Circumstances::default());
        let taper = if may_see_taper { taper_plan::of_patient(cx.tx, self.patient)? } else { None };
        // The week has the hours of its step: as many at least, and fewer than the step before (S-10).
        if let Some((step, before)) = taper.as_ref().filter(|_| stay.is_some()).and_then(|taper| taper.on(from)) {
            floor_minutes = Some(step.weekly_minutes.0);
            let most = before.map(|before| before.weekly_minutes.0 - 1);
            ceiling_minutes = [ceiling_minutes, most].into_iter().flatten().min();
        }
        let ask = Ask { floor: floor_minutes.unwrap_or(0), ceiling: ceiling_minutes, ..ask };
        let mut view = FittingWeeks {
            today,
            from,
            availability: known.availability.as_ref().map(|one| (one.record.clone(), one.version)),
            floor_minutes,
            ceiling_minutes,
            taper: taper.map(|one| (one.record, one.version)),
            as_it_is: ask.as_it_is(),
            groups,
            before: known.before(cx)?,
            found: None,
        };
        if stay.is_some() {
            view.found = Some(known.found(cx, &ask, &view.groups)?);
        }
        Ok(Guarded::chart(self.patient, Kind::GroupSession, view))
    }
}

/// The most minutes of a week: what the stay says, else what a week of the level has for this payer and state, else one less than the
/// next level of care begins with (OP-A18).
pub(crate) fn ceiling(cx: &Context<'_>, stay: &episode::Stay, day: Date) -> Result<Option<i64>, Refusal> {
    if let Some(most) = stay.weekly_ceiling_minutes {
        return Ok(Some(most.0));
    }
    let programs = all_programs(cx.tx)?;
    let levels = programs.iter().flat_map(|program| program.levels.iter().map(|level| (program.state.as_str(), level)));
    let Some((state, level)) = levels.into_iter().find(|(_, level)| level.level == stay.level) else { return Ok(None) };
    let mut payer = None;
    if level.week.iter().any(|row| row.payer.is_some())
        && let Some(coverage) = billing::coverage::on_day(cx.tx, stay.patient, day)?
    {
        let all = billing::payer::all_payers(cx.tx)?;
        payer = all.iter().find(|payer| payer.id == coverage.payer).map(|payer| payer.key.clone());
    }
    let week = level.week_on(day, payer.as_deref(), state).map(|week| week.max_hours * 60);
    Ok(week.or(level.next_level_minutes.map(|next| next.0 - 1)))
}

struct Known {
    patient: PatientId,
    from: Date,
    availability: Option<Stored<Availability>>,
    groups: Vec<TherapyGroup>,
    places: Vec<Stored<Enrollment>>,
    services: HashMap<ServiceTypeId, ServiceType>,
    /// The groups of the places that are held for others, each as often as there are such places.
    held: Vec<TherapyGroupId>,
    /// The rooms from which people may take part by video.
    video_rooms: HashSet<RoomId>,
}

impl Known {
    fn load(cx: &Context<'_>, patient: PatientId, from: Date) -> Result<Self, Refusal> {
        let services: HashMap<ServiceTypeId, ServiceType> =
            all_service_types(cx.tx)?.into_iter().map(|service| (service.id, service.record)).collect();
        let mut groups: Vec<TherapyGroup> = therapy_group::all_groups(cx.tx)?
            .into_iter()
            .filter(|group| group.runs_on(from))
            .map(|group| group.on(from))
            .collect();
        let first = |group: &TherapyGroup| group.meetings.iter().map(|meeting| (meeting.weekday, meeting.start)).min();
        groups.sort_by(|a, b| (first(a), &a.name).cmp(&(first(b), &b.name)));
        Ok(Self {
            patient,
            from,
            availability: availability::of_patient(cx.tx, patient)?,
            groups,
            places: therapy_group::enrolled_on(cx.tx, from)?,
            services,
            held: waitlist::open_offers(cx.tx)?
                .into_iter()
                .filter(|offer| offer.patient != patient)
                .map(|offer| offer.group)
                .collect(),
            video_rooms: all_rooms(cx.tx)?.into_iter().filter(|room| room.has_video).map(|room| room.id).collect(),
        })
    }

    fn has_place(&self, group: TherapyGroupId) -> bool {
        self.places.iter().any(|place| place.patient == self.patient && place.group == group && place.to != Some(place.from))
    }

    /// The question for the search, without hours; and the groups as they are shown, in the same order.
    fn ask(&self, cx: &Context<'_>) -> Result<(Ask, Vec<GroupOfWeek>), Refusal> {
        let wished = self.wished(cx)?;
        let mut ask = Ask {
            choices: Vec::new(),
            fixed: self.fixed(cx)?,
            way: self.known().and_then(|one| one.way).map_or(0, |way| i64::from(way.minutes)),
            most_days: self.known().and_then(|one| one.most_days).map(usize::from),
            cannot: self.taken(Strength::Cannot),
            rather_not: self.taken(Strength::RatherNot),
            wished: wished.len(),
            ..Ask::default()
        };
        let mut barred = Vec::new();
        for group in &self.groups {
            let has = self.places.iter().filter(|place| place.group == group.id).count();
            // A place that is held for somebody is no place for anybody else.
            let taken = has + self.held.iter().filter(|held| **held == group.id).count();
            let is_theirs = self.has_place(group.id);
            let barred_by = match is_theirs {
                true => None,
                false if !no_contact::is_open_to(cx, self.patient, group, self.from)? => Some(WhyNot::NotThis),
                false => self.lacks(group),
            };
            let is_barred = barred_by.is_some();
            barred.push((taken, barred_by));
            ask.choices.push(Choice {
                group: group.id,
                // A group that somebody is kept out of is there to be shown, and has nothing to come to.
                sittings: if is_barred { Vec::new() } else { self.sittings(group) },
                has_room: is_barred || i64::try_from(taken).unwrap_or(i64::MAX) < group.capacity,
                is_theirs,
                wished: wished.iter().position(|service| *service == group.service_type),
            });
        }
        let names = Names::load(cx)?;
        let view = |at: usize, group: &TherapyGroup, (taken, barred_by): (usize, Option<WhyNot>)| GroupOfWeek {
            group: group.id,
            name: group.name.clone(),
            track: names.tracks.get(&group.track).cloned().unwrap_or_default(),
            room: names.rooms.get(&group.room).cloned().unwrap_or_default(),
            leaders: group.leaders.iter().filter_map(|id| names.staff.get(id)).cloned().collect(),
            meetings: group.meetings.clone(),
            taken,
            capacity: group.capacity,
            is_theirs: ask.choices.get(at).is_some_and(|choice| choice.is_theirs),
            is_wished: ask.choices.get(at).is_some_and(|choice| choice.wished.is_some()),
            is_by_video: ask.choices.get(at).is_some_and(|choice| choice.sittings.iter().any(|sitting| sitting.is_remote)),
            not_open: barred_by.or_else(|| ask.why_not(at).map(WhyNot::Known)),
        };
        let groups = self.groups.iter().zip(barred).enumerate().map(|(at, (group, barred))| view(at, group, barred)).collect();
        Ok((ask, groups))
    }

    /// Their groups of the day before, where those are others.
    fn before(&self, cx: &Context<'_>) -> Result<Option<Vec<TherapyGroupId>>, Refusal> {
        let groups = |places: &[Stored<Enrollment>]| -> Vec<TherapyGroupId> {
            let own = places.iter().filter(|place| place.patient == self.patient && place.to != Some(place.from));
            let mut groups: Vec<TherapyGroupId> = own.map(|place| place.group).collect();
            groups.sort();
            groups
        };
        let before = groups(&therapy_group::enrolled_on(cx.tx, self.from.saturating_sub(1.day()))?);
        Ok((before != groups(&self.places)).then_some(before))
    }

    fn known(&self) -> Option<&Availability> {
        self.availability.as_ref().map(|one| &one.record)
    }

    fn taken(&self, strength: Strength) -> Vec<Taken> {
        let busy = self.known().map(|one| one.busy.iter().enumerate()).into_iter().flatten();
        busy.filter(|(_, busy)| busy.strength == strength)
            .flat_map(|(by, busy)| {
                busy.stretches(self.from).into_iter().map(move |(weekday, from, until)| Taken { weekday, from, until, by })
            })
            .collect()
    }

    /// What somebody needs beside a time and a group does not have. Who takes part from home needs nobody for the children.
    fn lacks(&self, group: &TherapyGroup) -> Option<WhyNot> {
        let known = self.known()?;
        let is_at_home = self.video_rooms.contains(&group.room)
            && group.meetings.iter().all(|meeting| known.remote_days.contains(&meeting.weekday));
        if known.needs_child_care && !group.has_child_care && !is_at_home {
            return Some(WhyNot::NoChildCare);
        }
        let wanted = known.interpreter.as_ref()?;
        (!group.interpreted.contains(wanted)).then_some(WhyNot::NoInterpreter)
    }

    fn sittings(&self, group: &TherapyGroup) -> Vec<Sitting> {
        let has_video = self.video_rooms.contains(&group.room);
        let can_be_remote = |weekday: i8| self.known().is_some_and(|known| known.remote_days.contains(&weekday));
        let counts = self.services.get(&group.service_type).is_some_and(|service| service.counts_toward_hours);
        let sitting = |meeting: &Meeting| {
            let (from, until) = (minute_of_day(meeting.start), minute_of_day(meeting.end));
            let breaks: i64 = meeting.breaks.iter().map(|(from, to)| minute_of_day(*to) - minute_of_day(*from)).sum();
            Sitting {
                weekday: meeting.weekday,
                from,
                until,
                credited: if counts { until - from - breaks } else { 0 },
                is_remote: has_video && can_be_remote(meeting.weekday),
            }
        };
        group.meetings.iter().map(sitting).collect()
    }

    /// Their own appointments of the first week, as they stand.
    fn fixed(&self, cx: &Context<'_>) -> Result<Vec<Sitting>, Refusal> {
        let last = self.from.saturating_add(6.days());
        let own = group_session::of_patient_between(cx.tx, self.patient, self.from, last)?;
        Ok(own
            .iter()
            .filter(|session| session.patient.is_some() && session.cancelled.is_none())
            .map(|session| {
                let minute = |at| minute_of_day(cx.zone.local(at).time());
                let counts = self.services.get(&session.service_type).is_some_and(|service| service.counts_toward_hours);
                Sitting {
                    weekday: session.day.weekday().to_monday_one_offset(),
                    from: minute(session.starts_at),
                    until: minute(session.ends_at),
                    credited: if counts { session.minutes() } else { 0 },
                    is_remote: false,
                }
            })
            .collect())
    }

    /// The kinds of service of groups that an active objective of the plan asks for.
    fn wished(&self, cx: &Context<'_>) -> Result<Vec<ServiceTypeId>, Refusal> {
        if !cx.may(Action::View, Kind::TreatmentPlan, Circumstances::default()) {
            return Ok(Vec::new());
        }
        let Some(plan) = plan::treatment_plan::current_of(cx.tx, self.patient)? else { return Ok(Vec::new()) };
        let keys: Vec<String> = plan.active_objectives().flat_map(|objective| objective.served_by.clone()).collect();
        let mut all: Vec<ServiceTypeId> = self
            .services
            .values()
            .filter(|service| service.kind.is_group() && keys.contains(&service.key))
            .map(|service| service.id)
            .collect();
        all.sort();
        Ok(all)
    }

    fn found(&self, cx: &Context<'_>, ask: &Ask, groups: &[GroupOfWeek]) -> Result<FoundWeeks, Refusal> {
        let offer = |week: fitting_week::Week| -> Result<OfferedWeek, Refusal> {
            let mut days: Vec<(Date, usize, &Meeting)> = Vec::new();
            for at in &week.groups {
                for meeting in groups.get(*at).map(|group| group.meetings.as_slice()).unwrap_or_default() {
                    let first = (0..7).map(|days| self.from.saturating_add(i64::from(days).days()));
                    let Some(first) = first.into_iter().find(|day| day.weekday().to_monday_one_offset() == meeting.weekday)
                    else {
                        continue;
                    };
                    days.extend((0..WEEKS_AHEAD).map(|week| (first.saturating_add((7 * week).days()), *at, meeting)));
                }
            }
            days.sort_by_key(|(day, _, meeting)| (*day, meeting.start));
            let authorization = if cx.may(Action::View, Kind::Authorization, Circumstances::default()) {
                let booked = days.iter().filter_map(|(day, at, meeting)| {
                    let service = self.groups.get(*at)?.service_type;
                    Some((*day, service, minute_of_day(meeting.end) - minute_of_day(meeting.start)))
                });
                outlook_of_week(cx, self.patient, self.from, &booked.collect::<Vec<_>>())?
            } else {
                None
            };
            let missed = days.iter().filter_map(|(day, at, meeting)| Some((*day, *at, self.falls_on(*day, meeting)?))).collect();
            Ok(OfferedWeek { groups: week.groups, shape: week.shape, missed, authorization })
        };
        Ok(match fitting_week::find(ask) {
            Found::Weeks(weeks) => FoundWeeks::Weeks(weeks.into_iter().map(offer).collect::<Result<_, _>>()?),
            Found::Blocked { most, ways } => FoundWeeks::Blocked {
                most_minutes: most,
                ways: ways.into_iter().map(|way| Ok((way.gives, offer(way.week)?))).collect::<Result<_, Refusal>>()?,
            },
        })
    }

    /// Which of the person's times that happen once falls on a meeting.
    fn falls_on(&self, day: Date, meeting: &Meeting) -> Option<usize> {
        let (from, until) = (minute_of_day(meeting.start), minute_of_day(meeting.end));
        let weekday = day.weekday().to_monday_one_offset();
        self.known()?.busy.iter().position(|busy| {
            let is_then = matches!(busy.when, When::Once { day: then } if then == day);
            let touches =
                |(on, taken_from, taken_until): (i8, i64, i64)| on == weekday && taken_from < until && from < taken_until;
            is_then && busy.strength == Strength::Cannot && busy.stretches_from(weekday).into_iter().any(touches)
        })
    }
}

/// Why a place in one more group does not fit somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OneMore {
    /// They are in no level of care on that day.
    NotInCare,
    /// Not this group; nothing else is said (P2-12).
    NotThis,
    /// One of its meetings cannot be.
    Clash,
    /// Child care or an interpreter is missing there.
    Lacks,
    /// It cannot be beside the groups they have.
    BesideTheirs,
    /// Their week would have more hours than it may.
    TooManyHours,
}

/// Why a place in one more group does not fit somebody's week from a day on; nothing when it does (S-08, S-09).
pub(crate) fn one_more(
    cx: &Context<'_>,
    patient: PatientId,
    group: TherapyGroupId,
    from: Date,
) -> Result<Option<OneMore>, Refusal> {
    let Some(stay) = episode::stay::current_of(cx.tx, patient, from)? else { return Ok(Some(OneMore::NotInCare)) };
    let known = Known::load(cx, patient, from)?;
    let Some(at) = known.groups.iter().position(|one| one.id == group) else { return Ok(Some(OneMore::Clash)) };
    let Some(wanted) = known.groups.get(at) else { return Ok(Some(OneMore::Clash)) };
    if !no_contact::is_open_to(cx, patient, wanted, from)? {
        return Ok(Some(OneMore::NotThis));
    }
    let (mut ask, _) = known.ask(cx)?;
    if known.lacks(wanted).is_some() {
        return Ok(Some(OneMore::Lacks));
    }
    if let Some(NotOpen::Clash(_)) = ask.why_not(at) {
        return Ok(Some(OneMore::Clash));
    }
    if let Some(choice) = ask.choices.get_mut(at) {
        choice.is_theirs = true;
    }
    let Some(then) = ask.as_it_is() else { return Ok(Some(OneMore::BesideTheirs)) };
    let is_too_much = ceiling(cx, &stay, from)?.is_some_and(|most| most < then.credited);
    Ok(is_too_much.then_some(OneMore::TooManyHours))
}

struct Names {
    tracks: HashMap<vocabulary::id::TrackId, String>,
    rooms: HashMap<vocabulary::id::RoomId, String>,
    staff: HashMap<vocabulary::id::StaffId, String>,
}

impl Names {
    fn load(cx: &Context<'_>) -> Result<Self, Refusal> {
        Ok(Self {
            tracks: all_tracks(cx.tx)?.into_iter().map(|one| (one.id, one.record.name)).collect(),
            rooms: all_rooms(cx.tx)?.into_iter().map(|one| (one.id, one.record.name)).collect(),
            staff: all_staff(cx.tx)?.into_iter().map(|one| (one.id, one.signature_name())).collect(),
        })
    }
}
