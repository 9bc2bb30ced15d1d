//! Who looks after somebody, and giving a place in their care team to somebody else from a day on. Whoever had the place keeps the days they
//! had it: what was done then stays theirs. Nobody comes on the team of somebody who must not meet them (P2-12).

use std::collections::HashMap;

use access::{Action, Circumstances, Command, Context, Done, Kind, Problems, Refusal, Staff, author_name};
use confidential::{Guarded, Query};
use episode::Episode;
use episode::episode::CareTeamMember;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use schedule::program::all_staff;
use vocabulary::id::{PatientId, StaffId};

use crate::Fact;

/// Gives a place in somebody's care team to somebody else.
#[derive(Clone, Debug)]
pub struct MoveTeamPlace {
    /// Whose team.
    pub patient: PatientId,
    /// The version of the episode that was read.
    pub version: i64,
    /// Whose place, and as what; nothing when none was chosen.
    pub place: Option<(StaffId, String)>,
    /// Who has it from then on; nothing when nobody was chosen.
    pub to: Option<StaffId>,
    /// From this day; nothing when it could not be read.
    pub from: Option<Date>,
    /// Why; it stands in the history.
    pub why: String,
}

impl Command for MoveTeamPlace {
    type Output = PatientId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<PatientId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::CareTeam)?;
        let current = episode::episode::current_of(cx.tx, self.patient)?.ok_or(Refusal::NotFound)?;
        let next = match self.to {
            Some(to) => cx.tx.load::<Staff>(to)?.map(|stored| stored.record),
            None => None,
        };
        let team = decide(&current.record, next.as_ref(), self)?;
        if team == current.care_team {
            return Ok(Done::already(self.patient));
        }
        if current.version != self.version {
            return Err(Refusal::Conflict);
        }
        if let (Some(to), Some(from)) = (self.to, self.from) {
            schedule::no_contact::keep_apart_from_care_team(cx, self.patient, to, from)?;
        }
        let changed = Episode { care_team: team, ..current.record.clone() };
        episode::episode::amend(cx, &current, &changed, self.why.trim())?;
        Ok(Done::with(self.patient, episode::Fact::CareTeamChanged(self.patient).into()))
    }
}

/// The team as it is from then on: the place ends the day before, and whoever comes has it as long as it would have been.
fn decide(episode: &Episode, next: Option<&Staff>, wish: &MoveTeamPlace) -> Result<Vec<CareTeamMember>, Refusal> {
    let mut problems = Problems::none();
    let held = wish.place.as_ref().and_then(|(staff, role)| {
        let is_it = |member: &CareTeamMember| member.staff == *staff && member.role == *role;
        // The newest, when somebody had it twice.
        episode.care_team.iter().rposition(is_it)
    });
    let standing = held.and_then(|at| episode.care_team.get(at));
    let is_given = |member: &CareTeamMember| {
        standing.is_some_and(|held| member.role == held.role)
            && next.is_some_and(|next| next.id == member.staff)
            && wish.from.is_some_and(|from| member.from == from)
    };
    if episode.care_team.iter().any(is_given) {
        return Ok(episode.care_team.clone());
    }
    problems.require("place", standing.is_some(), "Choose the place that is given to somebody else.");
    problems.require("to", next.is_some(), "Choose who has it from then on.");
    problems.require(
        "to",
        next.is_none_or(|next| standing.is_none_or(|held| held.staff != next.id)),
        "They have this place already.",
    );
    problems.require("why", !wish.why.trim().is_empty(), "Write why, in a few words; it stays with the history.");
    if let Some(from) = wish.from {
        problems.require("to", next.is_none_or(|next| next.works_on(from)), "They do not work here on that day.");
        let is_in_care = episode.is_open_on(from);
        problems.require("from", is_in_care, "On this day the person is not in care.");
        let has_begun = standing.is_none_or(|held| held.from <= from);
        problems.require("from", has_begun || !is_in_care, "The place began later than this day.");
        let goes_on = standing.is_none_or(|held| held.to.is_none_or(|last| from <= last));
        problems.require("from", goes_on, "The place ended before this day.");
    } else {
        problems.require("from", false, "Write the day as year-month-day, like 2026-03-12.");
    }
    let all = held.zip(standing).zip(next.zip(wish.from));
    let ((at, held), (next, from)) = problems.finish(all)?;
    let comes = CareTeamMember { staff: next.id, role: held.role.clone(), from, to: held.to };
    let mut team = episode.care_team.clone();
    // Whoever would have had it for no day at all never had it; the version before says what was planned.
    let stays = (held.from < from).then(|| CareTeamMember { to: Some(from.saturating_sub(1.day())), ..held.clone() });
    team.splice(at..=at, stays.into_iter().chain([comes]));
    Ok(team)
}

/// Asks who looks after somebody, now and before.
#[derive(Clone, Copy, Debug)]
pub struct OpenCareTeam {
    /// Whom.
    pub patient: PatientId,
}

/// Who looks after somebody.
#[derive(Clone, Debug)]
pub struct CareTeam {
    /// The version of the episode.
    pub version: i64,
    /// Whether the person is in care today, so that places can be given.
    pub is_in_care: bool,
    /// The places, those of today first.
    pub places: Vec<TeamLine>,
    /// What was changed since the admission, newest first.
    pub changes: Vec<TeamChange>,
    /// Whether the viewer may give a place to somebody else.
    pub may_move: bool,
    /// Who works here today and may be chosen, as they sign.
    pub staff: Vec<(StaffId, String)>,
}

/// A place in a care team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamLine {
    /// Who.
    pub member: CareTeamMember,
    /// As they sign.
    pub name: String,
    /// Whether the place is over.
    pub is_over: bool,
}

/// A change of a care team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamChange {
    /// When it was written down.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Why.
    pub why: String,
}

impl Query for OpenCareTeam {
    type View = CareTeam;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<CareTeam>, Refusal> {
        cx.require(Action::View, Kind::CareTeam)?;
        episode::patient::load(cx.tx, self.patient)?;
        let today = cx.today();
        let everybody: Vec<Staff> = all_staff(cx.tx)?.into_iter().map(|stored| stored.record).collect();
        let names: HashMap<StaffId, String> = everybody.iter().map(|one| (one.id, one.signature_name())).collect();
        let works = everybody.iter().filter(|one| one.works_on(today));
        let mut view = CareTeam {
            version: 0,
            is_in_care: false,
            places: Vec::new(),
            changes: Vec::new(),
            may_move: cx.may(Action::Amend, Kind::CareTeam, Circumstances::default()),
            staff: works.map(|one| (one.id, one.signature_name())).collect(),
        };
        if let Some(episode) = episode::episode::current_of(cx.tx, self.patient)? {
            view.version = episode.version;
            view.is_in_care = episode.is_open_on(today);
            view.places = episode
                .care_team
                .iter()
                .map(|member| TeamLine {
                    name: names.get(&member.staff).cloned().unwrap_or_else(|| "a former colleague".to_owned()),
                    is_over: member.to.is_some_and(|last| last < today),
                    member: member.clone(),
                })
                .collect();
            view.places.sort_by_key(|line| line.is_over);
            view.changes = changes(cx, &episode)?;
        }
        Ok(Guarded::chart(self.patient, Kind::CareTeam, view))
    }
}

/// The versions of an episode in which the team is another one.
fn changes(cx: &Context<'_>, episode: &Episode) -> Result<Vec<TeamChange>, Refusal> {
    let versions = cx.tx.history::<Episode>(episode.id)?;
    let mut found = Vec::new();
    for pair in versions.windows(2) {
        if let [(before, _), (after, why)] = pair
            && before.care_team != after.care_team
        {
            found.push(TeamChange { at: after.recorded_at, by: author_name(cx.tx, after.recorded_by)?, why: why.clone() });
        }
    }
    found.reverse();
    Ok(found)
}
