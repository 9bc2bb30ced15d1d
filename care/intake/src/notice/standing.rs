//! Who in care has had the notice that everybody must have had, and who has not: one line for each person (P2-48).

use std::collections::HashMap;

use ::store::Stored;
use access::{Context, Kind, Refusal};
use confidential::{Guarded, Query};
use episode::Patient;
use jiff::Timestamp;
use vocabulary::PersonName;
use vocabulary::id::{PaperId, PatientId};

use super::edition::NoticeEdition;
use super::{in_force, store as editions};
use crate::paper::{Language, Outcome, Paper, PaperState};

/// Asks who has had it.
#[derive(Clone, Copy, Debug)]
pub struct WhoHasNotice;

/// How somebody stands with the notice; in the order in which somebody looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HasIt {
    /// It was not given to them.
    NotGiven,
    /// It was given and taken back.
    TakenBack,
    /// It was given; they have not answered.
    Waits,
    /// They chose not to acknowledge it, which is written down. They have had it.
    Declined,
    /// They said that they received it.
    Acknowledged,
}

impl HasIt {
    /// Whether somebody still has to do something.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::NotGiven | Self::TakenBack | Self::Waits)
    }
}

/// One person in care.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeLine {
    /// Who.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// The record number.
    pub record_number: i64,
    /// The language the notice is given in.
    pub language: Language,
    /// How they stand.
    pub has_it: HasIt,
    /// The paper, once there is one of that edition or a later one.
    pub paper: Option<PaperId>,
    /// The newest edition they were given.
    pub edition: Option<u32>,
    /// Since when they stand so.
    pub since: Option<Timestamp>,
}

/// How the whole program stands.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeStanding {
    /// The edition that everybody must have had, or a later one.
    pub needed: u32,
    /// The edition that is given today.
    pub given: u32,
    /// Everybody in care, whoever waits first.
    pub lines: Vec<NoticeLine>,
}

impl Query for WhoHasNotice {
    type View = NoticeStanding;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<NoticeStanding>, Refusal> {
        let seen = Seen::of(cx)?;
        let mut lines: Vec<NoticeLine> = seen.people.iter().map(|person| seen.line(person)).collect();
        lines.sort_by_key(|line| (line.has_it, line.record_number));
        let standing = NoticeStanding { needed: seen.needed.number, given: seen.given.number, lines };
        Ok(Guarded::several(Kind::NoticeEdition, standing))
    }
}

/// Everybody in care with the notices they were given.
pub(super) struct Seen {
    /// The edition that everybody must have had.
    pub(super) needed: NoticeEdition,
    given: NoticeEdition,
    /// Everybody in care today.
    pub(super) people: Vec<Stored<Patient>>,
    papers: HashMap<PatientId, Vec<Stored<Paper>>>,
}

impl Seen {
    pub(super) fn of(cx: &Context<'_>) -> Result<Self, Refusal> {
        let all = in_force::all(cx.tx)?;
        let needed = in_force::needed(&all, cx.today()).ok_or(Refusal::NotFound)?.clone();
        let given = in_force::in_force(&all, cx.today()).ok_or(Refusal::NotFound)?.clone();
        let mut ids: Vec<PatientId> =
            episode::episode::open_on(cx.tx, cx.today())?.iter().map(|episode| episode.patient).collect();
        ids.sort_unstable();
        ids.dedup();
        let people = episode::patient::load_many(cx.tx, &ids)?;
        let mut papers: HashMap<PatientId, Vec<Stored<Paper>>> = HashMap::new();
        for paper in editions::given_to(cx.tx, &ids)? {
            papers.entry(paper.patient).or_default().push(paper);
        }
        Ok(Self { needed, given, people, papers })
    }

    /// The notices that somebody was given, oldest first.
    pub(super) fn papers_of(&self, patient: PatientId) -> &[Stored<Paper>] {
        self.papers.get(&patient).map_or(&[], Vec::as_slice)
    }

    /// How somebody stands: with the best of what they were given of that edition or a later one.
    pub(super) fn has_it(&self, patient: PatientId) -> (HasIt, Option<&Stored<Paper>>) {
        let fitting = self.papers_of(patient).iter().filter(|paper| self.needed.number <= paper.template_version);
        let stands = fitting.map(|paper| (has_it(paper), Some(paper)));
        stands.max_by_key(|(has_it, _)| *has_it).unwrap_or((HasIt::NotGiven, None))
    }

    fn line(&self, person: &Stored<Patient>) -> NoticeLine {
        let (has_it, paper) = self.has_it(person.id);
        NoticeLine {
            patient: person.id,
            name: person.name(),
            record_number: person.record_number,
            language: Language::of_tag(&person.language),
            has_it,
            paper: paper.map(|paper| paper.id),
            edition: self.papers_of(person.id).iter().map(|paper| paper.template_version).max(),
            since: paper.map(|paper| since(paper)),
        }
    }
}

fn has_it(paper: &Paper) -> HasIt {
    match paper.state() {
        PaperState::Open => HasIt::Waits,
        PaperState::Signed => HasIt::Acknowledged,
        PaperState::Declined => HasIt::Declined,
        PaperState::Withdrawn => HasIt::TakenBack,
    }
}

fn since(paper: &Paper) -> Timestamp {
    match &paper.outcome {
        None => paper.given_at,
        Some(Outcome::Signed { at, .. } | Outcome::Declined { at, .. } | Outcome::Withdrawn { at, .. }) => *at,
    }
}
