//! All cases, and one with whom it concerns and whom the program has to tell.

use access::{Context, Kind, Refusal};
use confidential::{Guarded, Query};
use vocabulary::PersonName;
use vocabulary::id::{BreachId, PatientId};

use super::duty::{Duty, duties};
use super::model::Breach;
use super::store;
use crate::request::Standing;

/// Asks for every case, the newest first.
#[derive(Clone, Copy, Debug)]
pub struct ListBreaches;

/// Asks for one.
#[derive(Clone, Copy, Debug)]
pub struct BreachOf {
    /// Which.
    pub breach: BreachId,
}

/// A case.
#[derive(Clone, Debug)]
pub struct BreachLine {
    /// The case.
    pub breach: Breach,
    /// Whom the program has to tell.
    pub duties: Vec<Duty>,
    /// The people whose charts are known, by name; empty in the list of all cases.
    pub people: Vec<(PatientId, PersonName, i64)>,
    /// How the next duty that is not met stands; nothing when all are met.
    pub standing: Option<Standing>,
}

impl BreachLine {
    fn of(breach: &Breach, cx: &Context<'_>) -> Self {
        let duties = duties(breach);
        let open = duties.iter().filter(|duty| duty.met_on.is_none());
        let next = open.min_by_key(|duty| duty.due_on.map_or((1, cx.today()), |due| (0, due)));
        let standing = next.map(|duty| Standing::of(duty.due_on, cx.today()));
        Self { breach: breach.clone(), standing, duties, people: Vec::new() }
    }

    /// Whether somebody still has to do something: it is not decided, or a duty is not met.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.breach.decision.is_none() || self.standing.is_some()
    }
}

impl Query for ListBreaches {
    type View = Vec<BreachLine>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<BreachLine>>, Refusal> {
        let all = store::all(cx.tx)?;
        Ok(Guarded::several(Kind::Breach, all.iter().map(|one| BreachLine::of(one, cx)).collect()))
    }
}

impl Query for BreachOf {
    type View = BreachLine;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<BreachLine>, Refusal> {
        let breach = store::load(cx.tx, self.breach)?;
        let mut people = episode::patient::load_many(cx.tx, &breach.affected.patients)?;
        people.sort_by_key(|one| one.record_number);
        let people = people.iter().map(|one| (one.id, one.name(), one.record_number)).collect();
        Ok(Guarded::several(Kind::Breach, BreachLine { people, ..BreachLine::of(&breach, cx) }))
    }
}
