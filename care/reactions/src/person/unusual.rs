//! Looks at charts that somebody should ask about: at an own chart or one of the same surname, by whoever has no part in the care, long
//! after it ended, very many on one day, in the night (P2-54, P2-65; 45 CFR 164.308(a)(1)(ii)(D)). A reason to ask is no accusation: the
//! page says what is unusual and nothing more.

use std::collections::{HashMap, HashSet};

use access::{Action, Context, Kind, Refusal, Role, Staff};
use confidential::{ChartView, Guarded, Query};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use store::Stored;
use vocabulary::id::{PatientId, StaffId};
use vocabulary::search;

use crate::own::{WhyLooked, roles_of};

/// How far back it looks, in days.
const BACK_DAYS: i64 = 30;
/// A session so many days before or after a look explains it.
const AROUND_DAYS: i64 = 14;
/// Care that ended longer ago than this does not explain a look.
const AFTER_DAYS: i64 = 30;
/// More charts than this on one day are many.
const MANY: usize = 40;
/// From this hour of the evening until [`MORNING`] it is night.
const NIGHT: i8 = 23;
/// See [`NIGHT`].
const MORNING: i8 = 5;

/// Asks for them.
#[derive(Clone, Copy, Debug)]
pub struct UnusualLooks;

/// Why a look is unusual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unusual {
    /// The names are the same: perhaps their own chart.
    SameName,
    /// The surnames are the same.
    SameSurname,
    /// They have no part in the care: not on the team, no session near that day.
    NoPart,
    /// Care had ended more than thirty days before.
    AfterCare,
    /// They opened very many charts that day.
    VeryMany,
    /// In the night.
    AtNight,
}

impl Unusual {
    /// For the page.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::SameName => "The names are the same",
            Self::SameSurname => "The surnames are the same",
            Self::NoPart => "No part in the care",
            Self::AfterCare => "Care ended long before",
            Self::VeryMany => "Very many charts that day",
            Self::AtNight => "In the night",
        }
    }
}

/// One person's looks at one chart, as far as they are unusual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusualLook {
    /// Who.
    pub who: String,
    /// In which roles.
    pub roles: String,
    /// Whose chart; shown by its number only.
    pub patient: PatientId,
    /// The record number.
    pub record_number: i64,
    /// The newest of these looks.
    pub at: Timestamp,
    /// How many there were.
    pub times: usize,
    /// What they were for, newest first: as it was stated, or as what was opened and their work say.
    pub purposes: Vec<WhyLooked>,
    /// Why, most telling first.
    pub why: Vec<Unusual>,
}

impl Query for UnusualLooks {
    type View = Vec<UnusualLook>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<UnusualLook>>, Refusal> {
        cx.require(Action::View, Kind::ChartView)?;
        let since = cx.now.checked_sub((24 * BACK_DAYS).hours()).unwrap_or(cx.now);
        // A pack is printed for everybody of a day: that is no look at very many charts, and it stands in the list of who looked.
        let mut views = confidential::read::chart_views_since(cx, since)?;
        views.retain(|view| view.kind != Kind::DayPack);
        let staff: HashMap<StaffId, Staff> =
            schedule::program::all_staff(cx.tx)?.into_iter().map(|staff| (staff.id, staff.record)).collect();
        let busy = very_many(cx, &views);
        let mut looks: HashMap<(StaffId, PatientId), Vec<&Stored<ChartView>>> = HashMap::new();
        for view in &views {
            looks.entry((view.staff, view.patient)).or_default().push(view);
        }
        let mut found = Vec::new();
        for ((who, patient), views) in looks {
            if let Some(staff) = staff.get(&who)
                && let Some(look) = judge(cx, staff, patient, &views, &busy)?
            {
                found.push(look);
            }
        }
        found.sort_by(|one, other| one.why.cmp(&other.why).then(other.at.cmp(&one.at)).then(one.who.cmp(&other.who)));
        Ok(Guarded::several(Kind::ChartView, found))
    }
}

/// Who opened very many different charts on which day.
fn very_many(cx: &Context<'_>, views: &[Stored<ChartView>]) -> HashSet<(StaffId, Date)> {
    let mut opened: HashMap<(StaffId, Date), HashSet<PatientId>> = HashMap::new();
    for view in views {
        opened.entry((view.staff, cx.zone.day(view.recorded_at))).or_default().insert(view.patient);
    }
    opened.into_iter().filter(|(_, charts)| charts.len() > MANY).map(|(key, _)| key).collect()
}

fn judge(
    cx: &Context<'_>,
    staff: &Staff,
    patient: PatientId,
    views: &[&Stored<ChartView>],
    busy: &HashSet<(StaffId, Date)>,
) -> Result<Option<UnusualLook>, Refusal> {
    let Some(newest) = views.iter().max_by_key(|view| view.recorded_at) else { return Ok(None) };
    let Some(person) = cx.tx.load::<episode::Patient>(patient)? else { return Ok(None) };
    let mut why = named_alike(staff, &person);
    if has_no_part(cx, staff, patient, views)? {
        why.push(Unusual::NoPart);
    }
    let ended = episode::episode::current_of(cx.tx, patient)?.and_then(|episode| episode.discharged_on);
    let long_after = |view: &&&Stored<ChartView>| {
        ended.is_some_and(|last| last.saturating_add(AFTER_DAYS.days()) < cx.zone.day(view.recorded_at))
    };
    if views.iter().any(|view| long_after(&view)) {
        why.push(Unusual::AfterCare);
    }
    if views.iter().any(|view| busy.contains(&(staff.id, cx.zone.day(view.recorded_at)))) {
        why.push(Unusual::VeryMany);
    }
    let is_night = |hour: i8| !(MORNING..NIGHT).contains(&hour);
    if views.iter().any(|view| is_night(cx.zone.local(view.recorded_at).hour())) {
        why.push(Unusual::AtNight);
    }
    why.sort_unstable();
    if why.is_empty() {
        return Ok(None);
    }
    Ok(Some(UnusualLook {
        purposes: purposes(cx, staff, patient, views)?,
        who: staff.signature_name(),
        roles: staff.roles.iter().map(|role| role.title()).collect::<Vec<_>>().join(", "),
        patient,
        record_number: person.record_number,
        at: newest.recorded_at,
        times: views.len(),
        why,
    }))
}

/// What these looks were for, each purpose once.
fn purposes(
    cx: &Context<'_>,
    staff: &Staff,
    patient: PatientId,
    views: &[&Stored<ChartView>],
) -> Result<Vec<WhyLooked>, Refusal> {
    let roles = roles_of(staff);
    let mut all = Vec::new();
    for (view, because) in confidential::read::chart_views_because(cx, patient)? {
        let why = WhyLooked::of(view.kind, &roles, &because);
        if views.iter().any(|one| one.id == view.id) && !all.contains(&why) {
            all.push(why);
        }
    }
    Ok(all)
}

fn named_alike(staff: &Staff, person: &episode::Patient) -> Vec<Unusual> {
    let same = |one: &str, other: &str| {
        let words = search::tokens(one);
        !words.is_empty() && words == search::tokens(other)
    };
    let names = [&person.legal_name, &person.name()];
    if names.iter().any(|name| same(&staff.name.full(), &name.full())) {
        vec![Unusual::SameName]
    } else if names.iter().any(|name| same(&staff.name.family, &name.family)) {
        vec![Unusual::SameSurname]
    } else {
        Vec::new()
    }
}

/// Whether somebody whose work is with certain people looked at somebody else: not on the team, and no session with them near that day.
/// Whoever works with everybody (desk, intake, billing, reviews, direction, compliance) always has a part.
fn has_no_part(cx: &Context<'_>, staff: &Staff, patient: PatientId, views: &[&Stored<ChartView>]) -> Result<bool, Refusal> {
    let with_certain_people =
        |role: &Role| matches!(role, Role::Clinician | Role::Prescriber | Role::Nurse | Role::Intern | Role::Peer);
    if !staff.roles.iter().all(with_certain_people) {
        return Ok(false);
    }
    let on_team = episode::episode::current_of(cx.tx, patient)?
        .is_some_and(|episode| episode.care_team.iter().any(|member| member.staff == staff.id));
    if on_team {
        return Ok(false);
    }
    let days = views.iter().map(|view| cx.zone.day(view.recorded_at));
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else { return Ok(false) };
    let (from, to) = (first.saturating_sub(AROUND_DAYS.days()), last.saturating_add(AROUND_DAYS.days()));
    let sessions = schedule::group_session::of_patient_between(cx.tx, patient, from, to)?;
    Ok(!sessions.iter().any(|session| session.leaders.contains(&staff.id)))
}
